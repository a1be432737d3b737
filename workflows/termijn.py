"""Terms in working days, each with the arithmetic that explains it in Dutch.

A date goes in and a Berekening comes out; nothing here knows which step a term belongs to or what day it is.
The Algemene termijnenwet (Atw) does not bind internal terms: counting by its days is a choice we make.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from workflows.kalender import ZATERDAG, Kalender, feestdagen, kort, voluit

__all__ = [
    "Berekening",
    "Kalender",
    "Regel",
    "eerste_termijn_start",
    "feestdagen",
    "herinnerdata",
    "in_woorden",
    "kalenderdagen",
    "kort",
    "opschorten",
    "tel",
    "uitstel",
    "verleng_om_dag",
    "voluit",
    "weken",
]

ATW_MAX_WEKEN = 12
"""Longer terms in weeks are outside the Atw (art. 4 under b)."""

ATW_MAX_DAGEN = 90
"""Longer terms in days are outside the Atw (art. 4 under b)."""


@dataclass(frozen=True)
class Regel:
    """One line of the arithmetic, with the date it speaks about, if any."""

    tekst: str
    datum: date | None = None


@dataclass(frozen=True)
class Berekening:
    """A term: the day it started, the last day to act, and the lines that explain it."""

    start: date
    uiterste: date
    regels: tuple[Regel, ...]

    def as_dict(self) -> dict[str, Any]:
        """Return plain values that can be stored as JSON."""
        regels = [{"tekst": r.tekst, "datum": r.datum.isoformat() if r.datum else None} for r in self.regels]
        return {"start": self.start.isoformat(), "uiterste": self.uiterste.isoformat(), "regels": regels}

    @classmethod
    def from_dict(cls, waarden: Mapping[str, Any]) -> Berekening:
        """Make a Berekening from what `as_dict` gave."""
        regels = tuple(
            Regel(r["tekst"], date.fromisoformat(r["datum"]) if r["datum"] else None)
            for r in waarden["regels"]
        )
        start, uiterste = date.fromisoformat(waarden["start"]), date.fromisoformat(waarden["uiterste"])
        return cls(start, uiterste, regels)


# ------------------------------------------------------------------ making a term


def eerste_termijn_start(dag: date, kalender: Kalender) -> date:
    """Return the day on which every first term starts: the first working day of the next ISO week.

    The same for every level, so that no date tells whose signal is protected (DESIGN section 5).
    """
    return kalender.volgende_werkdag(dag + timedelta(7 - dag.weekday()))


def tel(start: date, werkdagen: int, kalender: Kalender) -> Berekening:
    """Return the term of so many working days after `start`, to the end of that last day.

    The start day itself does not count. Raises ValueError when `werkdagen` is below one.
    """
    uiterste = kalender.werkdag_na(start, werkdagen)
    begin = Regel(f"{_werkdagen(werkdagen)} na {voluit(start)}", start)
    return Berekening(
        start, uiterste, (begin, *_overgeslagen(start, uiterste, kalender), _uitkomst(uiterste))
    )


def uitstel(berekening: Berekening, werkdagen: int, kalender: Kalender) -> Berekening:
    """Extend a term, counted from its last day. The first date stays readable in the lines."""
    kop = f"uitstel: {_werkdagen(werkdagen)} na {voluit(berekening.uiterste)}, de datum van eerst"
    return _verschoven(berekening, werkdagen, kop, kalender)


def opschorten(
    berekening: Berekening, vanaf: date, werkdagen: int, partij: str, kalender: Kalender
) -> Berekening:
    """Move the last day by the working days that we wait for a named party (compare Awb 4:15)."""
    kop = f"wij wachten vanaf {kort(vanaf)} op {partij}: {_werkdagen(werkdagen)} erbij"
    return _verschoven(berekening, werkdagen, kop, kalender)


def _verschoven(berekening: Berekening, werkdagen: int, kop: str, kalender: Kalender) -> Berekening:
    oud = berekening.uiterste
    nieuw = kalender.werkdag_na(oud, werkdagen)
    regels = (Regel(kop, oud), *_overgeslagen(oud, nieuw, kalender), _uitkomst(nieuw))
    return Berekening(berekening.start, nieuw, berekening.regels + regels)


def verleng_om_dag(berekening: Berekening, dag: date, reden: str, kalender_nieuw: Kalender) -> Berekening:
    """Lengthen a term by one day that became free later; `kalender_nieuw` already holds that day.

    Unchanged when the day lies outside the term or was free already, so that doing it twice changes nothing.
    """
    if not berekening.start < dag <= berekening.uiterste or _telde_al_niet(berekening, dag):
        return berekening
    nieuw = kalender_nieuw.werkdag_na(berekening.uiterste, 1)
    erbij = (Regel(f"{_niet_mee(dag)}: {reden} (later bekend geworden)", dag), _uitkomst(nieuw))
    return Berekening(berekening.start, nieuw, berekening.regels + erbij)


def _telde_al_niet(berekening: Berekening, dag: date) -> bool:
    genoemd = any(r.datum == dag and r.tekst.startswith(_niet_mee(dag)) for r in berekening.regels)
    return genoemd or not Kalender().is_werkdag(dag)


# ------------------------------------------------------------------ calendar terms (Atw art. 1 and 2)


def weken(start: date, aantal: int, kalender: Kalender) -> Berekening:
    """Return a term of whole weeks that does not end on a free day (Atw art. 1 lid 1).

    Past twelve weeks the Atw does not apply and the last day stands as it falls (art. 4).
    """
    ruw = start + timedelta(weeks=aantal)
    kop = Regel(f"{aantal} {'week' if aantal == 1 else 'weken'} na {voluit(start)}", start)
    return _naar_werkdag(start, ruw, kop, kalender, binnen_wet=aantal <= ATW_MAX_WEKEN, minstens=2)


def kalenderdagen(start: date, aantal: int, kalender: Kalender) -> Berekening:
    """Return a term of calendar days that does not end on a free day (Atw art. 1 lid 1).

    From three days on it holds at least two days that are not free (art. 2). Past ninety days the Atw does
    not apply (art. 4).
    """
    ruw = start + timedelta(days=aantal)
    kop = Regel(f"{aantal} {'dag' if aantal == 1 else 'dagen'} na {voluit(start)}", start)
    minstens = 2 if aantal >= 3 else 0
    return _naar_werkdag(start, ruw, kop, kalender, binnen_wet=aantal <= ATW_MAX_DAGEN, minstens=minstens)


def _naar_werkdag(
    start: date, ruw: date, kop: Regel, kalender: Kalender, *, binnen_wet: bool, minstens: int
) -> Berekening:
    if not binnen_wet:
        regel = Regel("zo lang dat de Algemene termijnenwet niet geldt: geen dag erbij")
        return Berekening(start, ruw, (kop, regel, _uitkomst(ruw)))
    einde = kalender.volgende_werkdag(ruw)
    regels = [kop]
    if einde != ruw:
        regels.append(Regel(f"{kort(ruw)} is vrij: {kalender.waarom_vrij(ruw)}", ruw))
    if minstens and kalender.werkdagen_tussen(start, einde) < minstens:
        einde = kalender.werkdag_na(start, minstens)
        regels.append(Regel(f"er horen minstens {minstens} werkdagen in te zitten", einde))
    return Berekening(start, einde, (*regels, _uitkomst(einde)))


# ------------------------------------------------------------------ around a term


def herinnerdata(uiterste: date, herinner: tuple[int, ...], kalender: Kalender) -> tuple[date, ...]:
    """Return the days to remind somebody: so many working days before the last day, 0 is that day itself."""
    return tuple(sorted({kalender.werkdag_voor(uiterste, n) if n else uiterste for n in herinner}))


def in_woorden(vandaag: date, uiterste: date, kalender: Kalender) -> str:
    """Say how far away the last day is: "nog 4 werkdagen", "morgen", "vandaag", "3 werkdagen te laat"."""
    over = kalender.werkdagen_tussen(vandaag, uiterste)
    if vandaag >= uiterste:
        return "vandaag" if vandaag == uiterste else f"{_werkdagen(-over)} te laat" if over else "te laat"
    if uiterste - vandaag == timedelta(1):
        return "morgen"
    return f"nog {_werkdagen(over)}" if over else f"nog {(uiterste - vandaag).days} dagen"


# ------------------------------------------------------------------ the lines


def _werkdagen(aantal: int) -> str:
    return f"{aantal} werkdag" if aantal == 1 else f"{aantal} werkdagen"


def _niet_mee(dag: date) -> str:
    return f"{kort(dag)} telt niet mee"


def _uitkomst(uiterste: date) -> Regel:
    return Regel(f"uitkomst: {voluit(uiterste)}, tot het einde van die dag", uiterste)


def _overgeslagen(start: date, uiterste: date, kalender: Kalender) -> tuple[Regel, ...]:
    dagen = [start + timedelta(n) for n in range(1, (uiterste - start).days + 1)]
    door_de_week = [d for d in dagen if d.weekday() < ZATERDAG]
    vrij = tuple(
        Regel(f"{_niet_mee(d)}: {reden}", d) for d in door_de_week if (reden := kalender.waarom_vrij(d))
    )
    # Saturday and Sunday of one weekend share an ISO week.
    weekenden = len({d.isocalendar()[:2] for d in dagen if d.weekday() >= ZATERDAG})
    if not weekenden:
        return vrij
    woord = "weekend" if weekenden == 1 else "weekenden"
    return (*vrij, Regel(f"{weekenden} {woord} overgeslagen"))
