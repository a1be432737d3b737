"""Dit zie ik ook: somebody joins a knelpunt with a signaal of their own."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from flask import render_template, request

from signalen import velden, web
from signalen.knelpunt import vormen
from signalen.knelpunt.operations import melders
from signalen.knelpunt.operations.ontvangst import Gever
from signalen.knelpunt.views.blauwdruk import knelpunt, laad_gelijk
from signalen.permissions import Recht
from signalen.signaal.views import sleutelmap
from signalen.web import Geladen, requires
from workflows.stand import Geweigerd


@knelpunt.get("/knelpunten/<uuid:knelpunt_id>/ik-ook")
@requires(Recht.SIGNAAL_GEVEN, laad=laad_gelijk)
def ik_ook(geladen: Geladen[Any], knelpunt_id: uuid.UUID) -> web.ANTWOORD:
    """Dit zie ik ook: read what it is about, choose a level, and join."""
    return _toon_ik_ook(geladen)


def _toon_ik_ook(geladen: Geladen[Any], fout: Geweigerd | None = None) -> web.ANTWOORD:
    form = vormen.ik_ook(
        web.ik().eigen, request.form if fout else None, velden.fouten_van(fout) if fout else {}
    )
    inhoud = render_template(
        "knelpunt/ik_ook.html",
        g=geladen.ding,
        form=form,
        al=geladen.band.eigen_signaal,
        formulier_id=web.nieuw_formulier(),
    )
    return inhoud, 422 if fout else 200


@knelpunt.post("/knelpunten/<uuid:knelpunt_id>/ik-ook")
@requires(Recht.SIGNAAL_GEVEN, laad=laad_gelijk)
def ik_ook_versturen(geladen: Geladen[Any], knelpunt_id: uuid.UUID) -> web.ANTWOORD:
    """Join a knelpunt with a signaal of one's own."""
    wie = web.ik()

    def doe(moment: datetime) -> str:
        invoer = vormen.lees_ik_ook(request.form)
        gever = Gever(wie.id, wie.naam, wie.eenheid_id, wie.eigen)
        rij = melders.geef_ik_ook(knelpunt_id, *invoer, gever, moment, sleutelmap())
        return f"/mijn-signalen/{rij.id}?gedaan=ik_ook"

    try:
        return web.doe(doe)
    except Geweigerd as fout:
        return _toon_ik_ook(geladen, fout)
