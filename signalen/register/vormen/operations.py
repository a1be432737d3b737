"""Making the files of an edition, and keeping a municipality's own template of the letter.

Expects an open transaction. A file of a vastgestelde editie is made once and never changes (SAFETY rule
28): the database refuses it too. A concept's files are made again whenever asked.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select

from signalen import clock
from signalen.db import NietGevonden, db
from signalen.knelpunt.rules import OngeldigeInvoer, Veldfout
from signalen.register.models import Editie, Editiebestand, Sjabloon
from signalen.register.operations import lees_kwartaal
from signalen.register.vormen import maken, queries, sjabloonregels
from signalen.register.vormen.dcat import Bestandfeit
from signalen.register.vormen.queries import BRIEF, PROEF
from signalen.register.vormen.soorten import SOORTEN
from workflows.stand import Geweigerd

log = logging.getLogger(__name__)
Voortgang = Callable[[int, int], object]


@dataclass(frozen=True)
class Uitslag:
    """What became of one form: made now, there already, or why it was skipped."""

    vorm: str
    stand: str
    reden: str = ""
    grootte: int = 0


def maak_alle(
    editie: Editie, voortgang: Voortgang | None = None, moment: datetime | None = None
) -> list[Uitslag]:
    """Make every form of an edition that can be made here; returns what became of each.

    Files of a vastgestelde editie that are there stay; what a missing library skipped before is added
    when the library is there. `voortgang` is called with how many are done and how many there are.
    `moment` is when this happens; the job leaves it out. Does not touch what the files say: their dates
    are those of the edition.
    """
    if editie.staat != "vastgesteld":
        db.session.execute(delete(Editiebestand).where(Editiebestand.editie_id == editie.id))
    werk = maken.Werk(queries.zetsel(editie), queries.sjabloon())
    er_al = queries.feiten(editie.id)
    uit = []
    for nummer, vorm in enumerate(SOORTEN):
        _meld(voortgang, nummer)
        uit.append(_maak(editie, werk, vorm, er_al.get(vorm), moment or clock.now()))
    _meld(voortgang, len(SOORTEN))
    db.session.flush()
    return uit


def _meld(voortgang: Voortgang | None, gedaan: int) -> None:
    if voortgang is not None:
        voortgang(gedaan, len(SOORTEN))


def _maak(editie: Editie, werk: maken.Werk, vorm: str, oud: Bestandfeit | None, moment: datetime) -> Uitslag:
    if oud is not None:
        werk.feiten.append(oud)
        return Uitslag(vorm, "er_al", grootte=oud.grootte)
    if reden := maken.ontbreekt(vorm):
        log.warning("form %s of %s skipped: %s", vorm, editie.kwartaal, reden)
        return Uitslag(vorm, "overgeslagen", reden)
    inhoud = maken.MAKERS[vorm](werk)
    feit = werk.noteer(vorm, inhoud)
    rij = {"vorm": vorm, "mediatype": SOORTEN[vorm].mediatype, "sha256": feit.sha256}
    db.session.add(Editiebestand(editie_id=editie.id, inhoud=inhoud, gemaakt_op=moment, **rij))
    db.session.flush()
    return Uitslag(vorm, "gemaakt", grootte=len(inhoud))


def maak_van(kwartaal: str, moment: datetime) -> list[Uitslag]:
    """Make every form of the edition of a quarter. Raises Geweigerd for no quarter and NietGevonden for
    none.
    """
    code = lees_kwartaal(kwartaal).code
    editie = db.session.scalars(select(Editie).where(Editie.kwartaal == code).with_for_update()).first()
    if editie is None:
        raise NietGevonden(code)
    return maak_alle(editie, moment=moment)


# ------------------------------------------------------------------ the template of the letter


def leg_sjabloon_klaar(bestand: bytes, moment: datetime) -> None:
    """Store a template to look at, beside the one in use. Raises OngeldigeInvoer with what is wrong."""
    from signalen.register.vormen.brief import kapot

    fouten = sjabloonregels.keur(bestand).fouten
    if not fouten and kapot(bestand):
        fouten = (sjabloonregels.ODT,)
    if fouten:
        raise OngeldigeInvoer([Veldfout("bestand", " ".join(fouten))])
    _bewaar(PROEF, bestand, moment)


def neem_sjabloon_in_gebruik(moment: datetime) -> None:
    """Use the template that was looked at. Raises Geweigerd when there is none (any more)."""
    proef = db.session.get(Sjabloon, PROEF, with_for_update=True)
    if proef is None:
        raise Geweigerd("Er ligt geen nieuw sjabloon klaar. Kies eerst een bestand.", "geen_sjabloon")
    _bewaar(BRIEF, proef.inhoud, moment)
    db.session.delete(proef)
    db.session.flush()


def vergeet_sjabloon(naam: str) -> None:
    """Remove a template; without one of its own, a municipality has the one that comes along."""
    db.session.execute(delete(Sjabloon).where(Sjabloon.naam == naam))


def _bewaar(naam: str, inhoud: bytes, moment: datetime) -> None:
    db.session.merge(Sjabloon(naam=naam, inhoud=inhoud, bijgewerkt_op=moment))
    db.session.flush()
