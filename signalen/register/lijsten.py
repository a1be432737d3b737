"""Lists of an edition: what lies on whose table, what changed, what hurts most, and the overleggen. Pure.

They name only knelpunten that may be shown; what is shown is decided before.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from signalen.register.bron import Bron, Toezegging, Zaak
from signalen.register.lagen import COLLEGE_ROL, speelt
from signalen.register.regel import afspraak
from signalen.register.rules import Kwartaal
from signalen.register.stilte import bekend
from workflows.aanzet import loopt, rol_aan_zet

ONS = "ons eigen werk"
BUIKPIJN = 3


def wacht_op_college(zaak: Zaak) -> bool:
    """Say whether the college must act now."""
    return loopt(zaak.route, zaak.stand) and rol_aan_zet(zaak.route, zaak.stand) == COLLEGE_ROL


def bij(regel_: Mapping[str, Any], stuk: Mapping[str, Any]) -> dict[str, Any]:
    """Return a piece of a line with the number, ronde and title of its knelpunt."""
    return {"nummer": regel_["nummer"], "ronde": regel_["ronde"], "titel": regel_["titel"], **stuk}


def op_uw_bord(
    getoond: list[tuple[Zaak, dict[str, Any]]], los: Iterable[Toezegging], kwartaal: Kwartaal, peildag: date
) -> list[dict[str, Any]]:
    """Return per portefeuille what waits on the college and the promises, missed ones first."""
    per_domein: dict[str, list[dict[str, Any]]] = {}
    for zaak, rij in getoond:
        punten = [_punt_college(zaak, peildag)] if wacht_op_college(zaak) else []
        punten += [afspraak(t, peildag) for t in zaak.toezeggingen if speelt(t, kwartaal, peildag)]
        per_domein.setdefault(zaak.domein, []).extend(bij(rij, punt) for punt in punten)
    algemeen = [afspraak(t, peildag) for t in los if speelt(t, kwartaal, peildag)]
    leeg = {"nummer": 0, "ronde": 0, "titel": "Uit een overleg"}
    per_domein.setdefault(ONS, []).extend(bij(leeg, punt) for punt in algemeen)
    return [
        {"domein": d, "regels": sorted(r, key=_urgentie)}
        for d, r in sorted(per_domein.items(), key=_alfabet)
        if r
    ]


def _alfabet(paar: tuple[str, Any]) -> str:
    return paar[0].casefold()


def _punt_college(zaak: Zaak, peildag: date) -> dict[str, Any]:
    return {
        "omschrijving": f"{zaak.route.titel_van(zaak.stand.stap)}: aan het college",
        "eigenaar_rol": COLLEGE_ROL,
        "datum": zaak.uiterste.isoformat() if zaak.uiterste else None,
        "stand": "wacht",
        "stil": sum(s.rol == COLLEGE_ROL for s in bekend(zaak.stiltes, peildag)),
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
                uit.append(bij(rij, afspraak(t, peildag)))
    return sorted(uit, key=lambda punt: punt["gedaan_op"])


def buikpijn(regels: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return up to three knelpunten in approved words, those with most silence and missed promises first."""
    met = sorted((r for r in regels if r["woorden"]), key=lambda r: (-_pijn(r), r["nummer"], r["ronde"]))
    return [bij(r, {"woorden": r["woorden"], "afspraak": _eerste_belofte(r)}) for r in met[:BUIKPIJN]]


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
