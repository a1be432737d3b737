"""The whole edition: lines, what is withheld, and the front page. Pure: a Bron goes in, JSON comes out.

Figures count what management and bestuur did and are exact, with small official layers merged; nothing counts
signalen or inbrengers (SAFETY rules 26 to 29). Lists name only knelpunten that may be shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from signalen.register import leren, rules
from signalen.register.bron import Bron, Stil, Toezegging, Zaak
from signalen.register.regel import RAAD_ROL, afspraak, geldig, regel
from signalen.register.rules import Kwartaal
from workflows.aanzet import loopt, rol_aan_zet

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
ONS = "ons eigen werk"
BUIKPIJN = 3


@dataclass(frozen=True)
class Uitgave:
    """The three public parts of an edition and what its front page shows."""

    regels: list[dict[str, Any]]
    ingehouden: list[dict[str, Any]]
    inhoud: dict[str, Any]


def laag_van_rol(rol: str) -> str:
    """Return the layer to which a role belongs."""
    return LAGEN.get(rol, OVERIG)


def stel_samen(bron: Bron, kwartaal: Kwartaal, peildag: date) -> Uitgave:
    """Make the edition: every Zaak stands exactly once, as a line or among what is withheld."""
    getoond: list[tuple[Zaak, dict[str, Any]]] = []
    ingehouden = []
    for zaak in sorted(bron.zaken, key=lambda z: (z.nummer, z.ronde)):
        genomen = geldig(zaak, peildag)
        grond = rules.grond(zaak.stand.stap, genomen.soort if genomen else "", zaak.inbreng)
        if grond:
            item = {"item": f"Knelpunt {zaak.nummer}, ronde {zaak.ronde}", "grond": grond}
            ingehouden.append({**item, "nummer": zaak.nummer, "ronde": zaak.ronde})
        else:
            getoond.append((zaak, regel(zaak, peildag)))
    inhoud = _inhoud(bron, getoond, kwartaal, peildag)
    return Uitgave([r for _, r in getoond], ingehouden, inhoud)


def _inhoud(
    bron: Bron, getoond: list[tuple[Zaak, dict[str, Any]]], kwartaal: Kwartaal, peildag: date
) -> dict[str, Any]:
    los = [t for t in bron.los if not leren.is_leerpunt(t)]
    alle = [t for z in bron.zaken for t in z.toezeggingen] + los
    actueel = [t for t in alle if speelt(t, kwartaal, peildag)]
    stiltes = [s for z in bron.zaken for s in z.stiltes if s.verwerkt_op <= peildag]
    stil = [s for s in stiltes if kwartaal.bevat(s.verwerkt_op)]
    namen = laagnamen(bron.beslissers)
    delen: dict[str, Any] = {
        "peildag": peildag.isoformat(),
        "afspraken_per_laag": afspraken_per_laag(actueel, namen, kwartaal, peildag),
        "stil_per_laag": stil_per_laag(stil, namen),
        "op_uw_bord": op_uw_bord(getoond, los, kwartaal, peildag),
        "veranderd": veranderd(getoond, kwartaal, peildag),
        "doorgezet": [_bij(r, stuk) for _, r in getoond for stuk in r["doorgezet"]],
        "buikpijn": buikpijn([r for _, r in getoond]),
        "overleggen": overleggen(bron),
        "leerpunten": leerpunten_per_laag(bron.los, namen, kwartaal, peildag),
    }
    delen["zinnen"] = rules.zinnen(_feiten(delen, getoond))
    delen["controlegetal"] = rules.controlegetal_van_inhoud(delen)
    return delen


def _feiten(delen: Mapping[str, Any], getoond: list[tuple[Zaak, dict[str, Any]]]) -> dict[str, int]:
    lagen = delen["afspraken_per_laag"]
    return {
        "wacht": sum(wacht_op_college(zaak) for zaak, _ in getoond),
        "gemist": sum(laag["niet_nagekomen"] + laag["te_laat_nagekomen"] for laag in lagen),
        "veranderd": len(delen["veranderd"]),
        "stil": sum(laag["aantal"] for laag in delen["stil_per_laag"]),
        "doorgezet": len({(stuk["nummer"], stuk["ronde"]) for stuk in delen["doorgezet"]}),
        "nagekomen": sum(laag["nagekomen"] for laag in lagen),
    }


def speelt(belofte: Toezegging, kwartaal: Kwartaal, peildag: date) -> bool:
    """Say whether a promise belongs here: made by then, and not finished before the quarter began."""
    klaar = belofte.gedaan_op or belofte.vervallen_op
    return belofte.gemaakt_op <= peildag and (klaar is None or klaar >= kwartaal.eerste)


# ------------------------------------------------------------------ per layer


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
        naam = _naam(namen, belofte.rol)
        rij = telling.setdefault(naam, dict.fromkeys(("beloofd", *STANDEN), 0))
        rij["beloofd"] += kwartaal.bevat(belofte.gemaakt_op)
        rij[afspraak(belofte, peildag)["stand"]] += 1
    return [{"laag": naam, **telling[naam]} for naam in VOLGORDE if naam in telling]


def stil_per_laag(stiltes: Iterable[Stil], namen: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return per layer how often it stayed silent this quarter; nobody can remove one."""
    telling: dict[str, int] = {}
    for stil in stiltes:
        naam = _naam(namen, stil.rol)
        telling[naam] = telling.get(naam, 0) + 1
    return [{"laag": naam, "aantal": telling[naam]} for naam in VOLGORDE if naam in telling]


def leerpunten_per_laag(
    los: Iterable[Toezegging], namen: Mapping[str, str], kwartaal: Kwartaal, peildag: date
) -> list[dict[str, Any]]:
    """Return per layer the leerpunten of its owners: gemaakt, gedaan, open, te_laat and vervallen."""
    punten = [(_naam(namen, t.eigenaar_rol), t) for t in los if leren.is_leerpunt(t)]
    telling = leren.tel(punten, kwartaal, peildag)
    return [{"laag": naam, **telling[naam]} for naam in VOLGORDE if naam in telling]


def _naam(namen: Mapping[str, str], rol: str) -> str:
    return namen.get(laag_van_rol(rol), rules.SAMEN)


# ------------------------------------------------------------------ lists


def wacht_op_college(zaak: Zaak) -> bool:
    """Say whether the college must act now."""
    return loopt(zaak.route, zaak.stand) and rol_aan_zet(zaak.route, zaak.stand) == COLLEGE_ROL


def _bij(regel_: Mapping[str, Any], stuk: Mapping[str, Any]) -> dict[str, Any]:
    return {"nummer": regel_["nummer"], "ronde": regel_["ronde"], "titel": regel_["titel"], **stuk}


def op_uw_bord(
    getoond: list[tuple[Zaak, dict[str, Any]]], los: Iterable[Toezegging], kwartaal: Kwartaal, peildag: date
) -> list[dict[str, Any]]:
    """Return per portefeuille what waits on the college and the promises, missed ones first."""
    per_domein: dict[str, list[dict[str, Any]]] = {}
    for zaak, rij in getoond:
        punten = [_punt_college(zaak)] if wacht_op_college(zaak) else []
        punten += [afspraak(t, peildag) for t in zaak.toezeggingen if speelt(t, kwartaal, peildag)]
        per_domein.setdefault(zaak.domein, []).extend(_bij(rij, punt) for punt in punten)
    algemeen = [afspraak(t, peildag) for t in los if speelt(t, kwartaal, peildag)]
    leeg = {"nummer": 0, "ronde": 0, "titel": "Uit een overleg"}
    per_domein.setdefault(ONS, []).extend(_bij(leeg, punt) for punt in algemeen)
    return [{"domein": d, "regels": sorted(r, key=_urgentie)} for d, r in sorted(per_domein.items()) if r]


def _punt_college(zaak: Zaak) -> dict[str, Any]:
    return {
        "omschrijving": f"{zaak.route.titel_van(zaak.stand.stap)}: aan het college",
        "eigenaar_rol": COLLEGE_ROL,
        "datum": zaak.uiterste.isoformat() if zaak.uiterste else None,
        "stand": "wacht",
        "stil": sum(s.rol == COLLEGE_ROL for s in zaak.stiltes),
    }


_RANG = {"niet_nagekomen": 0, "wacht": 1, "loopt": 2, "te_laat_nagekomen": 3, "nagekomen": 4, "vervallen": 5}


def _urgentie(punt: Mapping[str, Any]) -> tuple[int, str, int]:
    return _RANG[punt["stand"]], punt["datum"] or "", punt["nummer"]


def veranderd(
    getoond: list[tuple[Zaak, dict[str, Any]]], kwartaal: Kwartaal, peildag: date
) -> list[dict[str, Any]]:
    """Return what changed for residents: promises of an `aanpassen` that were done in this quarter."""
    uit = []
    for zaak, rij in getoond:
        for t in zaak.toezeggingen:
            klaar = kwartaal.bevat(t.gedaan_op) and t.gedaan_op is not None and t.gedaan_op <= peildag
            if klaar and t.besluit == "aanpassen" and t.soort == "afspraak":
                uit.append(_bij(rij, afspraak(t, peildag)))
    return sorted(uit, key=lambda punt: punt["gedaan_op"])


def buikpijn(regels: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return up to three knelpunten in approved words, those with most silence and missed promises first."""
    met = sorted((r for r in regels if r["woorden"]), key=lambda r: (-_pijn(r), r["nummer"], r["ronde"]))
    return [_bij(r, {"woorden": r["woorden"], "afspraak": _eerste_belofte(r)}) for r in met[:BUIKPIJN]]


def _pijn(rij: Mapping[str, Any]) -> int:
    return len(rij["stiltes"]) + sum(a["stand"] == "niet_nagekomen" for a in rij["afspraken"])


def _eerste_belofte(rij: Mapping[str, Any]) -> dict[str, Any] | None:
    beloften = sorted(rij["afspraken"], key=lambda a: (_RANG[a["stand"]], a["beloofd"]))
    return dict(beloften[0]) if beloften else None


def overleggen(bron: Bron) -> dict[str, Any]:
    """Return per kind of overleg how many were held, planned and cancelled, and why each was cancelled."""
    soorten = sorted({b.soort for b in bron.bijeenkomsten})
    telling = [
        {"soort": soort, **{s: _aantal(bron, soort, s) for s in ("gehouden", "gepland", "vervallen")}}
        for soort in soorten
    ]
    weg = sorted((b for b in bron.bijeenkomsten if b.staat == "vervallen"), key=lambda b: (b.datum, b.soort))
    vervallen = [{"soort": b.soort, "datum": b.datum.isoformat(), "reden": b.reden} for b in weg]
    return {"telling": telling, "vervallen": vervallen}


def _aantal(bron: Bron, soort: str, staat: str) -> int:
    return sum(b.soort == soort and b.staat == staat for b in bron.bijeenkomsten)
