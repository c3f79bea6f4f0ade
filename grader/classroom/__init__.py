"""A class: grading it in parallel, keeping its grades, what it got wrong, and Dask."""
