"""The story of a knelpunt in words: timeline, doorgeefketen, route line and answers, for melders and
handlers alike.

Uses only what both may read: no names, and the doorgeeftekst as the original words.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import joinedload, selectinload

from signalen import clock, visibility
from signalen.db import db
from signalen.knelpunt.models import Doorgeving, Gebeurtenis, Knelpunt, Stilte, Terugkoppeling, Traject
from signalen.knelpunt.operations import traject
from signalen.signaal.models import Tekst
from signalen.visibility import Moment, Stuk
from workflows import engine, termijn
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
AARDWOORDEN = {"alternatief": "adviseert", "opvatting": "vindt"}
"""What a layer does with words that are no facts: options and opinions stay recognisable (Woo art. 5.2)."""

STIL = ("begin", "beschreven", "toestemming", "afweging_toestemming")
"""Events that are not shown: they start a count or say nothing to a reader."""


def laad(knelpunt_id: uuid.UUID) -> Knelpunt | None:
    """Return a knelpunt with its trajecten, terms and routes in as few queries as possible."""
    return db.session.scalars(MET_TRAJECTEN, {"knelpunt": knelpunt_id}).unique().first()


MET_TRAJECTEN = (
    select(Knelpunt)
    .where(Knelpunt.id == bindparam("knelpunt"))
    .options(
        joinedload(Knelpunt.trajecten).joinedload(Traject.termijnen),
        joinedload(Knelpunt.samenvatting),
    )
)


def gebeurtenissen(knelpunt_id: uuid.UUID) -> list[Gebeurtenis]:
    """Return the chain of a knelpunt in order."""
    return list(db.session.scalars(KETEN, {"knelpunt": knelpunt_id}))


KETEN = (
    select(Gebeurtenis)
    .where(Gebeurtenis.knelpunt_id == bindparam("knelpunt"))
    .order_by(Gebeurtenis.volgnummer)
)


def spreekt_van(keten: Sequence[Gebeurtenis]) -> frozenset[str]:
    """Return what a chain tells of: besluit, doorgeving, uitspraak, oogst, bestuursvraag. A page asks only
    for those.

    Nothing of these is stored without its event, so a young knelpunt costs no questions about them.
    """
    uit = {"besluit" for g in keten if g.inhoud.get("besluit")}
    for soort in {g.soort for g in keten}:
        uit |= {"doorgeving"} if soort in ("uitkomst", "naast_uitkomst", "doorgeving") else set()
        uit |= {"uitspraak"} if soort.startswith("overleg_uitspraak") else set()
        uit |= {"bestuursvraag"} if soort == "bestuur_vraag" else set()
        uit |= {"oogst"} if soort.startswith("oogst") or soort == "gekoppeld" else set()
    return frozenset(uit)


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


DOORGEVINGEN = (
    select(Doorgeving)
    .where(Doorgeving.knelpunt_id == bindparam("knelpunt"))
    .options(joinedload(Doorgeving.tekst), selectinload(Doorgeving.reacties))
    .order_by(Doorgeving.datum, Doorgeving.id)
)


def doorgeefketen(
    knelpunt: Knelpunt, eigen: Any = None, antwoorden: Sequence[Terugkoppeling] | None = None
) -> list[Stuk]:
    """Return what each layer heard, with reactions; for a melder starting with their own words."""
    route = traject.route_van(traject.hoofdtraject(knelpunt))
    stukken = [_eigen_woorden(eigen)] if eigen is not None else []
    for rij in db.session.scalars(DOORGEVINGEN, {"knelpunt": knelpunt.id}):
        stukken.append(_doorgeving(rij, route, eigen))
    for antwoord in terugkoppelingen(knelpunt.id) if antwoorden is None else antwoorden:
        wie = f"Het antwoord van {route.titel_van(antwoord.besluit.stap)}"
        stukken.append(Stuk("antwoord", wie, visibility.woorden(antwoord.tekst), antwoord.datum))
    return stukken


def _eigen_woorden(signaal: Any) -> Stuk:
    wanneer = f"week {signaal.week.isocalendar().week}"
    return Stuk(
        "jij", "Jouw woorden", visibility.doorgeeftekst(signaal.teksten), signaal.week, wanneer=wanneer
    )


def _doorgeving(rij: Doorgeving, route: Route, eigen: Any) -> Stuk:
    mijn = next((r for r in rij.reacties if eigen is not None and r.signaal_id == eigen.id), None)
    oordeel = _reactiezin("Jij zei", mijn) if mijn else ""
    if eigen is None and rij.reacties:
        oordeel = " ".join(_reactiezin("Een inbrenger zei", r) for r in rij.reacties)
    wie = f"{route.titel_van(rij.stap)} {AARDWOORDEN.get(rij.tekst.aard, 'hoorde')}"
    open_ = eigen is not None and mijn is None
    return Stuk("laag", wie, visibility.woorden(rij.tekst), rij.datum, oordeel, str(rij.id), open_)


def _reactiezin(wie: str, reactie: Any) -> str:
    correctie = f" {visibility.woorden(reactie.tekst)}" if reactie.tekst is not None else ""
    return f"{wie}: {visibility.REACTIEWOORDEN[reactie.antwoord]}.{correctie}"


def terugkoppelingen(knelpunt_id: uuid.UUID) -> list[Terugkoppeling]:
    """Return the answers that were sent, oldest first."""
    zoek = select(Terugkoppeling).where(Terugkoppeling.knelpunt_id == knelpunt_id)
    hoe = (joinedload(Terugkoppeling.tekst), joinedload(Terugkoppeling.besluit))
    return list(db.session.scalars(zoek.options(*hoe).order_by(Terugkoppeling.datum, Terugkoppeling.id)))


def stiltes(knelpunt_id: uuid.UUID) -> list[Stilte]:
    """Return the silences of a knelpunt, oldest first."""
    return list(
        db.session.scalars(select(Stilte).where(Stilte.knelpunt_id == knelpunt_id).order_by(Stilte.datum))
    )


def route_lijn(loop: Traject, rol_label: Any) -> list[dict[str, Any]]:
    """Return the route as a vertical line: what was, where it lies now, and what may follow."""
    route, stand = traject.route_van(loop), traject.stand_van(loop)
    stil = {t.stap for t in loop.termijnen if t.verlopen_op and t.soort in ("stap", "dag", "plafond")}
    gedaan = {t.stap: t.gedaan_op for t in loop.termijnen if t.gedaan_op and t.soort == "stap"}
    regels = []
    for naam in dict.fromkeys((*stand.geweest, stand.stap)):
        regels.append(_lijnregel(route, stand, naam, stil, gedaan, loop, rol_label))
    if stand.stap in route.stappen:
        regels += [{"titel": t, "stand": "straks"} for t in _straks(route, stand)]
    return regels


def _lijnregel(
    route: Route, stand: Any, naam: str, stil: set[str], gedaan: Mapping[str, Any], loop: Traject, label: Any
) -> dict[str, Any]:
    if naam == stand.stap and naam not in route.einden:
        open_ = [t.uiterste for t in traject.open_termijnen(loop) if t.stap == naam and t.soort == "stap"]
        rol = engine.rol_aan_zet(route, stand)
        return {
            "titel": route.titel_van(naam),
            "wie": label_met_lidwoord(label(rol)),
            "datum": min(open_, default=None),
            "stand": "hier",
        }
    wat = "stil" if naam in stil and naam not in gedaan else "gedaan"
    return {"titel": route.titel_van(naam), "datum": gedaan.get(naam), "stand": wat}


def _straks(route: Route, stand: Any) -> list[str]:
    """Return what comes next when nobody is silent and the ordinary way is taken."""
    volgorde = ("uitzoeken", "casuistiekbespreking", "management", "terugkoppeling")
    if stand.stap in volgorde:
        rest = volgorde[volgorde.index(stand.stap) + 1 :]
    else:
        rest = () if stand.stap == "terugkoppeling" else ("terugkoppeling",)
    return [route.titel_van(naam) for naam in rest if naam in route.stappen]


def vooruitblik(route: Route, vandaag: date, rol_label: Any) -> list[dict[str, Any]]:
    """Return the route with dates for a signaal that would be sent now; each step takes its full term."""
    kalender = traject.kalender()
    dag = termijn.eerste_termijn_start(vandaag, kalender)
    regels: list[dict[str, Any]] = [
        {"titel": "Ontvangst", "wie": "Je krijgt meteen een nummer", "datum": vandaag, "stand": "meteen"}
    ]
    for naam in ("uitzoeken", "casuistiekbespreking", "management", "terugkoppeling"):
        if naam not in route.stappen:
            continue
        stap = route.stap(naam)
        dag = termijn.tel(dag, stap.termijn, kalender).uiterste
        wie = (
            "Wie besloot, vertelt het jou"
            if naam == "terugkoppeling"
            else label_met_lidwoord(rol_label(stap.rol))
        )
        regels.append({"titel": stap.titel, "wie": wie, "datum": dag})
    return regels


def label_met_lidwoord(label: str) -> str:
    """Return a role with its article; empty stays empty."""
    if not label:
        return ""
    return f"het {label}" if label == "afdelingshoofd" else f"de {label}"


def nieuwste_route(naam: str = "knelpunt") -> Route:
    """Return the newest adopted route of this name."""
    adoptie = traject.nieuwste(naam)
    return traject.lees_route(adoptie)
