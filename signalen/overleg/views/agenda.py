"""Pages of overleg: the list, planning, and one overleg with its agenda and the acts of who leads it."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import datetime
from typing import Any

from flask import render_template, request

from signalen import kader, velden, web
from signalen.overleg import documenten, oogstvormen, operations, queries, rules, vormen
from signalen.overleg.queries import oogst
from signalen.overleg.queries.mensen import mensen
from signalen.overleg.views.blauwdruk import laad_overleg, overleg
from signalen.permissions import Recht, mag
from signalen.web import Geladen, requires
from workflows.stand import Geweigerd


@overleg.get("/overleg")
@requires(Recht.INGELOGD)
def alle() -> web.ANTWOORD:
    """The overleggen that I may see, by month."""
    wie = web.ik()
    blad = request.args.get("pagina", "1")
    lijst = queries.lijst(wie, web.moment().date(), int(blad) if blad.isdecimal() and len(blad) < 6 else 1)
    return render_template("overleg/lijst.html", lijst=lijst, mag_plannen=mag(Recht.OVERLEG_PLANNEN, wie))


@overleg.get("/overleg/plannen")
@requires(Recht.OVERLEG_PLANNEN)
def plannen() -> web.ANTWOORD:
    """The form to plan an overleg; an address may fill in the kind and the day."""
    vooraf = {naam: request.args.get(naam, "")[:40] for naam in ("soort", "datum")}
    return _plan(vooraf, {})


@overleg.post("/overleg/plannen")
@requires(Recht.OVERLEG_PLANNEN)
def plan() -> web.ANTWOORD:
    """Plan an overleg on a named day."""
    wie = web.ik()

    def handeling(moment: datetime) -> str:
        rij = operations.plan(vormen.voorstel(request.form, wie.id), moment)
        return f"/overleg/{rij.id}?gedaan=overleg"

    try:
        return web.doe(handeling)
    except Geweigerd as fout:
        return _plan(request.form, velden.fouten_van(fout)), 422


def _plan(waarden: Any, fouten: dict[str, str]) -> str:
    zoek = request.args.get("zoek", "")[:100]
    keuzes = mensen(zoek)
    form = vormen.plannen(keuzes, waarden, fouten)
    return render_template(
        "overleg/plannen.html", form=form, veel=keuzes.veel, zoek=zoek, formulier_id=web.nieuw_formulier()
    )


@overleg.get("/overleg/<uuid:overleg_id>")
@requires(Recht.OVERLEG_ZIEN, laad=laad_overleg)
def een(geladen: Geladen[uuid.UUID], overleg_id: uuid.UUID) -> web.ANTWOORD:
    """The agenda for the meeting room; below it the acts of who leads."""
    return _toon(geladen)


def _toon(geladen: Geladen[uuid.UUID], waar: str = "", fout: Geweigerd | None = None) -> str:
    """Render the page, with what was typed in the form that was refused."""
    band, vandaag = geladen.band, web.moment().date()
    binnen = band.deelnemer or band.gespreksleider
    pagina = queries.pagina(geladen.ding, vandaag, kader.rol_label, band.gespreksleider, binnen)
    fouten = velden.fouten_van(fout) if fout else {}
    legt_vast = oogst.verslaglegger(geladen.ding) if pagina.met_oogst and band.gespreksleider else None
    formulieren = vormen.van_pagina(pagina, waar, request.form if fout else None, fouten)
    return render_template(
        "overleg/een.html",
        o=pagina,
        vormen=formulieren,
        form=formulieren.get(waar),
        waar=waar,
        mag_openen=binnen,
        mag_schrijven=mag(Recht.OOGST_SCHRIJVEN, web.ik(), band),
        legt_vast=oogstvormen.verslaglegger(*legt_vast) if legt_vast else None,
        documenten=documenten.soorten(),
        heeft_verslag=pagina.verslag is not None or any(r.tekst for r in pagina.oogst),
        formulier_id=web.nieuw_formulier(),
    )


def _doe(
    geladen: Geladen[uuid.UUID], waar: str, gedaan: str, handeling: Callable[[datetime], Any]
) -> web.ANTWOORD:
    """Carry out an act of the leader, or show the page again with what was typed."""

    def af(moment: datetime) -> str:
        handeling(moment)
        return f"/overleg/{geladen.ding}?gedaan={gedaan}"

    try:
        return web.doe(af)
    except Geweigerd as fout:
        return _toon(geladen, waar, fout), 422


@overleg.post("/overleg/<uuid:overleg_id>/houden")
@requires(Recht.OVERLEG_LEIDEN, laad=laad_overleg, publiek="gespreksleider")
def houden(geladen: Geladen[uuid.UUID], overleg_id: uuid.UUID) -> web.ANTWOORD:
    """Record that the overleg was held and what was discussed."""
    form = request.form

    def handeling(moment: datetime) -> None:
        aanwezig = rules.lees_aanwezig(form.get("aanwezig", ""))
        operations.houd(geladen.ding, form.getlist("besproken"), aanwezig, moment)

    return _doe(geladen, "houden", "gehouden", handeling)


@overleg.post("/overleg/<uuid:overleg_id>/verslag")
@requires(Recht.OVERLEG_LEIDEN, laad=laad_overleg, publiek="gespreksleider")
def verslag(geladen: Geladen[uuid.UUID], overleg_id: uuid.UUID) -> web.ANTWOORD:
    """Write down and release what may leave the room."""
    feit, alternatief, opvatting = (request.form.get(naam, "") for naam, _ in rules.DELEN)

    def handeling(moment: datetime) -> None:
        operations.leg_verslag_vast(geladen.ding, feit, alternatief, opvatting, "gespreksleider", moment)

    return _doe(geladen, "verslag", "verslag", handeling)


@overleg.post("/overleg/<uuid:overleg_id>/vervallen")
@requires(Recht.OVERLEG_LEIDEN, laad=laad_overleg, publiek="gespreksleider")
def vervallen(geladen: Geladen[uuid.UUID], overleg_id: uuid.UUID) -> web.ANTWOORD:
    """Cancel the overleg with a reason."""
    reden = request.form.get("reden", "")
    return _doe(geladen, "vervallen", "vervallen", lambda m: operations.verval(geladen.ding, reden, m))


@overleg.post("/overleg/<uuid:overleg_id>/verzetten")
@requires(Recht.OVERLEG_LEIDEN, laad=laad_overleg, publiek="gespreksleider")
def verzetten(geladen: Geladen[uuid.UUID], overleg_id: uuid.UUID) -> web.ANTWOORD:
    """Move the overleg to another day, once."""
    datum, begin, reden = (request.form.get(naam, "") for naam in ("datum", "begin", "reden"))
    return _doe(
        geladen, "verzetten", "verzet", lambda m: operations.verzet(geladen.ding, datum, begin, reden, m)
    )


@overleg.post("/overleg/<uuid:overleg_id>/afspraak")
@requires(Recht.OVERLEG_LEIDEN, laad=laad_overleg, publiek="gespreksleider")
def afspraak(geladen: Geladen[uuid.UUID], overleg_id: uuid.UUID) -> web.ANTWOORD:
    """Make an afspraak in this overleg."""
    wat, rol, datum = (request.form.get(naam, "") for naam in ("omschrijving", "rol", "datum"))
    return _doe(
        geladen,
        "afspraak",
        "afspraak_gemaakt",
        lambda m: operations.spreek_af(geladen.ding, wat, rol, datum, m),
    )
