"""A gespreksleider who is away: noting the days, and handing each overleg in them to somebody else.

Handing over one overleg gives the right to lead that one and nothing more. Standing in for a whole role
during a period is a Vervanging, which beheer arranges; overleggen in such a period have their stand-in.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from signalen.db import NietGevonden, db
from signalen.knelpunt.rules import OngeldigeInvoer, Veldfout, lees_datum
from signalen.medewerker import queries as medewerkers
from signalen.overleg import rules
from signalen.overleg.models import Afwezigheid, Overleg
from signalen.overleg.operations import uitnodigen
from signalen.overleg.operations.plannen import eis_gepland, is_leidinggevende, slot


def lees_periode(van: str, tot: str, vandaag: date) -> tuple[date, date]:
    """Read a period of absence. Raises OngeldigeInvoer for days that cannot be."""
    fouten, dagen = [], {}
    for veld, ruw in (("van", van), ("tot", tot)):
        try:
            dagen[veld] = lees_datum(ruw.strip())
        except ValueError as fout:
            fouten.append(Veldfout(veld, str(fout)))
    if not fouten and dagen["tot"] < max(dagen["van"], vandaag):
        fouten.append(
            Veldfout("tot", "Kies een laatste dag die na de eerste dag komt en niet al voorbij is.")
        )
    if fouten:
        raise OngeldigeInvoer(fouten)
    return dagen["van"], dagen["tot"]


def meld_afwezig(
    wie: uuid.UUID, van: str, tot: str, vervangers: Mapping[uuid.UUID, uuid.UUID], moment: datetime
) -> int:
    """Note that a gespreksleider is away and hand these overleggen over; return how many were handed over.

    `vervangers` gives who takes over per overleg; an overleg that is not named keeps a warning. Raises
    OngeldigeInvoer for a period that cannot be and for somebody who may not lead it, under the name
    `vervanger-<id>`, and NietGevonden for an overleg of another leader.
    """
    eerste, laatste = lees_periode(van, tot, moment.date())
    rij = insert(Afwezigheid).values(id=uuid.uuid4(), medewerker_id=wie, van=eerste, tot=laatste)
    sleutel = ["medewerker_id", "van", "tot"]
    db.session.execute(rij.on_conflict_do_update(index_elements=sleutel, set_={"ingetrokken_op": None}))
    gedaan = 0
    for overleg_id in sorted(vervangers, key=str):
        overleg = slot(overleg_id)
        if overleg.gespreksleider_id != wie or not eerste <= overleg.datum <= laatste:
            raise NietGevonden(str(overleg_id))
        gedaan += draag_over(overleg, vervangers[overleg_id], moment)
    db.session.flush()
    return gedaan


def draag_over(overleg: Overleg, vervanger_id: uuid.UUID, moment: datetime) -> bool:
    """Let somebody else lead this one overleg; False when it was so already. The agenda stays as it is.

    Raises Geweigerd when it was held or cancelled, and OngeldigeInvoer for somebody who may not lead it.
    """
    eis_gepland(overleg)
    if overleg.vervanger_id == vervanger_id:
        return False
    nieuw = medewerkers.persoon(vervanger_id)
    mensen = [d.medewerker_id for d in overleg.deelnemers if d.medewerker_id != vervanger_id]
    zin = ""
    if nieuw is None or not rules.rol_als_leider(nieuw.rolnamen, overleg.soort):
        zin = "Deze collega kan dit overleg niet leiden. Kies een ander."
    elif vervanger_id == overleg.gespreksleider_id:
        zin = "Deze collega is zelf afwezig. Kies een ander."
    elif overleg.soort in rules.VRIJ_VAN_LIJN and is_leidinggevende(nieuw, mensen):
        zin = "Deze collega is leidinggevende van een deelnemer. Kies een ander."
    if zin:
        raise OngeldigeInvoer([Veldfout(f"vervanger-{overleg.id}", zin)])
    van = overleg.leidt_id
    overleg.vervanger_id = vervanger_id
    uitnodigen.draag_over(overleg, van, vervanger_id, moment)
    return True


def toch_aanwezig(afwezigheid_id: uuid.UUID, moment: datetime) -> int:
    """Take a period of absence back: its own leader leads again what is to come; return how many those are.

    Raises NietGevonden for a period that is not there.
    """
    rij = db.session.get(Afwezigheid, afwezigheid_id)
    if rij is None:
        raise NietGevonden(str(afwezigheid_id))
    rij.ingetrokken_op = rij.ingetrokken_op or moment.date()
    zoek = select(Overleg.id).where(
        Overleg.gespreksleider_id == rij.medewerker_id,
        Overleg.vervanger_id.is_not(None),
        Overleg.staat == "gepland",
        Overleg.datum.between(max(rij.van, moment.date()), rij.tot),
    )
    ids = list(db.session.scalars(zoek.order_by(Overleg.id)))
    for overleg_id in ids:
        _neem_terug(slot(overleg_id), moment)
    return len(ids)


def _neem_terug(overleg: Overleg, moment: datetime) -> None:
    if overleg.vervanger_id is not None:
        van, overleg.vervanger_id = overleg.vervanger_id, None
        uitnodigen.draag_over(overleg, van, overleg.gespreksleider_id, moment)
