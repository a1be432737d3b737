"""Reads TOML files and collects what is wrong in them: what the readers of routes and of methods share.

Only words, numbers and lists come out. What a route or a method must be stands in `keuring` and
`methode_keuring`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from workflows.fout import BestandFout, Fout, raad
from workflows.waarden import Vorm


@dataclass
class Lezer:
    """Reads tables and collects the faults, so that all of them can be told at once.

    `wat` is what is read, in words; `weigering` is the exception that tells the faults.
    """

    bestand: str
    wat: str
    weigering: type[BestandFout]
    fouten: list[Fout] = field(default_factory=list)

    def fout(self, sleutel: str, reden: str, remedie: str) -> None:
        """Note one fault at a key."""
        self.fouten.append(Fout(self.bestand, sleutel, reden, remedie))

    def tabel(self, plek: str, ruw: Mapping[str, Any], vorm: Vorm, moet: Mapping[str, Any]) -> dict[str, Any]:
        """Return the values of one table, with stand-ins for what is missing or wrong."""
        uit: dict[str, Any] = dict(moet)
        for naam in sorted(moet.keys() - ruw.keys()):
            self.fout(sleutel(plek, naam), "dit ontbreekt", f"zet `{naam}` erbij")
        for naam, waarde in ruw.items():
            if naam not in vorm:
                self.fout(sleutel(plek, naam), f"dit woord kent {self.wat} niet", raad(naam, vorm))
                continue
            try:
                uit[naam] = vorm[naam](waarde)
            except ValueError as remedie:
                self.fout(sleutel(plek, naam), f"`{waarde}` kan hier niet", str(remedie))
        return uit

    def toml(self, tekst: str) -> dict[str, Any]:
        """Return TOML text as tables. Raises the refusal at once when it is none."""
        try:
            return tomllib.loads(tekst)
        except (ValueError, RecursionError) as fout:  # numbers and nesting past what Python reads come here
            treffer = re.search(r"at line (\d+)", str(fout))
            plek = f"regel {treffer[1]}" if treffer else "laatste regel"
            remedie = "kijk op die regel naar haakjes, aanhalingstekens en dubbele namen"
            self.fout(plek, f"dit is geen TOML ({fout})", remedie)
            raise self.weigering(tuple(self.fouten)) from fout

    def bestanden(self, pad: Path) -> tuple[str, str]:
        """Return the text of a file and of the .md beside it, empty when that is missing."""
        try:
            tekst = pad.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as fout:
            reden = f"dit bestand is niet te lezen ({fout})"
            self.fout("bestand", reden, "geef een TOML-bestand in UTF-8")
            raise self.weigering(tuple(self.fouten)) from fout
        bij = pad.with_suffix(".md")
        return tekst, bij.read_text(encoding="utf-8", errors="replace") if bij.is_file() else ""

    def klaar(self) -> None:
        """Raise the refusal when there is any fault."""
        if self.fouten:
            raise self.weigering(tuple(self.fouten))


def sleutel(plek: str, naam: str) -> str:
    """Return the key of a value inside a table."""
    return f"{plek}.{naam}" if plek else naam
