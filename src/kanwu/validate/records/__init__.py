"""Records: rows of a table that a schema describes, the user's own or that of figures another tool extracted.

pandera is imported only where a schema is used.
"""
