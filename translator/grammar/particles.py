"""Korean particles, whose form depends on the sound in front of them: 은/는, 이/가, 을/를, 과/와, 으로/로 …"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..model import Span
from .reading import CLOSERS, Final, final_sound, word_end


@dataclass(frozen=True, slots=True)
class _Alternation:
    """One particle in its two forms."""

    closed: str
    """Behind a consonant."""
    open: str
    """Behind a vowel."""
    tails: tuple[str, ...] = ()
    """Particles and endings that may follow it."""
    repair: str = "both"
    """Which form, met behind a word it does not fit, is surely this particle: `both`, `open`, `closed`, `none`.

    서울고 is a school, 이메일란 a column, 총리이다 right beside 총리다: such forms are never touched.
    """


_ALTERNATIONS = (
    _Alternation("은", "는", ("커녕",)),
    _Alternation("이", "가"),
    _Alternation("을", "를"),
    _Alternation("과", "와", ("의", "는", "도", "만", "같은", "같이", "함께")),
    _Alternation(
        "으로",
        "로",
        tuple(
            "는 도 만 의 까지 까지는 까지의 까지도 부터 부터는 부터의 부터도 밖에 라도 서 서는 서도 서만 서의 써 써는 써도".split()
        ),
    ),
    _Alternation("이나", "나", ("마",)),
    _Alternation("이랑", "랑"),
    _Alternation("이란", "란", repair="closed"),
    _Alternation("이든", "든", ("지", "가")),
    _Alternation("이야말로", "야말로"),
    _Alternation("이라는", "라는"),
    _Alternation("이라고", "라고", ("는", "도", "만")),
    _Alternation("이라며", "라며"),
    _Alternation("이라면", "라면"),
    _Alternation("이라도", "라도"),
    _Alternation("이라서", "라서"),
    _Alternation("이에요", "예요"),
    _Alternation("이라", "라", repair="none"),
    _Alternation("이며", "며", repair="open"),
    _Alternation("이지만", "지만", repair="open"),
    _Alternation("이므로", "므로", repair="open"),
    _Alternation(
        "이었", "였", tuple("다 고 던 으며 지만 습니다 는데 으나 다고 다는 다며 음 기".split()), repair="open"
    ),
    _Alternation("이고", "고", repair="none"),
    _Alternation("이자", "자", repair="none"),
    _Alternation("이다", "다", repair="none"),
    _Alternation("이여", "여", repair="none"),
    _Alternation("아", "야", repair="none"),
)

_INVARIANT = re.compile(
    "(?:의|도|만|에|에서|에게|에게서|께|께서|뿐|보다|부터|까지|처럼|마다|조차|마저|밖에|하고|한테|같이|대로|인|입니다|이던)"
    "(?:는|은|도|만|의|서|부터|까지|라도|이|을)?$"
)

_WORD = "0-9A-Za-z가-힣ㄱ-ㆎ一-鿿ぁ-ヿ"
_BOUNDARY = rf"(?![{_WORD}])"


def _regex(forms: Sequence[tuple[str, tuple[str, ...]]]) -> str:
    by_length = sorted(forms, key=lambda form: -len(form[0]))
    return "|".join(f"(?:{head})(?:{'|'.join(tails)})?" if tails else head for head, tails in by_length)


_FORMS = {
    form: alternation for alternation in _ALTERNATIONS for form in (alternation.open, alternation.closed)
}
_ANY = re.compile(f"(?:{_regex([(form, a.tails) for form, a in _FORMS.items()])})$")
_REPAIRED = re.compile(
    f"(?:{_regex([(form, a.tails) for form, a in _FORMS.items() if a.repair != 'none'])}){_BOUNDARY}"
    # 다 ends a sentence, or is the adverb 'all'.
    r"|다(?=[.!?…\"'”’]|$)"
)
_GAP = re.compile(
    rf"(?:\s?\([^()\n]{{1,80}}\)|\s?（[^（）\n]{{1,80}}）|[{re.escape(CLOSERS)}])*"
)
# Words that are nothing but particles: behind an inserted term, a space in front of them is a mistake.
_LOOSE = re.compile(rf" (?=(?:은|는|을|를|와|와의|의|에|에서|에서는|에게|으로|으로는){_BOUNDARY})")

_DOUBLES = re.compile(
    r"(?P<pair>은\(는\)|는\(은\)|이\(가\)|가\(이\)|을\(를\)|를\(을\)|과\(와\)|와\(과\)|으로\(로\)|로\(으로\)"
    rf"|(?:은/는|는/은|이/가|가/이|을/를|를/을|과/와|와/과|으로/로|로/으로){_BOUNDARY})"
    r"|(?P<eu>\(으\))(?=로)"
    r"|(?P<i>\(이\))(?=나|라|란|랑|며|든|야|고|다|자|지만|므로|었|에요)"
)
_PLACEHOLDER = re.compile(r"(?:[}>]|%\d*\$?[sd@]|\$\w+|\x00)[\"'”’`]?$")


def particle(word: str, particle: str, reading: str = "") -> str:
    """Return `particle`, given in either form, as it must be behind `word`.

    Where the end of `word` cannot be known, the particle comes back as it was given.
    A particle that never changes (의, 에서) comes back as well.
    Raises ValueError for what is no particle.

    >>> particle("서울", "으로"), particle("총리", "은"), particle("APEC", "는", "에이펙"), particle("12일", "로는")
    ('로', '는', '은', '로는')
    """
    if not (found := _ANY.match(particle)):
        if _INVARIANT.match(particle):
            return particle
        raise ValueError(f"{particle!r} is not a Korean particle.")
    return _fit(found[0], final_sound(word, reading))


def repair_particles(text: str, spans: Sequence[tuple[Span, str]]) -> tuple[str, tuple[Span, ...]]:
    """Return `text` with the particle behind each inserted term put right, and where the terms now stand.

    `spans` are the inserted terms, each with its reading, or an empty text. A particle is changed only where
    a word ends behind it, so that 은행 or 이날 behind a term is left alone, and never inside a term.

    >>> repair_particles("APEC는 서울으로 이날", [(Span(0, 4), "에이펙"), (Span(6, 8), "")])
    ('APEC은 서울로 이날', (Span(start=0, end=4), Span(start=6, end=8)))
    """
    edits: dict[Span, str] = {}
    for span, _ in spans:
        at = _gap_end(text, span.end)
        loose = _LOOSE.match(text, at)
        start = loose.end() if loose else at
        found = _REPAIRED.match(text, start)
        end = found.end() if found else start
        if end == at or any(inner.start < end and at < inner.end for inner, _ in spans):
            continue
        final = final_sound(text[:at], _reading(text, at, spans))
        new = _fit(found[0], final, repair=True) if found else ""
        if new != text[at:end]:
            edits[Span(at, end)] = new
    for edit in sorted(edits, reverse=True):
        text = text[: edit.start] + edits[edit] + text[edit.end :]
    return text, tuple(Span(_moved(span.start, edits), _moved(span.end, edits)) for span, _ in spans)


def resolve_double_particles(text: str) -> str:
    """Return `text` with every 은(는), (으)로, 을/를 … decided by the word in front of it.

    Behind a placeholder of software ({name}, %s) nobody can decide, and the double form stays.

    >>> resolve_double_particles("총리은(는) 서울(으)로 갔다. {name}을(를) 삭제")
    '총리는 서울로 갔다. {name}을(를) 삭제'
    """
    parts: list[str] = []
    at = 0
    for found in _DOUBLES.finditer(text):
        before = "".join((*parts, text[at : found.start()]))[-80:]
        if not before or before[-1].isspace() or _PLACEHOLDER.search(before):
            continue
        closed = final_sound(before) or Final.VOWEL  # most foreign words end in a vowel in Korean
        if found["pair"]:
            chosen = _fit(re.split(r"[(/]", found["pair"])[0], closed)
        elif found["eu"]:
            chosen = "으" if closed is Final.CONSONANT else ""
        else:
            chosen = "" if closed is Final.VOWEL else "이"
        parts += [text[at : found.start()], chosen]
        at = found.end()
    return "".join((*parts, text[at:]))


def _fit(form: str, final: Final | None, *, repair: bool = False) -> str:
    """Return the particle `form` as it must be behind `final`; with `repair`, only where that is surely right."""
    head = max((head for head in _FORMS if form.startswith(head) and _tail_fits(form, head)), key=len)
    alternation = _FORMS[head]
    if final is None or (repair and alternation.repair not in ("both", _side(alternation, head)) and form != "다"):
        return form
    closes = final is Final.CONSONANT or (final is Final.RIEUL and alternation.closed != "으로")
    if repair and form == "다" and not closes:
        return form
    return (alternation.closed if closes else alternation.open) + form[len(head) :]


def _tail_fits(form: str, head: str) -> bool:
    return form == head or form[len(head) :] in _FORMS[head].tails


def _side(alternation: _Alternation, head: str) -> str:
    return "open" if head == alternation.open else "closed"


def _gap_end(text: str, at: int) -> int:
    """Return where what is not read aloud behind a term ends: closing quotes and brackets, a gloss."""
    found = _GAP.match(text, at)
    return found.end() if found else at


def _reading(text: str, at: int, spans: Sequence[tuple[Span, str]]) -> str:
    """Return the reading of the inserted term that a particle at `at` follows; empty where there is none."""
    end = word_end(text[:at])
    covering = [(span.end, reading) for span, reading in spans if span.start < end <= span.end]
    return min(covering)[1] if covering else ""


def _moved(offset: int, edits: dict[Span, str]) -> int:
    return offset + sum(len(new) - (edit.end - edit.start) for edit, new in edits.items() if edit.end <= offset)
