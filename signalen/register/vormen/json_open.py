"""The whole edition as open data: one JSON document that says which published schema it follows. Pure.

Holds nothing that the pages do not show; the four parts of the contract are in it under the same names.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from signalen.register.vormen.zetsel import SCHEMA, Zetsel

BESTAND = Path(__file__).resolve().parent / "schema" / "editie-2.json"


def document(z: Zetsel) -> dict[str, Any]:
    """Return the document as plain values."""
    return {
        "schema": f"{z.adres}{SCHEMA}",
        "gemeente": z.gemeente,
        "kwartaal": z.kwartaal,
        "nummer": z.nummer,
        "vastgesteld_op": z.moment.isoformat() if z.vastgesteld_op else None,
        "regels": list(z.regels),
        "ingehouden": list(z.ingehouden),
        "inhoud": dict(z.inhoud),
        "vingerafdruk": z.vingerafdruk,
        "controlegetal": z.inhoud.get("controlegetal", ""),
        "errata": [{"datum": dag.isoformat(), "tekst": tekst} for dag, tekst in z.errata],
    }


def naar_json(z: Zetsel) -> bytes:
    """Return the document as UTF-8; the same edition gives the same bytes."""
    return (json.dumps(document(z), ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def schema() -> bytes:
    """Return the published JSON Schema (2020-12) of the document."""
    return BESTAND.read_bytes()
