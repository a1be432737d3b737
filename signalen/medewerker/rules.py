"""Pure rules about staff: which unit fills a role, which roles somebody holds, what slows down guessing."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from signalen.permissions import Persoon

OVERAL = "*"


@dataclass(frozen=True)
class Rolperiode:
    """A role of one person in one unit during a period; `tot` is the last day, None means no end."""

    medewerker_id: uuid.UUID
    rol: str
    eenheid_id: uuid.UUID
    van: date
    tot: date | None

    def geldt(self, dag: date) -> bool:
        """Say whether the role is held on this day."""
        return self.van <= dag and (self.tot is None or dag <= self.tot)


@dataclass(frozen=True)
class Vervangt:
    """Who stands in for whom, and when."""

    medewerker_id: uuid.UUID
    vervanger_id: uuid.UUID
    van: date
    tot: date


Portefeuilles = Mapping[tuple[str, str, str], uuid.UUID]
"""(rol, domein, bestuur) -> eenheid; domein and bestuur may be `*`."""


def eenheid_voor(portefeuilles: Portefeuilles, rol: str, domein: str, bestuur: str = "") -> uuid.UUID | None:
    """Return the unit that fills a role for a domain: the narrowest row wins, `*` is the fall-back."""
    for d, b in ((domein, bestuur), (domein, OVERAL), (OVERAL, bestuur), (OVERAL, OVERAL)):
        gevonden = portefeuilles.get((rol, d, b))
        if gevonden is not None:
            return gevonden
    return None


def rollen_op(
    medewerker_id: uuid.UUID, perioden: Iterable[Rolperiode], vervangingen: Iterable[Vervangt], dag: date
) -> frozenset[tuple[str, uuid.UUID]]:
    """Return the (role, unit) pairs of somebody today: their own, and those of whom they stand in for.

    Standing in is not transitive: only the roles that the absent person holds in own name are taken over.
    """
    wie = {medewerker_id}
    wie |= {
        v.medewerker_id for v in vervangingen if v.vervanger_id == medewerker_id and v.van <= dag <= v.tot
    }
    return frozenset((p.rol, p.eenheid_id) for p in perioden if p.medewerker_id in wie and p.geldt(dag))


def rollen_voor(
    persoon: Persoon, portefeuilles: Portefeuilles, domein: str, bestuur: str = ""
) -> frozenset[str]:
    """Return the roles that this person fills for a domain, through the portefeuille and nothing else."""
    return frozenset(
        rol for rol, eenheid in persoon.rollen if eenheid_voor(portefeuilles, rol, domein, bestuur) == eenheid
    )


def bezetting(
    perioden: Iterable[Rolperiode],
    vervangingen: Iterable[Vervangt],
    rol: str,
    eenheid_id: uuid.UUID | None,
    dag: date,
    weg: Collection[uuid.UUID] = (),
) -> frozenset[uuid.UUID]:
    """Return who can act in a role of a unit on a day, stand-ins included, without those who left."""
    if eenheid_id is None:
        return frozenset()
    houders = {
        p.medewerker_id for p in perioden if (p.rol, p.eenheid_id) == (rol, eenheid_id) and p.geldt(dag)
    }
    vervangers = {
        v.vervanger_id for v in vervangingen if v.medewerker_id in houders and v.van <= dag <= v.tot
    }
    return frozenset((houders | vervangers) - set(weg))


def wachttijd(mislukt: int) -> int:
    """Return how many seconds to wait after this many failed log-ins in an hour; never a hard lock.

    Three tries are free, then 2, 4, 8 ... up to 60 seconds (SAFETY rule 17).
    """
    return 0 if mislukt < 3 else min(60, 2 ** (mislukt - 2))
