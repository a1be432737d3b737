"""The knelpunt page: everything on it that is told. The act of who is at turn is in `zetten`."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import joinedload

from signalen import visibility
from signalen.db import db
from signalen.knelpunt import rules
from signalen.knelpunt.models import Besluit, Gebeurtenis, Knelpunt, Koppeling, Termijn, Traject
from signalen.knelpunt.operations import traject
from signalen.knelpunt.queries import routelijn, tijdlijn, verhaal
from signalen.signaal.models import Signaal, SignaalTekst
from signalen.visibility import Moment, SignaalVoorBehandelaar, Stuk
from workflows import engine, termijn


@dataclass(frozen=True)
class KnelpuntBeeld:
    """Everything on the knelpunt page that does not depend on forms."""

    id: str
    nummer: int
    titel: str
    heeft_titel: bool
    regeling: str
    domein: str
    oorzaak: str
    oplosniveau: str
    ronde: int
    samenvatting: str
    plaats: str
    aan_zet: str
    uiterste: date | None
    nog: str
    signalen: tuple[SignaalVoorBehandelaar, ...]
    aantal: str
    keten: tuple[Stuk, ...]
    tijdlijn: tuple[Moment, ...]
    route: tuple[dict[str, Any], ...]
    besluiten: tuple[Besluitbeeld, ...]
    spoed: bool
    omstreden: bool
    gesloten: bool
    opgegaan_in: str
    wacht_op_antwoord: int


@dataclass(frozen=True)
class Besluitbeeld:
    """A decision with its reasons, as everyone who may open the knelpunt reads it."""

    titel: str
    door: str
    datum: date
    redenen: str
    herstel: str
    rugdekking: bool
    vervallen: bool
    extra: tuple[tuple[str, str], ...]


def koppelingen(knelpunt_id: uuid.UUID) -> list[Koppeling]:
    """Return the open koppelingen with signalen and words."""
    return list(db.session.scalars(KOPPELINGEN, {"knelpunt": knelpunt_id}).unique())


KOPPELINGEN = (
    select(Koppeling)
    .where(Koppeling.knelpunt_id == bindparam("knelpunt"), Koppeling.tot.is_(None))
    .options(joinedload(Koppeling.signaal).joinedload(Signaal.teksten).joinedload(SignaalTekst.tekst))
)
"""Made once, and with the words in the same query: every knelpunt page asks for it."""


def beeld(
    knelpunt: Knelpunt,
    open_: Sequence[Koppeling],
    vandaag: date,
    rol_label: Any,
    alle_woorden: bool,
    namen: dict[uuid.UUID, str],
    tab: str,
    besluiten: Sequence[Besluit],
    gebeurd: Sequence[Gebeurtenis],
) -> KnelpuntBeeld:
    """Return the page. `alle_woorden` and `namen` come from rights that the view asked; `gebeurd` is the
    chain.
    """
    loop = traject.hoofdtraject(knelpunt)
    route, stand = traject.route_van(loop), traject.stand_van(loop)
    rij = _hoofdtermijn(loop)
    keten = gebeurd if tab == "verloop" else []
    signalen = [
        visibility.signaal_voor_behandelaar(k.signaal, alle_woorden, namen.get(k.signaal_id, ""))
        for k in open_
    ]
    return KnelpuntBeeld(
        id=str(knelpunt.id),
        nummer=knelpunt.nummer,
        titel=rules.titel_of_week(knelpunt.titel, knelpunt.week),
        heeft_titel=bool(knelpunt.titel),
        regeling=knelpunt.regeling,
        domein=knelpunt.domein,
        oorzaak=knelpunt.oorzaak,
        oplosniveau=knelpunt.oplosniveau,
        ronde=loop.ronde,
        samenvatting=visibility.woorden(knelpunt.samenvatting),
        plaats=route.titel_van(stand.stap),
        aan_zet=routelijn.label_met_lidwoord(rol_label(engine.rol_aan_zet(route, stand))),
        uiterste=rij.uiterste if rij else None,
        nog=termijn.in_woorden(vandaag, rij.uiterste, traject.kalender()) if rij else "",
        signalen=tuple(visibility.schud(signalen)),
        aantal=rules.aantal_in_woorden(len(signalen), alle_woorden),
        keten=tuple(_keten(knelpunt, loop, keten)),
        tijdlijn=tuple(tijdlijn.tijdlijn(knelpunt, keten)),
        route=tuple(routelijn.route_lijn(loop, rol_label)),
        besluiten=tuple(_besluit(rij, route, rol_label) for rij in besluiten),
        spoed=any(k.signaal.spoed for k in open_),
        omstreden=stand.omstreden,
        gesloten=not loop.open,
        opgegaan_in=str(knelpunt.opgegaan_in_id or ""),
        wacht_op_antwoord=sum(1 for k in open_ if k.antwoord_voor and not k.antwoord_op),
    )


def gevraagd_overleg(knelpunt: Knelpunt) -> set[str]:
    """Return the kinds of overleg that the step of a knelpunt asks for, or one open beside it."""
    loop = traject.hoofdtraject(knelpunt)
    stappen, stand = traject.route_van(loop).stappen, traject.stand_van(loop)
    hier = [stappen[naam] for naam in (stand.stap, *stand.naast) if naam in stappen]
    return {stap.overleg for stap in hier if stap.overleg}


def _hoofdtermijn(loop: Traject) -> Termijn | None:
    open_ = [t for t in traject.open_termijnen(loop) if t.stap == loop.stap and t.soort == "stap"]
    return min(open_, key=lambda t: t.uiterste, default=None)


def _keten(knelpunt: Knelpunt, loop: Traject, keten: Sequence[Gebeurtenis]) -> list[Stuk]:
    """Return the doorgeefketen; an answer is only looked for when there can be one."""
    if "doorgeving" not in verhaal.spreekt_van(keten):
        return []
    stand = traject.stand_van(loop)
    beantwoord = bool(stand.besluit) or loop.ronde > 1 or stand.betwist or "terugkoppeling" in stand.geweest
    return verhaal.doorgeefketen(knelpunt, None, None if beantwoord else ())


def alle_besluiten(knelpunt_id: uuid.UUID) -> list[Besluit]:
    """Return the decisions on a knelpunt with their words, oldest first."""
    return list(db.session.scalars(BESLUITEN, {"knelpunt": knelpunt_id}))


BESLUITEN = (
    select(Besluit)
    .where(Besluit.knelpunt_id == bindparam("knelpunt"))
    .order_by(Besluit.datum, Besluit.id)
    .options(joinedload(Besluit.redenen), joinedload(Besluit.herstel))
)


def _besluit(rij: Besluit, route: Any, rol_label: Any) -> Besluitbeeld:
    keuzes = ("wat_moet_anders", "grond", "naar_wie", "waarheen")
    extra = []
    for naam in keuzes:
        waarde = rij.velden.get(naam)
        if waarde and naam in route.velden:
            extra.append((route.velden[naam].label, dict(route.velden[naam].keuzes).get(waarde, waarde)))
    return Besluitbeeld(
        titel=visibility.BESLUITWOORDEN.get(rij.soort, rij.soort),
        door=rol_label(rij.rol),
        datum=rij.datum,
        redenen=visibility.woorden(rij.redenen),
        herstel=visibility.woorden(rij.herstel),
        rugdekking=rij.rugdekking,
        vervallen=rij.vervallen_op is not None,
        extra=tuple(extra),
    )


def op_nummer(ruw: str) -> uuid.UUID | None:
    """Return the id behind a public number; None when there is none."""
    if not ruw.strip().isdigit() or len(ruw.strip()) > 9:
        return None
    return db.session.scalar(select(Knelpunt.id).where(Knelpunt.nummer == int(ruw)))
