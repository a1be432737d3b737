"""Which days are working days, and the name of the day when one is not.

Follows the Algemene termijnenwet (Atw) art. 3; days that a decree or the municipality adds are data.
It counts days only: terms and their explanation are made in `termijn`, and nothing here looks at a clock.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

WEEKDAGEN = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
MAANDEN = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)
ZATERDAG = 5
"""`date.weekday()` of the first day of the weekend."""


def kort(dag: date) -> str:
    """Return a date as "25 december"."""
    return f"{dag.day} {MAANDEN[dag.month - 1]}"


def voluit(dag: date) -> str:
    """Return a date as "vrijdag 25 december 2026"."""
    return f"{WEEKDAGEN[dag.weekday()]} {kort(dag)} {dag.year}"


def paaszondag(jaar: int) -> date:
    """Return Easter Sunday by the anonymous Gregorian computus (Meeus/Jones/Butcher).

    Source: J. Meeus, Astronomical Algorithms, chapter 8. The letters are those of the source.
    """
    a, (b, c) = jaar % 19, divmod(jaar, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    ll = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * ll) // 451
    maand, dag = divmod(h + ll - 7 * m + 114, 31)
    return date(jaar, maand, dag + 1)


@lru_cache(maxsize=1024)
def _feestdagen(jaar: int) -> Mapping[date, str]:
    pasen = paaszondag(jaar)
    # Koningsdag is kept on the 26th when the 27th is a Sunday.
    koningsdag = date(jaar, 4, 27) if date(jaar, 4, 27).weekday() != 6 else date(jaar, 4, 26)
    return {
        date(jaar, 1, 1): "Nieuwjaarsdag",
        pasen - timedelta(2): "Goede Vrijdag",  # not named in lid 1, made equal by lid 2
        pasen + timedelta(1): "tweede paasdag",
        koningsdag: "Koningsdag",
        date(jaar, 5, 5): "Bevrijdingsdag",  # every year, not only once in five as many calendars have it
        pasen + timedelta(39): "Hemelvaartsdag",
        pasen + timedelta(50): "tweede pinksterdag",
        date(jaar, 12, 25): "eerste kerstdag",
        date(jaar, 12, 26): "tweede kerstdag",
    }


def feestdagen(jaar: int) -> dict[date, str]:
    """Return the generally recognised holidays of a year with their names (Atw art. 3 lid 1 and 2)."""
    return dict(_feestdagen(jaar))


@dataclass(frozen=True)
class Kalender:
    """The working days of one municipality.

    `extra` holds days that a royal decree makes equal to a holiday (Atw art. 3 lid 3), each with that decree;
    `sluiting` the municipality's own closing days, each with the reason. Working days are kept per year.
    """

    extra: Mapping[date, str] = field(default_factory=dict, hash=False)
    sluiting: Mapping[date, str] = field(default_factory=dict, hash=False)
    _jaren: dict[int, tuple[int, ...]] = field(default_factory=dict, init=False, repr=False, compare=False)
    _aantal: dict[int, int] = field(default_factory=dict, init=False, repr=False, compare=False)

    def waarom_vrij(self, dag: date) -> str:
        """Say why a day is no working day; empty when it is one."""
        if dag.weekday() >= ZATERDAG:
            return WEEKDAGEN[dag.weekday()]
        feest = _feestdagen(dag.year).get(dag)
        return feest or self.extra.get(dag) or self.sluiting.get(dag) or self._zonder_reden(dag)

    def _zonder_reden(self, dag: date) -> str:
        return "vrije dag" if dag in self.extra or dag in self.sluiting else ""

    def is_werkdag(self, dag: date) -> bool:
        """Say whether people work on this day."""
        return not self.waarom_vrij(dag)

    def volgende_werkdag(self, dag: date) -> date:
        """Return the day itself when it is a working day, otherwise the first one after it."""
        return self.werkdag_na(dag - timedelta(1), 1)

    def werkdag_na(self, dag: date, aantal: int) -> date:
        """Return the n-th working day after `dag`, which itself does not count. ValueError below one."""
        if aantal < 1:
            raise ValueError("een termijn telt minstens één werkdag")
        jaar = dag.year
        blok = self._jaar(jaar)
        plek = bisect_right(blok, dag.toordinal()) + aantal - 1
        while plek >= len(blok):
            plek -= len(blok)
            jaar += 1
            blok = self._jaar(jaar)
        return date.fromordinal(blok[plek])

    def werkdag_voor(self, dag: date, aantal: int) -> date:
        """Return the n-th working day before `dag`. Raises ValueError below one."""
        if aantal < 1:
            raise ValueError("tel minstens één werkdag terug")
        jaar = dag.year
        plek = bisect_left(self._jaar(jaar), dag.toordinal()) - aantal
        while plek < 0:
            jaar -= 1
            plek += len(self._jaar(jaar))
        return date.fromordinal(self._jaar(jaar)[plek])

    def werkdagen_tussen(self, eerste: date, laatste: date) -> int:
        """Count the working days after `eerste` up to and including `laatste`; negative backwards."""
        if laatste < eerste:
            return -self.werkdagen_tussen(laatste, eerste)
        heel = sum(self._lengte(jaar) for jaar in range(eerste.year, laatste.year))
        tot = bisect_right(self._jaar(laatste.year), laatste.toordinal())
        return heel + tot - bisect_right(self._jaar(eerste.year), eerste.toordinal())

    def _lengte(self, jaar: int) -> int:
        # Counted without listing the days: a date typed in the year 9999 must cost neither time nor memory.
        if jaar not in self._aantal:
            eerste, volgende = date(jaar, 1, 1).weekday(), date(jaar, 12, 31).weekday()
            # A year is 52 weeks and one or two days; those begin on the weekday of the first of January.
            over = 1 if eerste == volgende else 2
            door_de_week = 260 + sum((eerste + n) % 7 < ZATERDAG for n in range(over))
            self._aantal[jaar] = door_de_week - sum(d.weekday() < ZATERDAG for d in self._vrij(jaar))
        return self._aantal[jaar]

    def _vrij(self, jaar: int) -> set[date]:
        eigen = {dag for dag in (*self.extra, *self.sluiting) if dag.year == jaar}
        return eigen | _feestdagen(jaar).keys()

    def _jaar(self, jaar: int) -> tuple[int, ...]:
        blok = self._jaren.get(jaar)
        if blok is None:
            blok = self._jaren[jaar] = self._tel_jaar(jaar)
        return blok

    def _tel_jaar(self, jaar: int) -> tuple[int, ...]:
        vrij = {dag.toordinal() for dag in self._vrij(jaar)}
        eerste, laatste = date(jaar, 1, 1).toordinal(), date(jaar, 12, 31).toordinal()
        # Day 1 of the ordinals was a Monday, so 6 and 0 are Saturday and Sunday.
        return tuple(d for d in range(eerste, laatste + 1) if d % 7 not in (6, 0) and d not in vrij)
