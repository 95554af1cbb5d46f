"""Document formats: bytes to units of text and back, with everything else left as it was."""

from .detect import FORMATS, detect, detect_binary, load_format
from .translations import Translation, read_translations

__all__ = ["FORMATS", "Translation", "detect", "detect_binary", "load_format", "read_translations"]
