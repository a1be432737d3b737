"""The page of one overleg: the agenda for the meeting room, what became of it, and what its leader may do."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from markupsafe import Markup
from sqlalchemy import select

from signalen import clock
from signalen.db import NietGevonden, db
from signalen.knelpunt.operations import voor_overleg
from signalen.markdown import naar_html
from signalen.medewerker import queries as medewerkers
from signalen.overleg import deelnemersregels, rules, sluitingsdag
from signalen.overleg.models import Deelnemer, Overleg, Verslag, Verslaglegger
from signalen.overleg.queries import (
    agenda,
    agendaregels,
    doorgeschoven,
    methoden,
    onderwerpen,
    oogst,
    stapel,
    volgorde,
)
from signalen.overleg.queries.afwezig import wat_ontbreekt
from signalen.overleg.queries.agendaregels import Agendaregel
from signalen.overleg.queries.lezing import lees, mensen_van
from signalen.overleg.queries.omlijsting import Omlijsting, omlijsting
from signalen.overleg.queries.regels import OverlegRegel, regel, waarom_vrij
from signalen.permissions import Band, Persoon
from workflows.oogst import MET_OOGST, blijft_in_de_kamer

Label = Callable[[str], str]


@dataclass(frozen=True)
class Overlegpagina:
    """Everything on the page of one overleg.

    `volgende` is the day of the overleg to which goes what is not discussed; of one whose day has passed, the
    day of the one that carries its items now. `vrij` says why its day became a day off.
    """

    kop: OverlegRegel
    minuten: int
    leider: str
    deelnemers: tuple[str, ...]
    aanwezig: int | None
    gehouden_op: date | None
    afspraken: tuple[Agendaregel, ...]
    punten: tuple[Agendaregel, ...]
    past_niet: tuple[Agendaregel, ...]
    weg: tuple[tuple[str, str], ...]
    gemaakt: tuple[Agendaregel, ...]
    verslag: Markup | None
    acties: frozenset[str]
    om: Omlijsting
    wacht_elders: bool = False
    volgende: date | None = None
    methode: tuple[str, str] | None = None
    vervangt: str = ""
    let_op: str = ""
    vrij: str = ""
    reeks_id: uuid.UUID | None = None
    verslag_blijft_binnen: bool = False
    oogst: tuple[oogst.Oogstregel, ...] = ()
    notities_tot: date | None = None
    met_oogst: bool = False


def laad(overleg_id: uuid.UUID, persoon: Persoon | None) -> tuple[uuid.UUID, Band]:
    """Return the overleg's id and how this person stands to it. Raises NietGevonden."""
    wie = persoon.id if persoon else None
    mee = select(Deelnemer.overleg_id).where(
        Deelnemer.overleg_id == overleg_id, Deelnemer.medewerker_id == wie
    )
    zoek = select(Overleg.gespreksleider_id, Overleg.vervanger_id, Overleg.soort, mee.exists().label("mee"))
    rij = db.session.execute(zoek.where(Overleg.id == overleg_id)).first()
    if rij is None:
        raise NietGevonden(str(overleg_id))
    if persoon is None:
        return overleg_id, Band()
    leidt = persoon.id == rij.vervanger_id or _leidt(rij.gespreksleider_id, rij.soort, persoon)
    schrijft = db.session.get(Verslaglegger, overleg_id) if rij.mee else None
    extra = frozenset({"verslaglegger"} if schrijft and schrijft.medewerker_id == persoon.id else ())
    return overleg_id, Band(deelnemer=rij.mee, gespreksleider=leidt, extra=extra)


def _leidt(leider_id: uuid.UUID, soort: str, persoon: Persoon) -> bool:
    """The leader or a stand-in; when the leader left, whoever may lead this kind: leaving never blocks."""
    if persoon.id == leider_id:
        return True
    leider = medewerkers.persoon(leider_id)
    if leider is None:
        return bool(rules.rol_als_leider(persoon.rolnamen, soort))
    vandaag = clock.today()
    return any(
        v.vervanger_id == persoon.id and v.medewerker_id == leider.id and v.van <= vandaag <= v.tot
        for v in medewerkers.vervangingen()
    )


def pagina(
    overleg_id: uuid.UUID, vandaag: date, label: Label, leidt: bool, binnen: bool = False
) -> Overlegpagina:
    """Return the page. Before it is held the agenda is asked anew; afterwards it is what was recorded.

    `binnen` says that the reader was invited or leads: others do not read what stays in the room. Subjects of
    a luistersessie are for who leads it only: their words may tell who wrote them.
    """
    er = lees(overleg_id)
    overleg: Overleg = er.Overleg
    leider = overleg.leidt_id
    mensen = mensen_van(overleg)
    erbij = [mens for mens in mensen.values() if mens.mee]
    inhoud = _inhoud(er, vandaag, label, leidt)
    afspraken = [r for r in inhoud.regels if r.sleutel.startswith("afspraak")]
    punten = [r for r in inhoud.regels if not r.sleutel.startswith("afspraak")]
    past, binnen = _hoeveel_punten(overleg, afspraken, punten), binnen or leidt
    besproken = overleg.staat == "gehouden" and bool(oogst.besproken(overleg.punten))
    blijft = blijft_in_de_kamer(overleg.soort, besproken)
    return Overlegpagina(
        kop=regel(overleg, vandaag),
        minuten=overleg.minuten,
        leider=mensen[leider].naam,
        vervangt=mensen[overleg.gespreksleider_id].naam if overleg.vervanger_id else "",
        let_op=_let_op(overleg, mensen[overleg.gespreksleider_id], vandaag),
        vrij=waarom_vrij(overleg, vandaag),
        reeks_id=overleg.reeks_id,
        deelnemers=tuple(sorted(mens.naam for mens in erbij)),
        aanwezig=overleg.aanwezig,
        gehouden_op=overleg.gehouden_op,
        afspraken=tuple(afspraken),
        punten=tuple(punten[:past]),
        past_niet=tuple(punten[past:]),
        weg=inhoud.weg,
        gemaakt=tuple(agendaregels.gemaakt(overleg, vandaag, label)) if er.gemaakt else (),
        verslag=_verslag(overleg.verslag) if binnen or not blijft else None,
        acties=_acties(overleg, vandaag, er.begonnen) if leidt else frozenset(),
        methode=methoden.naam_en_titel(overleg.methode),
        wacht_elders=inhoud.wacht_elders,
        volgende=inhoud.volgende,
        om=omlijsting(overleg, [mens.id for mens in erbij], leidt, er.vorige),
        verslag_blijft_binnen=blijft,
        oogst=tuple(oogst.op_overleg(overleg, binnen)),
        notities_tot=er.notities_tot if binnen else None,
        met_oogst=overleg.soort in MET_OOGST and overleg.staat != "vervallen",
    )


def _hoeveel_punten(overleg: Overleg, afspraken: Sequence[Agendaregel], punten: Sequence[Agendaregel]) -> int:
    if overleg.staat != "gepland":
        return len(punten)
    samen = rules.hoeveel_past([r.minuten for r in (*afspraken, *punten)], overleg.minuten)
    return max(0, samen - len(afspraken))


@dataclass(frozen=True)
class _Inhoud:
    regels: list[Agendaregel]
    weg: tuple[tuple[str, str], ...] = ()
    volgende: date | None = None
    wacht_elders: bool = False


def _let_op(overleg: Overleg, leider: Any, vandaag: date) -> str:
    komt = overleg.staat == "gepland" and overleg.datum >= vandaag and not overleg.vervanger_id
    return wat_ontbreekt(leider.hier, leider.weg, leider.vervangen) if komt else ""


def _inhoud(er: Any, vandaag: date, label: Label, leidt: bool) -> _Inhoud:
    overleg: Overleg = er.Overleg
    if overleg.staat == "gehouden":
        return _Inhoud(_gehouden(overleg, vandaag, leidt))
    if overleg.staat != "gepland":
        return _Inhoud([])
    alles = stapel.lees(overleg.soort)
    erop = agenda.uit_stapel(overleg, alles, vandaag)
    erop = volgorde.toegepast(overleg.id, erop) if er.volgorde else erop
    weg = agenda.weg_van(er.genoemd or (), agenda.knelpunt_ids(erop))
    straks = alles.zonder(overleg.id, vandaag)
    dagen = [dag.datum for punt in erop if (dag := straks[punt.sleutel])]
    return _Inhoud(
        regels=[agendaregels.komend(p, label) for p in erop if leidt or p.soort != "onderwerp"],
        weg=tuple((agenda.titel(loop), waar) for loop, waar in weg),
        volgende=min(dagen, default=None),
        wacht_elders=not erop and alles.wacht_elders(overleg.id, vandaag),
    )


def _gehouden(overleg: Overleg, vandaag: date, leidt: bool) -> list[Agendaregel]:
    feiten = voor_overleg.feiten_van([rij.knelpunt_id for rij in overleg.punten if rij.knelpunt_id])
    woorden = onderwerpen.teksten([r.onderwerp_id for r in overleg.punten if r.onderwerp_id])
    gedaan = [rij for rij in overleg.punten if leidt or not rij.onderwerp_id]
    naar = doorgeschoven.in_woorden(gedaan, overleg.soort, vandaag)
    return [agendaregels.gedaan(rij, leidt, feiten, woorden, naar) for rij in gedaan]


def _verslag(verslag: Verslag | None) -> Markup | None:
    if verslag is None:
        return None
    delen = {naam: getattr(verslag, naam) for naam, _ in rules.DELEN}
    leeg = "(Deze tekst is leeggemaakt.)"
    inhoud = {n: (t.inhoud if t.inhoud is not None else leeg) for n, t in delen.items() if t is not None}
    return naar_html(rules.verslag_markdown(inhoud), basisniveau=3)


def _acties(overleg: Overleg, vandaag: date, begonnen: bool) -> frozenset[str]:
    """Return what the leader may do now; the operations decide again."""
    if overleg.staat == "vervallen":
        return frozenset()
    if overleg.staat == "gehouden":
        return frozenset({"afspraak", "leerpunt"} | ({"verslag"} if overleg.verslag is None else set()))
    acties = {"vervallen", "afspraak", "leerpunt", "methode"}
    acties |= {"houden"} if vandaag >= overleg.datum else set()
    if not deelnemersregels.waarom_niet(overleg.staat, overleg.datum, vandaag, begonnen):
        acties.add("deelnemers")
    vrij = medewerkers.kalender().waarom_vrij(overleg.datum)
    mag = sluitingsdag.mag_verzetten(overleg.verzet, rules.MAX_VERZET, vrij)
    return frozenset(acties | ({"verzetten"} if mag else set()))
