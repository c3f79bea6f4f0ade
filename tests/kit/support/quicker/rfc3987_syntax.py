"""Stands before a package of this name that takes two seconds to import.

All programs of Jupyter import it, for formats of addresses that nobody here checks; where it cannot
be imported, they do without. Tests start dozens of them.
"""

raise ImportError(__doc__)
