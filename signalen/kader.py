"""The frame around every page: navigation by role, footer, quiet bar, and what just happened. Holds no
rules.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Flask, current_app, request

from signalen import clock
from signalen.permissions import BESTUUR, Persoon, Recht, mag
from signalen.web import huidige
from workflows.termijn import kort, voluit

GEDAAN = {
    "signaal": "Je signaal is ontvangen.",
    "ik_ook": "Je staat er nu bij. Je hoort wat ervan komt.",
    "aanvulling": "Je aanvulling is toegevoegd.",
    "oordeel": "Je oordeel is bewaard.",
    "betwist": "Je hebt het antwoord betwist. Het ligt nu een laag hoger.",
    "omstreden": "Je hebt het antwoord betwist. Het staat als omstreden in het register en de raad ziet het.",
    "reactie": "Je reactie is bewaard en reist mee.",
    "ingetrokken": "Je signaal is ingetrokken. De tekst is leeggemaakt.",
    "niveau": "Je naam is verwijderd bij dit signaal.",
    "toestemming": "Je keuze is bewaard.",
    "nog_steeds": "Er is een nieuwe ronde begonnen.",
    "vraag": "Je vraag is gesteld.",
    "antwoord": "Je antwoord is verstuurd.",
    "gedaan": "Gedaan. Het staat in het verloop.",
    "uitstel": "Het uitstel is genoteerd. De inbrengers en de volgende laag zien het.",
    "opschorting": "Het wachten is genoteerd. De inbrengers en de volgende laag zien het.",
    "beschreven": "Titel en oorzaak zijn bewaard.",
    "gekoppeld": "De signalen horen nu bij dit knelpunt.",
    "gesplitst": "Er is een nieuw knelpunt gemaakt.",
    "doorgeving": "Wat jullie hoorden, staat er nu bij.",
    "overleg": "Het overleg staat gepland.",
    "methode": "De methode is gekozen. Je kunt haar tot het gesprek nog veranderen.",
    "gehouden": "Het overleg is gehouden.",
    "volgorde": "De agenda is bijgewerkt.",
    "vanzelf": "De agenda heeft weer de volgorde die vanzelf ontstaat.",
    "onderwerp": "Je onderwerp staat op de agenda.",
    "onderwerp_weg": "Het onderwerp is ingetrokken. De tekst is leeggemaakt.",
    "onderwerp_vervallen": "Het onderwerp is van de agenda. De reden blijft zichtbaar voor wie het schreef.",
    "toegezegd": "De afspraak is gemaakt. Die staat bij het onderwerp en vooraan op de volgende agenda.",
    "deelnemers": "Bewaard. Wie erbij kwam of eraf ging, heeft bericht.",
    "verzet": "Het overleg is verplaatst. De deelnemers horen het.",
    "afspraak_gemaakt": "De afspraak is gemaakt. Die staat vooraan op de volgende agenda.",
    "vervallen": "Het overleg is vervallen. De reden blijft zichtbaar.",
    "reeks": "De reeks staat. Wie is uitgenodigd, hoort het per keer.",
    "reeks_deelnemers": "Bewaard, voor elke keer die nog komt. Wie erbij kwam of eraf ging, heeft bericht.",
    "reeks_einde": "De reeks is beëindigd.",
    "afwezig": "Je afwezigheid staat erin. Wie het overneemt, heeft bericht.",
    "aanwezig": "De afwezigheid is weg. Je leidt je overleggen weer zelf.",
    "agenda_adres": "Je geheime adres is klaar. Een ouder adres werkt niet meer.",
    "agenda_adres_weg": "Het geheime adres werkt niet meer.",
    "agenda_mail": "Je keuze is bewaard.",
    "verslag": "Het verslag is vrijgegeven.",
    "uitspraak": "Vastgelegd. Wat er staat, blijft staan; er kan wel iets bij.",
    "stemming": "De stemming is open.",
    "gestemd": "Je stem is binnen.",
    "stemming_gesloten": "De stemming is gesloten.",
    "leerpunt": "Het leerpunt is gemaakt. Het staat vooraan op de volgende agenda.",
    "maatwerk": "Je vraag is gesteld. Je collega's kunnen er nu op reageren.",
    "gereageerd": "Je reactie is bewaard.",
    "ingetrokken_maatwerk": "De vraag is ingetrokken.",
    "teruggekeken": "Je hebt teruggekeken. Dank je wel.",
    "voorgelegd": "De tekst ligt nu bij de inbrenger. Tot die akkoord is, gaat er niets de kamer uit.",
    "nagekeken": "Dank je. Wat je zei, is bewaard.",
    "aangeboden": "De afweging is aangeboden. De inbrenger kan hem nog vijf werkdagen terugnemen.",
    "afspraak": "De afspraak is bijgewerkt.",
    "handreiking": "De handreiking is bewaard.",
    "meegetekend": "De handreiking is meegetekend en staat nu open.",
    "opgemaakt": "Het concept van het register is opgemaakt.",
    "gezien": "Genoteerd: u heeft dit gezien.",
    "gereageerd_bestuur": "Uw antwoord staat hieronder. Iedereen die het register leest, ziet het.",
    "bestuursvraag": "Uw vraag is gesteld. Wie u vraagt, heeft bericht.",
    "beloofd": "Uw belofte staat hieronder, en bij de afspraken.",
    "antwoord_bestuur": "Je antwoord is verstuurd. De wethouder heeft bericht.",
    "vastgesteld": "Het register is vastgesteld en staat nu vast.",
    "openbaar": "Het register is nu openbaar.",
    "niet_openbaar": "Het register is niet meer openbaar.",
    "bewaard": "Bewaard.",
    "sessie": "De sessie is beëindigd.",
    "uitgelogd": "Je bent uitgelogd.",
}
"""Sentences after an act. The address carries only the key, so that no session row is written."""


SAMEN = [("Luistersessies", "/luistersessies"), ("Maatwerk", "/maatwerk")]
KENNIS = [
    ("Handreikingen", "/handreikingen"),
    ("Eerdere afwegingen", "/eerdere-afwegingen"),
    ("De routes", "/routes"),
    ("De methoden", "/methoden"),
]
EIGEN = [("Mijn berichten", "/berichten"), ("Mijn agenda", "/mijn-agenda"), ("Mijn sessies", "/sessies")]
"""The groups in the footer that are the same for everyone who is logged in."""


def registreer(app: Flask) -> None:
    """Give every template the frame."""
    for naam, filter_ in filters().items():
        app.jinja_env.filters[naam] = filter_
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.context_processor(kader)


def filters() -> dict[str, Callable[..., str]]:
    """Return the template filters for dates in Dutch."""
    return {"datum": voluit, "dag_kort": kort, "week": lambda dag: f"week {dag.isocalendar().week}"}


def kader() -> dict[str, Any]:
    """Return what the layout needs; works without a user and without a database."""
    persoon = huidige_of_niets()
    instellingen = current_app.config["SIGNALEN"]
    return {
        "productnaam": instellingen.productnaam,
        "gemeente": instellingen.gemeente,
        "gebruiker": {"naam": persoon.naam, "rol": rol_in_woorden(persoon)} if persoon else None,
        "navigatie": navigatie(persoon, request.path) if persoon else [],
        "voetlinks": voetlinks(persoon),
        "stille_balk": stille_balk(),
        "get_flashed_messages": meldingen,
        "rol_label": rol_label,
        "vandaag": clock.today(),
    }


def huidige_of_niets() -> Persoon | None:
    """Return who is logged in; None also while the database is away."""
    try:
        return huidige()
    except Exception:
        return None


def meldingen(with_categories: bool = False) -> list[Any]:
    """Return the sentence for `?gedaan=...`; stands in for Flask's flashes, which would write a session
    row.
    """
    tekst = GEDAAN.get(request.args.get("gedaan", ""))
    if not tekst:
        return []
    return [("goed", tekst)] if with_categories else [tekst]


def rol_label(rol: str) -> str:
    """Return a role as people say it here; labels are a setting."""
    standaard = {
        "coordinator": "signaalcoördinator",
        "fg": "functionaris gegevensbescherming",
        "jurist": "jurist",
    }
    labels: dict[str, str] = current_app.config["SIGNALEN"].labels
    return labels.get(rol, standaard.get(rol, rol))


def rol_in_woorden(persoon: Persoon) -> str:
    """Return the roles of somebody for the header."""
    return ", ".join(rol_label(rol) for rol in sorted(persoon.rolnamen))


def navigatie(persoon: Persoon, pad: str) -> list[tuple[str, str, bool]]:
    """Return at most five entries by role."""
    keuzes = [
        ("Mijn signalen", "/mijn-signalen", mag(Recht.SIGNAAL_GEVEN, persoon)),
        ("Dit knelt", "/signaal-geven", mag(Recht.SIGNAAL_GEVEN, persoon)),
        ("Mijn werk", "/mijn-werk", mag(Recht.WERK_ZIEN, persoon)),
        ("Overleg", "/overleg", mag(Recht.INGELOGD, persoon)),
        ("Register", "/register", mag(Recht.REGISTER_ZIEN, persoon)),
    ]
    if persoon.rolnamen & BESTUUR:
        keuzes.insert(0, keuzes.pop())
    return [(label, url, pad == url or pad.startswith(url + "/")) for label, url, toon in keuzes if toon]


def voetlinks(persoon: Persoon | None) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the links in the footer, in a few groups with a heading each."""
    hulp = [
        ("Hulp", "/hulp"),
        ("Wat dit systeem nooit doet", "/wat-dit-systeem-nooit-doet"),
        ("Meedoen met een gesprek", "/meedoen"),
    ]
    if persoon is None:
        return [("Hulp", hulp)]
    if mag(Recht.BEHEREN, persoon) or mag(Recht.CONTROLEREN, persoon):
        hulp.append(("Beheer", "/beheer"))
    return [("Zelf iets doen", SAMEN), ("Nalezen", KENNIS), ("Van jou", EIGEN), ("Hulp", hulp)]


def stille_balk() -> str:
    """Return a sentence when something is degraded, else an empty string."""
    return current_app.extensions.get("signalen_stille_balk", "")
