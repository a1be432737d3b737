"""The tables as CSV as Dutch Excel reads it: semicolons, UTF-8 with a BOM, days as 2026-03-01. Pure.

A cell that a spreadsheet could take for a formula gets an apostrophe in front (SAFETY rule 32).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from signalen.register.vormen.inpakken import Pakket
from signalen.register.vormen.tafel import Cel, Tafel
from signalen.register.vormen.tafels import Titelblad

BOM = "\ufeff"
RISKANT = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""Signs by which a spreadsheet may take text for a formula or a command, the wide ones of East Asia too."""


def naar_zip(blad: Titelblad, tafels: Sequence[Tafel], moment: datetime) -> bytes:
    """Return a ZIP with a readme and one CSV per table; same tables, same bytes."""
    pakket = Pakket(moment)
    pakket.voeg_toe("LEESMIJ.txt", _leesmij(blad, tafels).encode())
    for tafel in tafels:
        pakket.voeg_toe(f"{tafel.naam}.csv", naar_csv(tafel))
    return pakket.bytes()


def naar_csv(tafel: Tafel) -> bytes:
    """Return one table."""
    uit = io.StringIO(newline="")
    schrijver = csv.writer(uit, delimiter=";", lineterminator="\r\n")
    schrijver.writerow([kolom.naam for kolom in tafel.kolommen])
    schrijver.writerows([veilig(cel) for cel in rij] for rij in tafel.rijen)
    return (BOM + uit.getvalue()).encode()


def veilig(cel: Cel) -> str:
    """Return a cell as text that no spreadsheet will calculate."""
    if cel is None:
        return ""
    if isinstance(cel, date):
        return cel.isoformat()
    if isinstance(cel, int):
        return str(cel)
    return f"'{cel}" if cel.startswith(RISKANT) or cel.lstrip().startswith(RISKANT) else cel


def _leesmij(blad: Titelblad, tafels: Iterable[Tafel]) -> str:
    regels = [blad.titel, "", *(f"{wat}: {tekst}" for wat, tekst in blad.gegevens), ""]
    regels += [
        "Elk bestand is een tabel. Velden zijn gescheiden met een puntkomma, datums zijn jaar-maand-dag."
    ]
    regels += ["Begint een tekst met een teken waar een rekenblad op rekent, dan staat er een ' voor.", ""]
    regels += [f"{tafel.naam}.csv: {tafel.uitleg}" for tafel in tafels]
    return "\r\n".join(regels) + "\r\n"
