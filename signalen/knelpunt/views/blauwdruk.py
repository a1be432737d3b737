"""The blueprint that every page of knelpunt hangs on, and how a knelpunt is loaded; holds no pages itself.

Loading goes through the portefeuille and the link key.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from typing import Any

from flask import Blueprint

from signalen import web
from signalen.knelpunt.queries import lijken, pagina, verhaal, zetten
from signalen.medewerker import queries as medewerkers
from signalen.opvolging.queries import afspraken, melder
from signalen.overleg import queries as overleggen
from signalen.permissions import Band, Persoon, Recht, mag
from signalen.signaal.views import sleutels
from signalen.web import Geladen
from signalen.weigering import NietGevonden

knelpunt = Blueprint("knelpunt", __name__)


def laad_knelpunt(persoon: Persoon, knelpunt_id: uuid.UUID, **rest: Any) -> Geladen[Any]:
    """Load a knelpunt and how this reader stands to it: roles through the portefeuille, own signaal, at
    turn.
    """
    rij = verhaal.laad(knelpunt_id)
    if rij is None:
        raise NietGevonden(str(knelpunt_id))
    rollen = medewerkers.rollen_voor(persoon, rij.domein, rij.bestuur)
    open_ = pagina.koppelingen(rij.id)
    eigen = any(k.signaal.koppelsleutel in set(sleutels(persoon)) for k in open_)
    band = Band(rollen, eigen, bool(zetten.zetten(rij, rollen, eigen, web.moment().date())))
    if not mag(Recht.KNELPUNT_ZIEN, persoon, band):
        band = replace(
            band,
            betrokken=zetten.was_aan_zet(rij, rollen) or afspraken.heeft_afspraak(rij.id, rollen),
            deelnemer=overleggen.staat_op_agenda_van(persoon.id, rij.id),
        )
    return Geladen(Zaak(rij.id, rij.opgegaan_in_id, rij, open_), band)


@dataclass(frozen=True)
class Zaak:
    """A knelpunt that was loaded for this reader, with its open koppelingen, so that nothing is read
    twice.
    """

    id: uuid.UUID
    opgegaan_in_id: uuid.UUID | None
    rij: Any
    koppelingen: Any


def laad_gelijk(persoon: Persoon, knelpunt_id: uuid.UUID, **rest: Any) -> Geladen[Any]:
    """Load what anyone who is logged in may see of a knelpunt to say ik ook: title and summary only."""
    gevonden = lijken.een(knelpunt_id)
    if gevonden is None:
        raise NietGevonden(str(knelpunt_id))
    return Geladen(gevonden, Band(eigen_signaal=melder.heeft_gegeven(sleutels(persoon), knelpunt_id)))
