"""The register and its one page for the reading bag as PDF/UA-1 and PDF/A-2a in one file, by typst.

Data goes in as a JSON file beside the template, never as markup. Decides nothing: `drukwerk` says what
stands there.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import typst

from signalen.overleg.documenten.stukken import leesbaar
from signalen.register.beelden import Beeldje
from signalen.register.vormen import drukwerk
from signalen.register.vormen.zetsel import Zetsel

ROOT = Path(__file__).resolve().parents[3]
SJABLONEN = ROOT / "templates" / "register"
LETTERS = ROOT / "signalen" / "vendor" / "source-sans-3.52.0"
NORMEN: Any = ["ua-1", "a-2a"]
PUNT, VOL = 0.62, 470.0
"""How many points a unit of a drawing is on paper, and the width of the page."""

GETALLEN = "De zin erbij zegt wat het laat zien, de tabel eronder geeft dezelfde getallen."


def naar_pdf(z: Zetsel, beelden: Mapping[str, Beeldje] | None = None) -> bytes:
    """Return the whole register; the same edition and pictures give the same bytes.

    Raises typst.TypstError for what the two norms refuse, such as a skipped heading.
    """
    alle = beelden or {}
    plekken = {naam: _plek(naam, een) for naam, een in alle.items()}
    data = {**drukwerk.stuk(z), "beelden": plekken}
    return _zet("register", data, z.moment, {f"{naam}.svg": een.svg.encode() for naam, een in alle.items()})


def _plek(naam: str, een: Beeldje) -> dict[str, Any]:
    """Say where a picture is, what it shows, and how wide it is so that its letters fit the text."""
    maten = re.search(r'viewBox="0 0 ([\d.]+) [\d.]+"', een.svg)
    breedte = min(float(maten[1]) * PUNT, VOL) if maten else VOL
    woorden = {"alt": f"{een.titel}. {GETALLEN}", "zin": een.alt}
    return {"bestand": f"{naam}.svg", "breedte": breedte, **woorden}


def naar_leestas(z: Zetsel) -> bytes:
    """Return the page for the reading bag."""
    return _zet("leestas", drukwerk.leestas(z), z.moment, {})


def _zet(sjabloon: str, data: Mapping[str, Any], moment: datetime, erbij: Mapping[str, bytes]) -> bytes:
    bestanden: Any = {
        "main": (SJABLONEN / f"{sjabloon}.typ").read_bytes(),
        "stijl.typ": (SJABLONEN / "stijl.typ").read_bytes(),
        "data.json": json.dumps(_schoon(data), ensure_ascii=False).encode(),
        **erbij,
    }
    gemaakt = typst.compile(
        bestanden,
        font_paths=[str(LETTERS)],
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards=NORMEN,
        timestamp=moment,
    )
    return bytes(gemaakt)


def _schoon(waarde: Any) -> Any:
    """Return values whose text holds no sign that a file cannot hold."""
    if isinstance(waarde, Mapping):
        return {naam: _schoon(deel) for naam, deel in waarde.items()}
    if isinstance(waarde, list | tuple):
        return [_schoon(deel) for deel in waarde]
    return leesbaar(waarde) if isinstance(waarde, str) else waarde
