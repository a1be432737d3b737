"""Pages of who takes part in a conversation, with or without an account: join, the seat, and what changed.

Who somebody is does not count here: only the token in the cookie of the seat.
"""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from flask import Response, abort, current_app, render_template, request

from signalen import velden, web
from signalen.overleg import gesprek_code, gesprek_vormen
from signalen.overleg.gesprek_rules import StapVoorbij
from signalen.overleg.operations import stoel as operations
from signalen.overleg.queries import gesprek as queries
from signalen.overleg.queries import gesprek_begin
from signalen.overleg.queries import gesprek_schrijven as schrijven
from signalen.overleg.queries.gesprek import Zit
from signalen.overleg.queries.gesprek_schrijven import Schrijfwerk
from signalen.overleg.views.blauwdruk import overleg
from signalen.overleg.views.gesprek import geheim
from signalen.permissions import Band, Persoon, Recht
from signalen.web import Geladen, requires
from signalen.weigering import NietGevonden
from workflows.gesprek import LOOPT
from workflows.notities import Botsing
from workflows.stand import Geweigerd

MEEDOEN = velden.vragen(
    ("code", "Code van het gesprek", "tekst", True, "Acht tekens. Ze staan op het scherm.")
)


def koekje(gesprek_id: uuid.UUID) -> str:
    """Return the name of the cookie of a seat: one per conversation, never the log-in."""
    vooraan = "__Host-" if current_app.config["SIGNALEN_PRODUCTIE"] else ""
    return f"{vooraan}stoel-{gesprek_id.hex}"


def laad_stoel(persoon: Persoon | None, gesprek_id: uuid.UUID, **rest: Any) -> Geladen[Zit]:
    """Load the seat of this browser; not there and not yours are the same, and one that was freed says so."""
    token = request.cookies.get(koekje(gesprek_id), "")
    try:
        return Geladen(queries.zit(gesprek_id, token), Band())
    except NietGevonden:
        staat = queries.vrijgemaakt(gesprek_id, token)
        if staat:
            abort(_vrijgemaakt(gesprek_id, staat))
        raise


def _vrijgemaakt(gesprek_id: uuid.UUID, staat: str) -> Response:
    """Say that the seat was freed and how to join again, with what was typed."""
    post = request.method == "POST"
    blad = render_template(
        "overleg/stoel_vrij.html",
        loopt=staat == LOOPT,
        kwijt=schrijven.getypte_woorden(gesprek_id, request.form.get("stap", ""), request.form),
        form=velden.geweigerd(None, Geweigerd(operations.VRIJGEMAAKT)) if post else None,
    )
    return Response(blad, 410)


def laad_stand(persoon: Persoon | None, gesprek_id: uuid.UUID) -> Geladen[int]:
    """Load the version of a conversation, for a seat or for the screen in the room."""
    teken = request.args.get("teken", "")
    if teken and gesprek_code.is_schermteken(geheim(), gesprek_id, teken):
        return Geladen(queries.stand_van_scherm(gesprek_id), Band())
    token = request.cookies.get(koekje(gesprek_id), "")
    try:
        return Geladen(queries.stand(gesprek_id, token), Band())
    except NietGevonden:
        if queries.vrijgemaakt(gesprek_id, token):
            abort(Response(status=410, mimetype="text/plain"))
        raise


@overleg.get("/gesprek-stand/<uuid:gesprek_id>")
@requires(Recht.OPENBAAR, laad=laad_stand, publiek="wie meedoet")
def stand(geladen: Geladen[int], gesprek_id: uuid.UUID) -> web.ANTWOORD:
    """Say whether something changed: 204 when not, else the new version. One query, no log-in session."""
    if request.args.get("versie") == str(geladen.ding):
        return Response(status=204, mimetype="text/plain")
    return Response(str(geladen.ding), mimetype="text/plain")


@overleg.get("/meedoen")
@requires(Recht.OPENBAAR, publiek="iedereen")
def meedoen() -> web.ANTWOORD:
    """The door of a conversation: type the code."""
    return _deur("")


@overleg.get("/meedoen/<code>")
@requires(Recht.OPENBAAR, publiek="iedereen")
def meedoen_met(code: str) -> web.ANTWOORD:
    """The same door from the QR code, with the code filled in: looking takes no seat and asks nothing."""
    return _deur(gesprek_code.lees_code(code))


@overleg.post("/meedoen")
@requires(Recht.OPENBAAR, publiek="iedereen")
def doe_mee() -> web.ANTWOORD:
    """Take a seat. The token was made with the form, so that a second click finds the same seat."""
    ruw, token = request.form.get("code", ""), request.form.get("stoel", "")
    token = token if gesprek_code.is_token(token) else gesprek_code.nieuw_token()

    def handeling(moment: datetime) -> str:
        gesprek_id = operations.vind_kamer(ruw, geheim(), moment)
        eigen = request.cookies.get(koekje(gesprek_id), "")
        operations.neem_plaats(gesprek_id, eigen if gesprek_code.is_token(eigen) else token)
        return f"/gesprek/{gesprek_id}"

    try:
        return _met_koekje(web.doe(handeling), token)
    except Geweigerd as fout:
        if fout.code == "code":
            web.doe(lambda moment: _onthoud_gok(ruw))
        return _deur(ruw, fout), 422


def _onthoud_gok(ruw: str) -> str:
    operations.noteer_gok(ruw)
    return "/meedoen"


def _met_koekje(antwoord: Any, token: str) -> Any:
    """Give the browser its seat, unless it has one in this conversation."""
    gesprek_id = uuid.UUID(antwoord.location.rpartition("/")[2])
    naam = koekje(gesprek_id)
    if not gesprek_code.is_token(request.cookies.get(naam, "")):
        dagen = gesprek_begin.dagen_over(gesprek_id, web.moment().date())
        productie = current_app.config["SIGNALEN_PRODUCTIE"]
        antwoord.set_cookie(
            naam, token, dagen * 86_400, path="/", secure=productie, httponly=True, samesite="Lax"
        )
    return antwoord


def _deur(code: str, fout: Geweigerd | None = None) -> str:
    fouten = {"code": fout.reden} if fout else {}
    form = velden.formulier("meedoen", MEEDOEN, None, {"code": code[:100]}, fouten)
    return render_template(
        "overleg/meedoen.html",
        form=form,
        stoel=gesprek_code.nieuw_token(),
        formulier_id=web.nieuw_formulier(),
    )


@overleg.get("/gesprek/<uuid:gesprek_id>")
@requires(Recht.OPENBAAR, laad=laad_stoel, publiek="wie een stoel heeft")
def stoel(geladen: Geladen[Zit], gesprek_id: uuid.UUID) -> web.ANTWOORD:
    """The conversation from a seat: the step, what to do, and what may be written now."""
    werk, stap = schrijven.schrijfwerk(geladen.ding)
    form = gesprek_vormen.schrijven(werk.soort, stap, werk.waarden)
    return _toon(geladen.ding, werk, form, gesprek_vormen.tekens(stap, werk.waarden))


@overleg.post("/gesprek/<uuid:gesprek_id>/inbreng")
@requires(Recht.OPENBAAR, laad=laad_stoel, publiek="wie een stoel heeft")
def inbreng(geladen: Geladen[Zit], gesprek_id: uuid.UUID) -> web.ANTWOORD:
    """Hand in the own answer of a sealed round, or change it."""
    zit, naam = geladen.ding, request.form.get("stap", "")

    def handeling(moment: datetime) -> str:
        operations.lever_in(zit.gesprek_id, zit.token, naam, request.form)
        return f"/gesprek/{zit.gesprek_id}"

    try:
        return web.doe(handeling)
    except Geweigerd as fout:
        return _geweigerd(zit, "oordeel", naam, fout)


@overleg.post("/gesprek/<uuid:gesprek_id>/notities")
@requires(Recht.OPENBAAR, laad=laad_stoel, publiek="de verslaglegger")
def notities(geladen: Geladen[Zit], gesprek_id: uuid.UUID) -> web.ANTWOORD:
    """Keep the notes of a step, which everybody in the room sees."""
    zit, naam = geladen.ding, request.form.get("stap", "")

    def handeling(moment: datetime) -> str:
        operations.noteer(zit.gesprek_id, zit.token, naam, gesprek_vormen.getypt(request.form))
        return f"/gesprek/{zit.gesprek_id}"

    try:
        return web.doe(handeling)
    except Geweigerd as fout:
        return _geweigerd(zit, "notities", naam, fout)


def _geweigerd(zit: Zit, soort: str, naam: str, fout: Geweigerd) -> web.ANTWOORD:
    """Show the seat again with what was typed: in its form, or above the form of the step that runs now."""
    werk, stap = schrijven.schrijfwerk(zit)
    if isinstance(fout, StapVoorbij):
        form = gesprek_vormen.schrijven(werk.soort, stap, werk.waarden)
        tekens = gesprek_vormen.tekens(stap, werk.waarden)
        kwijt = schrijven.getypte_woorden(zit.gesprek_id, naam, request.form)
        return _toon(zit, werk, form, tekens, fout=fout, kwijt=kwijt), 409 if naam else 422
    stap = schrijven.stap_bij_naam(zit.gesprek_id, naam or stap.naam)
    werk = Schrijfwerk(soort, stap.naam, werk.waarden, werk.ingeleverd)
    botst = fout.nu if isinstance(fout, Botsing) else {}
    fouten = dict.fromkeys(botst, "Voeg de twee teksten samen in dit vak en bewaar opnieuw.")
    form = gesprek_vormen.schrijven(soort, stap, request.form, fouten or velden.fouten_van(fout))
    tekens = {n: w for n, w in request.form.items() if n.startswith("teken-")}
    tekens |= {
        n: t for n, t in gesprek_vormen.tekens(stap, botst).items() if n.removeprefix("teken-") in botst
    }
    nu = [(veld.label, botst[veld.naam]) for veld in stap.velden if veld.naam in botst]
    return _toon(zit, werk, form, tekens, fout=fout, nu=nu), 409 if botst else 422


def _toon(
    zit: Zit, werk: Schrijfwerk, form: Any, tekens: dict[str, str], fout: Geweigerd | None = None, **meer: Any
) -> str:
    """Render the seat. `kwijt`: what was typed for a step that is over; `nu`: what another wrote since."""
    return render_template(
        "overleg/stoel.html",
        zit=zit,
        g=queries.blad(zit.gesprek_id, web.moment()),
        werk=werk,
        vorm=form,
        form=velden.geweigerd(None if "kwijt" in meer else form, fout),
        tekens=tekens,
        rolwoord=gesprek_vormen.ROLWOORDEN[zit.rol],
        formulier_id=web.nieuw_formulier(),
        **{"kwijt": (), "nu": (), **meer},
    )
