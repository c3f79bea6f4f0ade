"""A report as one page for a browser, which needs nothing but itself."""

from grader.render.html.page import to_html

__all__ = ["to_html"]
