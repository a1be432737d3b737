"""How the steps of a route hang together: where silence and outcomes lead, and what is reached.

Pure checks on a whole Route. Words inside one table are checked by `keuring`.
"""

from __future__ import annotations

from collections.abc import Iterator

from workflows.definition import BESLUITER, BLIJFT, HOGER, Route, Stap, Uitkomst
from workflows.fout import Klacht, raad

HOOFDROUTE = "knelpunt"
"""The `soort` of a route that decides about a knelpunt; only that one must end with an answer."""

BESLUITSOORTEN = ("aanpassen", "proberen", "kon_al", "doorgeven", "nee_omdat", "parkeren", "hoort_elders")
"""Kinds of decision (DESIGN section 2, idea 7); "besproken" is none of them."""


def samenhang(route: Route) -> Iterator[Klacht]:
    """Give every fault in how the steps of a route lead to each other."""
    for stap in route.stappen.values():
        yield from _stilte(route, stap)
        for keuze in stap.uitkomsten.values():
            yield from _doelen(route, stap, keuze, plek_van(stap, keuze))
    yield from _bereik(route)
    yield from _kringen(route)
    if route.soort == HOOFDROUTE:
        yield from _hoofdroute(route)


def plek_van(stap: Stap, keuze: Uitkomst) -> str:
    """Return the key of an outcome in the file; a shared decision stands there once."""
    return f"besluit.{keuze.naam}" if keuze.gedeeld else f"stap.{stap.naam}.uitkomst.{keuze.naam}"


def _stilte(route: Route, stap: Stap) -> Iterator[Klacht]:
    doel, plek = stap.bij_stilte, f"stap.{stap.naam}.bij_stilte"
    if doel == BLIJFT:
        return
    if stap.naast:
        yield plek, "naast de route kan stilte niets verplaatsen", f'schrijf "{BLIJFT}"'
    elif doel == HOGER:
        if stap.rol != BESLUITER:
            yield plek, "de laag erboven is hier niet bekend", f"noem een stap, of maak de rol `{BESLUITER}`"
    elif doel in route.stappen:
        yield from _stilte_naar_stap(route.stap(doel), plek)
    elif doel in route.einden:
        if route.soort == HOOFDROUTE:
            yield plek, "door stilte sluit er niets", "noem de stap die dan aan zet is"
    elif doel in route.rust or doel in stap.uitkomsten or doel in BESLUITSOORTEN:
        yield (
            plek,
            f"`{doel}` vraagt iets van een mens, en stilte vult niets in",
            "noem de stap die dan aan zet is",
        )
    else:
        yield plek, f"de stap `{doel}` bestaat niet", raad(doel, (*route.stappen, BLIJFT, HOGER))


def _stilte_naar_stap(naar: Stap, plek: str) -> Iterator[Klacht]:
    if naar.naast:
        yield plek, f"de stap `{naar.naam}` ligt naast de route", "noem een stap op de route"
    elif naar.rol == BESLUITER:
        yield (
            plek,
            f"bij `{naar.naam}` vraagt de route een besluit, en stilte besluit niet",
            "noem een andere stap",
        )


def _doelen(route: Route, stap: Stap, keuze: Uitkomst, plek: str) -> Iterator[Klacht]:
    plaatsen = {**route.stappen, **route.einden, **route.rust}
    for soort in keuze.naar_bij:
        if soort not in BESLUITSOORTEN:
            yield f"{plek}.naar_bij", f"`{soort}` is geen soort besluit", raad(soort, BESLUITSOORTEN)
    for doel in dict.fromkeys((keuze.naar, *keuze.naar_bij.values())):
        if doel not in plaatsen:
            yield f"{plek}.naar", f"de stap `{doel}` bestaat niet", raad(doel, plaatsen)
        elif doel in route.stappen and stap.naast and not route.stap(doel).naast:
            yield f"{plek}.naar", "een stap naast de route komt niet op de route uit", "noem een einde"
        elif doel in route.stappen and not stap.naast and route.stap(doel).naast:
            yield f"{plek}.naar", f"de stap `{doel}` ligt naast de route", "noem die stap bij `naast`"
    if keuze.naast and not (keuze.naast in route.stappen and route.stap(keuze.naast).naast):
        naast = [s.naam for s in route.stappen.values() if s.naast]
        yield f"{plek}.naast", f"`{keuze.naast}` is geen stap naast de route", raad(keuze.naast, naast)
    for doel in (keuze.naar, keuze.naast):
        vraagt_besluiter = doel in route.stappen and route.stap(doel).rol == BESLUITER
        if vraagt_besluiter and stap.rol != BESLUITER and not keuze.besluit:
            yield (
                plek,
                f"bij `{doel}` moet er een besluit zijn",
                "zeg bij `besluit` welk soort besluit dit is",
            )


def _bereik(route: Route) -> Iterator[Klacht]:
    gezien: set[str] = set()
    rand = {route.begin} & route.stappen.keys()
    while rand:
        gezien |= rand
        rand = {d for naam in rand for d in _volgende(route.stap(naam))} & route.stappen.keys() - gezien
    for naam in route.stappen:
        if gezien and naam not in gezien:
            yield f"stap.{naam}", "niets leidt naar deze stap", "verwijs ernaar of haal de stap weg"


def _volgende(stap: Stap) -> Iterator[str]:
    yield from (stap.bij_stilte, stap.gehouden, stap.hoger)
    for keuze in stap.uitkomsten.values():
        yield from (keuze.naar, keuze.naast, *keuze.naar_bij.values())


def _kringen(route: Route) -> Iterator[Klacht]:
    for sleutel, kant in (
        ("bij_stilte", {s.naam: s.bij_stilte for s in route.stappen.values()}),
        ("hoger", {s.naam: s.hoger for s in route.stappen.values()}),
    ):
        for begin in route.stappen:
            if begin in _keten(kant, begin):
                yield (
                    f"stap.{begin}.{sleutel}",
                    "dit loopt in een kring",
                    f'laat het eindigen, met "{BLIJFT}" of leeg',
                )


def _keten(kant: dict[str, str], begin: str) -> list[str]:
    keten: list[str] = []
    naam = kant.get(begin, "")
    while naam in kant and naam not in keten:
        keten.append(naam)
        naam = kant[naam]
    return keten


def _hoofdroute(route: Route) -> Iterator[Klacht]:
    if "gesloten" not in route.einden:
        yield "einde.gesloten", "een hoofdroute heeft het einde `gesloten`", "zet het erbij onder [einde]"
    terug = route.stappen.get("terugkoppeling")
    if terug is None:
        yield (
            "stap.terugkoppeling",
            "een hoofdroute eindigt met een antwoord",
            "maak de stap `terugkoppeling`",
        )
    elif terug.rol != BESLUITER:
        yield "stap.terugkoppeling.rol", "wie besloot, geeft het antwoord", f'schrijf "{BESLUITER}"'
    for stap in route.stappen.values():
        for keuze in stap.uitkomsten.values():
            if stap.naast or stap is terug:
                continue
            plek = f"{plek_van(stap, keuze)}.naar"
            if keuze.besluit and keuze.naar != "terugkoppeling":
                yield plek, "na een besluit hoort een antwoord", 'schrijf "terugkoppeling"'
            elif keuze.naar in route.einden or keuze.naar in route.rust:
                yield plek, "zonder antwoord sluit er niets", "ga eerst naar `terugkoppeling`"
