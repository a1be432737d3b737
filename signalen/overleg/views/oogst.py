"""Pages on which the gespreksleider or verslaglegger writes, per knelpunt, what may leave the room."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from flask import render_template, request

from signalen import fouten, velden, web
from signalen.knelpunt.vormen import als_uuid
from signalen.overleg import oogstvormen, operations, queries, rules
from signalen.overleg.queries import oogst as vragen
from signalen.overleg.views.blauwdruk import laad_overleg, overleg
from signalen.permissions import Persoon, Recht
from signalen.web import Geladen, requires
from workflows.stand import Geweigerd

Punt = tuple[uuid.UUID, uuid.UUID]
PAD = "/overleg/<uuid:overleg_id>/oogst/<uuid:agendapunt_id>"


def laad_punt(
    persoon: Persoon | None, overleg_id: uuid.UUID, agendapunt_id: uuid.UUID, **rest: Any
) -> Geladen[Punt]:
    """Load an item of an overleg that was talked over, and how the reader stands to that overleg."""
    id_, band = queries.laad(overleg_id, persoon)
    vragen.schrijfblad(id_, agendapunt_id, web.moment().date())
    return Geladen((id_, agendapunt_id), band)


@overleg.get(PAD)
@requires(Recht.OOGST_SCHRIJVEN, laad=laad_punt, publiek="verslaglegger")
def oogst(geladen: Geladen[Punt], overleg_id: uuid.UUID, agendapunt_id: uuid.UUID) -> web.ANTWOORD:
    """What may leave the room about one knelpunt, to write or to read."""
    return _toon(geladen.ding)


@overleg.post(PAD)
@requires(Recht.OOGST_SCHRIJVEN, laad=laad_punt, publiek="verslaglegger")
def oogst_bewaren(geladen: Geladen[Punt], overleg_id: uuid.UUID, agendapunt_id: uuid.UUID) -> web.ANTWOORD:
    """Store the words as a concept, or put them to the inbrenger."""
    delen = {naam: request.form.get(naam, "") for naam, _ in rules.DELEN}
    voorleggen = request.form.get("actie") == "voorleggen"
    doe = operations.leg_voor if voorleggen else operations.bewaar

    def handeling(moment: datetime) -> str:
        doe(*geladen.ding, delen, request.form.get("versie", ""), moment)
        return f"{_pad(geladen.ding)}?gedaan={'voorgelegd' if voorleggen else 'bewaard'}"

    try:
        return web.doe(handeling)
    except Geweigerd as fout:
        if fout.code == "verouderd":
            return _botsing(geladen.ding, delen, fout)
        return _toon(geladen.ding, delen, velden.fouten_van(fout)), 422


@overleg.post("/overleg/<uuid:overleg_id>/verslaglegger")
@requires(Recht.OVERLEG_LEIDEN, laad=laad_overleg, publiek="gespreksleider")
def verslaglegger(geladen: Geladen[uuid.UUID], overleg_id: uuid.UUID) -> web.ANTWOORD:
    """Let a deelnemer write the verslag too, or nobody."""
    wie = als_uuid(request.form.get("verslaglegger", ""))

    def handeling(moment: datetime) -> str:
        operations.wijs_verslaglegger_aan(geladen.ding, wie)
        return f"/overleg/{geladen.ding}?gedaan=bewaard"

    return web.doe(handeling)


def _pad(punt: Punt) -> str:
    return f"/overleg/{punt[0]}/oogst/{punt[1]}"


def _toon(punt: Punt, delen: Mapping[str, str] | None = None, zinnen: Mapping[str, str] | None = None) -> str:
    blad = vragen.schrijfblad(*punt, web.moment().date())
    return render_template(
        "overleg/oogst.html",
        blad=blad,
        form=oogstvormen.schrijven(blad.delen if delen is None else delen, zinnen),
        versie=blad.versie if delen is None else request.form.get("versie", ""),
        pad=_pad(punt),
        overleg_url=f"/overleg/{punt[0]}",
        formulier_id=web.nieuw_formulier(),
    )


def _botsing(punt: Punt, delen: Mapping[str, str], fout: Geweigerd) -> web.ANTWOORD:
    """Somebody else wrote in the meantime: both texts, nothing lost."""
    nu = vragen.schrijfblad(*punt, web.moment().date()).delen
    jouw, andere = ("\n\n".join(d[n] for n, _ in rules.DELEN if d.get(n)) for d in (delen, nu))
    return fouten.pagina(409, reden=fout.reden, jouw_tekst=jouw, andere_tekst=andere, terug_url=_pad(punt))
