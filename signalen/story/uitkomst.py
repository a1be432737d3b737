"""The JSON of a story, from what is stored: per item its steps, its decision, its answers and the verdict."""

from __future__ import annotations

import uuid
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from signalen.knelpunt.models import Gebeurtenis, Stilte, Termijn
from signalen.overleg.models import Overleg
from signalen.story import lezen, lezen_overleg
from signalen.story.gang import Gang
from signalen.story.toneel import Toneel

STAPSOORTEN = ("stap", "naast")
"""Terms that are always a step in the JSON; the others (a day to name, the plafond) only when they fell
silent.
"""

GEDAAN = ("uitkomst", "naast_uitkomst", "overleg_gehouden")
VRAGEN = ("begrepen", "beantwoord", "veranderd")


def iso(dag: date | None) -> str | None:
    """Return a date as it stands in the JSON."""
    return dag.isoformat() if dag else None


def knelpunten(gangen: Sequence[Gang], toneel: Toneel) -> list[dict[str, Any]]:
    """Return every item in input order."""
    return [toneel.vraag(_knelpunt, gang) for gang in gangen]


def _knelpunt(gang: Gang) -> dict[str, Any]:
    uit: dict[str, Any] = {
        "item": gang.rol.nummer,
        "titel": gang.rol.item.titel,
        "nummer": None,
        "niveau": None,
    }
    uit |= {"stappen": [], "besluit": None, "terugkoppelingen": [], "oordeel": dict.fromkeys(VRAGEN)}
    if gang.knelpunt_id is None:
        return uit
    rij = lezen.knelpunt(gang.knelpunt)
    antwoorden = lezen.terugkoppelingen(rij.id)
    oordelen = lezen.oordelen(gang.signaal, antwoorden[-1].id) if antwoorden else {}
    return uit | {
        "titel": rij.titel or gang.rol.item.titel,
        "nummer": rij.nummer,
        "niveau": lezen.signaal(gang.signaal).niveau,
        "stappen": stappen(lezen.termijnen(rij.id), lezen.stiltes(rij.id), lezen.gebeurtenissen(rij.id)),
        "besluit": _besluit(gang),
        "terugkoppelingen": [{"datum": iso(a.datum), "melders": a.signalen} for a in antwoorden],
        "oordeel": {vraag: oordelen.get(vraag) for vraag in VRAGEN},
    }


def _besluit(gang: Gang) -> dict[str, Any] | None:
    genomen = lezen.besluiten(gang.knelpunt)
    if not genomen:
        return None
    laatste = genomen[-1]
    return {"soort": laatste.soort, "redenen": laatste.redenen.inhoud, "datum": iso(laatste.datum)}


def stappen(
    termijnen: Sequence[Termijn], stiltes: dict[Any, Stilte], keten: Sequence[Gebeurtenis]
) -> list[dict[str, Any]]:
    """Return one row per term: from when, due, done, whether it fell silent, and where it went next."""
    verder = _verder(keten)
    uit = []
    for rij in termijnen:
        stil = stiltes.get(rij.id)
        if stil is None and (rij.soort not in STAPSOORTEN or rij.vervallen_op):
            continue
        gegaan = verder[rij.stap].pop(0) if rij.gedaan_op and verder[rij.stap] else None
        uit.append(
            {
                "stap": stil.stap if stil else rij.stap,
                "naar": stil.naar if stil else gegaan,
                "from": iso(rij.start),
                "due": iso(rij.uiterste),
                "done": iso(rij.gedaan_op),
                "silence": stil is not None,
            }
        )
    return uit


def _verder(keten: Sequence[Gebeurtenis]) -> dict[str, list[str]]:
    """Return, per step, where each act that ended a term led."""
    verder: dict[str, list[str]] = defaultdict(list)
    for feit in keten:
        stap, naar = feit.inhoud.get("stap", ""), feit.inhoud.get("naar", "")
        if naar and feit.soort in GEDAAN and (naar != stap or feit.soort == "naast_uitkomst"):
            verder[stap].append(naar)
    return verder


# ------------------------------------------------------------------ around the items


def overleggen(gangen: Sequence[Gang], toneel: Toneel) -> list[dict[str, Any]]:
    """Return every overleg with what became of its agenda, and whether anything of it left the room."""
    nummers = _nummers(gangen)
    return toneel.vraag(lambda: [_overleg(rij, nummers) for rij in lezen.overleggen()])


def _nummers(gangen: Sequence[Gang]) -> dict[uuid.UUID | None, int]:
    return {gang.knelpunt_id: gang.rol.nummer for gang in gangen if gang.knelpunt_id}


def _overleg(rij: Overleg, nummers: dict[uuid.UUID | None, int]) -> dict[str, Any]:
    geteld = Counter("doorgeschoven" if p.uitkomst == "doorgeschoven" else "besproken" for p in rij.punten)
    return {
        "soort": rij.soort,
        "titel": rij.titel,
        "methode": rij.methode or None,
        "datum": iso(rij.datum),
        "staat": rij.staat,
        "deelnemers": rij.aanwezig or 0,
        "punten": [
            {"item": nummers.get(p.knelpunt_id), "soort": p.soort, "uitkomst": p.uitkomst} for p in rij.punten
        ],
        "aantal_punten": len(rij.punten),
        "besproken": geteld["besproken"],
        "doorgeschoven": geteld["doorgeschoven"],
        "verslag": rij.verslag is not None,
        "vrijgegeven": rij.verslag is not None or rij.id in lezen_overleg.overleggen_met_oogst(),
    }


def eigen_leerpunten(gangen: Sequence[Gang], toneel: Toneel) -> list[dict[str, Any]]:
    """Return every leerpunt that was made in an overleg, with its owner, its day, and whether it is done."""
    nummers = _nummers(gangen)
    return toneel.vraag(lambda: _leerpunten(nummers))


def _leerpunten(nummers: dict[uuid.UUID | None, int]) -> list[dict[str, Any]]:
    waarover = lezen_overleg.besproken_oogsten()
    return [
        {
            "leerpunt": rij.omschrijving,
            "items": sorted(nummers[k] for k in waarover.get(rij.overleg_id, ()) if k in nummers),
            "eigenaar_rol": rij.eigenaar_rol,
            "datum": iso(rij.beloofd),
            "gedaan": rij.gedaan_op is not None,
        }
        for rij in lezen_overleg.leerpunten()
    ]


def leerpunten(items: Sequence[dict[str, Any]], gangen: Sequence[Gang]) -> list[dict[str, Any]]:
    """Return what the organisation can learn from what happened: each a sentence with the items it came
    from.
    """
    stil: dict[str, list[int]] = defaultdict(list)
    for item in items:
        for stap in item["stappen"]:
            if stap["silence"] and item["item"] not in stil[stap["stap"]]:
                stil[stap["stap"]].append(item["item"])
    uit = [
        {"leerpunt": f"De stap ‘{stap}’ bleef stil.", "items": nummers}
        for stap, nummers in sorted(stil.items())
    ]
    oorzaken: dict[str, list[int]] = defaultdict(list)
    for gang in gangen:
        oorzaken[gang.rol.item.oorzaak].append(gang.rol.nummer)
    uit += [
        {"leerpunt": f"De oorzaak zat in: {o}.", "items": n}
        for o, n in sorted(oorzaken.items())
        if len(n) > 1
    ]
    uit += _uit_besluiten(items)
    return uit


def _uit_besluiten(items: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    zinnen = {
        "kon_al": "De ruimte was er al; dat staat nu in een handreiking.",
        "doorgeven": "Dit kan de gemeente niet alleen oplossen.",
    }
    uit = []
    for soort, zin in zinnen.items():
        nummers = [i["item"] for i in items if i["besluit"] and i["besluit"]["soort"] == soort]
        uit += [{"leerpunt": zin, "items": nummers}] if nummers else []
    nee = [i["item"] for i in items if len(i["terugkoppelingen"]) > 1 or i["oordeel"]["beantwoord"] == "nee"]
    return uit + ([{"leerpunt": "Het antwoord is betwist.", "items": nee}] if nee else [])
