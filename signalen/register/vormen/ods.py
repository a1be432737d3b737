"""The tables as an OpenDocument spreadsheet (ODF 1.3), written as a stream: no document stands in memory.

Text is always text and never a formula (SAFETY rule 32); numbers and days are typed. Pure: bytes come out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from xml.sax.saxutils import escape, quoteattr

from signalen.register.vormen.inpakken import Pakket
from signalen.register.vormen.tafel import Cel, Kolom, Tafel
from signalen.register.vormen.tafels import Titelblad

MIME = "application/vnd.oasis.opendocument.spreadsheet"
KOP = '<?xml version="1.0" encoding="UTF-8"?>\n'
RUIMTEN = " ".join(
    f'xmlns:{naam}="{adres}"'
    for naam, adres in (
        ("office", "urn:oasis:names:tc:opendocument:xmlns:office:1.0"),
        ("table", "urn:oasis:names:tc:opendocument:xmlns:table:1.0"),
        ("text", "urn:oasis:names:tc:opendocument:xmlns:text:1.0"),
        ("style", "urn:oasis:names:tc:opendocument:xmlns:style:1.0"),
        ("number", "urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0"),
        ("fo", "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"),
        ("meta", "urn:oasis:names:tc:opendocument:xmlns:meta:1.0"),
        ("dc", "http://purl.org/dc/elements/1.1/"),
    )
)
MANIFEST = (
    f"{KOP}<manifest:manifest"
    ' xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">'
    f'<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="{MIME}"/>'
    + "".join(
        f'<manifest:file-entry manifest:full-path="{naam}.xml" manifest:media-type="text/xml"/>'
        for naam in ("content", "styles", "meta")
    )
    + "</manifest:manifest>"
)
SMAL, BREED = "3.2cm", "10cm"
STIJLEN = (
    "<office:automatic-styles>"
    '<number:date-style style:name="Dag"><number:day/><number:text>-</number:text><number:month/>'
    '<number:text>-</number:text><number:year number:style="long"/></number:date-style>'
    f'<style:style style:name="Smal" style:family="table-column">'
    f'<style:table-column-properties style:column-width="{SMAL}"/></style:style>'
    f'<style:style style:name="Breed" style:family="table-column">'
    f'<style:table-column-properties style:column-width="{BREED}"/></style:style>'
    '<style:style style:name="Kop" style:family="table-cell" style:parent-style-name="Default">'
    '<style:table-cell-properties fo:wrap-option="wrap"/><style:text-properties fo:font-weight="bold"/>'
    "</style:style>"
    '<style:style style:name="Titel" style:family="table-cell" style:parent-style-name="Default">'
    '<style:text-properties fo:font-weight="bold" fo:font-size="16pt"/></style:style>'
    '<style:style style:name="Tekst" style:family="table-cell" style:parent-style-name="Default">'
    '<style:table-cell-properties fo:wrap-option="wrap" style:vertical-align="top"/></style:style>'
    '<style:style style:name="Getal" style:family="table-cell" style:parent-style-name="Default">'
    '<style:table-cell-properties style:vertical-align="top"/></style:style>'
    '<style:style style:name="Datum" style:family="table-cell" style:parent-style-name="Default"'
    ' style:data-style-name="Dag"><style:table-cell-properties style:vertical-align="top"/></style:style>'
    "</office:automatic-styles>"
)
BASIS = (
    f'{KOP}<office:document-styles {RUIMTEN} office:version="1.3"><office:styles>'
    '<style:default-style style:family="table-cell"><style:text-properties fo:language="nl"'
    ' fo:country="NL" fo:font-size="10pt"/></style:default-style>'
    '<style:style style:name="Default" style:family="table-cell"/></office:styles></office:document-styles>'
)


def naar_ods(blad: Titelblad, tafels: Sequence[Tafel], afzender: str, moment: datetime) -> bytes:
    """Return the spreadsheet: a title sheet and one sheet per table; same tables, same bytes."""
    pakket = Pakket(moment)
    pakket.voeg_toe("mimetype", MIME.encode(), los=True)
    pakket.stroom("content.xml", _inhoud(blad, tafels))
    pakket.voeg_toe("styles.xml", BASIS.encode())
    pakket.voeg_toe("meta.xml", _meta(blad.titel, afzender, moment).encode())
    pakket.voeg_toe("META-INF/manifest.xml", MANIFEST.encode())
    return pakket.bytes()


def _meta(titel: str, afzender: str, moment: datetime) -> str:
    dag = moment.strftime("%Y-%m-%dT%H:%M:%SZ")
    return (
        f'{KOP}<office:document-meta {RUIMTEN} office:version="1.3"><office:meta>'
        f"<dc:title>{escape(titel)}</dc:title><dc:creator>{escape(afzender)}</dc:creator>"
        f"<dc:language>nl-NL</dc:language><meta:creation-date>{dag}</meta:creation-date>"
        f"<dc:date>{dag}</dc:date></office:meta></office:document-meta>"
    )


def _inhoud(blad: Titelblad, tafels: Sequence[Tafel]) -> Iterator[str]:
    yield f'{KOP}<office:document-content {RUIMTEN} office:version="1.3">{STIJLEN}'
    yield "<office:body><office:spreadsheet>"
    yield from _titelblad(blad, tafels)
    for tafel in tafels:
        yield from _tafel(tafel)
    yield "</office:spreadsheet></office:body></office:document-content>"


def _titelblad(blad: Titelblad, tafels: Sequence[Tafel]) -> Iterator[str]:
    yield '<table:table table:name="Over dit register">'
    yield '<table:table-column table:style-name="Breed"/><table:table-column table:style-name="Breed"/>'
    yield _rij([blad.titel], "Titel")
    for paar in blad.gegevens:
        yield _rij(paar)
    yield _rij([])
    yield _rij(["Blad", "Wat erin staat"], "Kop")
    for tafel in tafels:
        yield _rij([tafel.titel, tafel.uitleg])
    yield "</table:table>"


def _tafel(tafel: Tafel) -> Iterator[str]:
    yield f"<table:table table:name={quoteattr(tafel.titel)}>"
    yield f"<table:title>{escape(tafel.titel)}</table:title><table:desc>{escape(tafel.uitleg)}</table:desc>"
    yield "".join(_kolom(kolom) for kolom in tafel.kolommen)
    yield "<table:table-header-rows>"
    yield _rij([kolom.naam for kolom in tafel.kolommen], "Kop")
    yield "</table:table-header-rows>"
    for rij in tafel.rijen:
        yield _rij(rij)
    yield "</table:table>"


def _kolom(kolom: Kolom) -> str:
    return f'<table:table-column table:style-name="{"Breed" if kolom.breed else "Smal"}"/>'


def _rij(cellen: Sequence[Cel], stijl: str = "") -> str:
    inhoud = "".join(_cel(cel, stijl) for cel in cellen) or "<table:table-cell/>"
    return f"<table:table-row>{inhoud}</table:table-row>"


def _cel(cel: Cel, stijl: str) -> str:
    if cel is None or cel == "":
        return "<table:table-cell/>"
    if isinstance(cel, date):
        dag = f'office:value-type="date" office:date-value="{cel.isoformat()}"'
        getoond = f"{cel.day}-{cel.month}-{cel.year}"
        return (
            f'<table:table-cell table:style-name="Datum" {dag}><text:p>{getoond}</text:p></table:table-cell>'
        )
    if isinstance(cel, int):
        getal = f'office:value-type="float" office:value="{cel}"'
        return f'<table:table-cell table:style-name="Getal" {getal}><text:p>{cel}</text:p></table:table-cell>'
    alineas = "".join(f"<text:p>{_tekst(regel)}</text:p>" for regel in cel.split("\n"))
    naam = stijl or "Tekst"
    return (
        f'<table:table-cell table:style-name="{naam}" office:value-type="string">{alineas}</table:table-cell>'
    )


def _tekst(regel: str) -> str:
    """Return one line of text; spaces that a reader of XML would fold become marked ones."""
    return re.sub(r"^ | (?= )| $", "<text:s/>", escape(regel))
