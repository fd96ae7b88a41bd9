"""Word, email and HTML to sections.  Laid out, not furnished yet."""
