"""The forms around a harvest: writing it, looking it over, offering an afweging. Decides nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from signalen import velden
from signalen.overleg.queries.nakijken import Nakijkblad
from signalen.signaal.rules import DOMEINEN

SCHRIJVEN = velden.vragen(
    (
        "feit",
        "Wat is er vastgesteld?",
        "lang",
        True,
        "Feiten over de regel of de gewoonte. Geen namen, geen teams, niets over een inwoner.",
    ),
    ("alternatief", "Welke mogelijkheden kwamen op tafel?", "lang", False, ""),
    (
        "opvatting",
        "Wat vonden jullie, en welke waarden wogen mee?",
        "lang",
        False,
        "Zonder te zeggen wie wat vond. Ook wat een minderheid vond.",
    ),
)
ANTWOORDEN = (("akkoord", "Het klopt en mag de kamer uit"), ("niet", "Niet akkoord"))
JA_NEE = (("ja", "Ja"), ("nee", "Nee"))
NAKIJKEN = velden.vragen(
    ("antwoord", "Klopt het, en mag het de kamer uit?", "keuze", True, ""),
    (
        "correctie",
        "Wat moet er anders?",
        "lang",
        False,
        "Alleen wie het verslag schrijft, leest dit. Je naam is hier niet voor nodig.",
    ),
    (
        "afweging",
        "Mag dit ook bij Eerdere afwegingen?",
        "keuze",
        False,
        "Collega’s lezen dan de vraag, de waarden en de uitkomst, en wat er sindsdien gebeurde. "
        "Zonder week, team of nummer. Niets gekozen is nee.",
    ),
)
KIEZEN = velden.vragen(("mag", "Mag dit bij Eerdere afwegingen?", "keuze", True, ""))
AANBIEDEN = velden.vragen(
    ("vraag", "Wat was de morele vraag?", "tekst", True, "Zo dat een collega zich erin herkent."),
    ("voor", "Welke waarden spraken ervoor?", "lang", True, ""),
    ("tegen", "Welke waarden spraken ertegen?", "lang", True, ""),
    ("uitkomst", "Waar kwam het gesprek op uit?", "lang", True, ""),
    ("methode", "Met welke methode?", "tekst", False, ""),
    ("domein", "Bij welk werk hoort dit?", "keuze", True, ""),
    ("regeling", "Om welke regeling ging het?", "tekst", False, ""),
)


def schrijven(delen: Mapping[str, str], fouten: Mapping[str, str] | None = None) -> Any:
    """Return the form in which a writer says what may leave the room."""
    return velden.formulier("oogst", SCHRIJVEN, waarden=delen, fouten=fouten)


def voor_inbrenger(
    bladen: Sequence[Nakijkblad], ruw: Mapping[str, str], fouten: Mapping[str, str], waar: str
) -> dict[str, Any]:
    """Return the forms on the page of one's own signaal: looking a text over, and consent afterwards."""
    uit = {}
    for blad in bladen:
        naam = f"oogst-{blad.id}"
        if blad.vraagt or waar == naam:
            keuzes = {"antwoord": ANTWOORDEN, "afweging": JA_NEE}
            uit[naam] = _form(naam, NAKIJKEN, keuzes, ruw if waar == naam else None, fouten, waar)
        naam = f"afweging-{blad.id}"
        if blad.mag_kiezen or waar == naam:
            waarden = ruw if waar == naam else {"mag": blad.keuze}
            uit[naam] = _form(naam, KIEZEN, {"mag": JA_NEE}, waarden, fouten, waar)
    return uit


def _form(
    naam: str,
    vragen: Any,
    keuzes: Mapping[str, velden.Keuzes],
    waarden: Mapping[str, str] | None,
    fouten: Mapping[str, str],
    waar: str,
) -> Any:
    return velden.formulier(naam, vragen, keuzes, waarden, fouten if naam == waar else {})


def aanbieden(waarden: Mapping[str, str], fouten: Mapping[str, str] | None = None) -> Any:
    """Return the form in which an afweging is worded."""
    domeinen = tuple((d, d[0].upper() + d[1:]) for d in DOMEINEN)
    return velden.formulier("afweging", AANBIEDEN, {"domein": domeinen}, waarden, fouten)


def verslaglegger(keuzes: velden.Keuzes, nu: str, fouten: Mapping[str, str] | None = None) -> Any:
    """Return the form in which the gespreksleider lets a deelnemer write."""
    vraag = velden.vragen(
        ("verslaglegger", "Wie schrijft het verslag met jou?", "keuze", False, "Iemand die is uitgenodigd.")
    )
    opties = (("", "Alleen ik"), *keuzes)
    return velden.formulier("verslaglegger", vraag, {"verslaglegger": opties}, {"verslaglegger": nu}, fouten)
