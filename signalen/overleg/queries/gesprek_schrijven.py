"""Reading what one seat may write now, and what it wrote already. Never reads the card of another."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import select

from signalen.db import NietGevonden, db
from signalen.overleg import gesprek_code
from signalen.overleg.models import Gesprek, Inbreng, Ingeleverd, Werkblad
from signalen.overleg.operations.gesprek import gang_van
from signalen.overleg.queries import methoden
from signalen.overleg.queries.gesprek import Woorden, Zit
from workflows import gesprek as regels
from workflows.definition import Gespreksstap


@dataclass(frozen=True)
class Schrijfwerk:
    """What a seat may write now, and what stands there (`waarden`).

    `soort` is oordeel, notities, al (it handed in before it was freed) or empty.
    """

    soort: str = ""
    stap: str = ""
    waarden: Mapping[str, str] = field(default_factory=dict)
    ingeleverd: bool = False


def schrijfwerk(wie: Zit) -> tuple[Schrijfwerk, Gespreksstap]:
    """Return what this seat may write in the present step, with its own answer while the round is sealed."""
    rij = db.session.get(Gesprek, wie.gesprek_id)
    if rij is None:
        raise NietGevonden(str(wie.gesprek_id))
    methode, gang = methoden.bij(rij.adoptie_id), gang_van(rij)
    stap = regels.stap_van(methode, gang)
    if regels.mag_inleveren(methode, gang, wie.rol):
        sleutel = gesprek_code.kaartsleutel(wie.token, rij.id, stap.naam)
        eigen = db.session.scalar(select(Inbreng.inhoud).where(Inbreng.sleutel == sleutel))
        if eigen is None and db.session.get(Ingeleverd, (rij.id, stap.naam, wie.stoel_id)) is not None:
            return Schrijfwerk("al", stap.naam), stap
        return Schrijfwerk("oordeel", stap.naam, eigen or {}, eigen is not None), stap
    if regels.mag_noteren(methode, gang, wie.rol):
        zoek = select(Werkblad.inhoud).where(Werkblad.gesprek_id == rij.id, Werkblad.stap == stap.naam)
        return Schrijfwerk("notities", stap.naam, db.session.scalar(zoek) or {}), stap
    return Schrijfwerk(stap=stap.naam), stap


def stap_bij_naam(gesprek_id: uuid.UUID, naam: str) -> Gespreksstap:
    """Return a step of the method of this conversation. Raises NietGevonden for one that it has not."""
    rij = db.session.get(Gesprek, gesprek_id)
    gevonden = {s.naam: s for s in methoden.bij(rij.adoptie_id).stappen} if rij else {}
    if naam not in gevonden:
        raise NietGevonden(naam)
    return gevonden[naam]


def getypte_woorden(gesprek_id: uuid.UUID, naam: str, ruw: Mapping[str, str]) -> Woorden:
    """Return what was typed for a step that is over, with its labels, so that it can be shown and copied."""
    try:
        stap = stap_bij_naam(gesprek_id, naam)
    except NietGevonden:
        return ()
    return tuple((v.label, ruw[v.naam]) for v in stap.velden if ruw.get(v.naam, "").strip())
