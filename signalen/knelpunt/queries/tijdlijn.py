"""What happened to a knelpunt, in plain sentences: silence as plainly as action.

Holds no names and no words of melders.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select

from signalen import clock, visibility
from signalen.db import db
from signalen.knelpunt.models import Gebeurtenis, Knelpunt
from signalen.knelpunt.operations import traject
from signalen.signaal.models import Tekst
from signalen.visibility import Moment
from workflows import termijn
from workflows.definition import Route

ROLLEN = {
    "coordinator": "De signaalcoördinator",
    "gespreksleider": "De gespreksleider",
    "teamleider": "De teamleider",
    "afdelingshoofd": "Het afdelingshoofd",
    "directeur": "De directeur",
    "secretaris": "De secretaris",
    "wethouder": "De wethouder",
    "griffier": "De griffier",
    "jurist": "De jurist",
    "adviseur": "De adviseur",
    "inbrenger": "De inbrenger",
    "systeem": "",
}


ZINNEN = {
    "ontvangen": "Een signaal is ontvangen",
    "aanvulling": "De inbrenger vulde aan",
    "signaal_ingetrokken": "Een signaal is ingetrokken",
    "ingetrokken": "Het knelpunt is ingetrokken",
    "opgegaan": "Het knelpunt is opgegaan in een ander knelpunt",
    "gekoppeld": "Een signaal van een ander knelpunt hoort nu hierbij",
    "gesplitst": "Een signaal is een eigen knelpunt geworden",
    "oordeel": "Een inbrenger gaf een oordeel over het antwoord",
    "reactie": "Een inbrenger reageerde op wat een laag hoorde",
    "nog_steeds": "Een inbrenger ziet het nog steeds",
    "vraag": "Er is een vraag gesteld aan de inbrenger",
    "vraag_beantwoord": "De inbrenger gaf antwoord op een vraag",
    "dag_genoemd": "Er is een dag genoemd voor het overleg",
    "geen_dag": "Er is nog geen dag gepland voor het overleg",
    "overleg_gehouden": "Het overleg is gehouden",
    "besproken": "Het is besproken in een overleg; de termijn loopt door",
    "verslag_vrijgegeven": "Het verslag van het overleg is vrijgegeven",
    "overleg_uitspraak": "Een overleg legde een uitspraak vast; zij staat bij Overleg",
    "overleg_uitspraak_aangevuld": "Een overleg vulde een uitspraak aan",
    "verslag_voor_deelnemers": "Het verslag van het overleg ligt bij de deelnemers",
    "oogst_voorgelegd": "Aan de inbrenger is gevraagd of de tekst uit het gesprek klopt",
    "oogst_nagekeken": "Een inbrenger keek de tekst uit het gesprek na",
    "oogst_vrijgegeven": "De tekst uit het gesprek is vrijgegeven",
    "oogst_gesloten": "De tekst uit het gesprek blijft bij de deelnemers: niemand zei akkoord",
    "afweging_aangeboden": "De afweging komt, zonder iets dat naar iemand wijst, bij Eerdere afwegingen",
    "overleg_vervallen": "Het overleg is vervallen",
    "overleg_verzet": "Het overleg is verzet",
    "doorgeschoven": "Er was geen tijd voor; het staat op de volgende agenda",
    "terug_op_tafel": "Het ligt weer op tafel, zoals beloofd",
    "afspraak_gedaan": "Een afspraak is nagekomen",
    "afspraak_verschoven": "Een afspraak kreeg een andere dag",
    "afspraak_vervallen": "Een afspraak is vervallen",
    "nameting": "Gevraagd: werkt het nog?",
    "antwoord_nagestuurd": "Het antwoord is ook gestuurd aan wie later aansloot",
    "dag_gewijzigd": "De termijn is langer geworden door een extra vrije dag",
    "doorgeving": "Een laag schreef op wat zij hoorde",
    "bestuur_gezien": "Het is gelezen in het kwartaalregister",
    "bestuur_antwoord": "Er is op gereageerd in het kwartaalregister",
    "bestuur_vraag": "Er is een vraag over gesteld in het kwartaalregister",
    "bestuur_datum": "Er is iets beloofd, met een dag",
    "bestuur_antwoord_op_vraag": "De vraag uit het kwartaalregister is beantwoord",
}


STIL = ("begin", "beschreven", "toestemming", "afweging_toestemming")
"""Events that are not shown: they start a count or say nothing to a reader."""


def tijdlijn(knelpunt: Knelpunt, keten: Sequence[Gebeurtenis]) -> list[Moment]:
    """Return what happened in plain sentences; silence as plainly as action."""
    teksten = _teksten(keten)
    routes = {str(loop.id): traject.route_van(loop) for loop in knelpunt.trajecten}
    hoofd = traject.route_van(traject.hoofdtraject(knelpunt))
    return [
        _moment(g, routes.get(g.inhoud.get("traject", ""), hoofd), teksten)
        for g in keten
        if g.soort not in STIL
    ]


def _teksten(keten: Sequence[Gebeurtenis]) -> dict[str, str]:
    """Return the words that stand openly in the story, by digest: reasons for more time, and what a
    bestuurder wrote in the register and got for an answer.
    """
    digests = [_openlijk(g) for g in keten if _openlijk(g)]
    if not digests:
        return {}
    rijen = db.session.scalars(select(Tekst).where(Tekst.digest.in_(digests)))
    return {rij.digest: visibility.woorden(rij) for rij in rijen}


def _openlijk(g: Gebeurtenis) -> str:
    if g.soort in ("uitstel", "opschorting"):
        return str(g.inhoud["reden"])
    return str(g.inhoud.get("tekst", "")) if g.soort.startswith("bestuur_") else ""


def _moment(g: Gebeurtenis, route: Route, teksten: Mapping[str, str]) -> Moment:
    dag = g.moment.astimezone(clock.ZONE).date()
    reden = teksten.get(_openlijk(g), "")
    wanneer = f"Week {dag.isocalendar().week}" if g.rol == traject.MELDER else ""
    return Moment(dag, _zin(g, route), ROLLEN.get(g.rol, g.rol), reden, _soort(g), wanneer)


def _soort(g: Gebeurtenis) -> str:
    if g.soort in ("stilte", "naast_stilte", "bestuur_stil"):
        return "stilte"
    return "besluit" if g.inhoud.get("besluit") else ""


def _zin(g: Gebeurtenis, route: Route) -> str:
    inhoud: dict[str, Any] = g.inhoud
    if g.soort == "stilte":
        return _stiltezin(inhoud, route)
    if g.soort == "naast_stilte":
        return f"{route.titel_van(inhoud['stap'])}: het bleef stil tot de afgesproken dag"
    if g.soort == "bestuur_stil":
        dag = termijn.voluit(date.fromisoformat(inhoud["uiterste"]))
        wat = f"Op een vraag van de wethouder kwam geen antwoord voor het einde van {dag}"
        return f"{wat}. De termijn telt opnieuw."
    if g.soort in ("uitkomst", "naast_uitkomst"):
        stap = route.stappen[inhoud["stap"]]
        knop = stap.uitkomsten[inhoud["uitkomst"]].knop
        return f"{stap.titel}: {knop}"
    if g.soort == "uitstel":
        return f"Uitstel genomen, tot {termijn.voluit(date.fromisoformat(inhoud['nieuw']))}"
    if g.soort == "opschorting":
        return f"Gewacht op een ander, tot {termijn.voluit(date.fromisoformat(inhoud['nieuw']))}"
    if g.soort == "betwist":
        naar = (
            "het staat als omstreden vast"
            if inhoud["omstreden"]
            else f"naar {route.titel_van(inhoud['naar'])}"
        )
        return f"Het antwoord is betwist: {naar}"
    return ZINNEN.get(g.soort, g.soort)


def _stiltezin(inhoud: Mapping[str, Any], route: Route) -> str:
    dag = termijn.voluit(date.fromisoformat(inhoud["uiterste"]))
    wie = f"{route.titel_van(inhoud['laag'])} heeft niet geantwoord voor het einde van {dag}"
    if inhoud.get("reden") == "onbezet":
        wie = f"Bij {route.titel_van(inhoud['laag'])} was niemand die kon antwoorden voor {dag}"
    if inhoud.get("reden") == "vervallen":
        laag = route.titel_van(inhoud["laag"])
        wie = f"Bij {laag} is het overleg twee keer op rij vervallen; dat telt als stilte"
    if inhoud["naar"] == inhoud["stap"]:
        return f"{wie}. De termijn telt opnieuw."
    return f"{wie}. Daarom ligt het nu bij: {route.titel_van(inhoud['naar'])}."
