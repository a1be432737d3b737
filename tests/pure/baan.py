"""A traject that a test lives through: acts and silences, with open terms and events kept as the app would.

Closes terms before it starts new ones, as `Gevolg` asks. No fixtures and no dates.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from workflows import engine
from workflows.aanzet import rol_aan_zet
from workflows.definition import Route
from workflows.loader import load_file, shipped
from workflows.stand import Actor, Feit, Gevolg, NieuweTermijn, Stand


@cache
def route_van(naam: str = "knelpunt-1") -> Route:
    """Return a shipped route; read once, because a Route cannot change."""
    return load_file(shipped()[naam])


def actor(*rollen: str, eigen: bool = False) -> Actor:
    """Return somebody who holds these roles."""
    return Actor(frozenset(rollen), eigen)


class Baan:
    """One traject from its begin."""

    def __init__(self, route: Route | None = None) -> None:
        self.route = route or route_van()
        self.feiten: list[Feit] = []
        self.open: list[NieuweTermijn] = []
        self.stand: Stand
        self.verwerk(engine.begin(self.route))

    def verwerk(self, gevolg: Gevolg) -> Gevolg:
        """Take over what an act or a silence brought about."""
        for weg in (*gevolg.sluit, *gevolg.vervalt):
            self.open = [t for t in self.open if not _past(weg, t)]
        self.open += gevolg.termijnen
        self.feiten += gevolg.feiten
        self.stand = gevolg.stand
        return gevolg

    def doe(self, *uitkomsten: str, naast: str = "") -> Baan:
        """Let whoever is at turn choose these outcomes one after another, with every field filled in."""
        for uitkomst in uitkomsten:
            wie = actor(rol_aan_zet(self.route, self.stand, naast))
            self.verwerk(engine.decide(self.route, self.stand, wie, uitkomst, self.route.velden, naast))
        return self

    def stil(self, keer: int = 1, soort: str = "stap") -> Baan:
        """Let the term of the present step pass."""
        for _ in range(keer):
            termijn = next(t for t in self.open if t.stap == self.stand.stap and t.soort == soort)
            self.verloop(termijn)
        return self

    def verloop(self, termijn: NieuweTermijn) -> Gevolg:
        """Let one open term pass."""
        self.open.remove(termijn)
        return self.verwerk(engine.lapse(self.route, self.stand, termijn.stap, termijn.soort))

    def houd(self) -> Baan:
        """Name a day for the overleg of the present step, and hold it."""
        stap = self.stand.stap
        self.verwerk(engine.dag_genoemd(self.route, self.stand, stap))
        self.verwerk(engine.gehouden(self.route, self.stand, stap))
        return self

    def termijnen(self, stap: str = "") -> list[tuple[str, int]]:
        """Return the open terms of a step as (kind, working days)."""
        return [(t.soort, t.werkdagen) for t in self.open if t.stap == (stap or self.stand.stap)]


def _past(weg: tuple[str, str], termijn: NieuweTermijn) -> bool:
    stap, soort = weg
    return stap in ("*", termijn.stap) and soort in ("*", termijn.soort)


NAAR_STAP: dict[str, Callable[[], Baan]] = {
    "uitzoeken": Baan,
    "klein": lambda: Baan().doe("klein"),
    "casuistiekbespreking": lambda: Baan().doe("gewoon"),
    "casuistiek_verslag": lambda: Baan().doe("gewoon").houd(),
    "management": lambda: Baan().doe("extern"),
    "directie": lambda: Baan().doe("extern").stil(),
    "college": lambda: Baan().doe("extern", "voorleggen"),
    "raad": lambda: Baan().doe("extern", "voorleggen", "voorstel_raad"),
    "terugkoppeling": lambda: Baan().doe("extern", "nee_omdat"),
}
