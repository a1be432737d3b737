"""How an act on the page of a knelpunt is carried out, or its form shown again; holds no pages itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from flask import request

from signalen import web
from signalen.knelpunt import vormen
from signalen.knelpunt.views.blauwdruk import laad_knelpunt
from signalen.knelpunt.views.een import toon
from signalen.web import Geladen
from workflows.stand import Geweigerd


def doe(geladen: Geladen[Any], waar: str, gedaan: str, handeling: Callable[[datetime], Any]) -> web.ANTWOORD:
    """Carry out an act, or show the page again with what was typed."""
    pad = f"/knelpunten/{geladen.ding.id}"

    def af(moment: datetime) -> str:
        vormen.bewaak(request.form)
        doel = handeling(moment)
        return f"{doel if isinstance(doel, str) else pad}?gedaan={gedaan}"

    try:
        return web.doe(af)
    except Geweigerd as fout:
        if fout.code == "verouderd":
            raise
        return toon(laad_knelpunt(web.ik(), geladen.ding.id), "verloop", 422, fout, waar)
