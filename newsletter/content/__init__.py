"""Files to model and back: reading, editing, section kinds, reference kinds, pictures."""
