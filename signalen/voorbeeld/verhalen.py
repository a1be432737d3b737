"""What happens in Voorbeeldstad, read from `script/`: stories of signalen and overleggen. Acts out nothing.

The script counts working days: -5 is five working days ago, 0 is today, 8 is eight working days ahead. Every
text of an official in it is invented, and gets a mark that says so.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

SCRIPT = Path(__file__).resolve().parent / "script"
MERK = "(Verzonnen voorbeeld.)"
GEMERKT = frozenset(
    (
        "samenvatting",
        "advies",
        "tegengeluid",
        "redenen",
        "herstel",
        "antwoord",
        "feit",
        "alternatief",
        "opvatting",
    )
)
"""Fields that people could take for real; each gets the mark."""

DAGEN = frozenset(("afspraak_datum", "tussenstap_datum", "proef_tot", "terug_op", "tot"))
"""Fields of the script that hold a day, counted in working days."""


@dataclass(frozen=True)
class Beurt:
    """One act in a story: on which day, in which role (or by whom), what, and what is filled in."""

    dag: int
    rol: str
    doe: str
    velden: Mapping[str, Any]


@dataclass(frozen=True)
class Verhaal:
    """One knelpunt from birth to now. `tonen` is ja, nee or empty (not answered)."""

    item: int
    geboren: int
    gever: str
    niveau: str
    tonen: str
    spoed: bool
    beurten: tuple[Beurt, ...]

    @property
    def formulier(self) -> str:
        """The key of the form that gave this signaal, by which it is found back."""
        return f"voorbeeld-{self.item}"


@dataclass(frozen=True)
class Bijeenkomst:
    """One overleg: planned on a day for a day, then held, cancelled or still to come."""

    soort: str
    titel: str
    leider: str
    deelnemers: tuple[str, ...]
    gepland: int
    dag: int | None = None
    weekdag: str = ""
    houden: bool = False
    aanwezig: str = ""
    vervallen: int | None = None
    reden: str = ""
    feit: str = ""
    alternatief: str = ""
    opvatting: str = ""
    afspraak: tuple[Mapping[str, Any], ...] = ()
    onderwerp: tuple[str, ...] = ()
    gesprek: Mapping[str, Any] | None = None


@lru_cache(maxsize=1)
def verhalen() -> tuple[Verhaal, ...]:
    """Return every story, oldest first."""
    rijen = [rij for pad in sorted(SCRIPT.glob("[0-9]*.toml")) for rij in _lees(pad)["verhaal"]]
    return tuple(sorted(map(_verhaal, rijen), key=lambda v: (v.geboren, v.item)))


@lru_cache(maxsize=1)
def bijeenkomsten() -> tuple[Bijeenkomst, ...]:
    """Return every overleg in the order of the script."""
    return tuple(_bijeenkomst(rij) for rij in _lees(SCRIPT / "overleggen.toml")["overleg"])


def gemerkt(naam: str, tekst: str) -> str:
    """Return a text with the mark that it was invented, when readers could think otherwise."""
    return f"{tekst} {MERK}" if naam in GEMERKT and tekst else tekst


def _lees(pad: Path) -> dict[str, Any]:
    return tomllib.loads(pad.read_text("utf-8"))


def _verhaal(rij: dict[str, Any]) -> Verhaal:
    return Verhaal(
        item=rij["item"],
        geboren=rij["geboren"],
        gever=rij["gever"],
        niveau=rij["niveau"],
        tonen=rij.get("tonen", ""),
        spoed=rij.get("spoed", False),
        beurten=tuple(_beurt(b) for b in rij.get("beurt", ())),
    )


def _beurt(rij: dict[str, Any]) -> Beurt:
    velden = {naam: waarde for naam, waarde in rij.items() if naam not in ("dag", "rol", "doe")}
    return Beurt(rij["dag"], rij["rol"], rij["doe"], velden)


def _bijeenkomst(rij: dict[str, Any]) -> Bijeenkomst:
    lijsten = {naam: tuple(rij.get(naam, ())) for naam in ("deelnemers", "afspraak", "onderwerp")}
    return Bijeenkomst(**{**rij, **lijsten})
