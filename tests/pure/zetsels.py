"""Editions ready to be put in a form, for tests: invented, but made by the rules that make a real one."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from signalen.register.vormen.tafel import Cel, Tafel, tafel
from signalen.register.vormen.zetsel import Uitgever, Zetsel
from tests.pure.uitgave import voorbeeld

VAST = datetime(2026, 4, 7, 10, 15, 3, 123456, tzinfo=ZoneInfo("Europe/Amsterdam"))
ADRES = "https://signalen.voorbeeldstad.nl"

SIGNALEN = {
    "tabellen": [
        {
            "naam": "thema_oorzaak",
            "titel": "Signalen per thema en oorzaak, kwartaal 1 van 2026",
            "rijkop": "Thema",
            "kolomkop": "Oorzaak",
            "rijen": ["Wmo", "jeugd"],
            "kolommen": ["beleid", "systeem"],
            "cellen": [["<10", "15"], ["20", "<10"]],
            "rijtotalen": ["20", "25"],
            "kolomtotalen": ["25", "20"],
            "totaal": "45",
        },
        {
            "naam": "thema",
            "titel": "Signalen per thema, kwartaal 1 van 2026",
            "rijkop": "Thema",
            "kolomkop": "",
            "rijen": ["Wmo", "jeugd"],
            "kolommen": ["Signalen"],
            "cellen": [["20"], ["25"]],
            "rijtotalen": [],
            "kolomtotalen": [],
            "totaal": "45",
        },
    ],
    "samengevoegd": ["Wmo en jeugd zijn samen geteld."],
}


def zetsel(aantal: int = 12, inhoud: dict[str, Any] | None = None, **rest: Any) -> Zetsel:
    """Return an edition of so many knelpunten; `inhoud` replaces parts of its front page."""
    uitgave = json.loads(json.dumps(voorbeeld(aantal)))
    uitgave["inhoud"] |= inhoud or {}
    basis: dict[str, Any] = {
        "opgemaakt_op": VAST,
        "vastgesteld_op": VAST,
        "gemeente": "Voorbeeldstad",
        "adres": ADRES,
        "anker": "a" * 64,
        "rollen": {"afdelingshoofd": "het hoofd van de afdeling"},
        "uitgever": Uitgever(mail="register@voorbeeldstad.nl"),
    }
    return Zetsel(**{**basis, **uitgave, **rest})


LASTIG: tuple[str, ...] = (
    "=1+1",
    "+31 6 12345678",
    "-2",
    "@SUM(A1)",
    '=HYPERLINK("http://x.nl";"klik")',
    " =1+1",
    "twee  spaties en  drie   ",
    "een\nregel eronder",
    'zei "nee"; en <ging> & weg',
    "007",
    "1e5",
    "1-3-2026",
    "WAAR",
    "_x0041_",
    "https://voorbeeld.nl",
    "één emoji \U0001f600 en ﬁ",
    "'met apostrof",
)
"""Texts that a spreadsheet would like to understand."""


def lastige_tafel() -> Tafel:
    """Return a table with every kind of cell and every text that is hard."""
    rijen: list[tuple[Cel, ...]] = [
        (nr, tekst, date(2026, 3, nr % 28 + 1)) for nr, tekst in enumerate(LASTIG)
    ]
    rijen += [(None, None, None), (-5, "min vijf", date(1999, 12, 31))]
    return tafel("lastig", "Lastig", "Alles wat lastig is.", ("#Getal", "~Tekst", "@Dag"), rijen)
