"""A ZIP whose bytes depend on what goes in and on nothing else: fixed order, dates and rights. Pure."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import IO

EERSTE = (1980, 1, 1, 0, 0, 0)
"""The earliest moment that a ZIP can hold."""


class Pakket:
    """A ZIP that is being written; every part gets the same moment."""

    def __init__(self, moment: datetime) -> None:
        self._naar = io.BytesIO()
        self._zip = zipfile.ZipFile(self._naar, "w", zipfile.ZIP_DEFLATED, compresslevel=6)
        self._tijd = max(EERSTE, moment.timetuple()[:6])

    def _kaart(self, naam: str, los: bool) -> zipfile.ZipInfo:
        kaart = zipfile.ZipInfo(naam, self._tijd)
        kaart.compress_type = zipfile.ZIP_STORED if los else zipfile.ZIP_DEFLATED
        kaart.external_attr = 0o644 << 16
        kaart.create_system = 3
        return kaart

    def voeg_toe(self, naam: str, inhoud: bytes, los: bool = False) -> None:
        """Add a part; `los` leaves it uncompressed, as the mimetype of an OpenDocument must be."""
        self._zip.writestr(self._kaart(naam, los), inhoud)

    def stroom(self, naam: str, stukken: Iterable[str]) -> None:
        """Add a part piece by piece, so that it never stands in memory whole."""
        with self._open(naam) as naar:
            for stuk in stukken:
                naar.write(stuk.encode())

    @contextmanager
    def _open(self, naam: str) -> Iterator[IO[bytes]]:
        with self._zip.open(self._kaart(naam, False), "w") as naar:
            yield naar

    def bytes(self) -> bytes:
        """Close it and return what was written."""
        self._zip.close()
        return self._naar.getvalue()
