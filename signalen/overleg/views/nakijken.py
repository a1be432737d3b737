"""What an inbrenger does on the page of an own signaal with a text from a conversation. By link key only."""

from __future__ import annotations

import uuid
from typing import Any

from flask import request

from signalen import web
from signalen.overleg import operations
from signalen.overleg.views.blauwdruk import overleg
from signalen.permissions import Recht
from signalen.signaal import forms
from signalen.signaal.views import doe_met_signaal, eigen_signaal
from signalen.web import Geladen, requires

PAD = "/mijn-signalen/<uuid:signaal_id>/oogst/<uuid:oogst_id>"
KEUZES = {"ja": True, "nee": False}


@overleg.post(PAD)
@requires(Recht.EIGEN_SIGNAAL, laad=eigen_signaal)
def nakijken(geladen: Geladen[Any], signaal_id: uuid.UUID, oogst_id: uuid.UUID) -> web.ANTWOORD:
    """Say whether a text is right and may leave the room."""
    antwoord, correctie = request.form.get("antwoord", ""), forms.bewaakt("correctie")
    keuze = KEUZES.get(request.form.get("afweging", ""))

    def zeg(moment: Any) -> None:
        operations.stem_in(geladen.ding, oogst_id, antwoord, correctie(), keuze, moment)

    return doe_met_signaal(geladen.ding, f"oogst-{oogst_id}", "nagekeken", zeg)


@overleg.post(f"{PAD}/afweging")
@requires(Recht.EIGEN_SIGNAAL, laad=eigen_signaal)
def afweging_kiezen(geladen: Geladen[Any], signaal_id: uuid.UUID, oogst_id: uuid.UUID) -> web.ANTWOORD:
    """Give or take back consent to Eerdere afwegingen."""
    mag = forms.ja_of_nee("mag")

    def zeg(moment: Any) -> None:
        operations.sta_afweging_toe(geladen.ding, oogst_id, mag(), moment)

    return doe_met_signaal(geladen.ding, f"afweging-{oogst_id}", "toestemming", zeg)
