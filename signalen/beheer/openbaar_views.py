"""The page on which the register is made public, or no longer, by a decision of the college."""

from __future__ import annotations

from datetime import datetime

from flask import render_template, request

from signalen.beheer import forms
from signalen.beheer.blauwdruk import beheer
from signalen.permissions import Recht
from signalen.register.openbaar import operations, queries
from signalen.web import ANTWOORD, nieuw_formulier, requires

REDEN = ("reden", "Waarom, in één zin", "tekst", True, "Dit staat straks in het logboek.")
AAN = forms.velden.vragen(
    ("nummer", "Nummer van het collegebesluit", "tekst", True, "Zoals het op de besluitenlijst staat."),
    ("datum", "Dag van het collegebesluit", "datum", True, ""),
    REDEN,
)
UIT = forms.velden.vragen(REDEN)


@beheer.get("/beheer/openbaar")
@requires(Recht.BEHEREN, publiek="beheerder")
def openbaar() -> ANTWOORD:
    """Whether everybody may read the register, and by which decision."""
    return _toon()


def _toon(waarden: dict[str, str] | None = None, fouten: dict[str, str] | None = None) -> str:
    stand = queries.schakelaar()
    form = forms.maak("openbaar", UIT if stand.aan else AAN, waarden, fouten)
    return render_template("beheer/openbaar.html", stand=stand, form=form, sleutel=nieuw_formulier())


@beheer.post("/beheer/openbaar")
@requires(Recht.BEHEREN, publiek="beheerder")
def zet_openbaar() -> ANTWOORD:
    """Turn the public site on or off; who clicks on an older page than the present one is told so."""
    getypt = forms.getypt()
    daad = _zet_aan if request.form.get("stand") == "aan" else _zet_uit
    return forms.handel(lambda moment: daad(getypt, moment), lambda fouten: _toon(getypt, fouten))


def _zet_aan(getypt: dict[str, str], moment: datetime) -> tuple[str, str]:
    v = forms.lees(getypt, AAN)
    operations.zet_aan(v["nummer"], v["datum"], v["reden"], moment.date())
    besluit = f"collegebesluit {v['nummer']} van {forms.in_woorden(v['datum'])}"
    return "/beheer/openbaar?gedaan=openbaar", f"het register openbaar gemaakt ({besluit}): {v['reden']}"


def _zet_uit(getypt: dict[str, str], moment: datetime) -> tuple[str, str]:
    v = forms.lees(getypt, UIT)
    operations.zet_uit(v["reden"])
    return "/beheer/openbaar?gedaan=niet_openbaar", f"het register niet meer openbaar gemaakt: {v['reden']}"
