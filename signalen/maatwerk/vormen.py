"""The forms of maatwerk, who may use which, and how what was posted becomes arguments. Decides nothing."""

from __future__ import annotations

from typing import Any

from werkzeug.datastructures import MultiDict

from signalen import velden
from signalen.maatwerk import queries
from signalen.maatwerk.rules import Vraag
from signalen.permissions import Band, Persoon, Recht, mag

JA_NEE = (("ja", "Ja"), ("nee", "Nee"))
ZO = "Zo dat niemand de inwoner herkent, bijvoorbeeld: een moeder met drie kinderen en een uitkering."
VRAAG = velden.vragen(
    ("bedrag", "Hoeveel euro is er nodig?", "tekst", True, "Bijvoorbeeld 1.250,50."),
    ("waarvoor", "Waarvoor, en voor wie?", "lang", True, ZO),
    ("waarom", "Waarom is dit nodig, en waarom kan het niet gewoon?", "lang", True, "Zonder namen."),
    ("domein", "Bij welk werk hoort dit?", "keuze", True, ""),
    (
        "wijkt_af_van",
        "Wijkt dit af van een artikel of beleidsregel?",
        "tekst",
        False,
        "Noem hem. Gebeurt dat vaker, dan komt de regel zelf op de agenda.",
    ),
    (
        "meelezers",
        "Wie van een ander team vraag je mee te denken?",
        "lang",
        False,
        "Hun e-mailadressen, elk op een eigen regel. Je eigen team kan altijd.",
    ),
)
VORMEN = {
    "reageren": velden.vragen(
        ("mee", "Ben je het ermee eens?", "keuze", True, ""),
        ("tekst", "Waarom? Eén zin is genoeg", "lang", True, "Zonder namen. Je team leest dit."),
    ),
    "terugkijken": velden.vragen(
        (
            "spijt",
            "Heb je spijt van deze keuze?",
            "keuze",
            True,
            "Ja mag. Eén op de vijf keer is heel gewoon.",
        ),
        ("geleerd", "Wat leerden jullie?", "lang", True, "Zonder namen."),
    ),
    "leerpunt": velden.vragen(
        ("omschrijving", "Wat gaat er gebeuren met wat jullie leerden?", "lang", True, "Eén of twee zinnen."),
        ("rol", "Wie zorgt daarvoor?", "rol", True, ""),
        ("datum", "Wanneer is het klaar?", "datum", True, ""),
    ),
    "intrekken": (),
}
ANTWOORD = velden.vragen(("tekst", "Wat is je antwoord?", "lang", True, "Je team leest dit."))


def vraag(form: MultiDict[str, str]) -> Vraag:
    """Return the request that was typed."""
    return Vraag(
        bedrag=form.get("bedrag", ""),
        waarvoor=form.get("waarvoor", ""),
        waarom=form.get("waarom", ""),
        domein=form.get("domein", ""),
        wijkt_af_van=form.get("wijkt_af_van", ""),
        meelezers=form.get("meelezers", ""),
    )


def die_mogen(pagina: queries.Pagina, wie: Persoon, band: Band) -> dict[str, Any]:
    """Return the forms that this reader may use now; the operations decide again."""
    uit: dict[str, Any] = {}
    if mag(Recht.MAATWERK_INSTEMMEN, wie, band) and pagina.staat == "gevraagd" and not pagina.ik_reageerde:
        uit["reageren"] = VORMEN["reageren"]
    if not mag(Recht.MAATWERK_EIGEN, wie, band):
        return uit
    open_ = [r for r in pagina.reacties if not r.mee and not r.weerwoord]
    uit |= {f"antwoord-{r.over}": ANTWOORD for r in open_}
    if pagina.staat == "gevraagd":
        uit["intrekken"] = VORMEN["intrekken"]
    if pagina.staat == "toegekend" and pagina.spijt is None:
        uit["terugkijken"] = VORMEN["terugkijken"]
    if pagina.spijt is not None and not pagina.leerpunt:
        uit["leerpunt"] = VORMEN["leerpunt"]
    return uit
