"""Is the target written in the script of its language?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Finding, Severity
from ..scripts import hanja, wrong_script
from .base import Draft

_GLOSS = re.compile(r"(?<=[가-힣’”])\s?[(（][^()（）]*[)）]")
"""Behind a Korean word its Chinese characters may stand in brackets: 서위(敍位)."""


def check_script(draft: Draft) -> Iterator[Finding]:
    """The target has characters of another language, which neither its source nor a term of it has."""
    known = draft.source + "".join(form for match in draft.matches for form in match.term.accepts())
    if wrong := wrong_script(draft.target, draft.pair.target, known):
        yield Finding("script", Severity.MAJOR, f"‘{wrong}’ is of another language's script.")
    if draft.pair.target == "ko" and (old := "".join(each for each in hanja(_GLOSS.sub("", draft.target)) if each not in known)):
        yield Finding("script", Severity.MINOR, f"Chinese characters in Korean: ‘{old}’.")
