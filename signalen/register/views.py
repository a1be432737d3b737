"""Pages of the register: the list, one edition and its story per knelpunt, and opmaken, vaststellen, erratum.

Every page of an edition is made from what was frozen. A concept is seen by who makes or freezes it only.
"""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template, request
from flask.json import jsonify

from signalen import velden, web
from signalen.permissions import Band, Persoon, Recht, mag
from signalen.register import operations, queries
from signalen.visibility import BESLUITWOORDEN
from signalen.web import Geladen, requires
from workflows.definition import Veld
from workflows.stand import Geweigerd

register = Blueprint("register", __name__)
ERRATUM = Veld("tekst", "Wat klopt er niet, en wat had er moeten staan?", "lang")


def maakt(persoon: Persoon | None) -> bool:
    """Say whether this reader makes or freezes editions, and so may see a concept."""
    return mag(Recht.REGISTER_OPMAKEN, persoon) or mag(Recht.REGISTER_VASTSTELLEN, persoon)


def laad_editie(persoon: Persoon, kwartaal: str, **rest: Any) -> Geladen[queries.Beeld]:
    """Load an edition; a concept only for who works on it."""
    return Geladen(queries.editie(kwartaal, web.moment().date(), maakt(persoon)), Band())


def laad_kwartaal(persoon: Persoon, kwartaal: str, **rest: Any) -> Geladen[Any]:
    """Load a quarter that has begun, with or without an edition."""
    return Geladen(queries.kwartaal(kwartaal, web.moment().date()), Band())


def _toon(sjabloon: str, **gegevens: Any) -> str:
    return render_template(f"register/{sjabloon}.html", besluitwoorden=BESLUITWOORDEN, **gegevens)


@register.get("/register")
@requires(Recht.REGISTER_ZIEN)
def lijst() -> web.ANTWOORD:
    """Every edition, newest first."""
    wie = web.ik()
    edities = queries.lijst(web.moment().date(), maakt(wie))
    opmaken = mag(Recht.REGISTER_OPMAKEN, wie)
    return _toon("lijst", edities=edities, opmaken=opmaken, formulier_id=web.nieuw_formulier())


@register.get("/register/<kwartaal>")
@requires(Recht.REGISTER_ZIEN, laad=laad_editie)
def een(geladen: Geladen[queries.Beeld], kwartaal: str) -> web.ANTWOORD:
    """The front page of an edition."""
    return _voorpagina(geladen.ding)


def _voorpagina(beeld: queries.Beeld, form: Any = None) -> str:
    wie = web.ik()
    return _toon(
        "een",
        e=beeld,
        bord=beeld.afspraken[: queries.OP_VOORPAGINA],
        meer=len(beeld.afspraken) > queries.OP_VOORPAGINA,
        opmaken=beeld.kop.concept and mag(Recht.REGISTER_OPMAKEN, wie),
        vaststellen=beeld.kop.concept and not beeld.kop.loopt and mag(Recht.REGISTER_VASTSTELLEN, wie),
        erratum=None
        if beeld.kop.concept or not mag(Recht.REGISTER_VASTSTELLEN, wie)
        else form or _erratumvorm(),
        form=form,
        formulier_id=web.nieuw_formulier(),
    )


def _erratumvorm(fout: Geweigerd | None = None) -> Any:
    if fout is None:
        return velden.formulier("erratum", [ERRATUM])
    return velden.formulier("erratum", [ERRATUM], waarden=request.form, fouten=velden.fouten_van(fout))


@register.get("/register/<kwartaal>.json")
@requires(Recht.REGISTER_ZIEN, laad=laad_editie)
def als_json(geladen: Geladen[queries.Beeld], kwartaal: str) -> web.ANTWOORD:
    """The public parts of an edition for programs; the fingerprint is computed over the other three."""
    return jsonify(geladen.ding.openbaar)


@register.get("/register/<kwartaal>/regels")
@requires(Recht.REGISTER_ZIEN, laad=laad_editie)
def regels(geladen: Geladen[queries.Beeld], kwartaal: str) -> web.ANTWOORD:
    """Every knelpunt that this edition shows."""
    beeld = geladen.ding
    return _toon("regels", e=beeld, blad=queries.blad(beeld.regels, _pagina()))


@register.get("/register/<kwartaal>/afspraken")
@requires(Recht.REGISTER_ZIEN, laad=laad_editie)
def afspraken(geladen: Geladen[queries.Beeld], kwartaal: str) -> web.ANTWOORD:
    """Every promise of this edition: the list of toezeggingen."""
    beeld = geladen.ding
    return _toon("afspraken", e=beeld, blad=queries.blad(beeld.afspraken, _pagina()))


def _pagina() -> int:
    return request.args.get("pagina", 1, type=int)


@register.get("/register/<kwartaal>/leestas")
@requires(Recht.REGISTER_ZIEN, laad=laad_editie)
def leestas(geladen: Geladen[queries.Beeld], kwartaal: str) -> web.ANTWOORD:
    """One page for the reading bag: three sentences of inbrengers, each with its promise."""
    return _toon("leestas", e=geladen.ding)


@register.get("/register/<kwartaal>/<int:nummer>")
@requires(Recht.REGISTER_ZIEN, laad=laad_editie)
def verhaal(geladen: Geladen[queries.Beeld], kwartaal: str, nummer: int) -> web.ANTWOORD:
    """The story of one knelpunt as it was frozen."""
    return _toon("verhaal", e=geladen.ding, rondes=queries.verhaal(geladen.ding, nummer))


# ------------------------------------------------------------------ acts


@register.post("/register/<kwartaal>/opmaken")
@requires(Recht.REGISTER_OPMAKEN, laad=laad_kwartaal)
def opmaken(geladen: Geladen[Any], kwartaal: str) -> web.ANTWOORD:
    """Make or redo the concept. Done here and not in a job: it is quick, and works without Redis."""

    def af(moment: Any) -> str:
        operations.maak_op(kwartaal, moment)
        return f"/register/{kwartaal}?gedaan=opgemaakt"

    try:
        return web.doe(af)
    except Geweigerd as fout:
        vorm = velden.formulier("weigering", [], fouten={"": fout.reden})
        edities = queries.lijst(web.moment().date(), maakt(web.ik()))
        return _toon(
            "lijst", edities=edities, opmaken=True, form=vorm, formulier_id=web.nieuw_formulier()
        ), 422


@register.get("/register/<kwartaal>/vaststellen")
@requires(Recht.REGISTER_VASTSTELLEN, laad=laad_kwartaal)
def bevestigen(geladen: Geladen[Any], kwartaal: str) -> web.ANTWOORD:
    """What will be frozen, and what is withheld and why."""
    return _bevestiging(geladen.ding, None)


def _bevestiging(kwartaal: Any, fout: Geweigerd | None) -> str:
    vandaag = web.moment().date()
    return _toon(
        "vaststellen",
        kwartaal=kwartaal.code,
        woorden=kwartaal.woorden,
        loopt=vandaag <= kwartaal.laatste,
        proef=queries.voorproef(kwartaal, vandaag),
        form=velden.formulier("weigering", [], fouten={"": fout.reden}) if fout else None,
        formulier_id=web.nieuw_formulier(),
    )


@register.post("/register/<kwartaal>/vaststellen")
@requires(Recht.REGISTER_VASTSTELLEN, laad=laad_kwartaal)
def vaststellen(geladen: Geladen[Any], kwartaal: str) -> web.ANTWOORD:
    """Freeze the edition."""
    rol = "griffier" if "griffier" in web.ik().rolnamen else "secretaris"

    def af(moment: Any) -> str:
        operations.stel_vast(kwartaal, rol, moment, request.form.get("gezien", ""))
        return f"/register/{kwartaal}?gedaan=vastgesteld"

    try:
        return web.doe(af)
    except Geweigerd as fout:
        return _bevestiging(geladen.ding, fout), 422


@register.post("/register/<kwartaal>/erratum")
@requires(Recht.REGISTER_VASTSTELLEN, laad=laad_editie)
def erratum(geladen: Geladen[queries.Beeld], kwartaal: str) -> web.ANTWOORD:
    """Add a correction beside a vastgestelde editie."""

    def af(moment: Any) -> str:
        operations.erratum(kwartaal, request.form.get("tekst", ""), moment)
        return f"/register/{kwartaal}?gedaan=bewaard"

    try:
        return web.doe(af)
    except Geweigerd as fout:
        return _voorpagina(geladen.ding, _erratumvorm(fout)), 422
