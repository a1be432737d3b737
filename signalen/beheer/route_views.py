"""Pages on which everyone reads the routes: table, picture, explanation, versions, and what changed."""

from __future__ import annotations

from typing import Any

from flask import Response, abort, render_template, request

from signalen import diagram
from signalen.beheer import inrichting, rules
from signalen.beheer.blauwdruk import beheer
from signalen.markdown import uitleg_naar_html
from signalen.permissions import Band, Persoon, Recht
from signalen.web import ANTWOORD, Geladen, requires
from signalen.weigering import NietGevonden
from workflows import render
from workflows.definition import Route


def laad_route(persoon: Persoon | None, naam: str, versie: int | None = None) -> Geladen[Route]:
    """Load an adopted route: the version in the address or query, else the newest. Raises NietGevonden."""
    return Geladen(inrichting.route(naam, versie or _getal("versie")), Band())


def _getal(naam: str) -> int | None:
    """Return a number from the query, or None when it is missing. Raises NietGevonden for anything else."""
    ruw = request.args.get(naam, "")
    if ruw and not (ruw.isascii() and ruw.isdecimal() and len(ruw) < 6):
        raise NietGevonden(naam)
    return int(ruw) if ruw else None


@beheer.get("/routes")
@requires(Recht.INGELOGD)
def routes() -> ANTWOORD:
    """The routes that apply here."""
    regels = [(r.naam, r.titel, r.versie, len(r.stappen)) for r in inrichting.nieuwste_routes()]
    return render_template("hulp/routes.html", routes=regels)


@beheer.get("/routes/<naam>")
@requires(Recht.INGELOGD, laad_route)
def route(geladen: Geladen[Route], naam: str) -> ANTWOORD:
    """One route: table, picture, why, adopted versions, and with `naast` what changed."""
    dit = geladen.ding
    naast = _naast(naam)
    oud, nieuw = sorted((naast, dit), key=lambda r: r.versie) if naast else (None, None)
    return render_template(
        "hulp/route.html",
        titel=dit.titel,
        naam=naam,
        versie=dit.versie,
        rijen=render.tabel(dit),
        plafond=dit.plafond,
        uitleg=uitleg_naar_html(dit.uitleg, dit.titel_van),
        getekend=bool(diagram.teken(dit)),
        versies=inrichting.versies(naam),
        verschillen=rules.vergelijk(oud, nieuw) if oud and nieuw else None,
        van=oud.versie if oud else None,
        tot=nieuw.versie if nieuw else None,
    )


def _naast(naam: str) -> Route | None:
    try:
        versie = _getal("naast")
        return inrichting.route(naam, versie) if versie else None
    except NietGevonden:
        abort(404)


@beheer.get("/routes/<naam>/<int:versie>.svg")
@requires(Recht.INGELOGD, laad_route)
def tekening(geladen: Geladen[Route], **delen: Any) -> ANTWOORD:
    """The picture of one version; 404 where it cannot be drawn, the table says the same."""
    svg = diagram.teken(geladen.ding)
    return Response(svg, mimetype="image/svg+xml") if svg else abort(404)
