"""Reading what bestuurders did with an edition: for its pages, and for who was asked something.

These stand beside a frozen edition, never in it. Whoever may read the edition may read them.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ARRAY, Integer, String, any_, cast, func, select
from sqlalchemy.orm import joinedload

from signalen import clock, visibility
from signalen.db import NietGevonden, db
from signalen.knelpunt.models import Knelpunt, Stilte, Termijn
from signalen.knelpunt.operations import traject
from signalen.medewerker import queries as medewerkers
from signalen.opvolging.models import Afspraak
from signalen.permissions import Persoon
from signalen.register.bewaren import Geheugen
from signalen.register.lezing import operations
from signalen.register.lezing.rules import VRAAG
from signalen.register.models import Bestuursreactie, Editie
from workflows import bestuursvraag, termijn


@dataclass(frozen=True)
class Reactie:
    """One act as readers see it; `voor` is the day on which an answer must be there, `stil` how often not."""

    ronde: int
    soort: str
    rol: str
    op: date
    woorden: str
    beloofd: date | None = None
    antwoord: str = ""
    antwoord_rol: str = ""
    antwoord_op: date | None = None
    voor: date | None = None
    stil: int = 0


def van_knelpunt(kwartaal: str, nummer: int) -> list[Reactie]:
    """Return what was done with the lines of one knelpunt in an edition, oldest first."""
    zoek = (
        select(Bestuursreactie, Afspraak.beloofd)
        .join(Editie, Editie.id == Bestuursreactie.editie_id)
        .join(Knelpunt, Knelpunt.id == Bestuursreactie.knelpunt_id)
        .outerjoin(Afspraak, Afspraak.id == Bestuursreactie.afspraak_id)
        .where(Editie.kwartaal == kwartaal, Knelpunt.nummer == nummer)
        .options(joinedload(Bestuursreactie.tekst), joinedload(Bestuursreactie.antwoord))
    )
    rijen = db.session.execute(zoek.order_by(Bestuursreactie.volgnummer)).all()
    termijnen = _termijnen({rij.id for rij, _ in rijen if rij.soort == VRAAG})
    return [_reactie(rij, beloofd, termijnen.get(rij.id, (None, 0))) for rij, beloofd in rijen]


def _termijnen(vragen: Collection[uuid.UUID]) -> Mapping[uuid.UUID, tuple[date | None, int]]:
    """Return per question the day of the term that runs, and how many fell silent."""
    if not vragen:
        return {}
    open_ = (Termijn.gedaan_op.is_(None), Termijn.verlopen_op.is_(None), Termijn.vervallen_op.is_(None))
    kolommen = (func.min(Termijn.uiterste).filter(*open_), func.count(Stilte.id))
    zoek = (
        select(Termijn.vraag_id, *kolommen)
        .join(Bestuursreactie, Bestuursreactie.knelpunt_id == Termijn.knelpunt_id)
        .outerjoin(Stilte, Stilte.termijn_id == Termijn.id)
        .where(Bestuursreactie.id.in_(vragen), Termijn.vraag_id == Bestuursreactie.id)
        .group_by(Termijn.vraag_id)
    )
    return {rij[0]: (rij[1], rij[2]) for rij in db.session.execute(zoek) if rij[0] is not None}


def _reactie(rij: Bestuursreactie, beloofd: date | None, loopt: tuple[date | None, int]) -> Reactie:
    return Reactie(
        ronde=rij.ronde,
        soort=rij.soort,
        rol=rij.rol,
        op=rij.op,
        woorden=visibility.woorden(rij.tekst),
        beloofd=beloofd,
        antwoord=visibility.woorden(rij.antwoord),
        antwoord_rol=rij.antwoord_rol,
        antwoord_op=rij.antwoord_op,
        voor=loopt[0],
        stil=loopt[1],
    )


# ------------------------------------------------------------------ whose it is


def rollen_bij(persoon: Persoon, nummer: int) -> frozenset[str]:
    """Return the roles of somebody for the domain of a knelpunt.

    None for a number without a knelpunt: what was frozen can be read for ever, whatever became of it.
    """
    plek = select(Knelpunt.domein, Knelpunt.bestuur).where(Knelpunt.nummer == nummer)
    rij = db.session.execute(plek).first()
    return medewerkers.rollen_voor(persoon, rij.domein, rij.bestuur) if rij else frozenset()


@dataclass(frozen=True)
class Leeslijst:
    """What of an edition is in the portefeuille of one wethouder, in reading order, and what was seen."""

    mijn: Sequence[int] = ()
    gezien: frozenset[int] = frozenset()

    @property
    def aantal_gezien(self) -> int:
        """How many of the portefeuille were seen."""
        return len(self.gezien.intersection(self.mijn))

    def volgende(self, na: int = 0) -> int:
        """Return the next number that was not seen yet, round the list from the one at hand, or 0."""
        begin = self.mijn.index(na) + 1 if na in self.mijn else 0
        rond = (*self.mijn[begin:], *self.mijn[:begin])
        return next((nummer for nummer in rond if nummer != na and nummer not in self.gezien), 0)


def leeslijst(persoon: Persoon, kwartaal: str, nummers: Sequence[int]) -> Leeslijst:
    """Return the list, in the order of `nummers`, for a wethouder of some of these; else an empty one."""
    if bestuursvraag.VRAGER not in persoon.rolnamen or not nummers:
        return Leeslijst()
    eigen: set[int] = set()
    for domein, bestuur, daar in _plekken(nummers):
        if bestuursvraag.VRAGER in medewerkers.rollen_voor(persoon, domein, bestuur):
            eigen |= daar
    mijn = tuple(nummer for nummer in nummers if nummer in eigen)
    return Leeslijst(mijn, _gezien(persoon, kwartaal) if mijn else frozenset())


Plekken = list[tuple[str, str, frozenset[int]]]
_BEKEND: Geheugen[Plekken] = Geheugen(50_000)
"""Where the knelpunten of an edition belong, for a minute: of a thousand it takes longer than the page."""


def _plekken(nummers: Sequence[int]) -> Plekken:
    """Return (domein, bestuur, numbers). A change shows within a minute; what one may do is asked at once."""
    sleutel = (tuple(nummers), clock.system_now().replace(second=0, microsecond=0))
    plekken = _BEKEND.get(sleutel)
    if plekken is None:
        # One text there and one back per place: a thousand separate numbers took longer than the page itself.
        van = cast(func.string_to_array(",".join(map(str, nummers)), ","), ARRAY(Integer))
        samen = func.string_agg(cast(Knelpunt.nummer, String), ",")
        zoek = select(Knelpunt.domein, Knelpunt.bestuur, samen).where(Knelpunt.nummer == any_(van))
        rijen = db.session.execute(zoek.group_by(Knelpunt.domein, Knelpunt.bestuur)).all()
        plekken = [(rij[0], rij[1], frozenset(map(int, rij[2].split(",")))) for rij in rijen]
        _BEKEND.zet(sleutel, plekken, len(nummers))
    return plekken


def _gezien(persoon: Persoon, kwartaal: str) -> frozenset[int]:
    """Return the numbers of which somebody did something in an edition."""
    zoek = (
        select(Knelpunt.nummer)
        .join(Bestuursreactie, Bestuursreactie.knelpunt_id == Knelpunt.id)
        .join(Editie, Editie.id == Bestuursreactie.editie_id)
        .where(Editie.kwartaal == kwartaal, Bestuursreactie.medewerker_id == persoon.id)
    )
    return frozenset(db.session.scalars(zoek))


def mijn_daden(persoon: Persoon, kwartaal: str, nummer: int, ronde: int) -> frozenset[str]:
    """Return the kinds of act that somebody already did on one line."""
    zoek = (
        select(Bestuursreactie.soort)
        .join(Editie, Editie.id == Bestuursreactie.editie_id)
        .join(Knelpunt, Knelpunt.id == Bestuursreactie.knelpunt_id)
        .where(Editie.kwartaal == kwartaal, Knelpunt.nummer == nummer)
        .where(Bestuursreactie.ronde == ronde, Bestuursreactie.medewerker_id == persoon.id)
    )
    return frozenset(db.session.scalars(zoek))


# ------------------------------------------------------------------ a question


def adres(nummer: int, vandaag: date) -> tuple[str, date]:
    """Return the role to which a question asked today would go, and the last day for the answer."""
    knelpunt = db.session.scalars(select(Knelpunt).where(Knelpunt.nummer == nummer)).one()
    return operations.adres(knelpunt), bestuursvraag.reken(vandaag, traject.kalender()).uiterste


@dataclass(frozen=True)
class Vraag:
    """A question that waits for an answer, for who was asked."""

    id: str
    aan_rol: str
    op: date
    woorden: str
    uiterste: date | None
    nog: str
    rekening: tuple[str, ...]
    stil: int
    beantwoord: bool = False


def vraag(knelpunt_id: uuid.UUID, vraag_id: uuid.UUID, vandaag: date) -> Vraag:
    """Return one question about a knelpunt, answered or not. Raises NietGevonden for one about another."""
    zoek = _vragen(knelpunt_id).where(Bestuursreactie.id == vraag_id)
    rij = db.session.scalars(zoek).first()
    if rij is None:
        raise NietGevonden(str(vraag_id))
    return _vraag(rij, vandaag)


def open_vragen(knelpunt_id: uuid.UUID, rollen: Collection[str], vandaag: date) -> list[Vraag]:
    """Return the questions about a knelpunt that wait for one of these roles, oldest first."""
    zoek = _vragen(knelpunt_id).where(
        Bestuursreactie.antwoord_id.is_(None), Bestuursreactie.aan_rol.in_(rollen)
    )
    return [_vraag(rij, vandaag) for rij in db.session.scalars(zoek)]


def _vragen(knelpunt_id: uuid.UUID) -> Any:
    zoek = select(Bestuursreactie).where(
        Bestuursreactie.knelpunt_id == knelpunt_id, Bestuursreactie.soort == VRAAG
    )
    return zoek.options(joinedload(Bestuursreactie.tekst)).order_by(Bestuursreactie.volgnummer)


def _vraag(rij: Bestuursreactie, vandaag: date) -> Vraag:
    zoek = select(Termijn).where(Termijn.knelpunt_id == rij.knelpunt_id, Termijn.vraag_id == rij.id)
    termijnen = list(db.session.scalars(zoek.order_by(Termijn.start, Termijn.id)))
    open_ = [t for t in termijnen if not (t.gedaan_op or t.verlopen_op or t.vervallen_op)]
    laatste = open_[-1] if open_ else None
    return Vraag(
        id=str(rij.id),
        aan_rol=rij.aan_rol,
        op=rij.op,
        woorden=visibility.woorden(rij.tekst),
        uiterste=laatste.uiterste if laatste else None,
        nog=termijn.in_woorden(vandaag, laatste.uiterste, traject.kalender()) if laatste else "",
        rekening=tuple(r["tekst"] for r in laatste.berekening["regels"]) if laatste else (),
        stil=sum(t.verlopen_op is not None for t in termijnen),
        beantwoord=rij.antwoord_id is not None,
    )
