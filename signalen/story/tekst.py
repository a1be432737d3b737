"""What the people of a story write: plain sentences around the words of the input. Pure.

Nothing that looks like data of a resident is sent: the guard of the app would refuse it, as it should.
"""

from __future__ import annotations

from datetime import date

from signalen.signaal.rules import DOMEINEN, MAX_TEKST, vind_gegevens
from signalen.story import plan
from signalen.story.invoer import Item
from signalen.story.plan import Rol

LATEN_STAAN = "Dit getal hoort bij een regeling of bron, niet bij een inwoner."
WEGGELATEN = "[weggelaten: leek op gegevens van een inwoner]"
MAX_REGELING = 300

Velden = dict[str, str]
WAT_ANDERS = {"ict": "systeem", "keten": "contract"}
"""What must change, by oorzaak, where management may decide it; else a werkinstructie."""


def schoongemaakt(tekst: str, alles: bool = False) -> str:
    """Return a text without what is certainly data of a resident (`alles`: nor what only looks like it)."""
    for vondst in vind_gegevens(tekst):
        if vondst.zeker or alles:
            tekst = tekst.replace(vondst.fragment, WEGGELATEN)
    return kort(tekst, MAX_TEKST)


def kort(tekst: str, grens: int) -> str:
    """Return a text that fits, cut at the end when it must be."""
    return tekst if len(tekst) <= grens else f"{tekst[: grens - 1]}…"


def titel(item: Item) -> str:
    """Return the title as it will stand in the register."""
    return kort(schoongemaakt(item.titel), 200)


def domein(item: Item) -> str:
    """Return the domain on the form; one that the municipality does not have becomes `anders`."""
    return item.domein if item.domein in DOMEINEN else "anders"


def signaal(rol: Rol) -> Velden:
    """Return what the melder fills in: Dit knelt. An unknown domain and a long regeling stay in the words."""
    item = rol.item
    knelt = [f"De oorzaak zit volgens mij in: {item.oorzaak}."]
    if domein(item) != item.domein:
        knelt.append(f"Het hoort bij: {item.domein}.")
    if len(item.regeling) > MAX_REGELING:
        knelt.append(f"Het gaat over: {item.regeling}")
    return {
        "wat_zie_je": schoongemaakt(item.omschrijving),
        "wat_knelt_er": schoongemaakt("\n".join(knelt)),
        "wat_zou_helpen": schoongemaakt(f"Waar ik dit ook las: {item.bron}"),
        "regeling": kort(schoongemaakt(item.regeling), MAX_REGELING),
        "domein": domein(item),
        "niveau": "beschermd" if rol.beschermd else "open",
        "tonen": rol.tonen,
    }


def doorgeven(gevuld: Velden, aangeboden: str) -> Velden:
    """Return what the melder changes at Nakijken: nothing, unless all the words together are too long."""
    return {"doorgeeftekst": gevuld["wat_zie_je"]} if len(aangeboden) > MAX_TEKST else {}


def beschrijving(item: Item) -> Velden:
    """Return what the coordinator says of a knelpunt, so that colleagues recognise it."""
    regeling = kort(schoongemaakt(item.regeling), MAX_REGELING)
    return {
        "titel": titel(item),
        "oorzaak": item.oorzaak,
        "oplosniveau": item.oplosniveau,
        "regeling": regeling,
    }


def handreiking(item: Item, dag: date) -> Velden:
    """Return the card that explains what was already possible."""
    wat = kort(schoongemaakt(item.omschrijving, alles=True), 2_000)
    return {
        "titel": kort(schoongemaakt(f"Wat al kan: {item.titel}", alles=True), 200),
        "artikel": kort(schoongemaakt(item.regeling, alles=True), 300),
        "wat_mag": f"Dit zagen wij gebeuren: {wat}\n\nDe regels laten hier meer ruimte dan wij gebruikten.",
        "wie_beslist": "de teamleider",
        "bron": kort(schoongemaakt(item.bron, alles=True), 500),
        "domein": domein(item),
        "geldig_van": dag.isoformat(),
        "waar_verteld": "In het werkoverleg van het team en bij de handreikingen.",
    }


def daad(rol: Rol, stap: str, uitkomst: str, dag: date, handreiking_id: str) -> Velden:
    """Return what is filled in for one outcome. The summary stays as offered: the melder's own words."""
    onderweg = _onderweg(titel(rol.item))
    if uitkomst in onderweg:
        return onderweg[uitkomst]
    besluit = _besluit(rol, stap, dag)
    afspraak = {**besluit, **_afspraak(titel(rol.item), dag)}
    alle: dict[str, Velden] = {
        "aanpassen": afspraak,
        "aangenomen": {**_zonder(afspraak, "afspraak"), "besluit_raad": "De raad nam het voorstel aan."},
        "proberen": {**besluit, **_proef(dag)},
        "kon_al": {**_zonder(besluit, "wat_moet_anders"), "handreiking": handreiking_id},
        "doorgeven": {**besluit, **_naar_een_ander(rol)},
    }
    return alle[uitkomst]


def _onderweg(naam: str) -> dict[str, Velden]:
    """Return what is filled in for the outcomes that decide nothing yet."""
    return {
        "klein": {},
        "gewoon": {},
        "moreel": {},
        "afweging": {
            "advies": f"Weeg mee wie er last heeft van ‘{naam}’, en maak die last kleiner.",
            "tegengeluid": "Een ander vond dat gelijke regels voor iedereen zwaarder wegen.",
        },
        "advies": {"advies": f"Pas aan wat wij zelf in de hand hebben bij ‘{naam}’.", "tegengeluid": "Geen."},
        "voorleggen": {"advies": f"Besluit hierover hoger: ‘{naam}’ gaat verder dan deze laag mag."},
        "voorstel_raad": {
            "advies": f"Stel de raad voor om ‘{naam}’ te regelen.",
            "en_intussen": "Wij beslissen per inwoner en leggen uit waarom.",
        },
    }


def _proef(dag: date) -> Velden:
    zien = "Minder inwoners lopen hierop vast; de consulenten tellen het per week."
    return {"waaraan_zien": zien, "proef_tot": plan.later(dag, plan.PROEF).isoformat()}


def _naar_een_ander(rol: Rol) -> Velden:
    intussen = "Wij gebruiken de ruimte die er nu is en leggen vast waar het knelt."
    return {"naar_wie": "keten" if rol.item.oorzaak == "keten" else "rijk", "en_intussen": intussen}


def _zonder(velden: Velden, naam: str) -> Velden:
    return {veld: waarde for veld, waarde in velden.items() if veld != naam}


def _besluit(rol: Rol, stap: str, dag: date) -> Velden:
    return {
        "wat_moet_anders": wat_moet_anders(rol, stap),
        "redenen": f"Wij vinden dat dit anders moet: {titel(rol.item)}.",
        "herstel": "Wie hierdoor geraakt is, krijgt een brief en kan zijn zaak opnieuw laten bekijken.",
    }


def wat_moet_anders(rol: Rol, stap: str) -> str:
    """Return what must change, within what this layer may decide."""
    if rol.besluit == "doorgeven":
        return "wet"
    if stap == "raad":
        return "verordening"
    if stap == "college" and rol.item.oorzaak in ("wet", "beleid"):
        return "beleidsregel"
    return WAT_ANDERS.get(rol.item.oorzaak, "werkinstructie")


def _afspraak(naam: str, dag: date) -> Velden:
    return {
        "afspraak": f"De nieuwe werkwijze is klaar en verteld: {naam}.",
        "afspraak_rol": "afdelingshoofd",
        "afspraak_datum": plan.later(dag, plan.AFSPRAAK).isoformat(),
    }


def antwoord(rol: Rol) -> str:
    """Return the answer to who signalled, in plain words."""
    wat = {
        "kon_al": "De ruimte was er al. Wij hebben dat niet duidelijk gemaakt; "
        "nu staat het in een handreiking.",
        "doorgeven": "Wij kunnen dit niet zelf oplossen. Wij geven het door en doen intussen wat kan.",
        "proberen": "Wij proberen een andere werkwijze en kijken daarna samen of het werkt.",
        "aanpassen": "Wij passen dit aan. Hieronder staat wie ervoor zorgt en voor welke dag.",
    }[rol.besluit]
    return f"Je schreef over: {titel(rol.item)}. {wat}"


def verslag(titels: list[str]) -> Velden:
    """Return the verslag of an overleg: facts, options and opinions apart."""
    lijst = "\n".join(f"- {schoongemaakt(een, alles=True)}" for een in titels[:50]) or "- geen punten"
    return {
        "feit": f"Besproken:\n\n{lijst}",
        "alternatief": "Per punt is nagegaan wat wij zelf kunnen veranderen.",
        "opvatting": "De aanwezigen vinden dat uitleg alleen niet genoeg is.",
    }
