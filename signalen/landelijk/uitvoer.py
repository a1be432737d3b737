"""Writing the files: JSON, and the same parts as a page of its own and as PDF.

The page needs no server: its style is one file beside it, made of the style sheets of the house, with the
letters. Nothing is fetched from elsewhere. The PDF is dated on the last day that the picture is about, so
that the same editions give the same bytes.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from signalen.clock import ZONE
from signalen.config import ROOT
from signalen.knelpunt.rules import canoniek
from signalen.landelijk import blad
from signalen.landelijk.bladwoorden import dag
from signalen.landelijk.voorstelblad import TITEL as VOORSTELLEN
from signalen.landelijk.voorstelblad import stukken as voorstelstukken

STATIC = ROOT / "signalen" / "static"
LETTERS = "source-sans-3-5.3.1"
STIJLEN = ("vendor/voorbeeld-design-tokens-7.4.1/variables.css", "gemeente.css", "signalen.css")
DRUK = "afdrukken.css"
Deel = Mapping[str, Any]


def schrijf_json(pad: Path, document: Any, leesbaar: bool = False) -> None:
    """Write a document: canonical, or with a line per part for who types in it. Never half a file."""
    if leesbaar:
        inhoud = (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()
    else:
        inhoud = canoniek(document) + b"\n"
    _schrijf(pad, inhoud)


def _schrijf(pad: Path, inhoud: bytes) -> None:
    nieuw = pad.with_name(f".{pad.name}.nieuw")
    nieuw.write_bytes(inhoud)
    nieuw.replace(pad)


def schrijf_beeld(uit: Path, document: Deel) -> list[Path]:
    """Write landelijk.json, .html and .pdf with the style of the page. Raises ImportError without typst."""
    from signalen.overleg.documenten.bladen import Blad
    from signalen.overleg.documenten.pdf import naar_pdf

    stukken = blad.stukken(document)
    paden = [uit / f"landelijk.{vorm}" for vorm in ("json", "html", "pdf")]
    schrijf_json(paden[0], document)
    _schrijf(paden[1], pagina(blad.TITEL, stukken, "Stand op " + dag(document["peildag"])).encode())
    op = datetime.combine(date.fromisoformat(document["peildag"]), time(12), ZONE)
    _schrijf(paden[2], naar_pdf(Blad(blad.TITEL, blad.AFZENDER, tuple(stukken)), op))
    return [*paden, schrijf_stijl(uit)]


def schrijf_voorstellen(uit: Path, document: Deel) -> list[Path]:
    """Write voorstellen.json and a page to read them on."""
    paden = [uit / f"voorstellen.{vorm}" for vorm in ("json", "html")]
    schrijf_json(paden[0], document, leesbaar=True)
    _schrijf(paden[1], pagina(VOORSTELLEN, voorstelstukken(document), "Om te beoordelen").encode())
    return [*paden, schrijf_stijl(uit)]


def pagina(titel: str, stukken: Sequence[Deel], onderkop: str) -> str:
    """Return the page of these parts; what they hold is text and never markup."""
    omgeving = Environment(
        loader=FileSystemLoader(ROOT / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return omgeving.get_template("landelijk/blad.html").render(
        titel=titel, stukken=stukken, onderkop=onderkop
    )


def schrijf_stijl(uit: Path) -> Path:
    """Write landelijk.css and the letters that it names."""
    scherm = "\n".join((STATIC / naam).read_text("utf-8") for naam in STIJLEN)
    druk = (STATIC / DRUK).read_text("utf-8")
    pagina_, rest = re.findall(r"@page[^}]*\}", druk), re.sub(r"@page[^}]*\}", "", druk)
    tekst = f"{scherm}\n{' '.join(pagina_)}\n@media print {{\n{rest}\n}}\n"
    (uit / "letters").mkdir(exist_ok=True)
    for letter in sorted((STATIC / "vendor" / LETTERS).glob("*.woff2")):
        shutil.copyfile(letter, uit / "letters" / letter.name)
    shutil.copyfile(STATIC / "vendor" / LETTERS / "LICENSE", uit / "letters" / "LICENSE")
    _schrijf(uit / "landelijk.css", tekst.replace(f"vendor/{LETTERS}/", "letters/").encode())
    return uit / "landelijk.css"
