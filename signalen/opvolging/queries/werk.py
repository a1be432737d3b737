"""Mijn werk: everything that waits for somebody in one list, grouped by when it must be done.

Reads open terms and promises only, so that the list and the clock never disagree.
"""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import func, select

from signalen.db import db
from signalen.knelpunt import rules
from signalen.knelpunt.models import Knelpunt, Koppeling, Termijn, Traject
from signalen.knelpunt.operations import traject
from signalen.medewerker import queries as medewerkers
from signalen.opvolging import rules as afspraakregels
from signalen.opvolging.queries import afspraken
from signalen.permissions import Persoon
from signalen.signaal.models import Signaal
from signalen.visibility import Werkregel
from workflows import termijn
from workflows.definition import Route

GROEPEN = ("Te laat", "Vandaag en morgen", "Deze week", "Later", "Wacht op een ander")
GRENS = 1000
PER_BLAD = 50
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
}
"""What is asked, per step, in a few words; other steps show their title."""


def groep_van(uiterste: date, vandaag: date) -> str:
    """Return the group of a date: too late, today and tomorrow, this week, or later."""
    if uiterste < vandaag:
        return GROEPEN[0]
    if uiterste <= vandaag + timedelta(days=1):
        return GROEPEN[1]
    zondag = vandaag + timedelta(days=6 - vandaag.weekday())
    return GROEPEN[2] if uiterste <= zondag else GROEPEN[3]


@dataclass(frozen=True)
class Rij:
    """One open term with what the list needs of its knelpunt; no full rows are read."""

    termijn_id: uuid.UUID
    stap: str
    rol: str
    uiterste: date
    knelpunt_id: uuid.UUID
    titel: str
    week: date
    nummer: int
    domein: str
    bestuur: str
    adoptie_id: uuid.UUID


def mijn_werk(
    wie: Persoon,
    vandaag: date,
    label: Callable[[str], str],
    eigen: set[uuid.UUID],
    erbij: Iterable[Werkregel] = (),
) -> list[Werkregel]:
    """Return what waits for this person; knelpunten in `eigen` (own signalen) silently wait for somebody
    else. `erbij` is what nouns above this one ask.
    """
    ordent = "coordinator" in wie.rolnamen
    alle = _open_termijnen(wie.rolnamen | (ROLLEN_AAN_ZET if ordent else frozenset()))
    rollen = {(r.domein, r.bestuur) for r in alle}
    mijn = {paar: medewerkers.rollen_voor(wie, *paar) for paar in rollen}
    eerst = [r for r in alle if r.knelpunt_id not in eigen and r.rol in mijn[r.domein, r.bestuur]]
    ander = [r for r in alle if r.rol not in wie.rolnamen and "coordinator" in mijn[r.domein, r.bestuur]]
    titels = {r.adoptie_id: traject.route_bij(r.adoptie_id) for r in (*eerst, *ander)}
    tel = _signalen([r.knelpunt_id for r in eerst])
    regels = [_regel(r, vandaag, titels, tel, ordent) for r in eerst]
    regels += [*_afspraken(wie, vandaag), *erbij]
    regels += [_voor_ander(_regel(r, vandaag, titels, {}, False), label(r.rol)) for r in ander]
    return sorted(regels, key=lambda r: (GROEPEN.index(r.groep), not r.spoed, r.uiterste, r.nummer))


def _open_termijnen(rollen: Iterable[str]) -> list[Rij]:
    zoek = (
        select(
            Termijn.id,
            Termijn.stap,
            Termijn.rol,
            Termijn.uiterste,
            Knelpunt.id,
            Knelpunt.titel,
            Knelpunt.week,
            Knelpunt.nummer,
            Knelpunt.domein,
            Knelpunt.bestuur,
            Traject.adoptie_id,
        )
        .join(Knelpunt, Knelpunt.id == Termijn.knelpunt_id)
        .join(Traject, Traject.id == Termijn.traject_id)
        .where(
            Termijn.gedaan_op.is_(None),
            Termijn.verlopen_op.is_(None),
            Termijn.vervallen_op.is_(None),
            Termijn.soort.in_(("stap", "naast")),
            Termijn.rol.in_(sorted(rollen)),
        )
        .order_by(Termijn.uiterste, Termijn.id)
        .limit(GRENS)
    )
    return [Rij(*rij) for rij in db.session.execute(zoek)]


def _signalen(ids: list[uuid.UUID]) -> dict[uuid.UUID, tuple[int, bool]]:
    """Return per knelpunt how many signalen it has, and whether one of them is spoed."""
    if not ids:
        return {}
    zoek = (
        select(Koppeling.knelpunt_id, func.count(), func.bool_or(Signaal.spoed))
        .join(Signaal, Signaal.id == Koppeling.signaal_id)
        .where(Koppeling.knelpunt_id.in_(ids), Koppeling.tot.is_(None))
        .group_by(Koppeling.knelpunt_id)
    )
    return {rij[0]: (rij[1], rij[2]) for rij in db.session.execute(zoek)}


def _regel(
    rij: Rij,
    vandaag: date,
    routes: dict[uuid.UUID, Route],
    tel: dict[uuid.UUID, tuple[int, bool]],
    precies: bool,
) -> Werkregel:
    stap = routes[rij.adoptie_id].titel_van(rij.stap)
    aantal, spoed = tel.get(rij.knelpunt_id, (0, False))
    return Werkregel(
        id=str(rij.termijn_id),
        url=f"/knelpunten/{rij.knelpunt_id}",
        titel=rules.titel_of_week(rij.titel, rij.week),
        nummer=rij.nummer,
        vraag=VRAAGWOORDEN.get(rij.stap, stap.lower()),
        stap=stap,
        uiterste=rij.uiterste,
        nog=termijn.in_woorden(vandaag, rij.uiterste, traject.kalender()),
        groep=groep_van(rij.uiterste, vandaag),
        signalen=rules.aantal_in_woorden(aantal, precies),
        spoed=spoed,
    )


def _afspraken(wie: Persoon, vandaag: date) -> list[Werkregel]:
    uit = []
    for afspraak, knelpunt in afspraken.open_van_rollen(wie.rolnamen):
        if knelpunt is not None and afspraak.eigenaar_rol not in medewerkers.rollen_voor(
            wie, knelpunt.domein
        ):
            continue
        pad = f"/knelpunten/{knelpunt.id}/afspraken" if knelpunt else f"/afspraken/{afspraak.id}"
        uit.append(
            Werkregel(
                id=str(afspraak.id),
                url=pad,
                titel=afspraak.omschrijving,
                nummer=knelpunt.nummer if knelpunt else 0,
                vraag=f"{afspraakregels.soortwoord(afspraak.soort).lower()} nakomen",
                stap=afspraakregels.soortwoord(afspraak.soort),
                uiterste=afspraak.datum,
                nog=termijn.in_woorden(vandaag, afspraak.datum, traject.kalender()),
                groep=groep_van(afspraak.datum, vandaag),
                signalen="",
            )
        )
    return uit


def _voor_ander(regel: Werkregel, wie: str) -> Werkregel:
    """For the coordinator: what lies with another role, so that nothing slips out of sight."""
    return replace(regel, groep=GROEPEN[4], vraag=f"ligt bij {wie}: {regel.vraag}", signalen="")


def per_groep(regels: list[Werkregel], blad: int = 1) -> list[tuple[str, int, list[Werkregel]]]:
    """Return the groups of one page in order: name, how many there are in all, and the rows shown here."""
    hier = regels[(blad - 1) * PER_BLAD : blad * PER_BLAD]
    totaal = Counter(r.groep for r in regels)
    return [
        (g, totaal[g], [r for r in hier if r.groep == g]) for g in GROEPEN if any(r.groep == g for r in hier)
    ]


def bladen(regels: list[Werkregel]) -> int:
    """Return how many pages the list has."""
    return max(1, -(-len(regels) // PER_BLAD))


def zeef(regels: list[Werkregel], zoek: str, stap: str) -> list[Werkregel]:
    """Keep the rows that hold these words and belong to this step."""
    woorden = zoek.lower().split()
    return [
        r
        for r in regels
        if (not stap or r.stap == stap)
        and all(w in f"{r.titel} {r.nummer} {r.vraag}".lower() for w in woorden)
    ]


def stappen(regels: list[Werkregel]) -> list[tuple[str, int]]:
    """Return the steps in the list with how often each occurs."""
    return sorted(Counter(r.stap for r in regels).items())
