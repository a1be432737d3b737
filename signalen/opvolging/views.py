"""Keeping, moving and dropping promises."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import datetime
from typing import Any

from flask import Blueprint, render_template, request

from signalen import kader, velden, web
from signalen.knelpunt import vormen
from signalen.medewerker import queries as medewerkers
from signalen.opvolging import operations
from signalen.opvolging.queries import afspraken
from signalen.permissions import Band, Persoon, Recht
from signalen.web import Geladen, requires
from workflows.stand import Geweigerd

opvolging = Blueprint("opvolging", __name__)
VRAGEN = {
    "gedaan": velden.vragen(("tekst", "Wat is er gedaan?", "lang", True, "Kort, zonder namen.")),
    "verschuiven": velden.vragen(
        ("datum", "Nieuwe dag", "datum", True, ""),
        ("reden", "Waarom?", "lang", True, "Dit blijft zichtbaar."),
    ),
    "vervallen": velden.vragen(("reden", "Waarom?", "lang", True, "Dit blijft zichtbaar.")),
}


def laad_afspraak(persoon: Persoon, afspraak_id: uuid.UUID, **rest: Any) -> Geladen[Any]:
    """Load a promise; its owner role is at turn, and the coordinator of the domain may help."""
    gevonden = afspraken.een(afspraak_id)
    rollen = medewerkers.rollen_voor(persoon, gevonden.domein, gevonden.bestuur)
    return Geladen(gevonden, Band(rollen, aan_zet=gevonden.eigenaar_rol in rollen))


@opvolging.get("/afspraken/<uuid:afspraak_id>")
@requires(Recht.AFSPRAAK_BIJWERKEN, laad=laad_afspraak, publiek="behandelaar")
def een(geladen: Geladen[Any], afspraak_id: uuid.UUID) -> web.ANTWOORD:
    """One promise or leerpunt, with what its owner can do."""
    return _toon(geladen)


def _toon(geladen: Geladen[Any], waar: str = "", fout: Geweigerd | None = None) -> str:
    """Render the page, with what was typed in the form that was refused."""
    pagina = afspraken.pagina(geladen.ding.id, web.moment().date(), kader.rol_label)
    vormen = {
        naam: velden.formulier(
            naam,
            vragen,
            waarden=request.form if naam == waar else None,
            fouten=velden.fouten_van(fout) if fout and naam == waar else {},
        )
        for naam, vragen in VRAGEN.items()
    }
    return render_template(
        "opvolging/afspraak.html",
        a=pagina,
        vormen=vormen,
        form=velden.geweigerd(vormen.get(waar), fout),
        waar=waar,
        formulier_id=web.nieuw_formulier(),
    )


def _doe(geladen: Geladen[Any], waar: str, handeling: Callable[[str, datetime], Any]) -> web.ANTWOORD:
    rol = geladen.ding.eigenaar_rol if geladen.band.aan_zet else "coordinator"

    def af(moment: datetime) -> str:
        vormen.bewaak(request.form)
        handeling(rol, moment)
        return f"{geladen.ding.pad}?gedaan=afspraak"

    try:
        return web.doe(af)
    except Geweigerd as fout:
        if geladen.ding.pad != f"/afspraken/{geladen.ding.id}":
            raise
        return _toon(geladen, waar, fout), 422


@opvolging.post("/afspraken/<uuid:afspraak_id>/gedaan")
@requires(Recht.AFSPRAAK_BIJWERKEN, laad=laad_afspraak, publiek="behandelaar")
def gedaan(geladen: Geladen[Any], afspraak_id: uuid.UUID) -> web.ANTWOORD:
    """Mark a promise as kept."""
    tekst = request.form.get("tekst", "")
    return _doe(geladen, "gedaan", lambda rol, m: operations.is_gedaan(afspraak_id, tekst, rol, m))


@opvolging.post("/afspraken/<uuid:afspraak_id>/verschuiven")
@requires(Recht.AFSPRAAK_BIJWERKEN, laad=laad_afspraak, publiek="behandelaar")
def verschuiven(geladen: Geladen[Any], afspraak_id: uuid.UUID) -> web.ANTWOORD:
    """Give a promise another day; the first one stays visible."""
    datum, reden = request.form.get("datum", ""), request.form.get("reden", "")
    return _doe(
        geladen, "verschuiven", lambda rol, m: operations.verschuif(afspraak_id, datum, reden, rol, m)
    )


@opvolging.post("/afspraken/<uuid:afspraak_id>/vervallen")
@requires(Recht.AFSPRAAK_BIJWERKEN, laad=laad_afspraak, publiek="behandelaar")
def vervallen(geladen: Geladen[Any], afspraak_id: uuid.UUID) -> web.ANTWOORD:
    """Drop a promise, with a reason."""
    reden = request.form.get("reden", "")
    return _doe(geladen, "vervallen", lambda rol, m: operations.laat_vervallen(afspraak_id, reden, rol, m))
