"""What follows from a besluit: afspraken with an owner and a date, and nametingen after the change is in use.

`handelen` is the act on a knelpunt together with everything it promises, in one transaction.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import select

from signalen.bericht import operations as bericht
from signalen.db import NietGevonden, db, transaction
from signalen.knelpunt.models import Besluit, Knelpunt, Terugkoppeling
from signalen.knelpunt.operations import handelen as knelpunten
from signalen.knelpunt.operations import melders, oordelen, traject
from signalen.knelpunt.operations.handelen import Gedaan, Handeling
from signalen.knelpunt.rules import OngeldigeInvoer, Veldfout, lees_datum
from signalen.medewerker import queries as medewerkers
from signalen.opvolging import rules
from signalen.opvolging.models import Afspraak, Nameting, Verschuiving
from signalen.signaal import operations as signalen
from signalen.signaal.models import Signaal
from signalen.signaal.rules import schoon
from workflows.stand import Geweigerd


def handelen(handeling: Handeling, moment: datetime) -> Gedaan:
    """Act on a knelpunt and store what the act promises. Raises as `knelpunt.operations.handelen` does."""
    gedaan = knelpunten.handelen(handeling, moment)
    if gedaan.besluit is not None:
        for belofte in rules.beloften(gedaan.besluit.soort, gedaan.besluit.rol, gedaan.waarden):
            _beloof(gedaan.knelpunt, gedaan.besluit, belofte, moment.date())
    if gedaan.terugkoppeling is not None and not gedaan.traject.open:
        _plan_nametingen(gedaan, gedaan.terugkoppeling, moment.date())
    return gedaan


def _beloof(knelpunt: Knelpunt, besluit: Besluit, belofte: rules.Belofte, dag: date) -> None:
    db.session.add(
        Afspraak(
            knelpunt_id=knelpunt.id,
            besluit_id=besluit.id,
            soort=belofte.soort,
            omschrijving=belofte.omschrijving,
            eigenaar_rol=belofte.rol,
            laag=besluit.stap,
            gemaakt_op=dag,
            beloofd=belofte.datum,
            datum=belofte.datum,
        )
    )


def _plan_nametingen(gedaan: Gedaan, antwoord: Terugkoppeling, dag: date) -> None:
    besluit = antwoord.besluit
    if besluit.soort in ("hoort_elders", "nee_omdat"):
        return
    zoek = select(Afspraak.beloofd).where(Afspraak.besluit_id == besluit.id)
    vanaf = rules.in_gebruik(dag, list(db.session.scalars(zoek)))
    for werkdagen, op in rules.nametingen(besluit.soort, vanaf, traject.kalender()):
        _plan_nameting(gedaan, werkdagen, op)


def _plan_nameting(gedaan: Gedaan, werkdagen: int, op: date) -> None:
    """Plan one nameting; after a contest the new answer moves what was not asked yet."""
    traject_id = gedaan.traject.id
    zoek = select(Nameting).where(Nameting.traject_id == traject_id, Nameting.werkdagen == werkdagen)
    rij = db.session.scalars(zoek).first()
    if rij is None:
        db.session.add(
            Nameting(knelpunt_id=gedaan.knelpunt.id, traject_id=traject_id, werkdagen=werkdagen, datum=op)
        )
    elif rij.gevraagd_op is None:
        rij.datum = op


def maak_afspraak(
    omschrijving: str,
    rol: str,
    datum: str,
    dag: date,
    knelpunt_id: uuid.UUID | None = None,
    overleg_id: uuid.UUID | None = None,
    laag: str = "",
) -> Afspraak:
    """Make a promise outside a besluit, for instance in an overleg. Raises OngeldigeInvoer per field."""
    wat = _woorden("omschrijving", omschrijving, "Schrijf wat er is afgesproken.")
    op = _dag_na(datum, dag)
    rij = Afspraak(
        knelpunt_id=knelpunt_id,
        overleg_id=overleg_id,
        omschrijving=wat,
        eigenaar_rol=rol,
        laag=laag or "overleg",
        gemaakt_op=dag,
        beloofd=op,
        datum=op,
    )
    db.session.add(rij)
    db.session.flush()
    return rij


def _woorden(veld: str, ruw: str, zin: str, hoogstens: int = 2000) -> str:
    """Return words that can be stored. Raises OngeldigeInvoer when they are missing or too long."""
    tekst = schoon(ruw)
    if not tekst or len(tekst) > hoogstens:
        raise OngeldigeInvoer([Veldfout(veld, f"Kort dit in tot {hoogstens} tekens." if tekst else zin)])
    return tekst


def _dag_na(ruw: str, vandaag: date) -> date:
    try:
        dag = lees_datum(ruw)
    except ValueError as fout:
        raise OngeldigeInvoer([Veldfout("datum", str(fout))]) from fout
    if dag <= vandaag:
        raise OngeldigeInvoer([Veldfout("datum", "Kies een dag na vandaag.")])
    return dag


def slot(afspraak_id: uuid.UUID) -> Afspraak:
    """Lock a promise that still runs. Raises Geweigerd when it is done or dropped already."""
    zoek = select(Afspraak).where(Afspraak.id == afspraak_id).with_for_update()
    rij = db.session.scalars(zoek.execution_options(populate_existing=True)).first()
    if rij is None:
        raise NietGevonden(str(afspraak_id))
    if rij.gedaan_op or rij.vervallen_op:
        raise Geweigerd("Deze afspraak is al afgerond.", "al_klaar")
    return rij


def is_gedaan(afspraak_id: uuid.UUID, tekst: str, rol: str, moment: datetime) -> Afspraak:
    """Mark a promise as kept, with what was done."""
    woorden = _woorden("tekst", tekst, "Schrijf kort wat er gedaan is.", 5000)
    rij = slot(afspraak_id)
    rij.gedaan_op, rij.gedaan_tekst = moment.date(), woorden
    _noteer(rij, "afspraak_gedaan", rol, {}, moment)
    return rij


def verschuif(afspraak_id: uuid.UUID, naar: str, reden: str, rol: str, moment: datetime) -> Afspraak:
    """Give a promise another day; the first promised day stays and stays visible."""
    waarom = _woorden("reden", reden, "Schrijf waarom de dag verschuift.")
    op = _dag_na(naar, moment.date())
    rij = slot(afspraak_id)
    rij.verschuivingen.append(Verschuiving(van=rij.datum, naar=op, reden=waarom, op=moment.date()))
    inhoud = {"van": rij.datum.isoformat(), "naar": op.isoformat()}
    rij.datum = op
    _noteer(rij, "afspraak_verschoven", rol, inhoud, moment)
    return rij


def laat_vervallen(afspraak_id: uuid.UUID, reden: str, rol: str, moment: datetime) -> Afspraak:
    """Drop a promise with a reason; it counts as dropped in the register."""
    waarom = _woorden("reden", reden, "Schrijf waarom de afspraak vervalt.")
    rij = slot(afspraak_id)
    rij.vervallen_op, rij.vervallen_reden = moment.date(), waarom
    _noteer(rij, "afspraak_vervallen", rol, {}, moment)
    return rij


def _noteer(rij: Afspraak, soort: str, rol: str, inhoud: dict[str, str], moment: datetime) -> None:
    if rij.knelpunt_id is None:
        return
    knelpunt = traject.slot(rij.knelpunt_id)
    tekst = signalen.bewaar_tekst(soort, rij.gedaan_tekst or rij.vervallen_reden or rij.omschrijving, "feit")
    traject.schrijf(knelpunt, soort, rol, {"afspraak": str(rij.id), "tekst": tekst.digest, **inhoud}, moment)


def laatste_nameting(knelpunt_id: uuid.UUID) -> Nameting | None:
    """Return the last nameting that was asked about a knelpunt, if any."""
    zoek = select(Nameting).where(Nameting.knelpunt_id == knelpunt_id, Nameting.gevraagd_op.is_not(None))
    return db.session.scalars(zoek.order_by(Nameting.datum.desc()).limit(1)).first()


def oordeel(signaal: Signaal, antwoorden: Mapping[str, str], toelichting: str, moment: datetime) -> None:
    """Judge the answer, or at a nameting whether it still works. Raises Geweigerd as `oordelen.oordeel`
    does.
    """
    nameting = laatste_nameting(melders.knelpunt_van(signaal).id)
    oordelen.oordeel(signaal, antwoorden, toelichting, moment, nameting.id if nameting else None)


# ------------------------------------------------------------------ the clock


def tik(moment: datetime) -> dict[str, int]:
    """Ask what must be asked today and remind the owners of promises; safe to repeat."""
    return {"nametingen": _vraag_nametingen(moment), "afspraken_herinnerd": _herinner(moment)}


def _vraag_nametingen(moment: datetime) -> int:
    zoek = select(Nameting.id).where(Nameting.gevraagd_op.is_(None), Nameting.datum <= moment.date())
    ids = list(db.session.scalars(zoek.order_by(Nameting.id).limit(500)))
    db.session.rollback()
    return sum(_vraag(id_, moment) for id_ in ids)


def _vraag(id_: uuid.UUID, moment: datetime) -> int:
    with transaction():
        rij = db.session.scalars(
            select(Nameting).where(Nameting.id == id_).with_for_update(skip_locked=True)
        ).first()
        if rij is None or rij.gevraagd_op is not None:
            return 0
        rij.gevraagd_op = moment.date()
        knelpunt = traject.slot(rij.knelpunt_id)
        traject.schrijf(
            knelpunt,
            "nameting",
            traject.SYSTEEM,
            {"werkdagen": rij.werkdagen, "nameting": str(rij.id)},
            moment,
        )
    return 1


def _herinner(moment: datetime) -> int:
    kalender = traject.kalender()
    zoek = select(Afspraak).where(
        Afspraak.gedaan_op.is_(None), Afspraak.vervallen_op.is_(None), Afspraak.datum >= moment.date()
    )
    rijen = [a for a in db.session.scalars(zoek) if rules.herinnerdag(a.datum, kalender) == moment.date()]
    if not rijen:
        db.session.rollback()
        return 0
    db.session.rollback()
    with transaction():
        return sum(_schrijf_herinnering(db.session.merge(a, load=True), moment) for a in rijen)


def _schrijf_herinnering(rij: Afspraak, moment: datetime) -> int:
    knelpunt = db.session.get(Knelpunt, rij.knelpunt_id) if rij.knelpunt_id else None
    domein, bestuur = (knelpunt.domein, knelpunt.bestuur) if knelpunt else ("*", "")
    gegevens = {"afspraak": rij.omschrijving, "datum": rij.datum}
    pad = f"/knelpunten/{rij.knelpunt_id}/afspraken" if rij.knelpunt_id else "/mijn-werk"
    geteld = 0
    for wie in sorted(medewerkers.bezetting(rij.eigenaar_rol, domein, bestuur)):
        sleutel = f"afspraak:{rij.id}:{rij.datum}:{wie}"
        geteld += bericht.schrijf(sleutel, wie, "afspraak", gegevens, pad, moment)
    return int(geteld > 0)
