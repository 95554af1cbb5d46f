"""Translate all office documents of a folder and open each translation in LibreOffice.  python -m benchmarks.office FOLDER

The engine writes a Hangul syllable for two letters, so that no word stays and fonts are put to the test. Printed are
units, seconds (parsing, placing the markup, writing), and the pages of source and translation as PDF. Exit status 1 if
a translation does not come back as a PDF though its source does. With --keep the translations and PDF files stay there.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from translator import Translator
from translator.engines.base import Progress
from translator.errors import TranslatorError
from translator.model import Candidate, Decoding, Pair, Request
from translator.testing import FakeEngine

SUFFIXES = frozenset(".docx .docm .dotx .pptx .pptm .ppsx .potx .xlsx .xlsm .xltx .odt .ott .odp .otp .ods .ots".split())
SYLLABLES = "가나다라마바사아자차카타파하"
TIMEOUT = 600
"""Seconds for LibreOffice to convert all documents; a document that makes it hang fails with all behind it."""


class HangulEngine(FakeEngine):
    """Answers with Hangul of half the length."""

    name = "hangul"

    def translate(
        self, requests: Sequence[Request], pair: Pair, decoding: Decoding = Decoding(), progress: Progress | None = None
    ) -> list[tuple[Candidate, ...]]:
        """Return one candidate a request."""
        return [(Candidate(" ".join(map(_hangul, request.source.split(" ")))),) for request in requests]


def _hangul(word: str) -> str:
    letters = [character for character in word if character.isalpha()]
    rest = "".join(character for character in word if not character.isalpha() and not character.isspace())
    return "".join(SYLLABLES[ord(letter) % len(SYLLABLES)] for letter in letters[::2]) + rest


@dataclass(frozen=True, slots=True)
class Row:
    """What became of one document."""

    path: Path
    units: int = 0
    seconds: float = 0.0
    pages: int = 0
    translated_pages: int = 0
    error: str = ""

    @property
    def failed(self) -> bool:
        """Whether the source opens and the translation does not."""
        return bool(self.pages) and not self.translated_pages and not self.error


def documents(folder: Path) -> list[Path]:
    """Return the office documents of a folder and its subfolders."""
    return sorted(path for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES and path.is_file())


def measure(paths: Iterable[Path], out: Path, target: str = "ko") -> list[Row]:
    """Translate documents into `out` and open sources and translations in LibreOffice."""
    translator = Translator(target, engine=HangulEngine())
    rows: list[Row] = []
    sources: list[Path] = []
    outputs: list[Path] = []
    for number, path in enumerate(paths):
        name = f"{number:04}-{path.stem}"
        source, output = out / f"{name}.source{path.suffix}", out / f"{name}.{target}{path.suffix}"
        shutil.copyfile(path, source)
        sources.append(source)
        outputs.append(output)
        began = time.perf_counter()
        try:
            run = translator.translate_file(source, output, force=True)
        except TranslatorError as error:
            rows.append(Row(path, error=str(error).partition(": ")[2][:70]))
        else:
            rows.append(Row(path, len({outcome.segment.unit for outcome in run.outcomes}), time.perf_counter() - began))
    to_pdf([*sources, *(output for output in outputs if output.exists())], out)
    return [
        Row(row.path, row.units, row.seconds, pages(source), pages(output), row.error)
        for row, source, output in zip(rows, sources, outputs, strict=True)
    ]


def to_pdf(paths: Sequence[Path], out: Path) -> None:
    """Convert documents in one run of LibreOffice, with a profile of its own, so that an open one does not matter."""
    with tempfile.TemporaryDirectory() as profile:
        own = f"-env:UserInstallation={Path(profile).as_uri()}"
        subprocess.run(
            ["soffice", own, "--headless", "--convert-to", "pdf", "--outdir", out, *paths],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=TIMEOUT,
            check=False,
        )


def pages(path: Path) -> int:
    """Return the pages of the PDF that was made of a document, 0 where there is none."""
    made = path.with_suffix(".pdf")
    return made.read_bytes().count(b"/Type/Page/") if made.exists() else 0


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--to", default="ko", choices=["ko", "ja"])
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="where translations and PDF files stay")
    arguments = parser.parse_args()
    if not shutil.which("soffice"):
        parser.error("LibreOffice is not installed: there is no soffice")
    with tempfile.TemporaryDirectory() as scratch:
        out = arguments.keep or Path(scratch)
        out.mkdir(parents=True, exist_ok=True)
        rows = measure(documents(arguments.folder), out, arguments.to)
    print(f"{'document':40} {'units':>6} {'seconds':>8} {'pages':>6} {'translated':>10}")
    for row in rows:
        remark = row.error or ("DOES NOT OPEN" if row.failed else "")
        print(f"{row.path.name[:40]:40} {row.units:6} {row.seconds:8.2f} {row.pages:6} {row.translated_pages:10}  {remark}")
    failed = sum(row.failed for row in rows)
    print(f"{len(rows)} documents, {sum(bool(row.error) for row in rows)} refused, {failed} do not open after translation")
    sys.exit(failed > 0)


if __name__ == "__main__":
    main()
