"""What a run has to say: as text for people and as JSON for programs. Pure functions, nothing is printed here."""

from .json import format_json
from .text import format_text

__all__ = ["format_json", "format_text"]
