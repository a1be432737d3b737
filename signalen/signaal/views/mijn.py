"""What is mine: the start page, my signalen, and one of them with everything that I can do."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection, Sequence
from datetime import date, datetime
from typing import Any

from flask import redirect, render_template, request

from signalen import kader, velden, web
from signalen.opvolging.queries import melder
from signalen.overleg import oogstvormen
from signalen.overleg import queries as overleggen
from signalen.overleg.queries import nakijken as nakijkbladen
from signalen.permissions import Persoon, Recht, mag
from signalen.register import kwartalen as register
from signalen.signaal import forms, vormen
from signalen.signaal.views.blauwdruk import eigen_signaal, signaal, sleutels
from signalen.web import Geladen, requires
from workflows.stand import Geweigerd


@signaal.get("/")
@requires(Recht.OPENBAAR, publiek="iedereen")
def start() -> web.ANTWOORD:
    """Send bestuur to the register, everyone else to what they can do today."""
    persoon = web.huidige()
    if persoon is None:
        return web.naar_inloggen()
    if persoon.rolnamen and persoon.rolnamen <= {"wethouder", "griffier", "lezer"}:
        kwartaal = register.nieuwste_vastgestelde()
        return redirect(f"/register/{kwartaal}" if kwartaal else "/register", 303)
    regels, nakijken = _mijn(persoon, web.moment().date())
    return render_template(
        "signaal/start.html",
        regels=regels[:5],
        nakijken=[r for r in regels if r.id in nakijken],
        werk=mag(Recht.WERK_ZIEN, persoon),
        luistersessie=overleggen.volgende_luistersessie(web.moment().date()),
        dagdeel=forms.dagdeel(web.moment()),
    )


def _mijn(persoon: Persoon, vandaag: date) -> tuple[Sequence[Any], Collection[str]]:
    """Return one's own signalen, and the ids of those with a text that waits for one's agreement."""
    regels = melder.mijn_signalen(sleutels(persoon), vandaag)
    return regels, nakijkbladen.wacht_op([r.id for r in regels], vandaag)


@signaal.get("/mijn-signalen")
@requires(Recht.SIGNAAL_GEVEN)
def mijn() -> web.ANTWOORD:
    """My signalen, each with where it lies."""
    regels, wacht = _mijn(web.ik(), web.moment().date())
    return render_template("signaal/mijn.html", regels=regels, nakijken=wacht)


@signaal.get("/mijn-signalen/<uuid:signaal_id>")
@requires(Recht.EIGEN_SIGNAAL, laad=eigen_signaal)
def een(geladen: Geladen[Any], signaal_id: uuid.UUID) -> web.ANTWOORD:
    """One of my signalen."""
    return _pagina(geladen.ding)


def _pagina(rij: Any, status: int = 200, fout: Geweigerd | None = None, waar: str = "") -> web.ANTWOORD:
    vandaag = web.moment().date()
    beeld = melder.beeld(rij, vandaag, kader.rol_label)
    bladen = nakijkbladen.voor_inbrenger(rij.id, vandaag)
    ruw, zinnen = (request.form, velden.fouten_van(fout)) if fout else ({}, {})
    formulieren = vormen.van_signaal(beeld, ruw, zinnen, waar)
    formulieren |= oogstvormen.voor_inbrenger(bladen, ruw, zinnen, waar)
    pagina = render_template(
        "signaal/een.html",
        s=beeld,
        oogst=bladen,
        vormen=formulieren,
        form=velden.geweigerd(formulieren.get(waar), fout),
        formulier_id=web.nieuw_formulier(),
        ontvangen=request.args.get("gedaan") in ("signaal", "ik_ook"),
    )
    return pagina, status


def doe_met_signaal(
    rij: Any, waar: str, gedaan: str, handeling: Callable[[datetime], str | None]
) -> web.ANTWOORD:
    """Carry out an act on my own signaal, or show the page again with what was typed."""

    rij_id = rij.id

    def af(moment: datetime) -> str:
        return f"/mijn-signalen/{rij_id}?gedaan={handeling(moment) or gedaan}"

    try:
        return web.doe(af)
    except Geweigerd as fout:
        opnieuw = melder.laad_eigen(sleutels(web.ik()), rij_id)
        return _pagina(opnieuw, 422, fout, waar)
