"""Acts on a klus as a row: asking for it, taking a turn, signs of life, and how it ended.

Does none of the work itself: that is `werk`. `vraag` and `klaar` expect an open transaction; the others write
at once beside it (`db.aside`), so that others see them while the work goes on.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, text, update
from sqlalchemy.dialects.postgresql import insert

from signalen import clock, deurbel
from signalen.db import aside, db
from signalen.register.klus import rules
from signalen.register.models import Opmaakklus

TAAK = "opmaakklus"


class Ingehaald(Exception):
    """Somebody else took this klus over; what was done here must be undone."""


@dataclass(frozen=True)
class Beurt:
    """One try at a klus. Called with (gedaan, totaal) it leaves a sign of life with the progress."""

    id: uuid.UUID
    kwartaal: str
    soort: str
    poging: int

    def __call__(self, gedaan: int, totaal: int) -> None:
        """Show how far it is. Raises Ingehaald when another worker has this klus now."""
        if not _schrijf(self, gedaan=gedaan, totaal=totaal, teken_op=clock.system_now()):
            raise Ingehaald(str(self.id))


def vraag(kwartaal: str, soort: str) -> uuid.UUID:
    """Ask for a klus and ring for a worker; who asks for one that is open already joins that one."""
    nieuw = insert(Opmaakklus).values(
        id=uuid.uuid4(),
        kwartaal=kwartaal,
        soort=soort,
        staat=rules.WACHT,
        fout="",
        gedaan=0,
        totaal=0,
        pogingen=0,
        gevraagd_op=clock.system_now(),
    )
    # The predicate stands in words: a prepared statement with parameters in it does not find the index.
    een = nieuw.on_conflict_do_nothing(
        index_elements=["kwartaal", "soort"], index_where=text("staat IN ('wacht', 'bezig')")
    )
    klus_id = db.session.scalar(een.returning(Opmaakklus.id)) or _open(kwartaal, soort)
    deurbel.na_commit(TAAK, str(klus_id))
    return klus_id


def _open(kwartaal: str, soort: str) -> uuid.UUID:
    zoek = select(Opmaakklus.id).where(
        Opmaakklus.kwartaal == kwartaal, Opmaakklus.soort == soort, Opmaakklus.staat.in_(rules.OPEN)
    )
    return db.session.scalars(zoek).one()


def stand_van(rij: Any) -> rules.Stand:
    """Return a row as the rules know it."""
    return rules.Stand(
        rij.soort,
        rij.staat,
        rij.gevraagd_op,
        rij.teken_op,
        rij.pogingen,
        rij.gedaan,
        rij.totaal,
        rij.fout,
    )


def begin(klus_id: uuid.UUID, nu: datetime) -> Beurt | None:
    """Take a turn; None when it is done, somebody works on it, or it was tried often enough."""
    zoek = select(Opmaakklus).where(Opmaakklus.id == klus_id).with_for_update(skip_locked=True)
    with aside() as los:
        rij = los.scalars(zoek).first()
        if rij is None or not rules.op_te_pakken(stand_van(rij), nu):
            return None
        rij.staat, rij.pogingen, rij.teken_op = rules.BEZIG, rij.pogingen + 1, nu
        rij.gedaan = rij.totaal = 0
        return Beurt(rij.id, rij.kwartaal, rij.soort, rij.pogingen)


def _schrijf(beurt: Beurt, **waarden: Any) -> bool:
    with aside() as los:
        return los.scalar(_van(beurt).values(**waarden)) is not None


def _van(beurt: Beurt) -> Any:
    """Only while this try is the last one: who was taken over writes nothing."""
    mijn = (Opmaakklus.id == beurt.id, Opmaakklus.pogingen == beurt.poging, Opmaakklus.staat == rules.BEZIG)
    return update(Opmaakklus).where(*mijn).returning(Opmaakklus.id)


def klaar(beurt: Beurt) -> None:
    """Write in the transaction of the work itself that it is done. Raises Ingehaald as a sign does."""
    nu = clock.system_now()
    if db.session.scalar(_van(beurt).values(staat=rules.KLAAR, klaar_op=nu, teken_op=nu)) is None:
        raise Ingehaald(str(beurt.id))


def mislukt(beurt: Beurt, reden: str = "") -> None:
    """Note a try that went wrong: again later, or given up. With a `reden` trying again would not help.

    Writes the number of the try too, so that it counts also where its beginning was rolled back with it.
    """
    staat = rules.MISLUKT if reden else rules.na_fout(beurt.poging)
    nu, op = clock.system_now(), staat == rules.MISLUKT
    niet_later = (Opmaakklus.pogingen <= beurt.poging, Opmaakklus.staat.in_(rules.OPEN))
    waarden = {"staat": staat, "pogingen": beurt.poging, "teken_op": nu, "klaar_op": nu if op else None}
    waarden["fout"] = (reden or rules.zin_mislukt()) if op else ""
    with aside() as los:
        los.execute(update(Opmaakklus).where(Opmaakklus.id == beurt.id, *niet_later).values(**waarden))


def geef_op(klus_id: uuid.UUID, nu: datetime) -> None:
    """Give up a klus of which the last try was killed too."""
    zoek = select(Opmaakklus).where(Opmaakklus.id == klus_id).with_for_update(skip_locked=True)
    with aside() as los:
        rij = los.scalars(zoek).first()
        if rij is not None and rules.opgegeven(stand_van(rij), nu):
            rij.staat, rij.fout, rij.klaar_op = rules.MISLUKT, rules.zin_mislukt(), nu
