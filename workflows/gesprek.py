"""Where a guided conversation stands and what may happen in it now. Values in, values out.

Knows steps, minutes and numbers of seats; no rows, no clock, no persons. The same call that draws a button
guards its POST. What is written in a step is checked elsewhere.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from workflows.definition import Gespreksstap, Methode
from workflows.stand import Geweigerd

STOELROLLEN = ("deelnemer", "inbrenger", "verslaglegger", "tegenspreker")
"""What somebody on a seat does in the conversation; the gespreksleider has no seat."""

VERLENGING = 5
MAX_EXTRA = 60
LOOPT, KLAAR = "loopt", "klaar"


@dataclass(frozen=True)
class Gang:
    """Where one conversation stands: the step, when it began, minutes added, and the rounds that are open."""

    stap: str
    begonnen: datetime
    extra: int = 0
    staat: str = LOOPT
    geopend: tuple[str, ...] = ()


@dataclass(frozen=True)
class Ronde:
    """How an individual round stands: how many seats may write, and how many handed in."""

    schrijvers: int = 0
    ingeleverd: int = 0

    @property
    def compleet(self) -> bool:
        """Everybody who may write handed in."""
        return 0 < self.schrijvers <= self.ingeleverd


def begin(methode: Methode, moment: datetime) -> Gang:
    """Return the first step, begun at this moment."""
    return Gang(methode.stappen[0].naam, moment)


def plaats(methode: Methode, gang: Gang) -> int:
    """Return which step it is, counted from 1. Raises KeyError for a step that the method has not."""
    for nummer, stap in enumerate(methode.stappen, start=1):
        if stap.naam == gang.stap:
            return nummer
    raise KeyError(gang.stap)


def stap_van(methode: Methode, gang: Gang) -> Gespreksstap:
    """Return the step that is at hand."""
    return methode.stappen[plaats(methode, gang) - 1]


def verzegeld(stap: Gespreksstap, gang: Gang) -> bool:
    """Say whether this is an individual round that was not opened."""
    return stap.individueel and stap.naam not in gang.geopend


# ------------------------------------------------------------------ what the gespreksleider may do


def acties(methode: Methode, gang: Gang, ronde: Ronde) -> dict[str, str]:
    """Return per act an empty text when it may be done now, else the sentence that says why not.

    Acts that make no sense here are left out: opening a round in a step without one, going back from the
    first step, going on from the last.
    """
    if gang.staat != LOOPT:
        return {}
    stap, nummer = stap_van(methode, gang), plaats(methode, gang)
    uit = {"verlengen": "" if gang.extra < MAX_EXTRA else "Deze stap is al een uur langer. Ga verder."}
    if nummer > 1:
        uit["terug"] = ""
    if nummer < len(methode.stappen):
        uit |= {"verder": _waarom_niet_verder(stap, gang, ronde), "overslaan": ""}
    else:
        uit["klaar"] = ""
    if verzegeld(stap, gang):
        uit["openen"] = "" if ronde.ingeleverd else "Er is nog niets ingeleverd. Wacht op het eerste oordeel."
    return uit


def _waarom_niet_verder(stap: Gespreksstap, gang: Gang, ronde: Ronde) -> str:
    if not verzegeld(stap, gang):
        return ""
    if ronde.ingeleverd:
        return "Open eerst de ronde: er is ingeleverd en nog niemand heeft het gezien."
    return "Er is nog niets ingeleverd. Wacht, of sla de stap over."


def doe(methode: Methode, gang: Gang, actie: str, ronde: Ronde, moment: datetime) -> Gang:
    """Carry out an act of the gespreksleider. Raises Geweigerd with the reason when it may not be done.

    A step that is entered, forward or back, begins anew at `moment`; a round that was opened stays open.
    """
    if gang.staat != LOOPT:
        raise Geweigerd("Dit gesprek is al klaar.", "al_klaar")
    reden = acties(methode, gang, ronde).get(actie, "Dat kan niet in deze stap.")
    if reden:
        raise Geweigerd(reden, "kan_niet_nu")
    nummer = plaats(methode, gang)
    if actie in ("verder", "overslaan"):
        return _naar(gang, methode.stappen[nummer].naam, moment)
    if actie == "terug":
        return _naar(gang, methode.stappen[nummer - 2].naam, moment)
    if actie == "verlengen":
        return replace(gang, extra=gang.extra + VERLENGING)
    if actie == "openen":
        return replace(gang, geopend=(*gang.geopend, gang.stap))
    return replace(gang, staat=KLAAR)


def _naar(gang: Gang, stap: str, moment: datetime) -> Gang:
    return replace(gang, stap=stap, begonnen=moment, extra=0)


# ------------------------------------------------------------------ what a seat may do


def schrijft_mee(stap: Gespreksstap, rol: str) -> bool:
    """Say whether a seat with this role has an answer of its own in this step.

    Everybody writes alone, except an inbrenger who listens only. Where the inbrenger alone speaks, only the
    inbrenger writes.
    """
    if not stap.individueel or not stap.velden:
        return False
    if rol == "inbrenger":
        return not stap.inbrenger_luistert and stap.spreekt != "deelnemers"
    return stap.spreekt != "inbrenger"


def mag_inleveren(methode: Methode, gang: Gang, rol: str) -> bool:
    """Say whether a seat with this role may hand in or change its answer now: until the round is opened."""
    stap = stap_van(methode, gang)
    return gang.staat == LOOPT and verzegeld(stap, gang) and schrijft_mee(stap, rol)


def mag_noteren(methode: Methode, gang: Gang, rol: str, stap: str = "") -> bool:
    """Say whether a seat with this role writes the notes of a step, which all see; no name means this step.

    Also of a step that is over, because somebody may still be typing. An individual round has no notes: what
    is written there belongs to each alone.
    """
    gezocht = next((s for s in methode.stappen if s.naam == (stap or gang.stap)), None)
    if gezocht is None or gang.staat != LOOPT or rol != "verslaglegger":
        return False
    return bool(gezocht.velden) and not gezocht.individueel


def eis(mag: bool, zin: str) -> None:
    """Raise Geweigerd with this sentence when it may not be done now."""
    if not mag:
        raise Geweigerd(zin, "niet_nu")


def wie_spreekt(stap: Gespreksstap, geopend: bool = False) -> str:
    """Return in words who speaks in a step; in a round that is open everybody reads first."""
    if stap.individueel and geopend:
        zin = "De ronde is open. Lees eerst zelf wat er staat."
    elif stap.individueel:
        zin = "Iedereen schrijft voor zichzelf, zonder te overleggen."
    else:
        zin = _SPREEKT[stap.spreekt]
    if stap.inbrenger_luistert:
        zin += " De inbrenger luistert alleen."
    return zin + (" De tegenspreker begint." if stap.tegenspraak else "")


_SPREEKT = {
    "allen": "Iedereen mag iets zeggen.",
    "deelnemers": "De deelnemers zijn aan het woord.",
    "inbrenger": "De inbrenger is aan het woord.",
    "gespreksleider": "De gespreksleider is aan het woord.",
    "niemand": "Het is stil. Niemand is aan het woord.",
}


# ------------------------------------------------------------------ time


def einde(methode: Methode, gang: Gang) -> datetime:
    """Return when the time of this step is over."""
    return gang.begonnen + timedelta(minutes=stap_van(methode, gang).minuten + gang.extra)


def seconden_over(methode: Methode, gang: Gang, moment: datetime) -> int:
    """Return how many seconds are left in this step; negative when it runs over."""
    return round((einde(methode, gang) - moment).total_seconds())


def tijd_over(seconden: int) -> str:
    """Return the time left in words: whole minutes, so that nobody is hurried by seconds."""
    if seconden <= 0:
        voorbij = -seconden // 60
        return "De tijd is om" if not voorbij else f"{_minuten(voorbij)} over de tijd"
    return f"nog {_minuten(-(-seconden // 60))}"


def _minuten(aantal: int) -> str:
    return f"{aantal} {'minuut' if aantal == 1 else 'minuten'}"


# ------------------------------------------------------------------ cards and seats


def volgorde(sleutels: Iterable[Any], zaad: str) -> list[Any]:
    """Return random keys in an order that depends on the seed and on themselves only, never on arrival."""
    return sorted(sleutels, key=lambda s: hashlib.sha256(f"{zaad}|{s}".encode()).digest())


def rollen_na(rollen: Sequence[tuple[int, str]], nummer: int, rol: str) -> dict[int, str]:
    """Return the roles by seat after giving one: inbrenger and tegenspreker are one seat each: they move."""
    uit = dict(rollen)
    if rol in ("inbrenger", "tegenspreker"):
        uit = {n: ("deelnemer" if r == rol else r) for n, r in uit.items()}
    return {**uit, nummer: rol}


def telling(stap: Gespreksstap, rollen: Collection[str], ingeleverd: int) -> Ronde:
    """Return how the round of this step stands, from the roles of the seats that are taken."""
    return Ronde(sum(schrijft_mee(stap, rol) for rol in rollen), ingeleverd)
