"""One typed table: name, title, what it holds, columns and rows. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from signalen.overleg.documenten.stukken import leesbaar

TEKST, GETAL, DATUM = "tekst", "getal", "datum"
Cel = str | int | date | None


@dataclass(frozen=True)
class Kolom:
    """A column and what its cells are: `tekst`, `getal` (whole) or `datum`. An empty cell is None."""

    naam: str
    soort: str = TEKST
    breed: bool = False


@dataclass(frozen=True)
class Tafel:
    """A table; `naam` is its name for programs, `titel` (at most 31 signs) for people."""

    naam: str
    titel: str
    uitleg: str
    kolommen: tuple[Kolom, ...]
    rijen: tuple[tuple[Cel, ...], ...]


def kolommen(*namen: str) -> tuple[Kolom, ...]:
    """Return columns of short notation: `#Keer` is a number, `@Datum` a day, `~Redenen` long text."""
    soorten = {"#": GETAL, "@": DATUM}
    return tuple(
        Kolom(naam.lstrip("#@~"), soorten.get(naam[:1], TEKST), naam.startswith("~")) for naam in namen
    )


def tafel(naam: str, titel: str, uitleg: str, kop: Sequence[str], rijen: Iterable[Sequence[Cel]]) -> Tafel:
    """Return a table. Raises ValueError for a cell that is not what its column says."""
    koppen = kolommen(*kop)
    return Tafel(naam, titel, uitleg, koppen, tuple(_rij(naam, koppen, rij) for rij in rijen))


def _rij(naam: str, koppen: Sequence[Kolom], rij: Sequence[Cel]) -> tuple[Cel, ...]:
    if len(rij) != len(koppen):
        raise ValueError(f"{naam}: a row of {len(rij)} cells under {len(koppen)} columns")
    return tuple(_cel(naam, kolom, cel) for kolom, cel in zip(koppen, rij, strict=True))


def _cel(naam: str, kolom: Kolom, cel: Cel) -> Cel:
    if cel is None or cel == "":
        return None
    goed = {TEKST: str, GETAL: int, DATUM: date}[kolom.soort]
    if not isinstance(cel, goed) or isinstance(cel, bool):
        raise ValueError(f"{naam}.{kolom.naam}: {cel!r} is no {kolom.soort}")
    return leesbaar(cel) if isinstance(cel, str) else cel
