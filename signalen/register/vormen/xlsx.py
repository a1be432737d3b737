"""The tables as XLSX, by XlsxWriter in constant memory. Text stays text: no formulas, no links (SAFETY rule
32).

A cell of Excel holds 32,767 signs; what is longer ends with a sentence that says where the rest stands.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import xlsxwriter

from signalen.register.vormen.tafel import Cel, Tafel
from signalen.register.vormen.tafels import Titelblad

MAX = 32_000
VERDER = " [Hier afgebroken: een cel van Excel is vol. De hele tekst staat in het ODS-bestand.]"
OPTIES = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
OVER = "Over dit register"


def naar_xlsx(blad: Titelblad, tafels: Sequence[Tafel], afzender: str, moment: datetime) -> bytes:
    """Return the workbook: a title sheet and one sheet per table; same tables, same bytes."""
    naar = io.BytesIO()
    with xlsxwriter.Workbook(naar, OPTIES) as boek:
        boek.set_properties(
            {"title": blad.titel, "author": afzender, "created": moment.replace(tzinfo=None), "comments": ""}
        )
        stijlen = _stijlen(boek)
        _titelblad(boek, blad, tafels, stijlen)
        for tafel in tafels:
            _tafel(boek, tafel, stijlen)
    return naar.getvalue()


def _stijlen(boek: Any) -> dict[str, Any]:
    boven = {"valign": "top"}
    return {
        "kop": boek.add_format({"bold": True, "text_wrap": True, "bottom": 1}),
        "titel": boek.add_format({"bold": True, "font_size": 16}),
        "tekst": boek.add_format({**boven, "text_wrap": True}),
        "getal": boek.add_format({**boven, "num_format": "0"}),
        "datum": boek.add_format({**boven, "num_format": "d-m-yyyy", "align": "left"}),
    }


def _titelblad(boek: Any, blad: Titelblad, tafels: Sequence[Tafel], stijlen: dict[str, Any]) -> None:
    vel = boek.add_worksheet(OVER)
    vel.set_column(0, 1, 40)
    over = [(tafel.titel, tafel.uitleg) for tafel in tafels]
    regels: list[tuple[Sequence[str], str]] = [((blad.titel,), "titel")]
    regels += [(paar, "tekst") for paar in blad.gegevens]
    regels += [((), "tekst"), (("Blad", "Wat erin staat"), "kop"), *((paar, "tekst") for paar in over)]
    for nummer, (cellen, stijl) in enumerate(regels):
        _schrijf_rij(vel, nummer, cellen, stijlen, stijl)


def _tafel(boek: Any, tafel: Tafel, stijlen: dict[str, Any]) -> None:
    vel = boek.add_worksheet(tafel.titel)
    for plek, kolom in enumerate(tafel.kolommen):
        vel.set_column(plek, plek, 50 if kolom.breed else 18)
    vel.freeze_panes(1, 0)
    vel.repeat_rows(0)
    vel.set_landscape()
    _schrijf_rij(vel, 0, [kolom.naam for kolom in tafel.kolommen], stijlen, "kop")
    for nummer, rij in enumerate(tafel.rijen, 1):
        _schrijf_rij(vel, nummer, rij, stijlen, "tekst")


def _schrijf_rij(vel: Any, rij: int, cellen: Sequence[Cel], stijlen: dict[str, Any], stijl: str) -> None:
    for plek, cel in enumerate(cellen):
        if isinstance(cel, date):
            vel.write_datetime(rij, plek, cel, stijlen["datum"])
        elif isinstance(cel, int):
            vel.write_number(rij, plek, cel, stijlen["getal"])
        elif cel:
            vel.write_string(rij, plek, past(cel), stijlen[stijl])


def past(tekst: str) -> str:
    """Return text that fits in a cell. Counts as Excel does, where a sign outside the first plane is two."""
    if len(tekst.encode("utf-16-le")) // 2 <= MAX:
        return tekst
    return tekst.encode("utf-16-le")[: 2 * (MAX - len(VERDER))].decode("utf-16-le", "ignore") + VERDER
