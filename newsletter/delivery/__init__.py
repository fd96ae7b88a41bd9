"""Email to a mailing service, or to a folder: what leaves the pipeline leaves through here."""
