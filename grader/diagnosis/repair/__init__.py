"""The line: a small change of a student's own code that makes it right tells where to look."""
