"""Cases as data: tab-separated files that a linguist can edit. `#` begins a comment, the first line names the columns."""

from pathlib import Path

HERE = Path(__file__).parent


def rows(name: str) -> list[tuple[str, ...]]:
    """Return the rows of a file, each as long as its header."""
    lines = (HERE / name).read_text(encoding="utf-8").split("\n")
    table = [line.split("\t") for line in lines if line and not line.startswith("#")]
    header, *body = table
    return [(*row, *[""] * (len(header) - len(row))) for row in body]
