"""What left the room and what did not: for who was there, who writes, who signalled, and who is next.

Words that were not released are returned to the writers and, while they are asked, to the inbrengers only.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from markupsafe import Markup
from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from signalen import visibility
from signalen.db import NietGevonden, db
from signalen.knelpunt.models import Knelpunt
from signalen.markdown import naar_html
from signalen.medewerker import queries as medewerkers
from signalen.overleg import rules
from signalen.overleg.models import (
    Agendapunt,
    Deelnemer,
    Oogst,
    Oogstakkoord,
    Overleg,
    Verslaglegger,
    Werkblad,
)
from signalen.signaal.models import Signaal
from workflows import oogst
from workflows.termijn import voluit

WOORDEN = {
    "": ("nog niets geschreven", "neutraal"),
    oogst.CONCEPT: ("concept", "neutraal"),
    oogst.VOORGELEGD: ("ligt bij de inbrenger", "info"),
    oogst.NIET_AKKOORD: ("niet akkoord", "let-op"),
    oogst.STIL: ("geen antwoord", "let-op"),
    oogst.VRIJGEGEVEN: ("vrijgegeven", "goed"),
}
ZINNEN = {
    "": "Er gaat niets de kamer uit.",
    oogst.CONCEPT: "Alleen wie het verslag schrijft, leest dit.",
    oogst.NIET_AKKOORD: "De inbrenger is niet akkoord. De tekst blijft bij de deelnemers.",
    oogst.STIL: "De inbrenger heeft niet geantwoord. De tekst blijft bij de deelnemers.",
}


@dataclass(frozen=True)
class Oogstregel:
    """One knelpunt that was talked over, and whether any of it left the room. `tekst` only if released."""

    agendapunt_id: str
    onderwerp: str
    staat: str
    woord: str
    badge: str
    zin: str
    tekst: Markup | None = None


@dataclass(frozen=True)
class Schrijfblad:
    """What a writer needs for one knelpunt: the words of now, and what inbrengers said last time."""

    regel: Oogstregel
    delen: dict[str, str]
    versie: str
    correcties: tuple[str, ...]
    mag_schrijven: bool
    leesbaar: Markup | None


@dataclass(frozen=True)
class UitGesprek:
    """A text from a conversation on the page of a knelpunt: the words, or why they are not there."""

    titel: str
    zin: str
    tekst: Markup | None


def op_overleg(overleg: Overleg, binnen: bool) -> list[Oogstregel]:
    """Return every knelpunt that was talked over; who was not there reads only what was released."""
    if overleg.staat != "gehouden" or overleg.soort not in oogst.MET_OOGST:
        return []
    rijen = {rij.agendapunt_id: rij for rij in lees(Oogst.overleg_id == overleg.id)}
    regels = [_regel(punt, rijen.get(punt.id)) for punt in besproken(overleg.punten)]
    return [r for r in regels if binnen or r.staat == oogst.VRIJGEGEVEN]


def besproken(punten: Collection[Agendapunt]) -> list[Agendapunt]:
    """Return the items about a knelpunt that were talked over."""
    return [p for p in punten if p.knelpunt_id and p.uitkomst not in oogst.NIET_BESPROKEN]


def notities_tot(overleg_id: uuid.UUID) -> date | None:
    """Return until when closed working notes stay; None when there are none."""
    zoek = select(Werkblad.weg_op).where(Werkblad.overleg_id == overleg_id)
    return db.session.scalar(zoek.order_by(Werkblad.weg_op.desc()).limit(1))


def schrijfblad(overleg_id: uuid.UUID, agendapunt_id: uuid.UUID, vandaag: date) -> Schrijfblad:
    """Return the page of a writer. Raises NietGevonden for an item that was not talked over here."""
    overleg = db.session.get(Overleg, overleg_id)
    mag = overleg is not None and overleg.staat == "gehouden" and overleg.soort in oogst.MET_OOGST
    punten = besproken(overleg.punten) if overleg is not None and mag else []
    punt = next((p for p in punten if p.id == agendapunt_id), None)
    if punt is None:
        raise NietGevonden(str(agendapunt_id))
    rij = next(iter(lees(Oogst.agendapunt_id == punt.id)), None)
    delen = {naam: getattr(rij, naam) for naam, _ in rules.DELEN} if rij else {}
    return Schrijfblad(
        regel=_regel(punt, rij),
        delen={naam: visibility.woorden(tekst) for naam, tekst in delen.items() if tekst is not None},
        versie=str(rij.versie) if rij else "",
        correcties=_correcties(rij) if rij else (),
        mag_schrijven=rij is None or (oogst.mag_schrijven(rij.staat) and vandaag <= rij.weg_op),
        leesbaar=als_html(rij) if rij else None,
    )


def verslaglegger(overleg_id: uuid.UUID) -> tuple[tuple[tuple[str, str], ...], str]:
    """Return who may write the verslag, as choices, and who does now (an id, or empty)."""
    zoek = select(Deelnemer.medewerker_id).where(Deelnemer.overleg_id == overleg_id)
    wie = set(db.session.scalars(zoek))
    namen = medewerkers.namen(wie) if wie else {}
    rij = db.session.get(Verslaglegger, overleg_id)
    keuzes = sorted(((str(id_), naam) for id_, naam in namen.items()), key=lambda k: k[1])
    return tuple(keuzes), str(rij.medewerker_id) if rij else ""


def van_knelpunt(knelpunt_id: uuid.UUID) -> list[UitGesprek]:
    """Return the released texts about a knelpunt (and those that went up in it), and which stayed closed."""
    hoort = select(Knelpunt.id).where(or_(Knelpunt.id == knelpunt_id, Knelpunt.opgegaan_in_id == knelpunt_id))
    rijen = lees(Oogst.knelpunt_id.in_(hoort), Oogst.ronde > 0)
    return [UitGesprek(titel(rij), _zin(rij), _vrij(rij)) for rij in rijen]


def afwegingkeuzes(rij: Oogst) -> list[bool | None]:
    """Return what the inbrengers of the last ronde chose; a signaal that was withdrawn does not count."""
    zoek = select(Oogstakkoord.mag_afweging).join(Signaal, Signaal.id == Oogstakkoord.signaal_id)
    zoek = zoek.where(Oogstakkoord.oogst_id == rij.id, Oogstakkoord.ronde == rij.ronde)
    return list(db.session.scalars(zoek.where(Signaal.ingetrokken_week.is_(None))))


def lees(*waar: Any) -> list[Oogst]:
    """Return harvests with their words and overleg, oldest day first. Asks no right."""
    hoe = (joinedload(Oogst.overleg), *(joinedload(getattr(Oogst, naam)) for naam, _ in rules.DELEN))
    zoek = select(Oogst).join(Overleg, Overleg.id == Oogst.overleg_id).where(*waar).options(*hoe)
    return list(db.session.scalars(zoek.order_by(Overleg.datum, Oogst.id)))


def _regel(punt: Agendapunt, rij: Oogst | None) -> Oogstregel:
    staat = rij.staat if rij else ""
    woord, badge = WOORDEN[staat]
    zin = _zin(rij) if rij else ZINNEN[""]
    return Oogstregel(str(punt.id), punt.onderwerp, staat, woord, badge, zin, _vrij(rij))


def _zin(rij: Oogst) -> str:
    if rij.staat == oogst.VOORGELEGD and rij.uiterste:
        dag = voluit(rij.uiterste)
        return f"De inbrenger kijkt dit na tot en met {dag}. Daarna gaat het, bij akkoord, de kamer uit."
    if rij.staat == oogst.VRIJGEGEVEN and rij.vrijgegeven_op:
        return f"De inbrenger is akkoord. Vrijgegeven op {voluit(rij.vrijgegeven_op)}."
    return ZINNEN[rij.staat]


def titel(rij: Oogst) -> str:
    """Return which conversation a harvest is from, in words."""
    soort = rules.SOORTEN.get(rij.overleg.soort, rij.overleg.soort)
    return f"{soort} van {voluit(rij.overleg.gehouden_op or rij.overleg.datum)}"


def _vrij(rij: Oogst | None) -> Markup | None:
    return als_html(rij) if rij is not None and rij.staat == oogst.VRIJGEGEVEN else None


def als_html(rij: Oogst) -> Markup | None:
    """Return the words of a harvest as HTML, facts, options and opinions apart. Asks no right."""
    delen = {naam: getattr(rij, naam) for naam, _ in rules.DELEN}
    inhoud = {naam: visibility.woorden(tekst) for naam, tekst in delen.items() if tekst is not None}
    kenmerk = f"oogst-{str(rij.id)[:8]}"
    return naar_html(rules.verslag_markdown(inhoud), 4, kenmerk) if inhoud else None


def _correcties(rij: Oogst) -> tuple[str, ...]:
    """Return what inbrengers wanted otherwise in the last ronde, once the words came back."""
    if rij.staat == oogst.VOORGELEGD:
        return ()
    zoek = select(Oogstakkoord).options(joinedload(Oogstakkoord.tekst))
    zoek = zoek.where(Oogstakkoord.oogst_id == rij.id, Oogstakkoord.ronde == rij.ronde)
    gevonden = db.session.scalars(zoek.order_by(Oogstakkoord.id))
    return tuple(visibility.woorden(i.tekst) for i in gevonden if i.tekst is not None)
