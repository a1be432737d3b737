"""Pages of overleg: the list, planning, and one with its agenda. What its leader does is in `leiden`."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from flask import render_template, request

from signalen import kader, velden, web
from signalen.overleg import documenten, operations, queries, rules, vormen
from signalen.overleg.queries import dagen, uitspraken
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
    """Show what this company misses, days that fit, or who was looked for; nothing is planned or lost.

    A day that was pressed is filled in.
    """
    waarden = request.form.copy()
    if waarden.get("dag"):
        waarden["datum"] = waarden["dag"][:40]
    if waarden.get("anders") == "dagen" and waarden.get("soort") not in rules.SOORTEN:
        return _plan(waarden, {"soort": "Kies eerst wat voor overleg het is."}), 422
    return _plan(waarden, {}, nagekeken=not (waarden.get("dag") or waarden.get("anders")))


def _plan(waarden: Any, fouten: dict[str, str], nagekeken: bool = False) -> str:
    keuzes = mensen(request.form.get("zoek", "")[:100], request.form.getlist("deelnemers"))
    soort = waarden.get("soort", "")
    return render_template(
        "overleg/plannen.html",
        form=vormen.plannen(keuzes, waarden, fouten),
        mensen=keuzes,
        nagekeken=nagekeken,
        waarschuwingen=gezelschap(*vormen.gezelschap(waarden, web.ik().id)),
        formulier_id=web.nieuw_formulier(),
        soort=soort,
        soortnaam=rules.SOORTEN.get(soort, ""),
        dagen=dagen.dagen_voor(web.ik(), soort, web.moment().date()) if soort in rules.SOORTEN else (),
    )


@overleg.get("/overleg/<uuid:overleg_id>")
@requires(Recht.OVERLEG_ZIEN, laad=laad_overleg)
def een(geladen: Geladen[uuid.UUID], overleg_id: uuid.UUID) -> web.ANTWOORD:
    """The agenda for the meeting room; below it links to the acts of who leads."""
    band, vandaag = geladen.band, web.moment().date()
    binnen = band.deelnemer or band.gespreksleider
    pagina = queries.pagina(geladen.ding, vandaag, kader.rol_label, band.gespreksleider, binnen)
    return render_template(
        "overleg/een.html",
        o=pagina,
        punten_nu=uitspraken.van_overleg(geladen.ding) if pagina.kop.staat == "gehouden" else {},
        eerder=_eerder(pagina) if pagina.kop.staat == "gepland" else {},
        om=pagina.om,
        mag_openen=binnen,
        mag_schrijven=mag(Recht.OOGST_SCHRIJVEN, web.ik(), band),
        documenten=documenten.soorten(),
        heeft_verslag=pagina.verslag is not None or any(r.tekst for r in pagina.oogst),
    )


def _eerder(pagina: Overlegpagina) -> dict[str, list[uitspraken.Uitspraakregel]]:
    """What earlier overleggen said about the items of this agenda, so that nobody starts anew."""
    return uitspraken.bij_sleutels(r.sleutel for r in (*pagina.punten, *pagina.past_niet) if r.gezegd)
