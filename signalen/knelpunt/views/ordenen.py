"""What the coordinator does to keep order: describe, join, split, ask a melder, send an answer on."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from flask import request

from signalen import web
from signalen.knelpunt import vormen
from signalen.knelpunt.operations import ordenen
from signalen.knelpunt.views.blauwdruk import knelpunt, laad_knelpunt
from signalen.knelpunt.views.daad import doe
from signalen.permissions import Recht
from signalen.web import Geladen, requires


@knelpunt.post("/knelpunten/<uuid:knelpunt_id>/beschrijven")
@requires(Recht.KNELPUNT_ORDENEN, laad=laad_knelpunt, publiek="coordinator")
def beschrijven(geladen: Geladen[Any], knelpunt_id: uuid.UUID) -> web.ANTWOORD:
    """Give title, cause and level."""

    def daad(moment: datetime) -> None:
        ordenen.beschrijf(knelpunt_id, request.form, moment)

    return doe(geladen, "beschrijven", "beschreven", daad)


@knelpunt.post("/knelpunten/<uuid:knelpunt_id>/koppelen")
@requires(Recht.KNELPUNT_ORDENEN, laad=laad_knelpunt, publiek="coordinator")
def koppelen(geladen: Geladen[Any], knelpunt_id: uuid.UUID) -> web.ANTWOORD:
    """Let these signalen join another knelpunt, named by its number."""

    def daad(moment: datetime) -> str:
        naar = vormen.doel_knelpunt(
            request.form.get("naar", ""), lambda id_: laad_knelpunt(web.ik(), id_), web.ik()
        )
        return f"/knelpunten/{ordenen.koppel(knelpunt_id, naar, request.form.get('reden', ''), moment).id}"

    return doe(geladen, "koppelen", "gekoppeld", daad)


@knelpunt.post("/knelpunten/<uuid:knelpunt_id>/splitsen")
@requires(Recht.KNELPUNT_ORDENEN, laad=laad_knelpunt, publiek="coordinator")
def splitsen(geladen: Geladen[Any], knelpunt_id: uuid.UUID) -> web.ANTWOORD:
    """Take one signaal out into a knelpunt of its own."""

    def daad(moment: datetime) -> str:
        signaal_id = vormen.als_uuid(request.form.get("signaal", "")) or uuid.uuid4()
        return (
            f"/knelpunten/{ordenen.splits(knelpunt_id, signaal_id, request.form.get('reden', ''), moment).id}"
        )

    return doe(geladen, f"splitsen-{request.form.get('signaal', '')}", "gesplitst", daad)


@knelpunt.post("/knelpunten/<uuid:knelpunt_id>/vraag")
@requires(Recht.KNELPUNT_ORDENEN, laad=laad_knelpunt, publiek="coordinator")
def vraag(geladen: Geladen[Any], knelpunt_id: uuid.UUID) -> web.ANTWOORD:
    """Ask a melder something, without a name."""

    def daad(moment: datetime) -> None:
        signaal_id = vormen.als_uuid(request.form.get("signaal", "")) or uuid.uuid4()
        ordenen.stel_vraag(signaal_id, knelpunt_id, request.form.get("tekst", ""), moment)

    return doe(geladen, f"vraag-{request.form.get('signaal', '')}", "vraag", daad)


@knelpunt.post("/knelpunten/<uuid:knelpunt_id>/naleveren")
@requires(Recht.KNELPUNT_ORDENEN, laad=laad_knelpunt, publiek="coordinator")
def naleveren(geladen: Geladen[Any], knelpunt_id: uuid.UUID) -> web.ANTWOORD:
    """Send the answer that was given to everyone who joined later."""
    return doe(
        geladen, "naleveren", "antwoord", lambda m: ordenen.antwoord_naleveren(knelpunt_id, m) and None
    )
