"""One published edition as it comes in: is it whole, is it unchanged, and what do we use of it. Pure.

Two forms: the four keys of `/register/<kwartaal>.json`, and the open data of an edition, which also says
whose it is. Only published lines are read. What else a file holds (front page, figures) is not looked at
and not passed on.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from signalen.landelijk.schoon import regeltekst
from signalen.register import rules
from signalen.register.lagen import STANDEN

MAX_BYTES = 20_000_000
"""A quarter of 1,000 knelpunten is about 3 MB; what is over this is no edition of one municipality."""

MAX_WOORD, MAX_TEKST = 300, 20_000
LANG = ("wat_moet_anders", "redenen", "en_intussen")
BASIS = ("kwartaal", "regels", "ingehouden", "vingerafdruk")
RIJK = re.compile(r"\b(?:rijk|rijksoverheid|ministeries?|minister|staatssecretaris|kabinet)\b", re.I)
OPNIEUW = "Haal het bestand opnieuw op bij de gemeente."


class Bestandsfout(Exception):
    """This file is refused: what is wrong, and what to do."""

    def __init__(self, wat: str, remedie: str = OPNIEUW, sleutel: str = "") -> None:
        super().__init__(wat)
        self.wat, self.remedie, self.sleutel = wat, remedie, sleutel


@dataclass(frozen=True)
class Uitgave:
    """An edition that was read: whose, of which quarter, its fingerprint, and its lines as we use them.

    `ingehouden` names (nummer, ronde) of what is withheld: if it was shown before, it is gone here too.
    """

    gemeente: str
    kwartaal: str
    vingerafdruk: str
    ingehouden: Sequence[tuple[int, int]]
    verbeteringen: int
    regels: Sequence[Mapping[str, Any]]


def lees(inhoud: bytes, gemeente: str) -> Uitgave:
    """Return the edition in these bytes. `gemeente` counts where the file itself does not say whose it is.

    Raises Bestandsfout when it is no edition, was changed, is too large, or does not say whose it is.
    """
    if len(inhoud) > MAX_BYTES:
        raise Bestandsfout("Het bestand is groter dan 20 MB.", "Kies het register van één kwartaal.")
    ruw = _json(inhoud)
    if not isinstance(ruw, dict) or not all(naam in ruw for naam in BASIS):
        raise Bestandsfout(
            "Dit is geen kwartaalregister.", "Kies het open bestand (JSON) van een vastgesteld register."
        )
    kwartaal = _kwartaal(ruw["kwartaal"])
    regels, ingehouden = _lijst(ruw, "regels"), _lijst(ruw, "ingehouden")
    afdruk = _onveranderd(kwartaal, regels, ingehouden, ruw["vingerafdruk"])
    kernen = [_kern(regel, nummer) for nummer, regel in enumerate(regels, 1)]
    _elk_eenmaal(kernen)
    weg = [(_getal(s, "nummer", "ingehouden."), _getal(s, "ronde", "ingehouden.")) for s in ingehouden]
    errata = len(_lijst(ruw, "errata")) if "errata" in ruw else 0
    return Uitgave(_gemeente(ruw, gemeente), kwartaal, afdruk, weg, errata, kernen)


def _json(inhoud: bytes) -> Any:
    try:
        return json.loads(
            inhoud.decode("utf-8"), object_pairs_hook=_zonder_dubbel, parse_constant=_geen_getal
        )
    except UnicodeDecodeError as fout:
        raise Bestandsfout("Dit bestand is geen tekst in UTF-8.") from fout
    except (ValueError, RecursionError) as fout:
        raise Bestandsfout("Dit bestand is geen goede JSON.") from fout


def _zonder_dubbel(paren: list[tuple[str, Any]]) -> dict[str, Any]:
    uit = dict(paren)
    if len(uit) != len(paren):
        raise ValueError("a key twice")
    return uit


def _geen_getal(ruw: str) -> Any:
    raise ValueError(ruw)


def _kwartaal(ruw: Any) -> str:
    try:
        return rules.lees_kwartaal(ruw).code
    except (ValueError, TypeError) as fout:
        raise Bestandsfout("Het kwartaal is niet te lezen.", sleutel="kwartaal") from fout


def _lijst(bij: Mapping[str, Any], naam: str, plek: str = "") -> list[Any]:
    waarde = bij.get(naam)
    if not isinstance(waarde, list) or not all(isinstance(deel, dict) for deel in waarde):
        raise Bestandsfout(
            f"Hier hoort een lijst van onderdelen te staan: {plek}{naam}.", sleutel=f"{plek}{naam}"
        )
    return waarde


def _onveranderd(kwartaal: str, regels: list[Any], ingehouden: list[Any], genoemd: Any) -> str:
    try:
        berekend = rules.vingerafdruk(kwartaal, regels, ingehouden)
    except (ValueError, RecursionError) as fout:
        raise Bestandsfout("Dit bestand bevat tekens die geen tekst zijn.") from fout
    if berekend != genoemd:
        zin = "De vingerafdruk klopt niet: het bestand is veranderd na het vaststellen."
        raise Bestandsfout(zin, sleutel="vingerafdruk")
    return berekend


def _gemeente(ruw: Mapping[str, Any], gegeven: str) -> str:
    genoemd = ruw.get("gemeente", "")
    if not isinstance(genoemd, str) or len(genoemd) > MAX_WOORD:
        raise Bestandsfout("De naam van de gemeente is niet te lezen.", sleutel="gemeente")
    naam = regeltekst(genoemd) or regeltekst(gegeven)
    if not naam:
        remedie = (
            "Noem de gemeente: --gemeente 'Naam=bestand', of geef het bestand de naam gemeente-2026-K3.json."
        )
        raise Bestandsfout("Dit bestand zegt niet van welke gemeente het is.", remedie, "gemeente")
    return naam


def _elk_eenmaal(kernen: Sequence[Mapping[str, Any]]) -> None:
    gezien: set[tuple[int, int]] = set()
    for kern in kernen:
        sleutel = (kern["nummer"], kern["ronde"])
        if sleutel in gezien:
            raise Bestandsfout(
                f"Knelpunt {sleutel[0]}, ronde {sleutel[1]} staat er twee keer in.", sleutel="regels"
            )
        gezien.add(sleutel)


# ------------------------------------------------------------------ one line


def _kern(regel: Mapping[str, Any], nummer: int) -> dict[str, Any]:
    """Return what we use of a line, checked; the rest of a line does not travel on."""
    plek = f"regels[{nummer}]."
    afspraken = [_vak(a, "stand", plek, STANDEN) for a in _lijst(regel, "afspraken", plek)]
    return {
        "nummer": _getal(regel, "nummer", plek),
        "ronde": _getal(regel, "ronde", plek),
        **{
            naam: regeltekst(_tekst(regel, naam, plek, MAX_WOORD))
            for naam in ("titel", "domein", "oorzaak", "stand")
        },
        "regeling": regeltekst(_tekst(regel, "regeling", plek, MAX_TEKST)),
        "woorden": regeltekst(_tekst(regel, "woorden", plek, MAX_TEKST)),
        "besluit": _besluit(regel.get("besluit"), plek),
        "afspraken": {stand: afspraken.count(stand) for stand in STANDEN},
        "stiltes": len(_lijst(regel, "stiltes", plek)),
        "doorgegeven": [
            _stuk(s, plek) for s in _lijst(regel, "doorgezet", plek) if s.get("soort") == "buiten"
        ],
    }


def _fout(bij: str, hoort: str) -> Bestandsfout:
    return Bestandsfout(f"Op deze plek hoort {hoort}: {bij}.", sleutel=bij)


def _getal(bij: Mapping[str, Any], naam: str, plek: str) -> int:
    waarde = bij.get(naam)
    if isinstance(waarde, bool) or not isinstance(waarde, int) or not 0 < waarde < 1_000_000_000:
        raise _fout(plek + naam, "een getal vanaf 1")
    return waarde


def _tekst(bij: Mapping[str, Any], naam: str, plek: str, hoogstens: int) -> str:
    waarde = bij.get(naam)
    if not isinstance(waarde, str) or len(waarde) > hoogstens:
        raise _fout(plek + naam, f"een tekst van ten hoogste {hoogstens} tekens")
    return waarde


def _vak(bij: Mapping[str, Any], naam: str, plek: str, keuzes: Sequence[str]) -> str:
    waarde = bij.get(naam)
    if waarde not in keuzes or not isinstance(waarde, str):
        raise _fout(plek + naam, "een van " + ", ".join(keuzes))
    return waarde


def _dag(bij: Mapping[str, Any], naam: str, plek: str) -> str | None:
    waarde = bij.get(naam)
    if waarde is None:
        return None
    try:
        return date.fromisoformat(waarde).isoformat()
    except (ValueError, TypeError) as fout:
        raise _fout(plek + naam, "een dag zoals 2026-12-08") from fout


def _besluit(ruw: Any, plek: str) -> dict[str, Any] | None:
    if ruw is None:
        return None
    if not isinstance(ruw, dict):
        raise _fout(plek + "besluit", "een besluit of null")
    bij = f"{plek}besluit."
    vol = {"wat_moet_anders": "", "redenen": "", "en_intussen": "", **ruw}
    teksten = {naam: regeltekst(_tekst(vol, naam, bij, MAX_TEKST)) for naam in LANG}
    return {
        "soort": regeltekst(_tekst(ruw, "soort", bij, MAX_WOORD)),
        "datum": _dag(ruw, "datum", bij),
        **teksten,
    }


def _stuk(ruw: Mapping[str, Any], plek: str) -> dict[str, Any]:
    bij = f"{plek}doorgezet."
    aan = regeltekst(_tekst(ruw, "aan", bij, MAX_WOORD))
    dagen = {naam: _dag(ruw, naam, bij) for naam in ("datum", "verstuurd", "antwoord_op")}
    if dagen["datum"] is None:
        raise _fout(bij + "datum", "een dag zoals 2026-12-08")
    antwoord = regeltekst(_tekst(ruw, "antwoord", bij, MAX_TEKST))
    return {"aan": aan, "rijk": RIJK.search(aan) is not None, **dagen, "antwoord": antwoord}
