"""The first page of beheer, and the place where all its pages come together on one blueprint."""

from __future__ import annotations

from flask import render_template

from signalen import clock, quarantaine
from signalen.beheer import (
    hulp_views,
    inrichting,
    inrichting_views,
    mensen_views,
    openbaar_views,
    queries,
    route_views,
    sjabloon_views,
    vaststel_views,
)
from signalen.beheer.blauwdruk import beheer
from signalen.permissions import Recht, mag
from signalen.web import ANTWOORD, ik, nieuw_formulier, requires

__all__ = [
    "beheer",
    "hulp_views",
    "inrichting_views",
    "mensen_views",
    "openbaar_views",
    "route_views",
    "sjabloon_views",
    "vaststel_views",
]


@beheer.get("/beheer")
@requires(Recht.CONTROLEREN, publiek="beheerder, auditor of fg")
def overzicht() -> ANTWOORD:
    """Who can act at each step now, holes first, and what waits. No signalen and no words of melders."""
    return render_template(
        "beheer/overzicht.html",
        plekken=queries.bezetting(clock.today()),
        gaten=queries.gaten(clock.today()),
        post=inrichting.post(),
        stil=quarantaine.geldt(),
        mag_beheren=mag(Recht.BEHEREN, ik()),
        log=inrichting.log(10),
        sleutel=nieuw_formulier(),
    )
