"""The page on which a gespreksleider says when they are away, and who takes over each overleg."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Any

from flask import abort, render_template, request
from werkzeug.datastructures import MultiDict

from signalen import velden, web
from signalen.medewerker import queries as medewerkers
from signalen.overleg import operations, vormen
from signalen.overleg.operations.afwezig import lees_periode
from signalen.overleg.queries import afwezig as queries
from signalen.overleg.queries.afwezig import Over, Periode
from signalen.overleg.queries.mensen import mensen
from signalen.overleg.views.blauwdruk import overleg
from signalen.permissions import Persoon, Recht, mag
from signalen.web import Geladen, requires
from workflows.definition import Veld
from workflows.stand import Geweigerd

PERIODE = velden.vragen(
    ("van", "Eerste dag", "datum", True, "Bijvoorbeeld 8-12-2026."),
    ("tot", "Laatste dag", "datum", True, "Die dag ben je er ook niet."),
)
WIE = velden.vragen(("wie", "Om wie gaat het?", "keuze", True, ""))


def laad_periode(persoon: Persoon | None, afwezigheid_id: uuid.UUID, **rest: Any) -> Geladen[Periode]:
    """Load a period of absence and how the reader stands to it."""
    return Geladen(*queries.laad_periode(afwezigheid_id, persoon))


@overleg.get("/overleg/afwezig")
@requires(Recht.OVERLEG_PLANNEN)
def afwezig() -> web.ANTWOORD:
    """Ask for the period; with one in the address, show the overleggen in it."""
    if not request.args.get("van") and not request.args.get("tot"):
        return _toon(request.args, {}, None)
    try:
        periode = lees_periode(request.args.get("van", ""), request.args.get("tot", ""), _vandaag())
    except Geweigerd as fout:
        return _toon(request.args, velden.fouten_van(fout), None), 422
    return _toon(request.args, {}, periode)


@overleg.post("/overleg/afwezig")
@requires(Recht.OVERLEG_PLANNEN)
def meld_afwezig() -> web.ANTWOORD:
    """Note the period and hand over every overleg for which somebody was chosen."""
    form, wie = request.form, _wie(request.form.get("wie", ""))

    def handeling(moment: datetime) -> str:
        operations.meld_afwezig(wie, form.get("van", ""), form.get("tot", ""), _gekozen(), moment)
        return f"/overleg/afwezig?wie={wie}&gedaan=afwezig"

    try:
        return web.doe(handeling)
    except Geweigerd as fout:
        return _toon(form, velden.fouten_van(fout), _periode_of_niets()), 422


@overleg.post("/overleg/afwezig/<uuid:afwezigheid_id>/toch")
@requires(Recht.OVERLEG_LEIDEN, laad=laad_periode, publiek="gespreksleider")
def toch_aanwezig(geladen: Geladen[Periode], afwezigheid_id: uuid.UUID) -> web.ANTWOORD:
    """Take a period of absence back."""

    def handeling(moment: datetime) -> str:
        operations.toch_aanwezig(geladen.ding.id, moment)
        return "/overleg/afwezig?gedaan=aanwezig"

    return web.doe(handeling)


def _vandaag() -> date:
    return web.moment().date()


def _wie(ruw: str) -> uuid.UUID:
    """Return whose absence it is: mine, or somebody else's for who sees every overleg (404 otherwise)."""
    ik = web.ik()
    try:
        wie = uuid.UUID(ruw) if ruw else ik.id
    except ValueError:
        abort(404)
    if not queries.mag_regelen(ik, wie) or medewerkers.persoon(wie) is None:
        abort(404)
    return wie


def _gekozen() -> dict[uuid.UUID, uuid.UUID]:
    """Return who takes over per overleg; an overleg without a choice is left out. Raises OngeldigeInvoer."""
    paren = [(n, w) for n, w in request.form.items() if n.startswith("vervanger-") and w]
    return {
        vormen.als_uuids(naam, [naam.removeprefix("vervanger-")])[0]: vormen.als_uuids(naam, [waarde])[0]
        for naam, waarde in paren
    }


def _periode_of_niets() -> tuple[date, date] | None:
    try:
        return lees_periode(request.form.get("van", ""), request.form.get("tot", ""), _vandaag())
    except Geweigerd:
        return None


def _toon(waarden: Any, fouten: dict[str, str], periode: tuple[date, date] | None) -> str:
    wie, ik = _wie(waarden.get("wie", "")), web.ik()
    over = queries.over_te_dragen(wie, *periode, _vandaag()) if periode else []
    niemand = {f"vervanger-{o.regel.id}": "" for o in over}
    getypt = MultiDict({**niemand, **waarden, "wie": str(wie)})
    anderen = mag(Recht.OVERLEG_ZIEN, ik)
    vragen = (*WIE, *PERIODE) if anderen else PERIODE
    zoek = velden.formulier("zoek", vragen, {"wie": mensen().leiders}, getypt, fouten)
    return render_template(
        "overleg/afwezig.html",
        zoek=zoek,
        form=velden.formulier("over", _velden(over), _keuzes(over), getypt, fouten) if periode else zoek,
        over=over,
        periode=periode,
        wie=wie,
        wie_naam=medewerkers.namen({wie}).get(wie, "") if wie != ik.id else "",
        perioden=queries.perioden(wie, _vandaag()),
        formulier_id=web.nieuw_formulier(),
    )


def _velden(over: list[Over]) -> tuple[Veld, ...]:
    """One choice per overleg; who leads it already is said in the help text."""
    return tuple(
        Veld(f"vervanger-{o.regel.id}", "Wie leidt het dan?", "keuze", False, f"Nu: {o.nu}." if o.nu else "")
        for o in over
    )


def _keuzes(over: list[Over]) -> dict[str, velden.Keuzes]:
    """A long list has an empty choice of its own; radio buttons need one to take a choice back."""
    return {
        f"vervanger-{o.regel.id}": o.keuzes
        if len(o.keuzes) >= velden.KORT
        else (("", "Nog niemand"), *o.keuzes)
        for o in over
    }
