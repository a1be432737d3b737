"""The forms of an overleg, and how what was posted becomes arguments of an operation. Decides nothing."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any

from werkzeug.datastructures import MultiDict

from signalen import kader, velden
from signalen.knelpunt.rules import OngeldigeInvoer, Veldfout
from signalen.overleg import rules, sluitingsdag
from signalen.overleg.queries.agendaregels import Agendaregel
from signalen.overleg.queries.mensen import Mensen
from signalen.overleg.queries.pagina import Overlegpagina
from signalen.overleg.queries.punt import Puntpagina

PLANNEN = velden.vragen(
    (
        "soort",
        "Wat voor overleg is het?",
        "keuze",
        True,
        "Dit bepaalt welke knelpunten vanzelf op de agenda komen.",
    ),
    ("datum", "Op welke dag?", "datum", True, "Een werkdag, bijvoorbeeld 8-12-2026."),
    ("begin", "Hoe laat begint het?", "tekst", True, "Bijvoorbeeld 14:00."),
    ("minuten", "Hoeveel minuten duurt het?", "tekst", False, "Niets ingevuld is 90 minuten."),
    ("plaats", "Waar is het?", "tekst", False, ""),
    ("titel", "Titel", "tekst", False, "Niets ingevuld is de naam van het overleg."),
    ("gespreksleider", "Wie leidt het gesprek?", "keuze", False, "Niets gekozen betekent: jij."),
    ("deelnemers", "Wie nodig je uit?", "meer", False, "Zij krijgen een bericht en zien de agenda."),
)
HOUDEN = velden.vragen(
    (
        "besproken",
        "Wat is er besproken?",
        "meer",
        False,
        "Wat je niet aanvinkt, staat vanzelf op de volgende agenda.",
    ),
    ("aanwezig", "Met hoeveel mensen waren jullie?", "tekst", False, "Alleen het aantal."),
)
VERSLAG = velden.vragen(
    (
        "feit",
        "Wat is er besproken en vastgesteld?",
        "lang",
        True,
        "Feiten, zonder namen. Kopjes en lijstjes mogen (Markdown).",
    ),
    ("alternatief", "Welke mogelijkheden kwamen op tafel?", "lang", False, ""),
    ("opvatting", "Wat vinden de deelnemers ervan?", "lang", False, "Zonder te zeggen wie wat vond."),
)
VERZETTEN = velden.vragen(
    ("datum", "Naar welke dag?", "datum", True, "Een werkdag, bijvoorbeeld 8-12-2026."),
    ("begin", "Hoe laat begint het?", "tekst", False, "Niets ingevuld is dezelfde tijd als nu."),
    ("reden", "Waarom?", "lang", True, "De deelnemers lezen dit."),
)
VERVALLEN = velden.vragen(("reden", "Waarom gaat het niet door?", "lang", True, "Dit blijft zichtbaar."))
AFSPRAAK = velden.vragen(
    ("omschrijving", "Wat spreken jullie af?", "tekst", True, "Eén zin: wat is er klaar op die dag?"),
    ("rol", "Wie zorgt daarvoor?", "rol", True, ""),
    ("datum", "Wanneer is het klaar?", "datum", True, ""),
)
LEERPUNT = velden.vragen(
    ("omschrijving", "Wat leerden jullie, en wat gaat er gebeuren?", "tekst", True, "Eén zin, zonder namen."),
    ("rol", "Wie zorgt daarvoor?", "rol", True, ""),
    ("datum", "Wanneer is het klaar?", "datum", True, ""),
)
ONDERWERP = velden.vragen(
    (
        "tekst",
        "Waar wil je het over hebben?",
        "lang",
        True,
        "Zonder namen of nummers van inwoners, en zonder wat naar jou wijst.",
    ),
)
ONDERWERP_WEG = velden.vragen(
    ("reden", "Waarom komt dit niet aan bod?", "lang", True, "Wie het onderwerp schreef, kan dit lezen."),
)
BIJ_PUNT = {"afspraak": AFSPRAAK, "vervallen": ONDERWERP_WEG}
BIJ_PAGINA = {
    "houden": HOUDEN,
    "verslag": VERSLAG,
    "verzetten": VERZETTEN,
    "vervallen": VERVALLEN,
    "afspraak": AFSPRAAK,
    "leerpunt": LEERPUNT,
}


def plannen(
    mensen: Mensen, waarden: Mapping[str, str] | None = None, fouten: Mapping[str, str] | None = None
) -> Any:
    """Return the form to plan an overleg."""
    keuzes = {
        "soort": tuple(rules.SOORTEN.items()),
        "gespreksleider": mensen.leiders,
        "deelnemers": mensen.deelnemers,
    }
    return velden.formulier("plannen", PLANNEN, keuzes, waarden, fouten)


def voorstel(form: MultiDict[str, str], door: uuid.UUID) -> rules.Voorstel:
    """Return the plan that was typed. Raises OngeldigeInvoer for ids that are none."""
    leider = als_uuids("gespreksleider", [form.get("gespreksleider", "")])
    return rules.Voorstel(
        soort=form.get("soort", ""),
        datum=form.get("datum", ""),
        begin=form.get("begin", ""),
        door=door,
        titel=form.get("titel", ""),
        minuten=form.get("minuten", ""),
        plaats=form.get("plaats", ""),
        gespreksleider=leider[0] if leider else None,
        deelnemers=als_uuids("deelnemers", form.getlist("deelnemers")),
    )


def gezelschap(form: Any, door: uuid.UUID) -> tuple[str, tuple[uuid.UUID, ...], uuid.UUID]:
    """Return (kind, deelnemers, leader) as far as they were filled in; what is no id is left out."""
    if not isinstance(form, MultiDict):
        return form.get("soort", ""), (), door
    leider = ids([form.get("gespreksleider", "")])
    return form.get("soort", ""), ids(form.getlist("deelnemers")), leider[0] if leider else door


def ids(ruw: Iterable[str]) -> tuple[uuid.UUID, ...]:
    """Return the ids among what was posted; what is no id is left out."""
    uit = []
    for waarde in ruw:
        with suppress(ValueError):
            uit.append(uuid.UUID(waarde))
    return tuple(uit)


def als_uuids(veld: str, ruw: Iterable[str]) -> tuple[uuid.UUID, ...]:
    """Return the ids that were posted. Raises OngeldigeInvoer for text that is no id."""
    try:
        return tuple(uuid.UUID(waarde) for waarde in ruw if waarde)
    except ValueError as fout:
        raise OngeldigeInvoer([Veldfout(veld, "Kies een van de mogelijkheden.")]) from fout


def van_pagina(
    pagina: Overlegpagina, waar: str, waarden: Mapping[str, str] | None, fouten: Mapping[str, str]
) -> dict[str, Any]:
    """Return every form that the leader may use now; the one named `waar` holds what was typed."""
    keuzes = {
        "besproken": _keuzes((*pagina.afspraken, *pagina.punten, *pagina.past_niet)),
        "rol": tuple((rol, kader.rol_label(rol)) for rol in rules.AFSPRAAK_ROLLEN),
    }
    vooraf = {"houden": MultiDict([("besproken", r.sleutel) for r in (*pagina.afspraken, *pagina.punten)])}
    if pagina.vrij:
        vooraf["verzetten"] = MultiDict([("reden", sluitingsdag.reden_vooraf(pagina.kop.datum, pagina.vrij))])
    return {
        naam: velden.formulier(
            naam,
            vragen,
            keuzes,
            waarden if naam == waar else vooraf.get(naam),
            fouten if naam == waar else {},
        )
        for naam, vragen in BIJ_PAGINA.items()
        if naam in pagina.acties or naam == waar
    }


def van_punt(
    waar: str, waarden: Mapping[str, str] | None, fouten: Mapping[str, str], namen: Iterable[str]
) -> dict[str, Any]:
    """Return the forms of who leads at a subject; the one named `waar` holds what was typed."""
    keuzes = {"rol": tuple((rol, kader.rol_label(rol)) for rol in rules.AFSPRAAK_ROLLEN)}
    return {
        naam: velden.formulier(
            naam, BIJ_PUNT[naam], keuzes, waarden if naam == waar else None, fouten if naam == waar else {}
        )
        for naam in namen
    }


def volgorde(
    sleutels: Iterable[tuple[str, int, str]], waarden: Mapping[str, str] | None, fouten: Mapping[str, str]
) -> Any:
    """Return the form with the minutes of every item: (key, minutes, title) each."""
    rijen = list(sleutels)
    vragen = velden.vragen(
        *((f"minuten-{s}", f"Minuten voor {titel}", "tekst", False, "") for s, _, titel in rijen)
    )
    gewoon = {f"minuten-{s}": str(minuten) for s, minuten, _ in rijen}
    return velden.formulier("volgorde", vragen, None, {**gewoon, **(waarden or {})}, fouten)


def schikking(form: MultiDict[str, str]) -> Any:
    """Return what the chair asks: which item goes which way, and every minute that was typed."""
    minuten = {n.removeprefix("minuten-"): w[:20] for n, w in form.items() if n.startswith("minuten-")}
    sleutel, stappen = form.get("eerder", ""), -1
    if form.get("later"):
        sleutel, stappen = form["later"], 1
    if form.get("sleep"):
        sleutel, stappen = form["sleep"], _getal(form.get("stappen", ""))
    return {"teken": form.get("teken", ""), "sleutel": sleutel, "stappen": stappen, "minuten": minuten}


def waarheen(form: MultiDict[str, str]) -> str:
    """Return the part of the address that keeps the keyboard on the item that moved."""
    for kant in ("eerder", "later", "sleep"):
        if re.fullmatch(r"[a-z]{1,20}:[0-9a-f-]{36}", form.get(kant, "")):
            return f"&bij={form[kant]}&kant={kant}"
    return ""


def daden(punt: Puntpagina) -> tuple[str, ...]:
    """Return what who leads may do with this item: promise, and drop a subject while it waits."""
    if punt.soort != "onderwerp" or punt.kop.staat == "vervallen":
        return ()
    weg = punt.onderwerp is None or punt.onderwerp.reden or punt.kop.staat != "gepland"
    return ("afspraak",) if weg else ("afspraak", "vervallen")


def _getal(ruw: str) -> int:
    return int(ruw) if re.fullmatch(r"-?[0-9]{1,3}", ruw) else 0


def _keuzes(regels: Iterable[Agendaregel]) -> tuple[tuple[str, str], ...]:
    return tuple((r.sleutel, _naam(r)) for r in regels)


def _naam(regel: Agendaregel) -> str:
    """A subject is named by its first words, because its title holds none."""
    if not regel.sleutel.startswith("onderwerp:"):
        return regel.onderwerp
    return f"{regel.onderwerp}: {' '.join(regel.samenvatting.split())[:80]}"
