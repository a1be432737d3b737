"""The page of one item of an overleg that was held: its uitspraak, what was added to it, and the secret
vote.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import datetime
from typing import Any

from flask import render_template, request

from signalen import fouten, kader, velden, web
from signalen.overleg import operations, queries
from signalen.overleg.queries import uitspraken
from signalen.overleg.views.blauwdruk import overleg
from signalen.permissions import Persoon, Recht
from signalen.web import Geladen, requires
from workflows.stand import Geweigerd
from workflows.stemming import STANDAARD
from workflows.uitspraak import SOORTEN, Woorden

PUNT = "/overleg/<uuid:overleg_id>/punten/<uuid:punt_id>"
ZONDER = "Zonder te zeggen wie dit vond."
VRAGEN = {
    "uitspraak": velden.vragen(
        ("soort", "Is dit een advies of een besluit?", "keuze", True, "Een besluit van deze tafel zelf."),
        ("tekst", "Wat adviseren of besluiten jullie?", "lang", True, "In één of twee zinnen, zonder namen."),
        ("redenen", "Waarom?", "lang", True, "Zo kan een ander het later volgen."),
        ("minderheid", "Dacht iemand er anders over?", "lang", False, ZONDER),
        (
            "antwoord_op_minderheid",
            "Wat antwoorden jullie daarop?",
            "lang",
            False,
            "Nodig als iemand er anders over dacht.",
        ),
    ),
    "aanvullen": velden.vragen(
        ("tekst", "Wat moet erbij?", "lang", True, "De uitspraak zelf blijft staan zoals zij is."),
    ),
    "stemming": velden.vragen(
        ("vraag", "Waarover stemmen jullie?", "tekst", True, "Eén zin waar je voor of tegen kunt zijn."),
        (
            "keuzes",
            "Andere keuzes",
            "lang",
            False,
            f"Elk op een eigen regel, hoogstens vijf. Niets ingevuld is: {', '.join(STANDAARD)}.",
        ),
    ),
    "stem": velden.vragen(("keuze", "Jouw stem", "keuze", True, "Niemand ziet wat jij stemt.")),
    "sluiten": (),
}


def laad_punt(
    persoon: Persoon | None, overleg_id: uuid.UUID, punt_id: uuid.UUID, **rest: Any
) -> Geladen[tuple[uuid.UUID, uuid.UUID]]:
    """Load (overleg, item) and how the reader stands to it; an item of another overleg is not there."""
    id_, band = queries.laad(overleg_id, persoon)
    return Geladen((id_, uitspraken.laad_punt(id_, punt_id)), band)


@overleg.get(PUNT)
@requires(Recht.OVERLEG_ZIEN, laad=laad_punt)
def agendapunt(geladen: Geladen[Any], overleg_id: uuid.UUID, punt_id: uuid.UUID) -> web.ANTWOORD:
    """One item: what was said about it, and the vote."""
    return _toon(geladen)


def _toon(geladen: Geladen[Any], waar: str = "", fout: Geweigerd | None = None) -> str:
    """Render the page, with what was typed in the form that was refused."""
    overleg_id, punt_id = geladen.ding
    pagina = uitspraken.puntpagina(punt_id, web.ik().id)
    mag = _acties(pagina, geladen.band.gespreksleider)
    keuzes = {
        "soort": tuple(SOORTEN.items()),
        "keuze": tuple((k, k) for k in pagina.stemming.keuzes) if pagina.stemming else (),
    }
    vormen = {
        naam: velden.formulier(
            naam,
            VRAGEN[naam],
            keuzes,
            request.form if naam == waar else None,
            velden.fouten_van(fout) if fout and naam == waar else {},
        )
        for naam in mag
    }
    return render_template(
        "overleg/agendapunt.html",
        p=pagina,
        pad=f"/overleg/{overleg_id}/punten/{punt_id}",
        kop=queries.pagina(overleg_id, web.moment().date(), kader.rol_label, False).kop,
        vormen=vormen,
        form=velden.geweigerd(vormen.get(waar), fout),
        waar=waar,
        leidt=geladen.band.gespreksleider,
        mag_openen=geladen.band.deelnemer or geladen.band.gespreksleider,
        formulier_id=web.nieuw_formulier(),
    )


def _acties(pagina: uitspraken.Puntpagina, leidt: bool) -> list[str]:
    """Return the forms that this reader may use now; the operations decide again."""
    stemming, mag = pagina.stemming, []
    if stemming and stemming.ik_mag:
        mag.append("stem")
    if not leidt or not pagina.besproken:
        return mag
    mag.append("aanvullen" if pagina.uitspraak else "uitspraak")
    if stemming is None:
        mag.append("stemming")
    elif stemming.open:
        mag.append("sluiten")
    return mag


def _doe(geladen: Geladen[Any], waar: str, gedaan: str, handeling: Callable[[datetime], Any]) -> web.ANTWOORD:
    """Carry out an act, or show the page again with what was typed; who was a moment later sees both
    texts.
    """
    overleg_id, punt_id = geladen.ding
    pad = f"/overleg/{overleg_id}/punten/{punt_id}"

    def af(moment: datetime) -> str:
        handeling(moment)
        return f"{pad}?gedaan={gedaan}"

    try:
        return web.doe(af)
    except operations.AlVastgelegd as fout:
        teksten = {"jouw_tekst": fout.jouw_tekst, "andere_tekst": fout.andere_tekst}
        return fouten.pagina(409, reden=fout.reden, terug_url=pad, **teksten)
    except Geweigerd as fout:
        return _toon(geladen, waar, fout), 422


@overleg.post(f"{PUNT}/uitspraak")
@requires(Recht.OVERLEG_LEIDEN, laad=laad_punt, publiek="gespreksleider")
def uitspraak(geladen: Geladen[Any], overleg_id: uuid.UUID, punt_id: uuid.UUID) -> web.ANTWOORD:
    """Record the one advies or besluit about an item."""
    namen = ("soort", "tekst", "redenen", "minderheid", "antwoord_op_minderheid")
    woorden = Woorden(*(request.form.get(naam, "").strip() for naam in namen))
    return _doe(
        geladen, "uitspraak", "uitspraak", lambda m: operations.doe_uitspraak(overleg_id, punt_id, woorden, m)
    )


@overleg.post(f"{PUNT}/aanvullen")
@requires(Recht.OVERLEG_LEIDEN, laad=laad_punt, publiek="gespreksleider")
def aanvullen(geladen: Geladen[Any], overleg_id: uuid.UUID, punt_id: uuid.UUID) -> web.ANTWOORD:
    """Add to an uitspraak, which itself stays."""
    tekst = request.form.get("tekst", "")
    return _doe(
        geladen, "aanvullen", "uitspraak", lambda m: operations.vul_aan(overleg_id, punt_id, tekst, m)
    )


@overleg.post(f"{PUNT}/stemming")
@requires(Recht.OVERLEG_LEIDEN, laad=laad_punt, publiek="gespreksleider")
def stemming(geladen: Geladen[Any], overleg_id: uuid.UUID, punt_id: uuid.UUID) -> web.ANTWOORD:
    """Open a secret vote about an item."""
    vraag, keuzes = request.form.get("vraag", ""), request.form.get("keuzes", "")
    return _doe(
        geladen,
        "stemming",
        "stemming",
        lambda m: operations.open_stemming(overleg_id, punt_id, vraag, keuzes, m),
    )


@overleg.post(f"{PUNT}/stem")
@requires(Recht.STEMMEN, laad=laad_punt, publiek="deelnemer")
def stem(geladen: Geladen[Any], overleg_id: uuid.UUID, punt_id: uuid.UUID) -> web.ANTWOORD:
    """Cast one vote."""
    keuze, wie = request.form.get("keuze", ""), web.ik().id
    return _doe(geladen, "stem", "gestemd", lambda m: operations.stem(overleg_id, punt_id, wie, keuze, m))


@overleg.post(f"{PUNT}/sluiten")
@requires(Recht.OVERLEG_LEIDEN, laad=laad_punt, publiek="gespreksleider")
def sluiten(geladen: Geladen[Any], overleg_id: uuid.UUID, punt_id: uuid.UUID) -> web.ANTWOORD:
    """Close the vote; from then on the sum is shown."""
    return _doe(geladen, "sluiten", "stemming_gesloten", lambda m: operations.sluit(overleg_id, punt_id, m))
