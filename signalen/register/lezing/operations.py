"""Acts of a bestuurder on a line of a vastgestelde editie, and the answer of the layer that was asked.

Each expects an open transaction, locks the knelpunt, lets overdue terms lapse first, and is an event in the
chain of that knelpunt. The edition itself never changes; the next one holds what happened.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select

from signalen.bericht import operations as bericht
from signalen.db import NietGevonden, db
from signalen.knelpunt.models import Knelpunt, Traject
from signalen.knelpunt.operations import bestuursvraag, lapsing, traject
from signalen.medewerker import queries as medewerkers
from signalen.opvolging import operations as opvolging
from signalen.opvolging.models import Afspraak
from signalen.register.lezing import rules
from signalen.register.models import Bestuursreactie, Editie
from signalen.signaal import operations as signalen
from signalen.signaal.models import Tekst
from workflows import bestuursvraag as vraagregels


@dataclass(frozen=True)
class Daad:
    """One act on one line: which edition, knelpunt and ronde, by whom, of which kind, and what was typed."""

    kwartaal: str
    nummer: int
    ronde: int
    medewerker_id: uuid.UUID
    soort: str
    invoer: Mapping[str, str] = field(default_factory=dict)


def reageer(daad: Daad, moment: datetime) -> Bestuursreactie | None:
    """Store one act. None when there was nothing to add: this person had seen the line already.

    Raises NietGevonden for a line that the edition does not hold, Geweigerd for a concept, OngeldigeInvoer
    per field.
    """
    editie = _editie(daad)
    rules.eis(editie.staat, daad.soort)
    gelezen = rules.lees(daad.soort, daad.invoer, moment.date())
    knelpunt = traject.slot(_knelpunt_id(daad.nummer))
    lapsing.verloop_eerst(knelpunt, moment)
    rij = Bestuursreactie(
        id=uuid.uuid4(),
        editie_id=editie.id,
        knelpunt_id=knelpunt.id,
        ronde=daad.ronde,
        soort=daad.soort,
        rol=vraagregels.VRAGER,
        medewerker_id=daad.medewerker_id,
        op=moment.date(),
    )
    if daad.soort == rules.GEZIEN and rules.GEZIEN not in rules.daden(editie.staat, _al_gedaan(rij)):
        return None
    _leg_vast(knelpunt, editie, rij, gelezen, moment)
    return rij


def _editie(daad: Daad) -> Editie:
    editie = db.session.scalars(select(Editie).where(Editie.kwartaal == daad.kwartaal)).first()
    regels = editie.regels if editie is not None else []
    if editie is None or not any((r["nummer"], r["ronde"]) == (daad.nummer, daad.ronde) for r in regels):
        raise NietGevonden(f"{daad.kwartaal}/{daad.nummer}")
    return editie


def _knelpunt_id(nummer: int) -> uuid.UUID:
    gevonden = db.session.scalar(select(Knelpunt.id).where(Knelpunt.nummer == nummer))
    if gevonden is None:
        raise NietGevonden(str(nummer))
    return gevonden


def _al_gedaan(rij: Bestuursreactie) -> set[str]:
    zelfde = {naam: getattr(rij, naam) for naam in ("editie_id", "knelpunt_id", "ronde", "medewerker_id")}
    return set(db.session.scalars(select(Bestuursreactie.soort).filter_by(**zelfde)))


def _leg_vast(
    knelpunt: Knelpunt, editie: Editie, rij: Bestuursreactie, gelezen: rules.Gelezen, moment: datetime
) -> None:
    """Add the row, what it brings about (a term, a promise) and the event."""
    loop = _traject_van(knelpunt, rij.ronde)
    inhoud: dict[str, Any] = {"traject": str(loop.id), "editie": editie.kwartaal, "reactie": str(rij.id)}
    if gelezen.woorden:
        tekst = signalen.bewaar_tekst(f"bestuur_{rij.soort}", gelezen.woorden, "opvatting")
        rij.tekst_id, inhoud["tekst"] = tekst.id, tekst.digest
    if rij.soort == rules.DATUM:
        belofte = _beloof(knelpunt, loop, gelezen, moment)
        rij.afspraak_id = belofte.id
        inhoud |= {"afspraak": str(belofte.id), "beloofd": belofte.beloofd.isoformat()}
    if rij.soort == rules.VRAAG:
        rij.aan_rol = adres(knelpunt)
        inhoud["aan"] = rij.aan_rol
    feit = traject.schrijf(knelpunt, f"bestuur_{rij.soort}", rij.rol, inhoud, moment)
    rij.volgnummer = feit.volgnummer
    db.session.add(rij)
    db.session.flush()
    if rij.soort == rules.VRAAG:
        bestuursvraag.begin(knelpunt, loop, rij.aan_rol, rij.id, moment)


def _traject_van(knelpunt: Knelpunt, ronde: int) -> Traject:
    """Return the traject of the ronde that the line is about."""
    rondes = [t for t in knelpunt.trajecten if t.soort == "knelpunt" and t.ronde == ronde]
    return rondes[0] if rondes else traject.hoofdtraject(knelpunt)


def _beloof(knelpunt: Knelpunt, loop: Traject, gelezen: rules.Gelezen, moment: datetime) -> Afspraak:
    """Make the promise of a wethouder: a promise like any other, with the first day for good."""
    rol = vraagregels.VRAGER
    laag = vraagregels.laag_van(traject.route_van(loop), rol)
    dag = moment.date()
    return opvolging.maak_afspraak(
        gelezen.woorden, rol, gelezen.datum, dag, knelpunt_id=knelpunt.id, laag=laag
    )


def adres(knelpunt: Knelpunt) -> str:
    """Return the role to which a question about this knelpunt goes now."""
    loop = traject.hoofdtraject(knelpunt)
    zoek = select(Afspraak.eigenaar_rol).where(
        Afspraak.knelpunt_id == knelpunt.id, Afspraak.gedaan_op.is_(None), Afspraak.vervallen_op.is_(None)
    )
    beloften = list(db.session.scalars(zoek.order_by(Afspraak.datum, Afspraak.id)))
    return vraagregels.naar_wie(traject.route_van(loop), traject.stand_van(loop), beloften)


# ------------------------------------------------------------------ the answer


def beantwoord(vraag_id: uuid.UUID, ruw: str, moment: datetime) -> Bestuursreactie:
    """Answer a question for the role that was asked; its term is met and who asked gets a letter.

    Raises AlBeantwoord when a colleague was first, OngeldigeInvoer for no words or data of a resident.
    """
    woorden = rules.lees_antwoord(ruw)
    knelpunt_id = db.session.scalar(
        select(Bestuursreactie.knelpunt_id).where(
            Bestuursreactie.id == vraag_id, Bestuursreactie.soort == rules.VRAAG
        )
    )
    if knelpunt_id is None:
        raise NietGevonden(str(vraag_id))
    knelpunt = traject.slot(knelpunt_id)
    lapsing.verloop_eerst(knelpunt, moment)
    rij = db.session.get_one(Bestuursreactie, vraag_id, populate_existing=True)
    if rij.antwoord is not None:
        raise rules.AlBeantwoord(woorden, rij.antwoord.inhoud or "")
    tekst = signalen.bewaar_tekst("bestuur_antwoord_op_vraag", woorden, "feit")
    rij.antwoord, rij.antwoord_rol, rij.antwoord_op = tekst, rij.aan_rol, moment.date()
    db.session.flush()
    bestuursvraag.is_beantwoord(knelpunt, vraag_id, moment)
    _noteer_antwoord(knelpunt, rij, tekst, moment)
    return rij


def _noteer_antwoord(knelpunt: Knelpunt, rij: Bestuursreactie, tekst: Tekst, moment: datetime) -> None:
    loop = _traject_van(knelpunt, rij.ronde)
    inhoud = {"traject": str(loop.id), "vraag": str(rij.id), "tekst": tekst.digest}
    traject.schrijf(knelpunt, "bestuur_antwoord_op_vraag", rij.aan_rol, inhoud, moment)
    editie = db.session.get_one(Editie, rij.editie_id)
    # The words stay out of the letter: whoever takes them back empties one text, and they are nowhere else.
    gegevens = {"nummer": knelpunt.nummer, "rol": rij.aan_rol}
    gegevens["titel"] = next(r["titel"] for r in editie.regels if r["nummer"] == knelpunt.nummer)
    pad = f"/register/{editie.kwartaal}/{knelpunt.nummer}"
    lezers = medewerkers.bezetting(rij.rol, knelpunt.domein, knelpunt.bestuur) | {rij.medewerker_id}
    for wie in sorted(lezers):
        bericht.schrijf(f"bestuursantwoord:{rij.id}:{wie}", wie, "bestuursantwoord", gegevens, pad, moment)
