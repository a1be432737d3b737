"""The story of a line: what happened, oldest first. Acts of inbrengers stay out, but for the week it began.

Pure. It tells which layer did what and when, and nothing that was said.
"""

from __future__ import annotations

from typing import Any

from signalen.register.bron import Feit, Zaak
from signalen.register.doorgezet import knop
from signalen.register.lezing import lijn


def verloop(zaak: Zaak) -> list[dict[str, Any]]:
    """Return what happened, oldest first. Acts of inbrengers stay out, but for the week it began."""
    punten = [(feit, _punt(zaak, feit)) for feit in zaak.feiten]
    return [{"datum": feit.dag.isoformat(), **punt} for feit, punt in punten if punt]


_VAST = {
    "uitstel": "Uitstel genomen",
    "opschorting": "Er wordt gewacht op een ander",
    "terug_op_tafel": "Het ligt weer op tafel",
    "nameting": "Aan de inbrengers gevraagd: werkt het nog?",
    "afspraak_gedaan": "Een afspraak is klaar",
    "afspraak_verschoven": "Een afspraak is verschoven",
    "afspraak_vervallen": "Een afspraak is vervallen",
    "overleg_gehouden": "Het is besproken in een overleg",
    **lijn.VERLOOP,
}


def _punt(zaak: Zaak, feit: Feit) -> dict[str, str]:
    if feit.soort == "begin":
        week = feit.dag.isocalendar().week
        wat = "Ontvangen" if zaak.ronde == 1 else f"Ronde {zaak.ronde} begonnen"
        return {"titel": f"{wat} in week {week}", "soort": ""}
    if feit.soort in ("uitkomst", "naast_uitkomst"):
        titel = f"{zaak.route.titel_van(feit.inhoud['stap'])}: {knop(zaak, feit)}"
        return {"titel": titel, "soort": "besluit" if feit.inhoud.get("besluit") else ""}
    if feit.soort in ("stilte", "naast_stilte", lijn.STIL):
        wie = zaak.route.titel_van(feit.inhoud.get("laag") or feit.inhoud["stap"])
        return {"titel": f"Stil gebleven: {wie}", "soort": "stilte"}
    return {"titel": _VAST[feit.soort], "soort": ""} if feit.soort in _VAST else {}
