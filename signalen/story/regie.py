"""Runs every script of a story on one clock: whoever is due today acts, in several screens at once, then the
next day.

Knows no page and no rule of the route. A script that fails stops alone; the others go on and the fault is
reported.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date

from signalen.story import overleggen, plan, verloop
from signalen.story.browser import Mislukt
from signalen.story.gang import Gang
from signalen.story.invoer import Item
from signalen.story.tafel import Tafel
from signalen.story.toneel import Toneel
from workflows.termijn import voluit

SCHERMEN = 4
"""So many people act at once."""


@dataclass
class Draad:
    """One script and the day on which it goes on; None when it is done. `gang` takes the blame when it
    fails.
    """

    script: Iterator[date]
    gang: Gang | None
    verder: date | None = None
    fout: str = ""

    def stap(self) -> None:
        """Go on until the script waits for a day, ends or fails."""
        try:
            self.verder = next(self.script, None)
        except Exception as fout:
            self.verder = None
            self.fout = str(fout) if isinstance(fout, Mislukt) else f"{type(fout).__name__}: {fout}"
            if self.gang:
                self.gang.fout = self.fout


def speel_alles(items: Sequence[Item], toneel: Toneel, tafel: Tafel) -> tuple[list[Gang], list[str]]:
    """Play every item to its end; return what is known of each, and the sentences of what failed.

    What was seen around the tables of the overleggen is noted in `tafel`.
    """
    gangen = [Gang(rol) for rol in plan.rollen(items)]
    draden = [Draad(verloop.speel(gang, toneel), gang) for gang in gangen]
    samen = [Draad(overleggen.houd(soort, gangen, toneel, tafel), None) for soort in overleggen.SOORTEN]
    for draad in [*samen, *draden]:
        draad.stap()
    with ThreadPoolExecutor(SCHERMEN) as schermen:
        while dag := min((d.verder for d in [*samen, *draden] if d.verder), default=None):
            _speel_dag(dag, samen, draden, toneel, schermen)
    namen = [(f"Item {d.gang.rol.nummer}" if d.gang else "Een overleg", d.fout) for d in [*draden, *samen]]
    return gangen, [f"{naam}: {fout}" for naam, fout in namen if fout]


def _speel_dag(
    dag: date, samen: list[Draad], draden: list[Draad], toneel: Toneel, schermen: ThreadPoolExecutor
) -> None:
    """Play one day: the clock first, then the overleggen, then everybody who is due."""
    begin = time.monotonic()
    toneel.naar(dag)
    geveegd, nu = time.monotonic(), _aan_de_beurt(draden, dag)
    for draad in _aan_de_beurt(samen, dag):
        draad.stap()
    list(schermen.map(Draad.stap, nu))
    klok, spel = geveegd - begin, time.monotonic() - geveegd
    zin = f"{voluit(dag)}: {len(nu)} aan de beurt (klok {klok:.1f} s, spel {spel:.1f} s)"
    print(zin, file=sys.stderr, flush=True)


def _aan_de_beurt(draden: list[Draad], dag: date) -> list[Draad]:
    return [draad for draad in draden if draad.verder is not None and draad.verder <= dag]
