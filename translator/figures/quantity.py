"""What a figure is: a number, date, time or sum of money in an English text, and what must be found of it again."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from ..model import Case, Span, Term, TermMatch

Values = tuple[Decimal, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity at a place of the source."""

    kind: str
    """date, year, decade, century, time, money, percent, number, ordinal."""
    span: Span
    surface: str
    key: str
    """What it means, whatever the language: `11-12` for a date."""
    target: str
    """The rendering that the target language prefers."""
    also: tuple[str, ...]
    """Other writings that count as right."""
    values: tuple[Values, ...]
    """The numbers it consists of; each tuple is one way to say it (22:30, or 10:30 in the evening)."""
    sure: bool = True
    """Whether `target` is right in any sentence. An ordinal is not: 제8회, 8번째, 第8回 depend on the noun."""

    def match(self) -> TermMatch:
        """Return the figure as a term, so that engines and reports treat it like one."""
        also = tuple(dict.fromkeys(form for form in self.also if form != self.target))
        identifier = f"{self.kind}:{self.key}"
        term = Term(identifier, self.surface, self.target, also=also, type="figure", case=Case.IGNORE)
        return TermMatch(term, self.span, self.surface)
