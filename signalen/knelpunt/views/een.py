"""The knelpunt page with the act beside the story, in four sides. Carries out nothing; `handelen` does."""

from __future__ import annotations

import uuid
from typing import Any

from flask import redirect, render_template, request

from signalen import kader, velden, web
from signalen.kluis import operations as kluis
from signalen.knelpunt import vormen
from signalen.knelpunt.queries import lijken, pagina, verhaal
from signalen.knelpunt.queries import zetten as daden
from signalen.knelpunt.views.blauwdruk import knelpunt, laad_knelpunt
from signalen.opvolging.queries import afspraken
from signalen.overleg import queries as overleggen
from signalen.overleg.queries import oogst, uitspraken
from signalen.permissions import Band, Recht, mag
from signalen.register.lezing import queries as lezing
from signalen.register.lezing import vormen as lezingvormen
from signalen.web import Geladen, requires
from workflows.stand import Geweigerd


@knelpunt.get("/knelpunten/<uuid:knelpunt_id>")
@requires(Recht.KNELPUNT_ZIEN, laad=laad_knelpunt, publiek="behandelaar")
def een(geladen: Geladen[Any], knelpunt_id: uuid.UUID) -> web.ANTWOORD:
    """The knelpunt; an emptied one leads to where its signalen went."""
    if geladen.ding.opgegaan_in_id is not None and request.args.get("toch") is None:
        return redirect(f"/knelpunten/{geladen.ding.opgegaan_in_id}", 303)
    return toon(geladen, "verloop")


@knelpunt.get("/knelpunten/<uuid:knelpunt_id>/<any('overleg', 'afspraken', 'lijkt-op'):tab>")
@requires(Recht.KNELPUNT_ZIEN, laad=laad_knelpunt, publiek="behandelaar")
def een_tab(geladen: Geladen[Any], knelpunt_id: uuid.UUID, tab: str) -> web.ANTWOORD:
    """Another side of the same knelpunt."""
    return toon(geladen, tab)


def toon(
    geladen: Geladen[Any], tab: str, status: int = 200, fout: Geweigerd | None = None, waar: str = ""
) -> Any:
    """Render the page, with what was typed in the form that was refused."""
    rij, band, wie, vandaag = geladen.ding.rij, geladen.band, web.ik(), web.moment().date()
    gebeurd = verhaal.gebeurtenissen(rij.id)
    er_is = verhaal.spreekt_van(gebeurd)
    besluiten = pagina.alle_besluiten(rij.id) if "besluit" in er_is else []
    zetten = daden.zetten(rij, band.rollen, band.eigen_signaal, vandaag)
    gevraagd = _gevraagd(rij.id, band, er_is)
    formulieren = _formulieren(geladen, zetten, besluiten, er_is, fout, waar)
    formulieren |= lezingvormen.van_vragen(gevraagd, request.form, waar, fout)
    inhoud = render_template(
        "knelpunt/een.html",
        k=_beeld(geladen, tab, besluiten, gebeurd),
        zetten=zetten,
        gevraagd=gevraagd,
        vormen=formulieren,
        form=velden.geweigerd(formulieren.get(waar), fout),
        waar=waar,
        tab=tab,
        formulier_id=web.nieuw_formulier(),
        ordenen=mag(Recht.KNELPUNT_ORDENEN, wie, band),
        zonder_dag=overleggen.soorten_van(rij.id, vandaag, pagina.gevraagd_overleg(rij)),
        mag_plannen=mag(Recht.OVERLEG_PLANNEN, wie),
        **_tabblad(rij, band, tab, er_is),
    )
    return inhoud, status


def _beeld(geladen: Geladen[Any], tab: str, besluiten: Any, gebeurd: Any) -> Any:
    """Return what the page tells, with the names and the own words that this reader may see."""
    zaak, wie, band = geladen.ding, web.ik(), geladen.band
    met_naam = [k.signaal_id for k in zaak.koppelingen if k.signaal.niveau == "open"]
    namen = kluis.afzenders(met_naam) if met_naam and mag(Recht.NAAM_ZIEN, wie, band) else {}
    alles, vandaag = mag(Recht.EIGEN_WOORDEN_ZIEN, wie, band), web.moment().date()
    return pagina.beeld(
        zaak.rij, zaak.koppelingen, vandaag, kader.rol_label, alles, namen, tab, besluiten, gebeurd
    )


def _gevraagd(knelpunt_id: uuid.UUID, band: Band, er_is: Any) -> Any:
    """Return the questions of a bestuurder that wait for this reader; never for who signalled it."""
    if "bestuursvraag" not in er_is or band.eigen_signaal:
        return []
    return lezing.open_vragen(knelpunt_id, band.rollen, web.moment().date())


def _formulieren(
    geladen: Geladen[Any], zetten: Any, besluiten: Any, er_is: Any, fout: Geweigerd | None, waar: str
) -> dict[str, Any]:
    zaak = geladen.ding
    return vormen.alle(
        zetten,
        daden.voorvulling(zaak.koppelingen, besluiten),
        request.form if fout else None,
        velden.fouten_van(fout) if fout else {},
        waar,
        [str(k.signaal_id) for k in zaak.koppelingen],
        uitspraken.voor_de_route(zaak.id) if zetten and "uitspraak" in er_is else None,
    )


def _tabblad(rij: Any, band: Band, tab: str, er_is: Any) -> dict[str, Any]:
    """Return what only one side of the page shows; the other sides read nothing for it."""
    if tab == "afspraken":
        mijn = afspraken.afspraken_van(rij.id, web.moment().date(), kader.rol_label, band.rollen)
        return {"afspraken": mijn, "nametingen": afspraken.nametingen(rij.id)}
    if tab == "overleg":
        return {"overleggen": _overleggen(rij.id), "uitspraken": uitspraken.van_knelpunt(rij.id)}
    if tab == "lijkt-op":
        return {"lijkt_op": lijken.op_tekst(rij.titel, rij.regeling, rij.domein, rij.id)}
    return {"uit_gesprek": oogst.van_knelpunt(rij.id) if "oogst" in er_is else []}


def _overleggen(knelpunt_id: uuid.UUID) -> list[tuple[Any, bool]]:
    """Return the overleggen about a knelpunt, each with whether this reader may open it."""
    wie = web.ik()
    lijst = overleggen.van_knelpunt(knelpunt_id)
    return [(o, mag(Recht.OVERLEG_ZIEN, wie, overleggen.laad(o.id, wie)[1])) for o in lijst]
