"""The matrix of every page against every role and relation, from the URL map and the table of rights.

The only source of docs/rechten.md; run `python -m signalen.beheer.rechten` to write it again. Grants nothing.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Flask

from signalen.config import ROOT
from signalen.permissions import BEHANDELAARS, Band, Persoon, Recht, in_woorden, mag
from workflows.definition import ROLLEN

BESTAND = ROOT / "docs" / "rechten.md"
HIER, ELDERS = uuid.UUID(int=1), uuid.UUID(int=2)

RELATIES = ("eigen", "eigen team", "ander team", "andere partij", "niet ingelogd")
"""own: the signaal is mine; own team: the domain is my unit's; other team; contracted party; anonymous."""


@dataclass(frozen=True)
class Pagina:
    """One rule and method of the URL map, with what it declares."""

    methode: str
    regel: str
    recht: Recht
    publiek: str
    lader: str


def paginas(app: Flask) -> list[Pagina]:
    """Return every rule and method of the app, static files left out, in a fixed order."""
    uit = []
    for regel in app.url_map.iter_rules():
        view: Any = app.view_functions[regel.endpoint]
        if regel.endpoint == "static":
            continue
        lader = getattr(view, "laad", None)
        for methode in sorted((regel.methods or set()) - {"HEAD", "OPTIONS"}):
            naam = lader.__name__ if lader else ""
            uit.append(Pagina(methode, regel.rule, view.recht, view.publiek, naam))
    return sorted(uit, key=lambda p: (p.regel, p.methode))


def persoon(rol: str, relatie: str) -> Persoon | None:
    """Return somebody with this role only, in this relation; None when nobody is logged in."""
    if relatie == "niet ingelogd":
        return None
    waar = HIER if relatie in ("eigen", "eigen team") else ELDERS
    return Persoon(
        uuid.uuid4(), rol, eigen=relatie != "andere partij", eenheid_id=waar, rollen=frozenset({(rol, waar)})
    )


def band(rol: str, relatie: str) -> Band:
    """Return how that person stands to a thing: a role counts only for the domain of one's own unit.

    In `eigen team` the person must act (or leads the overleg) when the role can be at turn; in `eigen` the
    person gave the signaal, or made the request for maatwerk.
    """
    hier = relatie in ("eigen", "eigen team")
    beurt = hier and rol in BEHANDELAARS
    return Band(
        rollen=frozenset({rol}) if hier else frozenset(),
        eigen_signaal=relatie == "eigen",
        aan_zet=beurt,
        deelnemer=beurt,
        gespreksleider=hier and rol == "gespreksleider",
        extra=frozenset(
            ({"teamgenoot"} if hier else set()) | ({"aanvrager"} if relatie == "eigen" else set())
        ),
    )


def cel(recht: Recht, rol: str, relatie: str) -> bool:
    """Say whether this role in this relation passes the door of a page with this right."""
    return mag(recht, persoon(rol, relatie), band(rol, relatie))


def markdown(app: Flask) -> str:
    """Return the whole page of docs/rechten.md."""
    alle = paginas(app)
    gebruikt = [recht for recht in Recht if any(p.recht == recht for p in alle)]
    delen = [KOP, _paginatabel(alle), "## Wie heeft welk recht\n", UITLEG, *(_recht(r) for r in gebruikt)]
    ongebruikt = [f"`{r}`" for r in Recht if r not in gebruikt]
    if ongebruikt:
        delen.append(
            f"Rechten die geen pagina openen, maar bepalen wat erop staat: {', '.join(ongebruikt)}.\n"
        )
        delen += [_recht(r) for r in Recht if r not in gebruikt]
    return "\n".join(delen)


KOP = """# Wie mag wat

Gemaakt met `python -m signalen.beheer.rechten` uit de pagina's en de tabel in `signalen/permissions.py`; pas
die aan en niet deze tekst. Een test houdt dit gelijk en vraagt elke pagina echt op in elke rol.

Wat hier niet staat, mag niet. Er is geen hoofdgebruiker en niemand kan werken als een ander. Met een lader
erbij geldt: wat er niet is en wat niet van jou is, geven hetzelfde antwoord (404).

## Alle pagina's
"""
UITLEG = """Een `x` betekent: deze rol komt in deze relatie door de deur. *Eigen*: het signaal is van diegene
zelf. *Eigen team*: het domein hoort bij de eigen eenheid, en diegene is aan zet, neemt deel of leidt het
overleg als de rol dat kan. *Ander team* en *andere partij*: dezelfde rol, maar voor een ander domein. Onder
de tabel staat de regel zelf: binnen een regel moet alles waar zijn, en een regel is genoeg.
"""


def _paginatabel(alle: Iterable[Pagina]) -> str:
    regels = ["| Methode | Adres | Recht | Voor wie | Lader |", "|---|---|---|---|---|"]
    for p in alle:
        adres = p.regel.replace("|", "\\|")
        regels.append(
            f"| {p.methode} | `{adres}` | `{p.recht}` | {p.publiek} | {f'`{p.lader}`' if p.lader else ''} |"
        )
    return "\n".join(regels) + "\n"


def _recht(recht: Recht) -> str:
    regels = [f"### `{recht}`\n", f"| Rol | {' | '.join(RELATIES)} |", "|---|" + "---|" * len(RELATIES)]
    for rol in ROLLEN:
        vakken = ["x" if cel(recht, rol, relatie) else "" for relatie in RELATIES]
        if any(vakken):
            regels.append(f"| {rol} | {' | '.join(vakken)} |")
    keuzes = [" en ".join(f"`{naam}`" for naam in keuze) for keuze in in_woorden(recht)]
    return "\n".join([*regels, "", f"Regel: {'; of '.join(keuzes)}.", ""])


def schrijf(app: Flask, pad: Path = BESTAND) -> Path:
    """Write docs/rechten.md and return its path."""
    pad.write_text(markdown(app), encoding="utf-8")
    return pad


if __name__ == "__main__":
    from signalen import create_app

    print(schrijf(create_app()))
