"""A day off that was added after an overleg was planned on it: what that allows, and how it is said. Pure.

Moving is allowed once (DESIGN section 6: `move once`), because an overleg that is put off again and again is
silence by another name. A day that the municipality itself closes afterwards is not put off by who leads.
Without a way out they would have to cancel, and two cancelled overleggen are silence of their layer. So a
move away from a day off is always allowed and does not use up the one move. It goes to a working day, with a
reason, and cannot be repeated from there. Cancelling stays cancelling: whoever may move and cancels chose to.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, time

from workflows.kalender import Kalender, voluit

KORT = "Deze dag is vrij geworden ({}). Er moet een andere dag komen."
"""On the list, which also those read who do not choose the day."""


def mag_verzetten(keren: int, hoogstens: int, waarom_vrij: str) -> bool:
    """Say whether an overleg may be moved that was moved so often; `waarom_vrij` says why its day is off."""
    return bool(waarom_vrij) or keren < hoogstens


def keren_na(keren: int, waarom_vrij: str) -> int:
    """Return how often it was moved by choice, after a move away from this day."""
    return keren if waarom_vrij else keren + 1


def reden_vooraf(dag: date, waarom_vrij: str) -> str:
    """Return the reason with which the form to move it begins; empty for an ordinary day."""
    return f"Op {voluit(dag)} wordt er niet gewerkt: {waarom_vrij}." if waarom_vrij else ""


def komende(kalender: Kalender, vandaag: date) -> tuple[date, ...]:
    """Return the days off that were added and are not past, nearest first."""
    return tuple(sorted(dag for dag in {*kalender.extra, *kalender.sluiting} if dag >= vandaag))


def op_die_dag(dag: date, overleggen: Iterable[tuple[str, time]]) -> tuple[str, ...]:
    """Say to the beheerder what stands on a day: how many, then per kind how many and at what hour.

    `overleggen` are (name of the kind, hour). No title and no name: a beheerder may not see every overleg.
    """
    per_soort: dict[str, list[time]] = defaultdict(list)
    for soort, begin in overleggen:
        per_soort[soort].append(begin)
    aantal = sum(len(uren) for uren in per_soort.values())
    if not aantal:
        return (f"Op {voluit(dag)} staat geen overleg gepland.",)
    kop = "staat 1 overleg" if aantal == 1 else f"staan {aantal} overleggen"
    regels = [f"{soort}: {len(uren)}, {_uren(uren)}." for soort, uren in sorted(per_soort.items())]
    return (f"Op {voluit(dag)} {kop} gepland.", *regels)


def _uren(uren: Sequence[time]) -> str:
    delen = [f"{uur:%H.%M}" for uur in sorted(set(uren))]
    samen = f"{', '.join(delen[:-1])} en {delen[-1]}" if len(delen) > 1 else delen[0]
    return f"om {samen} uur"
