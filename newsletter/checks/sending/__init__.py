"""Rules about what every email needs before it may be sent."""
