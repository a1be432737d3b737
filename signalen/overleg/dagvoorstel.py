"""Pure rule: which days for an overleg keep the terms of what waits, with why in words.

Knows days only: which knelpunten wait and who is busy when is asked by queries. Proposes and never decides.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from workflows.termijn import Kalender, kort

AANTAL = 5
VOORUIT = 30
"""Working days ahead in which a day is looked for."""

RUST = 3
"""Working days that people like to have to prepare; a nearer day is proposed only when a term needs it."""

MAX_GENOEMD = 3
GAUW = "Er is weinig tijd om je voor te bereiden."
WAARSCHUW: Mapping[str, int] = {"dag": 0, "stap": 5, "naast": 5}
"""Working days before the last day at which a missing overleg is said aloud, per kind of term. The term for
naming a day is short: there it is its last day."""


@dataclass(frozen=True)
class Wacht:
    """A knelpunt that waits for an overleg of this kind: its number and the last day of its term."""

    nummer: int
    uiterste: date


@dataclass(frozen=True)
class Dagvoorstel:
    """One day with why in words. `mist` counts the terms that it does not keep, `bezet` who is elsewhere."""

    dag: date
    zin: str
    mist: int
    bezet: int


def voorstellen(
    vandaag: date,
    kalender: Kalender,
    wachtend: Sequence[Wacht],
    leider_bezet: Collection[date] = (),
    mensen_bezet: Mapping[date, int] | None = None,
) -> tuple[Dagvoorstel, ...]:
    """Return at most five days, best first: that keep most terms, where most people are free, and soonest.

    Days on which the leader leads or attends another overleg are left out.
    """
    bezet = mensen_bezet or {}
    dagen = [d for d in _werkdagen(vandaag, kalender) if d not in leider_bezet]
    rustig = kalender.werkdag_na(vandaag, RUST)
    alle = [_voorstel(dag, wachtend, bezet.get(dag, 0), dag < rustig) for dag in dagen]
    return tuple(sorted(alle, key=lambda v: (v.mist, v.bezet, v.dag < rustig, v.dag))[:AANTAL])


def moet_waarschuwen(soort: str, uiterste: date, vandaag: date, kalender: Kalender) -> bool:
    """Say whether it is time to warn that no overleg is planned for a term that ends on `uiterste`."""
    if soort not in WAARSCHUW or uiterste < vandaag:
        return False
    dagen = WAARSCHUW[soort]
    return vandaag >= (kalender.werkdag_voor(uiterste, dagen) if dagen else uiterste)


def _werkdagen(vandaag: date, kalender: Kalender) -> Iterator[date]:
    laatste = kalender.werkdag_na(vandaag, VOORUIT)
    dag = vandaag + timedelta(days=1)
    while dag <= laatste:
        if kalender.is_werkdag(dag):
            yield dag
        dag += timedelta(days=1)


def _voorstel(dag: date, wachtend: Sequence[Wacht], bezet: int, gauw: bool) -> Dagvoorstel:
    gemist = sorted((w for w in wachtend if w.uiterste < dag), key=lambda w: (w.uiterste, w.nummer))
    zin = " ".join(filter(None, [_termijnzin(gemist, len(wachtend)), _bezetzin(bezet), GAUW if gauw else ""]))
    return Dagvoorstel(dag, zin, len(gemist), bezet)


def _termijnzin(gemist: Sequence[Wacht], alle: int) -> str:
    if not alle:
        return "Er wacht nu niets met een termijn."
    if not gemist:
        wie = {1: "wat wacht", 2: "allebei de knelpunten die wachten"}.get(alle, f"alle {alle} die wachten")
        return f"Op tijd voor {wie}."
    genoemd = [f"nummer {w.nummer} (uiterlijk {kort(w.uiterste)})" for w in gemist[:MAX_GENOEMD]]
    rest = f" en nog {len(gemist) - MAX_GENOEMD}" if len(gemist) > MAX_GENOEMD else ""
    kop = "1 termijn haalt" if len(gemist) == 1 else f"{len(gemist)} termijnen halen"
    return f"{kop} deze dag niet: {', '.join(genoemd)}{rest}."


def _bezetzin(bezet: int) -> str:
    if not bezet:
        return ""
    wie = "1 genodigde zit" if bezet == 1 else f"{bezet} genodigden zitten"
    return f"{wie} dan al in een ander overleg."
