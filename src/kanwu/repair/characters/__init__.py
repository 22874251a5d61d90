"""Characters: invisible ones, look-alikes, and forms that only old encodings needed."""
