"""More pages of an edition: its summary, its figures with their pictures, and what moved.

Every page is made from what was frozen; the views only choose which part.
"""

from __future__ import annotations

from flask import request

from signalen import web
from signalen.permissions import Recht
from signalen.register import beelden, queries, voorblad
from signalen.register.bladen import blad
from signalen.register.views.blauwdruk import laad_editie, register, toon
from signalen.web import Geladen, requires


@register.get("/register/<kwartaal>/samenvatting")
@requires(Recht.REGISTER_ZIEN, laad=laad_editie)
def samenvatting(geladen: Geladen[queries.Beeld], kwartaal: str) -> web.ANTWOORD:
    """The edition in plain words on one page."""
    return toon("samenvatting", e=geladen.ding)


@register.get("/register/<kwartaal>/cijfers")
@requires(Recht.REGISTER_ZIEN, laad=laad_editie)
def cijfers(geladen: Geladen[queries.Beeld], kwartaal: str) -> web.ANTWOORD:
    """Every figure of an edition: four pictures, each with its table, and the tables about signalen."""
    return toon("cijfers", e=geladen.ding, beelden=beelden.svg(geladen.ding.inhoud))


@register.get("/register/<kwartaal>/vergelijking")
@requires(Recht.REGISTER_ZIEN, laad=laad_editie)
def vergelijking(geladen: Geladen[queries.Beeld], kwartaal: str) -> web.ANTWOORD:
    """What moved since the edition before, and what did not; one kind per page when asked for."""
    soorten = voorblad.beweging(request.args.get("soort", ""))
    nr = request.args.get("pagina", 1, type=int)
    bladen = {naam: blad(geladen.ding.inhoud["vergelijking"][naam], nr) for naam, _ in soorten}
    return toon("vergelijking", e=geladen.ding, soorten=soorten, bladen=bladen)
