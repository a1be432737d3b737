"""Acts on editions: vaststellen, and an erratum beside one."""

from __future__ import annotations

from typing import Any

from flask import request

from signalen import velden, web
from signalen.permissions import Recht
from signalen.register import operations, queries
from signalen.register.views.blauwdruk import laad_editie, laad_kwartaal, register, toon
from signalen.register.views.edities import erratumvorm, voorpagina
from signalen.web import Geladen, requires
from workflows.stand import Geweigerd


@register.get("/register/<kwartaal>/vaststellen")
@requires(Recht.REGISTER_VASTSTELLEN, laad=laad_kwartaal)
def bevestigen(geladen: Geladen[Any], kwartaal: str) -> web.ANTWOORD:
    """What will be frozen, and what is withheld and why."""
    return _bevestiging(geladen.ding, None)


def _bevestiging(kwartaal: Any, fout: Geweigerd | None) -> str:
    vandaag = web.moment().date()
    return toon(
        "vaststellen",
        kwartaal=kwartaal.code,
        woorden=kwartaal.woorden,
        loopt=vandaag <= kwartaal.laatste,
        proef=queries.voorproef(kwartaal, vandaag),
        form=velden.formulier("weigering", [], fouten={"": fout.reden}) if fout else None,
        formulier_id=web.nieuw_formulier(),
    )


@register.post("/register/<kwartaal>/vaststellen")
@requires(Recht.REGISTER_VASTSTELLEN, laad=laad_kwartaal)
def vaststellen(geladen: Geladen[Any], kwartaal: str) -> web.ANTWOORD:
    """Freeze the edition."""
    rol = "griffier" if "griffier" in web.ik().rolnamen else "secretaris"

    def af(moment: Any) -> str:
        operations.stel_vast(kwartaal, rol, moment, request.form.get("gezien", ""))
        return f"/register/{kwartaal}?gedaan=vastgesteld"

    try:
        return web.doe(af)
    except Geweigerd as fout:
        return _bevestiging(geladen.ding, fout), 422


@register.post("/register/<kwartaal>/erratum")
@requires(Recht.REGISTER_VASTSTELLEN, laad=laad_editie)
def erratum(geladen: Geladen[queries.Beeld], kwartaal: str) -> web.ANTWOORD:
    """Add a correction beside a vastgestelde editie."""

    def af(moment: Any) -> str:
        operations.erratum(kwartaal, request.form.get("tekst", ""), moment)
        return f"/register/{kwartaal}?gedaan=bewaard"

    try:
        return web.doe(af)
    except Geweigerd as fout:
        return voorpagina(geladen.ding, erratumvorm(fout)), 422
