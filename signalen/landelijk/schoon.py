"""Names of municipalities from files, and text on one line. Pure; knows no files."""

from __future__ import annotations

import re
import unicodedata

_KWARTAAL = re.compile(r"(?i)[-_. ]*20\d\d[-_ ]?k[1-4][-_. ]*")
_SOORT = re.compile(r"(?i)^(?:kwartaal)?register(?![a-z])")


def regeltekst(tekst: str) -> str:
    """Return text on one line, composed, without signs that nobody sees (controls, direction marks)."""
    if not tekst.isprintable():
        tekst = "".join(t if unicodedata.category(t)[0] != "C" else " " for t in tekst)
    return " ".join(unicodedata.normalize("NFC", tekst).split())


def gemeente_van(bestandsnaam: str) -> str:
    """Return the municipality that a file is named after: `den-haag-2026-K3.json` is Den Haag.

    Empty when the name says only which quarter it is. A name with a capital is taken as it is written.
    """
    stam = _SOORT.sub(" ", _KWARTAAL.sub(" ", bestandsnaam.rsplit(".", 1)[0]))
    if stam == stam.lower():
        stam = stam.replace("-", " ").title()
    return regeltekst(stam.replace("_", " ")).strip("- ")
