"""The page on which the chair orders an agenda and sets minutes, with plain buttons; dragging is an extra."""

from __future__ import annotations

import uuid
from datetime import datetime

from flask import render_template, request

from signalen import velden, web
from signalen.overleg import operations, vormen
from signalen.overleg.queries import schikken
from signalen.overleg.views.blauwdruk import laad_gepland, overleg
from signalen.permissions import Recht
from signalen.web import Geladen, requires
from workflows.stand import Geweigerd


@overleg.get("/overleg/<uuid:overleg_id>/volgorde")
@requires(Recht.OVERLEG_LEIDEN, laad=laad_gepland, publiek="gespreksleider")
def volgorde(geladen: Geladen[uuid.UUID], overleg_id: uuid.UUID) -> web.ANTWOORD:
    """Every item of the agenda with its minutes, to be put earlier or later."""
    return _toon(geladen.ding)


def _toon(overleg_id: uuid.UUID, fout: Geweigerd | None = None) -> str:
    """Render the page; after a move the keyboard stays on the item that moved (`bij` and `kant`)."""
    pagina = schikken.pagina(overleg_id, web.moment().date())
    regels = [(r.sleutel, r.minuten, r.titel) for _, blok in pagina.blokken for r in blok]
    fouten = velden.fouten_van(fout) if fout else {}
    return render_template(
        "overleg/volgorde.html",
        s=pagina,
        form=vormen.volgorde(regels, request.form if fout else None, fouten),
        bij=request.args.get("bij", "")[:60],
        kant=request.args.get("kant", "")[:10],
        formulier_id=web.nieuw_formulier(),
    )


@overleg.post("/overleg/<uuid:overleg_id>/volgorde")
@requires(Recht.OVERLEG_LEIDEN, laad=laad_gepland, publiek="gespreksleider")
def schik(geladen: Geladen[uuid.UUID], overleg_id: uuid.UUID) -> web.ANTWOORD:
    """Move one item, keep the minutes, or go back to the order that comes by itself."""
    form, pad = request.form, f"/overleg/{geladen.ding}/volgorde"

    def handeling(moment: datetime) -> str:
        if form.get("vanzelf"):
            operations.weer_vanzelf(geladen.ding, form.get("teken", ""), moment)
            return f"{pad}?gedaan=vanzelf"
        wens = operations.Schikking(**vormen.schikking(form))
        operations.schik(geladen.ding, wens, moment)
        return f"{pad}?gedaan=volgorde{vormen.waarheen(form)}"

    try:
        return web.doe(handeling)
    except vormen.OngeldigeInvoer as fout:
        return _toon(geladen.ding, fout), 422
