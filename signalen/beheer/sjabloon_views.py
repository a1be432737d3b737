"""The page on which a municipality changes the template of its raadsinformatiebrief: look first, then use."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any

from flask import abort, render_template, request, send_file

from signalen.beheer import forms
from signalen.beheer.blauwdruk import beheer
from signalen.permissions import Recht
from signalen.register.vormen import maken, operations, plaatsen, queries, sjabloonregels
from signalen.register.vormen.soorten import ODT
from signalen.web import ANTWOORD, nieuw_formulier, requires

PAD = "/beheer/sjabloon"


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


@beheer.get(f"{PAD}/<any('nu', 'signalen'):welk>.odt")
@requires(Recht.BEHEREN, publiek="beheerder")
def haal_sjabloon(welk: str) -> ANTWOORD:
    """The template in use, or the one that comes along, to change."""
    from signalen.register.vormen.briefsjabloon import standaard

    eigen = queries.sjabloon() if welk == "nu" else b""
    if not eigen and maken.ontbreekt("brief"):
        abort(404)
    return _odt(eigen or standaard(), "raadsinformatiebrief-sjabloon.odt")


@beheer.get(f"{PAD}/proef.odt")
@requires(Recht.BEHEREN, publiek="beheerder")
def proefbrief() -> ANTWOORD:
    """The letter of the last edition in the template that lies ready; 404 without one."""
    if not queries.sjabloon(queries.PROEF) or maken.ontbreekt("brief"):
        abort(404)
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


@beheer.post(f"{PAD}/<any('gebruiken', 'weggooien', 'terug'):wat>")
@requires(Recht.BEHEREN, publiek="beheerder")
def zet_sjabloon(wat: str) -> ANTWOORD:
    """Use what lies ready, throw it away, or go back to the one that comes along."""

    def handeling(moment: datetime) -> tuple[str, str]:
        if wat == "gebruiken":
            operations.neem_sjabloon_in_gebruik(moment)
        else:
            operations.vergeet_sjabloon(queries.PROEF if wat == "weggooien" else queries.BRIEF)
        return f"{PAD}?gedaan=bewaard", f"sjabloon van de raadsinformatiebrief: {wat}"

    return forms.handel(handeling, _toon)
