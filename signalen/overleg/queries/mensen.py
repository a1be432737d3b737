"""Who can be invited and who can lead, as choices of the form to plan an overleg."""

from __future__ import annotations

from dataclasses import dataclass

from signalen import clock
from signalen.medewerker import queries as medewerkers
from signalen.overleg import rules

VEEL = 60
"""From this many people on, the page offers to search among them."""


@dataclass(frozen=True)
class Mensen:
    """Choices as (id, name and unit). `veel` says that there are more than a page should show at once."""

    deelnemers: tuple[tuple[str, str], ...]
    leiders: tuple[tuple[str, str], ...]
    veel: bool


def mensen(zoek: str = "") -> Mensen:
    """Return everyone in service as choices; with a question only those whose name or unit holds it."""
    vandaag = clock.today()
    kan_leiden = {rol for rollen in rules.LEIDERS.values() for rol in rollen}
    leiders = {p.medewerker_id for p in medewerkers.perioden() if p.rol in kan_leiden and p.geldt(vandaag)}
    allen = [(m.id, f"{m.naam}, {m.eenheid.naam}") for m in medewerkers.in_dienst()]
    gevonden = [(str(id_), naam) for id_, naam in allen if zoek.casefold() in naam.casefold()]
    return Mensen(
        deelnemers=tuple(gevonden[: 5 * VEEL]),
        leiders=tuple((str(id_), naam) for id_, naam in allen if id_ in leiders),
        veel=len(allen) > VEEL,
    )
