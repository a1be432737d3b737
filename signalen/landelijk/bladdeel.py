"""One shared knelpunt in words: where it plays, why it was put together, what was decided, and what was
asked. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping

from signalen.landelijk.bladwoorden import (
    Deel,
    anker,
    dag,
    hoofd,
    ingekort,
    kort_rijk,
    rest,
    tabel_met,
    welke,
)
from signalen.landelijk.wetten import opsomming
from signalen.overleg.documenten.stukken import Stuk, alinea, kop, lijst

BESLUIT = {
    "aanpassen": "iets aanpassen",
    "proberen": "een proef",
    "kon_al": "uitleggen wat al kon",
    "doorgeven": "doorgeven aan een ander",
    "nee_omdat": "nee",
    "parkeren": "nu niet oppakken",
    "geen": "nog geen besluit",
}
STAND = {
    "nagekomen": "nagekomen",
    "te_laat_nagekomen": "te laat nagekomen",
    "niet_nagekomen": "niet nagekomen",
    "loopt": "lopend",
    "vervallen": "vervallen",
}
PER_GEMEENTE, NAMEN, VRAGEN = 25, 40, 6
"""Up to so many rows per gemeente, names of municipalities, and questions to the Rijk."""


def knelpunt(stapel: Deel, van: int) -> list[Stuk]:
    """Return the parts about one shared knelpunt; `van` is the number of municipalities that take part."""
    return [
        {**kop(3, f"{stapel['volgnummer']}. {stapel['titel']}"), "anker": anker(stapel)},
        alinea(_waar(stapel, van)),
        kop(4, "Waarom samengenomen"),
        lijst([*stapel["redenen"], *[f"Let op: {zin[0].lower()}{zin[1:]}" for zin in stapel["let_op"]]]),
        alinea(_wie(stapel["oordeel"])),
        kop(4, "Wat het Rijk is gevraagd"),
        *_rijk(stapel),
        kop(4, "Wat gemeenten zelf deden"),
        lijst(_gedaan(stapel["totalen"])),
        _per_gemeente(stapel),
    ]


def _waar(stapel: Deel, van: int) -> str:
    namen = stapel["gemeenten"]
    wie = f": {opsomming(namen)}." if len(namen) <= NAMEN else ". Welke dat zijn, staat in landelijk.json."
    return f"{welke(stapel)}. Dit speelt in {len(namen)} van de {van} gemeenten{wie}"


def _wie(oordeel: Deel) -> str:
    return (
        f"Samengenomen op {dag(oordeel['datum'])}, in de rol van {oordeel['rol']}. Reden: {oordeel['reden']}"
    )


def _gedaan(tel: Deel) -> list[str]:
    besluiten = sorted(tel["besluiten"].items(), key=_volgorde)
    beloften = [f"{n} {STAND[stand]}" for stand, n in tel["afspraken"].items() if n]
    keer = tel["stiltes"]
    return [
        f"Besluiten: {opsomming([f'{n} keer {BESLUIT.get(soort, soort)}' for soort, n in besluiten])}.",
        f"Afspraken: {opsomming(beloften)}." if beloften else "Er zijn geen afspraken gemaakt.",
        f"Er ging {keer} keer een datum voorbij zonder antwoord." if keer else "Geen enkele laag bleef stil.",
    ]


def _volgorde(paar: tuple[str, int]) -> tuple[int, str]:
    return list(BESLUIT).index(paar[0]) if paar[0] in BESLUIT else len(BESLUIT), paar[0]


def _per_gemeente(stapel: Deel) -> Stuk:
    if len(stapel["bijdragen"]) > PER_GEMEENTE:
        return alinea("Wat elke gemeente besloot, staat in landelijk.json.")
    rijen = [
        [deel["gemeente"], _besluit(deel), _beloofd(deel["afspraken"]), str(deel["stiltes"] or "nooit")]
        for deel in stapel["bijdragen"]
    ]
    koppen = ("Gemeente", "Besluit", "Afspraken", "Keer stil")
    return tabel_met(f"Per gemeente: {stapel['titel']}", koppen, rijen, (4, 6, 5, 2))


def _besluit(deel: Deel) -> str:
    soort = deel["besluit"] or "geen"
    op = f", {dag(deel['besloten_op'])}" if deel["besloten_op"] else ""
    anders = f". Anders moet: {ingekort(deel['wat_moet_anders'])}" if deel["wat_moet_anders"] else ""
    return f"{hoofd(BESLUIT.get(soort, soort))}{op}{anders}"


def _beloofd(afspraken: Mapping[str, int]) -> str:
    return ", ".join(f"{n} {STAND[stand]}" for stand, n in afspraken.items() if n) or "Geen"


def _rijk(stapel: Deel) -> list[Stuk]:
    gevraagd = [(deel, stuk) for deel in stapel["bijdragen"] for stuk in deel["doorgegeven"] if stuk["rijk"]]
    if not gevraagd:
        return [alinea("Niets. Geen van deze gemeenten gaf het door aan het Rijk.")]
    gevraagd.sort(key=lambda paar: (paar[1]["datum"], paar[0]["gemeente"]))
    zinnen = [_vraag(deel, stuk) for deel, stuk in gevraagd[:VRAGEN]]
    return [alinea(kort_rijk(stapel) + "."), lijst(zinnen), *rest(len(gevraagd) - VRAGEN, "vraag", "vragen")]


def _vraag(deel: Deel, stuk: Deel) -> str:
    zin = f"{deel['gemeente']}, {dag(stuk['datum'])}, aan {stuk['aan'][0].lower()}{stuk['aan'][1:]}."
    if deel["besluit"] == "doorgeven" and deel["redenen"]:
        zin += f" Waarom: {ingekort(deel['redenen'])}"
    if deel["besluit"] == "doorgeven" and deel["en_intussen"]:
        zin += f" Intussen: {ingekort(deel['en_intussen'])}"
    if stuk["antwoord_op"]:
        return (
            f"{zin} Antwoord op {dag(stuk['antwoord_op'])}: {ingekort(stuk['antwoord']) or 'zonder woorden'}"
        )
    return f"{zin} {'Nog geen antwoord.' if stuk['verstuurd'] else 'Nog niet verstuurd.'}"
