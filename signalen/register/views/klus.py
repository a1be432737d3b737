"""Making an edition in the background: the button, and the page that shows how far it is.

The page asks again by itself every two seconds with htmx, or every few seconds without JavaScript.
"""

from __future__ import annotations

from typing import Any

from flask import Response, redirect, request

from signalen import clock, velden, web
from signalen.permissions import Recht
from signalen.register import kwartalen, operations
from signalen.register.klus import queries as klussen
from signalen.register.klus import rules
from signalen.register.views.blauwdruk import laad_kwartaal, maakt, register, toon
from signalen.web import Geladen, requires
from workflows.stand import Geweigerd


@register.post("/register/<kwartaal>/opmaken")
@requires(Recht.REGISTER_OPMAKEN, laad=laad_kwartaal)
def opmaken(geladen: Geladen[Any], kwartaal: str) -> web.ANTWOORD:
    """Ask for the concept and go to the page that shows how far it is."""

    def af(moment: Any) -> str:
        operations.vraag_op(kwartaal, moment)
        return f"/register/{kwartaal}/opmaken"

    try:
        return web.doe(af)
    except Geweigerd as fout:
        vorm = velden.formulier("weigering", [], fouten={"": fout.reden})
        edities = kwartalen.lijst(web.moment().date(), maakt(web.ik()))
        return toon(
            "lijst", edities=edities, opmaken=True, form=vorm, formulier_id=web.nieuw_formulier()
        ), 422


@register.get("/register/<kwartaal>/opmaken")
@requires(Recht.REGISTER_OPMAKEN, laad=laad_kwartaal)
def voortgang(geladen: Geladen[Any], kwartaal: str) -> web.ANTWOORD:
    """How far the concept is; when it is there, on to it."""
    stand = klussen.laatste(geladen.ding.code)
    deel = "HX-Request" in request.headers
    if stand is not None and stand.staat == rules.KLAAR:
        naar = f"/register/{geladen.ding.code}?gedaan=opgemaakt"
        return Response(headers={"HX-Redirect": naar}) if deel else redirect(naar, 303)
    if stand is None:
        return toon("opmaken", k=geladen.ding, stand=None, formulier_id=web.nieuw_formulier())
    return _hoe_ver(geladen.ding, stand, deel)


def _hoe_ver(kwartaal: Any, stand: rules.Stand, deel: bool) -> web.ANTWOORD:
    """Draw the page, or its part for htmx; 204 when nothing changed, so that nothing is read aloud twice."""
    lang = rules.duurt_lang(stand, clock.system_now())
    gezien = f"{stand.staat}-{stand.pogingen}-{stand.gedaan}-{stand.totaal}-{int(lang)}"
    if deel and request.args.get("gezien") == gezien:
        return Response(status=204)
    return toon(
        "opmaken_stand" if deel else "opmaken",
        k=kwartaal,
        stand=stand,
        zin=rules.in_woorden(stand),
        lang=lang,
        gezien=gezien,
        formulier_id=web.nieuw_formulier(),
    )
