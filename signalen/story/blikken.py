"""Looks at pages that somebody might read to find out who signalled, and at the front page of the last
edition.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from signalen.story import lezen, plan
from signalen.story.gang import Gang
from signalen.story.toneel import Toneel
from signalen.voorbeeld.mensen import MENSEN

LEZERS = (
    "teamleider",
    "afdelingshoofd",
    "directeur",
    "wethouder",
    "griffier",
    "coordinator",
    "gespreksleider",
    "jurist",
    "auditor",
    "beheerder",
    "uitvoerder2",
)
"""Everybody whose eyes matter: leaders, those who decide, who manages contracts and log-ins, and a
colleague.
"""

LIJSTEN = ("/", "/mijn-werk", "/overleg", "/register")
GEEN_TOEGANG = (403, 404)
STEEKPROEF = 4
"""So many protected items are opened by everybody; the lists hold them all."""

NAMEN = {mens.adres: mens.naam for mens in MENSEN}


@dataclass
class Blik:
    """What the looks found. `lekken` names pages on which a protected name stood."""

    beschermd: int = 0
    gelezen: int = 0
    lezers: tuple[str, ...] = LEZERS
    lekken: list[str] = field(default_factory=list)
    geweigerd: int = 0
    binnengekomen: list[str] = field(default_factory=list)
    controle: bool | None = None
    buikpijn: list[tuple[int, bool]] = field(default_factory=list)


def kijk(gangen: Sequence[Gang], kwartaal: str, toneel: Toneel) -> Blik:
    """Look at everything and return what was found."""
    gegeven = [gang for gang in gangen if gang.knelpunt_id]
    beschermd = [gang for gang in gegeven if gang.rol.beschermd]
    blik = Blik(beschermd=len(beschermd))
    if beschermd:
        _zoek_namen(beschermd[:STEEKPROEF], kwartaal, toneel, blik)
        _controleer(gegeven, toneel, blik)
    _buikpijn(kwartaal, toneel, blik)
    return blik


def _zoek_namen(beschermd: Sequence[Gang], kwartaal: str, toneel: Toneel, blik: Blik) -> None:
    register = [f"/register/{kwartaal}{deel}" for deel in ("", "/regels", "/afspraken", "/leestas", ".json")]
    eigen = [pad for gang in beschermd for pad in (gang.pad, f"{gang.pad}/afspraken", f"{gang.pad}/overleg")]
    for wie in LEZERS:
        for pad in (*LIJSTEN, *register, *eigen):
            _lees(wie, pad, toneel, blik)
        for gang in beschermd:
            _probeer(wie, gang.mijn_pad, toneel, blik)


def _lees(wie: str, pad: str, toneel: Toneel, blik: Blik) -> None:
    with toneel.als(wie) as browser:
        pagina = browser.open(pad, mag=(200, *GEEN_TOEGANG))
    blik.gelezen += 1
    if NAMEN[plan.PARTIJ] in pagina.inhoud or f"{plan.PARTIJ}@" in pagina.inhoud:
        blik.lekken.append(f"{wie}: {pad}")


def _probeer(wie: str, pad: str, toneel: Toneel, blik: Blik) -> None:
    """Try to open somebody else's protected signaal: it must not exist for this reader."""
    with toneel.als(wie) as browser:
        status = browser.open(pad, mag=(200, *GEEN_TOEGANG)).status
    if status in GEEN_TOEGANG:
        blik.geweigerd += 1
    else:
        blik.binnengekomen.append(f"{wie}: {pad}")


def _controleer(gegeven: Sequence[Gang], toneel: Toneel, blik: Blik) -> None:
    """Show that we look where a name would stand: at level open the coordinator does see it."""
    open_ = next((gang for gang in gegeven if not gang.rol.beschermd), None)
    if open_ is not None:
        with toneel.als("coordinator") as browser:
            blik.controle = NAMEN[open_.rol.melder] in browser.open(open_.pad).inhoud


def _buikpijn(kwartaal: str, toneel: Toneel, blik: Blik) -> None:
    """Look whether the words that the edition chose stand on the page that the wethouder opens."""
    with toneel.als("wethouder") as browser:
        tekst = browser.open(f"/register/{kwartaal}").tekst
    for nummer, woorden in toneel.vraag(lezen.buikpijn, kwartaal):
        blik.buikpijn.append((nummer, " ".join(woorden.split())[:200] in tekst))
