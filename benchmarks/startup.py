"""How long until something happens, beside argostranslate's own commands in the same run.  python -m benchmarks.startup [--runs N]

Every command runs N times, all of them in turn, so that whatever else the machine does meets all alike. Printed are the
median and the least of the seconds until the first character on stdout, and of the processor time of the whole command.
Both programs translate with the same package, a layer of random weights: what is measured is everything but the model.
argostranslate's sentence detection, which has to download a model first, is left out in its favour.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.argos_package import make_package

ROOT = Path(__file__).parent.parent
SENTENCE = "The governor of Nagano met the mayor of Incheon."
OURS = (sys.executable, "-m", "translator")
TRANSLATE = (*OURS, "translate", "-", "--to", "ko", "--engine", "builtin", "--quiet", "--no-memory", "--fail-on", "never")
THEIRS = (
    sys.executable,
    "-c",
    "from argostranslate import sbd, cli; sbd.MiniSBDSentencizer.split_sentences = lambda self, text: [text]; cli.main()",
)


@dataclass(frozen=True, slots=True)
class Command:
    """What is run, and under which name it is printed."""

    name: str
    arguments: tuple[str, ...]
    stdin: str = ""


COMMANDS = (
    Command("python, nothing else", (sys.executable, "-c", "print()")),
    Command("import translator", (sys.executable, "-c", "import translator; print()")),
    Command("import argostranslate.translate", (sys.executable, "-c", "import argostranslate.translate; print()")),
    Command("translator --help", (*OURS, "--help")),
    Command("translator translate --help", (*OURS, "translate", "--help")),
    Command("argos-translate --help", (*THEIRS, "--help")),
    Command("one sentence, translator, built-in model", TRANSLATE, SENTENCE),
    Command("one sentence, translator, curated glossary", (*TRANSLATE, "-g", "curated"), SENTENCE),
    Command("one sentence, translator, Argos package", (*TRANSLATE, "--engine", "argos"), SENTENCE),
    Command("one sentence, argos-translate, same package", (*THEIRS, "-f", "en", "-t", "ko", SENTENCE)),
)


def measure(command: Command, environment: dict[str, str]) -> tuple[float, float]:
    """Return the seconds until the first character, and the processor seconds of the command and its children."""
    before = os.times()
    began = time.perf_counter()
    process = subprocess.Popen(
        command.arguments,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
        cwd=ROOT,
    )
    assert process.stdin
    assert process.stdout
    process.stdin.write(command.stdin.encode())
    process.stdin.close()
    first = process.stdout.read(1)
    seconds = time.perf_counter() - began
    process.stdout.read()
    if process.wait() or not first:
        raise SystemExit(f"{command.name} failed: {' '.join(command.arguments)}")
    after = os.times()
    return seconds, after.children_user + after.children_system - before.children_user - before.children_system


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=7, metavar="N")
    arguments = parser.parse_args()
    figures: dict[str, list[tuple[float, float]]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as folder:
        make_package(Path(folder) / "data" / "argos-translate" / "packages", "en", "ko")
        own = {f"XDG_{kind.upper()}_HOME": f"{folder}/{kind}" for kind in ("data", "config", "cache")}
        environment = {**os.environ, **own, "ORT_DISABLE_TELEMETRY": "1"}
        for command in COMMANDS:
            measure(command, environment)  # the caches are made, the files are read
        for _ in range(arguments.runs):
            for command in COMMANDS:
                figures[command.name].append(measure(command, environment))
    print(f"{'':46}{'first character':>19}{'processor':>17}\n{'':46}{'median':>11}{'least':>8}{'median':>9}{'least':>8}")
    for name, values in figures.items():
        seconds, processor = zip(*values, strict=True)
        print(f"{name:46}{median(seconds):>9.2f} s{min(seconds):>6.2f} s{median(processor):>7.2f} s{min(processor):>6.2f} s")


if __name__ == "__main__":
    main()
