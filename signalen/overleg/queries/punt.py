"""One item of an agenda with everything to prepare it. Approved words only; never a name of an inbrenger.

Only for an item that really is on this agenda; `op_agenda` says so and the page answers 404 for another.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import selectinload

from signalen import visibility
from signalen.db import db
from signalen.kennis import queries as kennis
from signalen.kennis.queries import Kaartregel
from signalen.knelpunt.models import Knelpunt, Traject
from signalen.knelpunt.operations import traject
from signalen.knelpunt.queries import lijken, verhaal
from signalen.knelpunt.queries import pagina as knelpunten
from signalen.knelpunt.queries.lijken import Gelijk
from signalen.knelpunt.rules import titel_of_week
from signalen.opvolging.models import Afspraak
from signalen.opvolging.queries import afspraken
from signalen.overleg.models import Agendapunt, Overleg
from signalen.overleg.queries import agenda, onderwerpen
from signalen.overleg.queries.onderwerpen import Onderwerpregel
from signalen.overleg.queries.pagina import laad
from signalen.overleg.queries.regels import OverlegRegel, regel
from signalen.permissions import Persoon, Recht, mag
from signalen.visibility import Afspraakregel, SignaalVoorBehandelaar, Stuk
from workflows import termijn

Label = Callable[[str], str]
SOORTEN = {
    "knelpunt": Agendapunt.knelpunt_id,
    "afspraak": Agendapunt.afspraak_id,
    "onderwerp": Agendapunt.onderwerp_id,
}
BERADEN = 5


@dataclass(frozen=True)
class Beraad:
    """An earlier held overleg with a released verslag. `url` is empty for who may not open it."""

    titel: str
    soort: str
    datum: date
    waarom: str
    url: str


@dataclass(frozen=True)
class Knelpuntpunt:
    """A knelpunt to prepare: the words, what layers heard, what looks alike, and what already may."""

    nummer: int
    samenvatting: str
    regeling: str
    stap: str
    uiterste: date | None
    nog: str
    stilte: str
    woorden: tuple[SignaalVoorBehandelaar, ...]
    keten: tuple[Stuk, ...]
    lijkt_op: tuple[Gelijk, ...]
    beraden: tuple[Beraad, ...]
    kaarten: tuple[Kaartregel, ...]
    afspraken: tuple[Afspraakregel, ...]


@dataclass(frozen=True)
class Puntpagina:
    """The page of one item: which overleg, what it is called, and what belongs to its kind."""

    kop: OverlegRegel
    soort: str
    ding_id: str
    titel: str
    spoed: bool = False
    knelpunt: Knelpuntpunt | None = None
    afspraak: Afspraakregel | None = None
    verschoven: tuple[tuple[date, str], ...] = ()
    onderwerp: Onderwerpregel | None = None
    toezeggingen: tuple[Afspraakregel, ...] = ()
    knelpunt_url: str = ""


def op_agenda(overleg_id: uuid.UUID, soort: str, ding_id: uuid.UUID, vandaag: date) -> bool:
    """Say whether this item is on the agenda of this overleg, or was when it was held."""
    overleg = db.session.get(Overleg, overleg_id)
    if overleg is None or soort not in SOORTEN or overleg.staat == "vervallen":
        return False
    zoek = select(Agendapunt.id).where(Agendapunt.overleg_id == overleg_id, SOORTEN[soort] == ding_id)
    geweest = db.session.scalar(zoek.limit(1)) is not None
    if geweest or overleg.staat == "gehouden":
        return geweest
    if soort == "knelpunt":
        knelpunt = verhaal.laad(ding_id)
        return knelpunt is not None and agenda.heeft(overleg, knelpunt, vandaag)
    return f"{soort}:{ding_id}" in {punt.sleutel for punt in agenda.vanzelf(overleg, vandaag)}


def pagina(
    overleg_id: uuid.UUID, soort: str, ding_id: uuid.UUID, lezer: Persoon, vandaag: date, label: Label
) -> Puntpagina:
    """Return the page of an item that is on this agenda (`op_agenda`)."""
    overleg = db.session.get_one(Overleg, overleg_id)
    kop = regel(overleg, vandaag)
    if soort == "knelpunt":
        return _knelpunt(overleg, kop, ding_id, lezer, vandaag, label)
    return (
        _afspraak(kop, ding_id, vandaag, label)
        if soort == "afspraak"
        else _onderwerp(kop, ding_id, vandaag, label)
    )


def _knelpunt(
    overleg: Overleg, kop: OverlegRegel, id_: uuid.UUID, lezer: Persoon, vandaag: date, label: Label
) -> Puntpagina:
    knelpunt = verhaal.laad(id_) or db.session.get_one(Knelpunt, id_)
    open_ = knelpunten.koppelingen(id_)
    signalen = [visibility.signaal_voor_behandelaar(k.signaal, False, "") for k in open_]
    loop = traject.hoofdtraject(knelpunt)
    stap = agenda.stap_op(overleg.soort, knelpunt) or loop.stap
    uiterste, nog, stilte = _termijn(loop, stap, vandaag)
    deel = Knelpuntpunt(
        nummer=knelpunt.nummer,
        samenvatting=visibility.woorden(knelpunt.samenvatting),
        regeling=knelpunt.regeling,
        stap=traject.route_van(loop).titel_van(stap),
        uiterste=uiterste,
        nog=nog,
        stilte=stilte,
        woorden=tuple(s for s in visibility.schud(signalen) if s.tekst),
        keten=tuple(verhaal.doorgeefketen(knelpunt)),
        lijkt_op=tuple(_lijkt_op(knelpunt)),
        beraden=tuple(_beraden(knelpunt, overleg.id, lezer)),
        kaarten=tuple(kennis.bij_regeling(knelpunt.regeling, knelpunt.domein)) if knelpunt.regeling else (),
        afspraken=tuple(_open(afspraken.afspraken_van(id_, vandaag, label, ()))),
    )
    titel = titel_of_week(knelpunt.titel, knelpunt.week)
    spoed = any(k.signaal.spoed for k in open_)
    url = f"/knelpunten/{id_}"
    return Puntpagina(kop, "knelpunt", str(id_), titel, spoed=spoed, knelpunt=deel, knelpunt_url=url)


def _termijn(loop: Traject, stap: str, vandaag: date) -> tuple[date | None, str, str]:
    """Return the uiterste dag of this step, how long that is in words, and what silence does."""
    lopend = [t for t in traject.open_termijnen(loop) if t.stap == stap and t.soort in ("stap", "naast")]
    rij = min(lopend, key=lambda t: t.uiterste, default=None)
    if rij is None:
        return None, "", ""
    stilte = traject.wat_stilte_doet(traject.route_van(loop), traject.stand_van(loop), stap, rij.soort)
    return rij.uiterste, termijn.in_woorden(vandaag, rij.uiterste, traject.kalender()), stilte


def _open(regels: Sequence[Afspraakregel]) -> list[Afspraakregel]:
    return [r for r in regels if r.stand in ("loopt", "niet_nagekomen")]


def _lijkt_op(knelpunt: Knelpunt) -> list[Gelijk]:
    tekst = f"{knelpunt.titel} {visibility.woorden(knelpunt.samenvatting)}"
    return lijken.op_tekst(tekst, knelpunt.regeling, knelpunt.domein, knelpunt.id)


def _beraden(knelpunt: Knelpunt, behalve: uuid.UUID, lezer: Persoon) -> list[Beraad]:
    """Return held overleggen with a released verslag on this knelpunt or the same regeling, newest first."""
    zoek = (
        select(Agendapunt.knelpunt_id, Agendapunt.onderwerp, Overleg)
        .join(Overleg, Overleg.id == Agendapunt.overleg_id)
        .join(Knelpunt, Knelpunt.id == Agendapunt.knelpunt_id)
        .where(
            Overleg.staat == "gehouden",
            Overleg.verslag.has(),
            Overleg.id != behalve,
            Agendapunt.uitkomst.not_in(("doorgeschoven", "vervallen")),
            _zelfde(knelpunt),
        )
    )
    zoek = zoek.order_by(Overleg.gehouden_op.desc(), Overleg.id, Agendapunt.volgorde).limit(BERADEN)
    rijen = db.session.execute(zoek.options(selectinload(Overleg.deelnemers)))
    return [_beraad(rij.Overleg, rij.onderwerp, rij.knelpunt_id == knelpunt.id, lezer) for rij in rijen]


def _zelfde(knelpunt: Knelpunt) -> ColumnElement[bool]:
    regeling = knelpunt.regeling.strip().lower()
    zelf: ColumnElement[bool] = Knelpunt.id == knelpunt.id
    return or_(zelf, func.lower(func.trim(Knelpunt.regeling)) == regeling) if regeling else zelf


def _beraad(overleg: Overleg, titel: str, zelf: bool, lezer: Persoon) -> Beraad:
    mag_open = mag(Recht.OVERLEG_ZIEN, lezer, laad(overleg.id, lezer)[1])
    kop = regel(overleg, overleg.datum)
    waarom = "dit knelpunt" if zelf else "dezelfde regeling"
    return Beraad(titel, kop.soort, overleg.gehouden_op or overleg.datum, waarom, kop.url if mag_open else "")


def _afspraak(kop: OverlegRegel, id_: uuid.UUID, vandaag: date, label: Label) -> Puntpagina:
    rij = db.session.get_one(Afspraak, id_, options=[selectinload(Afspraak.verschuivingen)])
    url = f"/knelpunten/{rij.knelpunt_id}" if rij.knelpunt_id else ""
    return Puntpagina(
        kop,
        "afspraak",
        str(id_),
        rij.omschrijving,
        afspraak=afspraken.regel(rij, vandaag, label),
        verschoven=tuple((v.naar, v.reden) for v in rij.verschuivingen),
        knelpunt_url=url,
    )


def _onderwerp(kop: OverlegRegel, id_: uuid.UUID, vandaag: date, label: Label) -> Puntpagina:
    deel = onderwerpen.teksten([id_])[id_]
    beloofd = tuple(afspraken.regel(rij, vandaag, label) for rij in onderwerpen.afspraken(id_))
    titel = onderwerpen.titel(deel.week)
    return Puntpagina(kop, "onderwerp", str(id_), titel, onderwerp=deel, toezeggingen=beloofd)
