"""What a route must be before anybody may adopt it: every fault at once, with key and remedy, in Dutch.

Reads a Route that was already made; words and types are checked by `loader`. Nothing is repaired here.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from workflows.definition import AARDEN, BESLUITER, BLIJFT, ROLLEN, VELDSOORTEN, Route, Stap, Uitkomst
from workflows.fout import Klacht, raad
from workflows.samenhang import BESLUITSOORTEN, HOOFDROUTE, plek_van, samenhang

SOORTEN = (HOOFDROUTE, "casus", "vraag")
"""Kinds of route; casus helps one resident now, vraag answers "Mag dit?"."""

EENMAAL = ("", "ronde", "laag")
"""How often an outcome may be chosen: without bound, once per ronde, once per step."""

MAX_GESCHREVEN = 3
"""Compulsory fields to write in one act (DESIGN section 6). Choices, dates and ticks do not count."""

VOORVULBRONNEN = ("doorgeeftekst",)
"""What a field may be prefilled with, besides another field."""

_NAAM = re.compile(r"[a-z][a-z0-9_]{0,59}")
_ROUTENAAM = re.compile(r"[a-z][a-z0-9-]{0,59}")


def keur(route: Route, brieven: Collection[str] | None = None) -> Iterator[Klacht]:
    """Give every fault of a route. `brieven` are the letters that exist; None leaves that unchecked."""
    yield from _kop(route)
    for veld in route.velden:
        yield from _veld(route, veld)
    for stap in route.stappen.values():
        yield from _stap(route, stap)
        for keuze in stap.uitkomsten.values():
            yield from _uitkomst(route, stap, keuze, plek_van(stap, keuze), brieven)
    yield from samenhang(route)


def keur_uitleg(stappen: Iterable[str], uitleg: str) -> Iterator[Klacht]:
    """Give the steps that the explanation does not explain: a heading `## <stap>` with text under it."""
    tekst = uitleg_per_stap(uitleg)
    for naam in stappen:
        if not tekst.get(naam):
            yield (
                f"## {naam}",
                "de uitleg bij deze stap ontbreekt",
                "schrijf onder die kop waarom de stap er is",
            )


def uitleg_per_stap(uitleg: str) -> dict[str, str]:
    """Return the text under each heading `## <stap>`."""
    delen = re.split(r"^##\s+(\S+)\s*$", uitleg, flags=re.MULTILINE)
    return {naam: tekst.strip() for naam, tekst in zip(delen[1::2], delen[2::2], strict=True)}


def _kop(route: Route) -> Iterator[Klacht]:
    if not _ROUTENAAM.fullmatch(route.naam):
        yield "naam", "deze naam kan niet", "gebruik kleine letters, cijfers en -"
    if route.soort not in SOORTEN:
        yield "soort", f"`{route.soort}` is geen soort route", raad(route.soort, SOORTEN)
    if route.begin not in route.stappen:
        yield "begin", f"de stap `{route.begin}` bestaat niet", raad(route.begin, route.stappen)
    elif route.stap(route.begin).naast:
        yield "begin", "een stap naast de route kan niet de eerste zijn", "kies een stap op de route"
    for naam in (*route.stappen, *route.velden, *route.einden, *route.rust):
        if not _NAAM.fullmatch(naam):
            yield naam, "deze naam kan niet", "gebruik kleine letters, cijfers en _"
    for naam in route.stappen.keys() & (route.einden.keys() | route.rust.keys()):
        yield f"stap.{naam}", "een einde of rust heeft dezelfde naam", "geef een van beide een andere naam"


def _veld(route: Route, naam: str) -> Iterator[Klacht]:
    veld, plek = route.velden[naam], f"veld.{naam}"
    if veld.soort not in VELDSOORTEN:
        yield f"{plek}.soort", f"`{veld.soort}` is geen soort veld", raad(veld.soort, VELDSOORTEN)
    if veld.aard not in AARDEN:
        yield f"{plek}.aard", f"`{veld.aard}` is geen aard", raad(veld.aard, AARDEN[1:])
    if (veld.soort == "keuze") != bool(veld.keuzes):
        yield f"{plek}.keuzes", "keuzes horen bij de soort `keuze`, en alleen daar", "maak die twee gelijk"
    if veld.max_werkdagen and veld.soort != "datum":
        yield f"{plek}.max_werkdagen", "alleen een datum heeft een grens in werkdagen", "haal de grens weg"
    bronnen = (*VOORVULBRONNEN, *route.velden)
    if veld.voorvullen and veld.voorvullen not in bronnen:
        yield f"{plek}.voorvullen", f"`{veld.voorvullen}` is onbekend", raad(veld.voorvullen, bronnen)


def _stap(route: Route, stap: Stap) -> Iterator[Klacht]:
    plek, rollen = f"stap.{stap.naam}", (*ROLLEN, BESLUITER)
    if stap.rol not in rollen:
        yield f"{plek}.rol", f"de rol `{stap.rol}` bestaat niet", raad(stap.rol, rollen)
    if not stap.uitkomsten and not stap.gehouden:
        yield plek, "deze stap loopt dood", "geef een uitkomst, of een stap bij `gehouden`"
    for sleutel, doel in (("hoger", stap.hoger), ("gehouden", stap.gehouden), ("antwoordt", stap.antwoordt)):
        if doel and doel not in route.stappen:
            yield f"{plek}.{sleutel}", f"de stap `{doel}` bestaat niet", raad(doel, route.stappen)
        elif doel and route.stap(doel).naast:
            yield f"{plek}.{sleutel}", f"de stap `{doel}` ligt naast de route", "kies een stap op de route"
    if (stap.gehouden or stap.dag_noemen) and not stap.overleg:
        yield f"{plek}.overleg", "hier hoort een overleg bij", "zeg welk soort overleg"
    if stap.dag_noemen and (stap.naast or stap.bij_stilte == BLIJFT):
        yield (
            f"{plek}.dag_noemen",
            "als niemand een dag noemt, moet het ergens heen",
            "noem een stap bij stilte",
        )


def _uitkomst(
    route: Route, stap: Stap, keuze: Uitkomst, plek: str, brieven: Collection[str] | None
) -> Iterator[Klacht]:
    if keuze.eenmaal not in EENMAAL:
        yield f"{plek}.eenmaal", f"`{keuze.eenmaal}` is onbekend", raad(keuze.eenmaal, EENMAAL[1:])
    # A shared decision may be one that no step takes in; so the loader looks at all of those.
    if keuze.besluit and not keuze.gedeeld and keuze.besluit not in BESLUITSOORTEN:
        yield (
            f"{plek}.besluit",
            f"`{keuze.besluit}` is geen soort besluit",
            raad(keuze.besluit, BESLUITSOORTEN),
        )
    if brieven is not None and keuze.brief and keuze.brief not in brieven:
        yield f"{plek}.brief", f"de brief `{keuze.brief}` heeft geen sjabloon", raad(keuze.brief, brieven)
    yield from _gevraagd(route, keuze, plek)
    if stap.naast and (keuze.naast or keuze.besluit or keuze.eenmaal or keuze.naar_bij or keuze.brief):
        yield (
            plek,
            "naast de route kan een uitkomst alleen verder of klaar zijn",
            "laat alleen knop, naar en vraagt",
        )


def _gevraagd(route: Route, keuze: Uitkomst, plek: str) -> Iterator[Klacht]:
    plek = f"{plek}.vraagt"
    for naam in dict.fromkeys(keuze.vraagt):
        if naam not in route.velden:
            yield plek, f"het veld `{naam}` bestaat niet", raad(naam, route.velden)
        if keuze.vraagt.count(naam) > 1:
            yield plek, f"het veld `{naam}` staat er twee keer", "haal er een weg"
    velden = [route.velden[naam] for naam in keuze.vraagt if naam in route.velden]
    schrijven = [v.naam for v in velden if v.verplicht and v.soort in ("tekst", "lang")]
    if len(schrijven) > MAX_GESCHREVEN:
        te_veel = f"{len(schrijven)} verplichte tekstvelden ({', '.join(schrijven)})"
        yield plek, te_veel, f"vraag er ten hoogste {MAX_GESCHREVEN}"
