"""The template of the raadsinformatiebrief that comes along, made with odfdo: real headings, Dutch, no logo.

A municipality downloads it, changes it and gives it back. Says nothing about one edition.
"""

from __future__ import annotations

import io
import zipfile
from datetime import datetime

from odfdo import Document, Header, Paragraph

from signalen.register.vormen.inpakken import Pakket

NAAM = "raadsinformatiebrief"
VAN = datetime(2026, 1, 1)
"""The day in the file, so that it is the same whenever it is made."""

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
    "Met deze brief informeren wij u over het kwartaalregister van {{kwartaal}}. Daarin staat wat er knelt in de "
    "uitvoering, wat wij daarover besloten en beloofden, en waar het stil bleef. De stand is die van {{stand_op}}.",
)
SLOT = (
    "Het hele register staat op {{adres}}. Het toont {{aantal_knelpunten}} knelpunten. {{aantal_ingehouden}} "
    "knelpunten worden niet getoond; waarom, staat erbij.",
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
        document.body.append(Paragraph(f"{{{{{plek}}}}}", style="Text_20_body"))
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


def _vast(bestand: bytes) -> bytes:
    """Pack it again with fixed dates: the library writes those of now."""
    pakket = Pakket(VAN)
    with zipfile.ZipFile(io.BytesIO(bestand)) as bron:
        for deel in bron.infolist():
            if not deel.is_dir():
                pakket.voeg_toe(deel.filename, bron.read(deel), los=deel.filename == "mimetype")
    return pakket.bytes()
