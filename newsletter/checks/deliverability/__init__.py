"""Rules about what every email needs to arrive and to be read whole."""
