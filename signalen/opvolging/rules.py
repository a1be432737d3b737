"""Pure rules of opvolging: what a besluit promises, when to ask whether it works, and how a promise
stands.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from workflows.termijn import Kalender, tel

NAMETINGEN = (65, 130, 260)
NAMETING_RIJK = 520
"""Working days after a change is in use on which we ask: werkt het nog? (DESIGN section 5)"""

MAX_LEEG = 5


@dataclass(frozen=True)
class Belofte:
    """One promise that a besluit makes: what, which role, and the promised day."""

    omschrijving: str
    rol: str
    datum: date
    soort: str = "afspraak"


def beloften(soort: str, rol: str, waarden: Mapping[str, Any]) -> list[Belofte]:
    """Return the promises in the fields of a besluit; the step between comes first."""
    if "afspraak_datum" not in waarden:
        return []
    eigenaar = waarden.get("afspraak_rol") or rol
    wat = waarden.get("afspraak") or waarden.get("besluit_raad") or ""
    uit = [Belofte(wat, eigenaar, date.fromisoformat(waarden["afspraak_datum"]))]
    if waarden.get("tussenstap") and waarden.get("tussenstap_datum"):
        tussen = date.fromisoformat(waarden["tussenstap_datum"])
        uit.insert(0, Belofte(waarden["tussenstap"], eigenaar, tussen, "tussenstap"))
    return uit


def nametingen(soort: str, in_gebruik: date, kalender: Kalender) -> list[tuple[int, date]]:
    """Return (working days, day) of each question afterwards; Rijk waits 520 as well."""
    dagen = NAMETINGEN + ((NAMETING_RIJK,) if soort == "doorgeven" else ())
    return [(n, tel(in_gebruik, n, kalender).uiterste) for n in dagen]


def stand(beloofd: date, gedaan_op: date | None, vervallen_op: date | None, peildag: date) -> str:
    """Return nagekomen, te_laat_nagekomen, niet_nagekomen, loopt or vervallen, by the first promised day.

    A promise kept after its first day was not kept in time, however often the day was moved.
    """
    if gedaan_op is not None and gedaan_op <= peildag:
        return "nagekomen" if gedaan_op <= beloofd else "te_laat_nagekomen"
    if vervallen_op is not None and vervallen_op <= peildag:
        return "vervallen"
    return "niet_nagekomen" if beloofd < peildag else "loopt"


def in_gebruik(besluit_datum: date, afspraken: list[date]) -> date:
    """Return the day on which the change is in use: the last promised day, or the day of the besluit."""
    return max([*afspraken, besluit_datum])


def herinnerdag(datum: date, kalender: Kalender) -> date:
    """Return the day on which the owner is reminded of a promise: two working days before."""
    dag = datum
    for _ in range(2):
        dag -= timedelta(days=1)
        while not kalender.is_werkdag(dag):
            dag -= timedelta(days=1)
    return dag
