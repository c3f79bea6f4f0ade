"""Pictures as files. Only this package imports matplotlib, which the extra `plots` installs."""
