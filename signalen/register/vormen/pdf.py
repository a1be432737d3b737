"""The register and its one page for the reading bag as PDF/UA-1 and PDF/A-2a in one file, by typst.

Data goes in as a JSON file beside the template, never as markup. Decides nothing: `drukwerk` says what
stands there.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import typst

from signalen.overleg.documenten.stukken import leesbaar
from signalen.register.vormen import drukwerk
from signalen.register.vormen.zetsel import Zetsel

ROOT = Path(__file__).resolve().parents[3]
SJABLONEN = ROOT / "templates" / "register"
LETTERS = ROOT / "signalen" / "vendor" / "source-sans-3.52.0"
NORMEN: Any = ["ua-1", "a-2a"]


@dataclass(frozen=True)
class Beeld:
    """A picture of figures: its name in the template, the SVG, and what it shows in words."""

    naam: str
    svg: str
    alt: str


def naar_pdf(z: Zetsel, beelden: Iterable[Beeld] = ()) -> bytes:
    """Return the whole register; the same edition and pictures give the same bytes.

    Raises typst.TypstError for what the two norms refuse, such as a skipped heading.
    """
    alle = list(beelden)
    plekken = {b.naam: {"bestand": f"{b.naam}.svg", "alt": b.alt} for b in alle}
    data = {**drukwerk.stuk(z), "beelden": plekken}
    return _zet("register", data, z.moment, {f"{b.naam}.svg": b.svg.encode() for b in alle})


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
