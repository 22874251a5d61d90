"""Wrong-codec text: characters that were read from bytes with another codec than they were written in."""
