"""What a layer at turn does with a knelpunt. The engine decides whether this reader may."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from flask import request

from signalen import web
from signalen.knelpunt import vormen
from signalen.knelpunt.operations import ordenen, tijd
from signalen.knelpunt.operations.handelen import Handeling
from signalen.knelpunt.views.blauwdruk import knelpunt, laad_knelpunt
from signalen.knelpunt.views.daad import doe
from signalen.opvolging import operations as opvolging
from signalen.permissions import Recht
from signalen.web import Geladen, requires


def _handeling(geladen: Geladen[Any], uitkomst: str) -> Handeling:
    form = request.form
    return Handeling(
        knelpunt_id=geladen.ding.id,
        medewerker_id=web.ik().id,
        rollen=geladen.band.rollen,
        uitkomst=uitkomst,
        invoer=form,
        teken=form.get("teken", ""),
        naast=form.get("naast", ""),
        traject_id=vormen.als_uuid(form.get("traject", "")),
        eigen_signaal=geladen.band.eigen_signaal,
        keuzes=vormen.toegestaan(),
    )


@knelpunt.post("/knelpunten/<uuid:knelpunt_id>/doen/<uitkomst>")
@requires(Recht.KNELPUNT_ZIEN, laad=laad_knelpunt, publiek="behandelaar")
def doen(geladen: Geladen[Any], knelpunt_id: uuid.UUID, uitkomst: str) -> web.ANTWOORD:
    """Carry out one outcome of a step. The engine decides whether this reader may."""
    handeling = _handeling(geladen, uitkomst)
    waar = vormen.naam_van(handeling.naast, uitkomst)

    def daad(moment: datetime) -> None:
        opvolging.handelen(handeling, moment)

    return doe(geladen, waar, "gedaan", daad)


@knelpunt.post("/knelpunten/<uuid:knelpunt_id>/uitstel")
@requires(Recht.KNELPUNT_HANDELEN, laad=laad_knelpunt, publiek="behandelaar")
def uitstel(geladen: Geladen[Any], knelpunt_id: uuid.UUID) -> web.ANTWOORD:
    """Take uitstel, once, with a reason."""
    return doe(geladen, "uitstel", "uitstel", lambda m: tijd.uitstellen(_handeling(geladen, ""), m) and None)


@knelpunt.post("/knelpunten/<uuid:knelpunt_id>/opschorten")
@requires(Recht.KNELPUNT_HANDELEN, laad=laad_knelpunt, publiek="behandelaar")
def opschorten(geladen: Geladen[Any], knelpunt_id: uuid.UUID) -> web.ANTWOORD:
    """Wait for a named party."""
    return doe(
        geladen, "opschorten", "opschorting", lambda m: tijd.opschorten(_handeling(geladen, ""), m) and None
    )


@knelpunt.post("/knelpunten/<uuid:knelpunt_id>/doorgeving")
@requires(Recht.KNELPUNT_HANDELEN, laad=laad_knelpunt, publiek="behandelaar")
def doorgeving(geladen: Geladen[Any], knelpunt_id: uuid.UUID) -> web.ANTWOORD:
    """Write what this layer heard; every melder may react."""

    def daad(moment: datetime) -> None:
        ordenen.schrijf_doorgeving(knelpunt_id, request.form.get("tekst", ""), geladen.band.rollen, moment)

    return doe(geladen, "doorgeving", "doorgeving", daad)
