"""Mijn werk: everything that waits for somebody in one list, grouped by when it must be done.

Reads open terms and promises only, so that the list and the clock never disagree.
"""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date, timedelta

from sqlalchemy import and_, func, select
from sqlalchemy.orm import joinedload

from signalen.db import db
from signalen.knelpunt import rules
from signalen.knelpunt.models import Knelpunt, Koppeling, Termijn, Traject
from signalen.knelpunt.operations import traject
from signalen.medewerker import queries as medewerkers
from signalen.opvolging.queries import afspraken
from signalen.permissions import Persoon
from signalen.signaal.models import Signaal
from signalen.visibility import Werkregel
from workflows import termijn

GROEPEN = ("Te laat", "Vandaag en morgen", "Deze week", "Later", "Wacht op een ander")
GRENS = 200
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


def mijn_werk(wie: Persoon, vandaag: date, label: Callable[[str], str], eigen: set[uuid.UUID]) -> list[Werkregel]:
    """Return what waits for this person; knelpunten in `eigen` (own signalen) silently wait for somebody else."""
    rijen = [(t, k) for t, k in _open_termijnen(wie.rolnamen) if k.id not in eigen and _mijn(wie, t, k)]
    tel = _signalen([k.id for _, k in rijen])
    spoed = _spoed([k.id for _, k in rijen])
    regels = [_regel(t, k, vandaag, tel, spoed, "coordinator" in wie.rolnamen) for t, k in rijen]
    regels += _afspraken(wie, vandaag)
    regels += _wacht_op_ander(wie, vandaag, label)
    return sorted(regels, key=lambda r: (GROEPEN.index(r.groep), not r.spoed, r.uiterste, r.nummer))


def _open_termijnen(rollen: Iterable[str]) -> list[tuple[Termijn, Knelpunt]]:
    zoek = (
        select(Termijn, Knelpunt)
        .join(Knelpunt, Knelpunt.id == Termijn.knelpunt_id)
        .where(
            Termijn.gedaan_op.is_(None),
            Termijn.verlopen_op.is_(None),
            Termijn.vervallen_op.is_(None),
            Termijn.soort.in_(("stap", "naast")),
            Termijn.rol.in_(list(rollen)),
        )
        .order_by(Termijn.uiterste, Termijn.id)
        .limit(GRENS)
    )
    hoe = joinedload(Termijn.traject).joinedload(Traject.adoptie)
    return [(rij[0], rij[1]) for rij in db.session.execute(zoek.options(hoe))]


def _mijn(wie: Persoon, rij: Termijn, knelpunt: Knelpunt) -> bool:
    return rij.rol in medewerkers.rollen_voor(wie, knelpunt.domein, knelpunt.bestuur)


def _signalen(ids: list[uuid.UUID]) -> dict[uuid.UUID, int]:
    zoek = select(Koppeling.knelpunt_id, func.count()).where(
        Koppeling.knelpunt_id.in_(ids), Koppeling.tot.is_(None)
    )
    return {rij[0]: rij[1] for rij in db.session.execute(zoek.group_by(Koppeling.knelpunt_id))}


def _spoed(ids: list[uuid.UUID]) -> set[uuid.UUID]:
    zoek = select(Koppeling.knelpunt_id).join(Signaal, and_(Signaal.id == Koppeling.signaal_id, Signaal.spoed))
    return set(db.session.scalars(zoek.where(Koppeling.knelpunt_id.in_(ids), Koppeling.tot.is_(None))))


def _regel(
    rij: Termijn, knelpunt: Knelpunt, vandaag: date, tel: dict[uuid.UUID, int], spoed: set[uuid.UUID], precies: bool
) -> Werkregel:
    route = traject.route_van(rij.traject)
    return Werkregel(
        id=str(rij.id),
        url=f"/knelpunten/{knelpunt.id}",
        titel=rules.titel_of_week(knelpunt.titel, knelpunt.week),
        nummer=knelpunt.nummer,
        vraag=VRAAGWOORDEN.get(rij.stap, route.titel_van(rij.stap).lower()),
        stap=route.titel_van(rij.stap),
        uiterste=rij.uiterste,
        nog=termijn.in_woorden(vandaag, rij.uiterste, traject.kalender()),
        groep=groep_van(rij.uiterste, vandaag),
        signalen=rules.aantal_in_woorden(tel.get(knelpunt.id, 0), precies),
        spoed=knelpunt.id in spoed,
    )


def _afspraken(wie: Persoon, vandaag: date) -> list[Werkregel]:
    uit = []
    for afspraak, knelpunt in afspraken.open_van_rollen(wie.rolnamen):
        if knelpunt is not None and afspraak.eigenaar_rol not in medewerkers.rollen_voor(wie, knelpunt.domein):
            continue
        pad = f"/knelpunten/{knelpunt.id}/afspraken" if knelpunt else "/overleg"
        uit.append(
            Werkregel(
                id=str(afspraak.id),
                url=pad,
                titel=afspraak.omschrijving,
                nummer=knelpunt.nummer if knelpunt else 0,
                vraag="afspraak nakomen",
                stap="Afspraak",
                uiterste=afspraak.datum,
                nog=termijn.in_woorden(vandaag, afspraak.datum, traject.kalender()),
                groep=groep_van(afspraak.datum, vandaag),
                signalen="",
            )
        )
    return uit


def _wacht_op_ander(wie: Persoon, vandaag: date, label: Callable[[str], str]) -> list[Werkregel]:
    """For the coordinator: what lies with another role, so that nothing slips out of sight."""
    if "coordinator" not in wie.rolnamen:
        return []
    rollen = [r for r in verhaal_rollen() if r not in wie.rolnamen]
    uit = []
    for rij, knelpunt in _open_termijnen(rollen)[:50]:
        if "coordinator" in medewerkers.rollen_voor(wie, knelpunt.domein, knelpunt.bestuur):
            regel = _regel(rij, knelpunt, vandaag, {}, set(), False)
            uit.append(_voor_ander(regel, label(rij.rol)))
    return uit


def verhaal_rollen() -> tuple[str, ...]:
    """Return the roles that can be at turn."""
    return ("gespreksleider", "teamleider", "afdelingshoofd", "directeur", "secretaris", "wethouder", "griffier")


def _voor_ander(regel: Werkregel, wie: str) -> Werkregel:
    from dataclasses import replace

    return replace(regel, groep=GROEPEN[4], vraag=f"ligt bij {wie}: {regel.vraag}", signalen="")


def per_groep(regels: list[Werkregel]) -> list[tuple[str, list[Werkregel]]]:
    """Return the groups in order, each with its rows, empty ones left out."""
    return [(g, [r for r in regels if r.groep == g]) for g in GROEPEN if any(r.groep == g for r in regels)]


def zeef(regels: list[Werkregel], zoek: str, stap: str) -> list[Werkregel]:
    """Keep the rows that hold these words and belong to this step."""
    woorden = zoek.lower().split()
    return [
        r
        for r in regels
        if (not stap or r.stap == stap) and all(w in f"{r.titel} {r.nummer} {r.vraag}".lower() for w in woorden)
    ]


def stappen(regels: list[Werkregel]) -> list[tuple[str, int]]:
    """Return the steps in the list with how often each occurs."""
    return sorted(Counter(r.stap for r in regels).items())
