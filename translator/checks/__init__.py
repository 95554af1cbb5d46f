"""What is looked at in every translation. A check is a function; this is their order."""

from __future__ import annotations

from ..model import Finding
from .base import Check, Draft
from .consistency import check_document
from .forbidden import check_forbidden
from .latin import check_latin
from .length import check_length
from .numbers import check_numbers
from .pairs import check_pairs
from .particles import check_particles
from .repetition import check_repetition
from .script import check_script
from .terms import check_terms

CHECKS: tuple[Check, ...] = (
    check_length,
    check_repetition,
    check_script,
    check_latin,
    check_terms,
    check_forbidden,
    check_numbers,
    check_particles,
    check_pairs,
)

__all__ = ["CHECKS", "Check", "Draft", "check_document", "run"]


def run(draft: Draft) -> tuple[Finding, ...]:
    """Return the findings of all checks on one translation."""
    return tuple(finding for check in CHECKS for finding in check(draft))
