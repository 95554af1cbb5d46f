"""The table of licences knows all that an installation brings along, and nothing under a licence that binds a user's work."""

from __future__ import annotations

import re

from benchmarks.licences import TABLE, rows

KNOWN = dict(re.findall(r"^\| ([\w-]+) \| (.+?) \| [\w-]+ \|$", TABLE.read_text(encoding="utf-8"), re.MULTILINE))
FREE = re.compile(r"\b(?:MIT|BSD|Apache|ISC|PSF|MPL|Zlib|CC0|Public-Domain)\b", re.IGNORECASE)


def test_the_table_is_current() -> None:
    """Everything that is installed for translator stands in it; if not, run `python -m benchmarks.licences --write`."""
    installed = [name for name, _, _ in rows()]
    assert len(installed) > 15
    assert [name for name in installed if name not in KNOWN] == []


def test_licences_are_permissive() -> None:
    """But for the one that is named above the table."""
    assert [name for name, licence in KNOWN.items() if not FREE.search(licence)] == ["minisbd"]
    assert "minisbd is under the AGPL" in TABLE.read_text(encoding="utf-8")
