"""The proposals as a page to read: per proposal why, which knelpunten, and what was answered. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from signalen.landelijk.bladwoorden import aantal, dag, gemeenten, hoofd
from signalen.landelijk.wetten import opsomming
from signalen.overleg.documenten.stukken import Stuk, alinea, kop, lijst

TITEL = "Voorstellen om knelpunten samen te nemen"
Deel = Mapping[str, Any]


def stukken(document: Deel) -> list[Stuk]:
    """Return the parts of the page."""
    voorstellen = document["voorstellen"]
    open_ = sum(not stuk["oordeel"]["antwoord"] for stuk in voorstellen)
    delen: list[Stuk] = [kop(1, TITEL)]
    if not voorstellen:
        zin = "Er is niets gevonden dat in twee gemeenten speelt."
        return [
            *delen,
            alinea(f"{zin} Gezocht is op hetzelfde artikel, dezelfde oorzaak en woorden die lijken."),
        ]
    wacht = (
        f"{hoofd(aantal(open_, 'voorstel wacht', 'voorstellen wachten'))} op een oordeel." if open_ else ""
    )
    uitleg = "Er wordt niets samengenomen zonder een ja van een mens. Antwoord in voorstellen.json, of met: "
    delen += [
        alinea(wacht or "Elk voorstel is beoordeeld."),
        alinea(uitleg + "signalen landelijk beoordelen voorstellen.json"),
    ]
    for stuk in voorstellen:
        delen += _een(stuk)
    return delen


def _een(stuk: Deel) -> list[Stuk]:
    kopje = {**kop(2, f"{stuk['nummer']}. {stuk['titel']}"), "anker": f"voorstel-{stuk['nummer']}"}
    delen = [kopje, alinea(f"{hoofd(gemeenten(stuk['gemeenten']))}. {_antwoord(stuk['oordeel'])}")]
    if stuk["eerder"]:
        delen.append(alinea(_eerder(stuk["eerder"])))
    let_op = [f"Let op: {zin[0].lower()}{zin[1:]}" for zin in stuk["let_op"]]
    return [
        *delen,
        kop(3, "Waarom samen"),
        lijst([*stuk["redenen"], *let_op]),
        kop(3, "Het gaat om"),
        lijst(_leden(stuk)),
    ]


def _leden(stuk: Deel) -> list[str]:
    """One point per title: which municipalities use it, and which rule they name."""
    per: dict[tuple[str, str], list[str]] = {}
    for lid in stuk["leden"]:
        per.setdefault((lid["titel"], lid["regeling"]), []).append(
            f"{lid['gemeente']} (nummer {lid['nummer']})"
        )
    return [f"{titel}. {regeling}. {opsomming(wie)}" for (titel, regeling), wie in sorted(per.items())]


def _antwoord(oordeel: Deel) -> str:
    if not oordeel["antwoord"]:
        return "Nog niet beoordeeld."
    return f"{hoofd(oordeel['antwoord'])}, {dag(oordeel['datum'])}, {oordeel['rol']}: {oordeel['reden']}"


def _eerder(eerder: Deel) -> str:
    oordeel = eerder["oordeel"]
    delen = [
        f"{woord}: {opsomming(namen)}"
        for woord, namen in (("erbij", eerder["erbij"]), ("eraf", eerder["eraf"]))
        if namen
    ]
    anders = "; ".join(delen) or "andere woorden of redenen"
    was = f"Eerder was het {oordeel['antwoord']} ({dag(oordeel['datum'])}, {oordeel['rol']})."
    return f"{was} Sindsdien veranderd: {anders}."
