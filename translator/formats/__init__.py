"""Document formats: bytes to units of text and back, with everything else left as it was."""

from .detect import FORMATS, detect, load_format

__all__ = ["FORMATS", "detect", "load_format"]
