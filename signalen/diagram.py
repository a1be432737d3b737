"""Draws a route as SVG with Graphviz, as a process of its own. Knows nothing of pages or rows.

The picture is an extra beside the table: where no Graphviz is found or it takes too long, there is none.
"""

from __future__ import annotations

import logging
import re
import shutil
import subprocess
import sys
from functools import lru_cache
from pathlib import Path

from workflows import render
from workflows.definition import Route

log = logging.getLogger(__name__)
SECONDEN = 5
PROGRAMMAS = ("graphviz-pure", "dot")


def teken(route: Route) -> str:
    """Return the route as an SVG document without style attributes; empty when it cannot be drawn."""
    return _teken(render.dot(route), route.titel)


@lru_cache(maxsize=32)
def _teken(dot: str, titel: str) -> str:
    programma = vind_programma()
    if programma is None:
        return ""
    try:
        klaar = subprocess.run(
            [programma, "-Kdot", "-Tsvg"],
            input=dot.encode(),
            capture_output=True,
            timeout=SECONDEN,
            check=True,
        )
    except (OSError, subprocess.SubprocessError) as fout:
        log.warning("a route could not be drawn: %s", type(fout).__name__)
        return ""
    return schoon(klaar.stdout.decode("utf-8", "replace"), titel)


def vind_programma() -> str | None:
    """Return the path of Graphviz: the one that came with our packages, else the one in PATH, else None."""
    eigen = str(Path(sys.executable).parent)
    for naam in PROGRAMMAS:
        gevonden = shutil.which(naam, path=eigen) or shutil.which(naam)
        if gevonden:
            return gevonden
    return None


def schoon(svg: str, titel: str) -> str:
    """Return the drawing without document type, comments, step names in tooltips and style attributes."""
    kaal = svg[svg.index("<svg") :] if "<svg" in svg else ""
    kaal = re.sub(r"<!--.*?-->\n?", "", kaal, flags=re.DOTALL)
    kaal = re.sub(r"<title>.*?</title>\n?", "", kaal, flags=re.DOTALL)
    kaal = re.sub(r'\sstyle="[^"]*"', "", kaal)
    veilig = titel.replace("&", "&amp;").replace("<", "&lt;")
    return re.sub(r"(<svg[^>]*>)", rf"\1<title>{veilig}</title>", kaal, count=1) if kaal else ""
