"""Offering a released harvest to Eerdere afwegingen, with consent; kennis keeps a copy without a way back."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime

from signalen.kennis import operations as kennis
from signalen.knelpunt.operations import traject
from signalen.medewerker import queries as medewerkers
from signalen.overleg.operations.oogst import op_slot
from signalen.overleg.queries.oogst import afwegingkeuzes
from workflows import oogst, termijn
from workflows.stand import Geweigerd


def bied_aan(oogst_id: uuid.UUID, invoer: Mapping[str, str], rol: str, moment: datetime) -> uuid.UUID:
    """Offer an afweging; everyone reads it after five werkdagen, in which the inbrenger may take it back.

    Raises NietGevonden, Geweigerd without a released harvest and consent, and OngeldigeInvoer per field.
    """
    rij = op_slot(oogst_id)
    if rij.staat != oogst.VRIJGEGEVEN or not oogst.mag_bij_afwegingen(afwegingkeuzes(rij)):
        raise Geweigerd("Hiervoor is geen toestemming van de inbrenger (meer).", "geen_toestemming")
    dag = termijn.tel(moment.date(), oogst.CHECK_WERKDAGEN, medewerkers.kalender()).uiterste
    nieuw = kennis.bewaar_afweging(rij.id, rij.knelpunt_id, invoer, dag)
    inhoud = {"oogst": str(rij.id), "zichtbaar": dag.isoformat()}
    traject.schrijf(traject.slot(rij.knelpunt_id), "afweging_aangeboden", rol, inhoud, moment)
    return nieuw.id
