"""One item of an agenda to prepare, and what who leads does with a subject of a luistersessie."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import datetime
from typing import Any

from flask import render_template, request

from signalen import kader, velden, web
from signalen.overleg import operations, vormen
from signalen.overleg.queries import punt as punten
from signalen.overleg.views.blauwdruk import Plek, laad_punt, overleg
from signalen.permissions import Recht
from signalen.web import Geladen, requires
from workflows.stand import Geweigerd

ONDERWERP = "/overleg/<uuid:overleg_id>/punt/onderwerp/<uuid:ding_id>"


@overleg.get(
    "/overleg/<uuid:overleg_id>/punt/<any('knelpunt', 'afspraak', 'onderwerp'):soort>/<uuid:ding_id>"
)
@requires(Recht.OVERLEG_VOORBEREIDEN, laad=laad_punt, publiek="deelnemer")
def punt(geladen: Geladen[Plek], overleg_id: uuid.UUID, soort: str, ding_id: uuid.UUID) -> web.ANTWOORD:
    """Everything to prepare one item, on one page."""
    return _toon(geladen)


def _toon(geladen: Geladen[Plek], waar: str = "", fout: Geweigerd | None = None) -> str:
    plek, leidt = geladen.ding, geladen.band.gespreksleider
    pagina = punten.pagina(
        plek.overleg_id, plek.soort, plek.ding_id, web.ik(), web.moment().date(), kader.rol_label
    )
    daden = vormen.daden(pagina) if leidt else ()
    fouten = velden.fouten_van(fout) if fout else {}
    formulieren = vormen.van_punt(waar, request.form if fout else None, fouten, daden)
    return render_template(
        "overleg/punt.html",
        p=pagina,
        vormen=formulieren,
        form=velden.geweigerd(formulieren.get(waar), fout),
        waar=waar,
        formulier_id=web.nieuw_formulier(),
    )


def _doe(
    geladen: Geladen[Plek], waar: str, gedaan: str, doel: str, handeling: Callable[[datetime], Any]
) -> web.ANTWOORD:
    return web.doe_of_toon(f"{doel}?gedaan={gedaan}", handeling, lambda fout: _toon(geladen, waar, fout))


@overleg.post(f"{ONDERWERP}/afspraak")
@requires(Recht.OVERLEG_LEIDEN, laad=laad_punt, publiek="gespreksleider")
def toezeggen(geladen: Geladen[Plek], overleg_id: uuid.UUID, ding_id: uuid.UUID) -> web.ANTWOORD:
    """Promise something about a subject, with who does it and before which day."""
    wat, rol, datum = (request.form.get(naam, "") for naam in ("omschrijving", "rol", "datum"))

    def handeling(moment: datetime) -> None:
        operations.zeg_toe(overleg_id, ding_id, wat, rol, datum, moment)

    return _doe(geladen, "afspraak", "toegezegd", geladen.ding.pad, handeling)


@overleg.post(f"{ONDERWERP}/vervallen")
@requires(Recht.OVERLEG_LEIDEN, laad=laad_punt, publiek="gespreksleider")
def onderwerp_vervallen(geladen: Geladen[Plek], overleg_id: uuid.UUID, ding_id: uuid.UUID) -> web.ANTWOORD:
    """Take a subject off the agenda with a reason."""
    reden, doel = request.form.get("reden", ""), f"/overleg/{overleg_id}"

    def handeling(moment: datetime) -> None:
        operations.laat_onderwerp_vervallen(overleg_id, ding_id, reden, moment)

    return _doe(geladen, "vervallen", "onderwerp_vervallen", doel, handeling)
