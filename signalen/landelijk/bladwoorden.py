"""Words and small parts that the whole page and one shared knelpunt both use. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from signalen.landelijk.wetten import Artikel, in_tabel
from signalen.overleg.documenten.stukken import Stuk, alinea, tabel
from signalen.register.getallen import getal
from workflows.kalender import kort

VOORAAN, UITGEWERKT = 10, 40
"""How many rows a table up front has, and how many shared knelpunten are told in full."""

LANGSTE = 200
"""Longer words of a municipality or the Rijk end in dots; landelijk.json holds them whole."""

Deel = Mapping[str, Any]


def dag(ruw: str) -> str:
    """Return an ISO date as `3 maart 2026`."""
    datum = date.fromisoformat(ruw)
    return f"{kort(datum)} {datum.year}"


def aantal(hoeveel: int, een: str, meer: str) -> str:
    """Return `één gemeente` or `twaalf gemeenten`."""
    return f"{getal(hoeveel)} {een if hoeveel == 1 else meer}"


def hoofd(zin: str) -> str:
    """Return a sentence with a capital; in Dutch one writes Eén, not Één."""
    if zin.startswith("één"):
        return f"Eén{zin[3:]}"
    return zin[:1].upper() + zin[1:]


def gemeenten(hoeveel: int) -> str:
    """Return a number of municipalities in words."""
    return aantal(hoeveel, "gemeente", "gemeenten")


def artikel(deel: Deel) -> Artikel:
    """Return an article of the document."""
    return Artikel(deel["wet"], deel["artikel"])


def welke(stapel: Deel) -> str:
    """Return the articles of a shared knelpunt in words."""
    return in_tabel(artikel(a) for a in stapel["artikelen"])


def tabel_met(
    bijschrift: str,
    koppen: Sequence[str],
    rijen: Sequence[Sequence[str]],
    breedtes: Sequence[int],
    ankers: Sequence[str] = (),
) -> Stuk:
    """Return a table with its caption, and per row the anchor to which its first cell leads (or nothing)."""
    return {**tabel(koppen, rijen, breedtes), "bijschrift": bijschrift, "koppelingen": list(ankers)}


def anker(stapel: Deel) -> str:
    """Return the anchor of a shared knelpunt on the page."""
    return f"knelpunt-{stapel['volgnummer']}"


def ankers(stapels: Sequence[Deel]) -> list[str]:
    """Return the anchors of shared knelpunten, empty for those that are not told in full."""
    return [anker(s) if s["volgnummer"] <= UITGEWERKT else "" for s in stapels]


def rest(over: int, een: str, meer: str) -> list[Stuk]:
    """Return a sentence about what a list leaves out, when it leaves out anything."""
    return [alinea(f"En nog {aantal(over, een, meer)}: zie landelijk.json.")] if over > 0 else []


def kort_rijk(stapel: Deel) -> str:
    """Return in a few words what the Rijk was asked and whether it answered."""
    rijk = stapel["totalen"]["rijk"]
    if not rijk["vragen"]:
        return "Niets gevraagd"
    return f"Gevraagd door {gemeenten(rijk['gemeenten'])}, sinds {dag(rijk['eerste'])}; {_antwoorden(rijk)}"


def _antwoorden(rijk: Deel) -> str:
    if not rijk["beantwoord"]:
        return "nog geen antwoord"
    return (
        "beantwoord"
        if not rijk["zonder_antwoord"]
        else f"{gemeenten(rijk['zonder_antwoord'])} zonder antwoord"
    )


def inleiding(tekst: str) -> Stuk:
    """Return a paragraph of the few that everyone reads."""
    return {**alinea(tekst), "inleiding": True}


def ingekort(tekst: str) -> str:
    """Return a text, ending in dots where it is long."""
    return tekst if len(tekst) <= LANGSTE else tekst[:LANGSTE].rsplit(" ", 1)[0] + " ..."
