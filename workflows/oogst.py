"""Pure rules of the harvest of a conversation: what may leave the room, who says so, and until when.

Knows no database, no clock and no persons; names of people come in as words to look for. It does not decide
anything about the route: a knelpunt moves on whether its harvest is released or not.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from datetime import date, timedelta

CHECK_WERKDAGEN = 5
"""How long the inbrengers have to look: as with a doorgeving (DESIGN section 6, Many melders)."""

BEWAARDAGEN = 91
"""A quarter after the conversation, words that were never released are emptied."""

MET_OOGST = ("casuistiekbespreking", "moreel_beraad")
"""Kinds of overleg in which people speak freely about one knelpunt; what leaves goes past the inbrenger."""

NIET_BESPROKEN = ("doorgeschoven", "vervallen")
"""What became of an agenda item that nobody talked over: it has no harvest."""

MAX_DEEL = 4_000
"""Characters per part: a harvest is what one carries away, not a transcript."""

AKKOORD, NIET = "akkoord", "niet"
CONCEPT, VOORGELEGD, VRIJGEGEVEN = "concept", "voorgelegd", "vrijgegeven"
NIET_AKKOORD, STIL = "niet_akkoord", "stil"
DICHT = (CONCEPT, VOORGELEGD, NIET_AKKOORD, STIL)
"""States in which nobody outside the room reads the words."""


def uitslag(antwoorden: Collection[str], verstreken: bool) -> str:
    """Return the state after these answers of inbrengers: one no closes at once, a yes opens on the day.

    `verstreken` says that the last day is over. A yes never opens before that day: a text that appears when
    somebody clicks would tell who was at their desk (SAFETY 1.6, channel 1), and that there is only one.
    """
    if NIET in antwoorden:
        return NIET_AKKOORD
    if not verstreken:
        return VOORGELEGD
    return VRIJGEGEVEN if AKKOORD in antwoorden else STIL


def mag_schrijven(staat: str) -> bool:
    """Say whether the words may be changed now: not while somebody looks at them, never once released."""
    return staat in (CONCEPT, NIET_AKKOORD, STIL)


def mag_bij_afwegingen(keuzes: Iterable[bool | None]) -> bool:
    """Say whether the inbrengers agreed to be found under Eerdere afwegingen: one yes and nobody's no."""
    gezegd = [keuze for keuze in keuzes if keuze is not None]
    return bool(gezegd) and all(gezegd)


def blijft_in_de_kamer(soort: str, over_knelpunten: bool) -> bool:
    """Say whether the general verslag is for the people who were there only.

    Nobody approved it for the inbrenger, so where knelpunten were talked over it does not leave the room.
    """
    return soort in MET_OOGST and over_knelpunten


def weg_op(gehouden_op: date) -> date:
    """Return the day on which words that were never released are emptied."""
    return gehouden_op + timedelta(days=BEWAARDAGEN)


def genoemd(tekst: str, namen: Iterable[str], roepnamen: Iterable[str] = ()) -> tuple[str, ...]:
    """Return which names stand in the text: whole names in any case, first names of who was there as written.

    A help and no guarantee: it finds the people it was given, in words of their own.
    """
    kaal = _gewoon(tekst)
    vol = [naam for naam in namen if " " in naam and _staat_in(_gewoon(naam).casefold(), kaal.casefold())]
    kort = [naam for naam in roepnamen if len(naam) > 2 and _staat_in(_gewoon(naam), kaal)]
    return tuple(dict.fromkeys((*vol, *kort)))


def _gewoon(tekst: str) -> str:
    return " ".join(unicodedata.normalize("NFC", tekst).split())


def _staat_in(naam: str, tekst: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(naam)}(?!\w)", tekst) is not None
