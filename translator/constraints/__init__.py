"""The rungs of the ladder in the order in which they are climbed.

The order is by cost and by what a rung leaves of the model's own sentence: hints cost one decode and are
written by the model throughout; a mask hides the word from it; force rewrites from the term on; repair is blind.
"""

from .base import Proposal, Strategy, Work
from .forbid import Forbid
from .force import Force
from .hint import Hint
from .mask import Mask
from .pick import Pick
from .repair import Repair
from .retry import Retry

LADDER: tuple[Strategy, ...] = (Hint(), Retry(), Force(), Pick(), Mask(), Forbid(), Repair())

__all__ = ["LADDER", "Proposal", "Strategy", "Work"]
