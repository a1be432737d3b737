"""Headings of a Markdown text that becomes part of a page: no gaps, and from the right level. Pure."""

from __future__ import annotations

import re

KOP = re.compile(r"^(#{1,6})(?=[ \t])", re.MULTILINE)


def passend(tekst: str, vanaf: int) -> str:
    """Return the text with its highest heading at level `vanaf` and no level skipped on the way down.

    People begin with `##` or jump to `####`; who walks through a page by its headings would miss a step.
    """
    niveaus = [len(kop) for kop in KOP.findall(tekst)]
    hoogste, vorige = min(niveaus, default=1), vanaf - 1

    def schuif(gevonden: re.Match[str]) -> str:
        nonlocal vorige
        vorige = min(len(gevonden[1]) - hoogste + vanaf, vorige + 1, 6)
        return "#" * vorige

    return KOP.sub(schuif, tekst)
