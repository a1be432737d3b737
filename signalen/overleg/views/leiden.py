"""What the leader of an overleg does: one page with every form, and the acts behind them."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import datetime
from typing import Any

from flask import render_template, request

from signalen import kader, velden, web
from signalen.overleg import deelnemersvormen, oogstvormen, operations, queries, rules, vormen
from signalen.overleg.deelnemersvormen import Kiezer
from signalen.overleg.queries import deelnemers, oogst
from signalen.overleg.views.blauwdruk import laad_overleg, overleg
from signalen.permissions import Recht
from signalen.web import Geladen, requires
from workflows.stand import Geweigerd


@overleg.get("/overleg/<uuid:overleg_id>/leiden")
@requires(Recht.OVERLEG_LEIDEN, laad=laad_overleg, publiek="gespreksleider")
def leiden(geladen: Geladen[uuid.UUID], overleg_id: uuid.UUID) -> web.ANTWOORD:
    """Every form of who leads; the one that the address names stands open."""
    return toon(geladen, request.args.get("wat", "")[:20])


def toon(
    geladen: Geladen[uuid.UUID], waar: str, fout: Geweigerd | None = None, wie: Kiezer | None = None
) -> str:
    """Render the page, with what was typed in the form that was refused; `wie` when people were chosen."""
    pagina = queries.pagina(geladen.ding, web.moment().date(), kader.rol_label, True, True)
    fouten = velden.fouten_van(fout) if fout else {}
    formulieren = vormen.van_pagina(pagina, waar if fout else "", request.form if fout else None, fouten)
    if wie is None and "deelnemers" in pagina.acties:
        wie = deelnemersvormen.kiezer(deelnemers.van_overleg(geladen.ding), None, {})
    legt_vast = oogst.verslaglegger(geladen.ding) if pagina.met_oogst else None
    return render_template(
        "overleg/leiden.html",
        o=pagina,
        vormen=formulieren,
        wie=wie,
        form=(wie.vorm if wie and waar == "deelnemers" else formulieren.get(waar)) if fout else None,
        waar=waar,
        legt_vast=oogstvormen.verslaglegger(*legt_vast) if legt_vast else None,
        formulier_id=web.nieuw_formulier(),
    )


def _doe(
    geladen: Geladen[uuid.UUID], waar: str, gedaan: str, handeling: Callable[[datetime], Any]
) -> web.ANTWOORD:
    """Carry out an act of the leader, or show the page again with what was typed."""
    return web.doe_of_toon(
        f"/overleg/{geladen.ding}?gedaan={gedaan}", handeling, lambda fout: toon(geladen, waar, fout)
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
    return _spreek_af(geladen, "afspraak", "afspraak_gemaakt")


@overleg.post("/overleg/<uuid:overleg_id>/leerpunt")
@requires(Recht.OVERLEG_LEIDEN, laad=laad_overleg, publiek="gespreksleider")
def leerpunt(geladen: Geladen[uuid.UUID], overleg_id: uuid.UUID) -> web.ANTWOORD:
    """Make a leerpunt in this overleg: it comes back until it is done."""
    return _spreek_af(geladen, "leerpunt", "leerpunt", leerpunt=True)


def _spreek_af(geladen: Geladen[uuid.UUID], waar: str, gedaan: str, leerpunt: bool = False) -> web.ANTWOORD:
    wat, rol, datum = (request.form.get(naam, "") for naam in ("omschrijving", "rol", "datum"))
    return _doe(
        geladen,
        waar,
        gedaan,
        lambda m: operations.spreek_af(geladen.ding, wat, rol, datum, m, leerpunt=leerpunt),
    )
