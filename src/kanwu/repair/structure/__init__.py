"""Structure: what a scraper took for text and is none, or took twice."""
