"""Pictures that a student's own functions make, and the clothes that are on them.

See `tests/feedback` for how a scene reads. Lessons import `draw_clothes` from here.
"""

from grader.pictures.drawn import draw_clothes

__all__ = ["draw_clothes"]
