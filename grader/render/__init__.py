"""Reports for people and programs. A renderer is a pure function of the records."""
