"""Who is invited to an overleg or a series now, and what a change would do. Changes and decides nothing."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from signalen.db import NietGevonden, db
from signalen.medewerker import queries as medewerkers
from signalen.overleg import deelnemersregels
from signalen.overleg.models import Deelnemer, Overleg, Reeks, Verslaglegger
from signalen.overleg.operations.deelnemers import te_wijzigen
from signalen.overleg.queries.omlijsting import gezelschap
from signalen.overleg.queries.reeksen import vaste


@dataclass(frozen=True)
class Genodigden:
    """Who is invited now (ids), to what kind, and who lead it: who does now first. `voor` says for how much a
    change counts."""

    soort: str
    leiders: tuple[uuid.UUID, ...]
    nu: tuple[uuid.UUID, ...]
    schrijft: uuid.UUID | None = None
    voor: str = ""


@dataclass(frozen=True)
class Nagekeken:
    """What a change would do, in sentences, and what the company misses then."""

    gevolg: tuple[str, ...]
    waarschuwingen: tuple[str, ...]


def van_overleg(overleg_id: uuid.UUID) -> Genodigden:
    """Return who is invited to an overleg. Raises NietGevonden."""
    overleg = db.session.get(Overleg, overleg_id)
    if overleg is None:
        raise NietGevonden(str(overleg_id))
    zoek = select(Deelnemer.medewerker_id).where(Deelnemer.overleg_id == overleg_id)
    schrijft = db.session.get(Verslaglegger, overleg_id)
    return Genodigden(
        soort=overleg.soort,
        leiders=tuple(filter(None, (overleg.vervanger_id, overleg.gespreksleider_id))),
        nu=tuple(db.session.scalars(zoek)),
        schrijft=schrijft.medewerker_id if schrijft else None,
    )


def van_reeks(reeks_id: uuid.UUID, vandaag: date) -> Genodigden:
    """Return who is invited to a series, and to how many planned overleggen. Raises NietGevonden."""
    reeks = db.session.get(Reeks, reeks_id)
    if reeks is None:
        raise NietGevonden(str(reeks_id))
    aantal = len(te_wijzigen(reeks_id, vandaag))
    keren = f"{aantal} overleg dat" if aantal == 1 else f"{aantal} overleggen die"
    voor = f"Dit geldt voor {keren} gepland {'staat' if aantal == 1 else 'staan'}, en voor wat erbij komt."
    leiders = (reeks.gespreksleider_id,) if reeks.gespreksleider_id else ()
    return Genodigden(reeks.soort, leiders, tuple(vaste(reeks_id)), voor=voor)


def kijk_na(wie: Genodigden, gezien: Collection[uuid.UUID], gekozen: Collection[uuid.UUID]) -> Nagekeken:
    """Return what a change would do now, also after what somebody else changed meanwhile."""
    wat = deelnemersregels.nog_te_doen(wie.nu, deelnemersregels.verschil(gezien, gekozen), wie.leiders)
    namen = medewerkers.namen(set(wat.erbij | wat.eraf))
    gevolg = [_opsomming("Erbij", wat.erbij, namen), _opsomming("Eraf", wat.eraf, namen)]
    if wie.schrijft in wat.eraf:
        gevolg.append(f"{namen[wie.schrijft]} schrijft dan niet meer het verslag. Dat doe jij, of een ander.")  # type: ignore[index]
    missen = gezelschap(wie.soort, deelnemersregels.na(wie.nu, wat), next(iter(wie.leiders), None))
    return Nagekeken(tuple(filter(None, gevolg)) or ("Er verandert niets.",), tuple(missen))


def _opsomming(kop: str, ids: Collection[uuid.UUID], namen: dict[uuid.UUID, str]) -> str:
    gevonden = sorted(namen[id_] for id_ in ids if id_ in namen)
    return f"{kop}: {', '.join(gevonden)}." if gevonden else ""
