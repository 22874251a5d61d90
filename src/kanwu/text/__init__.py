"""What every stage needs to know of text: spans and source maps, encodings, scripts, numerals, intervals."""
