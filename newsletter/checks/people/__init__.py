"""Rules that protect the people who appear in an issue."""
