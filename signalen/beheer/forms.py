"""The forms of beheer: what each asks, and how what was typed becomes values. Decides nothing else."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from flask import request

from signalen import velden
from signalen.beheer import queries
from signalen.knelpunt.rules import OngeldigeInvoer, Veldfout, lees_datum
from signalen.medewerker import operations
from signalen.signaal.rules import DOMEINEN
from signalen.web import ANTWOORD, doe, ik
from workflows.definition import ROLLEN, Veld
from workflows.stand import Geweigerd

Keuze = tuple[str, str]
MAX_REGEL, MAX_ROUTE = 200, 200_000
ROLKEUZES: tuple[Keuze, ...] = tuple((rol, rol) for rol in ROLLEN)

MENS = velden.vragen(
    ("naam", "Naam", "tekst", True, ""),
    ("email", "E-mailadres", "tekst", True, "Hiermee logt diegene in."),
    (
        "eenheid",
        "Team of afdeling",
        "keuze",
        False,
        "Staat het er niet bij? Vul dan hieronder een nieuw team in.",
    ),
    ("nieuwe_eenheid", "Nieuw team", "tekst", False, ""),
    (
        "organisatie",
        "Organisatie van het nieuwe team",
        "tekst",
        False,
        "De gemeente, of de naam van een ingehuurde partij.",
    ),
    ("soort", "Soort organisatie", "keuze", False, ""),
    (
        "wachtwoord",
        "Eerste wachtwoord",
        "tekst",
        False,
        "Ten minste 12 tekens. Laat leeg als diegene later een wachtwoord krijgt.",
    ),
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
    (
        "spoed_rol",
        "Wie mag bij spoed vandaag beslissen",
        "Staat op het formulier als iemand nu in de knel zit.",
    ),
    ("spoed_nummer", "Telefoonnummer bij spoed", "Wordt gebeld door wie een knelpunt met spoed inbrengt."),
    ("vertrouwenspersoon", "De vertrouwenspersoon", "Naam of nummer, staat bij het formulier."),
    ("maatwerk_per_aanvraag", "Maatwerk: hoogstens per vraag", "In euro's. Niets ingevuld is 1.000."),
    ("maatwerk_per_kwartaal", "Maatwerk: per team en kwartaal", "In euro's. Niets ingevuld is 5.000."),
    (
        "afwijking_drempel",
        "Zo vaak afwijken brengt een regel op de agenda",
        "Een getal, geteld over een jaar. Niets ingevuld is 3.",
    ),
    (
        "agenda_plaats",
        "Plaats van een overleg in de uitnodiging per mail",
        "Vul ja in als de plaats mee mag. Leeg is nee: een plaats kan verraden waar een overleg over gaat.",
    ),
    (
        "uitgever_adres",
        "Register: adres van de gemeente in de lijst van overheden",
        "Voor de open data. Bijvoorbeeld https://identifier.overheid.nl/tooi/id/gemeente/gm0363.",
    ),
    (
        "uitgever_mail",
        "Register: e-mailadres voor vragen",
        "Voor de open data. Kies een adres van een afdeling, niet van een persoon.",
    ),
    (
        "uitgever_pagina",
        "Register: pagina voor vragen",
        "Voor de open data. Leeg is de pagina van het register zelf.",
    ),
    ("meldregeling", "De meldregeling voor misstanden", "Waar iemand terecht kan met een misstand."),
)
"""Settings that may be changed on a screen, with what each does."""


def keuzes() -> dict[str, Sequence[Keuze]]:
    """Return the choices that come from the database or from a list."""
    domeinen = [("*", "alle domeinen"), *((d, d) for d in DOMEINEN)]
    return {
        "eenheid": queries.eenheden(),
        "vervanger": queries.collega_s(),
        "rol": ROLKEUZES,
        "soort": SOORTEN,
        "domein": domeinen,
    }


def maak(
    naam: str, vragen: Any, waarden: Mapping[str, str] | None = None, fouten: Any = None, **extra: Any
) -> Any:
    """Return a form; `extra` gives choices that differ from the usual ones."""
    return velden.formulier(naam, vragen, {**keuzes(), **extra}, waarden, fouten)


# ------------------------------------------------------------------ reading what was typed


def getypt() -> dict[str, str]:
    """Return what was posted, without what the form itself needs."""
    return {k: v for k, v in request.form.items() if k not in ("csrf_token", "formulier")}


def lees(invoer: Mapping[str, str], vragen: Sequence[Veld], **extra: Sequence[Keuze]) -> dict[str, Any]:
    """Return the values of a form: text, a date, an id, or None when empty. Raises OngeldigeInvoer."""
    toegestaan = {**keuzes(), **extra}
    fouten: list[Veldfout] = []
    waarden: dict[str, Any] = {}
    for veld in vragen:
        try:
            waarden[veld.naam] = _een(veld, invoer.get(veld.naam, "").strip(), toegestaan)
        except ValueError as fout:
            fouten.append(Veldfout(veld.naam, str(fout)))
    if fouten:
        raise OngeldigeInvoer(fouten)
    return waarden


def _een(veld: Veld, ruw: str, toegestaan: Mapping[str, Sequence[Keuze]]) -> Any:
    """Return one value. Raises ValueError with the sentence that stands beside the field."""
    if not ruw:
        if veld.verplicht:
            raise ValueError(f"Vul in: {veld.label[0].lower()}{veld.label[1:]}.")
        return None
    if veld.soort == "datum":
        return lees_datum(ruw)
    if veld.soort == "keuze" and ruw not in [waarde for waarde, _ in toegestaan[veld.naam]]:
        raise ValueError("Kies een van de mogelijkheden.")
    if len(ruw) > (MAX_ROUTE if veld.soort == "lang" else MAX_REGEL):
        raise ValueError(f"Dit is te lang. Gebruik ten hoogste {MAX_REGEL} tekens.")
    return uuid.UUID(ruw) if veld.naam in ("eenheid", "vervanger") else ruw


def in_woorden(dag: date) -> str:
    """Return a date as one types it."""
    return f"{dag.day}-{dag.month}-{dag.year}"


# ------------------------------------------------------------------ acting


def handel(
    handeling: Callable[[datetime], tuple[str, str]], opnieuw: Callable[[dict[str, str]], str] | None = None
) -> ANTWOORD:
    """Act once and log it: `handeling` returns the path to go to and what was done, in words.

    A refusal draws the page again through `opnieuw`, which gets a sentence per field; without it, it is an
    error page of its own. What is not there is a 404.
    """

    def met_log(moment: datetime) -> str:
        pad, wat = handeling(moment)
        operations.log_beheer(ik().naam, wat, moment)
        return pad

    try:
        return doe(met_log)
    except Geweigerd as fout:
        if opnieuw is None:
            raise
        return opnieuw(velden.fouten_van(fout)), 422
