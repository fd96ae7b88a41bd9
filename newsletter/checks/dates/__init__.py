"""Rules about days, times and zones."""
