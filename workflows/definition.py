"""The frozen shapes of what a municipality agreed: Route with Stap, Uitkomst and Veld, and Methode.

These records are only made by `loader`; they hold no behaviour beyond looking something up.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

BLIJFT = "blijft"
"""Value of `bij_stilte`: nobody is above this step, so it stays and the term is counted again."""

HOGER = "laag_hoger"
"""Value of `bij_stilte`: the duty stays the same, but the layer above the decider must now do it."""

BESLUITER = "besluiter"
"""Value of `rol`: whoever took the decision must act."""

ROLLEN = (
    "uitvoerder",
    "coordinator",
    "gespreksleider",
    "teamleider",
    "afdelingshoofd",
    "directeur",
    "secretaris",
    "wethouder",
    "adviseur",
    "griffier",
    "vertrouwenspersoon",
    "jurist",
    "fg",
    "auditor",
    "beheerder",
    "lezer",
)
"""Roles that a person can hold; a route may only name these."""

VELDSOORTEN = ("tekst", "lang", "datum", "keuze", "vink", "rol", "handreiking")
"""Kinds of field that the app can draw and check."""

AARDEN = ("", "feit", "alternatief", "opvatting")
"""What a field holds in the sense of Woo art. 5.2: facts and alternatives are public, opinions are not."""


@dataclass(frozen=True)
class Veld:
    """One question of an act. `max_werkdagen` bounds a date, `tussenstap_na` asks for a step between."""

    naam: str
    label: str
    soort: str
    verplicht: bool = True
    hulp: str = ""
    keuzes: tuple[tuple[str, str], ...] = ()
    aard: str = ""
    voorvullen: str = ""
    max_werkdagen: int = 0


@dataclass(frozen=True)
class Uitkomst:
    """One way to end a step: the button, where it goes and what must be filled in.

    `besluit` names the kind of decision, if it is one; `naast` opens a step beside the route;
    `eenmaal` ("ronde" or "laag") limits how often; `naar_bij` maps a kind of decision to another target;
    `gedeeld` says that the text describes it once, under [besluit.*].
    """

    naam: str
    knop: str
    naar: str
    vraagt: tuple[str, ...] = ()
    uitleg: str = ""
    besluit: str = ""
    naast: str = ""
    eenmaal: str = ""
    naar_bij: Mapping[str, str] = field(default_factory=dict)
    brief: str = ""
    gedeeld: bool = False


@dataclass(frozen=True)
class Stap:
    """One place on a route: which role must act, within how many working days, and what silence does."""

    naam: str
    titel: str
    rol: str
    termijn: int
    uitkomsten: Mapping[str, Uitkomst]
    uitleg: str = ""
    uitstel: int = 0
    herinner: tuple[int, ...] = ()
    bij_stilte: str = BLIJFT
    stiltemerk: str = ""
    hoger: str = ""
    antwoordt: str = ""
    overleg: str = ""
    dag_noemen: int = 0
    gehouden: str = ""
    naast: bool = False


@dataclass(frozen=True)
class Route:
    """An opschaalroute as adopted. `rust` are the states that wait for a date, `einden` those that end."""

    naam: str
    versie: int
    titel: str
    begin: str
    stappen: Mapping[str, Stap]
    velden: Mapping[str, Veld]
    einden: Mapping[str, str]
    rust: Mapping[str, str] = field(default_factory=dict)
    plafond: int = 0
    soort: str = "knelpunt"
    uitleg: str = ""

    def stap(self, naam: str) -> Stap:
        """Return the step of that name. Raises KeyError if the route has none."""
        return self.stappen[naam]

    def velden_van(self, uitkomst: Uitkomst) -> tuple[Veld, ...]:
        """Return the fields that this outcome asks, in order."""
        return tuple(self.velden[naam] for naam in uitkomst.vraagt)

    def titel_van(self, plaats: str) -> str:
        """Return the words for a step, a resting state or an end."""
        if plaats in self.stappen:
            return self.stappen[plaats].titel
        return {**self.einden, **self.rust}.get(plaats, plaats)


# ------------------------------------------------------------------ a conversation

SPREKERS = ("allen", "deelnemers", "inbrenger", "gespreksleider", "niemand")
"""Who speaks in a step of a conversation; `deelnemers` is everyone but inbrenger and gespreksleider."""

METHODESOORTEN = ("beraad", "casus", "budget")
"""Kinds of method: about the moral question, about a case that is stuck, about money for one household."""

GESPREKSVELDSOORTEN = ("tekst", "lang", "keuze", "bedrag", "vink")
"""Kinds of field that a step of a conversation can ask for."""


@dataclass(frozen=True)
class Gespreksveld:
    """What is written in a step. `aard` is feit, alternatief or opvatting (Woo art. 5.2); never empty.

    `oogst` says that it is offered for the part of the verslag that may leave the room. `besluit` says that
    it asks for a choice, a decision, an advice or an action; a method that decides nothing has no such
    field.
    """

    naam: str
    label: str
    soort: str
    aard: str
    hulp: str = ""
    keuzes: tuple[tuple[str, str], ...] = ()
    oogst: bool = False
    besluit: bool = False


@dataclass(frozen=True)
class Gespreksstap:
    """One step of a conversation: how long, who speaks, what to ask, what is written.

    In an `individueel` step everyone writes alone; the answers stay sealed until the round is opened and
    then appear without names, in random order. Other steps are written by the verslaglegger while all see
    it. `inbrenger_luistert`: the inbrenger says nothing here. `tegenspraak`: the tegenspreker begins.
    """

    naam: str
    titel: str
    minuten: int
    spreekt: str
    vraag: str
    velden: tuple[Gespreksveld, ...] = ()
    individueel: bool = False
    inbrenger_luistert: bool = False
    tegenspraak: bool = False


@dataclass(frozen=True)
class Methode:
    """A conversation method as adopted. `soort` is beraad, casus or budget.

    `besluit` false means that nothing is decided or advised in it, so no field may ask for that. `past_bij`
    maps a question of the intake to the answers for which this method is proposed. `deelnemers_min` and
    `deelnemers_max` count the inbrenger and not the gespreksleider. For soort budget: `akkoord_min` is how
    many colleagues must agree, `terugkijken_maanden` after how many months the group looks back.
    """

    naam: str
    versie: int
    titel: str
    soort: str
    kern: str
    besluit: bool
    stappen: tuple[Gespreksstap, ...]
    deelnemers_min: int
    deelnemers_max: int
    past_bij: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    bron: str = ""
    uitleg: str = ""
    akkoord_min: int = 0
    terugkijken_maanden: int = 0

    @property
    def minuten(self) -> int:
        """How long the whole conversation takes."""
        return sum(stap.minuten for stap in self.stappen)

    def stap(self, naam: str) -> Gespreksstap:
        """Return the step of that name. Raises KeyError if the method has none."""
        return {stap.naam: stap for stap in self.stappen}[naam]

    def titel_van(self, naam: str) -> str:
        """Return the words for a step, or the name itself if the method has none."""
        return {stap.naam: stap.titel for stap in self.stappen}.get(naam, naam)


@dataclass(frozen=True)
class Intakeantwoord:
    """One answer of the intake: what is chosen, and as half a sentence why a method fits or does not."""

    naam: str
    label: str
    omdat: str


@dataclass(frozen=True)
class Intakevraag:
    """One question of the intake that proposes a method; `gewicht` is how much its answer counts."""

    naam: str
    label: str
    antwoorden: Mapping[str, Intakeantwoord]
    hulp: str = ""
    gewicht: int = 1


Intake = Mapping[str, Intakevraag]
"""The questions of the intake by name, in the order in which they are asked."""
