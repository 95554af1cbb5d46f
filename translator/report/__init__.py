"""What a run has to say: as text and as a page for people, as JSON for programs. Pure functions, nothing is printed here."""

from .folder import format_folder
from .html import format_html
from .json import json_lines
from .text import format_text

__all__ = ["format_folder", "format_html", "format_text", "json_lines"]
