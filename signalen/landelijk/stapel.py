"""The picture itself: knelpunten that a person put together, and what municipalities and the Rijk did with
them. Pure.

Counts municipalities, decisions, promises, silences and questions to the Rijk: all of them published, so
all exact. Counts no signalen and no inbrengers, and puts no municipality before another: the order is that
of the alphabet.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from signalen.landelijk.oordeel import Oordeel
from signalen.landelijk.rules import Voorstel, oorzaak_in_woorden
from signalen.landelijk.wetten import Artikel, artikelen
from signalen.register.lagen import STANDEN
from signalen.register.rules import controlegetal, lees_kwartaal

SCHEMA = "urn:signalen:landelijk:1"
GEEN = "geen"
Rondes = Sequence[Mapping[str, Any]]


def bijdrage(rondes: Rondes) -> dict[str, Any]:
    """Return what one municipality did with a knelpunt, over all its rondes; the last one says how it
    stands.
    """
    laatste = rondes[-1]
    besluit = laatste["besluit"] or {}
    return {
        **{naam: laatste[naam] for naam in ("gemeente", "nummer", "titel", "regeling", "domein")},
        "kwartaal": max(ronde["kwartaal"] for ronde in rondes),
        "stand": laatste["stand"],
        "besluit": besluit.get("soort", ""),
        "besloten_op": besluit.get("datum"),
        **{naam: besluit.get(naam, "") for naam in ("wat_moet_anders", "redenen", "en_intussen")},
        "afspraken": {stand: sum(ronde["afspraken"][stand] for ronde in rondes) for stand in STANDEN},
        "stiltes": sum(ronde["stiltes"] for ronde in rondes),
        "doorgegeven": [dict(stuk) for ronde in rondes for stuk in ronde["doorgegeven"]],
    }


def los(rondes: Rondes) -> dict[str, Any]:
    """Return a knelpunt that stands alone, in short."""
    laatste = rondes[-1]
    namen = ("gemeente", "nummer", "titel", "regeling", "oorzaak", "stand")
    kort = {naam: laatste[naam] for naam in namen}
    return {**kort, "artikelen": [_artikel(a) for a in artikelen(laatste["regeling"])]}


def _artikel(artikel: Artikel) -> dict[str, str]:
    return {"wet": artikel.wet, "artikel": artikel.nummer}


def gestapeld(voorstel: Voorstel, oordeel: Oordeel, bijdragen: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Return one shared knelpunt: what was put together, why, by whose yes, and the sum of what was done."""
    delen = sorted(bijdragen, key=lambda b: (b["gemeente"].casefold(), b["nummer"]))
    return {
        "id": voorstel.kenmerk,
        "titel": voorstel.titel,
        "artikelen": [_artikel(artikel) for artikel in voorstel.artikelen],
        "mechanisme": voorstel.oorzaak,
        "mechanisme_woorden": oorzaak_in_woorden(voorstel.oorzaak),
        "redenen": list(voorstel.redenen),
        "let_op": list(voorstel.let_op),
        "oordeel": {naam: waarde for naam, waarde in asdict(oordeel).items() if naam != "antwoord"},
        "gemeenten": voorstel.gemeenten,
        "totalen": totalen(delen),
        "bijdragen": delen,
    }


def totalen(delen: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return the sums of a shared knelpunt: decisions by kind, promises, silences, and the Rijk."""
    besluiten: dict[str, int] = {}
    for deel in delen:
        soort = deel["besluit"] or GEEN
        besluiten[soort] = besluiten.get(soort, 0) + 1
    return {
        "knelpunten": len(delen),
        "besluiten": besluiten,
        "afspraken": {stand: sum(deel["afspraken"][stand] for deel in delen) for stand in STANDEN},
        "stiltes": sum(deel["stiltes"] for deel in delen),
        "rijk": _rijk(delen),
    }


def _rijk(delen: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return how many municipalities asked the Rijk something, since when, and what was not answered."""
    gevraagd = [(deel["gemeente"], stuk) for deel in delen for stuk in deel["doorgegeven"] if stuk["rijk"]]
    open_ = [(gemeente, stuk) for gemeente, stuk in gevraagd if stuk["antwoord_op"] is None]
    return {
        "gemeenten": len({gemeente for gemeente, _ in gevraagd}),
        "vragen": len(gevraagd),
        "eerste": min((stuk["datum"] for _, stuk in gevraagd), default=None),
        "beantwoord": len(gevraagd) - len(open_),
        "zonder_antwoord": len({gemeente for gemeente, _ in open_}),
        "zonder_antwoord_sinds": min((stuk["datum"] for _, stuk in open_), default=None),
    }


def per_artikel(
    stapels: Iterable[Mapping[str, Any]], genoemd: Iterable[tuple[str, str, int, int]]
) -> list[dict[str, Any]]:
    """Return per article how many knelpunten and municipalities name it, and how many shared ones there
    are.
    """
    gedeeld: dict[tuple[str, str], int] = {}
    for stapel in stapels:
        for artikel in stapel["artikelen"]:
            sleutel = (artikel["wet"], artikel["artikel"])
            gedeeld[sleutel] = gedeeld.get(sleutel, 0) + 1
    return [
        {
            "wet": wet,
            "artikel": nummer,
            "knelpunten": k,
            "gemeenten": g,
            "gedeeld": gedeeld.get((wet, nummer), 0),
        }
        for wet, nummer, k, g in genoemd
    ]


def beeld(
    bronnen: Sequence[Mapping[str, Any]],
    stapels: Sequence[Mapping[str, Any]],
    alleen: Sequence[Mapping[str, Any]],
    voorstellen: Mapping[str, int],
    genoemd: Iterable[tuple[str, str, int, int]],
    overgeslagen: int = 0,
) -> dict[str, Any]:
    """Return the whole picture with its fingerprint. `voorstellen` counts ja, nee and open.

    `overgeslagen` says how many files were refused and left out.
    """
    kwartalen = sorted({bron["kwartaal"] for bron in bronnen})
    op_volgorde = sorted(stapels, key=lambda s: (-len(s["gemeenten"]), s["titel"].casefold(), s["id"]))
    gestapelde = sum(stapel["totalen"]["knelpunten"] for stapel in stapels)
    document: dict[str, Any] = {
        "schema": SCHEMA,
        "kwartalen": kwartalen,
        "peildag": lees_kwartaal(kwartalen[-1]).laatste.isoformat() if kwartalen else None,
        "bronnen": sorted(bronnen, key=lambda b: (b["gemeente"].casefold(), b["kwartaal"])),
        "totalen": {
            "gemeenten": len({bron["gemeente"] for bron in bronnen}),
            "uitgaven": len(bronnen),
            "overgeslagen": overgeslagen,
            "knelpunten": gestapelde + len(alleen),
            "samengenomen": gestapelde,
            "alleen": len(alleen),
            "voorstellen": dict(voorstellen),
        },
        "gedeeld": [{"volgnummer": nummer, **stapel} for nummer, stapel in enumerate(op_volgorde, 1)],
        "per_artikel": per_artikel(stapels, genoemd),
        "alleen": sorted(alleen, key=lambda a: (a["gemeente"].casefold(), a["nummer"])),
    }
    return {**document, "vingerafdruk": afdruk(document)}


def afdruk(document: Mapping[str, Any]) -> str:
    """Return the fingerprint of the picture: over everything but the fingerprint itself."""
    return controlegetal({naam: waarde for naam, waarde in document.items() if naam != "vingerafdruk"})
