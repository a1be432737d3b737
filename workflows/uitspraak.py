"""What an overleg says about one agenda item: advies or besluit, with reasons and the answered minority view.

Pure. It never decides anything for the route: an uitspraak of soort `besluit` is what the people at the table
decided for themselves, and the outcome of the step is still recorded on the route. What it does give the
route is a form that is filled in beforehand.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

SOORTEN = {"advies": "Advies", "besluit": "Besluit"}
HOOGSTENS = 10_000
VELDEN = ("tekst", "redenen", "minderheid", "antwoord_op_minderheid")


@dataclass(frozen=True)
class Woorden:
    """An uitspraak as text. `antwoord_op_minderheid` is empty exactly when `minderheid` is."""

    soort: str
    tekst: str
    redenen: str
    minderheid: str = ""
    antwoord_op_minderheid: str = ""


def bezwaren(woorden: Woorden) -> dict[str, str]:
    """Return a Dutch sentence per field that cannot stand; empty when it is complete."""
    uit: dict[str, str] = {}
    if woorden.soort not in SOORTEN:
        uit["soort"] = "Kies of dit een advies of een besluit is."
    if not woorden.tekst.strip():
        uit["tekst"] = "Schrijf wat jullie adviseren of besluiten."
    if not woorden.redenen.strip():
        uit["redenen"] = "Schrijf waarom. Zonder redenen kan een ander er niets mee."
    if woorden.minderheid.strip() and not woorden.antwoord_op_minderheid.strip():
        uit["antwoord_op_minderheid"] = "Er is een andere mening. Schrijf wat jullie daarop antwoorden."
    if woorden.antwoord_op_minderheid.strip() and not woorden.minderheid.strip():
        uit["minderheid"] = "Schrijf eerst welke andere mening er was."
    teksten = asdict(woorden)
    for veld in VELDEN:
        if len(teksten[veld]) > HOOGSTENS:
            uit[veld] = "Deze tekst is te lang. Kort hem in tot 10.000 tekens."
    return uit


def in_een_tekst(woorden: Woorden) -> str:
    """Return everything as one text, to lay beside the text of somebody who was a moment later."""
    delen = [
        f"{SOORTEN.get(woorden.soort, 'Uitspraak')}: {woorden.tekst}",
        f"Waarom: {woorden.redenen}" if woorden.redenen else "",
        f"Andere mening: {woorden.minderheid}" if woorden.minderheid else "",
        f"Ons antwoord daarop: {woorden.antwoord_op_minderheid}" if woorden.antwoord_op_minderheid else "",
    ]
    return "\n\n".join(deel for deel in delen if deel)


def stappen_van(feiten: Sequence[tuple[str, Mapping[str, Any]]], overleg_id: str) -> frozenset[str]:
    """Return the steps to which the talk in this overleg belongs and whose outcome is still to come.

    The last overleg that dealt with the knelpunt counts, and only until that step got its outcome or fell
    silent.
    """
    stappen: frozenset[str] = frozenset()
    for soort, inhoud in feiten:
        if soort in ("overleg_gehouden", "besproken"):
            mijn = inhoud.get("overleg") == overleg_id
            stappen = (
                frozenset({inhoud["stap"], inhoud.get("naar") or inhoud["stap"]}) if mijn else frozenset()
            )
        elif soort in ("uitkomst", "naast_uitkomst", "stilte", "naast_stilte"):
            stappen = frozenset() if inhoud.get("stap") in stappen else stappen
    return stappen


def voorvulling(woorden: Woorden) -> dict[str, str]:
    """Return the texts for fields of the route's own form, by the name of the field.

    Source of the names: `advies`, `tegengeluid`, `redenen` and `samenvatting` in the opschaalroutes.
    """
    tegen = woorden.minderheid
    if tegen:
        tegen = f"{tegen}\n\nAntwoord: {woorden.antwoord_op_minderheid}"
    advies = f"{woorden.tekst}\n\n{woorden.redenen}"
    uit = {"samenvatting": woorden.tekst, "advies": advies, "redenen": woorden.redenen, "tegengeluid": tegen}
    return {naam: tekst for naam, tekst in uit.items() if tekst}
