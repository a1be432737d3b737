"""The uitvoerder's pages: start, Dit knelt, nakijken, my signalen, and one signaal with everything one can
do.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from flask import Blueprint, current_app, redirect, render_template, request

from signalen import kader, velden, web
from signalen.kennis import queries as kennis
from signalen.kluis import operations as kluis
from signalen.knelpunt.operations import melders, oordelen
from signalen.knelpunt.operations.ontvangst import Gever, ontvangen
from signalen.knelpunt.queries import lijken, routelijn
from signalen.opvolging import operations as opvolging
from signalen.opvolging.queries import melder
from signalen.overleg import oogstvormen
from signalen.overleg import queries as overleggen
from signalen.overleg.queries import nakijken as nakijkbladen
from signalen.permissions import Band, Persoon, Recht, mag
from signalen.register import kwartalen as register
from signalen.signaal import forms
from signalen.web import Geladen, requires
from workflows.stand import Geweigerd

signaal = Blueprint("signaal", __name__)


def sleutelmap() -> Path:
    """Return the folder with the link key."""
    return Path(current_app.config["SIGNALEN_SLEUTELS"])


def sleutels(persoon: Persoon) -> list[str]:
    """Return the link keys of who is logged in."""
    return kluis.koppelsleutels(sleutelmap(), persoon.id, web.moment().date())


def eigen_signaal(persoon: Persoon, signaal_id: uuid.UUID, **rest: Any) -> Geladen[Any]:
    """Load one's own signaal through the link key; somebody else's does not exist here."""
    return Geladen(melder.laad_eigen(sleutels(persoon), signaal_id), Band(eigen_signaal=True))


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
    vormen = forms.vormen(beeld, ruw, zinnen, waar)
    vormen |= oogstvormen.voor_inbrenger(bladen, ruw, zinnen, waar)
    pagina = render_template(
        "signaal/een.html",
        s=beeld,
        oogst=bladen,
        vormen=vormen,
        form=velden.geweigerd(vormen.get(waar), fout),
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


@signaal.post("/mijn-signalen/<uuid:signaal_id>/aanvullen")
@requires(Recht.EIGEN_SIGNAAL, laad=eigen_signaal)
def aanvullen(geladen: Geladen[Any], signaal_id: uuid.UUID) -> web.ANTWOORD:
    """Add words to my signaal."""
    tekst = forms.bewaakt("tekst")
    return doe_met_signaal(
        geladen.ding, "aanvullen", "aanvulling", lambda m: melders.vul_aan(geladen.ding, tekst(), m)
    )


@signaal.post("/mijn-signalen/<uuid:signaal_id>/oordeel")
@requires(Recht.EIGEN_SIGNAAL, laad=eigen_signaal)
def oordeel(geladen: Geladen[Any], signaal_id: uuid.UUID) -> web.ANTWOORD:
    """Judge the answer."""
    antwoorden = {v: request.form.get(v, "") for v in ("begrepen", "beantwoord", "veranderd")}
    toelichting = forms.bewaakt("toelichting")

    def zeg(moment: datetime) -> None:
        opvolging.oordeel(geladen.ding, antwoorden, toelichting(), moment)

    return doe_met_signaal(geladen.ding, "oordeel", "oordeel", zeg)


@signaal.post("/mijn-signalen/<uuid:signaal_id>/betwisten")
@requires(Recht.EIGEN_SIGNAAL, laad=eigen_signaal)
def betwisten(geladen: Geladen[Any], signaal_id: uuid.UUID) -> web.ANTWOORD:
    """Contest the answer, once."""
    reden = forms.bewaakt("reden")

    def zeg(moment: datetime) -> str:
        naar = oordelen.betwist(geladen.ding, reden(), moment)
        return "omstreden" if naar in ("gesloten", "geparkeerd", "proef") else "betwist"

    return doe_met_signaal(geladen.ding, "betwisten", "betwist", zeg)


@signaal.post("/mijn-signalen/<uuid:signaal_id>/doorgeving/<uuid:doorgeving_id>")
@requires(Recht.EIGEN_SIGNAAL, laad=eigen_signaal)
def reageren(geladen: Geladen[Any], signaal_id: uuid.UUID, doorgeving_id: uuid.UUID) -> web.ANTWOORD:
    """Say klopt, deels or niet to what a layer heard."""
    antwoord, correctie = request.form.get("antwoord", ""), forms.bewaakt("correctie")

    def zeg(moment: datetime) -> None:
        melders.reageer(geladen.ding, doorgeving_id, antwoord, correctie(), moment)

    return doe_met_signaal(geladen.ding, f"doorgeving-{doorgeving_id}", "reactie", zeg)


@signaal.post("/mijn-signalen/<uuid:signaal_id>/toestemming")
@requires(Recht.EIGEN_SIGNAAL, laad=eigen_signaal)
def toestemming(geladen: Geladen[Any], signaal_id: uuid.UUID) -> web.ANTWOORD:
    """Say whether this may stand in the register."""
    mag_ = forms.ja_of_nee("mag")
    return doe_met_signaal(
        geladen.ding, "toestemming", "toestemming", lambda m: melders.zet_toestemming(geladen.ding, mag_(), m)
    )


@signaal.post("/mijn-signalen/<uuid:signaal_id>/niveau")
@requires(Recht.EIGEN_SIGNAAL, laad=eigen_signaal)
def niveau(geladen: Geladen[Any], signaal_id: uuid.UUID) -> web.ANTWOORD:
    """Protect a signaal that was open."""
    return doe_met_signaal(
        geladen.ding, "niveau", "niveau", lambda m: melders.verhoog_niveau(geladen.ding, m)
    )


@signaal.post("/mijn-signalen/<uuid:signaal_id>/intrekken")
@requires(Recht.EIGEN_SIGNAAL, laad=eigen_signaal)
def intrekken(geladen: Geladen[Any], signaal_id: uuid.UUID) -> web.ANTWOORD:
    """Withdraw my signaal."""
    return doe_met_signaal(
        geladen.ding, "intrekken", "ingetrokken", lambda m: melders.trek_in(geladen.ding, m)
    )


@signaal.post("/mijn-signalen/<uuid:signaal_id>/nog-steeds")
@requires(Recht.EIGEN_SIGNAAL, laad=eigen_signaal)
def nog_steeds(geladen: Geladen[Any], signaal_id: uuid.UUID) -> web.ANTWOORD:
    """Say that it is still so: the next ronde begins."""
    reden = forms.bewaakt("reden")
    return doe_met_signaal(
        geladen.ding, "nog-steeds", "nog_steeds", lambda m: melders.nog_steeds(geladen.ding, reden(), m)
    )


@signaal.post("/mijn-signalen/<uuid:signaal_id>/vraag/<uuid:vraag_id>")
@requires(Recht.EIGEN_SIGNAAL, laad=eigen_signaal)
def antwoorden(geladen: Geladen[Any], signaal_id: uuid.UUID, vraag_id: uuid.UUID) -> web.ANTWOORD:
    """Answer a question that was asked through the app."""
    tekst = forms.bewaakt("tekst")

    def zeg(moment: datetime) -> None:
        melders.beantwoord_vraag(geladen.ding, vraag_id, tekst(), moment)

    return doe_met_signaal(geladen.ding, f"vraag-{vraag_id}", "antwoord", zeg)
