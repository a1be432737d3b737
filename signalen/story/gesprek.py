"""A conversation by method in a story: the screen of who leads, eight seats without log-in, sealed cards.

Everything goes through the pages and forms of the room, each seat in a browser of its own. What is written
comes from `kamertekst`; holding the overleg and what leaves the room are elsewhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from signalen.story.browser import Browser, Mislukt, Pagina
from signalen.story.kamertekst import Kamertaal, gevuld
from signalen.story.tafel import STOELEN, Zitting
from signalen.story.toneel import Toneel

MEEST = 30
"""No method has so many steps; a conversation that does not end is a fault."""

SCHRIJFT, BRENGT_IN, SPREEKT_TEGEN = 1, 2, 3
_CODE = re.compile(r'class="kamer__code"[^>]*>([^<]+)<')


@dataclass
class Kamer:
    """A room in which a conversation runs: who leads, and a browser with the page of each seat."""

    leider: Browser
    pad: str
    taal: Kamertaal
    zitting: Zitting
    stoelen: list[tuple[Browser, str]]

    def scherm(self) -> Pagina:
        """Read the big screen."""
        return self.leider.open(self.pad)

    def stoel(self, nummer: int) -> Pagina:
        """Read the page of a seat, from 1."""
        browser, pad = self.stoelen[nummer - 1]
        return browser.open(pad)

    def doe(self, daad: str, scherm: Pagina | None = None) -> None:
        """Press a button of the gespreksleider, on this screen or on the one that is shown now."""
        self.leider.stuur((scherm or self.scherm()).formulier(f"/gesprek/{daad}"))


def voer(zitting: Zitting, taal: Kamertaal, leider: Browser, toneel: Toneel) -> None:
    """Hold the conversation from its first step to its end; what was seen is noted in `zitting`.

    Raises Mislukt when a page does not offer what a person would need, or when it never ends.
    """
    kamer = Kamer(leider, f"{zitting.pad}/gesprek", taal, zitting, [])
    _begin(kamer)
    _neem_plaats(kamer, toneel)
    for _ in range(MEEST):
        blad = _noteer(kamer)
        if blad.formulieren("/inbreng"):
            _ronde(kamer)
        scherm = kamer.scherm()
        verder = bool(scherm.formulieren("/gesprek/verder"))
        kamer.doe("verder" if verder else "klaar", scherm)
        if not verder:
            return
    raise Mislukt(f"Het gesprek van {kamer.pad} komt niet aan een eind.")


def _begin(kamer: Kamer) -> None:
    vorm = kamer.scherm().formulier("/gesprek")
    velden = {
        "methode": kamer.zitting.methode,
        "punt": str(kamer.zitting.gang.knelpunt),
        "vraag": kamer.taal.vraag,
        "stoelen": str(STOELEN),
        "verslaglegger": str(SCHRIJFT),
        "inbrenger": str(BRENGT_IN),
        "tegenspreker": str(SPREEKT_TEGEN),
    }
    kamer.leider.stuur(vorm, velden)


def _neem_plaats(kamer: Kamer, toneel: Toneel) -> None:
    """Let everybody join with the code on the screen, one after another, so that seat 1 is the first."""
    gevonden = _CODE.search(kamer.scherm().inhoud)
    if gevonden is None:
        raise Mislukt(f"Op {kamer.pad} staat geen code om mee te doen.")
    code = gevonden[1].replace(" ", "")
    for nummer in range(1, STOELEN + 1):
        browser = toneel.gast(f"stoel {nummer}")
        deur = browser.open(f"/meedoen/{code}").formulier("/meedoen")
        kamer.stoelen.append((browser, browser.stuur(deur).naar))


def _noteer(kamer: Kamer) -> Pagina:
    """Let the verslaglegger write what is said in this step; return what the last seat sees then."""
    vormen = kamer.stoel(SCHRIJFT).formulieren("/notities")
    for vorm in vormen:
        kamer.stoelen[SCHRIJFT - 1][0].stuur(vorm, gevuld(vorm, kamer.taal.notitie))
    blad = kamer.stoel(STOELEN)
    if vormen:
        kamer.zitting.notities += 1
        kamer.zitting.meegelezen.append(kamer.taal.notitie in blad.tekst)
    return blad


def _ronde(kamer: Kamer) -> None:
    """In an individual step: everybody hands in, look that nothing shows, open, look that everything does."""
    kaarten = [nummer for nummer in range(1, STOELEN + 1) if _lever_in(kamer, nummer)]
    kamer.zitting.kaarten += len(kaarten)
    for eigen, pagina in _kijk_rond(kamer):
        woorden = [kamer.taal.kaart(n) for n in kaarten if n != eigen]
        kamer.zitting.dicht.append(not any(woord in pagina.inhoud for woord in woorden))
    kamer.doe("openen")
    woorden = [kamer.taal.kaart(nummer) for nummer in kaarten]
    for _, pagina in _kijk_rond(kamer):
        kamer.zitting.open.append(all(woord in pagina.inhoud for woord in woorden))


def _kijk_rond(kamer: Kamer) -> list[tuple[int, Pagina]]:
    """Read the big screen (0) and the pages of the first and the last seat."""
    return [(0, kamer.scherm()), (SCHRIJFT, kamer.stoel(SCHRIJFT)), (STOELEN, kamer.stoel(STOELEN))]


def _lever_in(kamer: Kamer, nummer: int) -> bool:
    """Hand in the own card; False for a seat that only listens in this step."""
    vormen = kamer.stoel(nummer).formulieren("/inbreng")
    if vormen:
        kamer.stoelen[nummer - 1][0].stuur(vormen[0], gevuld(vormen[0], kamer.taal.kaart(nummer)))
    return bool(vormen)
