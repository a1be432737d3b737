"""Reads the rows of a quarter into plain records. Decides nothing and writes nothing.

Works through knelpunten in parts of 500, so that a large year costs a bounded number of queries.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload, selectinload

from signalen import clock
from signalen.db import db
from signalen.knelpunt.models import (
    Besluit,
    Gebeurtenis,
    Knelpunt,
    Koppeling,
    Stilte,
    Termijn,
    Terugkoppeling,
    Traject,
)
from signalen.knelpunt.operations import traject as trajecten
from signalen.opvolging.models import Afspraak, Nameting
from signalen.opvolging.queries import afwijkingen
from signalen.register import erbij, inhoud, rijen, stilte, zoeken
from signalen.register.bron import Bron, Feit, Zaak
from signalen.register.geduld import Voortgang, stil_vooruit
from signalen.register.rules import Kwartaal
from signalen.signaal.models import Tekst
from workflows.stand import replay

PARTIJ = 500


def lees(kwartaal: Kwartaal, peildag: date, voortgang: Voortgang = stil_vooruit) -> Bron:
    """Read everything that the edition of a quarter is made of, as it stood at the end of `peildag`."""
    ids, zaken = _knelpunten(kwartaal), list[Zaak]()
    for begin in range(0, len(ids), PARTIJ):
        voortgang(begin, len(ids))
        zaken += _Partij(ids[begin : begin + PARTIJ], kwartaal, peildag).zaken()
    voortgang(len(ids), len(ids))
    return Bron(
        zaken=tuple(zaken),
        los=tuple(erbij.los(peildag)),
        bijeenkomsten=tuple(erbij.bijeenkomsten(kwartaal)),
        beslissers=erbij.beslissers(peildag),
        vroeger=tuple(erbij.vroeger(kwartaal)),
        afwijkingen=afwijkingen.per_regel(peildag),
        drempel=afwijkingen.drempel(),
        wegingen=tuple(erbij.wegingen(kwartaal, peildag)),
    )


def voorproef(kwartaal: Kwartaal, vandaag: date, voortgang: Voortgang = stil_vooruit) -> inhoud.Uitgave:
    """Return what the edition of a quarter would hold now; stores nothing."""
    peildag = min(kwartaal.laatste, vandaag)
    return inhoud.stel_samen(lees(kwartaal, peildag, voortgang), kwartaal, peildag)


def _knelpunten(kwartaal: Kwartaal) -> list[uuid.UUID]:
    """Return the knelpunten with an event that touches the quarter; a week in two quarters counts in both."""
    van, tot = clock.begin_of(kwartaal.eerste), clock.begin_of(kwartaal.volgende.eerste)
    week = clock.begin_of(kwartaal.eerste - timedelta(days=6))
    zoek = select(Gebeurtenis.knelpunt_id).where(
        Gebeurtenis.moment < tot,
        Gebeurtenis.moment >= week,
        or_(Gebeurtenis.moment >= van, Gebeurtenis.rol == trajecten.MELDER),
    )
    return sorted(set(db.session.scalars(zoek.distinct())))


class _Partij:
    """The rows of at most 500 knelpunten, read in one query per table."""

    def __init__(self, ids: Sequence[uuid.UUID], kwartaal: Kwartaal, peildag: date) -> None:
        self.ids, self.kwartaal, self.peildag = ids, kwartaal, peildag
        self.knelpunten = self._per(Knelpunt.id, select(Knelpunt))
        self.loop = self._per(Traject.knelpunt_id, select(Traject).options(joinedload(Traject.adoptie)))
        self.feiten = self._feiten()
        self.koppelingen = self._per(Koppeling.knelpunt_id, zoeken.koppelingen())
        self.besluiten = self._per(Besluit.knelpunt_id, zoeken.besluiten())
        self.afspraken = self._per(
            Afspraak.knelpunt_id, select(Afspraak).options(selectinload(Afspraak.verschuivingen))
        )
        self.stiltes = self._per(Stilte.knelpunt_id, zoeken.stiltes(), lambda rij: rij.Stilte.knelpunt_id)
        self.nametingen = self._per(Nameting.knelpunt_id, select(Nameting))
        self.oordelen = self._per(
            Terugkoppeling.knelpunt_id, zoeken.oordelen(peildag), lambda rij: rij.knelpunt_id
        )
        self.werkt_nog = self._per(
            Nameting.knelpunt_id, zoeken.werkt_nog(peildag), lambda rij: rij.knelpunt_id
        )
        self.termijnen = self._per(Termijn.knelpunt_id, zoeken.termijnen(peildag))
        self.tijden = self._per(
            Termijn.knelpunt_id, zoeken.beeindigd(kwartaal, peildag), lambda rij: rij.knelpunt_id
        )
        self.teksten = self._teksten()

    def _per(self, kolom: Any, zoek: Any, sleutel: Any = None) -> dict[uuid.UUID, list[Any]]:
        uit: dict[uuid.UUID, list[Any]] = defaultdict(list)
        gevonden = db.session.execute(zoek.where(kolom.in_(self.ids)))
        for rij in gevonden if sleutel else gevonden.scalars().unique():
            uit[sleutel(rij) if sleutel else getattr(rij, kolom.key)].append(rij)
        return uit

    def _feiten(self) -> dict[uuid.UUID, list[Feit]]:
        """Return the events of each chain up to the first one after the quarter.

        An act of an inbrenger carries its week, so the chain is cut where a later event stands before it.
        """
        tot = clock.begin_of(self.kwartaal.volgende.eerste)
        zoek = select(Gebeurtenis).where(Gebeurtenis.knelpunt_id.in_(self.ids), Gebeurtenis.moment < tot)
        uit: dict[uuid.UUID, list[Feit]] = defaultdict(list)
        kolommen = (Gebeurtenis.knelpunt_id, *(getattr(Gebeurtenis, k) for k in rijen.FEIT))
        volgorde = zoek.with_only_columns(*kolommen).order_by(Gebeurtenis.knelpunt_id, Gebeurtenis.volgnummer)
        for rij in db.session.execute(volgorde):
            keten = uit[rij.knelpunt_id]
            if rij.volgnummer == len(keten) + 1:
                keten.append(rijen.feit(rij))
        return uit

    def _teksten(self) -> dict[str, str]:
        """Return words by digest (what was said beside the route) and by id (fields of a besluit)."""
        digests = {d for keten in self.feiten.values() for f in keten for d in rijen.digests(f)}
        ids = {i for lijst in self.besluiten.values() for b in lijst for i in rijen.tekst_ids(b)}
        een_van = or_(Tekst.digest.in_(digests), Tekst.id.in_(ids))
        zoek = select(Tekst.id, Tekst.digest, Tekst.inhoud).where(een_van)
        uit: dict[str, str] = {}
        for rij in db.session.execute(zoek) if digests or ids else ():
            uit[rij.digest] = uit[str(rij.id)] = rij.inhoud or ""
        return uit

    def zaken(self) -> Iterator[Zaak]:
        """Yield a Zaak for every ronde that stands in the quarter (`stilte.raakt`)."""
        for knelpunt_id in self.ids:
            rondes = self._rondes(knelpunt_id)
            for loop in sorted(self._hoofd(knelpunt_id), key=lambda t: t.ronde):
                eigen = rondes.get(loop.ronde, [])
                dagen = [(f.dag, f.rol == trajecten.MELDER) for f in eigen]
                stil = self._stil(knelpunt_id, loop)
                if eigen and stilte.raakt(dagen, [r.Stilte.verwerkt_op for r in stil], self.kwartaal):
                    yield self._zaak(self.knelpunten[knelpunt_id][0], loop, eigen, stil)

    def _hoofd(self, knelpunt_id: uuid.UUID) -> list[Traject]:
        return [t for t in self.loop[knelpunt_id] if t.soort == "knelpunt"]

    def _stil(self, knelpunt_id: uuid.UUID, loop: Traject) -> list[Any]:
        """Return the silences of a ronde; those beside the route stand with the ronde that ran last."""
        hoofd = sorted(self._hoofd(knelpunt_id), key=lambda t: t.ronde)
        begonnen = [t for t in hoofd if t.begonnen_op <= self.peildag] or hoofd[:1]
        return [
            rij
            for rij in self.stiltes[knelpunt_id]
            if rij.Traject.id == loop.id or (rij.Traject.soort != "knelpunt" and loop is begonnen[-1])
        ]

    def _rondes(self, knelpunt_id: uuid.UUID) -> dict[int, list[Feit]]:
        van_traject = {str(t.id): t.ronde for t in self._hoofd(knelpunt_id)}
        eigen = {str(n.id): van_traject.get(str(n.traject_id), 0) for n in self.nametingen[knelpunt_id]}
        van_besluit = {b.id: van_traject.get(str(b.traject_id), 0) for b in self.besluiten[knelpunt_id]}
        eigen |= {str(a.id): van_besluit.get(a.besluit_id, 0) for a in self.afspraken[knelpunt_id]}
        return rijen.per_ronde(self.feiten[knelpunt_id], van_traject, eigen)

    def _zaak(self, knelpunt: Knelpunt, loop: Traject, feiten: list[Feit], stil: list[Any]) -> Zaak:
        route = trajecten.route_van(loop)
        eigen = [(f.soort, f.inhoud) for f in feiten if f.inhoud.get("traject") == str(loop.id)]
        besluiten = [b for b in self.besluiten[knelpunt.id] if b.traject_id == loop.id]
        besluiten.sort(key=lambda b: (b.datum, b.vervallen_op or date.max, str(b.id)))
        alle = {b.id: b for b in self.besluiten[knelpunt.id]}
        nametingen = [n for n in self.nametingen[knelpunt.id] if n.traject_id == loop.id]
        oordelen = [o for o in self.oordelen[knelpunt.id] if o.traject_id == loop.id]
        termijnen = [t for t in self.termijnen[knelpunt.id] if t.traject_id == loop.id]
        beloften = [
            rijen.toezegging(a, alle.get(a.besluit_id), route)
            for a in self.afspraken[knelpunt.id]
            if rijen.hoort_bij(a, alle, loop, self._hoofd(knelpunt.id))
        ]
        stiltes = [
            rijen.stil(r.Stilte, trajecten.route_van(r.Traject), besluiten, r.berekening) for r in stil
        ]
        return Zaak(
            nummer=knelpunt.nummer,
            ronde=loop.ronde,
            titel=rijen.titel(knelpunt),
            regeling=knelpunt.regeling,
            domein=knelpunt.domein,
            oorzaak=knelpunt.oorzaak,
            route=route,
            stand=replay(route, eigen),
            feiten=tuple(feiten),
            inbreng=tuple(rijen.inbreng(k.signaal) for k in self.koppelingen[knelpunt.id]),
            besluiten=tuple(rijen.genomen(b, route, self.teksten) for b in besluiten),
            toezeggingen=tuple(beloften),
            stiltes=tuple(sorted(stiltes, key=lambda s: (s.datum, s.stap))),
            tijden=tuple(
                rijen.tijd(t, route, besluiten, trajecten.kalender())
                for t in self.tijden[knelpunt.id]
                if t.traject_id == loop.id
            ),
            nametingen=tuple((n.datum, n.gevraagd_op) for n in nametingen),
            oordelen=tuple((o.vraag, o.antwoord) for o in oordelen),
            werkt_nog=tuple(
                (o.vraag, o.antwoord) for o in self.werkt_nog[knelpunt.id] if o.traject_id == loop.id
            ),
            uiterste=min((t.uiterste for t in termijnen), default=None),
            teksten=self.teksten,
        )
