"""What each mailing service needs, as data: one file a service.  Laid out, not furnished yet."""
