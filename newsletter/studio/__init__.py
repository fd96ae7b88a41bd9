"""Everything in a browser.  Laid out, not furnished yet."""
