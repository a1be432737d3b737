"""What the register reads, as frozen records: one Zaak per knelpunt and ronde. No rules, no rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from signalen.register.rules import Inbreng
from workflows.definition import Route
from workflows.stand import Stand


def iso(dag: date | None) -> str | None:
    """Return a date as it stands in JSON."""
    return dag.isoformat() if dag else None


@dataclass(frozen=True)
class Feit:
    """One event of the chain; `dag` is the Monday of the week when an inbrenger acted."""

    volgnummer: int
    soort: str
    dag: date
    rol: str
    inhoud: Mapping[str, Any]


@dataclass(frozen=True)
class Genomen:
    """A besluit with its words; `wat` is the key of what must change, `velden` the other answers as read."""

    soort: str
    rol: str
    datum: date
    wat_moet_anders: str
    redenen: str
    herstel: str
    rugdekking: bool
    wat: str = ""
    velden: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Toezegging:
    """A promise; `rol` is the role of the layer that made it, `besluit` the kind of decision it came from."""

    omschrijving: str
    eigenaar_rol: str
    rol: str
    laag: str
    soort: str
    besluit: str
    gemaakt_op: date
    beloofd: date
    verschuivingen: tuple[tuple[date, date], ...] = ()
    gedaan_op: date | None = None
    gedaan_tekst: str = ""
    vervallen_op: date | None = None


@dataclass(frozen=True)
class Stil:
    """A silence: which layer and step, the legal date, the day it was noted, and how the date was counted."""

    rol: str
    laag: str
    stap: str
    datum: date
    verwerkt_op: date
    reden: str
    merk: str
    berekening: str = ""


@dataclass(frozen=True)
class Tijd:
    """A term of a step that ended on `op`, answered or not: working days taken and allowed."""

    rol: str
    op: date
    werkdagen: int
    termijn: int
    te_laat: bool


@dataclass(frozen=True)
class Zaak:
    """One knelpunt in one ronde as it stood at the end of a quarter.

    `oordelen` are (question, answer) about the answer, `werkt_nog` those of later: does it work?
    """

    nummer: int
    ronde: int
    titel: str
    regeling: str
    domein: str
    oorzaak: str
    route: Route
    stand: Stand
    feiten: tuple[Feit, ...] = ()
    inbreng: tuple[Inbreng, ...] = ()
    besluiten: tuple[Genomen, ...] = ()
    toezeggingen: tuple[Toezegging, ...] = ()
    stiltes: tuple[Stil, ...] = ()
    tijden: tuple[Tijd, ...] = ()
    nametingen: tuple[tuple[date, date | None], ...] = ()
    oordelen: tuple[tuple[str, str], ...] = ()
    werkt_nog: tuple[tuple[str, str], ...] = ()
    uiterste: date | None = None
    teksten: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Bijeenkomst:
    """An overleg in this quarter: gepland, gehouden or vervallen with a reason."""

    soort: str
    datum: date
    staat: str
    reden: str


@dataclass(frozen=True)
class Weging:
    """An eerdere afweging that everyone may read since this quarter."""

    vraag: str
    uitkomst: str
    methode: str
    domein: str


@dataclass(frozen=True)
class Vorige:
    """A frozen edition before this one; `regels` are kept of the last one only, `aantal` says how many."""

    kwartaal: str
    vingerafdruk: str
    controlegetal: str
    inhoud: Mapping[str, Any]
    aantal: int
    regels: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True)
class Bron:
    """Everything that one edition is made of. `beslissers` counts the deciders per layer.

    `vroeger` are frozen editions, oldest first; `afwijkingen` counts per beleidsregel over a year.
    """

    zaken: tuple[Zaak, ...]
    los: tuple[Toezegging, ...]
    bijeenkomsten: tuple[Bijeenkomst, ...]
    beslissers: Mapping[str, int]
    vroeger: tuple[Vorige, ...] = ()
    afwijkingen: Mapping[str, int] = field(default_factory=dict)
    drempel: int = 0
    wegingen: tuple[Weging, ...] = ()
