"""Pages of conversation methods: the list, one of them, its sheets to print, choosing one for an overleg."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from flask import abort, render_template, request
from werkzeug.datastructures import MultiDict

from signalen import velden, web
from signalen.markdown import uitleg_naar_html
from signalen.overleg.operations import methode as operations
from signalen.overleg.queries import methoden as queries
from signalen.overleg.views.blauwdruk import laad_overleg, overleg
from signalen.permissions import Band, Persoon, Recht
from signalen.web import Geladen, requires
from signalen.weigering import NietGevonden
from workflows import intake, methode_render
from workflows.definition import Methode, Veld
from workflows.keuzehulp import stel_voor
from workflows.methode_verschil import Vergelijking, vergelijk
from workflows.stand import Geweigerd

BEGIN = {"moreel_beraad": {"onderwerp": "moreel"}}
"""Answers of the intake that the kind of overleg already gives."""


def laad_methode(persoon: Persoon | None, naam: str) -> Geladen[Methode]:
    """Load an adopted method: the version in the query, else the newest. Raises NietGevonden."""
    return Geladen(queries.gekozen(naam, _getal("versie", naam))[1], Band())


def _getal(wat: str, naam: str) -> int | None:
    """Return a number from the query, or None when it is missing. Raises NietGevonden for anything else."""
    ruw = request.args.get(wat, "")
    if ruw and not (ruw.isascii() and ruw.isdecimal() and len(ruw) < 6):
        raise NietGevonden(naam)
    return int(ruw) if ruw else None


@overleg.get("/methoden")
@requires(Recht.INGELOGD)
def lijst() -> web.ANTWOORD:
    """The methods that were adopted here, each with what it is for."""
    regels = [(m, methode_render.in_het_kort(m)) for m in queries.nieuwste()]
    return render_template("methode/lijst.html", methoden=regels)


@overleg.get("/methoden/<naam>")
@requires(Recht.INGELOGD, laad_methode)
def methode(geladen: Geladen[Methode], naam: str) -> web.ANTWOORD:
    """One method: the steps, why they are there, the adopted versions, and with `naast` what changed."""
    dit = geladen.ding
    return render_template(
        "methode/een.html",
        m=dit,
        kort=methode_render.in_het_kort(dit),
        rijen=methode_render.tabel(dit),
        uitleg=uitleg_naar_html(dit.uitleg, dit.titel_van),
        versies=queries.versies(naam),
        verschil=_verschil(dit),
    )


def _verschil(dit: Methode) -> Vergelijking | None:
    """Return what changed between this version and the one that the address names. Raises NietGevonden."""
    versie = _getal("naast", dit.naam)
    if versie is None:
        return None
    oud, nieuw = sorted((queries.gekozen(dit.naam, versie)[1], dit), key=lambda m: m.versie)
    return vergelijk(oud, nieuw)


@overleg.get("/methoden/<naam>/werkbladen")
@requires(Recht.INGELOGD, laad_methode)
def werkbladen(geladen: Geladen[Methode], naam: str) -> web.ANTWOORD:
    """The method on paper: a sheet per step, and cards to write a judgement of one's own on."""
    dit = geladen.ding
    return render_template("methode/werkbladen.html", m=dit, woorden=methode_render.SPREKERWOORDEN)


# ------------------------------------------------------------------ choosing one for an overleg


@overleg.get("/overleg/<uuid:overleg_id>/methode")
@requires(Recht.OVERLEG_LEIDEN, laad=laad_overleg, publiek="gespreksleider")
def kies_methode(geladen: Geladen[uuid.UUID], overleg_id: uuid.UUID) -> web.ANTWOORD:
    """The intake; with answers in the address also the proposals with why."""
    return _toon(geladen.ding) if queries.keuze_van(geladen.ding).gepland else abort(404)


def _toon(overleg_id: uuid.UUID, fout: Geweigerd | None = None) -> str:
    keuze, vragen = queries.keuze_van(overleg_id), intake.shipped()
    gegeven = {naam: request.args.get(naam, "") for naam in vragen}
    gesteld = any(gegeven[naam] in vraag.antwoorden for naam, vraag in vragen.items())
    return render_template(
        "methode/kiezen.html",
        keuze=keuze,
        pad=f"/overleg/{overleg_id}",
        vragen=_vragen(gegeven if any(gegeven.values()) else BEGIN.get(keuze.soort, {})),
        gesteld=gesteld,
        voorstellen=stel_voor(queries.nieuwste(), gegeven),
        form=velden.geweigerd(None, fout),
        formulier_id=web.nieuw_formulier(),
    )


def _vragen(gegeven: dict[str, str]) -> Any:
    """Return the questions of the intake as a form."""
    delen = [
        Veld(v.naam, v.label, "keuze", False, v.hulp, tuple((a.naam, a.label) for a in v.antwoorden.values()))
        for v in intake.shipped().values()
    ]
    return velden.formulier("intake", delen, waarden=MultiDict(gegeven))


@overleg.post("/overleg/<uuid:overleg_id>/methode")
@requires(Recht.OVERLEG_LEIDEN, laad=laad_overleg, publiek="gespreksleider")
def zet_methode(geladen: Geladen[uuid.UUID], overleg_id: uuid.UUID) -> web.ANTWOORD:
    """Choose this method for the overleg."""
    naam = request.form.get("naam", "")[:80]

    def handeling(moment: datetime) -> str:
        operations.kies(geladen.ding, naam)
        return f"/overleg/{geladen.ding}?gedaan=methode"

    try:
        return web.doe(handeling)
    except Geweigerd as fout:
        return _toon(geladen.ding, fout), 422
