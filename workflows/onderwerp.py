"""When the words of a subject of a luistersessie go, and how that is said beforehand and afterwards. Pure.

Somebody who may be unsafe wrote them, for one conversation. They stay as long as the closed working notes of
a conversation (thirty days, setting `notities_dagen`: docs/adr/0005-gesprek.md) and not for the quarter of a
harvest: nobody works on them after the session, and a signaal or afspraak that was made of them holds words
of its own. Source: SAFETY rule 25, closed words have an end date.
What is written down of the subject itself (week, where it stood, what came of it) is not decided here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from workflows.agendadrager import GEHOUDEN, VERVALLEN
from workflows.kalender import voluit


@dataclass(frozen=True)
class Sessie:
    """A luistersessie as far as this rule looks at it; `afgezegd_op` is when it was cancelled, if it was."""

    datum: date
    staat: str
    gehouden_op: date | None = None
    afgezegd_op: date | None = None

    def voorbij_op(self, vandaag: date) -> date | None:
        """Return the day on which it was held, was cancelled or went by; None while it still comes."""
        if self.staat == GEHOUDEN:
            return self.gehouden_op or self.datum
        if self.staat == VERVALLEN:
            return min(self.datum, self.afgezegd_op or self.datum)
        return self.datum if self.datum < vandaag else None


def weg_op(dag: date, dagen: int) -> date:
    """Return the day on which the words are emptied. `dag` is the day on which the subject was closed
    (discussed or dropped) or, while it waits, what `telt_vanaf` returns.
    """
    return dag + timedelta(days=dagen)


def telt_vanaf(staat_op: date | None, sessies: Iterable[Sessie], vandaag: date) -> date:
    """Return from which day the words of a subject that waits are counted.

    That is the day of the luistersessie on which it stands (`staat_op`): what moves on to a next one lives
    until that one. When none is planned it is the day on which the last of `sessies` (its own and the later
    ones of the same leader) was held, was cancelled or went by: what is never discussed goes as well.
    """
    if staat_op is not None:
        return staat_op
    geweest = [dag for sessie in sessies if (dag := sessie.voorbij_op(vandaag)) is not None]
    return max(geweest, default=vandaag)


# ------------------------------------------------------------------ in words

GEWIST = "Je woorden zijn gewist op {}. Dat er een onderwerp was en wat ervan kwam, blijft staan."
BESLOTEN = "Je woorden worden gewist op {}. Daarna blijft alleen staan wat ervan kwam."
STAAT = (
    "Je woorden worden gewist op {}. Komt je onderwerp niet aan bod, dan gaat het mee naar de volgende "
    "luistersessie en schuift die dag op."
)
WACHT = (
    "Er is geen volgende luistersessie gepland. Komt die er niet op tijd, dan worden je woorden gewist op {}."
)
VOORAF = (
    "Je woorden worden gewist op {}. "
    "Gaat je onderwerp mee naar een volgende luistersessie, dan schuift die dag op."
)


def wanneer_gewist(weg: date, gewist_op: date | None, open_: bool, staat_op: date | None) -> str:
    """Say to the writer when the words go, or that they are gone."""
    if gewist_op is not None:
        return GEWIST.format(voluit(gewist_op))
    if not open_:
        return BESLOTEN.format(voluit(weg))
    return (WACHT if staat_op is None else STAAT).format(voluit(weg))


def vooraf(weg: date) -> str:
    """Say to who is about to write when the words will go."""
    return VOORAF.format(voluit(weg))
