"""An auto-graded exercise kit on convolutional networks."""

__version__ = "0.1.0"
