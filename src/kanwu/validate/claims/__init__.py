"""Claims: relations between the figures of a text."""
