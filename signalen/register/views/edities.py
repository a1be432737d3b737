"""Pages of the register: the list, one edition and its story per knelpunt.

Every page of an edition is made from what was frozen. A concept is seen by who makes or freezes it only.
"""

from __future__ import annotations

from typing import Any

from flask import request
from flask.json import jsonify

from signalen import velden, web
from signalen.permissions import Recht, mag
from signalen.register import bladzijden, queries
from signalen.register.views.blauwdruk import laad_bladzijde, laad_editie, maakt, register, toon
from signalen.web import Geladen, requires
from workflows.definition import Veld
from workflows.stand import Geweigerd

ERRATUM = Veld("tekst", "Wat klopt er niet, en wat had er moeten staan?", "lang")


@register.get("/register")
@requires(Recht.REGISTER_ZIEN)
def lijst() -> web.ANTWOORD:
    """Every edition, newest first."""
    wie = web.ik()
    edities = queries.lijst(web.moment().date(), maakt(wie))
    opmaken = mag(Recht.REGISTER_OPMAKEN, wie)
    return toon("lijst", edities=edities, opmaken=opmaken, formulier_id=web.nieuw_formulier())


@register.get("/register/<kwartaal>")
@requires(Recht.REGISTER_ZIEN, laad=laad_bladzijde)
def een(geladen: Geladen[queries.Beeld], kwartaal: str) -> web.ANTWOORD:
    """The front page of an edition."""
    return voorpagina(geladen.ding)


def voorpagina(beeld: queries.Beeld, form: Any = None) -> str:
    """Draw the front page; `form` is a correction that was refused."""
    wie = web.ik()
    return toon(
        "een",
        e=beeld,
        bord=beeld.afspraken[: queries.OP_VOORPAGINA],
        meer=len(beeld.afspraken) > queries.OP_VOORPAGINA,
        opmaken=beeld.kop.concept and mag(Recht.REGISTER_OPMAKEN, wie),
        vaststellen=beeld.kop.concept and not beeld.kop.loopt and mag(Recht.REGISTER_VASTSTELLEN, wie),
        erratum=None
        if beeld.kop.concept or not mag(Recht.REGISTER_VASTSTELLEN, wie)
        else form or erratumvorm(),
        form=form,
        formulier_id=web.nieuw_formulier(),
    )


def erratumvorm(fout: Geweigerd | None = None) -> Any:
    """Return the form of a correction, with what was typed when it was refused."""
    if fout is None:
        return velden.formulier("erratum", [ERRATUM])
    return velden.formulier("erratum", [ERRATUM], waarden=request.form, fouten=velden.fouten_van(fout))


@register.get("/register/<kwartaal>.json")
@requires(Recht.REGISTER_ZIEN, laad=laad_editie)
def als_json(geladen: Geladen[queries.Beeld], kwartaal: str) -> web.ANTWOORD:
    """The public parts of an edition for programs; the fingerprint is computed over the other three."""
    return jsonify(geladen.ding.openbaar)


@register.get("/register/<kwartaal>/regels")
@requires(Recht.REGISTER_ZIEN, laad=laad_bladzijde)
def regels(geladen: Geladen[queries.Beeld], kwartaal: str) -> web.ANTWOORD:
    """Every knelpunt that this edition shows."""
    beeld = geladen.ding
    return toon("regels", e=beeld, blad=bladzijden.regels(beeld, _pagina()))


@register.get("/register/<kwartaal>/afspraken")
@requires(Recht.REGISTER_ZIEN, laad=laad_bladzijde)
def afspraken(geladen: Geladen[queries.Beeld], kwartaal: str) -> web.ANTWOORD:
    """Every promise of this edition: the list of toezeggingen."""
    beeld = geladen.ding
    return toon("afspraken", e=beeld, blad=bladzijden.afspraken(beeld, _pagina()))


def _pagina() -> int:
    return request.args.get("pagina", 1, type=int)


@register.get("/register/<kwartaal>/leestas")
@requires(Recht.REGISTER_ZIEN, laad=laad_bladzijde)
def leestas(geladen: Geladen[queries.Beeld], kwartaal: str) -> web.ANTWOORD:
    """One page for the reading bag: three sentences of inbrengers, each with its promise."""
    return toon("leestas", e=geladen.ding)


@register.get("/register/<kwartaal>/<int:nummer>")
@requires(Recht.REGISTER_ZIEN, laad=laad_bladzijde)
def verhaal(geladen: Geladen[queries.Beeld], kwartaal: str, nummer: int) -> web.ANTWOORD:
    """The story of one knelpunt as it was frozen."""
    return toon("verhaal", e=geladen.ding, rondes=bladzijden.verhaal(geladen.ding, nummer))
