"""Reading kennis: handreikingen (published, one, by regeling) and eerdere afwegingen, as records."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup
from sqlalchemy import select
from sqlalchemy.dialects.postgresql import distinct_on

from signalen import clock
from signalen.db import NietGevonden, db
from signalen.kennis import rules
from signalen.kennis.models import Handreiking
from signalen.koppen import passend
from signalen.markdown import naar_html

MAX_BIJ_INTAKE = 3
PER_PAGINA = 25


@dataclass(frozen=True)
class Kaartregel:
    """A handreiking in a list."""

    id: str
    titel: str
    artikel: str
    domein: str
    wie_beslist: str
    versie: int
    opgesteld_rol: str = ""


@dataclass(frozen=True)
class Versie:
    """One version of a card, for the list below it."""

    id: str
    versie: int
    stand: str
    deze: bool


@dataclass(frozen=True)
class Kaartpagina:
    """Everything on the page of one card. `stand` is open, concept, straks, oud or verlopen."""

    kaart: Kaartregel
    wat_mag: Markup
    bron: str
    waar_verteld: str
    geldig_van: date
    geldig_tot: date | None
    stand: str
    opgesteld_rol: str
    meegetekend_op: date | None
    versies: tuple[Versie, ...]
    mag_meetekenen: bool
    nieuwste: str


@dataclass(frozen=True)
class Kaartlijst:
    """The list page: published cards that match, and what waits for a co-signature."""

    kaarten: tuple[Kaartregel, ...]
    wachten: tuple[Kaartregel, ...]
    totaal: int
    pagina: int
    paginas: int


def _regel(rij: Handreiking) -> Kaartregel:
    return Kaartregel(
        str(rij.id), rij.titel, rij.artikel, rij.domein, rij.wie_beslist, rij.versie, rij.opgesteld_rol
    )


def _open(dag: date) -> list[Handreiking]:
    """Return the card of each reeks that is in force: the newest co-signed version that has begun."""
    zoek = select(Handreiking).where(Handreiking.meegetekend_op.is_not(None), Handreiking.geldig_van <= dag)
    zoek = zoek.ext(distinct_on(Handreiking.reeks_id)).order_by(
        Handreiking.reeks_id, Handreiking.versie.desc()
    )
    rijen = [r for r in db.session.scalars(zoek) if r.geldig_tot is None or r.geldig_tot >= dag]
    return sorted(rijen, key=lambda r: (rules.kaal(r.titel), str(r.id)))


def gepubliceerd() -> list[tuple[str, str]]:
    """Return (id, titel) of every card in force, for the choice of `kon_al`."""
    return [(str(rij.id), rij.titel) for rij in _open(clock.today())]


def bij_regeling(regeling: str, domein: str = "") -> list[Kaartregel]:
    """Return at most three cards in force that fit what somebody typed as regeling, best first."""
    gewogen = [(rules.gewicht(regeling, domein, r.artikel, r.domein), r) for r in _open(clock.today())]
    passend = sorted((paar for paar in gewogen if paar[0]), key=lambda paar: -paar[0])
    return [_regel(rij) for _, rij in passend[:MAX_BIJ_INTAKE]]


def lijst(vraag: str, pagina: int, met_concepten: bool) -> Kaartlijst:
    """Return the cards in force whose title or article holds every word of the question."""
    gevonden = [r for r in _open(clock.today()) if rules.past_bij_zoekvraag(vraag, r.titel, r.artikel)]
    paginas = max(1, -(-len(gevonden) // PER_PAGINA))
    blad = min(max(1, pagina), paginas)
    deel = gevonden[(blad - 1) * PER_PAGINA : blad * PER_PAGINA]
    wachten = _wachten() if met_concepten else []
    return Kaartlijst(tuple(map(_regel, deel)), tuple(map(_regel, wachten)), len(gevonden), blad, paginas)


def _wachten() -> list[Handreiking]:
    """Return the concepts that are the newest version of their reeks."""
    zoek = select(Handreiking).ext(distinct_on(Handreiking.reeks_id))
    nieuwste = db.session.scalars(zoek.order_by(Handreiking.reeks_id, Handreiking.versie.desc()))
    return sorted((r for r in nieuwste if r.meegetekend_op is None), key=lambda r: rules.kaal(r.titel))[:50]


def laad(handreiking_id: uuid.UUID, met_concepten: bool) -> uuid.UUID:
    """Return the id of a card that this reader may see. Raises NietGevonden, also for a concept of others."""
    rij = db.session.get(Handreiking, handreiking_id)
    if rij is None or (rij.meegetekend_op is None and not met_concepten):
        raise NietGevonden(str(handreiking_id))
    return rij.id


def pagina(
    handreiking_id: uuid.UUID,
    lezer: uuid.UUID,
    is_jurist: bool,
    met_concepten: bool,
    label: Callable[[str], str],
) -> Kaartpagina:
    """Return the page of one card with its versions."""
    rij = db.session.get_one(Handreiking, handreiking_id)
    vandaag = clock.today()
    reeks = _reeks(rij, met_concepten)
    in_kracht = next((r for r in _open(vandaag) if r.reeks_id == rij.reeks_id), None)
    return Kaartpagina(
        kaart=_regel(rij),
        wat_mag=naar_html(passend(rij.wat_mag, 1)),
        bron=rij.bron,
        waar_verteld=rij.waar_verteld,
        geldig_van=rij.geldig_van,
        geldig_tot=rij.geldig_tot,
        stand=_stand(rij, in_kracht, vandaag),
        opgesteld_rol=label(rij.opgesteld_rol),
        meegetekend_op=rij.meegetekend_op,
        versies=tuple(Versie(str(r.id), r.versie, _stand(r, in_kracht, vandaag), r is rij) for r in reeks),
        mag_meetekenen=is_jurist and rij.meegetekend_op is None and rij.opgesteld_door != lezer,
        nieuwste=str(reeks[0].id),
    )


def _reeks(rij: Handreiking, met_concepten: bool) -> list[Handreiking]:
    zoek = select(Handreiking).where(Handreiking.reeks_id == rij.reeks_id)
    rijen = db.session.scalars(zoek.order_by(Handreiking.versie.desc())).all()
    return [r for r in rijen if met_concepten or r.meegetekend_op is not None]


def _stand(rij: Handreiking, in_kracht: Handreiking | None, vandaag: date) -> str:
    if rij.meegetekend_op is None:
        return "concept"
    if rij is in_kracht:
        return "open"
    if rij.geldig_van > vandaag:
        return "straks"
    return "verlopen" if rij.geldig_tot is not None and rij.geldig_tot < vandaag else "oud"


def velden(handreiking_id: uuid.UUID) -> dict[str, str]:
    """Return what a card holds, to fill the form of its next version."""
    rij = db.session.get_one(Handreiking, handreiking_id)
    tekst = {naam: getattr(rij, naam) for naam in (*rules.LENGTES, "domein")}
    tot = f"{rij.geldig_tot:%d-%m-%Y}" if rij.geldig_tot else ""
    return {**tekst, "geldig_van": f"{rij.geldig_van:%d-%m-%Y}", "geldig_tot": tot}
