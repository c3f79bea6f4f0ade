"""Where the data of the tests lies."""

from pathlib import Path

KIT = Path(__file__).resolve().parents[1]
ROOT = KIT.parents[1]
GOLDEN = KIT / "golden"
SOLUTIONS = ROOT / "solutions"
SUPPORT = KIT / "support"
