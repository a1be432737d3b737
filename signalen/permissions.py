"""Who may do what: every right as one table of named yes/no questions. Pure: no rows, no requests.

A right is a list of alternatives; each alternative is a list of questions that must all be answered yes.
What is not in the table is forbidden. There is no superuser and no "act as" (SAFETY rule 11).
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum

LEIDING = frozenset({"teamleider", "afdelingshoofd", "directeur", "secretaris"})
BESTUUR = frozenset({"wethouder", "griffier"})
BEHANDELAARS = LEIDING | BESTUUR | frozenset({"coordinator", "gespreksleider", "adviseur", "jurist"})


@dataclass(frozen=True)
class Persoon:
    """Who is logged in: roles per unit of today, with those taken over as stand-in. No names of signalen."""

    id: uuid.UUID
    naam: str
    email: str = ""
    eigen: bool = True
    eenheid_id: uuid.UUID | None = None
    rollen: frozenset[tuple[str, uuid.UUID]] = frozenset()

    @property
    def rolnamen(self) -> frozenset[str]:
        """The roles held in any unit."""
        return frozenset(rol for rol, _ in self.rollen)


@dataclass(frozen=True)
class Band:
    """How a person stands to one thing: the roles held for this domain, and whether it is their own."""

    rollen: frozenset[str] = frozenset()
    eigen_signaal: bool = False
    aan_zet: bool = False
    betrokken: bool = False
    deelnemer: bool = False
    gespreksleider: bool = False
    extra: frozenset[str] = field(default_factory=frozenset)


class Recht(StrEnum):
    """Every right. A route names one of these, or the app does not start."""

    OPENBAAR = "openbaar"
    INGELOGD = "ingelogd"
    SIGNAAL_GEVEN = "signaal_geven"
    EIGEN_SIGNAAL = "eigen_signaal"
    WERK_ZIEN = "werk_zien"
    KNELPUNT_ZIEN = "knelpunt_zien"
    KNELPUNT_HANDELEN = "knelpunt_handelen"
    KNELPUNT_ORDENEN = "knelpunt_ordenen"
    EIGEN_WOORDEN_ZIEN = "eigen_woorden_zien"
    NAAM_ZIEN = "naam_zien"
    OVERLEG_ZIEN = "overleg_zien"
    OVERLEG_PLANNEN = "overleg_plannen"
    OVERLEG_LEIDEN = "overleg_leiden"
    STEMMEN = "stemmen"
    OVERLEG_VOORBEREIDEN = "overleg_voorbereiden"
    OOGST_SCHRIJVEN = "oogst_schrijven"
    AFWEGING_AANBIEDEN = "afweging_aanbieden"
    AFSPRAAK_BIJWERKEN = "afspraak_bijwerken"
    MAATWERK_VRAGEN = "maatwerk_vragen"
    MAATWERK_ZIEN = "maatwerk_zien"
    MAATWERK_INSTEMMEN = "maatwerk_instemmen"
    MAATWERK_EIGEN = "maatwerk_eigen"
    HANDREIKING_ZIEN = "handreiking_zien"
    HANDREIKING_SCHRIJVEN = "handreiking_schrijven"
    HANDREIKING_MEETEKENEN = "handreiking_meetekenen"
    REGISTER_ZIEN = "register_zien"
    REGISTER_OPMAKEN = "register_opmaken"
    REGISTER_VASTSTELLEN = "register_vaststellen"
    REGISTER_REAGEREN = "register_reageren"
    BESTUURSVRAAG_BEANTWOORDEN = "bestuursvraag_beantwoorden"
    BEHEREN = "beheren"
    CONTROLEREN = "controleren"


Vraag = Callable[[Persoon | None, Band], bool]


def iedereen(persoon: Persoon | None, band: Band) -> bool:
    """Anyone, logged in or not."""
    return True


def is_ingelogd(persoon: Persoon | None, band: Band) -> bool:
    """Somebody is logged in."""
    return persoon is not None


def is_melder(persoon: Persoon | None, band: Band) -> bool:
    """The signaal is this person's own."""
    return band.eigen_signaal


def niet_van_mij(persoon: Persoon | None, band: Band) -> bool:
    """This person did not signal this knelpunt: nobody decides on their own signaal."""
    return not band.eigen_signaal


def is_aan_zet(persoon: Persoon | None, band: Band) -> bool:
    """This person must act now, through the portefeuille or as stand-in."""
    return band.aan_zet


def was_betrokken(persoon: Persoon | None, band: Band) -> bool:
    """This person's role was at turn before, or owns a promise about it: they may follow what came of it."""
    return band.betrokken


def is_eigen_personeel(persoon: Persoon | None, band: Band) -> bool:
    """Employed by the municipality itself."""
    return persoon is not None and persoon.eigen


def neemt_deel(persoon: Persoon | None, band: Band) -> bool:
    """Invited to this overleg."""
    return band.deelnemer


def leidt(persoon: Persoon | None, band: Band) -> bool:
    """The gespreksleider of this overleg."""
    return band.gespreksleider


def is_teamgenoot(persoon: Persoon | None, band: Band) -> bool:
    """Of the team that this request for maatwerk is about, or asked by the requester to look along."""
    return "teamgenoot" in band.extra


def is_aanvrager(persoon: Persoon | None, band: Band) -> bool:
    """Made this request for maatwerk, or looks back for a colleague of the team who left."""
    return "aanvrager" in band.extra


def vroeg_dit_niet(persoon: Persoon | None, band: Band) -> bool:
    """Did not make this request: nobody agrees with oneself."""
    return "aanvrager" not in band.extra


def legt_vast(persoon: Persoon | None, band: Band) -> bool:
    """The verslaglegger of this overleg."""
    return "verslaglegger" in band.extra


def heeft(*rollen: str) -> Vraag:
    """Make the question: does this person hold one of these roles, in any unit?"""

    def vraag(persoon: Persoon | None, band: Band) -> bool:
        return persoon is not None and bool(persoon.rolnamen & set(rollen))

    vraag.__name__ = "heeft_" + "_of_".join(rollen)
    return vraag


def heeft_hier(*rollen: str) -> Vraag:
    """Make the question: does this person hold one of these roles for the domain of this thing?"""

    def vraag(persoon: Persoon | None, band: Band) -> bool:
        return bool(band.rollen & set(rollen))

    vraag.__name__ = "heeft_hier_" + "_of_".join(rollen)
    return vraag


RECHTEN: dict[Recht, list[list[Vraag]]] = {
    Recht.OPENBAAR: [[iedereen]],
    Recht.INGELOGD: [[is_ingelogd]],
    Recht.SIGNAAL_GEVEN: [[is_ingelogd]],
    Recht.EIGEN_SIGNAAL: [[is_ingelogd, is_melder]],
    Recht.WERK_ZIEN: [[heeft(*sorted(BEHANDELAARS))]],
    Recht.KNELPUNT_ZIEN: [
        [is_ingelogd, heeft_hier(*sorted(BEHANDELAARS - {"teamleider"}))],
        [is_ingelogd, is_aan_zet],
        [is_ingelogd, was_betrokken],
        [is_ingelogd, neemt_deel],
        [heeft("auditor", "fg")],
    ],
    Recht.KNELPUNT_HANDELEN: [[is_ingelogd, is_aan_zet, niet_van_mij]],
    Recht.KNELPUNT_ORDENEN: [[is_ingelogd, heeft_hier("coordinator"), niet_van_mij]],
    Recht.EIGEN_WOORDEN_ZIEN: [[is_ingelogd, heeft_hier("coordinator"), niet_van_mij]],
    Recht.NAAM_ZIEN: [
        [is_eigen_personeel, heeft_hier("coordinator")],
        [is_eigen_personeel, is_aan_zet],
    ],
    Recht.OVERLEG_ZIEN: [[is_ingelogd, neemt_deel], [is_ingelogd, leidt], [heeft("coordinator", "griffier")]],
    Recht.OVERLEG_PLANNEN: [[heeft("gespreksleider", "coordinator", *sorted(LEIDING | BESTUUR))]],
    Recht.OVERLEG_LEIDEN: [[is_ingelogd, leidt]],
    Recht.STEMMEN: [[is_ingelogd, neemt_deel]],
    Recht.MAATWERK_VRAGEN: [[is_ingelogd]],
    Recht.MAATWERK_ZIEN: [[is_ingelogd, is_teamgenoot]],
    Recht.MAATWERK_INSTEMMEN: [[is_ingelogd, is_teamgenoot, vroeg_dit_niet]],
    Recht.MAATWERK_EIGEN: [[is_ingelogd, is_aanvrager]],
    Recht.OVERLEG_VOORBEREIDEN: [[is_ingelogd, neemt_deel], [is_ingelogd, leidt]],
    Recht.OOGST_SCHRIJVEN: [[is_ingelogd, leidt], [is_ingelogd, neemt_deel, legt_vast]],
    Recht.AFWEGING_AANBIEDEN: [[heeft("gespreksleider", "jurist")]],
    Recht.AFSPRAAK_BIJWERKEN: [[is_ingelogd, is_aan_zet], [heeft_hier("coordinator")]],
    Recht.HANDREIKING_ZIEN: [[is_ingelogd]],
    Recht.HANDREIKING_SCHRIJVEN: [[heeft("coordinator", "jurist", "adviseur", *sorted(LEIDING))]],
    Recht.HANDREIKING_MEETEKENEN: [[heeft("jurist")]],
    Recht.REGISTER_ZIEN: [[is_ingelogd]],
    Recht.REGISTER_OPMAKEN: [[heeft("coordinator", "griffier", "secretaris")]],
    Recht.REGISTER_VASTSTELLEN: [[heeft("griffier", "secretaris")]],
    Recht.REGISTER_REAGEREN: [[is_ingelogd, heeft_hier("wethouder")]],
    Recht.BESTUURSVRAAG_BEANTWOORDEN: [[is_ingelogd, is_aan_zet, niet_van_mij]],
    Recht.BEHEREN: [[heeft("beheerder")]],
    Recht.CONTROLEREN: [[heeft("auditor", "fg", "beheerder")]],
}


def mag(recht: Recht, persoon: Persoon | None, band: Band | None = None) -> bool:
    """Answer whether this person has this right here. Raises KeyError for a right that is not in the
    table.
    """
    relatie = band or Band()
    return any(all(vraag(persoon, relatie) for vraag in keuze) for keuze in RECHTEN[recht])


def in_woorden(recht: Recht) -> list[list[str]]:
    """Return the names of the questions behind a right, for the printed matrix."""
    return [[vraag.__name__ for vraag in keuze] for keuze in RECHTEN[recht]]


def onverenigbaar(rollen: Iterable[str]) -> str:
    """Say which roles one person may not hold together; empty when it is fine.

    Source: DESIGN section 4 (coordinator with a decider in the same line).
    """
    houdt = set(rollen)
    if "coordinator" in houdt and houdt & (LEIDING | {"wethouder"}):
        return "Wie besluit in de lijn, kan niet ook signaalcoördinator zijn."
    return ""
