"""Luistersessies for everyone: which are coming, putting a subject on one, and the receipt of that subject.

Nobody's name goes along: the receipt is found by a code that only its holder has.
"""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from flask import render_template, request

from signalen import kader, velden, web
from signalen.overleg import operations, vormen
from signalen.overleg.queries import luistersessies
from signalen.overleg.views.blauwdruk import laad_luistersessie, laad_ontvangst, overleg
from signalen.permissions import Recht, mag
from signalen.web import Geladen, requires
from workflows.stand import Geweigerd

BON = "/luistersessies/onderwerp/<code>"


@overleg.get("/luistersessies")
@requires(Recht.INGELOGD)
def luistersessies_komend() -> web.ANTWOORD:
    """The luistersessies that are coming, for everyone who is logged in."""
    lijst = luistersessies.komend(web.moment().date(), kader.rol_label)
    aanbieden = mag(Recht.OVERLEG_PLANNEN, web.ik())
    return render_template("overleg/luistersessies.html", lijst=lijst, mag_aanbieden=aanbieden)


@overleg.get("/luistersessies/<uuid:overleg_id>/onderwerp")
@requires(Recht.INGELOGD, laad=laad_luistersessie)
def onderwerp(geladen: Geladen[Any], overleg_id: uuid.UUID) -> web.ANTWOORD:
    """The form to put a subject on a luistersessie."""
    return _toon(geladen, velden.formulier("onderwerp", vormen.ONDERWERP))


def _toon(geladen: Geladen[Any], form: Any) -> str:
    return render_template(
        "overleg/onderwerp.html", s=geladen.ding, form=form, formulier_id=web.nieuw_formulier()
    )


@overleg.post("/luistersessies/<uuid:overleg_id>/onderwerp")
@requires(Recht.INGELOGD, laad=laad_luistersessie)
def zet_onderwerp(geladen: Geladen[Any], overleg_id: uuid.UUID) -> web.ANTWOORD:
    """Put a subject on a luistersessie; nothing about who did it is stored."""
    tekst = request.form.get("tekst", "")

    def handeling(moment: datetime) -> str:
        code = operations.zet_op(overleg_id, tekst, moment)
        return f"/luistersessies/onderwerp/{code}?gedaan=onderwerp"

    try:
        return web.doe(handeling)
    except Geweigerd as fout:
        form = velden.formulier("onderwerp", vormen.ONDERWERP, None, request.form, velden.fouten_van(fout))
        return _toon(geladen, form), 422


@overleg.get(BON)
@requires(Recht.INGELOGD, laad=laad_ontvangst, publiek="wie het adres heeft")
def bon(geladen: Geladen[uuid.UUID], code: str) -> web.ANTWOORD:
    """The receipt: the words, where they wait, what came of them, and withdrawing."""
    return _toon_bon(geladen, code)


def _toon_bon(geladen: Geladen[uuid.UUID], code: str, fout: Geweigerd | None = None) -> str:
    return render_template(
        "overleg/bon.html",
        o=luistersessies.ontvangst(geladen.ding, web.moment().date(), kader.rol_label),
        pad=f"/luistersessies/onderwerp/{code}",
        form=velden.geweigerd(None, fout),
        formulier_id=web.nieuw_formulier(),
    )


@overleg.post(f"{BON}/intrekken")
@requires(Recht.INGELOGD, laad=laad_ontvangst, publiek="wie het adres heeft")
def onderwerp_intrekken(geladen: Geladen[uuid.UUID], code: str) -> web.ANTWOORD:
    """Withdraw a subject before it was discussed."""

    def handeling(moment: datetime) -> str:
        operations.trek_in(geladen.ding, moment)
        return f"/luistersessies/onderwerp/{code}?gedaan=onderwerp_weg"

    try:
        return web.doe(handeling)
    except Geweigerd as fout:
        return _toon_bon(geladen, code, fout), 422
