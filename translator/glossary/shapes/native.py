"""YAML, the shape that holds everything: what a glossary is imported into."""

from __future__ import annotations

from dataclasses import dataclass

from .. import yaml
from ..entry import Glossary
from .base import Options, Read, Written


@dataclass(frozen=True, slots=True)
class Native:
    """The shape of the curated glossary."""

    suffix: str = ".yaml"
    summary: str = "YAML: everything, for people to edit"
    writes: bool = True

    def read(self, data: bytes, path: str, options: Options) -> Read:
        """Return entries and patterns."""
        items, problems = yaml.read(data, path)
        return Read(tuple(items), tuple(problems))

    def write(self, glossary: Glossary, options: Options) -> Written:
        """Return entries and patterns; `options` say nothing here."""
        return Written(yaml.write((*glossary.entries, *glossary.patterns)))
