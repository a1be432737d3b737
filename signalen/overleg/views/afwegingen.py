"""Eerdere afwegingen: searching, reading one with what happened since, and offering one in one step."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from flask import render_template, request

from signalen import velden, web
from signalen.kennis import afwegingen as kennis
from signalen.knelpunt.views import laad_knelpunt
from signalen.overleg import oogstvormen, operations
from signalen.overleg.queries import afwegingen as vragen
from signalen.overleg.views.blauwdruk import overleg
from signalen.permissions import Band, Persoon, Recht, mag
from signalen.signaal.rules import DOMEINEN
from signalen.web import Geladen, requires
from workflows.stand import Geweigerd

AANBIEDEN = "/eerdere-afwegingen/aanbieden/<uuid:oogst_id>"
AANBIEDERS = ("jurist", "gespreksleider")


def laad_afweging(persoon: Persoon | None, afweging_id: uuid.UUID, **rest: Any) -> Geladen[Any]:
    """Load a published afweging; one that is still to come does not exist."""
    return Geladen(kennis.afweging(afweging_id, web.moment().date()), Band())


def laad_bron(persoon: Persoon | None, oogst_id: uuid.UUID, **rest: Any) -> Geladen[Any]:
    """Load a released text with consent; anything else does not exist here."""
    return Geladen(vragen.bron(oogst_id), Band())


@overleg.get("/eerdere-afwegingen")
@requires(Recht.INGELOGD)
def eerdere_afwegingen() -> web.ANTWOORD:
    """Everything that was weighed before, with search by words and by work."""
    vraag, domein = request.args.get("q", "")[:100].strip(), request.args.get("werk", "")[:80]
    blad, vandaag = request.args.get("pagina", "1"), web.moment().date()
    nummer = int(blad) if blad.isdecimal() and len(blad) < 6 else 1
    aanbieden = mag(Recht.AFWEGING_AANBIEDEN, web.ik())
    return render_template(
        "overleg/afwegingen.html",
        lijst=kennis.afwegingen(vraag, domein if domein in DOMEINEN else "", nummer, vandaag),
        vraag=vraag,
        domein=domein,
        domeinen=DOMEINEN,
        klaar=vragen.klaar_om_aan_te_bieden() if aanbieden else [],
        mag_aanbieden=aanbieden,
    )


@overleg.get("/eerdere-afwegingen/<uuid:afweging_id>")
@requires(Recht.INGELOGD, laad=laad_afweging)
def afweging(geladen: Geladen[Any], afweging_id: uuid.UUID) -> web.ANTWOORD:
    """One afweging, and what happened since. The knelpunt is named to who may open it."""
    wie, beeld = web.ik(), geladen.ding
    mag_openen = mag(Recht.KNELPUNT_ZIEN, wie, laad_knelpunt(wie, beeld.knelpunt_id).band)
    return render_template(
        "overleg/afweging.html",
        a=beeld,
        sinds=vragen.sinds(beeld.knelpunt_id, web.moment().date()),
        knelpunt_url=f"/knelpunten/{beeld.knelpunt_id}" if mag_openen else "",
    )


@overleg.get(AANBIEDEN)
@requires(Recht.AFWEGING_AANBIEDEN, laad=laad_bron, publiek="jurist, gespreksleider")
def afweging_aanbieden(geladen: Geladen[Any], oogst_id: uuid.UUID) -> web.ANTWOORD:
    """The form in which an afweging is worded, filled with what was released."""
    return _aanbieden(geladen.ding, geladen.ding.voorzet)


@overleg.post(AANBIEDEN)
@requires(Recht.AFWEGING_AANBIEDEN, laad=laad_bron, publiek="jurist, gespreksleider")
def afweging_aangeboden(geladen: Geladen[Any], oogst_id: uuid.UUID) -> web.ANTWOORD:
    """Offer it: after five werkdagen everyone reads it, unless the inbrenger takes it back."""
    rol = next((r for r in AANBIEDERS if r in web.ik().rolnamen), "")

    def handeling(moment: datetime) -> str:
        operations.bied_aan(oogst_id, request.form, rol, moment)
        return "/eerdere-afwegingen?gedaan=aangeboden"

    try:
        return web.doe(handeling)
    except Geweigerd as fout:
        return _aanbieden(geladen.ding, request.form, velden.fouten_van(fout)), 422


def _aanbieden(bron: Any, waarden: Mapping[str, str], fouten: Mapping[str, str] | None = None) -> str:
    return render_template(
        "overleg/afweging_aanbieden.html",
        bron=bron,
        form=oogstvormen.aanbieden(waarden, fouten),
        formulier_id=web.nieuw_formulier(),
    )
