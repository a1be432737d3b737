"""The forms of beheer: what each asks, and how what was typed becomes values. Decides nothing else."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from signalen import velden
from signalen.beheer import queries
from signalen.db import NietGevonden
from signalen.knelpunt.rules import OngeldigeInvoer, Veldfout, lees_datum
from signalen.medewerker import operations
from signalen.signaal.rules import DOMEINEN
from signalen.web import doe, ik
from signalen.web import ANTWOORD as ANTWOORD
from collections.abc import Callable
from flask import request
from workflows.definition import ROLLEN
from workflows.stand import Geweigerd

Keuze = tuple[str, str]
ROLKEUZES: tuple[Keuze, ...] = tuple((rol, rol) for rol in ROLLEN)

MENS = velden.vragen(
    ("naam", "Naam", "tekst", True, ""),
    ("email", "E-mailadres", "tekst", True, "Hiermee logt diegene in."),
    ("eenheid", "Team of afdeling", "keuze", False, "Staat het er niet bij? Vul dan hieronder een nieuw team in."),
    ("nieuwe_eenheid", "Nieuw team", "tekst", False, ""),
    ("organisatie", "Organisatie van het nieuwe team", "tekst", False, "De gemeente, of de naam van een ingehuurde partij."),
    ("soort", "Soort organisatie", "keuze", False, ""),
    ("wachtwoord", "Eerste wachtwoord", "tekst", False, "Ten minste 12 tekens. Laat leeg als diegene later een wachtwoord krijgt."),
)
ROL = velden.vragen(
    ("rol", "Rol", "keuze", True, ""),
    ("eenheid", "Voor welk team of welke afdeling", "keuze", True, ""),
    ("van", "Vanaf", "datum", True, ""),
    ("tot", "Tot en met", "datum", False, ""),
)
VERVANGING = velden.vragen(
    ("vervanger", "Wie vervangt", "keuze", True, ""),
    ("van", "Vanaf", "datum", True, ""),
    ("tot", "Tot en met", "datum", True, ""),
)
UIT_DIENST = velden.vragen(("dag", "Laatste dag", "datum", True, ""))
PORTEFEUILLE = velden.vragen(
    ("rol", "Rol", "keuze", True, ""),
    ("domein", "Domein", "keuze", True, "Elke rol heeft een regel voor alle domeinen nodig."),
    ("eenheid", "Team of afdeling", "keuze", True, ""),
)
DAG = velden.vragen(
    ("dag", "Welke dag", "datum", True, ""),
    ("soort", "Soort dag", "keuze", True, ""),
    ("reden", "Waarom", "tekst", True, "Bijvoorbeeld: brugdag na Hemelvaart."),
    ("bron", "Waar staat het besluit", "tekst", True, "Bijvoorbeeld: besluit van het college van 3 maart."),
)
ADOPTIE = velden.vragen(
    ("toml", "De route (TOML)", "lang", True, "Plak de tekst, of kies hieronder een bestand."),
    ("uitleg", "De uitleg (Markdown)", "lang", True, "Waarom elke stap er is."),
    ("orgaan", "Wie stelt dit vast", "tekst", True, "Bijvoorbeeld: het college."),
    ("datum", "Dag van het besluit", "datum", True, ""),
)
SOORTEN: tuple[Keuze, ...] = (("eigen", "De gemeente zelf"), ("gecontracteerd", "Een ingehuurde partij"))
DAGSOORTEN: tuple[Keuze, ...] = (
    ("extra", "Vrije dag door een besluit van het Rijk"),
    ("sluiting", "Eigen sluitingsdag van de gemeente"),
)
INSTELLINGEN: tuple[tuple[str, str, str], ...] = (
    ("bestuur", "Naam van het bestuur", "Welk college beslist. Alleen nodig als er meer besturen zijn."),
    ("spoed_rol", "Wie mag bij spoed vandaag beslissen", "Staat op het formulier als iemand nu in de knel zit."),
    ("spoed_nummer", "Telefoonnummer bij spoed", "Wordt gebeld door wie een knelpunt met spoed inbrengt."),
    ("vertrouwenspersoon", "De vertrouwenspersoon", "Naam of nummer, staat bij het formulier."),
    ("meldregeling", "De meldregeling voor misstanden", "Waar iemand terecht kan met een misstand."),
)
"""Settings that may be changed on a screen, with what each does."""


def keuzes() -> dict[str, list[Keuze] | tuple[Keuze, ...]]:
    """Return the choices that come from the database or from a list."""
    eenheden = queries.eenheden()
    domeinen = [("*", "alle domeinen"), *((d, d) for d in DOMEINEN)]
    return {"eenheid": eenheden, "rol": ROLKEUZES, "soort": SOORTEN, "domein": domeinen}


def maak(naam: str, vragen: Any, waarden: Mapping[str, str] | None = None, fouten: Any = None, **extra: Any) -> Any:
    """Return a form; `extra` gives choices that differ from the usual ones."""
    return velden.formulier(naam, vragen, {**keuzes(), **extra}, waarden, fouten)


# ------------------------------------------------------------------ reading what was typed


def getypt() -> dict[str, str]:
    """Return what was posted, without what the form itself needs."""
    return {k: v for k, v in request.form.items() if k not in ("csrf_token", "formulier")}


def lees(invoer: Mapping[str, str], vragen: Any) -> dict[str, Any]:
    """Return the values of a form: text, a date, or None when it is empty. Raises OngeldigeInvoer per field."""
    fouten: list[Veldfout] = []
    waarden: dict[str, Any] = {}
    for veld in vragen:
        ruw = invoer.get(veld.naam, "").strip()
        try:
            waarden[veld.naam] = lees_datum(ruw) if ruw and veld.soort == "datum" else ruw or None
        except ValueError as fout:
            fouten.append(Veldfout(veld.naam, str(fout)))
        if veld.verplicht and not ruw:
            fouten.append(Veldfout(veld.naam, f"Vul in: {veld.label.lower()}."))
    if fouten:
        raise OngeldigeInvoer(fouten)
    return waarden


def id_uit(waarde: str, veld: str) -> uuid.UUID:
    """Return the id that was chosen. Raises OngeldigeInvoer beside the field."""
    try:
        return uuid.UUID(waarde)
    except ValueError as fout:
        raise OngeldigeInvoer([Veldfout(veld, "Kies een van de mogelijkheden.")]) from fout


def in_woorden(dag: date) -> str:
    """Return a date as one types it."""
    return f"{dag.day}-{dag.month}-{dag.year}"


# ------------------------------------------------------------------ acting


def handel(
    handeling: Callable[[datetime], tuple[str, str]], opnieuw: Callable[[dict[str, str]], str]
) -> ANTWOORD:
    """Act once and log it: `handeling` returns the path to go to and what was done, in words.

    A refusal draws the page again through `opnieuw`, which gets a sentence per field.
    """

    def met_log(moment: datetime) -> str:
        pad, wat = handeling(moment)
        operations.log_beheer(ik().naam, wat, moment)
        return pad

    try:
        return doe(met_log)
    except NietGevonden:
        return opnieuw({"": "Wat je koos, is er niet meer. Kies opnieuw."}), 422
    except Geweigerd as fout:
        return opnieuw(velden.fouten_van(fout)), 422
