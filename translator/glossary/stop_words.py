"""English words that stand in every text: a term spelt like one of them needs its capitals to be told from it."""

from __future__ import annotations

STOP_WORDS = frozenset(
    "a all am an and any are as at be but by can do for from go had has have he her him his how i if in into is it its may me "
    "more most my no not of on one or our out she so than that the their them then there they this to up us was we were what "
    "when where which who will with would you your".split()
)
