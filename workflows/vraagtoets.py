"""Reads a moral question and advises how to sharpen it: who, which act, one question, about what is good.

It looks at words only and may be wrong, so it advises and never blocks. It does not judge the question.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

MIN_WOORDEN, MAX_WOORDEN = 5, 40
MAX_GELEZEN = 2_000
"""Only the beginning is read: a question that is longer already gets the advice to make it shorter."""


@dataclass(frozen=True)
class Advies:
    """One advice: a key for tests and pages, and a Dutch sentence for whoever wrote the question."""

    sleutel: str
    zin: str


ZINNEN = {
    "leeg": "Schrijf hier de vraag op zoals jij hem aan jezelf stelt.",
    "vraagteken": "Maak er een vraag van: eindig met een vraagteken.",
    "wie": "Zeg wie er iets moet doen of laten: ik, wij, of welke rol?",
    "daad": "Noem de daad: wat doet die persoon dan wel of niet?",
    "hoe": "Een vraag die met ‘hoe’ begint, gaat over de aanpak. Vraag eerst of het goed is om te doen.",
    "een_vraag": "Hier staan twee vragen. Kies er een; de andere komt later vanzelf.",
    "feit": "Dit lijkt een vraag naar feiten. Zoek die op, en vraag daarna wat goed is om te doen.",
    "wet": "Of het van de wet mag, vraag je bij ‘Mag dit?’. Vraag hier wat goed is om te doen.",
    "kort": "De vraag is erg kort. Zeg er in een paar woorden bij waar het over gaat.",
    "lang": f"Maak de vraag korter: hooguit {MAX_WOORDEN} woorden. De rest hoort bij de casus.",
}

_ROLLEN = (
    "consulent|klantmanager|medewerker|collega|gemeente|team|teamleider|manager|directeur|wethouder|college|"
    "raad|organisatie|jurist|hulpverlener|begeleider|coach|leidinggevende|afdeling|afdelingshoofd|uitvoerder|"
    "professional|ambtenaar|gespreksleider|coordinator|coördinator|toezichthouder|werker|regisseur|dienst"
)
_WIE = re.compile(rf"\b(ik|wij|we|jij|je|u|\w{{0,30}}(?:{_ROLLEN})(?:en|s|'s|’s)?)\b")
_HOE = re.compile(r"(?:en |maar |dus )?(?:hoe|op welke manier|op welke wijze)\b")
_TWEE = re.compile(r"\b(?:en|of) (?:moet|moeten|mag|mogen|wat|hoe|wie|waarom|welke|wanneer)\b")
_FEIT = re.compile(
    r"(?:hoeveel|hoe vaak|hoe lang|hoe hoog|wanneer|sinds wanneer|waar|klopt|is het waar|wat kost|wat staat|"
    r"welk artikel|welke regel|welke wet|heeft .{1,60} recht op)\b"
)
_WET = re.compile(
    r"\b(?:van de wet|volgens de wet|wettelijk|juridisch|rechtmatig|toegestaan|mag dit|mag dat)\b"
)
_GOED = re.compile(
    r"\b(?:goed|beter|juist|eerlijk|rechtvaardig|verantwoord|fatsoenlijk|netjes|moet|moeten)\b"
)
_VAAG = re.compile(r"wat (?:moet|moeten|kan|kunnen|doe|doen|zou|mag)\b")
_DAAD = re.compile(
    r"\b(?:dat|om|te)\b|\b(?!een\b|geen\b|mensen\b|kinderen\b|moeten\b|mogen\b)\w{2,30}(?:en|aan|ien)\b"
)


def toets(vraag: str) -> tuple[Advies, ...]:
    """Return what could be sharper in this question, in a fixed order; empty means that it is fine."""
    tekst = " ".join(vraag[:MAX_GELEZEN].split())
    if not tekst:
        return (Advies("leeg", ZINNEN["leeg"]),)
    klein = tekst.lower()
    return tuple(Advies(sleutel, ZINNEN[sleutel]) for sleutel, scherp in _TOETSEN if not scherp(klein))


def _lengte(vraag: str) -> int:
    return len(vraag.split())


_TOETSEN: tuple[tuple[str, Callable[[str], bool]], ...] = (
    ("vraagteken", lambda vraag: vraag.endswith("?")),
    ("wie", lambda vraag: bool(_WIE.search(vraag))),
    ("daad", lambda vraag: bool(_DAAD.search(vraag)) and not _VAAG.match(vraag)),
    ("hoe", lambda vraag: not _HOE.match(vraag) or bool(_FEIT.match(vraag))),
    ("een_vraag", lambda vraag: vraag.count("?") < 2 and not _TWEE.search(vraag)),
    ("feit", lambda vraag: not _FEIT.match(vraag)),
    ("wet", lambda vraag: not _WET.search(vraag) or bool(_GOED.search(vraag))),
    ("kort", lambda vraag: _lengte(vraag) >= MIN_WOORDEN),
    ("lang", lambda vraag: _lengte(vraag) <= MAX_WOORDEN),
)
"""What is looked at, in the order in which it is told; each says whether the question is fine there."""
