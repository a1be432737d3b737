"""Files of an edition to take along: inside for who may read it, and outside once it is public."""

from __future__ import annotations

from typing import Any

from flask import Response, current_app, g, request

from signalen import web
from signalen.permissions import Band, Persoon, Recht
from signalen.register.openbaar import queries, rules
from signalen.register.openbaar.queries import Download
from signalen.register.views.blauwdruk import maakt, register
from signalen.register.views.openbaar import IEDEREEN
from signalen.web import Geladen, requires


def laad_bestand(persoon: Persoon, kwartaal: str, vorm: str) -> Geladen[Download]:
    """Load a file of an edition; of a concept only for who works on it."""
    return Geladen(queries.bestand(kwartaal, vorm, maakt(persoon)), Band())


def laad_openbaar_bestand(persoon: Persoon | None, kwartaal: str, vorm: str) -> Geladen[Download]:
    """Load a file of a vastgestelde editie; nothing while the site is off."""
    return Geladen(queries.openbaar_bestand(kwartaal, vorm), Band())


@register.get("/register/<kwartaal>/bestand/<vorm>")
@requires(Recht.REGISTER_ZIEN, laad=laad_bestand)
def bestand(geladen: Geladen[Download], kwartaal: str, vorm: str) -> web.ANTWOORD:
    """A file of an edition, for who is logged in."""
    return _geef(geladen.ding, rules.LANG_VOOR_MIJ)


@register.get("/open/register/<kwartaal>/bestand/<vorm>")
@requires(Recht.OPENBAAR, laad=laad_openbaar_bestand, publiek=IEDEREEN)
def open_bestand(geladen: Geladen[Download], kwartaal: str, vorm: str) -> web.ANTWOORD:
    """A file of a vastgestelde editie, for everyone."""
    return _geef(geladen.ding, rules.LANG_BEWAREN)


def _geef(wat: Download, bewaren: str) -> web.ANTWOORD:
    """Answer with a file; 304 without reading it for who has it already. A concept is never kept anywhere."""
    gemeente: Any = current_app.config["SIGNALEN"].gemeente
    if request.if_none_match.contains_weak(wat.sha256):
        antwoord = Response(status=304)
    else:
        antwoord = Response(queries.inhoud_van(wat), content_type=wat.mediatype)
        naam = rules.bestandsnaam(gemeente, wat.kwartaal, wat.vorm, wat.mediatype)
        antwoord.headers["Content-Disposition"] = f'attachment; filename="{naam}"'
    antwoord.set_etag(wat.sha256)
    if wat.vast:
        g.bewaren = bewaren
    return antwoord
