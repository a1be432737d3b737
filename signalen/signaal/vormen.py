"""The forms beside one's own signaal: add, judge, react, withdraw. Stores nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from signalen import velden
from signalen.signaal.forms import JA_NEE

OORDEELZINNEN = {
    "begrepen": "Is begrepen wat je bedoelde?",
    "beantwoord": "Is het beantwoord?",
    "veranderd": "Merk je in je werk dat er iets veranderd is?",
}
DRIE = (("ja", "Ja"), ("deels", "Deels"), ("nee", "Nee"))
REACTIES = (("klopt", "Klopt"), ("deels", "Klopt deels"), ("niet", "Klopt niet"))


def van_signaal(beeld: Any, ruw: Mapping[str, str], fouten: Mapping[str, str], waar: str) -> dict[str, Any]:
    """Return every form of the signaal page, with what was typed and the sentences in the one that failed."""
    lijst: dict[str, tuple[Any, dict[str, Any]]] = {
        "aanvullen": (velden.vragen(("tekst", "Wat wil je toevoegen?", "lang", True, "")), {}),
        "betwisten": (velden.vragen(("reden", "Waarom klopt het antwoord niet?", "lang", True, "")), {}),
        "nog-steeds": (velden.vragen(("reden", "Wat zie je nog steeds?", "lang", True, "")), {}),
        "toestemming": (
            velden.vragen(("mag", "Mag dit knelpunt in het register staan?", "keuze", True, "")),
            {"mag": JA_NEE},
        ),
        "oordeel": _oordeelvragen(beeld.te_beoordelen),
    }
    for stuk in beeld.keten:
        if stuk.open:
            lijst[f"doorgeving-{stuk.id}"] = _reactievragen()
    for vraag in beeld.vragen:
        if not vraag.antwoord:
            lijst[f"vraag-{vraag.id}"] = (velden.vragen(("tekst", "Jouw antwoord", "lang", True, "")), {})
    return {
        naam: velden.formulier(
            naam,
            vragen,
            keuzes,
            ruw if naam == waar else _standaard(naam, beeld),
            fouten if naam == waar else {},
        )
        for naam, (vragen, keuzes) in lijst.items()
    }


def _standaard(naam: str, beeld: Any) -> Mapping[str, str] | None:
    return {"mag": beeld.toestemming} if naam == "toestemming" else None


def _oordeelvragen(te_beoordelen: Any) -> tuple[Any, dict[str, Any]]:
    regels = [(v, OORDEELZINNEN[v], "keuze", False, "") for v in te_beoordelen]
    uitleg = ("toelichting", "Wil je dat uitleggen?", "lang", False, "")
    return velden.vragen(*regels, uitleg), dict.fromkeys(te_beoordelen, DRIE)


def _reactievragen() -> tuple[Any, dict[str, Any]]:
    vragen = velden.vragen(
        ("antwoord", "Klopt dit met wat jij schreef?", "keuze", True, ""),
        ("correctie", "Wat moet erbij of anders?", "lang", False, "Je correctie reist mee."),
    )
    return vragen, {"antwoord": REACTIES}
