"""Pure rules of a klus: who may take it, when the clock must, when it is given up, and how that reads.

Moments are of the system clock, because they say whether a process is alive. Knows no rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from signalen.register.getallen import getal, met_punten

WACHT, BEZIG, KLAAR, MISLUKT = "wacht", "bezig", "klaar", "mislukt"
OPEN = (WACHT, BEZIG)
POGINGEN = 5
"""So many times a klus is begun before it is given up."""

RUST = timedelta(seconds=10)
"""Who waits longer was not heard by a worker, or just failed: the clock takes it."""

STILTE = timedelta(minutes=1)
"""Without a sign of life for so long, whoever worked on it was killed."""

WERKWOORD = {"opmaken": "Knelpunten lezen", "vormen": "Bestanden maken"}
NA_HET_LEZEN = "Het concept samenstellen"
OP_IS_OP = (
    "Het is {} keer niet gelukt. Aan het register is niets veranderd. Probeer het opnieuw. "
    "Lukt het dan nog niet, vraag dan de beheerder om mee te kijken."
)


@dataclass(frozen=True)
class Stand:
    """How a klus stands: `gedaan` of `totaal` steps; a `totaal` of 0 means that the end is not known yet."""

    soort: str
    staat: str
    gevraagd_op: datetime
    teken_op: datetime | None = None
    pogingen: int = 0
    gedaan: int = 0
    totaal: int = 0
    fout: str = ""

    @property
    def open(self) -> bool:
        """Say whether it still has to be done."""
        return self.staat in OPEN


def is_dood(stand: Stand, nu: datetime) -> bool:
    """Say whether somebody began on it and gives no sign of life any more."""
    return stand.staat == BEZIG and (stand.teken_op is None or stand.teken_op + STILTE <= nu)


def op_te_pakken(stand: Stand, nu: datetime) -> bool:
    """Say whether a worker may begin on it now."""
    return stand.pogingen < POGINGEN and (stand.staat == WACHT or is_dood(stand, nu))


def blijft_liggen(stand: Stand, nu: datetime) -> bool:
    """Say whether the clock must take it: nobody heard the bell, or who did was killed."""
    rust = stand.staat == WACHT and (stand.teken_op or stand.gevraagd_op) + RUST <= nu
    return rust or is_dood(stand, nu)


def opgegeven(stand: Stand, nu: datetime) -> bool:
    """Say whether it was tried often enough, and nobody works on the last try."""
    return stand.pogingen >= POGINGEN and (stand.staat == WACHT or is_dood(stand, nu))


def na_fout(pogingen: int) -> str:
    """Return the state after a try that went wrong."""
    return MISLUKT if pogingen >= POGINGEN else WACHT


def zin_mislukt() -> str:
    """Return what somebody reads when it was given up."""
    return OP_IS_OP.format(getal(POGINGEN))


def in_woorden(stand: Stand) -> str:
    """Return how far it is, in one line: `Knelpunten lezen: 500 van 1.000`."""
    if stand.staat == WACHT:
        return (
            "Het staat klaar en begint zo." if not stand.pogingen else "Het ging mis. Het begint zo opnieuw."
        )
    if stand.staat == KLAAR:
        return "Klaar."
    if stand.staat == MISLUKT:
        return stand.fout
    if not stand.totaal:
        return f"{WERKWOORD[stand.soort]}."
    if stand.soort == "opmaken" and stand.gedaan >= stand.totaal:
        return f"{NA_HET_LEZEN}."
    return f"{WERKWOORD[stand.soort]}: {met_punten(stand.gedaan)} van {met_punten(stand.totaal)}"


def duurt_lang(stand: Stand, nu: datetime) -> bool:
    """Say whether somebody who waits deserves to hear that it goes on without them."""
    return stand.open and stand.gevraagd_op + STILTE <= nu
