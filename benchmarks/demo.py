"""Translate one paragraph without and with the curated glossary, as the README shows it.  python -m benchmarks.demo [--write]

With --write the README gets the result; do that after a release of weights or a change of the glossary.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from translator import Translator

README = Path(__file__).parent.parent / "README.md"
PARAGRAPH = (
    "The 8th Korea–Japan Governors and Mayors Conference was held in Incheon. "
    "Abe Shuichi, Governor of Nagano Prefecture, praised shuttle diplomacy."
)
BEGIN, END = "<!-- demo -->", "<!-- /demo -->"


def main() -> None:
    """Print the table, or put it into the README."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="put the result into README.md")
    arguments = parser.parse_args()
    table = demo()
    if not arguments.write:
        print(table)
        return
    text = README.read_text(encoding="utf-8")
    before, after = text[: text.index(BEGIN) + len(BEGIN)], text[text.index(END) :]
    README.write_text(f"{before}\n{table}\n{after}", encoding="utf-8")


def demo() -> str:
    """Return the paragraph and its four translations as a Markdown table."""
    lines = ["| | |", "|---|---|", f"| English | {PARAGRAPH} |"]
    for target, name in (("ko", "Korean"), ("ja", "Japanese")):
        for glossary, label in (((), "without glossary"), (("curated",), "**with glossary**")):
            text = Translator(target, glossary=glossary).translate(PARAGRAPH).text
            lines.append(f"| {name}, {label} | {text.strip()} |")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
