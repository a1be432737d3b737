"""Pages of the register: the list, one edition and its story per knelpunt.

Every page of an edition is made from what was frozen. A concept is seen by who makes or freezes it only.
"""

from __future__ import annotations

from typing import Any

from flask import request
from flask.json import jsonify

from signalen import velden, web
from signalen.permissions import Recht, mag
from signalen.register import bladen, kwartalen, queries, voorblad
from signalen.register.lezing.queries import leeslijst
from signalen.register.views.blauwdruk import LIJST, LIJSTEN, laad_editie, maakt, register, toon
from signalen.register.views.lezing import verhaalpagina
from signalen.web import Geladen, requires
from workflows.definition import Veld
from workflows.stand import Geweigerd

ERRATUM = Veld("tekst", "Wat klopt er niet, en wat had er moeten staan?", "lang")


@register.get("/register")
@requires(Recht.REGISTER_ZIEN)
def lijst() -> web.ANTWOORD:
    """Every edition, newest first."""
    wie = web.ik()
    edities = kwartalen.lijst(web.moment().date(), maakt(wie))
    opmaken = mag(Recht.REGISTER_OPMAKEN, wie)
    return toon("lijst", edities=edities, opmaken=opmaken, formulier_id=web.nieuw_formulier())


@register.get("/register/<kwartaal>")
@requires(Recht.REGISTER_ZIEN, laad=laad_editie)
def een(geladen: Geladen[queries.Beeld], kwartaal: str) -> web.ANTWOORD:
    """The front page of an edition."""
    return voorpagina(geladen.ding)


def voorpagina(beeld: queries.Beeld, form: Any = None) -> str:
    """Draw the front page; `form` is a correction that was refused."""
    wie = web.ik()
    eigen = queries.eigen_domeinen(wie, beeld)
    return toon(
        "een",
        e=beeld,
        leeslijst=leeslijst(wie, beeld.kop.kwartaal, beeld.nummers),
        bord=voorblad.beperkt(
            voorblad.bord(beeld.inhoud["op_uw_bord"], eigen), queries.OP_VOORPAGINA, queries.PER_PORTEFEUILLE
        ),
        eigen=eigen,
        delen=voorblad.delen(beeld.inhoud),
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


@register.get(f"/register/<kwartaal>/{LIJST}")
@requires(Recht.REGISTER_ZIEN, laad=laad_editie)
def lijst_van(geladen: Geladen[queries.Beeld], kwartaal: str, lijst: str) -> web.ANTWOORD:
    """One page of a list: knelpunten, promises, silences, or what the raad has to do with it."""
    beeld = geladen.ding
    blad = bladen.blad(LIJSTEN[lijst](beeld), request.args.get("pagina", 1, type=int))
    return toon(lijst, e=beeld, leeslijst=leeslijst(web.ik(), kwartaal, beeld.nummers), blad=blad)


@register.get("/register/<kwartaal>/leestas")
@requires(Recht.REGISTER_ZIEN, laad=laad_editie)
def leestas(geladen: Geladen[queries.Beeld], kwartaal: str) -> web.ANTWOORD:
    """One page for the reading bag: three sentences of inbrengers, each with its promise."""
    return toon("leestas", e=geladen.ding)


@register.get("/register/<kwartaal>/<int:nummer>")
@requires(Recht.REGISTER_ZIEN, laad=laad_editie)
def verhaal(geladen: Geladen[queries.Beeld], kwartaal: str, nummer: int) -> web.ANTWOORD:
    """The story of one knelpunt as it was frozen."""
    return verhaalpagina(geladen.ding, nummer)
