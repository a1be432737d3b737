"""A route as people read it: a table, a picture in DOT, and the matrix of who may choose what.

Run as `python -m workflows.render` it writes docs/routes/ from the routes that come with the app. The SVG is
drawn in `signalen`; here is only text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from workflows.definition import BESLUITER, BLIJFT, HOGER, Route, Stap, Uitkomst
from workflows.loader import load_file, shipped
from workflows.matrix import Cel, matrix

__all__ = [
    "Cel",
    "Rij",
    "cel",
    "dot",
    "matrix",
    "matrix_markdown",
    "pagina",
    "schrijf",
    "schrijf_bladen",
    "tabel",
    "tabel_markdown",
]

MAP = Path(__file__).resolve().parent.parent / "docs" / "routes"


@dataclass(frozen=True)
class Rij:
    """One step in words: who acts, how long, what silence does and where the outcomes lead."""

    stap: str
    titel: str
    rol: str
    werkdagen: int
    uitstel: int
    bij_stilte: str
    hoger: str
    uitkomsten: tuple[tuple[str, str], ...]
    naast: bool


def tabel(route: Route) -> list[Rij]:
    """Return the route as rows, in the order of the file; the outcomes as (button, place)."""
    return [_rij(route, stap) for stap in route.stappen.values()]


def _rij(route: Route, stap: Stap) -> Rij:
    uitkomsten = tuple((k.knop, _waarheen(route, stap, k)) for k in stap.uitkomsten.values())
    if stap.gehouden:
        uitkomsten = (("Overleg gehouden", route.titel_van(stap.gehouden)), *uitkomsten)
    return Rij(
        stap=stap.naam,
        titel=stap.titel,
        rol="wie besloot" if stap.rol == BESLUITER else stap.rol,
        werkdagen=stap.termijn,
        uitstel=stap.uitstel,
        bij_stilte=_bij_stilte(route, stap),
        hoger=route.titel_van(stap.hoger) if stap.hoger else "",
        uitkomsten=uitkomsten,
        naast=stap.naast,
    )


def _waarheen(route: Route, stap: Stap, keuze: Uitkomst) -> str:
    if stap.naast and keuze.naar in route.einden:
        return "klaar"  # what lies beside the route ends there; it does not close the knelpunt
    na = [f"na {soort}: {route.titel_van(doel)}" for soort, doel in keuze.naar_bij.items()]
    ernaast = [f"ernaast: {route.titel_van(keuze.naast)}"] if keuze.naast else []
    extra = "; ".join(na + ernaast)
    return f"{route.titel_van(keuze.naar)} ({extra})" if extra else route.titel_van(keuze.naar)


def _bij_stilte(route: Route, stap: Stap) -> str:
    if stap.bij_stilte == BLIJFT:
        waar = "blijft staan, de termijn telt opnieuw"
    elif stap.bij_stilte == HOGER:
        waar = "de laag erboven moet het doen"
    else:
        waar = f"naar {route.titel_van(stap.bij_stilte)}"
    return f'{waar}, met het merk "{stap.stiltemerk}"' if stap.stiltemerk else waar


def tabel_markdown(route: Route) -> str:
    """Return the table of the route as Markdown."""
    kop = "| Stap | Wie | Werkdagen | Uitstel | Blijft het stil | Uitkomsten |"
    regels = [kop, "|---|---|---|---|---|---|"]
    for rij in tabel(route):
        titel = f"{rij.titel} (naast de route)" if rij.naast else rij.titel
        keuzes = "<br>".join(f"{cel(knop)} → {cel(naar)}" for knop, naar in rij.uitkomsten)
        uitstel = f"+{rij.uitstel}" if rij.uitstel else "nee"
        cellen = (titel, rij.rol, _termijn(route.stap(rij.stap)), uitstel, rij.bij_stilte)
        regels.append(f"| {' | '.join(cel(c) for c in cellen)} | {keuzes} |")
    return "\n".join(regels) + "\n"


def _termijn(stap: Stap) -> str:
    return (
        f"{stap.termijn}, een dag genoemd binnen {stap.dag_noemen}" if stap.dag_noemen else str(stap.termijn)
    )


def cel(tekst: str) -> str:
    """Return text that may stand in a cell of a Markdown table."""
    return tekst.replace("|", "\\|").replace("\n", " ")


# ------------------------------------------------------------------ the picture


def dot(route: Route) -> str:
    """Return the route as DOT: silence dashed, beside the route dotted.

    Lines and shapes carry a class, so that a stylesheet can colour them and the SVG needs no style inside.
    """
    regels = [
        f"digraph {_citaat(route.naam)} {{",
        "  rankdir=TB;",
        '  node [shape=box, fontname="Helvetica"];',
    ]
    regels += ['  edge [fontname="Helvetica", fontsize=10];']
    regels += [_knoop(stap) for stap in route.stappen.values()]
    pijlen = [pijl for stap in route.stappen.values() for pijl in _pijlen(route, stap)]
    regels += [_plaats(route, naam) for naam in (*route.einden, *route.rust) if _wijst_naar(pijlen, naam)]
    return "\n".join([*regels, *pijlen, "}"]) + "\n"


def _wijst_naar(pijlen: list[str], naam: str) -> bool:
    # An end that no step leads to (withdrawn, merged) would float beside the picture.
    return any(f"-> {_citaat(naam)} " in pijl for pijl in pijlen)


def _plaats(route: Route, naam: str) -> str:
    soort = "einde" if naam in route.einden else "rust"
    return f"  {_citaat(naam)} [label={_citaat(route.titel_van(naam))}, shape=ellipse, class={soort}];"


def _knoop(stap: Stap) -> str:
    rol = "wie besloot" if stap.rol == BESLUITER else stap.rol
    dagen = "1 werkdag" if stap.termijn == 1 else f"{stap.termijn} werkdagen"
    # DOT wants the line break as the two characters \n inside the label.
    label = _citaat(f"{stap.titel}\n{rol}, {dagen}").replace("\n", "\\n")
    vorm = ", style=dotted, class=naast" if stap.naast else ", class=stap"
    return f"  {_citaat(stap.naam)} [label={label}{vorm}];"


def _pijlen(route: Route, stap: Stap) -> list[str]:
    # Several outcomes to one place make one arrow: six buttons to the answer would be six lines.
    doelen = dict.fromkeys(d for k in stap.uitkomsten.values() for d in (k.naar, *k.naar_bij.values()))
    vorm = "style=dotted, class=naast" if stap.naast else "class=uitkomst"
    klaar = {stap.naam, *route.einden} if stap.naast else {stap.naam}
    pijlen = [_pijl(stap.naam, doel, vorm) for doel in doelen if doel not in klaar]
    naast = dict.fromkeys(k.naast for k in stap.uitkomsten.values() if k.naast)
    pijlen += [_pijl(stap.naam, doel, "style=dotted, class=naast") for doel in naast]
    if stap.gehouden:
        pijlen.append(_pijl(stap.naam, stap.gehouden, 'class=uitkomst, label="gehouden"'))
    if stap.bij_stilte not in (BLIJFT, HOGER):
        pijlen.append(_pijl(stap.naam, stap.bij_stilte, 'style=dashed, class=stilte, label="stil"'))
    return pijlen


def _pijl(van: str, naar: str, vorm: str) -> str:
    return f"  {_citaat(van)} -> {_citaat(naar)} [{vorm}];"


def _citaat(tekst: str) -> str:
    veilig = tekst.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{veilig}"'


# ------------------------------------------------------------------ the matrix and the page


def matrix_markdown(route: Route) -> str:
    """Return who may choose what as Markdown; roles that may choose nothing are left out."""
    regels = ["| Stap | Stand | Rol | Mag kiezen |", "|---|---|---|---|"]
    for cel in matrix(route):
        if cel.uitkomsten:
            regels.append(f"| {cel.stap} | {cel.stand} | {cel.rol} | {', '.join(cel.uitkomsten)} |")
    return "\n".join(regels) + "\n"


def pagina(route: Route) -> str:
    """Return the page for docs/routes: the table and the matrix of one version."""
    plafond = f" Plafond: {route.plafond} werkdagen tot een eerste antwoord." if route.plafond else ""
    return (
        f"# {route.titel}, versie {route.versie}\n\n"
        f"Gemaakt uit `workflows/opschaalroutes/{route.naam}-{route.versie}.toml` met "
        f"`python -m workflows.render`; pas dat bestand aan en niet deze pagina.\n"
        f"Waarom elke stap er is, staat in het `.md`-bestand ernaast.{plafond}\n\n"
        f"## De stappen\n\n{tabel_markdown(route)}\n"
        "## Wie mag wat kiezen\n\n"
        "Elke combinatie van stap, stand en rol is nagevraagd bij de regels zelf. "
        "Wat hier niet staat, mag niet. Over het eigen signaal mag niemand iets kiezen.\n\n"
        f"{matrix_markdown(route)}"
    )


def schrijf_bladen(map_: Path, bladen: Mapping[str, str]) -> list[Path]:
    """Write each text as `<name>.md` in a folder, which is made when it is not there; return the paths."""
    map_.mkdir(parents=True, exist_ok=True)
    paden = [map_ / f"{naam}.md" for naam in bladen]
    for pad, tekst in zip(paden, bladen.values(), strict=True):
        pad.write_text(tekst, encoding="utf-8")
    return paden


def schrijf(map_: Path = MAP) -> list[Path]:
    """Write the page of every shipped route and return the paths."""
    return schrijf_bladen(map_, {naam: pagina(load_file(bron)) for naam, bron in shipped().items()})


if __name__ == "__main__":
    for geschreven in schrijf():
        print(geschreven)
