"""Pure rules of a series: a rhythm chosen in words becomes an iCalendar rule, and that rule becomes days.

Nobody types an RRULE. Expansion is python-dateutil's; which of the days can be held is our calendar's. Makes
no overleggen: operations do.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from dateutil.rrule import rrulestr

from signalen.knelpunt.rules import OngeldigeInvoer, Veldfout, lees_datum
from signalen.overleg import rules
from signalen.signaal.rules import schoon
from workflows.termijn import Kalender, voluit

VENSTER = timedelta(weeks=26)
"""How far ahead the overleggen of a series stand in the calendar; the clock moves it along."""

LANGST = timedelta(days=3 * 366)
RITMES: dict[str, tuple[str, str]] = {
    "week": ("FREQ=WEEKLY;INTERVAL=1", "elke week"),
    "twee_weken": ("FREQ=WEEKLY;INTERVAL=2", "om de twee weken"),
    "drie_weken": ("FREQ=WEEKLY;INTERVAL=3", "om de drie weken"),
    "maand": ("FREQ=MONTHLY;INTERVAL=1", "elke maand"),
    "twee_maanden": ("FREQ=MONTHLY;INTERVAL=2", "om de twee maanden"),
    "kwartaal": ("FREQ=MONTHLY;INTERVAL=3", "vier keer per jaar"),
    "halfjaar": ("FREQ=MONTHLY;INTERVAL=6", "twee keer per jaar"),
}
WEEKDAGEN = {"MO": "maandag", "TU": "dinsdag", "WE": "woensdag", "TH": "donderdag", "FR": "vrijdag"}
WELKE = {"1": "eerste", "2": "tweede", "3": "derde", "4": "vierde", "-1": "laatste"}
BIJ_VRIJ = {
    "volgende": "Dan op de eerstvolgende werkdag",
    "overslaan": "Die keer slaan we over",
}


@dataclass(frozen=True)
class Reeksvoorstel:
    """A series as it was typed. `gespreksleider` and `deelnemers` are people; `door` is who plans."""

    soort: str
    ritme: str
    weekdag: str
    vanaf: str
    begin: str
    door: uuid.UUID
    welke: str = ""
    tot: str = ""
    bij_vrij: str = ""
    titel: str = ""
    minuten: str = ""
    plaats: str = ""
    gespreksleider: uuid.UUID | None = None
    deelnemers: tuple[uuid.UUID, ...] = ()


@dataclass(frozen=True)
class GelezenReeks:
    """A series that can be stored. `tot` None means until somebody ends it."""

    soort: str
    titel: str
    regel: str
    eerste: date
    tot: date | None
    begin: time
    minuten: int
    plaats: str
    bij_vrij: str


@dataclass(frozen=True)
class Reeksdag:
    """One day that the rule gives, and the day on which it is held: None when that time is skipped.

    `waarom` says why the two differ, for instance "tweede paasdag"; empty when they do not.
    """

    regel_dag: date
    dag: date | None
    waarom: str = ""

    @property
    def zin(self) -> str:
        """What happens on this day, in words."""
        if not self.waarom:
            return voluit(self.regel_dag)
        gevolg = f"wordt {voluit(self.dag)}" if self.dag else "die keer slaan we over"
        return f"{voluit(self.regel_dag)} is geen werkdag ({self.waarom}): {gevolg}"


def regel_van(ritme: str, weekdag: str, welke: str = "") -> str:
    """Return the rule (RFC 5545, 3.3.10) of a rhythm in words. Raises KeyError for an unknown one."""
    begin = RITMES[ritme][0]
    return f"{begin};BYDAY={welke if per_maand(ritme) else ''}{weekdag}"


def per_maand(ritme: str) -> bool:
    """Say whether this rhythm counts in months, so that it must be said which one of the month."""
    return RITMES[ritme][0].startswith("FREQ=MONTHLY")


def in_woorden(regel: str) -> str:
    """Return a rule of ours as people say it: "elke maand op de laatste donderdag"."""
    begin, _, plek = regel.rpartition(";BYDAY=")
    ritme = next((woorden for tekst, woorden in RITMES.values() if tekst == begin), "volgens een eigen regel")
    weekdag = WEEKDAGEN.get(plek[-2:], "")
    return f"{ritme} op de {WELKE[plek[:-2]]} {weekdag}" if plek[:-2] in WELKE else f"{ritme} op {weekdag}"


def lees_reeks(voorstel: Reeksvoorstel, vandaag: date, kalender: Kalender) -> GelezenReeks:
    """Turn what was typed into a series. Raises OngeldigeInvoer with a sentence per field."""
    fouten: list[Veldfout] = []
    _keuzefouten(voorstel, fouten)
    vanaf = _probeer("vanaf", lambda: _lees_vanaf(voorstel.vanaf, vandaag), fouten)
    begin = _probeer("begin", lambda: rules.lees_tijd(voorstel.begin), fouten)
    minuten = _probeer("minuten", lambda: rules.lees_minuten(voorstel.minuten), fouten)
    titel, plaats = (" ".join(schoon(ruw).split()) for ruw in (voorstel.titel, voorstel.plaats))
    teksten = {"titel": titel, "plaats": plaats}
    fouten += rules.gegevensfouten(teksten) + rules.te_lang(teksten, 200)
    if fouten:
        raise OngeldigeInvoer(fouten)
    regel = regel_van(voorstel.ritme, voorstel.weekdag, voorstel.welke)
    eerste = eerste_dag(regel, vanaf)
    tot = _lees_tot(voorstel.tot, eerste)
    titel = titel or rules.SOORTEN[voorstel.soort]
    gelezen = GelezenReeks(
        voorstel.soort, titel, regel, eerste, tot, begin, minuten, plaats, voorstel.bij_vrij
    )
    _eis_een_dag(gelezen, kalender)
    return gelezen


def _keuzefouten(voorstel: Reeksvoorstel, fouten: list[Veldfout]) -> None:
    if voorstel.soort not in rules.SOORTEN:
        fouten.append(Veldfout("soort", "Kies wat voor overleg het is."))
    if voorstel.ritme not in RITMES:
        fouten.append(Veldfout("ritme", "Kies hoe vaak het overleg er is."))
    elif per_maand(voorstel.ritme) and voorstel.welke not in WELKE:
        fouten.append(Veldfout("welke", "Kies de hoeveelste van de maand, bijvoorbeeld de laatste."))
    if voorstel.weekdag not in WEEKDAGEN:
        fouten.append(Veldfout("weekdag", "Kies een dag van de week."))
    if voorstel.bij_vrij not in BIJ_VRIJ:
        fouten.append(Veldfout("bij_vrij", "Kies wat er gebeurt als de dag geen werkdag is."))


def _probeer(veld: str, lees: Callable[[], Any], fouten: list[Veldfout]) -> Any:
    try:
        return lees()
    except ValueError as fout:
        fouten.append(Veldfout(veld, str(fout)))
        return None


def _lees_vanaf(ruw: str, vandaag: date) -> date:
    dag = lees_datum(ruw.strip())
    if dag < vandaag:
        raise ValueError("Deze dag is al geweest. Kies vandaag of een latere dag.")
    if dag > vandaag + VENSTER:
        raise ValueError(f"Begin binnen een half jaar: uiterlijk {voluit(vandaag + VENSTER)}.")
    return dag


def _lees_tot(ruw: str, eerste: date) -> date | None:
    if not ruw.strip():
        return None
    try:
        tot = lees_datum(ruw.strip())
        if tot < eerste:
            raise ValueError(f"Voor deze dag valt er geen enkele keer. De eerste is {voluit(eerste)}.")
        if tot > eerste + LANGST:
            raise ValueError("Kies een dag binnen drie jaar, of laat dit leeg.")
    except ValueError as fout:
        raise OngeldigeInvoer([Veldfout("tot", str(fout))]) from fout
    return tot


def _eis_een_dag(gelezen: GelezenReeks, kalender: Kalender) -> None:
    eind = gelezen.tot or gelezen.eerste + 2 * VENSTER
    if not any(d.dag for d in dagen(gelezen.regel, gelezen.eerste, eind, kalender, gelezen.bij_vrij)):
        raise OngeldigeInvoer([Veldfout("tot", "Geen enkele keer valt op een werkdag. Kies andere dagen.")])


# ------------------------------------------------------------------ from a rule to days


def eerste_dag(regel: str, vanaf: date) -> date:
    """Return the first day on or after `vanaf` that fits, from which the interval counts.

    The interval is left out while looking, or "four times a year" from the 30th would skip a quarter.
    """
    zonder = ";".join(deel for deel in regel.split(";") if not deel.startswith("INTERVAL"))
    return _uitgerold(zonder, vanaf).after(_begin(vanaf), inc=True).date()  # type: ignore[no-any-return]


def dagen(regel: str, eerste: date, tot: date, kalender: Kalender, bij_vrij: str) -> Sequence[Reeksdag]:
    """Return the days of a series from its first day up to and including `tot`, in order.

    A day that is no working day moves to the next one (`volgende`) or is skipped (`overslaan`).
    """
    gevonden = _uitgerold(regel, eerste).between(_begin(eerste), _begin(tot), inc=True)
    return tuple(_reeksdag(moment.date(), kalender, bij_vrij) for moment in gevonden)


def _reeksdag(dag: date, kalender: Kalender, bij_vrij: str) -> Reeksdag:
    if kalender.is_werkdag(dag):
        return Reeksdag(dag, dag)
    naar = kalender.volgende_werkdag(dag) if bij_vrij == "volgende" else None
    return Reeksdag(dag, naar, kalender.waarom_vrij(dag))


def _uitgerold(regel: str, eerste: date) -> Any:
    return rrulestr(f"RRULE:{regel}", dtstart=_begin(eerste))


def _begin(dag: date) -> datetime:
    return datetime.combine(dag, time())
