"""The forms of a conversation, and how what was posted becomes arguments of an operation. Decides nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from signalen import velden
from signalen.overleg import gesprek_rules
from signalen.overleg.gesprek_rules import Opzet
from workflows.definition import Gespreksstap
from workflows.notities import Getypt, teken

ROLWOORDEN = {
    "deelnemer": "deelnemer",
    "inbrenger": "inbrenger: brengt de vraag in",
    "verslaglegger": "verslaglegger: typt mee",
    "tegenspreker": "tegenspreker: zoekt wat er niet klopt",
}
BEGIN = velden.vragen(
    ("methode", "Met welke methode praten jullie?", "rol", True, ""),
    ("punt", "Waar gaat het over?", "rol", False, "De knelpunten op de agenda van dit overleg."),
    (
        "vraag",
        "Wat is de vraag?",
        "tekst",
        False,
        "Wie moet wat doen? Je kunt de vraag tijdens het gesprek nog scherper maken.",
    ),
    (
        "stoelen",
        "Met hoeveel mensen zijn jullie?",
        "tekst",
        False,
        "Zonder de gespreksleider. Wie later komt, schuift gewoon aan.",
    ),
    (
        "inbrenger",
        "Op welke stoel zit de inbrenger?",
        "tekst",
        False,
        "Een nummer. De nummers zie je zodra mensen meedoen; je kunt dit dan ook nog kiezen.",
    ),
    ("verslaglegger", "Op welke stoel zit de verslaglegger?", "tekst", False, "Een nummer."),
    (
        "tegenspreker",
        "Wie is de vaste tegenspreker?",
        "tekst",
        False,
        "Een stoelnummer. De tegenspreker zoekt hardop wat er niet klopt, ook als iedereen het eens is.",
    ),
)
ROL = velden.vragen(
    ("nummer", "Welke stoel?", "rol", True, ""), ("rol", "Wat doet deze stoel?", "keuze", True, "")
)
VRIJ = velden.vragen(
    ("nummer", "Welke stoel?", "tekst", True, "Het nummer dat op de telefoon stond, bijvoorbeeld 4.")
)
VRAAG = velden.vragen(("vraag", "De vraag", "tekst", False, "Op het grote scherm ziet iedereen deze vraag."))


def begin(
    methoden: Sequence[tuple[str, str]],
    punten: Sequence[tuple[str, str]],
    waarden: Mapping[str, str] | None = None,
    fouten: Mapping[str, str] | None = None,
) -> Any:
    """Return the form to begin a conversation."""
    vragen = [veld for veld in BEGIN if punten or veld.naam != "punt"]
    return velden.formulier("begin", vragen, {"methode": methoden, "punt": punten}, waarden, fouten)


def opzet(form: Mapping[str, str]) -> Opzet:
    """Return how a conversation is begun, from what was posted."""
    return Opzet(**{veld.naam: form.get(veld.naam, "") for veld in BEGIN})


def rol(nummers: Sequence[int], waarden: Any = None, fouten: Mapping[str, str] | None = None) -> Any:
    """Return the form that gives a seat its role."""
    keuzes = {
        "nummer": [(str(n), f"Stoel {n}") for n in nummers],
        "rol": [(naam, label[0].upper() + label[1:]) for naam, label in ROLWOORDEN.items()],
    }
    return velden.formulier("rol", ROL, keuzes, waarden, fouten)


def vrij(waarden: Any = None, fouten: Mapping[str, str] | None = None) -> Any:
    """Return the form that frees a seat; typed, because seats may have come since the page was read."""
    return velden.formulier("vrij", VRIJ, None, waarden, fouten)


def vraag(nu: str, waarden: Any = None, fouten: Mapping[str, str] | None = None) -> Any:
    """Return the form that sharpens the question."""
    return velden.formulier("vraag", VRAAG, None, {"vraag": nu} if waarden is None else waarden, fouten)


def schrijven(
    soort: str, stap: Gespreksstap, waarden: Mapping[str, str], fouten: Mapping[str, str] | None = None
) -> Any:
    """Return the form of a step: an individual answer (oordeel) or the notes (notities)."""
    return velden.formulier(soort, gesprek_rules.als_velden(stap), None, waarden, fouten)


def tekens(stap: Gespreksstap, waarden: Mapping[str, str]) -> dict[str, str]:
    """Return per field the mark of what it holds, as hidden fields of the notes."""
    return {f"teken-{veld.naam}": teken(waarden.get(veld.naam, "")) for veld in stap.velden}


def getypt(form: Mapping[str, str]) -> dict[str, Getypt]:
    """Return what was typed per field with the mark of what was shown; without a mark it was empty."""
    namen = {n.removeprefix("teken-") for n in form if n not in ("csrf_token", "formulier", "stap")}
    return {n: Getypt(form.get(n, ""), form.get(f"teken-{n}", teken(""))) for n in namen}
