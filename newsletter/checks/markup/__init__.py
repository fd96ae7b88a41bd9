"""Rules about the code of the email."""
