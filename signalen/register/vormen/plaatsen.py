"""The places in the raadsinformatiebrief: what a template may ask, as words for one edition. Pure.

A place is written as {{naam}} in the text of the template. A *regel* is words within a sentence; a *blok*
stands alone in its paragraph and becomes several paragraphs in the style of that paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from signalen.register.vormen.drukpunten import afspraakzin, stuk_in_woorden
from signalen.register.vormen.drukwerk import PUNTEN, ZIN, kort
from signalen.register.vormen.zetsel import Zetsel, dag_voluit
from signalen.register.woorden import STANDEN

PLEK = re.compile(r"\{\{\s*([A-Za-z_]+)\s*\}\}")

REGELS: Mapping[str, tuple[str, Callable[[Zetsel], str]]] = {
    "gemeente": ("De naam van de gemeente", lambda z: z.gemeente),
    "kwartaal": ("Het kwartaal: kwartaal 1 van 2026", lambda z: z.deel.woorden),
    "uitgave": ("Welke uitgave dit is", lambda z: z.uitgave),
    "datum": ("De dag van vaststellen", lambda z: dag_voluit(z.vastgesteld_op) or "nog niet vastgesteld"),
    "stand_op": ("De laatste dag die meetelt", lambda z: dag_voluit(z.inhoud.get("peildag"))),
    "adres": ("Waar het register te lezen is", lambda z: z.pagina),
    "aantal_knelpunten": ("Hoeveel knelpunten het register toont", lambda z: str(len(z.regels))),
    "aantal_ingehouden": ("Hoeveel er niet worden getoond", lambda z: str(len(z.ingehouden))),
    "vingerafdruk": ("Het controlegetal van de knelpunten", lambda z: z.vingerafdruk),
    "controlegetal": (
        "Het controlegetal van de voorpagina",
        lambda z: str(z.inhoud.get("controlegetal", "")),
    ),
}


def _zinnen(z: Zetsel) -> list[str]:
    return list(z.inhoud.get("zinnen", ())) or ["Er stonden geen afspraken open en geen laag bleef stil."]


def _samenvatting(z: Zetsel) -> list[str]:
    return [f"{deel['kop']}. {' '.join(deel['zinnen'])}" for deel in z.delen("samenvatting")]


def _bord(z: Zetsel) -> list[str]:
    alle = [a for deel in z.delen("op_uw_bord") for a in deel["regels"]]
    wacht = [f"{a['titel']}: wacht op een besluit{_voor(a)}." for a in alle if a["stand"] == "wacht"]
    return _hoogstens(wacht, "Er wacht geen besluit op het college.")


def _voor(a: Mapping[str, Any]) -> str:
    return f" voor {dag_voluit(a['datum'])}" if a["datum"] else ""


def _gemist(z: Zetsel) -> list[str]:
    alle = [a for deel in z.delen("op_uw_bord") for a in deel["regels"]]
    mis = [f"{a['titel']}: {_belofte(z, a)}" for a in alle if a["stand"] == "niet_nagekomen"]
    return _hoogstens(mis, "Alle afspraken zijn nagekomen of lopen nog.")


def _belofte(z: Zetsel, a: Mapping[str, Any]) -> str:
    return f"{afspraakzin(z, {**a, 'omschrijving': kort(a['omschrijving'])})}, {STANDEN[a['stand']]}."


def _nagekomen(z: Zetsel) -> list[str]:
    rijen = z.delen("afspraken_per_laag")
    zinnen = [
        f"{r['laag']}: {r['nagekomen']} op tijd, {r['te_laat_nagekomen']} te laat, "
        f"{r['niet_nagekomen']} niet nagekomen, {r['loopt']} lopen nog."
        for r in rijen
    ]
    return zinnen or ["Er liepen geen afspraken."]


def _stil(z: Zetsel) -> list[str]:
    zinnen = [f"{r['laag']}: {r['aantal']} keer." for r in z.delen("stil_per_laag")]
    return zinnen or ["Elke laag antwoordde op tijd."]


def _veranderd(z: Zetsel) -> list[str]:
    zinnen = [f"{a['titel']}: {kort(a['omschrijving']).rstrip('.')}." for a in z.delen("veranderd")]
    return _hoogstens(zinnen, "In dit kwartaal is geen verandering voor inwoners afgerond.")


def _doorgezet(z: Zetsel) -> list[str]:
    zinnen = [f"{s['titel']}: {kort(stuk_in_woorden(s), 2 * ZIN)}" for s in z.delen("doorgezet")]
    return _hoogstens(zinnen, "Er is niets doorgezet naar een ander.")


def _raad(z: Zetsel) -> list[str]:
    zinnen = [f"{s['titel']}: {s['waarom']}" for s in z.delen("raad")]
    return _hoogstens(zinnen, "In dit kwartaal raakt geen knelpunt de raad.")


def _hoogstens(zinnen: list[str], anders: str) -> list[str]:
    rest = len(zinnen) - PUNTEN
    return [
        *zinnen[:PUNTEN],
        *([f"En nog {rest} andere; die staan in het register."] if rest > 0 else []),
    ] or [anders]


BLOKKEN: Mapping[str, tuple[str, Callable[[Zetsel], list[str]]]] = {
    "zinnen": ("De zinnen bovenaan het register", _zinnen),
    "samenvatting": ("De samenvatting, een alinea per onderwerp", _samenvatting),
    "op_uw_bord": ("Wat op een besluit van het college wacht", _bord),
    "niet_nagekomen": ("Afspraken die niet zijn nagekomen", _gemist),
    "nagekomen": ("Afspraken per laag", _nagekomen),
    "stil": ("Welke laag hoe vaak stil bleef", _stil),
    "veranderd": ("Wat er veranderde voor inwoners", _veranderd),
    "doorgezet": ("Wat naar raad, Rijk en keten ging", _doorgezet),
    "raad": ("Wat de raad raakt, en waarom", _raad),
}
NODIG = ("kwartaal", "samenvatting", "adres", "vingerafdruk")
"""Without these a letter says too little, or cannot be held against the edition."""


def waarden(z: Zetsel) -> dict[str, list[str]]:
    """Return the words for every place; of a *regel* it is a list of one."""
    regels = {naam: [maak(z)] for naam, (_, maak) in REGELS.items()}
    return {**regels, **{naam: maak(z) for naam, (_, maak) in BLOKKEN.items()}}


def lijst() -> list[tuple[str, str, bool]]:
    """Return (name, what comes there, whether it is a block) for the page that explains the places."""
    regels = [(naam, uitleg, False) for naam, (uitleg, _) in REGELS.items()]
    return [*regels, *((naam, uitleg, True) for naam, (uitleg, _) in BLOKKEN.items())]
