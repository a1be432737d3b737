"""Dit knelt: the form, looking it over, and sending it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import render_template, request

from signalen import kader, web
from signalen.kennis import queries as kennis
from signalen.knelpunt.operations.ontvangst import Gever, ontvangen
from signalen.knelpunt.queries import lijken, routelijn
from signalen.opvolging.queries import melder
from signalen.permissions import Recht
from signalen.signaal import forms
from signalen.signaal.views.blauwdruk import signaal, sleutelmap, sleutels
from signalen.web import requires


@signaal.get("/signaal-geven")
@requires(Recht.SIGNAAL_GEVEN)
def formulier() -> web.ANTWOORD:
    """The form Dit knelt."""
    return _toon(forms.leeg(web.ik().eigen))


def _toon(form: Any, status: int = 200, **extra: Any) -> web.ANTWOORD:
    lijn = routelijn.vooruitblik(routelijn.nieuwste_route(), web.moment().date(), kader.rol_label)
    gelijk = lijken.op_tekst(form.wat_zie_je.data or "", form.regeling.data or "", form.domein.data or "")
    kaarten = (
        kennis.bij_regeling(form.regeling.data or "", form.domein.data or "") if form.regeling.data else []
    )
    return (
        render_template(
            "signaal/formulier.html",
            form=form,
            formulier_id=request.form.get("formulier") or web.nieuw_formulier(),
            route=lijn,
            lijkt_op=gelijk,
            kaarten=kaarten,
            bellen=forms.bellen(),
            **extra,
        ),
        status,
    )


@signaal.post("/signaal-geven/nakijken")
@requires(Recht.SIGNAAL_GEVEN)
def nakijken() -> web.ANTWOORD:
    """Show one's own words, the level and who reads what, before anything is stored."""
    form = forms.gelezen(request.form)
    if not forms.keur(form):
        return _toon(form, 422)
    return render_template(
        "signaal/nakijken.html",
        form=form,
        formulier_id=request.form.get("formulier") or web.nieuw_formulier(),
        lezers=forms.lezers(form),
        door=forms.nakijkveld(form),
        mee=forms.verborgen(request.form),
    )


@signaal.post("/signaal-geven")
@requires(Recht.SIGNAAL_GEVEN)
def versturen() -> web.ANTWOORD:
    """Store the signaal and show the receipt; a repeated form leads to the same receipt (CONTRACTS)."""
    form = forms.gelezen(request.form)
    if request.form.get("actie") == "terug" or not forms.keur(form):
        return _toon(form, 200 if request.form.get("actie") == "terug" else 422)
    invoer = forms.invoer(form, request.form)
    wie = web.ik()
    gever = Gever(wie.id, wie.naam, wie.eenheid_id, wie.eigen)

    def geef(moment: datetime) -> str:
        # The keys of old forms are thrown away; the signaal that such a form made is still found.
        al = melder.bij_formulier(sleutels(wie), invoer.formulier)
        rij = al or ontvangen(invoer, gever, moment, sleutelmap())
        return f"/mijn-signalen/{rij.id}?gedaan=signaal"

    return web.doe(geef)
