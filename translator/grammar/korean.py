"""Korean: everything the other layers ask of it, in one place."""

from __future__ import annotations

import re

from .particles import particle, repair_particles, resolve_double_particles
from .reading import Final, final_sound

__all__ = ["Final", "final_sound", "particle", "polish", "repair_particles", "resolve_double_particles"]


def polish(text: str) -> str:
    """Return `text` without spaces in front of punctuation and without doubled spaces."""
    return re.sub(r" +(?=[.,!?”’)\]])", "", re.sub(r" {2,}", " ", text))
