"""How points are spread."""

from collections.abc import Sequence
from statistics import fmean, quantiles

from grader.records.survey import Spread

BINS = 10


def spread(points: Sequence[float], max_score: float) -> Spread:
    """Of points from 0 to `max_score`; all is 0 where there are none."""
    if not points:
        return Spread(max_score, 0.0, 0.0, 0.0, 0.0, (0,) * BINS)
    if len(points) == 1:
        lower = median = upper = points[0]
    else:
        lower, median, upper = quantiles(points, n=4, method="inclusive")
    bins = [0] * BINS
    for each in points:
        bins[_bin(each, max_score)] += 1
    return Spread(max_score, fmean(points), lower, median, upper, tuple(bins))


def _bin(points: float, max_score: float) -> int:
    """The last bin has its upper end, too."""
    # Sums of points such as 0.1 are a little off.
    share = (points + 1e-9) / max_score if max_score else 0.0
    return min(int(BINS * share), BINS - 1)
