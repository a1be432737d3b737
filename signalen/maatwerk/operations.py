"""Acts on requests for maatwerk: asking, agreeing, withdrawing, answering an objection, looking back,
learning.

Actor and moment are arguments; nothing commits. Every act locks its request, so that three colleagues at
once grant it once.
"""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import func, literal, select, update
from sqlalchemy.dialects.postgresql import insert

from signalen.bericht import operations as bericht
from signalen.db import NietGevonden, db, transaction
from signalen.knelpunt.rules import OngeldigeInvoer, Veldfout
from signalen.maatwerk import queries, rules
from signalen.maatwerk.models import Instemming, Maatwerk, Meelezer, Terugblik, Weerwoord
from signalen.medewerker import queries as medewerkers
from signalen.opvolging import operations as opvolging
from signalen.opvolging.models import Afspraak
from signalen.permissions import BEHANDELAARS, Persoon
from signalen.signaal import operations as signalen
from workflows.stand import Geweigerd


def vraag(typed: rules.Vraag, wie: Persoon, moment: datetime) -> Maatwerk:
    """Ask the team for an amount. Raises OngeldigeInvoer per field, also when the budget has not enough left.

    What waits counts as spent, so that two requests at once never go over the limit of the quarter.
    """
    if wie.eenheid_id is None:
        raise Geweigerd(
            "Je hoort nog niet bij een team. Vraag de beheerder om dat in te vullen.", "geen_team"
        )
    sleutel = int.from_bytes(wie.eenheid_id.bytes[:4], signed=True)
    db.session.execute(select(func.pg_advisory_xact_lock(SLOT, sleutel)))
    budget = queries.budget(wie.eenheid_id, moment.date())
    gelezen = rules.lees_vraag(typed, budget.per_aanvraag, budget.over)
    meelezers = _meelezers(typed, wie)
    rij = Maatwerk(
        aanvrager_id=wie.id,
        eenheid_id=wie.eenheid_id,
        domein=gelezen.domein,
        bedrag_cent=gelezen.cent,
        waarvoor=signalen.bewaar_tekst("maatwerk", gelezen.waarvoor, "feit"),
        waarom=signalen.bewaar_tekst("maatwerk", gelezen.waarom, "opvatting"),
        wijkt_af_van=gelezen.wijkt_af_van,
        gevraagd_op=moment.date(),
        meelezers=[Meelezer(medewerker_id=id_) for id_ in meelezers],
    )
    db.session.add(rij)
    db.session.flush()
    _roep_collegas(rij, moment)
    return rij


SLOT = 7414
"""First key of the advisory lock per team, under which its budget is read and spent."""


def _meelezers(typed: rules.Vraag, wie: Persoon) -> list[uuid.UUID]:
    adressen = rules.lees_adressen(typed.meelezers)
    gevonden = queries.met_adres(adressen)
    onbekend = [adres for adres in adressen if adres not in gevonden]
    if onbekend:
        zin = f"Dit adres hoort niet bij een collega: {onbekend[0][:100]}."
        raise OngeldigeInvoer([Veldfout("meelezers", zin)])
    return sorted(set(gevonden.values()) - {wie.id})


def _roep_collegas(rij: Maatwerk, moment: datetime) -> None:
    """Tell the team and who was asked; the letter says neither what nor how much."""
    for wie in sorted(queries.collegas(rij.id)):
        bericht.schrijf(f"maatwerk:{rij.id}:{wie}", wie, "maatwerk", {}, f"/maatwerk/{rij.id}", moment)


def slot(maatwerk_id: uuid.UUID) -> Maatwerk:
    """Lock a request. Raises NietGevonden."""
    zoek = select(Maatwerk).where(Maatwerk.id == maatwerk_id).with_for_update()
    rij = db.session.scalars(zoek.execution_options(populate_existing=True)).first()
    if rij is None:
        raise NietGevonden(str(maatwerk_id))
    return rij


def reageer(maatwerk_id: uuid.UUID, wie: uuid.UUID, mee: str, tekst: str, moment: datetime) -> Maatwerk:
    """Agree or object, once, with one sentence; the third colleague who agrees grants it.

    Raises OngeldigeInvoer per field; Geweigerd for one's own request, a second reaction, or one that waits
    no more.
    """
    doet_mee = rules.lees_ja_nee("mee", mee, "Kies of je het ermee eens bent.")
    zin = rules.lees_zin("tekst", tekst, "Schrijf in één zin waarom.")
    rij = slot(maatwerk_id)
    woorden = signalen.bewaar_tekst("maatwerk", zin, "opvatting")
    bron = select(
        literal(rij.id), literal(wie), literal(doet_mee), literal(woorden.id), literal(moment.date())
    ).where(
        select(Maatwerk.id)
        .where(Maatwerk.id == rij.id, Maatwerk.staat == "gevraagd", Maatwerk.aanvrager_id != wie)
        .exists()
    )
    kolommen = ["maatwerk_id", "medewerker_id", "mee", "tekst_id", "op"]
    schrijf = insert(Instemming).from_select(kolommen, bron).on_conflict_do_nothing()
    if db.session.execute(schrijf.returning(Instemming.maatwerk_id)).scalar() is None:
        raise _waarom_niet(rij, wie)
    _ken_toe_als_het_kan(rij, moment)
    return rij


def _waarom_niet(rij: Maatwerk, wie: uuid.UUID) -> Geweigerd:
    if rij.aanvrager_id == wie:
        return Geweigerd("Dit is je eigen vraag. Drie collega's beslissen erover.", "eigen")
    if db.session.get(Instemming, (rij.id, wie)) is not None:
        return Geweigerd("Je hebt al gereageerd. Dat kan één keer.", "al_gereageerd")
    return Geweigerd(f"Deze vraag wacht niet meer: zij is {rules.STATEN[rij.staat]}.", "wacht_niet")


def _ken_toe_als_het_kan(rij: Maatwerk, moment: datetime) -> None:
    reacties = db.session.scalars(select(Instemming.mee).where(Instemming.maatwerk_id == rij.id)).all()
    if not rules.is_toegekend(reacties):
        return
    rij.staat, rij.toegekend_op = "toegekend", moment.date()
    rij.terugkijk_op = rules.terugkijkdag(moment.date(), medewerkers.kalender())
    if rij.wijkt_af_van:
        opvolging.tel_afwijking(rij.wijkt_af_van, "Maatwerk van een team.", moment)
    db.session.flush()


def trek_in(maatwerk_id: uuid.UUID, moment: datetime) -> Maatwerk:
    """Withdraw a request that still waits. Raises Geweigerd when three colleagues agreed or it was
    withdrawn.
    """
    rij = slot(maatwerk_id)
    doe = update(Maatwerk).where(Maatwerk.id == rij.id, Maatwerk.staat == "gevraagd")
    weg = db.session.execute(
        doe.values(staat="ingetrokken", ingetrokken_op=moment.date()).returning(Maatwerk.id)
    )
    if weg.scalar() is None:
        raise Geweigerd(f"Intrekken kan niet meer: de vraag is {rules.STATEN[rij.staat]}.", "wacht_niet")
    db.session.refresh(rij)
    return rij


def antwoord(maatwerk_id: uuid.UUID, over: uuid.UUID | None, tekst: str, moment: datetime) -> Weerwoord:
    """Answer the objection of one colleague, once. Raises NietGevonden when that colleague did not object."""
    zin = rules.lees_zin("tekst", tekst, "Schrijf wat je antwoord is.", rules.LEREN)
    rij = slot(maatwerk_id)
    bezwaar = db.session.get(Instemming, (rij.id, over)) if over else None
    if bezwaar is None or bezwaar.mee:
        raise NietGevonden(str(over))
    if db.session.get(Weerwoord, (rij.id, over)) is not None:
        raise Geweigerd("Dit bezwaar is al beantwoord.", "al_beantwoord")
    woorden = signalen.bewaar_tekst("maatwerk", zin, "opvatting")
    weerwoord = Weerwoord(maatwerk_id=rij.id, medewerker_id=over, tekst_id=woorden.id, op=moment.date())
    db.session.add(weerwoord)
    db.session.flush()
    return weerwoord


def kijk_terug(maatwerk_id: uuid.UUID, spijt: str, geleerd: str, moment: datetime) -> Terugblik:
    """Look back, once: regret or not, and what was learned.

    May be done before its day. Raises OngeldigeInvoer per field and Geweigerd when it was not granted or
    was done.
    """
    heeft_spijt = rules.lees_ja_nee("spijt", spijt, "Kies ja of nee. Beide zijn goed.")
    zin = rules.lees_zin("geleerd", geleerd, "Schrijf wat jullie leerden.", rules.LEREN)
    rij = slot(maatwerk_id)
    if rij.staat != "toegekend":
        raise Geweigerd("Terugkijken kan als de vraag is toegekend.", "niet_toegekend")
    if db.session.get(Terugblik, rij.id) is not None:
        raise Geweigerd("Er is al teruggekeken op deze vraag.", "al_teruggekeken")
    woorden = signalen.bewaar_tekst("maatwerk", zin, "opvatting")
    blik = Terugblik(maatwerk_id=rij.id, spijt=heeft_spijt, geleerd_id=woorden.id, op=moment.date())
    db.session.add(blik)
    db.session.flush()
    return blik


def maak_leerpunt(
    maatwerk_id: uuid.UUID, omschrijving: str, rol: str, datum: str, moment: datetime
) -> Afspraak:
    """Turn what was learned into a leerpunt with an owner and a day, once.

    Raises OngeldigeInvoer per field and Geweigerd before the look back or when there is one already.
    """
    fouten = rules.tekstfouten({"omschrijving": omschrijving}, {"omschrijving": rules.ZIN})
    if rol not in BEHANDELAARS:
        fouten.append(Veldfout("rol", "Kies welke rol hiervoor zorgt."))
    if fouten:
        raise OngeldigeInvoer(fouten)
    rij = slot(maatwerk_id)
    if db.session.get(Terugblik, rij.id) is None:
        raise Geweigerd("Kijk eerst terug. Daarna kan er een leerpunt van komen.", "niet_teruggekeken")
    if rij.leerpunt_id is not None:
        raise Geweigerd("Er is al een leerpunt van gemaakt.", "al_leerpunt")
    leerpunt = opvolging.maak_leerpunt(omschrijving, rol, datum, moment.date(), laag="maatwerk")
    rij.leerpunt_id = leerpunt.id
    db.session.flush()
    return leerpunt


def tik(moment: datetime) -> int:
    """Tell requesters that today is the day to look back; once per request, safe to repeat. Returns how
    many.
    """
    klaar = queries.vandaag_terugkijken(moment.date())
    db.session.rollback()
    if not klaar:
        return 0
    with transaction():
        return sum(
            bericht.schrijf(f"terugkijken:{id_}", wie, "terugkijken", {}, f"/maatwerk/{id_}", moment)
            for id_, wie in klaar
        )
