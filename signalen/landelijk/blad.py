"""The picture in words, for page and PDF alike: first what most municipalities share, then what the Rijk
was asked.

Pure: the document of `stapel` goes in, parts of a document (`overleg.documenten.stukken`) come out. A part
may carry what only the page uses: `anker`, `bijschrift`, `koppelingen`. Long lists are cut off here with a
sentence that says so; `landelijk.json` holds all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from signalen.landelijk.bladdeel import knelpunt
from signalen.landelijk.bladwoorden import (
    UITGEWERKT,
    VOORAAN,
    aantal,
    ankers,
    artikel,
    dag,
    gemeenten,
    hoofd,
    inleiding,
    kort_rijk,
    rest,
    tabel_met,
    welke,
)
from signalen.landelijk.wetten import in_tabel, opsomming
from signalen.overleg.documenten.stukken import Stuk, alinea, kop, lijst
from signalen.register.getallen import getal
from signalen.register.rules import lees_kwartaal

TITEL = "Knelpunten die gemeenten delen"
AFZENDER = "Gemeenten die hun kwartaalregister naast elkaar legden"
NAMEN_APART, REGELS = 60, 60
"""Up to so many municipalities, and knelpunten that stand alone, are listed in a table."""

Deel = Mapping[str, Any]


def stukken(document: Deel) -> list[Stuk]:
    """Return the parts of the page in reading order, the first of which is the title."""
    gedeeld = document["gedeeld"]
    return [
        kop(1, TITEL),
        *_inleiding(document),
        *_vooraan(gedeeld),
        *_bij_het_rijk(gedeeld),
        *_artikelen(document["per_artikel"]),
        *_uitgewerkt(gedeeld, document["totalen"]["gemeenten"]),
        *_alleen(document),
        *_verantwoording(document),
    ]


# ------------------------------------------------------------------ up front


def _inleiding(document: Deel) -> list[Stuk]:
    tel, gedeeld = document["totalen"], document["gedeeld"]
    van, tot = (lees_kwartaal(document["kwartalen"][plek]).woorden for plek in (0, -1))
    wanneer = van if van == tot else f"{van} tot en met {tot}"
    wie = f"{hoofd(gemeenten(tel['gemeenten']))} {'legde' if tel['gemeenten'] == 1 else 'legden'}"
    eerste = f"{wie} hun vastgestelde registers naast elkaar, {wanneer}."
    if not gedeeld:
        open_ = (
            "Er is nog geen knelpunt samengenomen. Dat gebeurt pas als een mens ja zegt tegen een voorstel."
        )
        return [inleiding(eerste), inleiding(open_)]
    zinnen = [
        f"{hoofd(aantal(len(gedeeld), 'knelpunt speelt', 'knelpunten spelen'))} in meer gemeenten: "
        "hetzelfde artikel, dezelfde oorzaak.",
        _rijkzin(gedeeld),
    ]
    return [inleiding(eerste), *[inleiding(zin) for zin in zinnen if zin]]


def _rijkzin(gedeeld: Sequence[Deel]) -> str:
    gevraagd = [s for s in gedeeld if s["totalen"]["rijk"]["vragen"]]
    wacht = [s for s in gevraagd if s["totalen"]["rijk"]["zonder_antwoord"]]
    if not gevraagd:
        return "Over geen van deze knelpunten is het Rijk iets gevraagd."
    zin = f"Over {getal(len(gevraagd))} daarvan is het Rijk iets gevraagd."
    if not wacht:
        return f"{zin} Op elke vraag is antwoord gekomen."
    sinds = min(s["totalen"]["rijk"]["zonder_antwoord_sinds"] for s in wacht)
    wachten = f"Bij {getal(len(wacht))} wacht nog een gemeente op antwoord"
    return f"{zin} {wachten}; de oudste vraag is van {dag(sinds)}."


def _vooraan(gedeeld: Sequence[Deel]) -> list[Stuk]:
    if not gedeeld:
        return []
    rijen = [[s["titel"], welke(s), str(len(s["gemeenten"])), kort_rijk(s)] for s in gedeeld[:VOORAAN]]
    koppen = ("Knelpunt", "Artikel", "Gemeenten", "Aan het Rijk")
    delen = [
        kop(2, "Wat de meeste gemeenten delen"),
        tabel_met(
            "Gedeelde knelpunten, die van de meeste gemeenten eerst",
            koppen,
            rijen,
            (5, 5, 3, 6),
            ankers(gedeeld),
        ),
    ]
    return delen + rest(len(gedeeld) - VOORAAN, "gedeeld knelpunt", "gedeelde knelpunten")


def _bij_het_rijk(gedeeld: Sequence[Deel]) -> list[Stuk]:
    wacht = [s for s in gedeeld if s["totalen"]["rijk"]["zonder_antwoord"]]
    if not wacht:
        return []
    wacht.sort(key=lambda s: (s["totalen"]["rijk"]["zonder_antwoord_sinds"], s["volgnummer"]))
    rijen = []
    for stapel in wacht[:VOORAAN]:
        rijk = stapel["totalen"]["rijk"]
        gevraagd = f"{rijk['zonder_antwoord']} van {rijk['gemeenten']}"
        rijen.append([stapel["titel"], welke(stapel), dag(rijk["zonder_antwoord_sinds"]), gevraagd])
    koppen = ("Knelpunt", "Artikel", "Langste vraag sinds", "Gemeenten zonder antwoord")
    return [
        kop(2, "Gevraagd aan het Rijk, nog zonder antwoord"),
        tabel_met("Vragen zonder antwoord, de langste eerst", koppen, rijen, (6, 5, 3, 3), ankers(wacht)),
        *rest(len(wacht) - VOORAAN, "knelpunt", "knelpunten"),
    ]


def _artikelen(per_artikel: Sequence[Deel]) -> list[Stuk]:
    rijen = [
        [in_tabel([artikel(a)]), str(a["gedeeld"]), str(a["knelpunten"]), str(a["gemeenten"])]
        for a in sorted(per_artikel, key=lambda a: -a["gedeeld"])
        if a["gedeeld"]
    ]
    if not rijen:
        return []
    koppen = ("Artikel", "Gedeelde knelpunten", "Alle knelpunten erover", "In gemeenten")
    uitleg = "Een knelpunt over twee artikelen telt bij beide mee."
    blok = tabel_met("Artikelen met gedeelde knelpunten", koppen, rijen[:VOORAAN], (6, 3, 3, 3))
    return [kop(2, "Per artikel"), alinea(uitleg), blok, *rest(len(rijen) - VOORAAN, "artikel", "artikelen")]


# ------------------------------------------------------------------ one by one


def _uitgewerkt(gedeeld: Sequence[Deel], van: int) -> list[Stuk]:
    if not gedeeld:
        return []
    delen = [kop(2, "De gedeelde knelpunten een voor een")]
    for stapel in gedeeld[:UITGEWERKT]:
        delen += knelpunt(stapel, van)
    return delen + rest(len(gedeeld) - UITGEWERKT, "gedeeld knelpunt", "gedeelde knelpunten")


def _alleen(document: Deel) -> list[Stuk]:
    tel, alleen = document["totalen"], document["alleen"]
    voorstel = tel["voorstellen"]
    delen: list[Stuk] = [kop(2, "Niet samengenomen")]
    if voorstel["open"]:
        open_ = hoofd(aantal(voorstel["open"], "voorstel wacht", "voorstellen wachten"))
        delen.append(alinea(f"{open_} nog op een oordeel."))
    if voorstel["nee"]:
        nee = aantal(voorstel["nee"], "voorstel", "voorstellen")
        delen.append(
            alinea(f"Bij {nee} zei iemand nee: die knelpunten lijken op elkaar, maar zijn niet hetzelfde.")
        )
    if not alleen:
        return [*delen, alinea("Geen. Elk knelpunt is met dat van een andere gemeente samengenomen.")]
    delen.append(alinea(f"{hoofd(aantal(len(alleen), 'knelpunt staat', 'knelpunten staan'))} alleen."))
    if len(alleen) > REGELS:
        return [*delen, alinea("Welke dat zijn, staat in landelijk.json.")]
    rijen = [[a["titel"], a["gemeente"], a["regeling"]] for a in alleen]
    return [
        *delen,
        tabel_met("Knelpunten die alleen staan", ("Knelpunt", "Gemeente", "Regeling"), rijen, (6, 4, 6)),
    ]


def _verantwoording(document: Deel) -> list[Stuk]:
    bronnen = document["bronnen"]
    punten = [
        "Alleen regels die een gemeente zelf vaststelde en toont, tellen mee.",
        "Van elk knelpunt telt de stand in de nieuwste uitgave waarin het staat.",
        "Een knelpunt dat een gemeente later niet meer toont, staat ook hier niet meer.",
        "Samengenomen is alleen waar een mens ja tegen zei. Bij elk knelpunt staat waarom, en in welke rol.",
        "Geteld zijn gemeenten, besluiten, afspraken en vragen. Niet geteld zijn signalen en wie ze gaf.",
        "Gemeenten staan op alfabet. Dit is geen ranglijst: wie veel toont, heeft niet meer problemen.",
    ]
    verbeterd = sum(bool(bron["verbeteringen"]) for bron in bronnen)
    if verbeterd:
        uitgaven = aantal(verbeterd, "uitgave", "uitgaven")
        punten.append(f"Bij {uitgaven} plaatste de gemeente later een verbetering. Lees die daar na.")
    if weg := document["totalen"]["overgeslagen"]:
        punten.append(
            f"{hoofd(aantal(weg, 'bestand doet', 'bestanden doen'))} niet mee, omdat er iets niet klopte."
        )
    return [
        kop(2, "Waar dit op steunt"),
        lijst(punten),
        *_bronnen(bronnen),
        alinea(f"Controlegetal van dit beeld: {document['vingerafdruk']}"),
    ]


def _bronnen(bronnen: Sequence[Deel]) -> list[Stuk]:
    per: dict[str, list[Deel]] = {}
    for bron in bronnen:
        per.setdefault(bron["gemeente"], []).append(bron)
    if len(per) > NAMEN_APART:
        zin = "Welke gemeenten meedoen, en de vingerafdruk van elke uitgave, staat in landelijk.json."
        return [alinea(zin)]
    rijen = [
        [
            naam,
            opsomming([b["kwartaal"] for b in delen]),
            str(delen[-1]["regels"]),
            str(delen[-1]["ingehouden"]),
        ]
        for naam, delen in per.items()
    ]
    koppen = ("Gemeente", "Kwartalen", "Getoond in de nieuwste", "Daarin niet getoond")
    return [tabel_met("Uitgaven waarop dit beeld steunt", koppen, rijen, (4, 6, 3, 3))]
