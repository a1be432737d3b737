"""What a bestuurder does with a line of an edition, and the answer of who was asked."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from flask import request

from signalen import fouten, kader, velden, web
from signalen.knelpunt import views as knelpunten
from signalen.knelpunt.queries.routelijn import label_met_lidwoord
from signalen.permissions import Band, Persoon, Recht, mag
from signalen.register import queries
from signalen.register.lezing import operations, rules, vormen
from signalen.register.lezing import queries as lezing
from signalen.register.views.blauwdruk import laad_editie, register, toon
from signalen.web import Geladen, requires
from workflows.stand import Geweigerd

GEDAAN = {"gezien": "gezien", "antwoord": "gereageerd_bestuur", "vraag": "bestuursvraag", "datum": "beloofd"}


def laad_regel(persoon: Persoon, kwartaal: str, nummer: int, **rest: Any) -> Geladen[queries.Beeld]:
    """Load an edition that shows this knelpunt, with the roles of the reader for its domain."""
    beeld = laad_editie(persoon, kwartaal).ding
    queries.verhaal(beeld, nummer)
    return Geladen(beeld, Band(lezing.rollen_bij(persoon, nummer)))


def verhaalpagina(beeld: queries.Beeld, nummer: int, waar: str = "", fout: Geweigerd | None = None) -> str:
    """Draw the story of one knelpunt, with what may be done and what was done with it."""
    wie = web.ik()
    rondes, kwartaal = queries.verhaal(beeld, nummer), beeld.kop.kwartaal
    ronde = rondes[-1]["ronde"]
    mijn = mag(Recht.REGISTER_REAGEREN, wie, Band(lezing.rollen_bij(wie, nummer)))
    gedaan = lezing.mijn_daden(wie, kwartaal, nummer, ronde) if mijn else ()
    daden = rules.daden(beeld.kop.staat, gedaan) if mijn else ()
    formulieren = vormen.van_daden(daden, request.form, waar, fout)
    lijst = lezing.leeslijst(wie, kwartaal, beeld.nummers)
    return toon(
        "verhaal",
        e=beeld,
        rondes=rondes,
        daden=daden,
        vormen=formulieren,
        form=velden.geweigerd(formulieren.get(waar), fout),
        waar=waar,
        adres=_adres(nummer) if daden else ("", None),
        reacties=[] if beeld.kop.concept else lezing.van_knelpunt(kwartaal, nummer),
        leeslijst=lijst,
        volgende=queries.kop_van(beeld, lijst.volgende(nummer)),
        formulier_id=web.nieuw_formulier(),
    )


def _adres(nummer: int) -> tuple[str, date]:
    """Return to whom a question would go, with the article, and the day before which the answer comes."""
    rol, voor = lezing.adres(nummer, web.moment().date())
    return label_met_lidwoord(kader.rol_label(rol)), voor


@register.post("/register/<kwartaal>/<int:nummer>/<any('gezien', 'antwoord', 'vraag', 'datum'):soort>")
@requires(Recht.REGISTER_REAGEREN, laad=laad_regel, publiek="wethouder")
def reageer(geladen: Geladen[queries.Beeld], kwartaal: str, nummer: int, soort: str) -> web.ANTWOORD:
    """Mark as seen, answer, ask or promise, about one line."""
    rondes = queries.verhaal(geladen.ding, nummer)
    ronde = request.form.get("ronde", rondes[-1]["ronde"], type=int)
    daad = operations.Daad(kwartaal, nummer, ronde, web.ik().id, soort, request.form)
    return web.doe_of_toon(
        f"/register/{kwartaal}/{nummer}?gedaan={GEDAAN[soort]}",
        lambda moment: operations.reageer(daad, moment),
        lambda fout: verhaalpagina(geladen.ding, nummer, soort, fout),
    )


def laad_vraag(persoon: Persoon, knelpunt_id: uuid.UUID, vraag_id: uuid.UUID) -> Geladen[Any]:
    """Load a question about a knelpunt; who was asked is at turn, unless it is their own signaal."""
    zaak = knelpunten.laad_knelpunt(persoon, knelpunt_id)
    vraag = lezing.vraag(knelpunt_id, vraag_id, web.moment().date())
    return Geladen(zaak, replace(zaak.band, aan_zet=vraag.aan_rol in zaak.band.rollen))


@register.post("/knelpunten/<uuid:knelpunt_id>/bestuursvraag/<uuid:vraag_id>")
@requires(Recht.BESTUURSVRAAG_BEANTWOORDEN, laad=laad_vraag, publiek="behandelaar")
def beantwoord(geladen: Geladen[Any], knelpunt_id: uuid.UUID, vraag_id: uuid.UUID) -> web.ANTWOORD:
    """Answer the question of a wethouder, for the role that was asked."""
    pad = f"/knelpunten/{knelpunt_id}"

    def af(moment: datetime) -> str:
        operations.beantwoord(vraag_id, request.form.get("woorden", ""), moment)
        return f"{pad}?gedaan=antwoord_bestuur"

    try:
        return web.doe(af)
    except rules.AlBeantwoord as fout:
        teksten = {"jouw_tekst": fout.jouw_tekst, "andere_tekst": fout.andere_tekst}
        return fouten.pagina(409, reden=fout.reden, terug_url=pad, **teksten)
    except Geweigerd as fout:
        naam = vormen.naam_van(str(vraag_id))
        return knelpunten.toon(geladen.ding, "verloop", 422, fout, naam)  # type: ignore[no-any-return]
