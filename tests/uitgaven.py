"""Published editions of invented municipalities, as small as a test needs them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from signalen.register.rules import vingerafdruk

BOODSCHAPPEN = {
    "titel": "Boodschappen van familie verlagen de bijstand",
    "regeling": "Participatiewet art. 17 en 58",
    "domein": "werk en inkomen",
    "oorzaak": "wet",
}
"""What the editions of a test share."""


def besluit(soort: str = "doorgeven", **anders: Any) -> dict[str, Any]:
    """Return a decision as an edition holds it."""
    leeg = dict.fromkeys(
        ("herstel", "rugdekking", "grond", "wat_mag_nu", "waaraan_zien", "proef_tot", "terug_op"), ""
    )
    vast = {"soort": soort, "redenen": "De wet laat geen ruimte.", "datum": "2026-02-10", "rol": "wethouder"}
    wat = {
        "wat_moet_anders": "Een wet of landelijke regel",
        "naar_wie": "rijk",
        "en_intussen": "Wij wachten.",
    }
    return {**leeg, **vast, **wat, **anders}


def stuk(**anders: Any) -> dict[str, Any]:
    """Return a question to a ministry."""
    vast = {"soort": "buiten", "aan": "Een ministerie", "datum": "2026-02-10", "verstuurd": "2026-02-12"}
    return {**vast, "antwoord": "", "antwoord_op": None, **anders}


def regel(nummer: int = 1, **anders: Any) -> dict[str, Any]:
    """Return a line of an edition."""
    return {
        **{"nummer": nummer, "ronde": 1, **BOODSCHAPPEN, "laag": "College", "stand": "gesloten"},
        **{"besluit": None, "afspraken": [], "stiltes": [], "uitstel": 0, "oordeel": [], "doorgezet": []},
        **{"nameting": {"gevraagd_op": None, "volgende": None}, "omstreden": False, "woorden": ""},
        **{"verloop": [], **anders},
    }


def weg(nummer: int, ronde: int = 1) -> dict[str, Any]:
    """Return what is withheld."""
    grond = "een inbrenger wil niet dat dit getoond wordt"
    return {"item": f"Knelpunt {nummer}, ronde {ronde}", "grond": grond, "nummer": nummer, "ronde": ronde}


def editie(*regels: dict[str, Any], kwartaal: str = "2026-K1", **anders: Any) -> dict[str, Any]:
    """Return an edition with a right fingerprint. `ingehouden=` and, for open data, `gemeente=` and more."""
    ingehouden = anders.pop("ingehouden", [])
    kern = {"kwartaal": kwartaal, "regels": list(regels), "ingehouden": ingehouden}
    return {**anders, **kern, "vingerafdruk": vingerafdruk(kwartaal, list(regels), ingehouden)}


def schrijf(pad: Path, document: Any) -> Path:
    """Write a document; return where."""
    pad.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    return pad


def drie(map_: Path) -> list[Path]:
    """Write editions of three municipalities that share a knelpunt; two asked the Rijk, one was answered."""
    gouda = editie(
        regel(1, besluit=besluit(), doorgezet=[stuk()], stiltes=[{}], afspraken=[{"stand": "nagekomen"}]),
        regel(2, titel="Balie dicht op vrijdag", regeling="Servicenormen", oorzaak="beleid"),
    )
    ede = editie(
        regel(
            7,
            titel="Bijstand verlaagd door boodschappen van de familie",
            regeling="art. 17 Pw",
            besluit=besluit(datum="2026-01-20"),
            doorgezet=[stuk(datum="2026-01-20", antwoord="Wij passen de wet aan.", antwoord_op="2026-03-02")],
        )
    )
    haag = editie(
        regel(
            3, titel="Wekelijkse boodschappen verlagen de bijstand", afspraken=[{"stand": "niet_nagekomen"}]
        ),
        **{"schema": "x", "gemeente": "Den Haag", "nummer": 1, "vastgesteld_op": "2026-04-10", "errata": []},
    )
    return [
        schrijf(map_ / "Gouda-2026-K1.json", gouda),
        schrijf(map_ / "ede-2026-K1.json", ede),
        schrijf(map_ / "register.json", haag),
    ]
