"""What silence does to one term: first the event on its legal date, then the move (DESIGN section 5).

A lapse is unique per termijn: the row is locked with its knelpunt, and Stilte has one row per termijn.
"""

from __future__ import annotations

from datetime import datetime

from signalen.bericht import operations as bericht
from signalen.db import db
from signalen.knelpunt.models import Besluit, Knelpunt, Stilte, Termijn, Traject
from signalen.knelpunt.operations import bestuursvraag, traject
from signalen.medewerker import queries as medewerkers
from workflows import bestuursvraag as vraagregels
from workflows import engine
from workflows.stand import Gevolg, Geweigerd


def verloop_eerst(knelpunt: Knelpunt, moment: datetime) -> None:
    """Let every overdue term of this knelpunt lapse, oldest first, before an act is tried."""
    while (rij := oudste_verlopen(knelpunt, moment)) is not None:
        verloop(knelpunt, rij, moment)


def oudste_verlopen(knelpunt: Knelpunt, moment: datetime) -> Termijn | None:
    """Return the term of this knelpunt that is overdue the longest. Due means: until the end of that local
    day.
    """
    te_laat = [
        rij
        for loop in knelpunt.trajecten
        for rij in traject.open_termijnen(loop)
        if rij.uiterste < moment.date()
    ]
    return min(te_laat, key=lambda rij: (rij.uiterste, rij.soort == "plafond", str(rij.id)), default=None)


def verloop(knelpunt: Knelpunt, rij: Termijn, moment: datetime) -> None:
    """Carry out the lapse of one term."""
    loop = rij.traject
    rij.verlopen_op = moment.date()
    if rij.soort == "terug":
        _breng_terug(knelpunt, loop, moment)
        return
    if rij.soort == vraagregels.SOORT:
        bestuursvraag.valt_stil(knelpunt, rij, moment)
        return
    rol, mensen = traject.wie_is_aan_zet(knelpunt, loop, rij.stap)
    laag = _laag(loop, rij)
    try:
        gevolg = _gevolg(loop, rij, bool(mensen))
    except Geweigerd:
        rij.verlopen_op, rij.vervallen_op = None, moment.date()
        return
    extra = {"uiterste": rij.uiterste.isoformat(), "rol": rol, "laag": laag}
    traject.voer_uit(knelpunt, loop, gevolg, traject.SYSTEEM, moment, extra)
    db.session.add(_stilte(knelpunt, rij, gevolg, laag, moment))
    _meld_stilte(knelpunt, loop, rij, gevolg, moment)


def _gevolg(loop: Traject, rij: Termijn, bezet: bool) -> Gevolg:
    route, stand = traject.route_van(loop), traject.stand_van(loop)
    if rij.soort == "plafond":
        return engine.lapse(route, stand, stand.stap, "plafond", "plafond")
    return engine.lapse(route, stand, rij.stap, rij.soort, "stil" if bezet else "onbezet")


def _laag(loop: Traject, rij: Termijn) -> str:
    if rij.soort == "naast":
        return rij.stap
    return engine.laag_aan_zet(traject.route_van(loop), traject.stand_van(loop))


def _stilte(knelpunt: Knelpunt, rij: Termijn, gevolg: Gevolg, laag: str, moment: datetime) -> Stilte:
    feit = gevolg.feiten[0]
    return Stilte(
        termijn_id=rij.id,
        knelpunt_id=knelpunt.id,
        stap=feit.inhoud["stap"],
        laag=laag,
        reden=feit.inhoud["reden"],
        merk=feit.inhoud.get("merk", ""),
        naar=gevolg.stand.stap,
        datum=rij.uiterste,
        verwerkt_op=moment.date(),
    )


def _meld_stilte(knelpunt: Knelpunt, loop: Traject, rij: Termijn, gevolg: Gevolg, moment: datetime) -> None:
    """Tell the coordinator; who must act now hears it through the new term."""
    gegevens = traject.brief_gegevens(knelpunt, loop, rij)
    for medewerker_id in medewerkers.bezetting("coordinator", knelpunt.domein, knelpunt.bestuur):
        sleutel = f"stilte:{rij.id}:{medewerker_id}"
        bericht.schrijf(sleutel, medewerker_id, "stilte", gegevens, f"/knelpunten/{knelpunt.id}", moment)


def _breng_terug(knelpunt: Knelpunt, loop: Traject, moment: datetime) -> None:
    """The promised day of a parked knelpunt or a trial has passed: it is on the table again."""
    try:
        gevolg = engine.terug_op_tafel(traject.route_van(loop), traject.stand_van(loop))
    except Geweigerd:
        return
    vervang_besluit(loop, moment)
    traject.voer_uit(knelpunt, loop, gevolg, traject.SYSTEEM, moment)


def vervang_besluit(loop: Traject, moment: datetime) -> None:
    """End the present besluit of a traject, because it was contested or its day came; the row stays."""
    zoek = db.select(Besluit).where(Besluit.traject_id == loop.id, Besluit.vervallen_op.is_(None))
    for besluit in db.session.scalars(zoek):
        besluit.vervallen_op = moment.date()
    db.session.flush()
