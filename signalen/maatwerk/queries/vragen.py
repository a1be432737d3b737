"""Reading requests for maatwerk: the team's list, one page, what is left, what waits. No figure per
employee.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from flask import current_app
from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from signalen.db import NietGevonden, db
from signalen.maatwerk import rules
from signalen.maatwerk.models import Instemming, Maatwerk, Meelezer
from signalen.medewerker import queries as medewerkers
from signalen.medewerker.models import Eenheid, Medewerker
from signalen.permissions import Band, Persoon

OP_LIJST = 60
LEEG = "(Deze tekst is leeggemaakt.)"


@dataclass(frozen=True)
class Budget:
    """The limits of a team in this quarter, in cents; what waits counts as spent."""

    per_aanvraag: int
    per_kwartaal: int
    over: int

    @property
    def zinnen(self) -> tuple[str, str]:
        """What is left and what one request may be, in words."""
        return rules.euro(self.over), rules.euro(min(self.per_aanvraag, self.over))


@dataclass(frozen=True)
class Regel:
    """One request in the list of a team."""

    url: str
    waarvoor: str
    bedrag: str
    stand: str
    badge: str
    gevraagd_op: date
    terugkijk_op: date | None
    zin: str


@dataclass(frozen=True)
class Reactie:
    """What one colleague thinks, seen by the team only. `over` names the colleague in a form."""

    over: str
    naam: str
    mee: bool
    tekst: str
    weerwoord: str
    uiterste: date


@dataclass(frozen=True)
class Pagina:
    """Everything on the page of one request."""

    regel: Regel
    waarom: str
    domein: str
    wijkt_af_van: str
    aanvrager: str
    staat: str
    nog_nodig: int
    reacties: tuple[Reactie, ...]
    ik_reageerde: bool
    toegekend_op: date | None
    spijt: bool | None
    geleerd: str
    leerpunt: bool


def budget(eenheid_id: uuid.UUID, vandaag: date) -> Budget:
    """Return what a team may spend. The quarter of a request is the one in which it was asked."""
    per_keer = rules.lees_grens(medewerkers.instelling("maatwerk_per_aanvraag", ""), rules.PER_AANVRAAG)
    per_kwartaal = rules.lees_grens(medewerkers.instelling("maatwerk_per_kwartaal", ""), rules.PER_KWARTAAL)
    zoek = select(Maatwerk.bedrag_cent).where(
        Maatwerk.eenheid_id == eenheid_id,
        Maatwerk.staat != "ingetrokken",
        Maatwerk.gevraagd_op >= rules.eerste_dag(vandaag),
    )
    return Budget(per_keer, per_kwartaal, rules.over(per_kwartaal, db.session.scalars(zoek)))


def collegas(maatwerk_id: uuid.UUID) -> set[uuid.UUID]:
    """Return who may react: everyone of the team in service and who was asked, never the requester."""
    rij = db.session.get_one(Maatwerk, maatwerk_id)
    team = select(Medewerker.id).where(
        Medewerker.eenheid_id == rij.eenheid_id, Medewerker.uit_dienst_op.is_(None)
    )
    gevraagd = select(Meelezer.medewerker_id).where(Meelezer.maatwerk_id == maatwerk_id)
    return (set(db.session.scalars(team)) | set(db.session.scalars(gevraagd))) - {rij.aanvrager_id}


def laad(maatwerk_id: uuid.UUID, persoon: Persoon | None) -> tuple[uuid.UUID, Band]:
    """Return the id of a request and how somebody stands to it. Raises NietGevonden."""
    rij = db.session.get(Maatwerk, maatwerk_id)
    if rij is None:
        raise NietGevonden(str(maatwerk_id))
    if persoon is None:
        return rij.id, Band()
    team = rij.eenheid_id == persoon.eenheid_id
    meelezer = db.session.get(Meelezer, (rij.id, persoon.id)) is not None
    aanvrager = rij.aanvrager_id == persoon.id or (team and medewerkers.persoon(rij.aanvrager_id) is None)
    extra = {"teamgenoot"} if team or meelezer or rij.aanvrager_id == persoon.id else set()
    return rij.id, Band(extra=frozenset(extra | ({"aanvrager"} if aanvrager else set())))


def lijst(wie: Persoon, vandaag: date) -> list[Regel]:
    """Return the requests of one's own team and those one was asked to look at, newest first."""
    gevraagd = select(Meelezer.maatwerk_id).where(Meelezer.medewerker_id == wie.id)
    mijn = or_(
        Maatwerk.eenheid_id == wie.eenheid_id, Maatwerk.aanvrager_id == wie.id, Maatwerk.id.in_(gevraagd)
    )
    zoek = select(Maatwerk).where(mijn).order_by(Maatwerk.gevraagd_op.desc(), Maatwerk.id).limit(OP_LIJST)
    hoe = (joinedload(Maatwerk.waarvoor), selectinload(Maatwerk.instemmingen), joinedload(Maatwerk.terugblik))
    return [_regel(rij, vandaag) for rij in db.session.scalars(zoek.options(*hoe)).unique()]


def _regel(rij: Maatwerk, vandaag: date) -> Regel:
    te_laat = rij.terugblik is None and rij.terugkijk_op is not None and rij.terugkijk_op < vandaag
    return Regel(
        url=f"/maatwerk/{rij.id}",
        waarvoor=rij.waarvoor.inhoud or LEEG,
        bedrag=rules.euro(rij.bedrag_cent),
        stand="terugkijken is te laat" if te_laat else rules.STATEN[rij.staat],
        badge="te-laat" if te_laat else {"toegekend": "goed", "gevraagd": "info"}.get(rij.staat, "neutraal"),
        gevraagd_op=rij.gevraagd_op,
        terugkijk_op=rij.terugkijk_op,
        zin=_zin(rij),
    )


def _zin(rij: Maatwerk) -> str:
    nodig = rules.nog_nodig([i.mee for i in rij.instemmingen])
    if rij.staat == "gevraagd":
        return f"Nog {nodig} {'collega' if nodig == 1 else 'collega’s'} nodig."
    if rij.terugblik is None:
        return ""
    return "Teruggekeken: achteraf liever niet." if rij.terugblik.spijt else "Teruggekeken: zonder spijt."


def totalen() -> list[tuple[str, str, str]]:
    """Return per quarter what all teams together granted, for everyone: money exact, requests by 10-5."""
    zoek = select(Maatwerk.toegekend_op, Maatwerk.bedrag_cent).where(Maatwerk.staat == "toegekend")
    rijen = [(dag, cent) for dag, cent in db.session.execute(zoek) if dag is not None]
    return rules.per_kwartaal(rijen, current_app.config["SIGNALEN"].grenzen)[:8]


def pagina(maatwerk_id: uuid.UUID, lezer: uuid.UUID, vandaag: date) -> Pagina:
    """Return the page of one request, for its team."""
    rij = db.session.get_one(Maatwerk, maatwerk_id)
    namen = medewerkers.namen({rij.aanvrager_id, *(i.medewerker_id for i in rij.instemmingen)})
    blik = rij.terugblik
    return Pagina(
        regel=_regel(rij, vandaag),
        waarom=rij.waarom.inhoud or LEEG,
        domein=rij.domein,
        wijkt_af_van=rij.wijkt_af_van,
        aanvrager=namen[rij.aanvrager_id],
        staat=rij.staat,
        nog_nodig=rules.nog_nodig([i.mee for i in rij.instemmingen]),
        reacties=tuple(_reactie(i, namen[i.medewerker_id]) for i in rij.instemmingen),
        ik_reageerde=any(i.medewerker_id == lezer for i in rij.instemmingen),
        toegekend_op=rij.toegekend_op,
        spijt=blik.spijt if blik else None,
        geleerd=(blik.geleerd.inhoud or LEEG) if blik else "",
        leerpunt=rij.leerpunt_id is not None,
    )


def _reactie(rij: Instemming, naam: str) -> Reactie:
    antwoord = (rij.weerwoord.tekst.inhoud or LEEG) if rij.weerwoord else ""
    uiterste = rules.weerwoorddag(rij.op, medewerkers.kalender())
    return Reactie(str(rij.medewerker_id), naam, rij.mee, rij.tekst.inhoud or LEEG, antwoord, uiterste)


def met_adres(adressen: Collection[str]) -> dict[str, uuid.UUID]:
    """Return who is in service by mail address in lower case; unknown addresses are left out."""
    adres = func.lower(Medewerker.email)
    zoek = select(adres, Medewerker.id).where(adres.in_(adressen), Medewerker.uit_dienst_op.is_(None))
    return {rij[0]: rij[1] for rij in db.session.execute(zoek)}


def teamnaam(eenheid_id: uuid.UUID | None) -> str:
    """Return the name of a team."""
    rij = db.session.get(Eenheid, eenheid_id) if eenheid_id else None
    return rij.naam if rij else ""
