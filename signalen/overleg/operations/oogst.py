"""The harvest of a conversation: written per knelpunt and put to the inbrengers.

Nobody waits for it: the outcome of the route goes on, only the words wait. What inbrengers do is in
`instemming`; the general verslag in `verslag`.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select

from signalen.db import NietGevonden, db
from signalen.knelpunt.operations import traject
from signalen.knelpunt.rules import OngeldigeInvoer, Veldfout
from signalen.markdown import naar_html
from signalen.medewerker import queries as medewerkers
from signalen.overleg import rules
from signalen.overleg.models import Agendapunt, Deelnemer, Oogst, Overleg, Verslaglegger
from signalen.overleg.operations.plannen import rol_van, slot
from signalen.signaal import operations as signalen
from workflows import oogst, termijn
from workflows.stand import Geweigerd

VEROUDERD = "verouderd"


def bewaar(
    overleg_id: uuid.UUID, agendapunt_id: uuid.UUID, delen: Mapping[str, str], versie: str, moment: datetime
) -> Oogst:
    """Store what may leave the room about one knelpunt, as a concept that only the writers read.

    `delen` holds feit, alternatief and opvatting; `versie` is what the writer saw (empty for a first one).
    Raises NietGevonden for an item that was not discussed here, Geweigerd while the inbrengers look or when
    somebody else wrote in the meantime (code `verouderd`), and OngeldigeInvoer per field.
    """
    overleg = slot(overleg_id)
    punt = _punt(overleg, agendapunt_id)
    traject.slot(_knelpunt(punt))
    rij = van_punt(punt.id) or _nieuw(overleg, punt)
    if (str(rij.versie) if rij.id else "") != versie:
        raise Geweigerd("Terwijl jij bezig was, heeft een ander deze tekst bewaard.", VEROUDERD)
    if moment.date() > rij.weg_op:
        raise Geweigerd("De aantekeningen van dit gesprek zijn gewist. Schrijven kan niet meer.", "te_laat")
    if not oogst.mag_schrijven(rij.staat):
        raise Geweigerd("Deze tekst ligt bij de inbrenger of is al vrijgegeven.", "ligt_vast")
    _keur(overleg, delen)
    _zet(rij, delen, moment)
    db.session.add(rij)
    db.session.flush()
    return rij


def leg_voor(
    overleg_id: uuid.UUID, agendapunt_id: uuid.UUID, delen: Mapping[str, str], versie: str, moment: datetime
) -> Oogst:
    """Store the words and ask the inbrengers whether they are right and may leave the room.

    They have five werkdagen. Raises as `bewaar` does.
    """
    rij = bewaar(overleg_id, agendapunt_id, delen, versie, moment)
    dag = moment.date()
    rij.staat, rij.ronde, rij.voorgelegd_op = oogst.VOORGELEGD, rij.ronde + 1, dag
    rij.uiterste = termijn.tel(dag, oogst.CHECK_WERKDAGEN, medewerkers.kalender()).uiterste
    rij.weg_op = max(rij.weg_op, rij.uiterste)
    inhoud = {"overleg": str(overleg_id), "oogst": str(rij.id), "uiterste": rij.uiterste.isoformat()}
    rol = rol_van(rij.overleg)
    traject.schrijf(traject.slot(rij.knelpunt_id), "oogst_voorgelegd", rol, inhoud, moment)
    db.session.flush()
    return rij


def wijs_verslaglegger_aan(overleg_id: uuid.UUID, medewerker_id: uuid.UUID | None) -> None:
    """Let one deelnemer write beside the gespreksleider; None takes that back. Raises OngeldigeInvoer."""
    overleg = slot(overleg_id)
    if medewerker_id is not None and medewerker_id not in {d.medewerker_id for d in overleg.deelnemers}:
        raise OngeldigeInvoer([Veldfout("verslaglegger", "Kies iemand die is uitgenodigd.")])
    rij = db.session.get(Verslaglegger, overleg_id)
    if rij is not None:
        db.session.delete(rij)
        db.session.flush()
    if medewerker_id is not None:
        db.session.add(Verslaglegger(overleg_id=overleg_id, medewerker_id=medewerker_id))


def van_punt(agendapunt_id: uuid.UUID) -> Oogst | None:
    """Return the harvest of an item, locked; None when nobody wrote it yet."""
    zoek = select(Oogst).where(Oogst.agendapunt_id == agendapunt_id).with_for_update()
    return db.session.scalars(zoek.execution_options(populate_existing=True)).first()


def op_slot(oogst_id: uuid.UUID) -> Oogst:
    """Return a harvest with its knelpunt locked before it. Raises NietGevonden."""
    knelpunt_id = db.session.scalar(select(Oogst.knelpunt_id).where(Oogst.id == oogst_id))
    if knelpunt_id is None:
        raise NietGevonden(str(oogst_id))
    traject.slot(knelpunt_id)
    zoek = select(Oogst).where(Oogst.id == oogst_id).with_for_update()
    return db.session.scalars(zoek.execution_options(populate_existing=True)).one()


def _punt(overleg: Overleg, agendapunt_id: uuid.UUID) -> Agendapunt:
    punt = db.session.get(Agendapunt, agendapunt_id)
    if punt is None or punt.overleg_id != overleg.id or overleg.soort not in oogst.MET_OOGST:
        raise NietGevonden(str(agendapunt_id))
    if punt.knelpunt_id is None or punt.uitkomst in oogst.NIET_BESPROKEN:
        raise NietGevonden(str(agendapunt_id))
    return punt


def _knelpunt(punt: Agendapunt) -> uuid.UUID:
    if punt.knelpunt_id is None:
        raise NietGevonden(str(punt.id))
    return punt.knelpunt_id


def _nieuw(overleg: Overleg, punt: Agendapunt) -> Oogst:
    weg = oogst.weg_op(overleg.gehouden_op or overleg.datum)
    return Oogst(
        overleg=overleg,
        agendapunt_id=punt.id,
        knelpunt_id=_knelpunt(punt),
        staat=oogst.CONCEPT,
        ronde=0,
        weg_op=weg,
    )


def _zet(rij: Oogst, delen: Mapping[str, str], moment: datetime) -> None:
    """Replace the words; what stood there before was never released and is emptied."""
    for naam, _ in rules.DELEN:
        oud, nieuw = getattr(rij, naam), delen.get(naam, "").strip()
        if oud is not None:
            signalen.leeg(oud, "vervangen voor vrijgave", moment.date())
        setattr(rij, naam, signalen.bewaar_tekst("oogst", nieuw, naam) if nieuw else None)


def _keur(overleg: Overleg, delen: Mapping[str, str]) -> None:
    """Raise OngeldigeInvoer for an empty text, data of residents, names of people, or unreadable Markdown."""
    fouten = rules.gegevensfouten(delen) + rules.te_lang(delen, oogst.MAX_DEEL)
    if not delen.get("feit", "").strip():
        fouten.append(Veldfout("feit", "Schrijf in elk geval wat er is vastgesteld."))
    if not fouten:
        fouten += _naamfouten(overleg, delen) + _leesfouten(delen)
    if fouten:
        raise OngeldigeInvoer(fouten)


def _naamfouten(overleg: Overleg, delen: Mapping[str, str]) -> list[Veldfout]:
    allen = {m.id: m.naam for m in medewerkers.in_dienst()}
    zoek = select(Deelnemer.medewerker_id).where(Deelnemer.overleg_id == overleg.id)
    erbij = {overleg.gespreksleider_id, *db.session.scalars(zoek)}
    roepnamen = [allen[wie].split()[0] for wie in erbij if wie in allen]
    gevonden = {naam: oogst.genoemd(tekst, allen.values(), roepnamen) for naam, tekst in delen.items()}
    zin = "‘{}’ is de naam van een collega. Haal die weg; schrijf wat er is gezegd, niet door wie."
    return [Veldfout(naam, zin.format(namen[0])) for naam, namen in gevonden.items() if namen]


def _leesfouten(delen: Mapping[str, str]) -> list[Veldfout]:
    uit = []
    for naam, tekst in delen.items():
        try:
            naar_html(tekst)
        except ValueError as fout:
            uit.append(Veldfout(naam, str(fout)))
    return uit
