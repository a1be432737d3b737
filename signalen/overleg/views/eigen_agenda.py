"""Overleggen in a calendar of one's own: the page to arrange it, and the feed behind the secret address."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from flask import Response, current_app, g, render_template, request

from signalen import web
from signalen.overleg import ical, operations
from signalen.overleg.queries import agendapost
from signalen.overleg.views.blauwdruk import overleg
from signalen.permissions import Band, Persoon, Recht
from signalen.web import Geladen, requires


def laad_feed(persoon: Persoon | None, geheim: str, **rest: Any) -> Geladen[uuid.UUID]:
    """Find whose secret address this is. An unknown one is not there, as any other page."""
    return Geladen(agendapost.eigenaar(geheim), Band())


@overleg.get("/agenda/<geheim>.ics")
@requires(Recht.OPENBAAR, laad=laad_feed, publiek="wie het geheime adres heeft")
def feed(geladen: Geladen[uuid.UUID], geheim: str) -> web.ANTWOORD:
    """The overleggen of one person for a calendar programme: neutral titles, 304 when unchanged."""
    afspraken = agendapost.afspraken(geladen.ding, web.moment().date())
    antwoord = Response(mimetype="text/calendar")
    antwoord.set_etag(agendapost.merk(afspraken))
    g.bewaren = "private, no-cache"
    antwoord.make_conditional(request)
    if antwoord.status_code != 304:
        antwoord.set_data(ical.feed(afspraken))
    return antwoord


@overleg.get("/mijn-agenda")
@requires(Recht.INGELOGD)
def mijn_agenda() -> web.ANTWOORD:
    """How I get overleggen in my own calendar."""
    keuze = agendapost.keuze(web.ik().id)
    adres = f"{_basis()}/agenda/{keuze.geheim}.ics" if keuze.geheim else ""
    return render_template(
        "overleg/mijn_agenda.html", k=keuze, adres=adres, titel=ical.TITEL, formulier_id=web.nieuw_formulier()
    )


@overleg.post("/mijn-agenda/adres")
@requires(Recht.INGELOGD)
def maak_adres() -> web.ANTWOORD:
    """Make the secret address, or a new one; the old one ends at once."""

    def handeling(moment: datetime) -> str:
        operations.maak_adres(web.ik().id, moment)
        return "/mijn-agenda?gedaan=agenda_adres"

    return web.doe(handeling)


@overleg.post("/mijn-agenda/intrekken")
@requires(Recht.INGELOGD)
def trek_adres_in() -> web.ANTWOORD:
    """Let the secret address end at once."""

    def handeling(moment: datetime) -> str:
        operations.sluit_adres(web.ik().id)
        return "/mijn-agenda?gedaan=agenda_adres_weg"

    return web.doe(handeling)


@overleg.post("/mijn-agenda/mail")
@requires(Recht.INGELOGD)
def zet_agendamail() -> web.ANTWOORD:
    """Choose whether invitations come by mail."""
    aan = request.form.get("mail") == "ja"

    def handeling(moment: datetime) -> str:
        operations.zet_mail(web.ik().id, aan)
        return "/mijn-agenda?gedaan=agenda_mail"

    return web.doe(handeling)


def _basis() -> str:
    """Return where people find the app: the setting, or where this request came in."""
    return current_app.config["SIGNALEN_ADRES"] or request.host_url.rstrip("/")
