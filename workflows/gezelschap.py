"""Who sits at the table: what a talk misses when all come from one team, one kind of work or one line.

Pure, and only ever a warning: who plans decides. Sources: team-transcending casework (the study behind this
product); a moreel beraad has no working or authority relation between those present.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

OVER_TEAMS_HEEN = ("casuistiekbespreking", "moreel_beraad")
ZONDER_LIJN = ("moreel_beraad",)


@dataclass(frozen=True)
class Aanwezige:
    """Somebody at the table. `eenheid` and `leidt` are ids of units, `rollen` are names of roles."""

    naam: str
    eenheid: str
    eenheidnaam: str
    organisatie: str
    rollen: frozenset[str] = frozenset()
    leidt: frozenset[str] = field(default_factory=frozenset)


def waarschuwingen(soort: str, deelnemers: Sequence[Aanwezige], leider: Aanwezige | None = None) -> list[str]:
    """Return a Dutch sentence per thing that this company misses; empty when it is well mixed or not invited.

    The leader brings no content and does not count as a team or a discipline, but does count in the line.
    """
    uit = []
    if soort in OVER_TEAMS_HEEN and deelnemers:
        uit += _een_team(deelnemers)
        uit += _een_vak(deelnemers)
    if soort in ZONDER_LIJN:
        uit += _lijnen([*deelnemers, *([leider] if leider else [])], deelnemers)
    return uit


def _een_team(deelnemers: Sequence[Aanwezige]) -> list[str]:
    if len({wie.eenheid for wie in deelnemers}) > 1:
        return []
    naam = deelnemers[0].eenheidnaam
    return [f"Alle deelnemers komen uit hetzelfde team: {naam}. Vraag ook iemand uit een ander team."]


def _een_vak(deelnemers: Sequence[Aanwezige]) -> list[str]:
    """One discipline: the same organisation and the same roles for all, from two people on."""
    if len(deelnemers) < 2 or len({(wie.organisatie, wie.rollen) for wie in deelnemers}) > 1:
        return []
    return [
        "Alle deelnemers doen hetzelfde soort werk. Iemand met een ander vak, of van een andere organisatie,"
        " ziet vaak iets anders."
    ]


def _lijnen(allen: Sequence[Aanwezige], deelnemers: Sequence[Aanwezige]) -> list[str]:
    return [
        f"{baas.naam} is leidinggevende van {wie.naam}. In een moreel beraad praat niet iedereen dan vrij."
        " Vraag liever een ander, of bespreek het vooraf met hen."
        for baas in allen
        for wie in deelnemers
        if baas != wie and wie.eenheid in baas.leidt
    ]
