"""Pages of overleg: the list, planning, and one overleg with its agenda and the acts of who leads it."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import datetime
from typing import Any

from flask import render_template, request

from signalen import kader, velden, web
from signalen.overleg import documenten, oogstvormen, operations, queries, rules, vormen
from signalen.overleg.queries import dagen, oogst, uitspraken
from signalen.overleg.queries.mensen import mensen
from signalen.overleg.queries.omlijsting import gezelschap
from signalen.overleg.queries.pagina import Overlegpagina
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
    plant = mag(Recht.OVERLEG_PLANNEN, wie)
    zonder = dagen.zonder_dag_voor(wie, web.moment().date()) if plant else []
    return render_template("overleg/lijst.html", lijst=lijst, mag_plannen=plant, zonder_dag=zonder)


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


@overleg.post("/overleg/plannen/nakijken")
@requires(Recht.OVERLEG_PLANNEN)
def gezelschap_nakijken() -> web.ANTWOORD:
    """Show what this company misses, before anything is stored; nothing is planned."""
    return _plan(request.form, {}, nagekeken=True)


def _plan(waarden: Any, fouten: dict[str, str], nagekeken: bool = False) -> str:
    zoek = request.args.get("zoek", "")[:100]
    keuzes = mensen(zoek)
    soort = waarden.get("soort", "")
    return render_template(
        "overleg/plannen.html",
        form=vormen.plannen(keuzes, waarden, fouten),
        veel=keuzes.veel,
        zoek=zoek,
        nagekeken=nagekeken,
        waarschuwingen=gezelschap(*vormen.gezelschap(waarden, web.ik().id)),
        formulier_id=web.nieuw_formulier(),
        soort=soort,
        soorten=[(s, naam) for s, naam in rules.SOORTEN.items() if s != soort],
        soortnaam=rules.SOORTEN.get(soort, ""),
        dagen=dagen.dagen_voor(web.ik(), soort, web.moment().date()) if soort in rules.SOORTEN else (),
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
        punten_nu=uitspraken.van_overleg(geladen.ding) if pagina.kop.staat == "gehouden" else {},
        eerder=_eerder(pagina) if pagina.kop.staat == "gepland" else {},
        om=pagina.om,
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


def _eerder(pagina: Overlegpagina) -> dict[str, list[uitspraken.Uitspraakregel]]:
    """What earlier overleggen said about the items of this agenda, so that nobody starts anew."""
    return uitspraken.bij_sleutels(r.sleutel for r in (*pagina.punten, *pagina.past_niet))


def _doe(
    geladen: Geladen[uuid.UUID], waar: str, gedaan: str, handeling: Callable[[datetime], Any]
) -> web.ANTWOORD:
    """Carry out an act of the leader, or show the page again with what was typed."""
    return web.doe_of_toon(
        f"/overleg/{geladen.ding}?gedaan={gedaan}", handeling, lambda fout: _toon(geladen, waar, fout)
    )


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


@overleg.post("/overleg/<uuid:overleg_id>/leerpunt")
@requires(Recht.OVERLEG_LEIDEN, laad=laad_overleg, publiek="gespreksleider")
def leerpunt(geladen: Geladen[uuid.UUID], overleg_id: uuid.UUID) -> web.ANTWOORD:
    """Make a leerpunt in this overleg: it comes back until it is done."""
    wat, rol, datum = (request.form.get(naam, "") for naam in ("omschrijving", "rol", "datum"))
    return _doe(
        geladen,
        "leerpunt",
        "leerpunt",
        lambda m: operations.spreek_af(geladen.ding, wat, rol, datum, m, leerpunt=True),
    )
