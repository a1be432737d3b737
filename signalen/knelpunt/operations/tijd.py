"""More time: uitstel and opschorting. Both are new counts beside the old one, seen by the melder and the
next layer.
"""

from __future__ import annotations

from datetime import date, datetime

from signalen.bericht import operations as bericht
from signalen.knelpunt import rules
from signalen.knelpunt.models import Knelpunt, Termijn, Traject
from signalen.knelpunt.operations import lapsing, traject
from signalen.knelpunt.operations.handelen import Handeling, traject_van
from signalen.medewerker import queries as medewerkers
from signalen.signaal import operations as signalen
from workflows import engine, termijn
from workflows.stand import Gevolg, Geweigerd


def uitstellen(handeling: Handeling, moment: datetime) -> Termijn:
    """Take uitstel: once per termijn, before the date, with a reason, counted from the uiterste datum."""
    knelpunt, loop, rij, reden = _open_voor_tijd(handeling, moment)
    route, stand = traject.route_van(loop), traject.stand_van(loop)
    gevolg = engine.uitstel(route, stand, handeling.actor)
    dagen = route.stap(stand.stap).uitstel
    nieuw = termijn.uitstel(_berekening(rij), dagen, traject.kalender())
    return _nieuwe_telling(knelpunt, loop, rij, gevolg, nieuw, reden, moment)


def opschorten(handeling: Handeling, moment: datetime) -> Termijn:
    """Wait for a named party until a day: at most 30 working days, 60 in a ronde, with a reason."""
    knelpunt, loop, rij, reden = _open_voor_tijd(handeling, moment)
    partij = handeling.invoer.get("partij", "").strip()
    if not partij:
        raise rules.OngeldigeInvoer([rules.Veldfout("partij", "Noem op wie jullie wachten.")])
    dagen = _wachtdagen(handeling.invoer.get("tot", ""), moment.date())
    route, stand = traject.route_van(loop), traject.stand_van(loop)
    gevolg = engine.opschorten(route, stand, handeling.actor, dagen)
    nieuw = termijn.opschorten(_berekening(rij), moment.date(), dagen, partij, traject.kalender())
    return _nieuwe_telling(knelpunt, loop, rij, gevolg, nieuw, f"Wij wachten op {partij}. {reden}", moment)


def _wachtdagen(tot: str, vandaag: date) -> int:
    try:
        return traject.kalender().werkdagen_tussen(vandaag, rules.lees_datum(tot))
    except ValueError as fout:
        raise rules.OngeldigeInvoer([rules.Veldfout("tot", str(fout))]) from fout


def _open_voor_tijd(handeling: Handeling, moment: datetime) -> tuple[Knelpunt, Traject, Termijn, str]:
    knelpunt = traject.slot(handeling.knelpunt_id)
    lapsing.verloop_eerst(knelpunt, moment)
    loop = traject_van(knelpunt, handeling.traject_id)
    if handeling.teken and handeling.teken != rules.stand_teken(traject.stand_van(loop)):
        raise rules.Verouderd
    reden = handeling.invoer.get("reden", "").strip()
    if not reden:
        raise rules.OngeldigeInvoer([rules.Veldfout("reden", "Schrijf waarom er meer tijd nodig is.")])
    for rij in traject.open_termijnen(loop):
        if rij.stap == loop.stap and rij.soort == "stap":
            return knelpunt, loop, rij, reden
    raise Geweigerd("Er loopt hier nu geen termijn.", "geen_termijn")


def _berekening(rij: Termijn) -> termijn.Berekening:
    return termijn.Berekening.from_dict(rij.berekening)


def _nieuwe_telling(
    knelpunt: Knelpunt,
    loop: Traject,
    oud: Termijn,
    gevolg: Gevolg,
    berekening: termijn.Berekening,
    reden: str,
    moment: datetime,
) -> Termijn:
    tekst = signalen.bewaar_tekst("reden", reden, "opvatting")
    rol, _ = traject.wie_is_aan_zet(knelpunt, loop)
    extra = {"reden": tekst.digest, "oud": oud.uiterste.isoformat(), "nieuw": berekening.uiterste.isoformat()}
    extra["tekst"] = str(tekst.id)
    traject.voer_uit(knelpunt, loop, gevolg, rol, moment, extra)
    oud.vervallen_op = moment.date()
    nieuw = traject.maak_termijn(loop, oud.stap, oud.soort, berekening, oud.rol)
    nieuw.eerste_uiterste = oud.eerste_uiterste
    _meld_laag_erboven(knelpunt, loop, nieuw, moment)
    return nieuw


def _meld_laag_erboven(knelpunt: Knelpunt, loop: Traject, rij: Termijn, moment: datetime) -> None:
    route = traject.route_van(loop)
    hoger = route.stap(rij.stap).hoger or route.stap(rij.stap).bij_stilte
    if hoger not in route.stappen:
        return
    gegevens = traject.brief_gegevens(knelpunt, loop, rij)
    for medewerker_id in medewerkers.bezetting(route.stap(hoger).rol, knelpunt.domein, knelpunt.bestuur):
        sleutel = f"uitstel:{rij.id}:{medewerker_id}"
        bericht.schrijf(sleutel, medewerker_id, "uitstel", gegevens, f"/knelpunten/{knelpunt.id}", moment)
