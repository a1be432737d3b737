"""The melder's side: my signalen, and one signaal with where it lies, what became of my words and what I can
do.

Signalen are found through link keys only; somebody else's signaal is simply not found.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from signalen import visibility
from signalen.db import NietGevonden, db
from signalen.knelpunt import rules
from signalen.knelpunt.models import Knelpunt, Koppeling, Terugkoppeling, Traject
from signalen.knelpunt.operations import oordelen, traject
from signalen.knelpunt.queries import routelijn, tijdlijn, verhaal
from signalen.opvolging.queries import beoordelen
from signalen.opvolging.queries.afspraken import afspraken_van_besluit
from signalen.signaal.models import Signaal, SignaalTekst, Vraag
from signalen.visibility import Antwoord, Moment, SignaalRegel, Stuk, Woord
from workflows import engine, termijn


@dataclass(frozen=True)
class Vraagbeeld:
    """A question to the melder, with the answer if there is one."""

    id: str
    tekst: str
    gesteld_op: date
    antwoord: str = ""


@dataclass(frozen=True)
class SignaalBeeld:
    """Everything on the page of one's own signaal."""

    id: str
    nummer: int
    titel: str
    week: date
    niveau: str
    niveau_zin: str
    ik_ook: bool
    ingetrokken: bool
    waar: str
    wie: str
    uiterste: date | None
    nog: str
    rekening: tuple[str, ...]
    stilte: str
    woorden: tuple[Woord, ...]
    keten: tuple[Stuk, ...]
    tijdlijn: tuple[Moment, ...]
    route: tuple[dict[str, Any], ...]
    antwoord: Antwoord | None
    oordelen: dict[str, str]
    te_beoordelen: tuple[str, ...]
    mag_betwisten: bool
    betwist_naar: str
    mag_intrekken: bool
    mag_nog_steeds: bool
    mag_verhogen: bool
    toestemming: str
    vragen: tuple[Vraagbeeld, ...]
    spoed: bool = False


def laad_eigen(sleutels: Sequence[str], signaal_id: uuid.UUID) -> Signaal:
    """Return one's own signaal. Raises NietGevonden when it does not exist or is somebody else's."""
    zoek = select(Signaal).where(Signaal.id == signaal_id, Signaal.koppelsleutel.in_(sleutels))
    hoe = selectinload(Signaal.teksten).joinedload(SignaalTekst.tekst)
    signaal = db.session.scalars(zoek.options(hoe)).first()
    if signaal is None:
        raise NietGevonden(str(signaal_id))
    return signaal


def bij_formulier(sleutels: Sequence[str], formulier: str) -> Signaal | None:
    """Return one's own signaal that this form made earlier, if any."""
    zoek = select(Signaal).where(Signaal.formulier == formulier, Signaal.koppelsleutel.in_(sleutels))
    return db.session.scalars(zoek).first()


def heeft_gegeven(sleutels: Sequence[str], knelpunt_id: uuid.UUID) -> bool:
    """Say whether this reader signalled this knelpunt."""
    zoek = (
        select(Koppeling.id)
        .join(Signaal)
        .where(
            Koppeling.knelpunt_id == knelpunt_id, Koppeling.tot.is_(None), Signaal.koppelsleutel.in_(sleutels)
        )
    )
    return db.session.scalar(zoek.limit(1)) is not None


def mijn_signalen(sleutels: Sequence[str], vandaag: date) -> list[SignaalRegel]:
    """Return one's own signalen, newest week first, each with where it lies in a sentence."""
    zoek = (
        select(Signaal, Knelpunt)
        .join(Koppeling, (Koppeling.signaal_id == Signaal.id) & Koppeling.tot.is_(None))
        .join(Knelpunt, Knelpunt.id == Koppeling.knelpunt_id)
        .where(Signaal.koppelsleutel.in_(sleutels))
        .order_by(Signaal.week.desc(), Signaal.id)
        .limit(200)
    )
    hoe = selectinload(Knelpunt.trajecten)
    rijen = db.session.execute(zoek.options(hoe.selectinload(Traject.termijnen)))
    return [_regel(signaal, knelpunt, vandaag) for signaal, knelpunt in rijen]


def _regel(signaal: Signaal, knelpunt: Knelpunt, vandaag: date) -> SignaalRegel:
    loop = traject.hoofdtraject(knelpunt)
    antwoord = oordelen.laatste_antwoord(knelpunt) if traject.stand_van(loop).besluit else None
    te_doen = "Nog te beoordelen." if antwoord and not beoordelen.gegeven(signaal, antwoord) else ""
    return SignaalRegel(
        id=str(signaal.id),
        titel=rules.titel_of_week(knelpunt.titel, knelpunt.week),
        nummer=knelpunt.nummer,
        waar=_waar(loop, signaal),
        nieuws=_nieuws(antwoord),
        te_doen=te_doen,
        klaar=not loop.open,
    )


def _nieuws(antwoord: Terugkoppeling | None) -> str:
    if antwoord is None:
        return ""
    besluit = visibility.BESLUITWOORDEN.get(antwoord.besluit.soort, antwoord.besluit.soort)
    return f"Er is een antwoord: {besluit[0].lower()}{besluit[1:]}."


def _waar(loop: Traject, signaal: Signaal) -> str:
    if signaal.ingetrokken_week is not None:
        return "Je hebt dit ingetrokken."
    route, stand = traject.route_van(loop), traject.stand_van(loop)
    if not engine.loopt(route, stand):
        return f"{route.titel_van(stand.stap)}."
    open_ = [t.uiterste for t in traject.open_termijnen(loop) if t.soort == "stap"]
    wie = tijdlijn.ROLLEN.get(engine.rol_aan_zet(route, stand), "").lower()
    voor = f", uiterlijk {termijn.voluit(min(open_))}" if open_ else ""
    return f"Het ligt bij {route.titel_van(stand.stap)}: {wie} is aan zet{voor}."


def beeld(signaal: Signaal, vandaag: date, rol_label: Any) -> SignaalBeeld:
    """Return the page of one's own signaal."""
    gevonden = db.session.scalar(
        select(Koppeling.knelpunt_id).where(Koppeling.signaal_id == signaal.id, Koppeling.tot.is_(None))
    )
    knelpunt = verhaal.laad(gevonden) if gevonden else None
    if knelpunt is None:
        raise NietGevonden(str(signaal.id))
    loop = traject.hoofdtraject(knelpunt)
    route, stand = traject.route_van(loop), traject.stand_van(loop)
    termijnen = [t for t in traject.open_termijnen(loop) if t.stap == stand.stap and t.soort == "stap"]
    antwoord = oordelen.laatste_antwoord(knelpunt)
    geoordeeld = beoordelen.gegeven(signaal, antwoord) if antwoord else {}
    eigen = signaal.ingetrokken_week is None
    vragen = beoordelen.te_beoordelen(signaal, knelpunt, antwoord, geoordeeld, vandaag) if eigen else ()
    mag_betwisten = bool(eigen and antwoord and oordelen.mag_betwisten(loop, antwoord, geoordeeld, vandaag))
    berekening = termijn.Berekening.from_dict(termijnen[0].berekening) if termijnen else None
    return SignaalBeeld(
        id=str(signaal.id),
        nummer=knelpunt.nummer,
        titel=rules.titel_of_week(knelpunt.titel, knelpunt.week),
        week=signaal.week,
        niveau=signaal.niveau,
        niveau_zin=visibility.NIVEAUWOORDEN[signaal.niveau],
        ik_ook=signaal.ik_ook,
        ingetrokken=not eigen,
        waar=_waar(loop, signaal),
        wie=routelijn.label_met_lidwoord(rol_label(engine.rol_aan_zet(route, stand))),
        uiterste=berekening.uiterste if berekening else None,
        nog=termijn.in_woorden(vandaag, berekening.uiterste, traject.kalender()) if berekening else "",
        rekening=tuple(r.tekst for r in berekening.regels) if berekening else (),
        stilte=traject.wat_stilte_doet(route, stand, stand.stap, "stap") if termijnen else "",
        woorden=visibility.woorden_van_melder(signaal.teksten),
        keten=tuple(verhaal.doorgeefketen(knelpunt, signaal)),
        tijdlijn=tuple(tijdlijn.tijdlijn(knelpunt, verhaal.gebeurtenissen(knelpunt.id))),
        route=tuple(routelijn.route_lijn(loop, rol_label)),
        antwoord=_antwoord(antwoord, vandaag, rol_label),
        oordelen=geoordeeld,
        te_beoordelen=vragen,
        mag_betwisten=mag_betwisten,
        betwist_naar=_betwist_naar(loop) if mag_betwisten else "",
        mag_intrekken=eigen and loop.open and not stand.besluit,
        mag_nog_steeds=eigen and not loop.open and stand.stap == "gesloten",
        mag_verhogen=eigen and signaal.niveau == "open",
        toestemming={True: "ja", False: "nee", None: ""}[signaal.mag_getoond],
        vragen=_vragen(signaal),
        spoed=signaal.spoed,
    )


def _antwoord(antwoord: Terugkoppeling | None, vandaag: date, rol_label: Any) -> Antwoord | None:
    if antwoord is None:
        return None
    return visibility.antwoord(antwoord, afspraken_van_besluit(antwoord.besluit_id, vandaag, rol_label))


def _betwist_naar(loop: Traject) -> str:
    route, stand = traject.route_van(loop), traject.stand_van(loop)
    naar = engine.betwist(route, stand).feiten[0].inhoud
    if naar["omstreden"]:
        return (
            "Er is geen laag boven het college. Het komt als omstreden in het register en de raad ziet het."
        )
    return f"Het gaat dan naar: {route.titel_van(naar['naar'])}."


def _vragen(signaal: Signaal) -> tuple[Vraagbeeld, ...]:
    zoek = select(Vraag).where(Vraag.signaal_id == signaal.id).order_by(Vraag.gesteld_op, Vraag.id)
    hoe = (joinedload(Vraag.vraag), joinedload(Vraag.antwoord))
    return tuple(
        Vraagbeeld(str(v.id), visibility.woorden(v.vraag), v.gesteld_op, visibility.woorden(v.antwoord))
        for v in db.session.scalars(zoek.options(*hoe))
    )
