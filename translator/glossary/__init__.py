"""Glossaries: concepts with their renderings, found in texts, composed into longer names, followed through a document."""

from .entry import Entry, Glossary, PatternEntry, Rendering
from .load import glossary_files, installed_folder, load_glossaries, reopen
from .match import Matcher, Matches
from .mentions import match_document

__all__ = [
    "Entry",
    "Glossary",
    "Matcher",
    "Matches",
    "PatternEntry",
    "Rendering",
    "glossary_files",
    "installed_folder",
    "load_glossaries",
    "match_document",
    "reopen",
]
