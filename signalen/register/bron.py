"""What the register reads, as frozen records: one Zaak per knelpunt and ronde. No rules, no rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from signalen.register.rules import Inbreng
from workflows.definition import Route
from workflows.stand import Stand


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
    """A besluit with its words; `velden` holds the other answers as people read them."""

    soort: str
    rol: str
    datum: date
    wat_moet_anders: str
    redenen: str
    herstel: str
    rugdekking: bool
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
    """A silence: which layer and step, the legal date, and the day it was noted."""

    rol: str
    laag: str
    stap: str
    datum: date
    verwerkt_op: date
    reden: str
    merk: str


@dataclass(frozen=True)
class Zaak:
    """One knelpunt in one ronde as it stood at the end of a quarter."""

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
    nametingen: tuple[tuple[date, date | None], ...] = ()
    oordelen: tuple[tuple[str, str], ...] = ()
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
class Bron:
    """Everything that one edition is made of. `beslissers` counts the deciders per layer."""

    zaken: tuple[Zaak, ...]
    los: tuple[Toezegging, ...]
    bijeenkomsten: tuple[Bijeenkomst, ...]
    beslissers: Mapping[str, int]
