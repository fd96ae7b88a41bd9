"""Rules about drugs, figures and sources."""
