"""Rules about where links lead, and what they say."""
