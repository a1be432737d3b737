"""Where the pictures of a form come from: makers that give SVG by name. Without any, tables stand alone.
Pure.

A maker gets the front page of an edition and returns {name: SVG}. What a picture shows in words stands in
its own `title` and `desc`.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from signalen.register.vormen.zetsel import Zetsel

Maker = Callable[[Mapping[str, Any]], Mapping[str, str]]
MAKERS: Sequence[Maker] = ()
"""Every maker of pictures."""


def beelden(z: Zetsel) -> list[tuple[str, str, str]]:
    """Return (name, SVG, words) of every picture of an edition."""
    return [(naam, svg, woorden(svg)) for maker in MAKERS for naam, svg in maker(z.inhoud).items() if svg]


def woorden(svg: str) -> str:
    """Return what a picture says of itself; the table that stands beside it gives the same figures."""
    delen = [re.search(rf"<{naam}[^>]*>(.*?)</{naam}>", svg, re.DOTALL) for naam in ("title", "desc")]
    gevonden = [html.unescape(deel[1]).strip() for deel in delen if deel and deel[1].strip()]
    return " ".join([*gevonden, "De tabel eronder geeft dezelfde getallen."])
