"""Tables that name knelpunten: the lines, their besluiten, promises, silences, story and what is withheld.
Pure.

A line that is not shown is only in `ingehouden`, with its number and why.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from signalen.register.stilte import genoteerd_op, hoort_in
from signalen.register.vormen.tafel import Cel, Tafel, tafel
from signalen.register.vormen.zetsel import Zetsel, besluit_in_woorden, lees_dag
from signalen.register.woorden import BESLUITVELDEN, BEWEGING, REACTIES, RUGDEKKING, STANDEN, ZAKEN

WIE = ("#Nummer", "#Ronde", "Knelpunt")
BREDE_VELDEN = frozenset({"wat_moet_anders", "en_intussen", "grond", "wat_mag_nu", "waaraan_zien", "herstel"})
"""Fields of a besluit in which people write a story."""


def _wie(stuk: Mapping[str, Any]) -> tuple[Cel, ...]:
    return stuk["nummer"] or None, stuk["ronde"] or None, stuk["titel"]


def _ja(waar: object) -> str:
    return "ja" if waar else "nee"


def knelpunten(z: Zetsel) -> Tafel:
    """Return one row per line that is shown."""
    kop = (
        *(*WIE, "Domein", "Regeling", "Oorzaak", "Ligt bij", "Stand", "Omstreden", "Besluit", "@Besloten op"),
        *(
            "#Keer stil",
            "#Keer uitstel",
            "~Wat inbrengers vinden",
            "@Nameting gevraagd",
            "@Volgende nameting",
            "~Uitslag van de nameting",
        ),
        "~Woorden van een inbrenger",
    )
    uitleg = "Alle knelpunten die dit register toont, zoals ze stonden op de laatste dag."
    return tafel("knelpunten", "Knelpunten", uitleg, kop, (_knelpunt(r) for r in z.regels))


def _knelpunt(r: Mapping[str, Any]) -> tuple[Cel, ...]:
    b = r["besluit"] or {}
    return (
        *_wie(r),
        *(r["domein"], r["regeling"], r["oorzaak"], r["laag"], ZAKEN.get(r["stand"], r["stand"])),
        _ja(r["omstreden"]),
        besluit_in_woorden(b["soort"]) if b else None,
        lees_dag(b.get("datum")),
        len(r["stiltes"]),
        r["uitstel"],
        " ".join(r["oordeel"]),
        lees_dag(r["nameting"]["gevraagd_op"]),
        lees_dag(r["nameting"]["volgende"]),
        r["nameting"].get("uitslag", ""),
        r["woorden"],
    )


def besluiten(z: Zetsel) -> Tafel:
    """Return one row per besluit that stands, with its reasons."""
    velden = ("~" * (naam in BREDE_VELDEN) + kop for naam, kop in BESLUITVELDEN.items())
    kop = (*WIE, "Besluit", "@Datum", "Door", "~Redenen", *velden, RUGDEKKING)
    uitleg = "De besluiten die gelden, met hun redenen."
    rijen = (_besluit(z, r, r["besluit"]) for r in z.regels if r["besluit"])
    return tafel("besluiten", "Besluiten", uitleg, kop, rijen)


def _besluit(z: Zetsel, r: Mapping[str, Any], b: Mapping[str, Any]) -> tuple[Cel, ...]:
    velden = [str(b.get(naam) or "") for naam in BESLUITVELDEN]
    wie = (besluit_in_woorden(b["soort"]), lees_dag(b["datum"]), z.rol(b["rol"]), b["redenen"])
    return (*_wie(r), *wie, *velden, _ja(b["rugdekking"]))


def afspraken(z: Zetsel) -> Tafel:
    """Return the list of toezeggingen: every promise of a line, and those of an overleg without one."""
    kop = (*WIE, "Domein", "Toezegging", "Eigenaar", "Laag", "@Beloofd", "@Nu", "#Keer verschoven", "Stand")
    uitleg = "Alle toezeggingen. De eerst beloofde dag blijft staan, ook als de dag is verschoven."
    rijen = (_afspraak(z, a) for a in toezeggingen(z))
    return tafel("afspraken", "Toezeggingen", uitleg, (*kop, "@Klaar op", "~Wat er is gedaan"), rijen)


def toezeggingen(z: Zetsel) -> Iterator[dict[str, Any]]:
    """Yield every promise with the number, title and domein of its knelpunt."""
    for r in z.regels:
        wie = {naam: r[naam] for naam in ("nummer", "ronde", "titel", "domein")}
        yield from ({**wie, **a} for a in r["afspraken"])
    for deel in z.delen("op_uw_bord"):
        los = (a for a in deel["regels"] if not a["nummer"] and a["stand"] != "wacht")
        yield from ({**a, "domein": deel["domein"]} for a in los)


def _afspraak(z: Zetsel, a: Mapping[str, Any]) -> tuple[Cel, ...]:
    dagen = (lees_dag(a["beloofd"]), lees_dag(a["datum"]), a["verschoven"])
    wie = (a["domein"], a["omschrijving"], z.rol(a["eigenaar_rol"]), a["laag"])
    return (*_wie(a), *wie, *dagen, STANDEN[a["stand"]], lees_dag(a["gedaan_op"]), a["gedaan"])


def wacht(z: Zetsel) -> Tafel:
    """Return what waits on the college."""
    kop = (*WIE, "Domein", "Wat wordt er gevraagd", "@Uiterlijk", "#Keer stil")
    rijen = (
        (*_wie(a), deel["domein"], a["omschrijving"], lees_dag(a["datum"]), a["stil"])
        for deel in z.delen("op_uw_bord")
        for a in deel["regels"]
        if a["stand"] == "wacht"
    )
    return tafel(
        "wacht_op_college", "Wacht op het college", "Knelpunten waar het college aan zet is.", kop, rijen
    )


def bestuur(z: Zetsel) -> Tafel:
    """Return what a wethouder did with a knelpunt after it stood in a register."""
    kop = (*WIE, "Wat", "@Datum", "~Woorden", "~Antwoord", "@Antwoord op", "#Keer stil")
    uitleg = "Wat de wethouder met een knelpunt deed nadat het in een register stond."
    rijen = (_reactie(r, b) for r in z.regels for b in r.get("bestuur", ()))
    return tafel("reacties_bestuur", "Reacties van de wethouder", uitleg, kop, rijen)


def _reactie(r: Mapping[str, Any], b: Mapping[str, Any]) -> tuple[Cel, ...]:
    daad = (REACTIES[b["soort"]], lees_dag(b["datum"]), b["woorden"])
    return (*_wie(r), *daad, b["antwoord"], lees_dag(b["antwoord_op"]), b["stil"])


TELT = "Een stilte telt in het kwartaal waarin zij is genoteerd."


def stiltes(z: Zetsel) -> Tafel:
    """Return every silence of a shown knelpunt, with how its date was counted."""
    kop = (*WIE, "Laag", "Stap", "@Laatste dag", "@Genoteerd op", "Van dit kwartaal")
    uitleg = "Elke keer dat een dag voorbijging zonder antwoord, met hoe die dag is geteld. " + TELT
    rijen = (_stilte(z, r, s) for r in z.regels for s in r["stiltes"])
    return tafel("stiltes", "Stil gebleven", uitleg, (*kop, "Waarom", "Merk", "~Berekening"), rijen)


def _stilte(z: Zetsel, r: Mapping[str, Any], s: Mapping[str, Any]) -> tuple[Cel, ...]:
    dagen = (lees_dag(s["datum"]), lees_dag(s.get("genoteerd_op")), _ja(hoort_in(genoteerd_op(s), z.deel)))
    return (*_wie(r), s["laag"], s["stap"], *dagen, s["reden"], s["merk"], s.get("berekening", ""))


def doorgezet(z: Zetsel) -> Tafel:
    """Return what went to the raad, the Rijk or a partner."""
    kop = (*WIE, "Aan", "@Datum", "@Verstuurd", "@Antwoord op", "~Antwoord")
    rijen = ((*_wie(s), s["aan"], *_dagen(s), s["antwoord"]) for s in z.delen("doorgezet"))
    return tafel("doorgezet", "Doorgezet", "Wat naar de raad, het Rijk of een ketenpartner ging.", kop, rijen)


def _dagen(stuk: Mapping[str, Any]) -> tuple[Cel, ...]:
    return tuple(lees_dag(stuk[naam]) for naam in ("datum", "verstuurd", "antwoord_op"))


def raad(z: Zetsel) -> Tafel:
    """Return what touches the raad, and why."""
    kop = (*WIE, "~Waarom", "Stand", "@Datum")
    rijen = ((*_wie(s), s["waarom"], s["stand"], lees_dag(s["datum"])) for s in z.delen("raad"))
    return tafel("raad", "Gaat de raad hierover", "Wat de raad raakt, en waarom.", kop, rijen)


def veranderd(z: Zetsel) -> Tafel:
    """Return what changed for residents in this quarter."""
    kop = (*WIE, "Wat veranderde", "Eigenaar", "@Beloofd", "@Klaar op", "~Wat er is gedaan")
    rijen = (
        (*_wie(a), a["omschrijving"], z.rol(a["eigenaar_rol"]), lees_dag(a["beloofd"]), *_klaar(a))
        for a in z.delen("veranderd")
    )
    return tafel("veranderd", "Wat veranderde", "Wat er dit kwartaal veranderde voor inwoners.", kop, rijen)


def _klaar(a: Mapping[str, Any]) -> tuple[Cel, ...]:
    return lees_dag(a["gedaan_op"]), a["gedaan"]


def verloop(z: Zetsel) -> Tafel:
    """Return the story of every shown knelpunt, event by event."""
    rijen = ((*_wie(r), lees_dag(p["datum"]), p["titel"]) for r in z.regels for p in r["verloop"])
    uitleg = "Wat er per knelpunt gebeurde, van oud naar nieuw."
    return tafel("verloop", "Verloop", uitleg, (*WIE, "@Datum", "Wat er gebeurde"), rijen)


def vergelijking(z: Zetsel) -> Tafel:
    """Return what moved and what did not since the edition before."""
    delen = z.inhoud.get("vergelijking") or {}
    met = delen.get("met")
    uitleg = f"Vergeleken met {met}." if met else "Er is geen vorige uitgave om mee te vergelijken."
    rijen = (
        (*_wie(s), woord, s.get("van", ""), s.get("naar", ""))
        for naam, woord in BEWEGING.items()
        for s in delen.get(naam, ())
    )
    kop = (*WIE, "Wat gebeurde er", "Van laag", "Naar laag")
    return tafel("vergelijking", "Vergelijking", uitleg, kop, rijen)


def ingehouden(z: Zetsel) -> Tafel:
    """Return what is withheld and on which ground; never a word of it."""
    rijen = ((s["nummer"], s["ronde"], s["grond"]) for s in z.ingehouden)
    uitleg = "Knelpunten die er niet in staan, en waarom niet."
    return tafel("ingehouden", "Niet getoond", uitleg, ("#Nummer", "#Ronde", "~Waarom niet"), rijen)
