"""What LaTeX is made of, as far as a translator must know: tokens, groups, and which commands hold text."""

from __future__ import annotations

import re

MARKING = frozenset(
    "emph textbf textit textsl textsc textsf textrm textup textmd textnormal underline uline sout hl mbox enquote".split()
)
"""Commands around words of a sentence."""
ARGUMENTS_BEFORE = dict.fromkeys(MARKING, 0) | {
    "href": 1, "textcolor": 1, "colorbox": 1, "parbox": 1, "multicolumn": 2, "multirow": 2,
}  # fmt: skip
"""How many arguments stand in front of the one that is text."""
BLOCKS = frozenset("part chapter section subsection subsubsection paragraph subparagraph title subtitle caption".split())
"""Commands whose argument is a text of its own."""
INSIDE = frozenset("footnote footnotetext thanks marginpar".split())
"""Commands whose argument is a text of its own, in the middle of another."""
OPAQUE = frozenset(
    "verbatim Verbatim lstlisting minted alltt comment equation align alignat gather multline eqnarray displaymath math"
    " flalign split tikzpicture picture filecontents thebibliography algorithmic algorithm pspicture forest luacode".split()
)
"""Environments that hold no text."""
CELLS = frozenset("tabular tabularx tabulary longtable array xltabular tabu".split())
ACCENTS = {"'": "\u0301", "`": "\u0300", '"': "\u0308", "^": "\u0302", "~": "\u0303", "=": "\u0304", ".": "\u0307", "c": "\u0327"}
SIGNS = {
    "``": "“", "''": "”", "~": "\u00a0", "\\ldots": "…", "\\dots": "…", "\\ldots{}": "…", "\\textquoteright": "’",
    "\\textasciitilde{}": "~", "\\textasciicircum{}": "^", "\\textbackslash{}": "\\",
    "\\,": "\u202f", "\\-": "", "\\/": "", "\\": "",
}  # fmt: skip
"""What tokens show; a hyphenation that TeX is told of shows nothing."""

TOKEN = re.compile(
    r"(?P<comment>%[^\n]*(?:\n[ \t]*|\Z))"
    r"|(?P<verb>\\(?:verb|lstinline)\*?(?:\[[^\]]*\])?(?P<bar>[^\w\s{*\[])[^\n]*?(?P=bar)(?P<ended>))"
    r"|(?P<math>\$\$(?:(?!\n[ \t]*\n)[^$])*\$\$|\\\[(?:(?!\n[ \t]*\n|\\\[).)*?\\\]|\\\((?:(?!\n[ \t]*\n|\\\().)*?\\\)"
    r"|\$(?:\\.|(?!\n[ \t]*\n)[^$\\])+\$)"
    r"|(?P<sign>\\[%&#$_{}]|``|''|~)"
    r"|(?P<break>\\\\\*?(?:\[[^\]\n]*\])?|\\newline\b)"
    r"|(?P<command>\\(?:[A-Za-z@]+\*?|[^A-Za-z\s])|\\(?=\s))"
    r"|(?P<blank>\n[ \t]*\r?\n\s*)"
    r"|(?P<cell>&)|(?P<open>\{)|(?P<close>\})",
    re.DOTALL,
)
_GROUPING = re.compile(
    r"%[^\n]*|\\begin\s*\{(?P<verbatim>(?:verbatim|Verbatim|lstlisting|minted|comment|filecontents)\*?)\}"
    r"|\\(?:verb|lstinline)\*?(?:\[[^\]]*\])?([^\w\s{*\[])[^\n]*?\2|\\.|[{}]",
    re.DOTALL,
)
_BRACKET = re.compile(r"[ \t]*\[")
_IN_OPTION = re.compile(r"\\.|[\[\]{}]|\n\n", re.DOTALL)
MAX_OPTION = 2000
"""Code points between two signs of an optional argument. Whoever forgot the bracket that ends one is not searched on."""
_SPACE = re.compile(r"[ \t]*\n?[ \t]*")


class Groups:
    """The braces of a text, each with its partner."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._ends: dict[int, int] = {}
        opened: list[int] = []
        at = 0
        while match := _GROUPING.search(text, at):
            at = match.end()
            if match["verbatim"]:
                at = text.find(f"\\end{{{match['verbatim']}}}", at)
                if at < 0:
                    break
            elif match[0] == "{":
                opened.append(match.start())
            elif match[0] == "}" and opened:
                self._ends[opened.pop()] = match.end()

    def end(self, brace: int) -> int:
        """Return the offset behind the group that begins with a brace, or 0 where nothing ends it."""
        return self._ends.get(brace, 0)

    def start(self, at: int) -> int:
        """Return the offset of the brace that begins a group at `at`, white space aside, or -1."""
        space = _SPACE.match(self._text, at)
        brace = space.end() if space else at
        return brace if brace in self._ends else -1

    def option(self, at: int) -> int:
        """Return the offset behind the argument in brackets that begins at `at`, or 0 where there is none."""
        opened = _BRACKET.match(self._text, at)
        at = opened.end() if opened else 0
        while at and (sign := _IN_OPTION.search(self._text, at, at + MAX_OPTION)):
            if sign[0] == "]":
                return sign.end()
            at = self._ends.get(sign.start(), 0) if sign[0] == "{" else 0 if sign[0] in ("[", "}", "\n\n") else sign.end()
        return 0
