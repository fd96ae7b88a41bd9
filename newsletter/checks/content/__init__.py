"""Rules about what was written."""
