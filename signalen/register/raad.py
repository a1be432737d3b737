"""*Gaat de raad hierover?*: which lines touch the raad, and why. Pure; reads lines as they are frozen.

Says who is competent, not what the raad should do. Source: Gemeentewet art. 147 (verordeningen), art. 189
(begroting) and art. 169 (the college informs the raad).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

BEVOEGD = {
    "verordening": "Dit vraagt een andere verordening. Die stelt de raad vast.",
    "begroting": "Dit vraagt geld uit de begroting. Die stelt de raad vast.",
}
OMSTREDEN = "Een inbrenger en het college zijn het niet eens. De raad ziet beide opvattingen."
STIL = "Het college bleef stil. De raad ziet dat."
COLLEGE = "College"
RAADSTUKKEN = {
    "raad": "Het college legde een voorstel voor aan de raad.",
    "raadsbrief": "Het college informeert de raad met een brief.",
}


def raad(regels: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return one row per line and reason: nummer, ronde, titel, waarom, stand and the day, oldest first."""
    rijen = [
        {**{naam: regel[naam] for naam in ("nummer", "ronde", "titel")}, **reden}
        for regel in regels
        for reden in _redenen(regel)
    ]
    return sorted(rijen, key=lambda rij: (rij["stand"] != "open", rij["datum"] or "", rij["nummer"]))


def _redenen(regel: Mapping[str, Any]) -> Iterable[dict[str, Any]]:
    for stuk in regel["doorgezet"]:
        if stuk["soort"] in RAADSTUKKEN:
            yield _van_stuk(stuk)
    besluit = regel["besluit"]
    if besluit and besluit["wat"] in BEVOEGD:
        klaar = regel["stand"] == "gesloten"
        yield _reden(BEVOEGD[besluit["wat"]], "gesloten" if klaar else "open", besluit["datum"])
    if regel["omstreden"]:
        yield _reden(OMSTREDEN, "ter kennis", None)
    stil = [s["datum"] for s in regel["stiltes"] if s["laag"] == COLLEGE]
    if stil:
        yield _reden(STIL, "ter kennis", max(stil))


def _van_stuk(stuk: Mapping[str, Any]) -> dict[str, Any]:
    klaar = stuk["antwoord_op"] if stuk["soort"] == "raad" else stuk["verstuurd"]
    return _reden(RAADSTUKKEN[stuk["soort"]], "gesloten" if klaar else "open", stuk["datum"])


def _reden(waarom: str, stand: str, datum: str | None) -> dict[str, Any]:
    return {"waarom": waarom, "stand": stand, "datum": datum}
