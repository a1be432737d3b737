"""What an inbrenger does with a harvest: agree or not, with a correction, and consent to Eerdere afwegingen.

The caller loaded the signaal through its link key; nothing here knows who that is. Events carry the week and
the role `inbrenger`, and the words of a correction only as a digest.
"""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import select

from signalen import clock
from signalen.db import NietGevonden, db
from signalen.kennis import afwegingen
from signalen.kennis import operations as kennis
from signalen.knelpunt.models import Koppeling
from signalen.knelpunt.operations import traject
from signalen.knelpunt.rules import OngeldigeInvoer, Veldfout
from signalen.overleg.models import Oogst, Oogstakkoord
from signalen.overleg.operations.oogst import op_slot
from signalen.signaal import operations as signalen
from signalen.signaal.models import Signaal
from workflows import oogst
from workflows.stand import Geweigerd


def stem_in(
    signaal: Signaal,
    oogst_id: uuid.UUID,
    antwoord: str,
    correctie: str,
    mag_afweging: bool | None,
    moment: datetime,
) -> None:
    """Say akkoord or niet to the words that were put to you, once per ronde.

    One `niet` closes the words at once; an `akkoord` opens them after the last day (see docs/adr/0007).
    Raises NietGevonden for a harvest of another knelpunt, OngeldigeInvoer, and Geweigerd when it is too late.
    """
    rij = _van_mij(signaal, oogst_id)
    if antwoord not in (oogst.AKKOORD, oogst.NIET):
        raise OngeldigeInvoer([Veldfout("antwoord", "Kies akkoord of niet akkoord.")])
    if rij.staat != oogst.VOORGELEGD or rij.uiterste is None or moment.date() > rij.uiterste:
        raise Geweigerd("Over deze tekst wordt nu niets meer gevraagd.", "gesloten")
    if _mijn(rij, signaal) is not None:
        raise Geweigerd("Je hebt deze tekst al nagekeken.", "al_gedaan")
    tekst = signalen.bewaar_tekst("correctie", correctie, "feit") if correctie.strip() else None
    week = clock.week_of(moment).date()
    nieuw = Oogstakkoord(
        oogst=rij,
        ronde=rij.ronde,
        signaal_id=signaal.id,
        antwoord=antwoord,
        tekst=tekst,
        mag_afweging=mag_afweging,
        week=week,
    )
    db.session.add(nieuw)
    rij.staat = oogst.uitslag([antwoord], verstreken=False)
    inhoud = {"signaal": str(signaal.id), "oogst": str(rij.id), "antwoord": antwoord}
    inhoud["tekst"] = tekst.digest if tekst else ""
    traject.schrijf(traject.slot(rij.knelpunt_id), "oogst_nagekeken", traject.MELDER, inhoud, moment)
    db.session.flush()


def sta_afweging_toe(signaal: Signaal, oogst_id: uuid.UUID, mag: bool, moment: datetime) -> None:
    """Give or take back consent to Eerdere afwegingen. A no takes back what is not published yet.

    Raises Geweigerd before you looked at the words, and once it is published.
    """
    rij = _van_mij(signaal, oogst_id)
    mijn = _mijn(rij, signaal)
    if mijn is None:
        raise Geweigerd("Kijk eerst na of de tekst klopt.", "nog_niet")
    if afwegingen.staat_open(rij.id, moment.date()):
        raise Geweigerd("Deze afweging staat al bij Eerdere afwegingen.", "al_gepubliceerd")
    mijn.mag_afweging = mag
    if not mag:
        kennis.neem_afweging_terug(rij.id)
    inhoud = {"signaal": str(signaal.id), "oogst": str(rij.id), "mag": mag}
    traject.schrijf(traject.slot(rij.knelpunt_id), "afweging_toestemming", traject.MELDER, inhoud, moment)


def _van_mij(signaal: Signaal, oogst_id: uuid.UUID) -> Oogst:
    """Return a harvest, locked, of a knelpunt to which this signaal belongs or belonged."""
    if signaal.ingetrokken_week is not None:
        raise Geweigerd("Je hebt dit signaal ingetrokken.", "ingetrokken")
    hoort = select(Koppeling.id).join(Oogst, Oogst.knelpunt_id == Koppeling.knelpunt_id)
    hoort = hoort.where(Koppeling.signaal_id == signaal.id, Oogst.id == oogst_id)
    # A concept does not exist for an inbrenger: nobody has asked anything yet.
    if db.session.scalar(hoort.where(Oogst.ronde > 0).limit(1)) is None:
        raise NietGevonden(str(oogst_id))
    return op_slot(oogst_id)


def _mijn(rij: Oogst, signaal: Signaal) -> Oogstakkoord | None:
    zoek = select(Oogstakkoord).where(
        Oogstakkoord.oogst_id == rij.id,
        Oogstakkoord.ronde == rij.ronde,
        Oogstakkoord.signaal_id == signaal.id,
    )
    return db.session.scalars(zoek).first()
