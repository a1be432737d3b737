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

LEERPUNT = "leerpunt"
SOORTWOORDEN = {"afspraak": "Afspraak", "tussenstap": "Afspraak", LEERPUNT: "Leerpunt"}

AFWIJKING_DREMPEL = 3
"""So many deviations from one beleidsregel in a year put the rule itself on the agenda, unless a setting
says else.
"""

AFWIJKINGEN_TERUG = timedelta(days=365)
REGEL_HERZIEN = 30
"""Working days within which the owner says what happens with a rule that is departed from so often."""


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


# ------------------------------------------------------------------ leerpunten and deviations


def soortwoord(soort: str) -> str:
    """Return what a promise is called on the screen."""
    return SOORTWOORDEN.get(soort, "Afspraak")


def op_de_agenda(soort: str, omschrijving: str) -> str:
    """Return a promise as a subject of an agenda; a leerpunt says that it is one."""
    return f"Leerpunt: {omschrijving}" if soort == LEERPUNT else omschrijving


def agenda_van_rol(rol: str) -> str:
    """Return the kind of overleg where this owner sits, for a leerpunt that was made outside an overleg."""
    if rol in ("wethouder", "griffier"):
        return "college"
    return "management" if rol in ("afdelingshoofd", "directeur", "secretaris") else "casuistiekbespreking"


def beleidsregel(ruw: str) -> str:
    """Return the name of a rule with single spaces, so that the same rule is counted as one; at most 200
    long.
    """
    return " ".join(ruw.split())[:200]


def lees_drempel(ruw: str) -> int:
    """Read the threshold from a setting; anything that is no number of at least one is the usual one."""
    return int(ruw) if ruw.strip().isdecimal() and 0 < int(ruw) < 1000 else AFWIJKING_DREMPEL


def haalt_drempel(aantal: int, drempel: int) -> bool:
    """Say whether this count puts the rule on the agenda: at the threshold and at every next multiple."""
    return aantal > 0 and aantal % drempel == 0


def regel_op_tafel(regel: str, aantal: int) -> str:
    """Return what the owner of a rule is asked when it was departed from this often in a year."""
    wat = f"Van ‘{regel}’ is in een jaar {aantal} keer afgeweken."
    return f"{wat} Pas de regel aan, of leg vast waarom hij zo blijft."
