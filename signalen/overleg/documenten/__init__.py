"""Agenda and verslag as files: accessible PDF and ODT, made of the same records as the page.

`bladen` says what stands in a document, `stukken` turns released texts into its parts, `pdf` and `odt` write
them. Both libraries are heavy and optional (extra `register`): they are loaded when a file is asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from importlib.util import find_spec

from signalen.overleg.documenten.bladen import Blad

NODIG: Mapping[str, str] = {"pdf": "typst", "odt": "odfdo"}
"""Which package writes which kind of file."""

MIME = {"pdf": "application/pdf", "odt": "application/vnd.oasis.opendocument.text"}
NAAM = {"pdf": "PDF", "odt": "ODT"}


def soorten() -> tuple[tuple[str, str], ...]:
    """Return (ending, name) of the kinds of file that can be made here."""
    return tuple((vorm, NAAM[vorm]) for vorm, pakket in NODIG.items() if find_spec(pakket) is not None)


def maak(blad: Blad, vorm: str, moment: datetime) -> bytes:
    """Return the document as a file of this kind. Raises ImportError when its package is missing."""
    if vorm == "pdf":
        from signalen.overleg.documenten.pdf import naar_pdf

        return naar_pdf(blad, moment)
    from signalen.overleg.documenten.odt import naar_odt

    return naar_odt(blad, moment)
