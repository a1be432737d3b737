"""Who can be invited and who can lead, as choices of the forms that plan and change. Decides nothing."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass

from signalen import clock
from signalen.medewerker import queries as medewerkers
from signalen.overleg import rules

VEEL = 60
"""From this many people on, the page offers to search among them and shows no more than these at once."""

Keuzes = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Mensen:
    """Choices as (id, name and unit). `veel` says that there are more than a page should show at once, `zoek`
    what was looked for among them, and `zin` what is not shown."""

    deelnemers: Keuzes
    leiders: Keuzes
    veel: bool
    zoek: str = ""
    zin: str = ""


def mensen(zoek: str = "", tonen: Collection[str] = (), zonder: Collection[str] = ()) -> Mensen:
    """Return everyone in service as choices; where there are many, those whose name or unit holds `zoek`.

    Who is in `tonen` (ids) always is among them, also when not found or gone: searching loses no tick. Who is
    in `zonder` and not in `tonen` cannot be invited.
    """
    vandaag = clock.today()
    kan_leiden = {rol for rollen in rules.LEIDERS.values() for rol in rollen}
    leiders = {p.medewerker_id for p in medewerkers.perioden() if p.rol in kan_leiden and p.geldt(vandaag)}
    allen = [(str(m.id), f"{m.naam}, {m.eenheid.naam}") for m in medewerkers.in_dienst()]
    veel = len(allen) > VEEL
    kring = [paar for paar in allen if paar[0] in tonen or paar[0] not in zonder]
    getoond, zin = _gezocht(kring, zoek, tonen) if veel else (kring, "")
    return Mensen(
        deelnemers=(*getoond, *_vertrokken({id_ for id_, _ in allen}, tonen)),
        leiders=tuple((id_, naam) for id_, naam in allen if uuid.UUID(id_) in leiders),
        veel=veel,
        zoek=zoek if veel else "",
        zin=zin,
    )


def _gezocht(
    kring: list[tuple[str, str]], zoek: str, tonen: Collection[str]
) -> tuple[list[tuple[str, str]], str]:
    """Return who is shown always, then who is found, and a sentence when that is nobody or not everybody."""
    eerst = [paar for paar in kring if paar[0] in tonen]
    gevonden = [p for p in kring if p[0] not in tonen and zoek.strip().casefold() in p[1].casefold()]
    if zoek and not gevonden:
        return eerst, f"Niemand anders gevonden met ‘{zoek}’."
    zin = f"Hier staan {VEEL} van de {len(gevonden)} collega's. Zoek op een naam of een team."
    return [*eerst, *gevonden[:VEEL]], zin if len(gevonden) > VEEL else ""


def _vertrokken(in_dienst: Collection[str], tonen: Collection[str]) -> Keuzes:
    ids = set()
    for ruw in tonen:
        with suppress(ValueError):
            ids.add(uuid.UUID(ruw))
    weg = {id_ for id_ in ids if str(id_) not in in_dienst}
    namen = medewerkers.namen(weg) if weg else {}
    return tuple((str(id_), f"{naam} (niet meer in dienst)") for id_, naam in namen.items())
