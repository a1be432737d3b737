"""Who does what with each item of a story, and when: fixed rules on its number and oplosniveau (CONTRACTS,
Story).

Pure. Days are working days from the Monday on which the story begins; nothing here is drawn at random.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from signalen.story.invoer import Item
from workflows.termijn import Kalender

BEGIN = date(2026, 6, 29)
"""A Monday in the last days of a quarter: all is given in it and all is answered in the next, so that there
are two successive editions and everything stands in the last one."""

PARTIJ = "buurtteam"
"""Who gives the protected signalen: somebody of a contracted party."""

CONSULENTEN = ("uitvoerder", "uitvoerder2", "uitvoerder3")
KALENDER = Kalender()

# Days of the shared agenda. The first term counts from day 5; a casuïstiekbespreking must be named within
# two.
GEVEN, UITZOEKEN, CASUISTIEK_PLANNEN, CASUISTIEK, ADVIES = 0, 6, 7, 10, 11
KLEIN, MANAGEMENT_PLANNEN, MANAGEMENT, COLLEGE_PLANNEN, COLLEGE = 9, 11, 13, 14, 16

MOREEL_PLANNEN, MOREEL = 7, 9
REEKS_TOT = date(2026, 9, 30)
"""The series of casuïstiekbesprekingen, every second Monday of a month, runs to the end of the quarter."""

# Days between one act and the next, where an item has its own pace.
HALEN, ANTWOORD, OORDEEL, AFSPRAAK, TE_LAAT, PROEF, BUITEN = 2, 2, 1, 10, 2, 60, 5
NAKIJKEN, VRIJ, LEERPUNT, LEERPUNT_VER = 1, 6, 30, 100
"""After a conversation: the inbrenger looks, the clock has released it, the days of the leerpunten."""

NIVEAU_STAP = {
    "team": "klein",
    "management": "management",
    "college": "college",
    "raad": "raad",
    "rijk": "college",
}
"""Where each level is decided."""


def dag(nummer: int) -> date:
    """Return the day with this number; day 0 is the Monday on which the story begins."""
    return KALENDER.werkdag_na(BEGIN, nummer) if nummer else BEGIN


def later(vanaf: date, werkdagen: int) -> date:
    """Return the day so many working days later."""
    return KALENDER.werkdag_na(vanaf, werkdagen)


def eerder(vanaf: date) -> date:
    """Return the working day before."""
    return KALENDER.werkdag_voor(vanaf, 1)


@dataclass(frozen=True)
class Rol:
    """What the numbers say about one item. `moreel` and `casus`: a conversation by method is about it."""

    item: Item
    moreel: bool = False
    casus: bool = False

    @property
    def nummer(self) -> int:
        """The number of the item, from 1."""
        return self.item.nummer

    @property
    def beschermd(self) -> bool:
        """Every fifth is protected, and comes from a contracted party."""
        return self.nummer % 5 == 0

    @property
    def melder(self) -> str:
        """Who gives it."""
        return PARTIJ if self.beschermd else CONSULENTEN[self.nummer % len(CONSULENTEN)]

    @property
    def tonen(self) -> str:
        """Every tenth melder does not want it shown."""
        return "nee" if self.nummer % 10 == 0 else "ja"

    @property
    def betwist(self) -> bool:
        """Every seventh contests the answer."""
        return self.nummer % 7 == 0

    @property
    def te_laat(self) -> bool:
        """Of every fourth the promise is kept after its day."""
        return self.nummer % 4 == 0

    @property
    def geef_dag(self) -> date:
        """Everything is given in the first week, on Monday or on Wednesday."""
        return dag(GEVEN + 2 * (self.nummer % 2))

    @cached_property
    def stil(self) -> frozenset[str]:
        """The steps that stay silent: the layer below the one that decides, of every third item above the
        team.
        """
        if self.nummer % 3 or self.item.oplosniveau == "team":
            return frozenset()
        even = self.nummer % 2 == 0
        if self.item.oplosniveau == "management":
            return frozenset({"uitzoeken" if even else "casuistiekbespreking"})
        if self.item.oplosniveau == "raad":
            return frozenset({"college"})
        return frozenset({"management"} if even else {"management", "directie"})

    @property
    def besluit(self) -> str:
        """The kind of decision that this level ends with."""
        if self.item.oplosniveau == "college" and self.nummer % 4 == 3:
            return "proberen"
        return {"team": "kon_al", "rijk": "doorgeven"}.get(self.item.oplosniveau, "aanpassen")

    def uitkomst(self, stap: str) -> str:
        """Return which outcome is chosen at a step, the first time that it comes there."""
        onderweg = {
            "uitzoeken": self._weg,
            "casuistiek_verslag": "advies",
            "management": "voorleggen",
            "directie": "voorleggen",
            "college": "voorstel_raad",
            "raad": "aangenomen",
        }
        return self.besluit if self._beslist(stap) else onderweg[stap]

    @property
    def _weg(self) -> str:
        """Which way the coordinator chooses."""
        if self.item.oplosniveau == "team":
            return "klein"
        return "moreel" if self.moreel else "gewoon"

    def _beslist(self, stap: str) -> bool:
        niveau = self.item.oplosniveau
        if stap in ("management", "directie"):
            return niveau in ("team", "management")
        return stap == NIVEAU_STAP[niveau] and niveau != "raad"

    @property
    def bespreekt(self) -> bool:
        """Say whether it is on the table of a casuïstiekbespreking."""
        return self.item.oplosniveau != "team" and "uitzoeken" not in self.stil


def rollen(items: Sequence[Item]) -> list[Rol]:
    """Return the part of every item, in input order.

    The moreel beraad is about the first item that a casuïstiekbespreking discusses, and the conversation
    there about the second. With one such item both are about it; without any there is no conversation.
    """
    gewoon = [Rol(item) for item in items]
    tafel = [rol.nummer for rol in gewoon if rol.bespreekt and "casuistiekbespreking" not in rol.stil]
    moreel = min(tafel, default=0)
    casus = min((n for n in tafel if n != moreel), default=moreel)
    return [Rol(i, moreel=i.nummer == moreel, casus=i.nummer == casus) for i in items]
