"""What every form of an edition is made from: its frozen parts and what stands around them. Pure.

A form reads nothing else, so that two made from the same edition say the same. Holds no rows and no
clock: the dates inside a file are those of the edition, and the same edition gives the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from signalen.register import rules
from signalen.register.rules import Kwartaal
from signalen.visibility import BESLUITWOORDEN
from workflows.kalender import MAANDEN

SCHEMA = "/register/schema/editie-2.json"
LICENTIE = "CC0 1.0"
LICENTIE_ADRES = "https://creativecommons.org/publicdomain/zero/1.0/deed.nl"


@dataclass(frozen=True)
class Uitgever:
    """Who publishes, as a catalogue asks it; what was not filled in is empty."""

    uri: str = ""
    mail: str = ""
    pagina: str = ""
    thema: str = "GOVE"


def lees_uitgever(uri: str, mail: str, pagina: str) -> Uitgever:
    """Return who publishes from what was typed in the settings; what is no address counts as empty."""
    adres = re.compile(r"https?://[^\s<>\"{}|\\^`]+")
    return Uitgever(
        uri=uri if adres.fullmatch(uri) else "",
        mail=mail if re.fullmatch(r"[\w.+-]+@[\w-]+(\.[\w-]+)+", mail, re.ASCII) else "",
        pagina=pagina if adres.fullmatch(pagina) else "",
    )


@dataclass(frozen=True)
class Zetsel:
    """One edition, ready to be put in a form. `adres` is where the app is found, without a last slash."""

    kwartaal: str
    nummer: int
    opgemaakt_op: datetime
    vastgesteld_op: datetime | None
    gemeente: str
    regels: Sequence[Mapping[str, Any]]
    ingehouden: Sequence[Mapping[str, Any]]
    inhoud: Mapping[str, Any]
    vingerafdruk: str
    anker: str = ""
    adres: str = ""
    productnaam: str = "Signalen"
    errata: Sequence[tuple[date, str]] = ()
    rollen: Mapping[str, str] = field(default_factory=dict)
    uitgever: Uitgever = field(default_factory=Uitgever)

    @property
    def deel(self) -> Kwartaal:
        """The quarter itself."""
        return rules.lees_kwartaal(self.kwartaal)

    @property
    def moment(self) -> datetime:
        """The moment that stands in every file, in UTC and whole seconds: when this edition came to be."""
        return (self.vastgesteld_op or self.opgemaakt_op).astimezone(UTC).replace(microsecond=0)

    @property
    def concept(self) -> bool:
        """Whether it may still change."""
        return self.vastgesteld_op is None

    @property
    def titel(self) -> str:
        """The title on every form."""
        return f"Kwartaalregister, {self.deel.woorden}"

    @property
    def uitgave(self) -> str:
        """Which edition this is, in words."""
        if self.vastgesteld_op is None:
            return "Concept: dit kan nog veranderen."
        return f"Uitgave {self.nummer}, vastgesteld op {dag_voluit(self.vastgesteld_op)}."

    @property
    def pagina(self) -> str:
        """Where the edition is read."""
        return f"{self.adres}/register/{self.kwartaal}"

    def rol(self, naam: str) -> str:
        """Return a role as people say it here."""
        return self.rollen.get(naam, naam)

    def delen(self, naam: str) -> list[dict[str, Any]]:
        """Return a list of the front page; an edition of before may lack it."""
        return list(self.inhoud.get(naam) or ())


def besluit_in_woorden(soort: str) -> str:
    """Return a kind of besluit as people read it."""
    return BESLUITWOORDEN.get(soort, soort)


def dag_voluit(dag: date | str | None) -> str:
    """Return a day with its year: 2 maart 2026. An edition is read years later."""
    gelezen = lees_dag(dag)
    return f"{gelezen.day} {MAANDEN[gelezen.month - 1]} {gelezen.year}" if gelezen else ""


def lees_dag(ruw: date | str | None) -> date | None:
    """Return a frozen date as a date; an empty one as None."""
    if isinstance(ruw, str):
        return date.fromisoformat(ruw) if ruw else None
    return ruw


def ingehouden_per_grond(stukken: Sequence[Mapping[str, Any]]) -> list[tuple[str, list[str]]]:
    """Return what is withheld, grouped by why."""
    groepen: dict[str, list[str]] = {}
    for stuk in stukken:
        groepen.setdefault(stuk["grond"], []).append(stuk["item"])
    return sorted(groepen.items())
