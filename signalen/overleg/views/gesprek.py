"""Pages of a conversation for the gespreksleider: beginning it, and the screen that the whole room sees.

The screen shows numbers of seats and never a name, not even of who leads. The pages of seats are in `stoel`.
"""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

import segno
from flask import current_app, render_template, request
from markupsafe import Markup

from signalen import velden, web
from signalen.overleg import gesprek_code, gesprek_vormen
from signalen.overleg.gesprek_rules import StapVoorbij
from signalen.overleg.operations import gesprek as operations
from signalen.overleg.queries import gesprek as queries
from signalen.overleg.queries import gesprek_begin
from signalen.overleg.views.blauwdruk import laad_overleg, overleg
from signalen.permissions import Recht
from signalen.web import Geladen, requires
from workflows.stand import Geweigerd

DADEN = "verder, terug, overslaan, verlengen, openen, klaar, rol, vraag, vrij"
NIEMAND: dict[str, Any] = {"gebruiker": None, "navigatie": []}
"""What takes the name of who is logged in from the screen in the room."""


@overleg.get("/overleg/<uuid:overleg_id>/gesprek")
@requires(Recht.OVERLEG_LEIDEN, laad=laad_overleg, publiek="gespreksleider")
def gesprek(geladen: Geladen[uuid.UUID], overleg_id: uuid.UUID) -> web.ANTWOORD:
    """The conversation on the screen in the room, or the form to begin one."""
    return _toon(geladen.ding)


@overleg.post("/overleg/<uuid:overleg_id>/gesprek")
@requires(Recht.OVERLEG_LEIDEN, laad=laad_overleg, publiek="gespreksleider")
def begin(geladen: Geladen[uuid.UUID], overleg_id: uuid.UUID) -> web.ANTWOORD:
    """Begin a conversation by a method."""
    pad, opzet = f"/overleg/{geladen.ding}/gesprek", gesprek_vormen.opzet(request.form)

    def handeling(moment: datetime) -> str:
        operations.begin(geladen.ding, opzet, geheim(), moment)
        return pad

    try:
        return web.doe(handeling)
    except Geweigerd as fout:
        return _begin(geladen.ding, fout), 422


@overleg.post(f"/overleg/<uuid:overleg_id>/gesprek/<any({DADEN}):daad>")
@requires(Recht.OVERLEG_LEIDEN, laad=laad_overleg, publiek="gespreksleider")
def leid(geladen: Geladen[uuid.UUID], overleg_id: uuid.UUID, daad: str) -> web.ANTWOORD:
    """Lead the conversation: on, back, skip, longer, open the round, finish, a seat, the question."""
    gesprek_id = gesprek_begin.gekozen(geladen.ding, request.form.get("gesprek", ""))

    def handeling(moment: datetime) -> str:
        _voer_uit(gesprek_id, daad, moment)
        klaar = f"?gesprek={gesprek_id}" if daad == "klaar" else ""
        return f"/overleg/{geladen.ding}/gesprek{klaar}"

    try:
        return web.doe(handeling)
    except Geweigerd as fout:
        return _scherm(gesprek_id, daad, fout), 409 if isinstance(fout, StapVoorbij) else 422


def _voer_uit(gesprek_id: uuid.UUID, daad: str, moment: datetime) -> None:
    form = request.form
    if daad == "rol":
        operations.zet_rol(gesprek_id, form.get("nummer", ""), form.get("rol", ""))
    elif daad == "vrij":
        operations.maak_vrij(gesprek_id, form.get("nummer", ""))
    elif daad == "vraag":
        operations.zet_vraag(gesprek_id, form.get("vraag", ""))
    else:
        operations.doe(gesprek_id, daad, form.get("teken", ""), moment)


def _toon(overleg_id: uuid.UUID) -> str:
    gevraagd = request.args.get("gesprek", "")
    if not gevraagd and not gesprek_begin.loopt(overleg_id):
        return _begin(overleg_id)
    return _scherm(gesprek_begin.gekozen(overleg_id, gevraagd))


def _begin(overleg_id: uuid.UUID, fout: Geweigerd | None = None) -> str:
    """Render the form to begin, with what was typed when it was refused."""
    blad = gesprek_begin.blad(overleg_id, web.moment().date())
    waarden: Any = request.form if fout else blad.vooraf
    form = gesprek_vormen.begin(blad.methoden, blad.punten, waarden, velden.fouten_van(fout) if fout else {})
    return render_template(
        "overleg/gesprek_begin.html", b=blad, form=form, formulier_id=web.nieuw_formulier()
    )


def _scherm(gesprek_id: uuid.UUID, waar: str = "", fout: Geweigerd | None = None) -> str:
    """Render the screen in the room, with what was typed in the form that was refused."""
    g, fouten = queries.blad(gesprek_id, web.moment()), velden.fouten_van(fout) if fout else {}

    def van(naam: str) -> tuple[Any, Any]:
        return (request.form, fouten) if fout and waar == naam else (None, None)

    vormen = {
        "rol": gesprek_vormen.rol([nummer for nummer, _, _ in g.stoelen], *van("rol")),
        "vraag": gesprek_vormen.vraag(g.vraag, *van("vraag")),
        "vrij": gesprek_vormen.vrij(*van("vrij")),
    }
    return render_template(
        "overleg/gesprek.html",
        g=g,
        vormen=vormen,
        form=velden.geweigerd(vormen.get(waar), fout),
        waar=waar if fout else "",
        kamer=kamer(gesprek_id) if not g.klaar else None,
        rolwoorden=gesprek_vormen.ROLWOORDEN,
        schermteken=gesprek_code.schermteken(geheim(), gesprek_id),
        formulier_id=web.nieuw_formulier(),
        **NIEMAND,
    )


def geheim() -> str:
    """Return the secret from which codes and marks are made."""
    return str(current_app.config["SECRET_KEY"])


def kamer(gesprek_id: uuid.UUID) -> dict[str, Any] | None:
    """Return the room code, the address and its QR code as SVG; None when the code no longer counts."""
    code = gesprek_begin.code(gesprek_id, geheim(), web.moment().date())
    if not code:
        return None
    basis = str(current_app.config["SIGNALEN_ADRES"]) or request.host_url.rstrip("/")
    qr = segno.make(f"{basis}/meedoen/{code}", error="m", micro=False)
    svg = qr.svg_inline(omitsize=True, border=2, svgclass="qr", lineclass="qr__zwart", light="#fff")
    return {
        "code": gesprek_code.in_groepen(code),
        "adres": f"{basis.partition('://')[2]}/meedoen",
        "qr": Markup(svg),  # noqa: S704  made by segno from an address of our own
    }
