"""The days of the example: working days counted from today, and moments on them. Pure; looks at no clock."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from signalen.clock import ZONE
from signalen.register.rules import Kwartaal, kwartaal_van
from workflows.termijn import Kalender

BEGIN = -110
"""The first day of the build: about five months before today, so that the last quarter holds events."""

OCHTEND = time(7, 30)
KANTOOR = time(9, 0)
MINUTEN = 4
"""Minutes between two acts on one day."""

DINSDAG = 1
MINSTENS = 20
"""Working days of a quarter that must lie in the build before an edition of it makes sense."""


@dataclass(frozen=True)
class Tijdpad:
    """Days around one present moment. Day 0 is today, or the next working day when today is none."""

    nu: datetime
    kalender: Kalender = field(default_factory=Kalender)

    @property
    def vandaag(self) -> date:
        """The local date of the present moment."""
        return self.nu.date()

    def dag(self, nummer: int) -> date:
        """Return the working day with this number."""
        nul = self.kalender.volgende_werkdag(self.vandaag)
        if nummer < 0:
            return self.kalender.werkdag_voor(nul, -nummer)
        return self.kalender.werkdag_na(nul, nummer) if nummer else nul

    def ochtend(self, nummer: int) -> datetime:
        """Return the moment at which the clock sweeps on a day of the build."""
        return datetime.combine(self.dag(nummer), OCHTEND, tzinfo=ZONE)

    def kantoor(self, dag: date, volgnummer: int) -> datetime:
        """Return the moment of an act on a day, by its place in the order of that day."""
        return datetime.combine(dag, KANTOOR, tzinfo=ZONE) + timedelta(minutes=MINUTEN * volgnummer)

    def dinsdag(self) -> date:
        """Return the first Tuesday after today that is a working day."""
        dag = self.vandaag + timedelta(days=1)
        while dag.weekday() != DINSDAG or not self.kalender.is_werkdag(dag):
            dag += timedelta(days=1)
        return dag

    def kwartalen(self) -> list[Kwartaal]:
        """Return the quarters that ended before today and of which the build holds enough, oldest first.

        The last quarter is always one of them.
        """
        laatste = kwartaal_van(kwartaal_van(self.vandaag).eerste - timedelta(days=1))
        ervoor = kwartaal_van(laatste.eerste - timedelta(days=1))
        genoeg = self.kalender.werkdagen_tussen(self.dag(BEGIN), ervoor.laatste) >= MINSTENS
        return [ervoor, laatste] if self.dag(BEGIN) < ervoor.laatste and genoeg else [laatste]

    def na(self, kwartaal: Kwartaal, werkdag: int) -> date:
        """Return a working day, counted from 1, after the end of a quarter."""
        return self.kalender.werkdag_na(kwartaal.laatste, werkdag)
