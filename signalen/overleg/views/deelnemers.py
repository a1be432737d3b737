"""Changing who is invited to an overleg or to a series: looking at what it would do, and keeping it."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import datetime
from typing import Any

from flask import request

from signalen import velden, web
from signalen.overleg import deelnemersvormen, operations
from signalen.overleg.queries import deelnemers as queries
from signalen.overleg.views import leiden, reeksen
from signalen.overleg.views.blauwdruk import laad_overleg, overleg
from signalen.overleg.views.reeksen import laad_reeks
from signalen.permissions import Recht
from signalen.web import Geladen, requires
from workflows.stand import Geweigerd

WAAR = "deelnemers"


@overleg.post("/overleg/<uuid:overleg_id>/deelnemers/nakijken")
@requires(Recht.OVERLEG_LEIDEN, laad=laad_overleg, publiek="gespreksleider")
def kijk_deelnemers_na(geladen: Geladen[uuid.UUID], overleg_id: uuid.UUID) -> web.ANTWOORD:
    """Show what a change would do, or who was looked for; nothing is kept."""
    return _van_overleg(geladen)


@overleg.post("/overleg/<uuid:overleg_id>/deelnemers")
@requires(Recht.OVERLEG_LEIDEN, laad=laad_overleg, publiek="gespreksleider")
def wijzig_deelnemers(geladen: Geladen[uuid.UUID], overleg_id: uuid.UUID) -> web.ANTWOORD:
    """Invite who was ticked and take off who was unticked."""
    doel = f"/overleg/{geladen.ding}?gedaan=deelnemers"
    return _bewaar(geladen, doel, operations.wijzig_deelnemers, _van_overleg)


def _van_overleg(geladen: Geladen[uuid.UUID], fout: Geweigerd | None = None) -> str:
    return leiden.toon(geladen, WAAR, fout, _kiezer(queries.van_overleg(geladen.ding), fout))


def _bewaar(
    geladen: Geladen[uuid.UUID], doel: str, wijzig: Callable[..., Any], toon: Callable[..., str]
) -> web.ANTWOORD:
    """Keep the change of an overleg or a series, or show its page again with what was ticked."""

    def handeling(moment: datetime) -> None:
        wijzig(geladen.ding, *deelnemersvormen.gelezen(request.form), moment)

    return web.doe_of_toon(doel, handeling, lambda fout: toon(geladen, fout))


def _kiezer(wie: queries.Genodigden, fout: Geweigerd | None) -> deelnemersvormen.Kiezer:
    """Return the form with what was ticked; the button to search asks for no judgement."""
    fouten = velden.fouten_van(fout) if fout else {}
    nakijken = fout is None and "anders" not in request.form
    return deelnemersvormen.kiezer(wie, request.form, fouten, nakijken)


@overleg.post("/overleg/reeksen/<uuid:reeks_id>/deelnemers/nakijken")
@requires(Recht.OVERLEG_LEIDEN, laad=laad_reeks, publiek="gespreksleider")
def kijk_reeksdeelnemers_na(geladen: Geladen[uuid.UUID], reeks_id: uuid.UUID) -> web.ANTWOORD:
    """Show what a change of a series would do, or who was looked for; nothing is kept."""
    return _van_reeks(geladen)


@overleg.post("/overleg/reeksen/<uuid:reeks_id>/deelnemers")
@requires(Recht.OVERLEG_LEIDEN, laad=laad_reeks, publiek="gespreksleider")
def wijzig_reeksdeelnemers(geladen: Geladen[uuid.UUID], reeks_id: uuid.UUID) -> web.ANTWOORD:
    """Change who is invited to a series from now on."""
    doel = f"/overleg/reeksen/{geladen.ding}?gedaan=reeks_deelnemers"
    return _bewaar(geladen, doel, operations.wijzig_reeks, _van_reeks)


def _van_reeks(geladen: Geladen[uuid.UUID], fout: Geweigerd | None = None) -> str:
    wie = queries.van_reeks(geladen.ding, web.moment().date())
    return reeksen.toon(geladen, WAAR, fout, _kiezer(wie, fout))
