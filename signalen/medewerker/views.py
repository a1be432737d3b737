"""Logging in and out, and one's own sessions. Decides nothing about who may come in: `operations` does."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from flask import Blueprint, current_app, redirect, render_template, request, session
from flask_login import login_user, logout_user
from werkzeug.wrappers import Response
from wtforms import Form, HiddenField, PasswordField, StringField
from wtforms.validators import InputRequired

from signalen import sessies
from signalen.medewerker import operations, queries
from signalen.permissions import Recht
from signalen.web import ANTWOORD, Gebruiker, doe, ik, nieuw_formulier, requires
from workflows.stand import Geweigerd

medewerker = Blueprint("medewerker", __name__)
ROLLEN = "signalen_voorbeeldrollen"
"""Where the app keeps the example people: (list of (rol, email, toelichting), wachtwoord)."""


@dataclass(frozen=True)
class Sessieregel:
    """One of somebody's sessions, as the page shows it: no address and no device, because none is stored."""

    id: uuid.UUID
    begonnen: datetime
    verloopt: datetime
    deze: bool


class InlogForm(Form):
    """What somebody types to log in; `verder` is where they were going."""

    email = StringField("E-mailadres", [InputRequired("Vul je e-mailadres in.")])
    wachtwoord = PasswordField("Wachtwoord", [InputRequired("Vul je wachtwoord in.")])
    verder = HiddenField()


@medewerker.get("/inloggen", endpoint="inloggen")
@requires(Recht.OPENBAAR, publiek="iedereen")
def inlogpagina() -> ANTWOORD:
    """The door: address and password, and in the example municipality a button per role."""
    return _deur(InlogForm(data={"verder": lokaal_pad(request.args.get("verder", ""))}))


@medewerker.post("/inloggen")
@requires(Recht.OPENBAAR, publiek="iedereen")
def log_in() -> ANTWOORD:
    """Let somebody in, or say the same words for every kind of failure (SAFETY rule 17)."""
    form = InlogForm(request.form)
    if not form.validate():
        return _deur(form), 422
    try:
        rij = operations.controleer(form.email.data or "", form.wachtwoord.data or "")
    except Geweigerd as fout:
        doe(lambda moment: _onthoud_mislukt(form))
        form.form_errors.append(fout.reden)
        return _deur(form), 422
    _begin_sessie(rij.id)
    return redirect(lokaal_pad(form.verder.data or "") or "/", 303)


@medewerker.post("/uitloggen")
@requires(Recht.OPENBAAR, publiek="iedereen")
def uitloggen() -> Response:
    """End this session; the old token is worth nothing afterwards."""
    logout_user()
    session.clear()
    _vernieuw()
    return redirect("/inloggen?gedaan=uitgelogd", 303)


@medewerker.get("/sessies")
@requires(Recht.INGELOGD)
def mijn_sessies() -> ANTWOORD:
    """Where I am logged in."""
    deze = sessies.hash_van(session.token)  # type: ignore[attr-defined]
    rijen = sessies.van_medewerker(ik().id)
    regels = [Sessieregel(r.id, r.begonnen_op, r.verloopt_op, r.token_hash == deze) for r in rijen]
    return render_template("medewerker/sessies.html", sessies=regels, formulier_sleutel=nieuw_formulier())


@medewerker.post("/sessies/<uuid:sessie_id>/einde")
@requires(Recht.INGELOGD)
def beeindig_sessie(sessie_id: uuid.UUID) -> Response:
    """End one of my own sessions; somebody else's is left alone."""

    def handeling(moment: object) -> str:
        sessies.beeindig(sessie_id, ik().id)
        return "/sessies?gedaan=sessie"

    return doe(handeling)


def lokaal_pad(pad: str) -> str:
    """Return the path when it stays on this host, else an empty string: no open door to elsewhere."""
    if not pad.startswith("/") or pad.startswith("//") or "\\" in pad or not pad.isprintable():
        return ""
    delen = urlsplit(pad)
    return "" if delen.netloc or delen.path in ("/inloggen", "/uitloggen") else pad


def _deur(form: InlogForm) -> str:
    """Draw the page; the example people are handed over by beheer, which stands above this noun."""
    rollen = current_app.extensions.get(ROLLEN) if current_app.config["SIGNALEN"].mag_demo_logins else None
    rollen, wachtwoord = rollen or ((), "")
    return render_template("inloggen.html", form=form, voorbeeldrollen=rollen, voorbeeldwachtwoord=wachtwoord)


def _onthoud_mislukt(form: InlogForm) -> str:
    operations.noteer_mislukt(form.email.data or "")
    return "/inloggen"


def _begin_sessie(medewerker_id: uuid.UUID) -> None:
    """Give a new token, so that one planted before the log-in is worth nothing (SAFETY rule 16)."""
    persoon = queries.persoon(medewerker_id)
    if persoon is None:
        raise Geweigerd("Dit account is niet meer in gebruik.", "inloggen")
    _vernieuw()
    login_user(Gebruiker(persoon))


def _vernieuw() -> None:
    session.vernieuw = True  # type: ignore[attr-defined]
