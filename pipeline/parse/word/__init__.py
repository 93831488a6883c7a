"""Word files: their words, styles and tables."""
