"""The overleggen of the example: planning, holding with a verslag, cancelling, and the afspraken made there.

Calls the operations of overleg and opvolging only; expects an open transaction.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from signalen.db import db
from signalen.opvolging import operations as opvolging
from signalen.opvolging.models import Afspraak
from signalen.overleg import operations as overleggen
from signalen.overleg.models import Overleg
from signalen.overleg.queries import agenda
from signalen.overleg.rules import Voorstel
from signalen.voorbeeld import gesprekszaal
from signalen.voorbeeld.toneel import Decor
from signalen.voorbeeld.verhalen import Bijeenkomst, gemerkt

BEGIN = {"luistersessie": "16:00", "college": "09:30", "management": "11:00"}
PLAATS = {"luistersessie": "Kantine, begane grond", "college": "Collegekamer"}
KAMER = "Kamer 2.04, stadskantoor"
DUUR = "90"


def dag_van(decor: Decor, zaal: Bijeenkomst) -> date:
    """Return the day of an overleg: a numbered working day, or the next Tuesday."""
    return decor.pad.dinsdag() if zaal.dag is None else decor.pad.dag(zaal.dag)


def plan(decor: Decor, zaal: Bijeenkomst, moment: datetime) -> None:
    """Plan an overleg on its day, by who leads it; subjects are put on it by nobody in particular."""
    leider = decor.ids[zaal.leider]
    rij = overleggen.plan(
        Voorstel(
            soort=zaal.soort,
            datum=dag_van(decor, zaal).isoformat(),
            begin=BEGIN.get(zaal.soort, "10:00"),
            door=leider,
            titel=zaal.titel,
            minuten=DUUR,
            plaats=PLAATS.get(zaal.soort, KAMER),
            gespreksleider=leider,
            deelnemers=tuple(decor.ids[adres] for adres in zaal.deelnemers),
        ),
        moment,
    )
    for tekst in zaal.onderwerp:
        overleggen.zet_op(rij.id, tekst, moment)


def houd(decor: Decor, zaal: Bijeenkomst, moment: datetime) -> None:
    """Hold an overleg: a conversation by method if the script has one, the agenda, afspraken, the verslag."""
    overleg = _overleg(decor, zaal)
    if zaal.gesprek:
        gesprekszaal.voer(overleg.id, zaal.gesprek, moment)
    besproken = [punt.sleutel for punt in agenda.van(overleg, moment.date())]
    overleggen.houd(overleg.id, besproken, int(zaal.aanwezig), moment)
    for afspraak in zaal.afspraak:
        op = decor.pad.dag(afspraak["dag"]).isoformat()
        overleggen.spreek_af(overleg.id, afspraak["tekst"], afspraak["rol"], op, moment)
    feit, alternatief = gemerkt("feit", zaal.feit), gemerkt("alternatief", zaal.alternatief)
    opvatting = gemerkt("opvatting", zaal.opvatting)
    overleggen.leg_verslag_vast(overleg.id, feit, alternatief, opvatting, zaal.leider, moment)


def laat_vervallen(decor: Decor, zaal: Bijeenkomst, moment: datetime) -> None:
    """Cancel an overleg with its reason."""
    overleggen.verval(_overleg(decor, zaal).id, zaal.reden, moment)


def kom_na(afspraak: Mapping[str, Any], moment: datetime) -> None:
    """Keep an afspraak that was made in an overleg."""
    zoek = select(Afspraak.id).where(Afspraak.omschrijving == afspraak["tekst"])
    id_ = db.session.scalars(zoek).one()
    opvolging.is_gedaan(id_, afspraak["gedaan_tekst"], afspraak["rol"], moment)


def _overleg(decor: Decor, zaal: Bijeenkomst) -> Overleg:
    zoek = select(Overleg).where(Overleg.soort == zaal.soort, Overleg.datum == dag_van(decor, zaal))
    return db.session.scalars(zoek).one()
