"""Pages to adopt a version of a route or of a conversation method: one form, each with its own loader."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import render_template, request

from signalen.beheer import forms, inrichting
from signalen.beheer.blauwdruk import beheer
from signalen.knelpunt.operations import adoptie
from signalen.overleg.operations import methode
from signalen.overleg.queries import methoden
from signalen.permissions import Recht
from signalen.web import ANTWOORD, nieuw_formulier, requires
from workflows.fout import BestandFout
from workflows.methode_verschil import Vergelijking, vergelijk

Fouten = dict[str, str] | None


@dataclass(frozen=True)
class Soort:
    """What is adopted on a page: its words, where it is read, and the functions that read and adopt it.

    `vergelijken` is the address that shows beforehand what a version changes, where there is one.
    """

    naam: str
    meer: str
    uitleg: str
    leeg: str
    versies: Callable[[], Any]
    adopteer: Callable[..., Any]
    vergelijken: str = ""


ROUTE = Soort(
    "route",
    "routes",
    "Lopende knelpunten houden de versie waarop ze begonnen. Een nieuwe ronde neemt de nieuwste.",
    "Er is nog geen route vastgesteld. Zonder route kan niemand een signaal geven.",
    inrichting.versies,
    adoptie.adopteer,
)
METHODE = Soort(
    "methode",
    "methoden",
    "Een gesprek dat al begonnen is, houdt zijn versie. Een nieuw gesprek neemt de nieuwste.",
    "Er is nog geen methode vastgesteld. Zodra dat gebeurt, kan een gespreksleider er een kiezen.",
    methoden.versies,
    methode.adopteer,
    "/beheer/methoden/vergelijken",
)


@beheer.get("/beheer/routes")
@requires(Recht.BEHEREN, publiek="beheerder")
def routes_beheer() -> ANTWOORD:
    """What was adopted, and the form to adopt a version."""
    return _toon(ROUTE)


@beheer.post("/beheer/routes")
@requires(Recht.BEHEREN, publiek="beheerder")
def adopteer_route() -> ANTWOORD:
    """Adopt a route from a file or from the text; every fault of the loader is shown with its remedy."""
    return _adopteer(ROUTE)


@beheer.get("/beheer/methoden")
@requires(Recht.BEHEREN, publiek="beheerder")
def methoden_beheer() -> ANTWOORD:
    """The conversation methods that were adopted, and the form to adopt a version."""
    return _toon(METHODE)


@beheer.post("/beheer/methoden")
@requires(Recht.BEHEREN, publiek="beheerder")
def adopteer_methode() -> ANTWOORD:
    """Adopt a method from a file or from the text; every fault of the loader is shown with its remedy."""
    return _adopteer(METHODE)


@beheer.post("/beheer/methoden/vergelijken")
@requires(Recht.BEHEREN, publiek="beheerder")
def vergelijk_methode() -> ANTWOORD:
    """Show what a version would change, beside what was typed; nothing is adopted."""
    getypt = {**forms.getypt(), **_bestanden()}
    try:
        nieuw = methode.lees(_regels(getypt.get("toml", "")), _regels(getypt.get("uitleg", "")))
    except BestandFout as fout:
        return _wijs_af(METHODE, getypt, fout)
    return _toon(METHODE, getypt, verschil=vergelijk(methoden.vorige(nieuw), nieuw))


def _toon(
    soort: Soort,
    waarden: dict[str, str] | None = None,
    fouten: Fouten = None,
    gevonden: Any = (),
    verschil: Vergelijking | None = None,
) -> str:
    form = forms.maak("adoptie", forms.ADOPTIE, waarden, fouten)
    form.toml.label.text = f"De {soort.naam} (TOML)"
    return render_template(
        "beheer/vaststellen.html",
        soort=soort,
        versies=soort.versies(),
        form=form,
        verschil=verschil,
        gevonden=[(f.bestand, f.sleutel, f.reden, f.remedie) for f in gevonden],
        sleutel=nieuw_formulier(),
    )


def _adopteer(soort: Soort) -> ANTWOORD:
    getypt = {**forms.getypt(), **_bestanden()}

    def handeling(moment: datetime) -> tuple[str, str]:
        v = forms.lees(getypt, forms.ADOPTIE)
        rij = soort.adopteer(_regels(v["toml"]), _regels(v["uitleg"]), v["orgaan"], v["datum"])
        wat = f"{soort.naam} {rij.naam} versie {rij.versie} vastgesteld"
        return f"/{soort.meer}/{rij.naam}?gedaan=bewaard", wat

    try:
        return forms.handel(handeling, lambda fouten: _toon(soort, getypt, fouten))
    except BestandFout as fout:
        return _wijs_af(soort, getypt, fout)


def _wijs_af(soort: Soort, getypt: dict[str, str], fout: BestandFout) -> ANTWOORD:
    wat = "draaien" if soort is ROUTE else "worden gedaan"
    zin = f"Deze {soort.naam} kan zo niet {wat}. Hieronder staat per plek wat je eraan doet."
    return _toon(soort, getypt, {"toml": zin}, fout.fouten), 422


def _regels(tekst: str) -> str:
    """Return a text as it stands in a file: a browser sends other line ends."""
    return tekst.replace("\r\n", "\n").strip() + "\n"


def _bestanden() -> dict[str, str]:
    """Return the texts of the files that were chosen; a file goes before what was pasted."""
    gekozen = {naam: request.files.get(f"bestand_{naam}") for naam in ("toml", "uitleg")}
    return {naam: b.read().decode("utf-8", "replace") for naam, b in gekozen.items() if b and b.filename}
