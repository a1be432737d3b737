"""Figures per layer: promises, silences and leerpunten. They count what management and bestuur did. Pure.

They are exact, with small official layers merged (SAFETY rule 26 is about signalen and inbrengers only).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from signalen.register import leren, rules
from signalen.register.bron import Stil, Toezegging
from signalen.register.doorgezet import RAAD_ROL
from signalen.register.regel import afspraak
from signalen.register.rules import Kwartaal

COLLEGE_ROL = "wethouder"
LAGEN = {
    COLLEGE_ROL: "College",
    RAAD_ROL: "Raad",
    "secretaris": "Directie",
    "directeur": "Directie",
    "afdelingshoofd": "Management",
    "teamleider": "Teamleiders",
    "gespreksleider": "Overleg",
    "coordinator": "Uitzoeken",
}
OVERIG = "Ondersteuning"
BESTUURLIJK = ("College", "Raad")
"""Layers whose figures are always exact: they answer in public."""

AMBTELIJK = ("Directie", "Management", "Teamleiders", "Overleg", "Uitzoeken", OVERIG)
VOLGORDE = (*BESTUURLIJK, *AMBTELIJK, rules.SAMEN)
STANDEN = ("nagekomen", "te_laat_nagekomen", "niet_nagekomen", "loopt", "vervallen")


def laag_van_rol(rol: str) -> str:
    """Return the layer to which a role belongs."""
    return LAGEN.get(rol, OVERIG)


def speelt(belofte: Toezegging, kwartaal: Kwartaal, peildag: date) -> bool:
    """Say whether a promise belongs here: made by then, and not finished before the quarter began."""
    klaar = belofte.gedaan_op or belofte.vervallen_op
    return belofte.gemaakt_op <= peildag and (klaar is None or klaar >= kwartaal.eerste)


def laagnamen(beslissers: Mapping[str, int]) -> dict[str, str]:
    """Return per layer the name under which its figures are shown, small official layers merged."""
    ambtelijk = {laag: aantal for laag, aantal in beslissers.items() if laag not in BESTUURLIJK}
    samen = rules.samengevoegd(ambtelijk)
    return {laag: rules.SAMEN if laag in samen else laag for laag in beslissers}


def afspraken_per_laag(
    beloften: Iterable[Toezegging], namen: Mapping[str, str], kwartaal: Kwartaal, peildag: date
) -> list[dict[str, Any]]:
    """Return per layer how many promises were made this quarter, and how every open one stands."""
    telling: dict[str, dict[str, int]] = {}
    for belofte in beloften:
        naam = naam_van(namen, belofte.rol)
        rij = telling.setdefault(naam, dict.fromkeys(("beloofd", *STANDEN), 0))
        rij["beloofd"] += kwartaal.bevat(belofte.gemaakt_op)
        rij[afspraak(belofte, peildag)["stand"]] += 1
    return [{"laag": naam, **telling[naam]} for naam in VOLGORDE if naam in telling]


def stil_per_laag(stiltes: Iterable[Stil], namen: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return per layer how often it stayed silent this quarter; nobody can remove one."""
    telling: dict[str, int] = {}
    for stil in stiltes:
        naam = naam_van(namen, stil.rol)
        telling[naam] = telling.get(naam, 0) + 1
    return [{"laag": naam, "aantal": telling[naam]} for naam in VOLGORDE if naam in telling]


def leerpunten_per_laag(
    los: Iterable[Toezegging], namen: Mapping[str, str], kwartaal: Kwartaal, peildag: date
) -> list[dict[str, Any]]:
    """Return per layer the leerpunten of its owners: gemaakt, gedaan, open, te_laat and vervallen."""
    punten = [(naam_van(namen, t.eigenaar_rol), t) for t in los if leren.is_leerpunt(t)]
    telling = leren.tel(punten, kwartaal, peildag)
    return [{"laag": naam, **telling[naam]} for naam in VOLGORDE if naam in telling]


def naam_van(namen: Mapping[str, str], rol: str) -> str:
    """Return the name under which the figures of a role are shown."""
    return namen.get(laag_van_rol(rol), rules.SAMEN)
