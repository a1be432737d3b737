"""What I do with a signaal of my own: add, judge, contest, react, withdraw. Loading goes by link key."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from flask import request

from signalen import web
from signalen.knelpunt.operations import melders, oordelen
from signalen.opvolging import operations as opvolging
from signalen.permissions import Recht
from signalen.signaal import forms
from signalen.signaal.views.blauwdruk import eigen_signaal, signaal
from signalen.signaal.views.mijn import doe_met_signaal
from signalen.web import Geladen, requires


@signaal.post("/mijn-signalen/<uuid:signaal_id>/aanvullen")
@requires(Recht.EIGEN_SIGNAAL, laad=eigen_signaal)
def aanvullen(geladen: Geladen[Any], signaal_id: uuid.UUID) -> web.ANTWOORD:
    """Add words to my signaal."""
    tekst = forms.bewaakt("tekst")
    return doe_met_signaal(
        geladen.ding, "aanvullen", "aanvulling", lambda m: melders.vul_aan(geladen.ding, tekst(), m)
    )


@signaal.post("/mijn-signalen/<uuid:signaal_id>/oordeel")
@requires(Recht.EIGEN_SIGNAAL, laad=eigen_signaal)
def oordeel(geladen: Geladen[Any], signaal_id: uuid.UUID) -> web.ANTWOORD:
    """Judge the answer."""
    antwoorden = {v: request.form.get(v, "") for v in ("begrepen", "beantwoord", "veranderd")}
    toelichting = forms.bewaakt("toelichting")

    def zeg(moment: datetime) -> None:
        opvolging.oordeel(geladen.ding, antwoorden, toelichting(), moment)

    return doe_met_signaal(geladen.ding, "oordeel", "oordeel", zeg)


@signaal.post("/mijn-signalen/<uuid:signaal_id>/betwisten")
@requires(Recht.EIGEN_SIGNAAL, laad=eigen_signaal)
def betwisten(geladen: Geladen[Any], signaal_id: uuid.UUID) -> web.ANTWOORD:
    """Contest the answer, once."""
    reden = forms.bewaakt("reden")

    def zeg(moment: datetime) -> str:
        naar = oordelen.betwist(geladen.ding, reden(), moment)
        return "omstreden" if naar in ("gesloten", "geparkeerd", "proef") else "betwist"

    return doe_met_signaal(geladen.ding, "betwisten", "betwist", zeg)


@signaal.post("/mijn-signalen/<uuid:signaal_id>/doorgeving/<uuid:doorgeving_id>")
@requires(Recht.EIGEN_SIGNAAL, laad=eigen_signaal)
def reageren(geladen: Geladen[Any], signaal_id: uuid.UUID, doorgeving_id: uuid.UUID) -> web.ANTWOORD:
    """Say klopt, deels or niet to what a layer heard."""
    antwoord, correctie = request.form.get("antwoord", ""), forms.bewaakt("correctie")

    def zeg(moment: datetime) -> None:
        melders.reageer(geladen.ding, doorgeving_id, antwoord, correctie(), moment)

    return doe_met_signaal(geladen.ding, f"doorgeving-{doorgeving_id}", "reactie", zeg)


@signaal.post("/mijn-signalen/<uuid:signaal_id>/toestemming")
@requires(Recht.EIGEN_SIGNAAL, laad=eigen_signaal)
def toestemming(geladen: Geladen[Any], signaal_id: uuid.UUID) -> web.ANTWOORD:
    """Say whether this may stand in the register."""
    mag_ = forms.ja_of_nee("mag")
    return doe_met_signaal(
        geladen.ding, "toestemming", "toestemming", lambda m: melders.zet_toestemming(geladen.ding, mag_(), m)
    )


@signaal.post("/mijn-signalen/<uuid:signaal_id>/niveau")
@requires(Recht.EIGEN_SIGNAAL, laad=eigen_signaal)
def niveau(geladen: Geladen[Any], signaal_id: uuid.UUID) -> web.ANTWOORD:
    """Protect a signaal that was open."""
    return doe_met_signaal(
        geladen.ding, "niveau", "niveau", lambda m: melders.verhoog_niveau(geladen.ding, m)
    )


@signaal.post("/mijn-signalen/<uuid:signaal_id>/intrekken")
@requires(Recht.EIGEN_SIGNAAL, laad=eigen_signaal)
def intrekken(geladen: Geladen[Any], signaal_id: uuid.UUID) -> web.ANTWOORD:
    """Withdraw my signaal."""
    return doe_met_signaal(
        geladen.ding, "intrekken", "ingetrokken", lambda m: melders.trek_in(geladen.ding, m)
    )


@signaal.post("/mijn-signalen/<uuid:signaal_id>/nog-steeds")
@requires(Recht.EIGEN_SIGNAAL, laad=eigen_signaal)
def nog_steeds(geladen: Geladen[Any], signaal_id: uuid.UUID) -> web.ANTWOORD:
    """Say that it is still so: the next ronde begins."""
    reden = forms.bewaakt("reden")
    return doe_met_signaal(
        geladen.ding, "nog-steeds", "nog_steeds", lambda m: melders.nog_steeds(geladen.ding, reden(), m)
    )


@signaal.post("/mijn-signalen/<uuid:signaal_id>/vraag/<uuid:vraag_id>")
@requires(Recht.EIGEN_SIGNAAL, laad=eigen_signaal)
def antwoorden(geladen: Geladen[Any], signaal_id: uuid.UUID, vraag_id: uuid.UUID) -> web.ANTWOORD:
    """Answer a question that was asked through the app."""
    tekst = forms.bewaakt("tekst")

    def zeg(moment: datetime) -> None:
        melders.beantwoord_vraag(geladen.ding, vraag_id, tekst(), moment)

    return doe_met_signaal(geladen.ding, f"vraag-{vraag_id}", "antwoord", zeg)
