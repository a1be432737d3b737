"""The forms of what a bestuurder does with a line, and of the answer to a question. Checks nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from signalen import velden
from signalen.register.lezing.queries import Vraag
from workflows.stand import Geweigerd

OPENBAAR = "Iedereen die het register leest, ziet dit. Zonder namen of BSN van inwoners."
VRAGEN = {
    "gezien": (),
    "antwoord": velden.vragen(("woorden", "Uw antwoord", "lang", True, OPENBAAR)),
    "vraag": velden.vragen(("woorden", "Uw vraag", "lang", True, OPENBAAR)),
    "datum": velden.vragen(
        ("omschrijving", "Wat is er dan klaar?", "lang", True, OPENBAAR),
        ("datum", "Op welke dag?", "datum", True, "Bijvoorbeeld 8-12-2026. Deze dag blijft altijd te lezen."),
    ),
}
BEANTWOORDEN = velden.vragen(
    ("woorden", "Je antwoord", "lang", True, "Iedereen die het register leest, ziet dit. Zonder namen.")
)


def van_daden(
    daden: Sequence[str], ruw: Mapping[str, str], waar: str = "", fout: Geweigerd | None = None
) -> dict[str, Any]:
    """Return the form of each act; the one that was refused holds what was typed and why."""
    return {naam: _vorm(naam, VRAGEN[naam], ruw, naam == waar, fout) for naam in daden}


def van_vragen(
    vragen: Sequence[Vraag], ruw: Mapping[str, str], waar: str = "", fout: Geweigerd | None = None
) -> dict[str, Any]:
    """Return the form of the answer to each question, by `naam_van`."""
    namen = [naam_van(vraag.id) for vraag in vragen]
    return {naam: _vorm(naam, BEANTWOORDEN, ruw, naam == waar, fout) for naam in namen}


def naam_van(vraag_id: str) -> str:
    """Return the name of the form that answers a question."""
    return f"bestuursvraag-{vraag_id}"


def _vorm(naam: str, vragen: Any, ruw: Mapping[str, str], hier: bool, fout: Geweigerd | None) -> Any:
    if not hier or fout is None:
        return velden.formulier(naam, vragen)
    return velden.formulier(naam, vragen, waarden=ruw, fouten=velden.fouten_van(fout))
