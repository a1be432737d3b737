"""The template of the raadsinformatiebrief that comes along, made with odfdo: real headings, Dutch, no logo.

A municipality downloads it, changes it and gives it back. Says nothing about one edition.
"""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime

from odfdo import Document, Header, List, ListItem, Paragraph

from signalen.register.vormen.inpakken import Pakket

NAAM = "raadsinformatiebrief"
VAN = datetime(2026, 1, 1)
"""The day in the file, so that it is the same whenever it is made."""

INSPRINGEN = (
    b'<style:list-level-properties text:list-level-position-and-space-mode="label-alignment">'
    b'<style:list-level-label-alignment text:label-followed-by="listtab" text:list-tab-stop-position="0.6cm"'
    b' fo:text-indent="-0.6cm" fo:margin-left="0.6cm"/></style:list-level-properties>'
)
"""How an item of a list stands, instead of the bullet against its text that the library gives."""

KOPPEN: tuple[tuple[str, str], ...] = (
    ("Samenvatting", "samenvatting"),
    ("Wat op een besluit wacht", "op_uw_bord"),
    ("Beloofd en nagekomen", "nagekomen"),
    ("Niet nagekomen", "niet_nagekomen"),
    ("Waar het stil bleef", "stil"),
    ("Wat er veranderde voor inwoners", "veranderd"),
    ("Naar raad, Rijk en keten", "doorgezet"),
    ("Gaat de raad hierover?", "raad"),
)
INLEIDING = (
    "Geachte leden van de raad,",
    "Met deze brief informeren wij u over het kwartaalregister van {{kwartaal}}. Daarin staat wat er knelt "
    "in de uitvoering, wat wij daarover besloten en beloofden, en waar het stil bleef. De stand is die van "
    "{{stand_op}}.",
)
SLOT = (
    "Het hele register staat op {{adres}}. Getoonde knelpunten: {{aantal_knelpunten}}. Niet getoond: "
    "{{aantal_ingehouden}}; waarom, staat erbij.",
    "{{uitgave}} Controlegetal: {{vingerafdruk}}",
    "Met vriendelijke groet,",
    "het college van burgemeester en wethouders van {{gemeente}}",
)


def standaard() -> bytes:
    """Return the template as ODT; always the same bytes. Raises ImportError when odfdo is missing."""
    document = Document("text")
    document.body.clear()
    document.body.append(_kop(1, "Raadsinformatiebrief: kwartaalregister, {{kwartaal}}"))
    document.body.append(Paragraph("Datum: {{datum}}", style="Text_20_body"))
    for zin in INLEIDING:
        document.body.append(Paragraph(zin, style="Text_20_body"))
    for kop, plek in KOPPEN:
        document.body.append(_kop(2, kop))
        document.body.append(_lijst(f"{{{{{plek}}}}}"))
    for zin in SLOT:
        document.body.append(Paragraph(zin, style="Text_20_body"))
    document.language = "nl-NL"
    meta = document.meta
    meta.title, meta.language, meta.creator = "Raadsinformatiebrief", "nl-NL", "Signalen"
    meta.creation_date = meta.date = VAN
    uit = io.BytesIO()
    document.save(uit)
    return _vast(uit.getvalue())


def _kop(niveau: int, tekst: str) -> Header:
    uit = Header(niveau, tekst)
    uit.set_attribute("text:style-name", f"Heading_20_{niveau}")
    return uit


def _lijst(plek: str) -> List:
    """Return a list of one item, which grows to an item per sentence."""
    uit, punt = List(style="List_20_1"), ListItem()
    punt.append(Paragraph(plek, style="Text_20_body"))
    uit.append(punt)
    return uit


def _stijlen(inhoud: bytes) -> bytes:
    """Take the numbers off the headings, and write without serifs: both are easier to read."""
    zonder = re.sub(rb'(<text:outline-level-style [^>]*?)loext:num-list-format="[^"]*" ', rb"\1", inhoud)
    zonder = re.sub(rb'(<text:outline-level-style [^>]*?)style:num-suffix="\."', rb"\1", zonder)
    zonder = re.sub(
        rb'(<text:outline-level-style [^>]*?)style:num-format="1"', rb'\1style:num-format=""', zonder
    )
    voor, streep, na = zonder.partition(b'style:name="List_20_1"')
    zonder = voor + streep + na.replace(b"<style:list-level-properties/>", INSPRINGEN, 1)
    zonder = zonder.replace(b'fo:font-style="italic" fo:font-weight="bold"', b'fo:font-weight="bold"')
    return zonder.replace(b'style:font-name="Liberation Serif"', b'style:font-name="Liberation Sans"')


def _vast(bestand: bytes) -> bytes:
    """Pack it again with fixed dates: the library writes those of now."""
    pakket = Pakket(VAN)
    with zipfile.ZipFile(io.BytesIO(bestand)) as bron:
        for deel in bron.infolist():
            if not deel.is_dir():
                inhoud = bron.read(deel)
                inhoud = _stijlen(inhoud) if deel.filename == "styles.xml" else inhoud
                pakket.voeg_toe(deel.filename, inhoud, los=deel.filename == "mimetype")
    return pakket.bytes()
