"""Corpora: which files to read, the run folder with its tables, and the way back to the original bytes."""
