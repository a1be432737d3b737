"""A person answers proposals on the command line. Every answer is written at once, so stopping loses
nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from signalen.landelijk import oordeel, uitvoer
from signalen.landelijk.oordeel import Oordeelfout
from signalen.landelijk.stapelen import lees_document

STOPPEN, LATER = "stop", "later"
Stand = dict[str, int]


def vul_in(bestand: Path, keuzes: Sequence[tuple[int, str]], rol: str, reden: str, dag: str) -> Stand:
    """Write the same role and reason at these proposals: all of them, or none. Raises Oordeelfout."""
    document = _lees(bestand)
    per_nummer = {stuk.get("nummer"): stuk for stuk in document["voorstellen"]}
    for nummer, antwoord in keuzes:
        if nummer not in per_nummer:
            raise Oordeelfout(nummer, "nummer", f"Dit voorstel is er niet. Er zijn er {len(per_nummer)}.")
        if len({a for n, a in keuzes if n == nummer}) > 1:
            raise Oordeelfout(nummer, "antwoord", "Zeg ja of nee, niet allebei.")
        waarden = {"antwoord": antwoord, "rol": rol, "datum": dag, "reden": reden}
        oordeel.toets(nummer, waarden)
        per_nummer[nummer]["oordeel"] = waarden
    _schrijf(bestand, document)
    return tel(document)


def vraag(bestand: Path, rol: str, dag: str, vragen: Callable[..., Any], zeg: Callable[[str], None]) -> Stand:
    """Ask every open proposal in turn. `vragen(text, ...)` asks, `zeg` shows a line."""
    document = _lees(bestand)
    open_ = [stuk for stuk in document["voorstellen"] if not stuk["oordeel"]["antwoord"]]
    if not open_:
        zeg("Elk voorstel is al beoordeeld.")
    for stuk in open_:
        zeg("\n".join(_toon(stuk)))
        antwoord = (
            str(vragen("Samen nemen? (ja, nee, later of stop)", default=LATER, err=True)).strip().lower()
        )
        if antwoord == STOPPEN:
            break
        if antwoord in ("ja", "nee"):
            rol = rol or str(vragen("In welke rol zeg je dit?", err=True))
            reden = str(vragen("Waarom, in een zin?", err=True))
            waarden = {"antwoord": antwoord, "rol": rol, "datum": dag, "reden": reden}
            oordeel.toets(stuk["nummer"], waarden)
            stuk["oordeel"] = waarden
            _schrijf(bestand, document)
    return tel(document)


def tel(document: dict[str, Any]) -> Stand:
    """Return how many proposals have a yes, a no, or no answer yet."""
    antwoorden = [stuk["oordeel"]["antwoord"] for stuk in document["voorstellen"]]
    return {naam: antwoorden.count(waarde) for naam, waarde in (("ja", "ja"), ("nee", "nee"), ("open", ""))}


def _lees(bestand: Path) -> dict[str, Any]:
    document = lees_document(bestand)
    oordeel.lees(document)
    for stuk in document["voorstellen"]:
        stuk["oordeel"] = {**oordeel.LEEG, **stuk.get("oordeel", {})}
    return dict(document)


def _schrijf(bestand: Path, document: dict[str, Any]) -> None:
    uitvoer.schrijf_json(bestand, document, leesbaar=True)


def _toon(stuk: dict[str, Any]) -> list[str]:
    leden = [
        f"  - {lid['gemeente']}, nummer {lid['nummer']}: {lid['titel']} ({lid['regeling']})"
        for lid in stuk["leden"]
    ]
    redenen = [f"  {zin}" for zin in [*stuk["redenen"], *stuk["let_op"]]]
    return ["", f"Voorstel {stuk['nummer']}: {stuk.get('titel', '')}", *redenen, *leden]
