"""The knelpunt page: the story on one side, the act of who is at turn on the other."""

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
from signalen.knelpunt.queries import verhaal
from signalen.signaal.models import Signaal, SignaalTekst
from signalen.visibility import Moment, SignaalVoorBehandelaar, Stuk
from workflows import engine, termijn
from workflows.definition import Uitkomst, Veld
from workflows.stand import Actor


@dataclass(frozen=True)
class Keuze:
    """One outcome with its button and fields. `soort` is the kind of decision, empty for a step."""

    naam: str
    knop: str
    uitleg: str
    soort: str
    velden: tuple[Veld, ...]


@dataclass(frozen=True)
class Zet:
    """One act that somebody must take: on the route or beside it, before a day, with its outcomes."""

    traject_id: str
    naast: str
    titel: str
    uitleg: str
    rol: str
    teken: str
    keuzes: tuple[Keuze, ...]
    uiterste: date | None
    nog: str
    rekening: tuple[str, ...]
    stilte: str
    uitstel: str
    opschorten: bool
    overleg: str
    te_laat: bool = False
    stap: str = ""


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
        aan_zet=verhaal.label_met_lidwoord(rol_label(engine.rol_aan_zet(route, stand))),
        uiterste=rij.uiterste if rij else None,
        nog=termijn.in_woorden(vandaag, rij.uiterste, traject.kalender()) if rij else "",
        signalen=tuple(visibility.schud(signalen)),
        aantal=rules.aantal_in_woorden(len(signalen), alle_woorden),
        keten=tuple(_keten(knelpunt, loop, keten)),
        tijdlijn=tuple(verhaal.tijdlijn(knelpunt, keten)),
        route=tuple(verhaal.route_lijn(loop, rol_label)),
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


# ------------------------------------------------------------------ the act


def zetten(knelpunt: Knelpunt, rollen: frozenset[str], eigen: bool, vandaag: date) -> list[Zet]:
    """Return every act that this reader may take now, on the route, beside it, or in a casus."""
    actor = Actor(rollen, eigen)
    gevonden = []
    for loop in knelpunt.trajecten:
        stand = traject.stand_van(loop)
        for naast in ("", *stand.naast):
            zet = _zet(loop, actor, naast, vandaag)
            if zet is not None:
                gevonden.append(zet)
    return gevonden


def _zet(loop: Traject, actor: Actor, naast: str, vandaag: date) -> Zet | None:
    route, stand = traject.route_van(loop), traject.stand_van(loop)
    keuzes = engine.allowed(route, stand, actor, naast)
    stapnaam = naast or stand.stap
    aan_zet = stapnaam in route.stappen and engine.rol_aan_zet(route, stand, stapnaam) in actor.rollen
    if not keuzes and not (aan_zet and not actor.eigen_signaal and route.stap(stapnaam).overleg):
        return None
    stap = route.stap(stapnaam)
    soort = "naast" if naast else "stap"
    rij = next((t for t in traject.open_termijnen(loop) if t.stap == stapnaam and t.soort == soort), None)
    return Zet(
        traject_id=str(loop.id),
        naast=naast,
        titel=stap.titel,
        uitleg=stap.uitleg,
        rol=engine.rol_aan_zet(route, stand, stapnaam),
        teken=rules.stand_teken(stand),
        keuzes=tuple(_keuze(route, u) for u in keuzes),
        uiterste=rij.uiterste if rij else None,
        nog=termijn.in_woorden(vandaag, rij.uiterste, traject.kalender()) if rij else "",
        rekening=tuple(r["tekst"] for r in rij.berekening["regels"]) if rij else (),
        stilte=traject.wat_stilte_doet(route, stand, stapnaam, soort) if rij else "",
        uitstel=f"{stap.uitstel} werkdagen" if stap.uitstel and not stand.uitgesteld and not naast else "",
        opschorten=not naast and rij is not None,
        overleg=stap.overleg,
        stap=stapnaam,
        te_laat=bool(rij and rij.uiterste < vandaag),
    )


def _keuze(route: Any, uitkomst: Uitkomst) -> Keuze:
    return Keuze(uitkomst.naam, uitkomst.knop, uitkomst.uitleg, uitkomst.besluit, route.velden_van(uitkomst))


def voorvulling(open_: Sequence[Koppeling], besluiten: Sequence[Besluit]) -> dict[str, str]:
    """Return what fields are filled with beforehand: the melders' approved words, and the reasons of the
    besluit.
    """
    teksten = [
        visibility.doorgeeftekst(k.signaal.teksten) for k in open_ if k.signaal.ingetrokken_week is None
    ]
    besluit = next((b for b in besluiten if b.vervallen_op is None), None)
    return {
        "doorgeeftekst": "\n\n".join(t for t in teksten if t),
        "redenen": visibility.woorden(besluit.redenen) if besluit else "",
    }


def op_nummer(ruw: str) -> uuid.UUID | None:
    """Return the id behind a public number; None when there is none."""
    if not ruw.strip().isdigit() or len(ruw.strip()) > 9:
        return None
    return db.session.scalar(select(Knelpunt.id).where(Knelpunt.nummer == int(ruw)))


def was_aan_zet(knelpunt: Knelpunt, rollen: frozenset[str]) -> bool:
    """Say whether one of these roles was at turn in this knelpunt before."""
    return any(rij.rol in rollen for loop in knelpunt.trajecten for rij in loop.termijnen if rij.rol)
