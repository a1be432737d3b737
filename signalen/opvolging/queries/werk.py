"""Mijn werk: everything that waits for somebody in one list, grouped by when it must be done.

Reads open terms and promises only, so that the list and the clock never disagree. The database counts and
pages; here is decided what is whose, and what it is called.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache, partial
from typing import Any

from signalen.knelpunt import rules
from signalen.knelpunt.operations import traject
from signalen.medewerker import queries as medewerkers
from signalen.opvolging.queries import wachtend
from signalen.permissions import Persoon
from signalen.visibility import Werkregel
from workflows import termijn

GROEPEN = ("Te laat", "Vandaag en morgen", "Deze week", "Later", "Wacht op een ander")
PER_BLAD = 50
MAX_WOORDEN = 8
ROLLEN_AAN_ZET = frozenset(
    {"gespreksleider", "teamleider", "afdelingshoofd", "directeur", "secretaris", "wethouder", "griffier"}
)
"""Roles whose open work the coordinator sees under "Wacht op een ander"."""

VRAAGWOORDEN = {
    "uitzoeken": "uitzoeken en de weg kiezen",
    "klein": "oplossen in het team",
    "casuistiekbespreking": "een dag plannen en bespreken",
    "casuistiek_verslag": "de uitkomst vastleggen",
    "moreel_beraad": "een moreel beraad houden",
    "management": "besluiten of voorleggen",
    "directie": "besluiten of voorleggen",
    "college": "besluiten",
    "raad": "vastleggen wat de raad besluit",
    "raad_brief": "de brief naar de raad",
    "terugkoppeling": "het antwoord aan de inbrengers sturen",
    "aanvullen": "een aanvulling geven",
    "buiten_versturen": "doorgeven",
    "buiten_ontvangst": "nagaan of het is ontvangen",
    "buiten_stand": "de stand opvragen",
    "afspraak": "afspraak nakomen",
}
"""What is asked, per step, in a few words; other steps show their title."""


@dataclass(frozen=True)
class Werklijst:
    """One page of the list: groups with their total and the rows shown here, and what the page counts.

    `aantal` waits for this person, `alles` is everything listed; `stappen` counts all of it per step.
    """

    groepen: tuple[tuple[str, int, tuple[Werkregel, ...]], ...]
    blad: int
    bladen: int
    aantal: int
    alles: int
    stappen: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Telling:
    """How many wait at one place, step and group, and whose they are."""

    plek: str
    stap: str
    stapsleutel: str
    groep: int
    aantal: int


def mijn_werk(
    wie: Persoon,
    vandaag: date,
    label: Callable[[str], str],
    sleutels: Sequence[str],
    zoek: str = "",
    stap: str = "",
    blad: int = 1,
) -> Werklijst:
    """Return one page of what waits for this person. What they signalled themselves, found by these link
    keys, silently waits for somebody else. A page past the end is the last one.
    """
    vraag = _vraag(wie, vandaag, sleutels)
    alles = _van(wie, wachtend.tel(vraag))
    woorden = _woorden(zoek)
    gezeefd = _van(wie, wachtend.tel(vraag | woorden, len(woorden) // 2)) if woorden else alles
    hier = [t for t in gezeefd if not stap or t.stap == stap]
    bladen = max(1, -(-sum(t.aantal for t in hier) // PER_BLAD))
    blad = max(1, min(blad, bladen))
    keuze = _keuze(hier, blad)
    rijen = wachtend.lees(vraag | woorden | keuze, len(woorden) // 2, bool(stap)) if hier else []
    regels = [(r.groep, _regel(r, vandaag, label, "coordinator" in wie.rolnamen)) for r in rijen]
    return Werklijst(
        groepen=tuple(_groepen(hier, regels)),
        blad=blad,
        bladen=bladen,
        aantal=sum(t.aantal for t in alles if t.groep != wachtend.ANDER),
        alles=sum(t.aantal for t in alles),
        stappen=tuple(sorted(_opgeteld((t.stap, t.aantal) for t in alles).items())),
    )


def _vraag(wie: Persoon, vandaag: date, sleutels: Sequence[str]) -> dict[str, Any]:
    eigen = wie.rolnamen
    rollen = eigen | ROLLEN_AAN_ZET if "coordinator" in eigen else eigen
    return {
        "rollen": sorted(rollen),
        "eigen_rollen": sorted(eigen),
        "sleutels": list(sleutels),
        "vandaag": vandaag,
        "morgen": vandaag + timedelta(days=1),
        "zondag": vandaag + timedelta(days=6 - vandaag.weekday()),
    }


def _van(wie: Persoon, rijen: Iterable[Any]) -> list[Telling]:
    """Keep what waits for this person and, for the coordinator, what lies with another role meanwhile."""
    mijn = lru_cache(partial(medewerkers.rollen_voor, wie))
    ordent, uit = "coordinator" in wie.rolnamen, []
    for r in rijen:
        rollen = mijn(r.domein, r.bestuur) if r.domein else wie.rolnamen
        van_mij = r.rol in rollen and not r.eigen
        elders = ordent and r.rol not in wie.rolnamen and "coordinator" in rollen
        if van_mij or elders:
            plek = wachtend.plek(r.rol, r.domein, r.bestuur)
            sleutel = "|".join(str(deel) for deel in (r.adoptie_id, r.stap) if deel)
            groep = wachtend.ANDER if elders else r.groep
            uit.append(Telling(plek, _titel_van(r), sleutel, groep, r.aantal))
    return uit


def _titel_van(rij: Any) -> str:
    if rij.adoptie_id is None:
        return rij.stap.capitalize()  # type: ignore[no-any-return]
    return traject.route_bij(rij.adoptie_id).titel_van(rij.stap)


def _woorden(zoek: str) -> dict[str, Any]:
    """Return what is searched per word: in the title and number, or at the steps whose question holds it."""
    uit: dict[str, Any] = {}
    for n, woord in enumerate(zoek.lower().split()[:MAX_WOORDEN]):
        uit[f"woord{n}"] = woord
        uit[f"bij{n}"] = [stap for stap, vraag in VRAAGWOORDEN.items() if woord in vraag]
    return uit


def _keuze(hier: Sequence[Telling], blad: int) -> dict[str, Any]:
    elders = {t.plek for t in hier if t.groep == wachtend.ANDER}
    return {
        "mijn": sorted({t.plek for t in hier} - elders),
        "ander": sorted(elders),
        "stappen": sorted({t.stapsleutel for t in hier}),
        "per_blad": PER_BLAD,
        "vanaf": (blad - 1) * PER_BLAD,
    }


def _opgeteld(paren: Iterable[tuple[Any, int]]) -> Counter[Any]:
    uit: Counter[Any] = Counter()
    for naam, aantal in paren:
        uit[naam] += aantal
    return uit


def _groepen(
    hier: Sequence[Telling], regels: Sequence[tuple[int, Werkregel]]
) -> Iterable[tuple[str, int, tuple[Werkregel, ...]]]:
    totaal = _opgeteld((t.groep, t.aantal) for t in hier)
    for nummer in sorted({groep for groep, _ in regels}):
        yield GROEPEN[nummer], totaal[nummer], tuple(r for groep, r in regels if groep == nummer)


def _regel(rij: Any, vandaag: date, label: Callable[[str], str], precies: bool) -> Werkregel:
    elders, afspraak = rij.groep == wachtend.ANDER, rij.stap == wachtend.AFSPRAAK
    stap = _titel_van(rij)
    vraag = VRAAGWOORDEN.get(rij.stap) or stap.lower()
    pad = f"/knelpunten/{rij.knelpunt_id}" if rij.knelpunt_id else "/overleg"
    return Werkregel(
        id=str(rij.id),
        url=f"{pad}/afspraken" if afspraak and rij.knelpunt_id else pad,
        titel=rij.titel if afspraak else rules.titel_of_week(rij.titel, rij.week),
        nummer=rij.nummer,
        vraag=f"ligt bij {label(rij.rol)}: {vraag}" if elders else vraag,
        stap=stap,
        uiterste=rij.uiterste,
        nog=termijn.in_woorden(vandaag, rij.uiterste, traject.kalender()),
        groep=GROEPEN[rij.groep],
        signalen="" if elders or afspraak else rules.aantal_in_woorden(rij.signalen, precies),
        spoed=rij.spoed,
    )
