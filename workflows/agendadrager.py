"""Which overleg carries what: everything that waits for an overleg stands on one agenda, never on two. Pure.

An agenda is not stored; it is asked anew each time, from the overleggen of one kind and what waits for them:

- Only an overleg that is planned and whose day has not passed carries anything. One that was forgotten
  carries nothing: the next one does, so that forgetting blocks nobody. Who still records it chooses from what
  stood on it (`peildag`); what was not discussed is by then on the next one already.
- A thing stands on the first overleg that is for it, by day, time and id; two on one day count as two.
- An overleg carries at most `RUIMTE` things. What does not fit stands on the next one that is for it.
- Where none is for it, or all are full, it waits; as soon as one is planned it stands there.

What waits, in which order, and who may see it is not decided here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time
from uuid import UUID

GEPLAND, GEHOUDEN, VERVALLEN = "gepland", "gehouden", "vervallen"
RUIMTE = 100
"""So many things one agenda holds: nobody discusses more in a day."""


@dataclass(frozen=True)
class Dag:
    """An overleg as far as this rule looks at it. `vervanger` leads it because its leader has left."""

    id: UUID
    soort: str
    leider: UUID
    datum: date
    begin: time
    staat: str = GEPLAND
    vervanger: UUID | None = None

    @property
    def rang(self) -> tuple[date, time, UUID]:
        """What comes first: the earlier day, then the earlier hour."""
        return (self.datum, self.begin, self.id)

    @property
    def wie(self) -> UUID:
        """Who decides for which knelpunten it is."""
        return self.vervanger or self.leider


@dataclass(frozen=True)
class Wacht:
    """A thing that waits for an overleg of one kind; `sleutel` names it.

    `leiders`: whose overleggen are for it (a knelpunt); None when it is no matter who leads. `uit`: the
    overleg in which it was made (an afspraak). `op`: the luistersessie on which it was put (an onderwerp). At
    most one of the three is given.
    """

    sleutel: str
    leiders: frozenset[UUID] | None = None
    uit: Dag | None = None
    op: Dag | None = None


Plekken = dict[str, Dag | None]
"""Where each thing stands, by key; None for what waits because nothing is planned for it."""


def komt_nog(dag: Dag, vandaag: date) -> bool:
    """Say whether this overleg still comes: planned, and today or later."""
    return dag.staat == GEPLAND and dag.datum >= vandaag


def komend(dagen: Iterable[Dag], vandaag: date) -> list[Dag]:
    """Return the overleggen that still come, first one first."""
    return sorted((dag for dag in dagen if komt_nog(dag, vandaag)), key=lambda dag: dag.rang)


def peildag(dag: Dag, vandaag: date) -> date:
    """Return the day for which to ask what stands on an overleg: its own day when that has passed."""
    return min(dag.datum, vandaag)


def voor(ding: Wacht, komt: Sequence[Dag], vandaag: date) -> list[Dag]:
    """Return which of the coming overleggen (`komend`) are for a thing, first one first."""
    if ding.op is not None:
        return _voor_onderwerp(ding.op, komt)
    if ding.uit is not None:
        return _voor_afspraak(ding.uit, komt, vandaag)
    return [dag for dag in komt if ding.leiders is None or dag.wie in ding.leiders]


def _voor_afspraak(uit: Dag, komt: Sequence[Dag], vandaag: date) -> list[Dag]:
    """After the overleg in which it was made: those of its leader, or anyone's when this leader plans none.

    While that overleg is still to come it stands there, as what was agreed, and on no agenda.
    """
    if komt_nog(uit, vandaag):
        return []
    na = [dag for dag in komt if dag.id != uit.id and (uit.staat == VERVALLEN or dag.datum >= uit.datum)]
    return [dag for dag in na if dag.leider == uit.leider] or na


def _voor_onderwerp(op: Dag, komt: Sequence[Dag]) -> list[Dag]:
    """The luistersessie on which it was put; once that is over, the next of the same leader.

    Its words were meant for this leader, so they never move to another.
    """
    eigen = [dag for dag in komt if dag.leider == op.leider]
    if op.id not in {dag.id for dag in eigen}:
        return eigen
    return [dag for dag in eigen if dag.id == op.id or dag.rang > op.rang]


def verdeel(dingen: Iterable[Wacht], dagen: Iterable[Dag], vandaag: date, ruimte: int = RUIMTE) -> Plekken:
    """Return on which overleg each thing stands. What comes first in `dingen` gets its place first."""
    komt, bezet = komend(dagen, vandaag), Counter[UUID]()
    uit: Plekken = {}
    for ding in dingen:
        plek = next((dag for dag in voor(ding, komt, vandaag) if bezet[dag.id] < ruimte), None)
        if plek is not None:
            bezet[plek.id] += 1
        uit[ding.sleutel] = plek
    return uit


def ging_naar(dag: Dag, later_genoteerd: Collection[Dag], nu: Dag | None) -> Dag | None:
    """Return where a thing went that was not discussed on `dag`.

    That is the first held overleg after it that has this thing among its items (`later_genoteerd`: all that
    have), and while there is none the one on which it stands now. None when it waits, or is closed.
    """
    na = [ander for ander in later_genoteerd if ander.id != dag.id and ander.rang > dag.rang]
    return min(na, key=lambda ander: ander.rang, default=nu)
