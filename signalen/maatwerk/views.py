"""Pages of the maatwerkbudget: the team's list, asking, and one request with what colleagues and requester
do.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from flask import Blueprint, render_template, request

from signalen import kader, velden, web
from signalen.maatwerk import operations, queries, rules, vormen
from signalen.permissions import BEHANDELAARS, Persoon, Recht
from signalen.signaal.rules import DOMEINEN
from signalen.web import Geladen, requires
from workflows.stand import Geweigerd

maatwerk = Blueprint("maatwerk", __name__)
EEN = "/maatwerk/<uuid:maatwerk_id>"


def laad_maatwerk(persoon: Persoon | None, maatwerk_id: uuid.UUID, **rest: Any) -> Geladen[uuid.UUID]:
    """Load a request and whether the reader is of its team, was asked, or made it."""
    return Geladen(*queries.laad(maatwerk_id, persoon))


@maatwerk.get("/maatwerk")
@requires(Recht.MAATWERK_VRAGEN)
def alle() -> web.ANTWOORD:
    """The requests of my team, what is left, and for everyone the totals per quarter."""
    wie, vandaag = web.ik(), web.moment().date()
    return render_template(
        "maatwerk/lijst.html",
        regels=queries.lijst(wie, vandaag),
        team=queries.teamnaam(wie.eenheid_id),
        budget=queries.budget(wie.eenheid_id, vandaag) if wie.eenheid_id else None,
        totalen=queries.totalen(),
        wacht=queries.werk(wie, vandaag),
    )


@maatwerk.get("/maatwerk/nieuw")
@requires(Recht.MAATWERK_VRAGEN)
def nieuw() -> web.ANTWOORD:
    """The form to ask the team."""
    return _nieuw(None, {})


@maatwerk.post("/maatwerk/nieuw")
@requires(Recht.MAATWERK_VRAGEN)
def vraag() -> web.ANTWOORD:
    """Ask the team for an amount."""
    wie = web.ik()

    def handeling(moment: datetime) -> str:
        rij = operations.vraag(vormen.vraag(request.form), wie, moment)
        return f"/maatwerk/{rij.id}?gedaan=maatwerk"

    try:
        return web.doe(handeling)
    except Geweigerd as fout:
        return _nieuw(request.form, velden.fouten_van(fout)), 422


def _nieuw(waarden: Any, fouten: Mapping[str, str]) -> str:
    wie = web.ik()
    domeinen = tuple((d, d[0].upper() + d[1:]) for d in DOMEINEN)
    return render_template(
        "maatwerk/nieuw.html",
        form=velden.formulier("maatwerk", vormen.VRAAG, {"domein": domeinen}, waarden, fouten),
        team=queries.teamnaam(wie.eenheid_id),
        budget=queries.budget(wie.eenheid_id, web.moment().date()) if wie.eenheid_id else None,
        formulier_id=web.nieuw_formulier(),
    )


@maatwerk.get(EEN)
@requires(Recht.MAATWERK_ZIEN, laad=laad_maatwerk, publiek="team")
def een(geladen: Geladen[uuid.UUID], maatwerk_id: uuid.UUID) -> web.ANTWOORD:
    """One request, for its team."""
    return _toon(geladen)


def _toon(geladen: Geladen[uuid.UUID], waar: str = "", fout: Geweigerd | None = None) -> str:
    """Render the page, with what was typed in the form that was refused."""
    pagina = queries.pagina(geladen.ding, web.ik().id, web.moment().date())
    vragen = vormen.die_mogen(pagina, web.ik(), geladen.band)
    rollen = tuple((rol, kader.rol_label(rol)) for rol in sorted(BEHANDELAARS))
    vooraf = {"leerpunt": {"omschrijving": pagina.geleerd[: rules.ZIN]}}
    forms = {
        naam: velden.formulier(
            naam,
            deel,
            {"mee": vormen.JA_NEE, "spijt": vormen.JA_NEE, "rol": rollen},
            request.form if fout and naam == waar else vooraf.get(naam),
            velden.fouten_van(fout) if fout and naam == waar else {},
        )
        for naam, deel in vragen.items()
    }
    form = velden.geweigerd(forms.get(waar), fout)
    return render_template(
        "maatwerk/een.html", m=pagina, vormen=forms, form=form, waar=waar, formulier_id=web.nieuw_formulier()
    )


def _doe(
    geladen: Geladen[uuid.UUID], waar: str, gedaan: str, handeling: Callable[[datetime], Any]
) -> web.ANTWOORD:
    """Carry out an act, or show the page again with what was typed."""
    return web.doe_of_toon(
        f"/maatwerk/{geladen.ding}?gedaan={gedaan}", handeling, lambda fout: _toon(geladen, waar, fout)
    )


@maatwerk.post(f"{EEN}/reageren")
@requires(Recht.MAATWERK_INSTEMMEN, laad=laad_maatwerk, publiek="team")
def reageren(geladen: Geladen[uuid.UUID], maatwerk_id: uuid.UUID) -> web.ANTWOORD:
    """Agree or object, with one sentence."""
    mee, tekst, wie = request.form.get("mee", ""), request.form.get("tekst", ""), web.ik().id
    return _doe(
        geladen, "reageren", "gereageerd", lambda m: operations.reageer(geladen.ding, wie, mee, tekst, m)
    )


@maatwerk.post(f"{EEN}/antwoord")
@requires(Recht.MAATWERK_EIGEN, laad=laad_maatwerk, publiek="aanvrager")
def antwoord(geladen: Geladen[uuid.UUID], maatwerk_id: uuid.UUID) -> web.ANTWOORD:
    """Answer the objection of a colleague."""
    ruw, tekst = request.form.get("over", ""), request.form.get("tekst", "")
    try:
        over = uuid.UUID(ruw)
    except ValueError:
        over = None
    return _doe(
        geladen,
        f"antwoord-{over}",
        "gereageerd",
        lambda m: operations.antwoord(geladen.ding, over, tekst, m),
    )


@maatwerk.post(f"{EEN}/intrekken")
@requires(Recht.MAATWERK_EIGEN, laad=laad_maatwerk, publiek="aanvrager")
def intrekken(geladen: Geladen[uuid.UUID], maatwerk_id: uuid.UUID) -> web.ANTWOORD:
    """Withdraw a request that still waits."""
    return _doe(geladen, "intrekken", "ingetrokken_maatwerk", lambda m: operations.trek_in(geladen.ding, m))


@maatwerk.post(f"{EEN}/terugkijken")
@requires(Recht.MAATWERK_EIGEN, laad=laad_maatwerk, publiek="aanvrager")
def terugkijken(geladen: Geladen[uuid.UUID], maatwerk_id: uuid.UUID) -> web.ANTWOORD:
    """Look back: regret or not, and what was learned."""
    spijt, geleerd = request.form.get("spijt", ""), request.form.get("geleerd", "")
    return _doe(
        geladen,
        "terugkijken",
        "teruggekeken",
        lambda m: operations.kijk_terug(geladen.ding, spijt, geleerd, m),
    )


@maatwerk.post(f"{EEN}/leerpunt")
@requires(Recht.MAATWERK_EIGEN, laad=laad_maatwerk, publiek="aanvrager")
def leerpunt(geladen: Geladen[uuid.UUID], maatwerk_id: uuid.UUID) -> web.ANTWOORD:
    """Turn what was learned into a leerpunt."""
    wat, rol, datum = (request.form.get(naam, "") for naam in ("omschrijving", "rol", "datum"))
    return _doe(
        geladen, "leerpunt", "leerpunt", lambda m: operations.maak_leerpunt(geladen.ding, wat, rol, datum, m)
    )
