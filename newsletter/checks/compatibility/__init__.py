"""Rules about what mail programs show and leave out."""
