"""Script variants: characters that a conversion between Simplified and Traditional left behind or merged."""
