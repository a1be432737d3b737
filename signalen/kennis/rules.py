"""Pure rules of kennis: what a handreiking or an eerdere afweging must hold, and finding one by words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from signalen.knelpunt.rules import OngeldigeInvoer, Veldfout, lees_datum
from signalen.signaal.rules import DOMEINEN, bezwaren, schoon

VERPLICHT = {
    "titel": "Schrijf in een paar woorden wat er mag.",
    "artikel": "Noem de wet en het artikel.",
    "wat_mag": "Schrijf wat het artikel toestaat.",
    "wie_beslist": "Schrijf wie hierover beslist.",
}
LENGTES = {
    "titel": 200,
    "artikel": 300,
    "wie_beslist": 200,
    "bron": 500,
    "wat_mag": 20_000,
    "waar_verteld": 5_000,
}
AFKORTINGEN = {
    "pw": "participatiewet",
    "wgs": "schuldhulpverlening",
    "wmo": "ondersteuning",
    "awb": "bestuursrecht",
    "brp": "basisregistratie",
}
"""What people write for a law, and the word of its full name by which it is found."""

ZONDER_BETEKENIS = frozenset(
    [
        "wet",
        "artikel",
        "artikelen",
        "art",
        "lid",
        "leden",
        "onder",
        "sub",
        "aanhef",
        "de",
        "het",
        "een",
        "en",
        "of",
        "van",
        "voor",
        "in",
        "op",
        "bij",
        "met",
        "algemene",
        "gemeentelijke",
        "maatschappelijke",
        "personen",
        "2015",
    ]
)


@dataclass(frozen=True)
class Kaart:
    """A card as it was read from a form, ready to be stored."""

    titel: str
    artikel: str
    wat_mag: str
    wie_beslist: str
    bron: str
    domein: str
    waar_verteld: str
    geldig_van: date
    geldig_tot: date | None


def lees_kaart(invoer: Mapping[str, str], vandaag: date) -> Kaart:
    """Turn what was typed into a card. Raises OngeldigeInvoer with a sentence per field that cannot stand."""
    tekst = {naam: schoon(invoer.get(naam, "")) for naam in LENGTES}
    fouten = [Veldfout(naam, zin) for naam, zin in VERPLICHT.items() if not tekst[naam]]
    fouten += [
        Veldfout(naam, f"Deze tekst is te lang. Kort hem in tot {lengte} tekens.")
        for naam, lengte in LENGTES.items()
        if len(tekst[naam]) > lengte
    ]
    fouten += [Veldfout(n, " ".join(v.uitleg for v in gevonden)) for n, gevonden in bezwaren(tekst).items()]
    domein = invoer.get("domein", "")
    if domein and domein not in DOMEINEN:
        fouten.append(Veldfout("domein", "Kies een van de mogelijkheden."))
    van = _dag("geldig_van", invoer.get("geldig_van", ""), fouten) or vandaag
    tot = _dag("geldig_tot", invoer.get("geldig_tot", ""), fouten)
    if tot is not None and tot < van:
        fouten.append(Veldfout("geldig_tot", "Deze dag ligt voor de dag waarop de handreiking begint."))
    if fouten:
        raise OngeldigeInvoer(fouten)
    return Kaart(**tekst, domein=domein, geldig_van=van, geldig_tot=tot)


def _dag(veld: str, ruw: str, fouten: list[Veldfout]) -> date | None:
    try:
        return lees_datum(ruw.strip()) if ruw.strip() else None
    except ValueError as fout:
        fouten.append(Veldfout(veld, str(fout)))
        return None


# ------------------------------------------------------------------ finding


def kaal(tekst: str) -> str:
    """Return lower case without accents, so that `cafe` finds `café`."""
    los = unicodedata.normalize("NFD", tekst.casefold())
    return "".join(teken for teken in los if not unicodedata.combining(teken))


def past_bij_zoekvraag(vraag: str, titel: str, artikel: str) -> bool:
    """Say whether every word of the question stands in the title or the article."""
    plek = kaal(f"{titel} {artikel}")
    return all(woord in plek for woord in kaal(vraag).split())


def gewicht(regeling: str, domein: str, artikel: str, kaart_domein: str) -> int:
    """Return how well a card fits a regeling that somebody typed; 0 means not at all.

    The name of the law must match, and the article too when a number was typed; the domain only ranks.
    """
    gevraagd, op_kaart = _woorden(regeling), _woorden(artikel)
    if not gevraagd & op_kaart:
        return 0
    nummers, op_nummer = _nummers(regeling), _nummers(artikel)
    if nummers and not nummers & op_nummer:
        return 0
    return 10 + 5 * len(nummers & op_nummer) + (2 if domein and domein == kaart_domein else 0)


def _woorden(tekst: str) -> set[str]:
    woorden = set(re.findall(r"[a-z]+", kaal(tekst)))
    vol = {AFKORTINGEN.get(woord, woord) for woord in woorden}
    return {woord for woord in vol if len(woord) >= 3} - ZONDER_BETEKENIS


def _nummers(tekst: str) -> set[str]:
    """Return article numbers: `35`, `18a`, `4:84`, `2.3.5`; the number of a lid is no article."""
    zonder_leden = re.sub(r"\b(?:lid|leden)\s+\d+(?:\s*(?:,|en)\s*\d+)*", " ", kaal(tekst))
    return set(re.findall(r"\b\d{1,3}(?:[.:]\d{1,3})*[a-z]?\b", zonder_leden))


# ------------------------------------------------------------------ eerdere afwegingen

AFWEGING = {
    "vraag": ("Schrijf de morele vraag.", 300),
    "voor": ("Schrijf welke waarden ervoor spraken.", 4_000),
    "tegen": ("Schrijf welke waarden ertegen spraken.", 4_000),
    "uitkomst": ("Schrijf waar het gesprek op uitkwam.", 4_000),
}
MAX_REGELING, MAX_METHODE, MAX_WOORDEN = 300, 80, 8
_HERLEIDBAAR = re.compile(r"\b(?:week \d{1,2}|\d+ signalen|\d+ meldingen|nummer \d{4,})\b", re.IGNORECASE)


@dataclass(frozen=True)
class Afwegingtekst:
    """An afweging as it was read from a form, ready to be stored."""

    vraag: str
    voor: str
    tegen: str
    uitkomst: str
    methode: str
    domein: str
    regeling: str

    @property
    def zoektekst(self) -> str:
        """What is searched: every word, lower case and without accents."""
        delen = (self.vraag, self.voor, self.tegen, self.uitkomst, self.regeling, self.domein, self.methode)
        return kaal(" ".join(delen))


def lees_afweging(invoer: Mapping[str, str]) -> Afwegingtekst:
    """Turn what was typed into an afweging. Raises OngeldigeInvoer with a sentence per field.

    Weeks, numbers of signalen and numbers of knelpunten are refused: they lead back to who spoke.
    """
    tekst = {naam: schoon(invoer.get(naam, "")) for naam in (*AFWEGING, "regeling", "methode")}
    fouten = [Veldfout(naam, zin) for naam, (zin, _) in AFWEGING.items() if not tekst[naam]]
    grenzen = {n: lengte for n, (_, lengte) in AFWEGING.items()}
    grenzen |= {"regeling": MAX_REGELING, "methode": MAX_METHODE}
    fouten += [Veldfout(n, f"Kort dit in tot {g} tekens.") for n, g in grenzen.items() if len(tekst[n]) > g]
    fouten += [Veldfout(n, " ".join(v.uitleg for v in gevonden)) for n, gevonden in bezwaren(tekst).items()]
    for naam in AFWEGING:
        if spoor := _HERLEIDBAAR.search(tekst[naam]):
            fouten.append(Veldfout(naam, f"‘{spoor[0]}’ wijst terug naar wie het inbracht. Haal dat weg."))
    domein = invoer.get("domein", "")
    if domein not in DOMEINEN:
        fouten.append(Veldfout("domein", "Kies bij welk werk dit hoort."))
    if fouten:
        raise OngeldigeInvoer(fouten)
    return Afwegingtekst(**tekst, domein=domein)


def zoekwoorden(vraag: str) -> tuple[str, ...]:
    """Return the words of a question as they are searched: at most eight, folded, without marks."""
    return tuple(dict.fromkeys(re.findall(r"[a-z0-9]+", kaal(vraag))))[:MAX_WOORDEN]
