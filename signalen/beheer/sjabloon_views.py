"""The page on which a municipality changes the template of its raadsinformatiebrief: look first, then use."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any

from flask import abort, redirect, render_template, request, send_file

from signalen.beheer import forms
from signalen.beheer.blauwdruk import beheer
from signalen.permissions import Recht
from signalen.register.vormen import maken, operations, plaatsen, queries, sjabloonregels
from signalen.register.vormen.soorten import ODT
from signalen.web import ANTWOORD, nieuw_formulier, requires
from workflows.stand import Geweigerd

PAD = "/beheer/sjabloon"
WEG = {"weggooien": queries.PROEF, "terug": queries.BRIEF}


@beheer.get(PAD)
@requires(Recht.BEHEREN, publiek="beheerder")
def sjabloon() -> ANTWOORD:
    """The template of the letter: which one is used, what lies ready, and which places it may hold."""
    return _toon()


def _toon(fouten: dict[str, str] | None = None) -> str:
    return render_template(
        "beheer/sjabloon.html",
        stand=queries.sjabloonstand(),
        ontbreekt=maken.ontbreekt("brief"),
        plekken=plaatsen.lijst(),
        form=forms.maak("sjabloon", [], fouten=fouten),
        fout=(fouten or {}).get("bestand", ""),
        sleutel=nieuw_formulier(),
    )


@beheer.get(f"{PAD}/nu.odt")
@requires(Recht.BEHEREN, publiek="beheerder")
def haal_sjabloon() -> ANTWOORD:
    """The template in use, to change."""
    return _odt(queries.sjabloon() or _van_signalen(), "raadsinformatiebrief-sjabloon.odt")


@beheer.get(f"{PAD}/signalen.odt")
@requires(Recht.BEHEREN, publiek="beheerder")
def haal_standaard() -> ANTWOORD:
    """The template that comes along, to begin with again."""
    return _odt(_van_signalen(), "raadsinformatiebrief-sjabloon.odt")


def _van_signalen() -> bytes:
    if maken.ontbreekt("brief"):
        abort(404)
    from signalen.register.vormen.briefsjabloon import standaard

    return standaard()


@beheer.get(f"{PAD}/proef.odt")
@requires(Recht.BEHEREN, publiek="beheerder")
def proefbrief() -> ANTWOORD:
    """The letter of the last edition in the template that lies ready; without one, back to the page."""
    if not queries.sjabloon(queries.PROEF) or maken.ontbreekt("brief"):
        return redirect(PAD, 303)
    return _odt(queries.proefbrief(), "raadsinformatiebrief-proef.odt")


def _odt(inhoud: bytes, naam: str) -> Any:
    return send_file(io.BytesIO(inhoud), ODT, as_attachment=True, download_name=naam)


@beheer.post(PAD)
@requires(Recht.BEHEREN, publiek="beheerder")
def leg_klaar() -> ANTWOORD:
    """Judge a file and lay it ready; nothing is used yet."""
    bestand = request.files.get("bestand")
    inhoud = bestand.read(sjabloonregels.MAX_BESTAND + 1) if bestand else b""

    def handeling(moment: datetime) -> tuple[str, str]:
        operations.leg_sjabloon_klaar(inhoud, moment)
        return f"{PAD}?gedaan=bewaard#proef", "een sjabloon van de raadsinformatiebrief klaargelegd"

    return forms.handel(handeling, _toon)


@beheer.post(f"{PAD}/keuze")
@requires(Recht.BEHEREN, publiek="beheerder")
def zet_sjabloon() -> ANTWOORD:
    """Use what lies ready, throw it away, or go back to the one that comes along."""
    wat = request.form.get("wat", "")

    def handeling(moment: datetime) -> tuple[str, str]:
        if wat == "gebruiken":
            operations.neem_sjabloon_in_gebruik(moment)
        elif wat in WEG:
            operations.vergeet_sjabloon(WEG[wat])
        else:
            raise Geweigerd("Kies een van de knoppen.", "keuze")
        return f"{PAD}?gedaan=bewaard", f"sjabloon van de raadsinformatiebrief: {wat}"

    return forms.handel(handeling, _toon)
