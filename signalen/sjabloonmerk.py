"""A mark of everything that decides how a page looks: another release or other words, another mark."""

from __future__ import annotations

import hashlib
from pathlib import Path

from flask import Flask

from signalen.config import ROOT

NAAM = "signalen_sjabloonmerk"


def van(app: Flask) -> str:
    """Return the mark of this process, the same in every process of one release; read once."""
    if NAAM not in app.extensions:
        instellingen = app.config["SIGNALEN"]
        woorden = (instellingen.gemeente, instellingen.productnaam, sorted(instellingen.labels.items()))
        app.extensions[NAAM] = _som(ROOT, repr(woorden))
    merk: str = app.extensions[NAAM]
    return merk


def _som(map_: Path, woorden: str) -> str:
    som = hashlib.sha256(woorden.encode())
    bronnen = [*(map_ / "templates").rglob("*.html"), *(map_ / "signalen").rglob("*.py")]
    for pad in sorted(bronnen):
        som.update(str(pad.relative_to(map_)).encode() + b"\0" + pad.read_bytes() + b"\0")
    return som.hexdigest()
