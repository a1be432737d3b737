"""What a method must be before anybody may adopt it: every fault at once, with key and remedy, in Dutch.

Reads a Methode that was already made; words and types are checked by `methode_loader`. Nothing is repaired.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from workflows.definition import (
    AARDEN,
    GESPREKSVELDSOORTEN,
    METHODESOORTEN,
    SPREKERS,
    Gespreksstap,
    Gespreksveld,
    Intake,
    Methode,
)
from workflows.fout import Klacht, raad

BESLUITWOORDEN = ("besluit", "advi", "actie", "akkoord", "conclusie", "keuze", "stem")
"""A field with a word in its name that begins like this asks for a decision and must say `besluit = true`.

So the flag cannot be forgotten, and a method that decides nothing cannot ask for a decision under that name.
"""

MIN_AKKOORD = 3
"""Fewest colleagues who must agree on a maatwerkbudget (Amsterdam's teambudget, DOMAIN section 4)."""

STIL = "niemand"
_NAAM = re.compile(r"[a-z][a-z0-9_]{0,59}")
_METHODENAAM = re.compile(r"[a-z][a-z0-9-]{0,59}")


def keur(methode: Methode, minuten: int, intake: Intake | None = None) -> Iterator[Klacht]:
    """Give every fault of a method. `minuten` is what the file says that the whole takes."""
    yield from _kop(methode)
    yield from _besluit(methode)
    yield from _budget(methode)
    yield from _tijd(methode, minuten)
    yield from _dubbel(methode)
    for plaats, stap in enumerate(methode.stappen):
        yield from _stap(stap)
        yield from _individueel(stap, methode.stappen[plaats + 1 :])
        for veld in stap.velden:
            yield from _veld(methode, veld, f"stap.{stap.naam}.veld.{veld.naam}")
    if intake is not None:
        yield from _past_bij(methode, intake)


def _kop(methode: Methode) -> Iterator[Klacht]:
    if not _METHODENAAM.fullmatch(methode.naam):
        yield "naam", "deze naam kan niet", "gebruik kleine letters, cijfers en -"
    if methode.soort not in METHODESOORTEN:
        yield "soort", f"`{methode.soort}` is geen soort methode", raad(methode.soort, METHODESOORTEN)
    if methode.deelnemers_min > methode.deelnemers_max:
        reden = f"ten minste {methode.deelnemers_min} is meer dan ten hoogste {methode.deelnemers_max}"
        yield "deelnemers_min", reden, "maak dit getal kleiner, of `deelnemers_max` groter"
    if not methode.stappen:
        yield "stap", "een methode zonder stappen kan niet worden gedaan", "schrijf een tabel `[stap.begin]`"


def _besluit(methode: Methode) -> Iterator[Klacht]:
    vraagt = any(veld.besluit for stap in methode.stappen for veld in stap.velden)
    if methode.besluit and methode.stappen and not vraagt:
        yield (
            "besluit",
            "nergens wordt een besluit, advies of actie gevraagd",
            "geef zo'n veld `besluit = true`, of schrijf hier false",
        )


def _budget(methode: Methode) -> Iterator[Klacht]:
    if methode.soort != "budget":
        for sleutel in ("akkoord_min", "terugkijken_maanden"):
            if vars(methode)[sleutel]:
                yield sleutel, "dit hoort bij de soort `budget`, en alleen daar", "haal het weg"
        return
    if methode.akkoord_min < MIN_AKKOORD:
        reden = f"bij een budget moeten ten minste {MIN_AKKOORD} collega's akkoord zijn"
        yield "akkoord_min", reden, f"schrijf {MIN_AKKOORD} of meer"
    elif methode.akkoord_min >= methode.deelnemers_min:
        reden = f"de inbrenger telt niet mee, dus van {methode.deelnemers_min} mensen is dat er een te veel"
        yield "akkoord_min", reden, "maak dit getal kleiner, of `deelnemers_min` groter"
    if not methode.terugkijken_maanden:
        yield "terugkijken_maanden", "op een budget wordt altijd teruggekeken", "schrijf na hoeveel maanden"


def _tijd(methode: Methode, minuten: int) -> Iterator[Klacht]:
    te_lang = [stap for stap in methode.stappen if stap.minuten > minuten]
    for stap in te_lang:
        reden = f"{stap.minuten} minuten is langer dan het hele gesprek ({minuten})"
        yield f"stap.{stap.naam}.minuten", reden, "maak de stap korter, of het gesprek langer"
    if methode.stappen and not te_lang and methode.minuten != minuten:
        reden = f"de stappen duren samen {methode.minuten} minuten en niet {minuten}"
        yield "minuten", reden, f"schrijf {methode.minuten}, of verander de minuten van een stap"


def _dubbel(methode: Methode) -> Iterator[Klacht]:
    """Double names in one table are no TOML; here the names and words that must differ between tables."""
    for titel in _vaker(stap.titel for stap in methode.stappen if stap.titel):
        yield "stap", f"twee stappen heten `{titel}`", "geef er een een andere titel"
    for naam in _vaker(veld.naam for stap in methode.stappen for veld in stap.velden):
        waar = [stap.naam for stap in methode.stappen if naam in (veld.naam for veld in stap.velden)]
        reden = f"het veld `{naam}` staat ook in de stap `{waar[0]}`"
        yield f"stap.{waar[1]}.veld.{naam}", reden, "geef er een een andere naam"


def _vaker(woorden: Iterable[str]) -> list[str]:
    alle = list(woorden)
    return [woord for woord in dict.fromkeys(alle) if alle.count(woord) > 1]


def _stap(stap: Gespreksstap) -> Iterator[Klacht]:
    plek = f"stap.{stap.naam}"
    if not _NAAM.fullmatch(stap.naam):
        yield plek, "deze naam kan niet", "gebruik kleine letters, cijfers en _"
    if stap.spreekt not in SPREKERS:
        yield f"{plek}.spreekt", f"de spreker `{stap.spreekt}` bestaat niet", raad(stap.spreekt, SPREKERS)
    if stap.inbrenger_luistert and stap.spreekt in ("inbrenger", "allen"):
        reden = f"de inbrenger luistert alleen, maar bij `{stap.spreekt}` spreekt hij ook"
        yield f"{plek}.inbrenger_luistert", reden, 'schrijf spreekt = "deelnemers", of haal dit weg'


def _individueel(stap: Gespreksstap, erna: tuple[Gespreksstap, ...]) -> Iterator[Klacht]:
    """A judgement on paper comes before the talk (DOMAIN sections 2 and 3), so a talk must follow."""
    plek = f"stap.{stap.naam}"
    if not stap.individueel:
        return
    if not stap.velden:
        yield f"{plek}.veld", "ieder schrijft voor zich, maar er is niets om in te vullen", "geef een veld"
    if stap.spreekt in SPREKERS and stap.spreekt != STIL:
        yield f"{plek}.spreekt", "ieder schrijft voor zich, dus niemand spreekt", f'schrijf "{STIL}"'
    if not any(not later.individueel and later.spreekt != STIL for later in erna):
        yield (
            f"{plek}.individueel",
            "na deze stap praat niemand meer over wat er is geschreven",
            "zet er een stap achter waarin wordt gesproken",
        )


def _veld(methode: Methode, veld: Gespreksveld, plek: str) -> Iterator[Klacht]:
    if not _NAAM.fullmatch(veld.naam):
        yield plek, "deze naam kan niet", "gebruik kleine letters, cijfers en _"
    if veld.soort not in GESPREKSVELDSOORTEN:
        yield f"{plek}.soort", f"`{veld.soort}` is geen soort veld", raad(veld.soort, GESPREKSVELDSOORTEN)
    if veld.aard not in AARDEN[1:]:
        yield f"{plek}.aard", f"`{veld.aard}` is geen aard", raad(veld.aard, AARDEN[1:])
    if (veld.soort == "keuze") != bool(veld.keuzes):
        yield f"{plek}.keuzes", "keuzes horen bij de soort `keuze`, en alleen daar", "maak die twee gelijk"
    if not methode.besluit and veld.besluit:
        yield f"{plek}.besluit", "in deze methode wordt niets besloten of geadviseerd", "haal dit veld weg"
    elif not veld.besluit and any(deel.startswith(BESLUITWOORDEN) for deel in veld.naam.split("_")):
        anders = "geef het `besluit = true`, of een andere naam" if methode.besluit else "haal dit veld weg"
        yield f"{plek}.besluit", f"naar zijn naam vraagt `{veld.naam}` om een besluit of advies", anders


def _past_bij(methode: Methode, intake: Intake) -> Iterator[Klacht]:
    for vraag, antwoorden in methode.past_bij.items():
        if vraag not in intake:
            yield f"past_bij.{vraag}", f"de vraag `{vraag}` staat niet in de intake", raad(vraag, intake)
            continue
        bekend = intake[vraag].antwoorden
        for antwoord in antwoorden:
            if antwoord not in bekend:
                reden = f"het antwoord `{antwoord}` bestaat niet bij deze vraag"
                yield f"past_bij.{vraag}", reden, raad(antwoord, bekend)
