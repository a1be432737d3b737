"""What people write in a conversation of a story, with a word in it that stands nowhere else. Pure.

What leaves the room (`oogst`, `leerpunt`) holds no such word: a page on which one is found shows what was
meant for the room.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from signalen.story.browser import Formulier
from signalen.story.invoer import Item
from signalen.story.tekst import Velden

STAM = "zebravink"
VAST = ("csrf_token", "formulier", "stap")
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def stam(items: Iterable[Item]) -> str:
    """Return a word that occurs nowhere in the input, so that finding it says something."""
    alles = " ".join(f"{i.titel} {i.omschrijving} {i.regeling} {i.domein} {i.bron}" for i in items).casefold()
    woord = STAM
    while woord in alles:
        woord += "x"
    return woord


@dataclass(frozen=True)
class Kamertaal:
    """The words of one conversation; each begins with `stam`."""

    stam: str

    def kaart(self, stoel: int) -> str:
        """Return the word on the sealed card of this seat, from 1."""
        return f"{self.stam}kaart{LETTERS[stoel - 1]}"

    @property
    def notitie(self) -> str:
        """Return the word in the notes that all in the room see."""
        return f"{self.stam}notitie"

    @property
    def vraag(self) -> str:
        """Return the question that is weighed."""
        return f"Moet de consulent de {self.stam}vraag aan de inwoner stellen?"


def gevuld(formulier: Formulier, woord: str) -> Velden:
    """Return every field of a form of a conversation filled in: the word where one writes, else a choice."""
    keuzes = {naam for naam, _ in formulier.keuzes}
    vrij = {n for n in formulier.namen - keuzes if n not in VAST and not n.startswith("teken-")}
    gekozen = {n: min(w for naam, w in formulier.keuzes if naam == n and w) for n in keuzes}
    return {**dict.fromkeys(sorted(vrij), f"Hier staat {woord}."), **gekozen}


def oogst(methode: str) -> Velden:
    """Return what may leave the room: about the rule and not about people."""
    return {
        "feit": f"Wij bespraken dit stap voor stap, met de {methode}. De werkwijze maakt het nu lastiger.",
        "alternatief": "Eerst uitleggen wat er verandert, en dan pas een brief sturen.",
        "opvatting": "De meesten vinden dat vertrouwen hier zwaarder weegt. Een enkeling ziet een risico.",
    }


LEERPUNTEN = {
    "casuistiekbespreking": (
        "Wij leggen in één zin uit wat er verandert, voordat er een brief gaat.",
        "afdelingshoofd",
    ),
    "moreel_beraad": ("Wij vragen bij elke nieuwe werkwijze wie er last van krijgt.", "coordinator"),
}
"""What is learnt in each of the two conversations, and which role sees to it."""
