"""Proposals to put knelpunten of several municipalities together, each with its reasons in words. Pure.

A proposal is about one article (or several) and one cause, and its members look alike. It joins nothing:
only a person's yes does, and that yes belongs to these members and these reasons (`kenmerk`).
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from signalen.knelpunt.rules import canoniek
from signalen.landelijk.lijken import Tekst, Weger, gedeelde_woorden, groepeer
from signalen.landelijk.wetten import Artikel, artikelen, in_zin, opsomming

OORZAAK = {
    "wet": "de wet of een landelijke regel",
    "beleid": "het beleid van de gemeente",
    "uitvoering": "een werkinstructie of werkwijze",
    "samenloop": "regels die elkaar in de weg zitten",
    "ict": "een systeem of koppeling",
    "keten": "de samenwerking met andere organisaties",
    "onbenutte ruimte": "ruimte die er al was en niet is gebruikt",
}
Sleutel = tuple[str, int]
NAMEN = 10
"""Up to so many municipalities are named in a sentence."""


@dataclass(frozen=True)
class Lid:
    """A knelpunt of one municipality, as far as a proposal rests on it."""

    gemeente: str
    nummer: int
    titel: str
    regeling: str
    domein: str
    oorzaak: str
    woorden: str = ""

    @property
    def sleutel(self) -> Sleutel:
        """What names this knelpunt among all municipalities."""
        return (self.gemeente, self.nummer)

    @property
    def tekst(self) -> Tekst:
        """The words that are held against those of others."""
        return Tekst(self.sleutel, self.titel, self.woorden)


@dataclass(frozen=True)
class Voorstel:
    """Knelpunten that a person may put together, the most typical first."""

    kenmerk: str
    artikelen: tuple[Artikel, ...]
    oorzaak: str
    redenen: tuple[str, ...]
    let_op: tuple[str, ...]
    leden: tuple[Lid, ...]

    @property
    def titel(self) -> str:
        """The title that most members have; when all differ, that of the most typical one."""
        (titel, vaak), *_ = Counter(lid.titel for lid in self.leden).most_common(1)
        return titel if vaak > 1 else self.leden[0].titel

    @property
    def gemeenten(self) -> list[str]:
        """The municipalities, each once, in order of the alphabet."""
        return sorted({lid.gemeente for lid in self.leden}, key=str.casefold)


def kies(blokken: Iterable[Sequence[Lid]], weger: Weger, minstens: int = 2) -> list[Voorstel]:
    """Return the proposals of blocks (each: one article, one cause), for at least so many municipalities.

    A knelpunt stands in one proposal only, so that nothing is counted twice; alone in one block it may still
    find others in the next. A group within one municipality is no shared knelpunt.
    """
    vergeven: set[Sleutel] = set()
    uit = []
    for blok in blokken:
        vrij = {lid.sleutel: lid for lid in blok if lid.sleutel not in vergeven}
        for groep in groepeer([lid.tekst for lid in vrij.values()], weger):
            leden = [vrij[tekst.sleutel] for tekst in groep]
            if len({lid.gemeente for lid in leden}) >= max(2, minstens):
                vergeven |= {lid.sleutel for lid in leden}
                uit.append(voorstel(leden))
    return sorted(uit, key=lambda v: (-len(v.gemeenten), v.artikelen, v.oorzaak, v.kenmerk))


def voorstel(leden: Sequence[Lid]) -> Voorstel:
    """Return the proposal of these members, the most typical first. They share at least one article and a
    cause.
    """
    gedeeld = set(artikelen(leden[0].regeling)).intersection(*(artikelen(lid.regeling) for lid in leden))
    samen = tuple(sorted(gedeeld))
    redenen = _redenen(leden, samen)
    return Voorstel(
        kenmerk(leden, redenen), samen, leden[0].oorzaak, tuple(redenen), tuple(_let_op(leden)), tuple(leden)
    )


def kenmerk(leden: Sequence[Lid], redenen: Sequence[str]) -> str:
    """Return the id of a proposal: another member, another text or another reason gives another id."""
    vast = sorted([x.gemeente, x.nummer, x.titel, x.regeling, x.domein, x.oorzaak] for x in leden)
    return hashlib.sha256(canoniek({"leden": vast, "redenen": list(redenen)})).hexdigest()[:16]


def oorzaak_in_woorden(oorzaak: str) -> str:
    """Return what a cause is in words; an unknown one as it is."""
    return OORZAAK.get(oorzaak, oorzaak)


def _redenen(leden: Sequence[Lid], samen: Sequence[Artikel]) -> list[str]:
    alle = "Beide" if len(leden) == 2 else f"Alle {len(leden)} knelpunten"
    uit = [
        f"{alle} gaan over {in_zin(samen)}.",
        f"{alle} noemen {oorzaak_in_woorden(leden[0].oorzaak)} als oorzaak.",
        _titelzin(leden),
    ]
    domeinen = {lid.domein for lid in leden}
    if len(domeinen) == 1 and leden[0].domein:
        uit.append(f"{alle} vallen onder {leden[0].domein}.")
    return uit


def _titelzin(leden: Sequence[Lid]) -> str:
    titels = {lid.titel.casefold() for lid in leden}
    woorden = gedeelde_woorden([lid.tekst for lid in leden])
    if len(titels) == 1:
        return f"De titels zijn gelijk: {leden[0].titel}."
    if woorden:
        return f"De titels lijken op elkaar: {opsomming(woorden)} komen steeds terug."
    return "De titels of de getoonde woorden lijken op elkaar, met andere vormen van dezelfde woorden."


def _let_op(leden: Sequence[Lid]) -> list[str]:
    uit = []
    domeinen = sorted({lid.domein for lid in leden if lid.domein})
    if len(domeinen) > 1:
        uit.append(f"De domeinen verschillen: {opsomming(domeinen)}.")
    meer = [gemeente for gemeente, n in Counter(lid.gemeente for lid in leden).items() if n > 1]
    if len(meer) > NAMEN:
        uit.append(f"Uit {len(meer)} gemeenten komen er meer dan één.")
    elif meer:
        uit.append(f"Meer dan één komt uit {opsomming(sorted(meer, key=str.casefold))}.")
    return uit
