"""A document as PDF/UA-1 and PDF/A-2a in one file, by typst. The data goes in as JSON, never as markup."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import typst

from signalen.overleg.documenten.bladen import Blad

ROOT = Path(__file__).resolve().parents[3]
SJABLOON = ROOT / "templates" / "overleg" / "document.typ"
LETTERS = ROOT / "signalen" / "vendor" / "source-sans-3.52.0"
NORMEN: Any = ["ua-1", "a-2a"]


def naar_pdf(blad: Blad, moment: datetime) -> bytes:
    """Return the PDF; the same document at the same moment gives the same bytes.

    Raises typst.TypstError for what the two norms refuse, such as a skipped heading.
    """
    gemaakt = typst.compile(
        str(SJABLOON),
        root=str(SJABLOON.parent),
        font_paths=[str(LETTERS)],
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"data": json.dumps(asdict(blad))},
        pdf_standards=NORMEN,
        timestamp=moment.astimezone(UTC),
    )
    return bytes(gemaakt)
