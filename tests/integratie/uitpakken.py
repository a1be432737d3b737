"""What anyone can read in a file that leaves the house, also within what it packs."""

from __future__ import annotations

import io
import zipfile

import pypdfium2
from sqlalchemy import select

from signalen.db import db
from signalen.register.models import Editie, Editiebestand


def leesbaar(inhoud: bytes) -> str:
    """Return the text of a PDF, of all parts of a ZIP (so of ODS, XLSX and ODT), or of the file itself."""
    if inhoud.startswith(b"%PDF"):
        with pypdfium2.PdfDocument(inhoud) as boek:
            return "".join(boek[nr].get_textpage().get_text_range() for nr in range(len(boek)))
    if inhoud.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(inhoud)) as pakket:
            return "".join(pakket.read(naam).decode("utf-8", "replace") for naam in pakket.namelist())
    return inhoud.decode()


def bytes_van(editie: Editie) -> dict[str, bytes]:
    """Return every stored file of an edition by its form."""
    zoek = select(Editiebestand.vorm, Editiebestand.inhoud).where(Editiebestand.editie_id == editie.id)
    return dict(iter(db.session.execute(zoek)))
