"""A document as OpenDocument text, by odfdo: real headings, lists and tables with a heading row, so that a
screen reader can walk it and a colleague can change it.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from odfdo import Cell, Document, Header, HeaderRows, List, ListItem, Paragraph, Row, Style, Table

from signalen.overleg.documenten.bladen import Blad
from signalen.overleg.documenten.stukken import Stuk

GEWOON, CITAAT, IN_CEL, IN_KOP = "Text_20_body", "Citaat", "Celtekst", "Celkop"
RAND = "0.5pt solid #999999"


def naar_odt(blad: Blad, moment: datetime) -> bytes:
    """Return the file. Text is placed as text: signs of XML are escaped by the library."""
    document = Document("text")
    document.body.clear()
    _stijlen(document)
    for nummer, stuk in enumerate(blad.stukken):
        document.body.append(_element(stuk, nummer))
    document.language = "nl-NL"
    meta = document.meta
    meta.title, meta.language, meta.creator = blad.titel, "nl-NL", blad.afzender
    meta.creation_date = meta.date = moment.astimezone(UTC).replace(tzinfo=None)
    uit = io.BytesIO()
    document.save(uit)
    return uit.getvalue()


def _stijlen(document: Document) -> None:
    extra = {CITAAT: ("paragraph", "fo:margin-left", "1cm"), IN_KOP: ("text", "fo:font-weight", "bold")}
    for naam in (CITAAT, IN_CEL, IN_KOP):
        stijl = Style("paragraph", name=naam, display_name=naam, parent_style="Standard")
        if naam in extra:
            vlak, eigenschap, waarde = extra[naam]
            stijl.set_properties({eigenschap: waarde}, area=vlak)
        document.insert_style(stijl)
    cel = Style("table-cell", name="Cel", area="table-cell", border_bottom=RAND, padding="0.1cm")
    document.insert_style(cel, automatic=True)


def _element(stuk: Stuk, nummer: int) -> Any:
    maak: dict[str, Callable[[], Any]] = {
        "kop": lambda: _kop(stuk),
        "lijst": lambda: _lijst(stuk),
        "tabel": lambda: _tabel(stuk, nummer),
        "citaat": lambda: Paragraph(stuk["tekst"], style=CITAAT),
        "alinea": lambda: Paragraph(stuk["tekst"], style=GEWOON),
    }
    return maak[stuk["soort"]]()


def _kop(stuk: Stuk) -> Header:
    uit = Header(stuk["niveau"], stuk["tekst"])
    uit.set_attribute("text:style-name", f"Heading_20_{stuk['niveau']}")
    return uit


def _lijst(stuk: Stuk) -> List:
    uit = List(style="Numbering_20_1" if stuk["genummerd"] else "List_20_1")
    for punt in stuk["punten"]:
        item = ListItem()
        item.append(Paragraph(punt["tekst"], style=GEWOON))
        if punt["lijst"] is not None:
            item.append(_lijst(punt["lijst"]))
        uit.append(item)
    return uit


def _tabel(stuk: Stuk, nummer: int) -> Table:
    uit = Table(name=f"Tabel {nummer}")
    koppen = HeaderRows()
    koppen.append(_rij(stuk["kop"], IN_KOP))
    uit.append(koppen)
    for cellen in stuk["rijen"]:
        uit.append(_rij(cellen, IN_CEL))
    return uit


def _rij(cellen: list[str], stijl: str) -> Row:
    rij = Row()
    for tekst in cellen:
        cel = Cell(style="Cel")
        cel.set_attribute("office:value-type", "string")
        cel.append(Paragraph(tekst, style=stijl))
        rij.append(cel)
    return rij
