"""Pages of kennis: finding a handreiking, reading it, writing one and co-signing it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from flask import Blueprint, render_template, request

from signalen import kader, velden, web
from signalen.kennis import operations, queries
from signalen.permissions import Band, Persoon, Recht, mag
from signalen.signaal.rules import DOMEINEN
from signalen.web import Geladen, requires
from workflows.stand import Geweigerd

kennis = Blueprint("kennis", __name__)
SCHRIJVERS = ("jurist", "coordinator", "adviseur", "secretaris", "directeur", "afdelingshoofd", "teamleider")
VELDEN = velden.vragen(
    ("titel", "Wat mag er?", "tekst", True, "In een paar woorden, zoals een collega het zou zoeken."),
    (
        "artikel",
        "Welke wet en welk artikel?",
        "tekst",
        True,
        "Bijvoorbeeld: Participatiewet artikel 35 lid 1.",
    ),
    (
        "wat_mag",
        "Wat staat het artikel toe?",
        "lang",
        True,
        "Gewone woorden. Kopjes en lijstjes mogen (Markdown).",
    ),
    ("wie_beslist", "Wie beslist hierover?", "tekst", True, "Een rol, geen naam."),
    ("bron", "Bron", "tekst", False, "Waar staat het, en van welke dag is die tekst?"),
    ("domein", "Bij welk werk hoort dit?", "keuze", False, ""),
    ("geldig_van", "Vanaf welke dag geldt dit?", "datum", False, "Niets ingevuld is vandaag."),
    (
        "geldig_tot",
        "Tot en met welke dag?",
        "datum",
        False,
        "Niets ingevuld is: tot er een nieuwe versie is.",
    ),
    (
        "waar_verteld",
        "Waar vertellen we dit?",
        "lang",
        False,
        "Bijvoorbeeld in het werkoverleg en op intranet.",
    ),
)


def met_concepten(persoon: Persoon) -> bool:
    """Say whether this reader sees cards that were not co-signed yet."""
    return mag(Recht.HANDREIKING_SCHRIJVEN, persoon) or mag(Recht.HANDREIKING_MEETEKENEN, persoon)


def laad_kaart(persoon: Persoon | None, handreiking_id: uuid.UUID, **rest: Any) -> Geladen[uuid.UUID]:
    """Load a card; a concept does not exist for who neither writes nor signs."""
    alles = persoon is not None and met_concepten(persoon)
    return Geladen(queries.laad(handreiking_id, alles), Band())


@kennis.get("/handreikingen")
@requires(Recht.HANDREIKING_ZIEN)
def alle() -> web.ANTWOORD:
    """Every card in force, with search."""
    vraag, blad, wie = request.args.get("q", "")[:100].strip(), request.args.get("pagina", "1"), web.ik()
    pagina = int(blad) if blad.isdecimal() and len(blad) < 6 else 1
    lijst = queries.lijst(vraag, pagina, met_concepten(wie))
    mag_schrijven = mag(Recht.HANDREIKING_SCHRIJVEN, wie)
    return render_template("kennis/lijst.html", lijst=lijst, vraag=vraag, mag_schrijven=mag_schrijven)


@kennis.get("/handreikingen/nieuw")
@requires(Recht.HANDREIKING_SCHRIJVEN, publiek="schrijver")
def nieuw() -> web.ANTWOORD:
    """The form for a new card; an address may fill in the article."""
    return _formulier("/handreikingen", {"artikel": request.args.get("artikel", "")[:300]}, {})


@kennis.post("/handreikingen")
@requires(Recht.HANDREIKING_SCHRIJVEN, publiek="schrijver")
def schrijf() -> web.ANTWOORD:
    """Store a new card as a concept."""
    wie = web.ik()

    def handeling(moment: datetime) -> str:
        rij = operations.schrijf(request.form, wie.id, rol_van(wie), moment)
        return f"/handreikingen/{rij.id}?gedaan=handreiking"

    try:
        return web.doe(handeling)
    except Geweigerd as fout:
        return _formulier("/handreikingen", request.form, velden.fouten_van(fout)), 422


@kennis.get("/handreikingen/<uuid:handreiking_id>")
@requires(Recht.HANDREIKING_ZIEN, laad=laad_kaart)
def een(geladen: Geladen[uuid.UUID], handreiking_id: uuid.UUID) -> web.ANTWOORD:
    """One card."""
    return _kaart(geladen.ding)


@kennis.get("/handreikingen/<uuid:handreiking_id>/wijzigen")
@requires(Recht.HANDREIKING_SCHRIJVEN, laad=laad_kaart, publiek="schrijver")
def wijzigen(geladen: Geladen[uuid.UUID], handreiking_id: uuid.UUID) -> web.ANTWOORD:
    """The form for the next version, filled with this one."""
    return _formulier(f"/handreikingen/{geladen.ding}/wijzigen", queries.velden(geladen.ding), {})


@kennis.post("/handreikingen/<uuid:handreiking_id>/wijzigen")
@requires(Recht.HANDREIKING_SCHRIJVEN, laad=laad_kaart, publiek="schrijver")
def herzie(geladen: Geladen[uuid.UUID], handreiking_id: uuid.UUID) -> web.ANTWOORD:
    """Store the next version as a concept."""
    wie = web.ik()

    def handeling(moment: datetime) -> str:
        rij = operations.herzie(geladen.ding, request.form, wie.id, rol_van(wie), moment)
        return f"/handreikingen/{rij.id}?gedaan=handreiking"

    try:
        return web.doe(handeling)
    except Geweigerd as fout:
        actie = f"/handreikingen/{geladen.ding}/wijzigen"
        return _formulier(actie, request.form, velden.fouten_van(fout)), 422


@kennis.post("/handreikingen/<uuid:handreiking_id>/meetekenen")
@requires(Recht.HANDREIKING_MEETEKENEN, laad=laad_kaart, publiek="jurist")
def meetekenen(geladen: Geladen[uuid.UUID], handreiking_id: uuid.UUID) -> web.ANTWOORD:
    """Co-sign a card, which publishes it."""
    wie = web.ik()

    def handeling(moment: datetime) -> str:
        operations.teken_mee(geladen.ding, wie.id, moment)
        return f"/handreikingen/{geladen.ding}?gedaan=meegetekend"

    try:
        return web.doe(handeling)
    except Geweigerd as fout:
        return _kaart(geladen.ding, velden.fouten_van(fout)), 422


def rol_van(persoon: Persoon) -> str:
    """Return the role in which somebody writes a card."""
    return next((rol for rol in SCHRIJVERS if rol in persoon.rolnamen), "")


def _kaart(handreiking_id: uuid.UUID, fouten: Mapping[str, str] | None = None) -> str:
    wie = web.ik()
    jurist = mag(Recht.HANDREIKING_MEETEKENEN, wie)
    return render_template(
        "kennis/een.html",
        h=queries.pagina(handreiking_id, wie.id, jurist, met_concepten(wie), kader.rol_label),
        form=velden.formulier("meetekenen", (), fouten=fouten),
        mag_schrijven=mag(Recht.HANDREIKING_SCHRIJVEN, wie),
        formulier_id=web.nieuw_formulier(),
    )


def _formulier(actie: str, waarden: Any, fouten: Mapping[str, str]) -> str:
    domeinen = tuple((d, d[0].upper() + d[1:]) for d in DOMEINEN)
    form = velden.formulier("kaart", VELDEN, {"domein": domeinen}, waarden, fouten)
    nieuw_ = actie == "/handreikingen"
    return render_template(
        "kennis/formulier.html", form=form, actie=actie, nieuw=nieuw_, formulier_id=web.nieuw_formulier()
    )
