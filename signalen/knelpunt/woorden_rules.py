"""Which words of a text say something, so that look-alikes can be found and explained. Pure; judges
nothing.
"""

from __future__ import annotations

import re
import unicodedata

STOP = frozenset(
    (
        "deze",
        "door",
        "maar",
        "meer",
        "naar",
        "niet",
        "omdat",
        "over",
        "voor",
        "worden",
        "wordt",
        "zijn",
    )
)
"""Words of four letters or more that say nothing."""

MINSTENS = 2
"""From so many shared words two texts look alike."""


def vouw(tekst: str) -> str:
    """Return the text in lower case, without accents and without what has no plain letter."""
    return unicodedata.normalize("NFKD", tekst.lower()).encode("ascii", "ignore").decode()


def kernwoorden(tekst: str) -> frozenset[str]:
    """Return the words that say something: folded, of four letters or more, without stop words."""
    return frozenset(w for w in re.findall(r"[a-z]{4,}", vouw(tekst)) if w not in STOP)
