"""The nouns: issue, section, reference, person, settings, document, email, finding.  Imports nothing of ours."""
