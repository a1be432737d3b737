"""Reads the knelpunten of a story and refuses, with a remedy per key, what cannot be played. Starts
nothing.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from signalen.config import ROOT
from signalen.knelpunt.rules import OORZAKEN, OPLOSNIVEAUS
from signalen.signaal.rules import MAX_TEKST, schoon

EIGEN = ROOT / "tests" / "gegevens" / "knelpunten.json"
"""The project's own copy: what is played when no file is given."""

SLEUTELS = ("titel", "omschrijving", "regeling", "domein", "oorzaak", "oplosniveau", "bron")
KEUZES = {"oorzaak": OORZAKEN, "oplosniveau": OPLOSNIVEAUS}
MAX_TITEL = 200
"""The title of a knelpunt; it must stand whole in the register, so a longer one is not cut."""

TOON = 200
"""So many characters of a refused value are shown."""


@dataclass(frozen=True)
class Item:
    """One knelpunt of the input, with its number from 1."""

    nummer: int
    titel: str
    omschrijving: str
    regeling: str
    domein: str
    oorzaak: str
    oplosniveau: str
    bron: str


@dataclass(frozen=True)
class Fout:
    """One reason to refuse the input; item 0 is the file itself."""

    item: int
    sleutel: str
    waarde: Any
    verwacht: list[str]
    remedie: str


class InvoerFout(Exception):
    """The input cannot be played. `fouten` holds everything that is wrong, in order."""

    def __init__(self, fouten: list[Fout]) -> None:
        super().__init__(f"{len(fouten)} fouten in de invoer")
        self.fouten = fouten

    def als_json(self) -> dict[str, Any]:
        """Return the refusal as CONTRACTS has it."""
        return {"fouten": [asdict(fout) for fout in self.fouten]}

    def zinnen(self) -> list[str]:
        """Return the refusal as one Dutch sentence per fault."""
        return [_zin(fout) for fout in self.fouten]


def _zin(fout: Fout) -> str:
    waar = f"Item {fout.item}, {fout.sleutel}" if fout.item else f"Het bestand ({fout.sleutel})"
    waarde = json.dumps(fout.waarde, ensure_ascii=False)
    verwacht = f" Verwacht: {', '.join(fout.verwacht)}." if fout.verwacht else ""
    return f"{waar}: {waarde} kan niet.{verwacht} {fout.remedie}"


def lees(pad: Path) -> list[Item]:
    """Return the items of a file. Raises InvoerFout with everything that is wrong in it."""
    ruw = _ontleed(_tekst(pad), pad)
    if not isinstance(ruw, list):
        raise _bestand("json", _toon(ruw), ["een lijst"], "Zet de knelpunten tussen [ en ].")
    fouten = [fout for nummer, een in enumerate(ruw, start=1) for fout in keur(nummer, een)]
    if fouten:
        raise InvoerFout(fouten)
    return [Item(nummer, **{s: schoon(een[s]) for s in SLEUTELS}) for nummer, een in enumerate(ruw, start=1)]


def _bestand(sleutel: str, waarde: Any, verwacht: list[str], remedie: str) -> InvoerFout:
    return InvoerFout([Fout(0, sleutel, waarde, verwacht, remedie)])


def _tekst(pad: Path) -> str:
    try:
        return pad.read_bytes().decode("utf-8-sig")
    except OSError as fout:
        reden = "Dit bestand kan niet gelezen worden. Geef met --input het pad van een bestand dat er is."
        raise _bestand("--input", str(pad), ["een bestand met JSON"], reden) from fout
    except UnicodeDecodeError as fout:
        raise _bestand("--input", str(pad), ["UTF-8"], "Bewaar het bestand als UTF-8.") from fout


class _Dubbel(Exception):
    """A key stands twice in one object."""


def _ontleed(tekst: str, pad: Path) -> Any:
    try:
        return json.loads(tekst, object_pairs_hook=_zonder_dubbel)
    except _Dubbel as fout:
        raise _bestand("json", str(fout), ["elke sleutel één keer"], "Haal de dubbele sleutel weg.") from fout
    except (ValueError, RecursionError) as fout:
        regel = getattr(fout, "lineno", 1)
        remedie = f"Dit is geen JSON; het gaat mis op regel {regel}. Maak er een lijst van objecten van."
        raise _bestand("json", str(pad), ["JSON"], remedie) from fout


def _zonder_dubbel(paren: list[tuple[str, Any]]) -> dict[str, Any]:
    uit = dict(paren)
    if len(uit) < len(paren):
        namen = [naam for naam, _ in paren]
        raise _Dubbel(next(naam for naam in namen if namen.count(naam) > 1))
    return uit


# ------------------------------------------------------------------ one item


def keur(nummer: int, een: Any) -> list[Fout]:
    """Return what is wrong with one item; nothing when it can be played."""
    if not isinstance(een, dict):
        return [Fout(nummer, "", _toon(een), ["een object"], "Maak er een object van met zeven sleutels.")]
    over = [_onbekend(nummer, s, een[s]) for s in een if s not in SLEUTELS]
    fouten = [fout for sleutel in SLEUTELS if (fout := _keur_waarde(nummer, sleutel, een))]
    return [*fouten, *over]


def _onbekend(nummer: int, sleutel: str, waarde: Any) -> Fout:
    return Fout(nummer, sleutel, _toon(waarde), list(SLEUTELS), "Deze sleutel bestaat niet. Haal hem weg.")


def _keur_waarde(nummer: int, sleutel: str, een: dict[str, Any]) -> Fout | None:
    if sleutel not in een:
        return Fout(nummer, sleutel, None, _verwacht(sleutel), f"Zet ‘{sleutel}’ erbij.")
    waarde = een[sleutel]
    for klopt, remedie in _eisen(sleutel):
        if not klopt(waarde):
            return Fout(nummer, sleutel, _toon(waarde), _verwacht(sleutel), remedie)
    return None


Eis = tuple[Callable[[Any], bool], str]


def _eisen(sleutel: str) -> list[Eis]:
    """Return what a value must be, each with what to do when it is not; a later one may rely on an
    earlier.
    """
    eisen: list[Eis] = [(lambda w: isinstance(w, str), "Maak er een tekst van, tussen aanhalingstekens.")]
    if sleutel in KEUZES:
        return [*eisen, (lambda w: w in KEUZES[sleutel], "Kies een van de woorden bij ‘verwacht’.")]
    grens = MAX_TITEL if sleutel == "titel" else MAX_TEKST
    woord = f"{grens:,}".replace(",", ".")
    return [
        *eisen,
        (lambda w: bool(schoon(w)), "Vul iets in; een lege tekst kan niet."),
        (lambda w: len(w) <= grens, f"Kort deze tekst in tot {woord} tekens."),
    ]


def _verwacht(sleutel: str) -> list[str]:
    if sleutel in KEUZES:
        return list(KEUZES[sleutel])
    grens = MAX_TITEL if sleutel == "titel" else MAX_TEKST
    return [f"een tekst van 1 tot en met {grens} tekens"]


def _toon(waarde: Any) -> Any:
    """Return a refused value as it may stand in the refusal: short, and a character that cannot exist
    replaced.
    """
    if isinstance(waarde, str):
        heel = waarde.encode("utf-8", "replace").decode()
        return heel if len(heel) <= TOON else f"{heel[:TOON]}…"
    if isinstance(waarde, list | dict):
        return f"{json.dumps(waarde)[:TOON]}"
    return waarde
