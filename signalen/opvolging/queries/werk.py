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
from signalen.knelpunt.operations import routes, traject
from signalen.knelpunt.queries import routelijn
from signalen.medewerker import queries as medewerkers
from signalen.opvolging.queries import wachtend
from signalen.permissions import Persoon
from signalen.visibility import Werkregel
from workflows import bestuursvraag, termijn

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
    "leerpunt": "leerpunt nakomen",
    "bestuursvraag": "een vraag van de wethouder beantwoorden",
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
class Keuze:
    """What somebody looks for in the list: words, a step by its title, and a page."""

    zoek: str = ""
    stap: str = ""
    blad: int = 1

    def past(self, regel: Werkregel) -> bool:
        """Say whether a row that did not come from the database holds the words and belongs to the step."""
        tekst = f"{regel.titel} {regel.nummer} {regel.vraag}".lower()
        return self.stap in ("", regel.stap) and all(w in tekst for w in self.zoek.lower().split())


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
    erbij: Sequence[Werkregel] = (),
    keuze: Keuze = Keuze(),
) -> Werklijst:
    """Return one page of what waits for this person. What they signalled themselves, found by these link
    keys, silently waits for somebody else. `erbij` is what nouns above this one ask: a few rows, which stand
    on the first page. A page past the end is the last one.
    """
    vraag, woorden = _vraag(wie, vandaag, sleutels), _woorden(keuze.zoek)
    alles = _van(wie, wachtend.tel(vraag))
    gezeefd = _van(wie, wachtend.tel(vraag | woorden, len(woorden) // 2)) if woorden else alles
    hier = [t for t in gezeefd if keuze.stap in ("", t.stap)]
    bladen = max(1, -(-sum(t.aantal for t in hier) // PER_BLAD))
    blad = max(1, min(keuze.blad, bladen))
    delen = vraag | woorden | _plekken(hier, blad)
    rijen = wachtend.lees(delen, len(woorden) // 2, bool(keuze.stap)) if hier else []
    regels = [_regel(r, vandaag, label, "coordinator" in wie.rolnamen) for r in rijen]
    extra = [r for r in erbij if keuze.past(r)]
    return Werklijst(
        groepen=tuple(_groepen(hier, regels, extra, blad)),
        blad=blad,
        bladen=bladen,
        aantal=len(erbij) + sum(t.aantal for t in alles if t.groep != wachtend.ANDER),
        alles=len(erbij) + sum(t.aantal for t in alles),
        stappen=tuple(sorted(_opgeteld(_per_stap(alles, erbij)).items())),
    )


def grenzen(vandaag: date) -> dict[str, date]:
    """Return the last days of the first groups: before today is too late, then tomorrow, then this Sunday."""
    zondag = vandaag + timedelta(days=6 - vandaag.weekday())
    return {"vandaag": vandaag, "morgen": vandaag + timedelta(days=1), "zondag": zondag}


def groep_van(uiterste: date, vandaag: date) -> str:
    """Return the group of a date, for rows that do not come from the database of terms and promises."""
    tot = grenzen(vandaag)
    if uiterste < tot["vandaag"]:
        return GROEPEN[0]
    return GROEPEN[1] if uiterste <= tot["morgen"] else GROEPEN[2 if uiterste <= tot["zondag"] else 3]


def _vraag(wie: Persoon, vandaag: date, sleutels: Sequence[str]) -> dict[str, Any]:
    eigen = wie.rolnamen
    rollen = eigen | ROLLEN_AAN_ZET if "coordinator" in eigen else eigen
    return {
        "rollen": sorted(rollen),
        "eigen_rollen": sorted(eigen),
        "sleutels": list(sleutels),
        **grenzen(vandaag),
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
    return bestuursvraag.titel(routes.route_bij(rij.adoptie_id), rij.stap)


def _overleg_van(rij: Any) -> str:
    stap = routes.route_bij(rij.adoptie_id).stappen.get(rij.stap) if rij.adoptie_id else None
    return stap.overleg if stap else ""


def _woorden(zoek: str) -> dict[str, Any]:
    """Return what is searched per word: in the title and number, or at the steps whose question holds it."""
    uit: dict[str, Any] = {}
    for n, woord in enumerate(zoek.lower().split()[:MAX_WOORDEN]):
        uit[f"woord{n}"] = woord
        uit[f"bij{n}"] = [stap for stap, vraag in VRAAGWOORDEN.items() if woord in vraag]
    return uit


def _plekken(hier: Sequence[Telling], blad: int) -> dict[str, Any]:
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


def _per_stap(alles: Sequence[Telling], erbij: Sequence[Werkregel]) -> Iterable[tuple[str, int]]:
    yield from ((t.stap, t.aantal) for t in alles)
    yield from ((r.stap, 1) for r in erbij)


def _groepen(
    hier: Sequence[Telling], regels: Sequence[Werkregel], extra: Sequence[Werkregel], blad: int
) -> Iterable[tuple[str, int, tuple[Werkregel, ...]]]:
    """Give the groups of this page in order; each counts everything in it, also what stands elsewhere."""
    totaal = _opgeteld((GROEPEN[t.groep], t.aantal) for t in hier) + Counter(r.groep for r in extra)
    samen = [*regels, *extra] if blad == 1 else list(regels)
    for groep in GROEPEN:
        deze = sorted(
            (r for r in samen if r.groep == groep), key=lambda r: (not r.spoed, r.uiterste, r.nummer)
        )
        if deze:
            yield groep, totaal[groep], tuple(deze)


def _regel(rij: Any, vandaag: date, label: Callable[[str], str], precies: bool) -> Werkregel:
    elders, afspraak, stap = rij.groep == wachtend.ANDER, rij.adoptie_id is None, _titel_van(rij)
    vraag = VRAAGWOORDEN.get(rij.stap) or stap.lower()
    pad = f"/knelpunten/{rij.knelpunt_id}" if rij.knelpunt_id else f"/afspraken/{rij.id}"
    return Werkregel(
        id=str(rij.id),
        url=f"{pad}/afspraken" if afspraak and rij.knelpunt_id else pad,
        titel=rij.titel if afspraak else rules.titel_of_week(rij.titel, rij.week),
        nummer=rij.nummer,
        vraag=f"ligt bij {routelijn.label_met_lidwoord(label(rij.rol))}: {vraag}" if elders else vraag,
        stap=stap,
        uiterste=rij.uiterste,
        nog=termijn.in_woorden(vandaag, rij.uiterste, traject.kalender()),
        groep=GROEPEN[rij.groep],
        signalen="" if elders or afspraak else rules.aantal_in_woorden(rij.signalen, precies),
        spoed=rij.spoed,
        overleg="" if elders else _overleg_van(rij),
    )
