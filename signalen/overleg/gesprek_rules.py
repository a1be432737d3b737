"""Pure rules of what is written in a conversation, and of its seats: checked and turned into what is kept.

Where a conversation stands is decided in `workflows.gesprek`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from signalen.knelpunt.rules import OngeldigeInvoer, Veldfout
from signalen.overleg import rules
from signalen.signaal.rules import schoon
from workflows.definition import Gespreksstap, Gespreksveld, Veld
from workflows.stand import Geweigerd

MAX_LANG, MAX_KORT = 5_000, 300
MIN_STOELEN, MAX_STOELEN = 2, 40
VINK = "ja"
SOORTEN = {"lang": "lang", "keuze": "keuze", "vink": "vink"}
_BEDRAG = re.compile(r"(?:€\s*)?(\d{1,3}(?:\.\d{3})+|\d{1,7})(?:,(\d{2}|-))?")


class StapVoorbij(Geweigerd):
    """The step or the round changed while somebody was busy; what was typed is shown again."""

    def __init__(self, reden: str = "") -> None:
        zin = "Het gesprek is intussen verder gegaan. Kijk bij welke stap jullie nu zijn."
        super().__init__(reden or zin, "stap_voorbij")


@dataclass(frozen=True)
class Opzet:
    """How a conversation is begun, as typed. `punt` is an id of a knelpunt or empty; seats are numbers."""

    methode: str
    punt: str = ""
    vraag: str = ""
    stoelen: str = ""
    inbrenger: str = ""
    verslaglegger: str = ""
    tegenspreker: str = ""


def als_velden(stap: Gespreksstap) -> tuple[Veld, ...]:
    """Return the fields of a step as the fields of a form; nothing is compulsory in a conversation."""
    return tuple(
        Veld(v.naam, v.label, SOORTEN.get(v.soort, "tekst"), False, _hulp(v), v.keuzes) for v in stap.velden
    )


def _hulp(veld: Gespreksveld) -> str:
    return veld.hulp or ("Hele euro's of met centen, bijvoorbeeld 450,00." if veld.soort == "bedrag" else "")


def lees_inhoud(stap: Gespreksstap, ruw: Mapping[str, str], leeg_mag: bool = False) -> dict[str, str]:
    """Return what was written in the fields of a step, without empty ones.

    Raises OngeldigeInvoer with a sentence per field: data of a resident, too long, a choice or an amount that
    is none; and for an answer that is empty altogether, unless `leeg_mag`.
    """
    gelezen = {veld.naam: schoon(ruw.get(veld.naam, "")) for veld in stap.velden}
    fouten = _fouten(stap.velden, gelezen)
    vol = {naam: waarde for naam, waarde in gelezen.items() if waarde.strip()}
    if not vol and not leeg_mag and stap.velden:
        fouten.append(Veldfout(stap.velden[0].naam, "Schrijf of kies iets voordat je inlevert."))
    if fouten:
        raise OngeldigeInvoer(fouten)
    return vol


def _fouten(velden: Sequence[Gespreksveld], gelezen: Mapping[str, str]) -> list[Veldfout]:
    vrij = {v.naam: gelezen[v.naam] for v in velden if v.soort in ("tekst", "lang")}
    lang = {v.naam: gelezen[v.naam] for v in velden if v.soort == "lang"}
    kort = {v.naam: gelezen[v.naam] for v in velden if v.soort != "lang"}
    fouten = rules.te_lang(lang, MAX_LANG) + rules.te_lang(kort, MAX_KORT)
    te_lang = {fout.veld for fout in fouten}
    fouten += rules.gegevensfouten({n: t for n, t in vrij.items() if n not in te_lang})
    for veld in velden:
        zin = _bezwaar(veld, gelezen[veld.naam].strip())
        if zin and veld.naam not in te_lang:
            fouten.append(Veldfout(veld.naam, zin))
    return fouten


def _bezwaar(veld: Gespreksveld, waarde: str) -> str:
    if not waarde:
        return ""
    if veld.soort == "keuze" and waarde not in dict(veld.keuzes):
        return "Kies een van de mogelijkheden."
    if veld.soort == "bedrag" and not _BEDRAG.fullmatch(waarde):
        return "Schrijf een bedrag, bijvoorbeeld 450,00."
    return ""


def lees_vraag(ruw: str) -> str:
    """Return the moral question on one line. Raises OngeldigeInvoer when it cannot be kept."""
    vraag = " ".join(schoon(ruw).split())
    fouten = rules.te_lang({"vraag": vraag}, MAX_KORT) or rules.gegevensfouten({"vraag": vraag})
    if fouten:
        raise OngeldigeInvoer(fouten)
    return vraag


def lees_stoelen(ruw: str, standaard: int) -> int:
    """Return how many seats are put ready; empty means `standaard`. Raises OngeldigeInvoer."""
    tekst = ruw.strip()
    aantal = int(tekst) if re.fullmatch(r"[0-9]{1,3}", tekst) else 0
    if not tekst:
        return max(MIN_STOELEN, min(MAX_STOELEN, standaard))
    if not MIN_STOELEN <= aantal <= MAX_STOELEN:
        zin = f"Schrijf met hoeveel mensen jullie zijn, van {MIN_STOELEN} tot en met {MAX_STOELEN}."
        raise OngeldigeInvoer([Veldfout("stoelen", zin)])
    return aantal


def lees_rollen(opzet: Opzet, stoelen: int) -> dict[int, str]:
    """Return the role per seat that has one. Raises OngeldigeInvoer for a seat that is not there."""
    uit: dict[int, str] = {}
    for rol in ("inbrenger", "verslaglegger", "tegenspreker"):
        ruw = getattr(opzet, rol).strip()
        nummer = int(ruw) if re.fullmatch(r"[0-9]{1,2}", ruw) else 0
        if ruw and not 1 <= nummer <= stoelen:
            raise OngeldigeInvoer([Veldfout(rol, f"Schrijf een stoelnummer, van 1 tot en met {stoelen}.")])
        if ruw and nummer in uit:
            raise OngeldigeInvoer([Veldfout(rol, f"Stoel {nummer} heeft al een rol. Kies een andere stoel.")])
        if ruw:
            uit[nummer] = rol
    return uit


def lees_stoelnummer(ruw: str, bezet: Mapping[int, bool]) -> int:
    """Return which seat is freed. `bezet` says per seat whether it is taken. Raises OngeldigeInvoer."""
    tekst = ruw.strip()
    nummer = int(tekst) if re.fullmatch(r"[0-9]{1,2}", tekst) else 0
    if nummer not in bezet:
        raise OngeldigeInvoer(
            [Veldfout("nummer", f"Schrijf een stoelnummer, van 1 tot en met {len(bezet)}.")]
        )
    if not bezet[nummer]:
        raise OngeldigeInvoer([Veldfout("nummer", f"Stoel {nummer} is al vrij.")])
    return nummer


def welke_stoel(vrij: Sequence[int], vroeger: int | None) -> int | None:
    """Return which of the free seats somebody gets: the own one of before, else the first; None when full."""
    return vroeger if vroeger in vrij else min(vrij, default=None)


def tellen_mee(stoelen: Iterable[tuple[str, bool, bool]]) -> list[str]:
    """Return the roles of the seats that a round counts, from (role, taken, handed in) of each.

    An empty seat that handed in was freed since: its answer counts, so its seat does too. Else the answer of
    a freed seat would stand in for one that is still being written.
    """
    return [rol for rol, bezet, ingeleverd in stoelen if bezet or ingeleverd]


def in_woorden(stap: Gespreksstap, inhoud: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return (label, words) of what was written, in the order of the method; choices by their label."""
    uit = []
    for veld in stap.velden:
        waarde = inhoud.get(veld.naam, "")
        if waarde:
            uit.append((veld.label, dict(veld.keuzes).get(waarde, "Ja" if veld.soort == "vink" else waarde)))
    return uit
