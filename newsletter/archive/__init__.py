"""Emails to web pages, feeds, calendars and search.  Laid out, not furnished yet."""
