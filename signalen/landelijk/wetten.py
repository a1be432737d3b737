"""From the text of a regeling to (wet, artikel): "art. 2.3.5 Wmo 2015" is article 2.3.5 of that law. Pure.

Reads names and usual short names of laws, and numbers of articles. Does not know whether an article exists,
and leaves out members (lid), parts (onder b) and explanations. Own rules of a municipality are no law and
give nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

WETTEN: dict[str, tuple[str, ...]] = {
    "Algemene nabestaandenwet": ("Anw",),
    "Algemene Ouderdomswet": ("AOW",),
    "Algemene verordening gegevensbescherming": ("AVG",),
    "Algemene wet bestuursrecht": ("Awb",),
    "Algemene wet inkomensafhankelijke regelingen": ("Awir",),
    "Besluit bijstandverlening zelfstandigen 2004": ("Bbz 2004", "Bbz"),
    "Burgerlijk Wetboek": ("BW",),
    "Faillissementswet": (),
    "Gemeentewet": (),
    "Huisvestingswet 2014": ("Huisvestingswet",),
    "Invorderingswet 1990": ("Invorderingswet",),
    "Jeugdwet": (),
    "Leerplichtwet 1969": ("Leerplichtwet",),
    "Participatiewet": ("P-wet", "Pw"),
    "Toeslagenwet": (),
    "Vreemdelingenwet 2000": ("Vreemdelingenwet", "Vw 2000"),
    "Werkloosheidswet": ("WW",),
    "Wet aanpak meervoudige problematiek sociaal domein": ("Wams",),
    "Wet arbeidsongeschiktheidsvoorziening jonggehandicapten": ("Wajong",),
    "Wet basisregistratie personen": ("Wet BRP",),
    "Wet gemeentelijke schuldhulpverlening": ("Wgs",),
    "Wet hersteloperatie toeslagen": ("Wht",),
    "Wet inburgering 2021": ("Wet inburgering", "Wi 2021"),
    "Wet inkomensvoorziening oudere en gedeeltelijk arbeidsongeschikte werkloze werknemers": ("IOAW",),
    "Wet inkomensvoorziening oudere en gedeeltelijk arbeidsongeschikte gewezen zelfstandigen": ("IOAZ",),
    "Wet kinderopvang": ("Wko",),
    "Wet langdurige zorg": ("Wlz",),
    "Wet maatschappelijke ondersteuning 2015": ("Wet maatschappelijke ondersteuning", "Wmo 2015", "Wmo"),
    "Wet op de huurtoeslag": (),
    "Wet structuur uitvoeringsorganisatie werk en inkomen": ("Wet SUWI", "SUWI"),
    "Wet verplichte geestelijke gezondheidszorg": ("Wvggz",),
    "Wet werk en inkomen naar arbeidsvermogen": ("Wet WIA", "WIA"),
    "Wet zorg en dwang": ("Wzd",),
    "Wetboek van Burgerlijke Rechtsvordering": ("Rechtsvordering", "Rv"),
    "Ziektewet": ("ZW",),
    "Zorgverzekeringswet": ("Zvw",),
}
"""Full name -> short names. The first name in a text that fits is taken, the longest first."""

_NAAM = {kort.lower(): wet for wet, korte in WETTEN.items() for kort in (wet, *korte)}
_BEKEND = "|".join(re.escape(kort) for kort in sorted(_NAAM, key=lambda k: (-len(k), k)))
# A law that is not in the list: `Woningwet`, or `Wet op de ...` up to what must be the end of its name.
_ANDERS = (
    r"(?-i:[A-Z][a-z]{3,}wet(?: (?:19|20)\d\d)?"
    r"|Wet [A-Za-z][^,;()\d]*?(?=\s+(?:art|en\s)|\s*[,;()\d]|$))"
)
_EIGEN = (
    r"(?<!verordening\s)(?<!beleidsregel\s)(?<!beleidsregels\s)(?<!regeling\s)(?<!besluit\s)(?<!regels\s)"
)
_WET = re.compile(rf"(?<![\w-]){_EIGEN}(?:(?P<bekend>{_BEKEND})|(?P<anders>{_ANDERS}))(?![\w-])", re.I)
_CIJFERS = r"\d+[a-z]{0,2}(?:[.:]\d+[a-z]{0,2})*"
_LID = (
    r"\s*,?\s*(?:(?:eerste|tweede|derde|vierde|vijfde|zesde)\s+lid|lid\s+\d+[a-z]?|leden\s+\d+(?:\s*(?:,|en)\s*\d+)*"
    r"|(?:aanhef\s+en\s+)?(?:onder|sub)\s+[a-z0-9]{1,2}\b)"
)
_KOP = r"art(?:t?\.|ikel(?:en)?|(?=\s*\d))"
_STUK = rf"{_CIJFERS}(?![\w/-])(?:{_LID})*"
_VERDER = r"(?:\s*\([^()]*\))?(?:\s*,?\s+(?:en|of)\s+|\s*,\s*)"
_LIJST = re.compile(rf"(?<!\w){_KOP}\s*(?P<lijst>{_STUK}(?:{_VERDER}(?:{_KOP}\s*)?{_STUK})*)", re.I)
_VOOR = re.compile(r"[\s,(]*(?:\([^()]*\)\s*)?")
_NA = re.compile(r"[\s(]*(?:van\s+(?:de|het)\s+)?", re.I)
_WEG = re.compile(rf"\([^()]*\)|{_LID}", re.I)
MAX_TEKST = 2000
"""Longer texts are read up to here: a regeling is a line, not an essay."""


@dataclass(frozen=True, order=True)
class Artikel:
    """One article of one law; `nummer` is empty when only the law is named."""

    wet: str
    nummer: str


def in_zin(artikelen_: Iterable[Artikel]) -> str:
    """Return articles as they stand in a sentence: `artikel 17 en 58 Participatiewet en de Jeugdwet`."""
    return opsomming([_wet_in_zin(wet, nummers) for wet, nummers in _per_wet(artikelen_)])


def in_tabel(artikelen_: Iterable[Artikel]) -> str:
    """Return articles in short: `Participatiewet art. 17 en 58; Jeugdwet`."""
    per_wet = _per_wet(artikelen_)
    return "; ".join(f"{wet} art. {opsomming(nummers)}" if nummers else wet for wet, nummers in per_wet)


def _per_wet(artikelen_: Iterable[Artikel]) -> list[tuple[str, list[str]]]:
    per: dict[str, list[str]] = {}
    for artikel in sorted(artikelen_):
        per.setdefault(artikel.wet, []).append(artikel.nummer)
    return [(wet, sorted(filter(None, nummers), key=_natuurlijk)) for wet, nummers in per.items()]


def _natuurlijk(nummer: str) -> list[tuple[int, str]]:
    """Order 9, 18, 18a and 2.3.5 as people do."""
    return [(int(deel), letters) for deel, letters in re.findall(r"(\d+)([a-z]*)", nummer)]


def _wet_in_zin(wet: str, nummers: list[str]) -> str:
    if nummers:
        return f"artikel {opsomming(nummers)} {wet}"
    het = "wetboek" in wet.lower() or wet.startswith("Besluit")
    return f"{'het' if het else 'de'} {wet} (zonder artikel)"


def opsomming(delen: Sequence[str]) -> str:
    """Return `a, b en c`."""
    return f"{', '.join(delen[:-1])} en {delen[-1]}" if len(delen) > 1 else "".join(delen)


@dataclass
class _Genoemd:
    """A law where it stands in the text, and whether an article before it took it."""

    wet: str
    van: int
    tot: int
    genomen: bool = False
    met_artikel: bool = False


@lru_cache(maxsize=50_000)
def artikelen(regeling: str) -> tuple[Artikel, ...]:
    """Return the articles in this text, and the laws that are named without one; sorted, each once.

    An article belongs to the law right before it, else right after it, else to the last one before.
    """
    tekst = " ".join(regeling[:MAX_TEKST].split())
    wetten = list(_wetten(tekst))
    gevonden = set()
    for lijst in _LIJST.finditer(tekst):
        eigenaar = _eigenaar(tekst, lijst, wetten)
        if eigenaar is not None:
            eigenaar.met_artikel = True
            gevonden |= {Artikel(eigenaar.wet, nummer) for nummer in _nummers(lijst["lijst"])}
    met = {artikel.wet for artikel in gevonden}
    return tuple(sorted(gevonden | {Artikel(g.wet, "") for g in wetten if g.wet not in met}))


def _wetten(tekst: str) -> Iterator[_Genoemd]:
    for treffer in _WET.finditer(tekst):
        ruw = treffer["bekend"]
        if ruw and not _telt(ruw):
            continue
        naam = _NAAM[ruw.lower()] if ruw else " ".join(treffer["anders"].split())
        yield _Genoemd(naam, treffer.start(), treffer.end())


def _telt(ruw: str) -> bool:
    """A very short name (Pw, BW, AOW) counts only with a capital: in small letters it may be anything."""
    return len(ruw) > 3 or ruw != ruw.lower()


def _nummers(lijst: str) -> list[str]:
    kaal = _WEG.sub(" ", lijst)
    return [n.lower() for n in re.findall(_CIJFERS, kaal, re.I)]


def _eigenaar(tekst: str, lijst: re.Match[str], wetten: list[_Genoemd]) -> _Genoemd | None:
    ervoor = [g for g in wetten if g.tot <= lijst.start()]
    erna = [g for g in wetten if g.van >= lijst.end()]
    vlak_voor = ervoor and not ervoor[-1].genomen and _VOOR.fullmatch(tekst[ervoor[-1].tot : lijst.start()])
    if not vlak_voor and erna and _NA.fullmatch(tekst[lijst.end() : erna[0].van]):
        erna[0].genomen = True
        return erna[0]
    return ervoor[-1] if ervoor else None
