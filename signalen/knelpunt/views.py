"""The knelpunt page with the act beside the story, Mijn werk, and the acts themselves.

Who may see or do what is declared on each route; loading goes through the portefeuille and the link key.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from flask import Blueprint, redirect, render_template, request

from signalen import kader, velden, web
from signalen.kluis import operations as kluis
from signalen.knelpunt import vormen
from signalen.knelpunt.operations import melders, ordenen, tijd
from signalen.knelpunt.operations.handelen import Handeling
from signalen.knelpunt.operations.ontvangst import Gever
from signalen.knelpunt.queries import lijken, pagina, verhaal
from signalen.maatwerk import queries as maatwerk
from signalen.medewerker import queries as medewerkers
from signalen.opvolging import operations as opvolging
from signalen.opvolging.queries import afspraken, melder, werk
from signalen.overleg import queries as overleggen
from signalen.overleg.queries import oogst, uitspraken
from signalen.permissions import Band, Persoon, Recht, mag
from signalen.register.lezing import queries as lezing
from signalen.register.lezing import vormen as lezingvormen
from signalen.signaal.views import sleutelmap, sleutels
from signalen.web import Geladen, requires
from signalen.weigering import NietGevonden
from workflows.stand import Geweigerd

knelpunt = Blueprint("knelpunt", __name__)
TABS = ("verloop", "overleg", "afspraken", "lijkt-op")


def laad_knelpunt(persoon: Persoon, knelpunt_id: uuid.UUID, **rest: Any) -> Geladen[Any]:
    """Load a knelpunt and how this reader stands to it: roles through the portefeuille, own signaal, at
    turn.
    """
    rij = verhaal.laad(knelpunt_id)
    if rij is None:
        raise NietGevonden(str(knelpunt_id))
    rollen = medewerkers.rollen_voor(persoon, rij.domein, rij.bestuur)
    open_ = pagina.koppelingen(rij.id)
    eigen = any(k.signaal.koppelsleutel in set(sleutels(persoon)) for k in open_)
    band = Band(rollen, eigen, bool(pagina.zetten(rij, rollen, eigen, web.moment().date())))
    if not mag(Recht.KNELPUNT_ZIEN, persoon, band):
        band = replace(
            band,
            betrokken=pagina.was_aan_zet(rij, rollen) or afspraken.heeft_afspraak(rij.id, rollen),
            deelnemer=overleggen.staat_op_agenda_van(persoon.id, rij.id),
        )
    return Geladen(Zaak(rij.id, rij.opgegaan_in_id, rij, open_), band)


@dataclass(frozen=True)
class Zaak:
    """A knelpunt that was loaded for this reader, with its open koppelingen, so that nothing is read
    twice.
    """

    id: uuid.UUID
    opgegaan_in_id: uuid.UUID | None
    rij: Any
    koppelingen: Any


@knelpunt.get("/mijn-werk")
@requires(Recht.INGELOGD)
def mijn_werk() -> web.ANTWOORD:
    """Everything that waits for me, in one list."""
    wie, vandaag = web.ik(), web.moment().date()
    zoek, stap = request.args.get("zoek", "")[:100], request.args.get("stap", "")
    blad = request.args.get("pagina", 1, int)
    erbij = [*overleggen.werk(wie, vandaag), *maatwerk.werk(wie, vandaag)]
    lijst = werk.mijn_werk(wie, vandaag, kader.rol_label, sleutels(wie), erbij, werk.Keuze(zoek, stap, blad))
    hier = [regel for _, _, regels in lijst.groepen for regel in regels]
    zonder_dag = overleggen.voor_werk(hier, vandaag)
    return render_template("knelpunt/werk.html", w=lijst, zoek=zoek, stap=stap, zonder_dag=zonder_dag)


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
    rij, open_ = geladen.ding.rij, geladen.ding.koppelingen
    band, wie, vandaag = geladen.band, web.ik(), web.moment().date()
    met_naam = [k.signaal_id for k in open_ if k.signaal.niveau == "open"]
    namen = kluis.afzenders(met_naam) if met_naam and mag(Recht.NAAM_ZIEN, wie, band) else {}
    gebeurd = verhaal.gebeurtenissen(rij.id)
    er_is = verhaal.spreekt_van(gebeurd)
    besluiten = pagina.alle_besluiten(rij.id) if "besluit" in er_is else []
    alles = mag(Recht.EIGEN_WOORDEN_ZIEN, wie, band)
    beeld = pagina.beeld(rij, open_, vandaag, kader.rol_label, alles, namen, tab, besluiten, gebeurd)
    zetten = pagina.zetten(rij, band.rollen, band.eigen_signaal, vandaag)
    formulieren = vormen.alle(
        zetten,
        pagina.voorvulling(open_, besluiten),
        request.form if fout else None,
        velden.fouten_van(fout) if fout else {},
        waar,
        [str(k.signaal_id) for k in open_],
        uitspraken.voor_de_route(rij.id) if zetten and "uitspraak" in er_is else None,
    )
    mag_antwoorden = "bestuursvraag" in er_is and not band.eigen_signaal
    gevraagd = lezing.open_vragen(rij.id, band.rollen, vandaag) if mag_antwoorden else []
    formulieren |= lezingvormen.van_vragen(gevraagd, request.form, waar, fout)
    inhoud = render_template(
        "knelpunt/een.html",
        k=beeld,
        zetten=zetten,
        gevraagd=gevraagd,
        vormen=formulieren,
        form=velden.geweigerd(formulieren.get(waar), fout),
        waar=waar,
        tab=tab,
        formulier_id=web.nieuw_formulier(),
        ordenen=mag(Recht.KNELPUNT_ORDENEN, wie, band),
        afspraken=_afspraken(rij.id, band) if tab == "afspraken" else [],
        overleggen=_overleggen(rij.id) if tab == "overleg" else [],
        uitspraken=uitspraken.van_knelpunt(rij.id) if tab == "overleg" else [],
        zonder_dag=overleggen.soorten_van(rij.id, vandaag, pagina.gevraagd_overleg(rij)),
        mag_plannen=mag(Recht.OVERLEG_PLANNEN, wie),
        uit_gesprek=oogst.van_knelpunt(rij.id) if tab == "verloop" and "oogst" in er_is else [],
        lijkt_op=_gelijk(rij) if tab == "lijkt-op" else [],
        nametingen=afspraken.nametingen(rij.id) if tab == "afspraken" else [],
    )
    return inhoud, status


def _afspraken(knelpunt_id: uuid.UUID, band: Band) -> Any:
    return afspraken.afspraken_van(knelpunt_id, web.moment().date(), kader.rol_label, band.rollen)


def _overleggen(knelpunt_id: uuid.UUID) -> list[tuple[Any, bool]]:
    """Return the overleggen about a knelpunt, each with whether this reader may open it."""
    wie = web.ik()
    lijst = overleggen.van_knelpunt(knelpunt_id)
    return [(o, mag(Recht.OVERLEG_ZIEN, wie, overleggen.laad(o.id, wie)[1])) for o in lijst]


def _gelijk(rij: Any) -> Any:
    return lijken.op_tekst(rij.titel, rij.regeling, rij.domein, rij.id)


def _doe(geladen: Geladen[Any], waar: str, gedaan: str, handeling: Callable[[datetime], Any]) -> web.ANTWOORD:
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


def _handeling(geladen: Geladen[Any], uitkomst: str) -> Handeling:
    form = request.form
    return Handeling(
        knelpunt_id=geladen.ding.id,
        medewerker_id=web.ik().id,
        rollen=geladen.band.rollen,
        uitkomst=uitkomst,
        invoer=form,
        teken=form.get("teken", ""),
        naast=form.get("naast", ""),
        traject_id=vormen.als_uuid(form.get("traject", "")),
        eigen_signaal=geladen.band.eigen_signaal,
        keuzes=vormen.toegestaan(),
    )


@knelpunt.post("/knelpunten/<uuid:knelpunt_id>/doen/<uitkomst>")
@requires(Recht.KNELPUNT_ZIEN, laad=laad_knelpunt, publiek="behandelaar")
def doen(geladen: Geladen[Any], knelpunt_id: uuid.UUID, uitkomst: str) -> web.ANTWOORD:
    """Carry out one outcome of a step. The engine decides whether this reader may."""
    handeling = _handeling(geladen, uitkomst)
    waar = vormen.naam_van(handeling.naast, uitkomst)

    def doe(moment: datetime) -> None:
        opvolging.handelen(handeling, moment)

    return _doe(geladen, waar, "gedaan", doe)


@knelpunt.post("/knelpunten/<uuid:knelpunt_id>/uitstel")
@requires(Recht.KNELPUNT_HANDELEN, laad=laad_knelpunt, publiek="behandelaar")
def uitstel(geladen: Geladen[Any], knelpunt_id: uuid.UUID) -> web.ANTWOORD:
    """Take uitstel, once, with a reason."""
    return _doe(geladen, "uitstel", "uitstel", lambda m: tijd.uitstellen(_handeling(geladen, ""), m) and None)


@knelpunt.post("/knelpunten/<uuid:knelpunt_id>/opschorten")
@requires(Recht.KNELPUNT_HANDELEN, laad=laad_knelpunt, publiek="behandelaar")
def opschorten(geladen: Geladen[Any], knelpunt_id: uuid.UUID) -> web.ANTWOORD:
    """Wait for a named party."""
    return _doe(
        geladen, "opschorten", "opschorting", lambda m: tijd.opschorten(_handeling(geladen, ""), m) and None
    )


@knelpunt.post("/knelpunten/<uuid:knelpunt_id>/beschrijven")
@requires(Recht.KNELPUNT_ORDENEN, laad=laad_knelpunt, publiek="coordinator")
def beschrijven(geladen: Geladen[Any], knelpunt_id: uuid.UUID) -> web.ANTWOORD:
    """Give title, cause and level."""

    def doe(moment: datetime) -> None:
        ordenen.beschrijf(knelpunt_id, request.form, moment)

    return _doe(geladen, "beschrijven", "beschreven", doe)


@knelpunt.post("/knelpunten/<uuid:knelpunt_id>/koppelen")
@requires(Recht.KNELPUNT_ORDENEN, laad=laad_knelpunt, publiek="coordinator")
def koppelen(geladen: Geladen[Any], knelpunt_id: uuid.UUID) -> web.ANTWOORD:
    """Let these signalen join another knelpunt, named by its number."""

    def doe(moment: datetime) -> str:
        naar = vormen.doel_knelpunt(
            request.form.get("naar", ""), lambda id_: laad_knelpunt(web.ik(), id_), web.ik()
        )
        return f"/knelpunten/{ordenen.koppel(knelpunt_id, naar, request.form.get('reden', ''), moment).id}"

    return _doe(geladen, "koppelen", "gekoppeld", doe)


@knelpunt.post("/knelpunten/<uuid:knelpunt_id>/splitsen")
@requires(Recht.KNELPUNT_ORDENEN, laad=laad_knelpunt, publiek="coordinator")
def splitsen(geladen: Geladen[Any], knelpunt_id: uuid.UUID) -> web.ANTWOORD:
    """Take one signaal out into a knelpunt of its own."""

    def doe(moment: datetime) -> str:
        signaal_id = vormen.als_uuid(request.form.get("signaal", "")) or uuid.uuid4()
        return (
            f"/knelpunten/{ordenen.splits(knelpunt_id, signaal_id, request.form.get('reden', ''), moment).id}"
        )

    return _doe(geladen, f"splitsen-{request.form.get('signaal', '')}", "gesplitst", doe)


@knelpunt.post("/knelpunten/<uuid:knelpunt_id>/vraag")
@requires(Recht.KNELPUNT_ORDENEN, laad=laad_knelpunt, publiek="coordinator")
def vraag(geladen: Geladen[Any], knelpunt_id: uuid.UUID) -> web.ANTWOORD:
    """Ask a melder something, without a name."""

    def doe(moment: datetime) -> None:
        signaal_id = vormen.als_uuid(request.form.get("signaal", "")) or uuid.uuid4()
        ordenen.stel_vraag(signaal_id, knelpunt_id, request.form.get("tekst", ""), moment)

    return _doe(geladen, f"vraag-{request.form.get('signaal', '')}", "vraag", doe)


@knelpunt.post("/knelpunten/<uuid:knelpunt_id>/doorgeving")
@requires(Recht.KNELPUNT_HANDELEN, laad=laad_knelpunt, publiek="behandelaar")
def doorgeving(geladen: Geladen[Any], knelpunt_id: uuid.UUID) -> web.ANTWOORD:
    """Write what this layer heard; every melder may react."""

    def doe(moment: datetime) -> None:
        ordenen.schrijf_doorgeving(knelpunt_id, request.form.get("tekst", ""), geladen.band.rollen, moment)

    return _doe(geladen, "doorgeving", "doorgeving", doe)


@knelpunt.post("/knelpunten/<uuid:knelpunt_id>/naleveren")
@requires(Recht.KNELPUNT_ORDENEN, laad=laad_knelpunt, publiek="coordinator")
def naleveren(geladen: Geladen[Any], knelpunt_id: uuid.UUID) -> web.ANTWOORD:
    """Send the answer that was given to everyone who joined later."""
    return _doe(
        geladen, "naleveren", "antwoord", lambda m: ordenen.antwoord_naleveren(knelpunt_id, m) and None
    )


# ------------------------------------------------------------------ ik ook


def laad_gelijk(persoon: Persoon, knelpunt_id: uuid.UUID, **rest: Any) -> Geladen[Any]:
    """Load what anyone who is logged in may see of a knelpunt to say ik ook: title and summary only."""
    gevonden = lijken.een(knelpunt_id)
    if gevonden is None:
        raise NietGevonden(str(knelpunt_id))
    return Geladen(gevonden, Band(eigen_signaal=melder.heeft_gegeven(sleutels(persoon), knelpunt_id)))


@knelpunt.get("/knelpunten/<uuid:knelpunt_id>/ik-ook")
@requires(Recht.SIGNAAL_GEVEN, laad=laad_gelijk)
def ik_ook(geladen: Geladen[Any], knelpunt_id: uuid.UUID) -> web.ANTWOORD:
    """Dit zie ik ook: read what it is about, choose a level, and join."""
    return _toon_ik_ook(geladen)


def _toon_ik_ook(geladen: Geladen[Any], fout: Geweigerd | None = None) -> web.ANTWOORD:
    form = vormen.ik_ook(
        web.ik().eigen, request.form if fout else None, velden.fouten_van(fout) if fout else {}
    )
    inhoud = render_template(
        "knelpunt/ik_ook.html",
        g=geladen.ding,
        form=form,
        al=geladen.band.eigen_signaal,
        formulier_id=web.nieuw_formulier(),
    )
    return inhoud, 422 if fout else 200


@knelpunt.post("/knelpunten/<uuid:knelpunt_id>/ik-ook")
@requires(Recht.SIGNAAL_GEVEN, laad=laad_gelijk)
def ik_ook_versturen(geladen: Geladen[Any], knelpunt_id: uuid.UUID) -> web.ANTWOORD:
    """Join a knelpunt with a signaal of one's own."""
    wie = web.ik()

    def doe(moment: datetime) -> str:
        invoer = vormen.lees_ik_ook(request.form)
        gever = Gever(wie.id, wie.naam, wie.eenheid_id, wie.eigen)
        rij = melders.geef_ik_ook(knelpunt_id, *invoer, gever, moment, sleutelmap())
        return f"/mijn-signalen/{rij.id}?gedaan=ik_ook"

    try:
        return web.doe(doe)
    except Geweigerd as fout:
        return _toon_ik_ook(geladen, fout)
