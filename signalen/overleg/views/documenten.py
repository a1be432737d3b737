"""Agenda and verslag as a file to take along: the same rights and the same records as the page."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Response, abort, current_app, send_file

from signalen import kader, web
from signalen.overleg import documenten, queries
from signalen.overleg.documenten import bladen
from signalen.overleg.views.blauwdruk import laad_overleg, overleg
from signalen.permissions import Recht
from signalen.web import Geladen, requires

MAAK = {"agenda": bladen.agenda, "verslag": bladen.verslag}


@overleg.get("/overleg/<uuid:overleg_id>/<any('agenda', 'verslag'):stuk>.<any('pdf', 'odt'):vorm>")
@requires(Recht.OVERLEG_ZIEN, laad=laad_overleg)
def document(geladen: Geladen[uuid.UUID], overleg_id: uuid.UUID, stuk: str, vorm: str) -> Any:
    """The agenda or what was released, as PDF or ODT; 404 when there is nothing to give or no means."""
    band, moment = geladen.band, web.moment()
    binnen = band.deelnemer or band.gespreksleider
    pagina = queries.pagina(geladen.ding, moment.date(), kader.rol_label, band.gespreksleider, binnen)
    blad = MAAK[stuk](pagina, current_app.config["SIGNALEN"].gemeente or "Signalen")
    if blad is None or vorm not in dict(documenten.soorten()):
        abort(404)
    return _bijlage(documenten.maak(blad, vorm, moment), f"{stuk}.{vorm}", documenten.MIME[vorm])


def _bijlage(inhoud: bytes, naam: str, mime: str) -> Response:
    """Return a file that is always saved and whose name tells nothing; headers for every answer keep it
    out of caches.
    """
    import io

    return send_file(io.BytesIO(inhoud), mime, as_attachment=True, download_name=naam)
