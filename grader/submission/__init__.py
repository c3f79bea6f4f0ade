"""A submission is text: the files of a folder, an archive or notebooks. Nothing of it is run."""
