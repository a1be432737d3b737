"""Acts out one turn of a story by calling the operation that a page would call. Changes no row itself.

Expects an open transaction and a moment; which turn comes when is decided by `draaiboek`.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select

from signalen.db import db
from signalen.kennis import queries as kennis
from signalen.knelpunt.models import Doorgeving, Koppeling
from signalen.knelpunt.operations import melders, oordelen, ordenen, tijd
from signalen.knelpunt.operations.handelen import Handeling
from signalen.knelpunt.operations.ontvangst import Gever, ontvangen
from signalen.medewerker import queries as medewerkers
from signalen.opvolging import operations as opvolging
from signalen.opvolging.models import Afspraak
from signalen.overleg.rules import AFSPRAAK_ROLLEN
from signalen.signaal.models import Signaal, Vraag
from signalen.signaal.operations import SignaalInvoer
from signalen.voorbeeld import gegevens
from signalen.voorbeeld.tijdpad import Tijdpad
from signalen.voorbeeld.verhalen import DAGEN, Beurt, Verhaal, gemerkt


@dataclass(frozen=True)
class Decor:
    """What every act needs: who is who, which day is which, and where the keys lie."""

    ids: Mapping[str, uuid.UUID]
    pad: Tijdpad
    sleutelmap: Path


def geef(decor: Decor, verhaal: Verhaal, moment: datetime) -> None:
    """Give the signaal of a story. The doorgeeftekst is the description; own words name the source too."""
    bron = gegevens.knelpunt(verhaal.item)
    invoer = SignaalInvoer(
        formulier=verhaal.formulier,
        antwoorden={"wat_zie_je": f"{bron.omschrijving}\n\nBron: {bron.bron}"},
        doorgeeftekst=bron.omschrijving,
        regeling=bron.regeling,
        domein=bron.domein,
        niveau=verhaal.niveau,
        spoed=verhaal.spoed,
        mag_getoond={"ja": True, "nee": False}.get(verhaal.tonen),
    )
    ontvangen(invoer, _gever(decor, verhaal.gever), moment, decor.sleutelmap)


def speel(decor: Decor, verhaal: Verhaal, beurt: Beurt, moment: datetime) -> None:
    """Carry out one turn. What has no act of its own here is an outcome of the step."""
    acte = ACTEN.get(beurt.doe, _handel)
    if beurt.rol == "coordinator":
        _beschrijf_eens(verhaal, moment)
    acte(decor, verhaal, beurt, moment)


# ------------------------------------------------------------------ finding back


def signaal_van(verhaal: Verhaal) -> Signaal:
    """Return the signaal that began a story."""
    return db.session.scalars(select(Signaal).where(Signaal.formulier == verhaal.formulier)).one()


def knelpunt_id_van(formulier: str) -> uuid.UUID:
    """Return the knelpunt to which the signaal of this form belongs now."""
    zoek = select(Koppeling.knelpunt_id).join(Signaal, Signaal.id == Koppeling.signaal_id)
    return db.session.scalars(zoek.where(Signaal.formulier == formulier, Koppeling.tot.is_(None))).one()


def _knelpunt_id(verhaal: Verhaal) -> uuid.UUID:
    return knelpunt_id_van(verhaal.formulier)


def _gever(decor: Decor, adres: str) -> Gever:
    wie = medewerkers.persoon(decor.ids[adres])
    if wie is None:
        raise LookupError(f"{adres} is niet in dienst.")
    return Gever(wie.id, wie.naam, wie.eenheid_id, wie.eigen)


def _afspraak(verhaal: Verhaal, beurt: Beurt) -> uuid.UUID:
    soort = beurt.velden.get("soort", "afspraak")
    zoek = select(Afspraak.id).where(Afspraak.knelpunt_id == _knelpunt_id(verhaal), Afspraak.soort == soort)
    return db.session.scalars(zoek.where(Afspraak.gedaan_op.is_(None))).one()


# ------------------------------------------------------------------ who is at turn


def _handeling(decor: Decor, verhaal: Verhaal, beurt: Beurt) -> Handeling:
    knelpunt_id = _knelpunt_id(verhaal)
    casus = beurt.velden.get("casus", False)
    return Handeling(
        knelpunt_id=knelpunt_id,
        medewerker_id=decor.ids[beurt.rol],
        rollen=frozenset({beurt.rol}),
        uitkomst=beurt.doe,
        invoer=_invoer(decor, beurt),
        naast=beurt.velden.get("naast", ""),
        traject_id=_casus(knelpunt_id) if casus else None,
        keuzes={"afspraak_rol": AFSPRAAK_ROLLEN, "handreiking": [id_ for id_, _ in kennis.gepubliceerd()]},
    )


def _casus(knelpunt_id: uuid.UUID) -> uuid.UUID:
    knelpunt = melders.traject.slot(knelpunt_id)
    return next(loop.id for loop in knelpunt.trajecten if loop.soort == "casus")


def _invoer(decor: Decor, beurt: Beurt) -> dict[str, str]:
    """Return what would be typed in the form: days as dates, a tick as ja, a handreiking by its id."""
    uit = {}
    for naam, waarde in beurt.velden.items():
        if naam in DAGEN:
            uit[naam] = decor.pad.dag(waarde).isoformat()
        elif naam == "handreiking":
            uit[naam] = _handreiking(waarde)
        else:
            uit[naam] = "ja" if waarde is True else gemerkt(naam, str(waarde))
    return uit


def _handreiking(deel: str) -> str:
    gevonden = [id_ for id_, titel in kennis.gepubliceerd() if deel.lower() in titel.lower()]
    if len(gevonden) != 1:
        raise LookupError(f"Bij ‘{deel}’ horen {len(gevonden)} handreikingen; dat moet er één zijn.")
    return gevonden[0]


def _handel(decor: Decor, verhaal: Verhaal, beurt: Beurt, moment: datetime) -> None:
    opvolging.handelen(_handeling(decor, verhaal, beurt), moment)


def _uitstel(decor: Decor, verhaal: Verhaal, beurt: Beurt, moment: datetime) -> None:
    tijd.uitstellen(_handeling(decor, verhaal, beurt), moment)


def _opschorten(decor: Decor, verhaal: Verhaal, beurt: Beurt, moment: datetime) -> None:
    tijd.opschorten(_handeling(decor, verhaal, beurt), moment)


def _beschrijf_eens(verhaal: Verhaal, moment: datetime) -> None:
    """The coordinator writes the title with the first act, as on the page."""
    knelpunt = melders.traject.slot(_knelpunt_id(verhaal))
    if not knelpunt.titel:
        bron = gegevens.knelpunt(verhaal.item)
        velden = {"titel": bron.titel, "oorzaak": bron.oorzaak, "oplosniveau": bron.oplosniveau}
        ordenen.beschrijf(knelpunt.id, {**velden, "regeling": bron.regeling}, moment)


def _beschrijf(decor: Decor, verhaal: Verhaal, beurt: Beurt, moment: datetime) -> None:
    """Nothing more: `speel` wrote the title."""


def _koppel(decor: Decor, verhaal: Verhaal, beurt: Beurt, moment: datetime) -> None:
    naar = knelpunt_id_van(f"voorbeeld-{beurt.velden['naar']}")
    ordenen.koppel(_knelpunt_id(verhaal), naar, beurt.velden["reden"], moment)


def _vraag(decor: Decor, verhaal: Verhaal, beurt: Beurt, moment: datetime) -> None:
    ordenen.stel_vraag(signaal_van(verhaal).id, _knelpunt_id(verhaal), beurt.velden["tekst"], moment)


def _afspraak_gedaan(decor: Decor, verhaal: Verhaal, beurt: Beurt, moment: datetime) -> None:
    opvolging.is_gedaan(_afspraak(verhaal, beurt), beurt.velden["tekst"], beurt.rol, moment)


def _afspraak_verschuif(decor: Decor, verhaal: Verhaal, beurt: Beurt, moment: datetime) -> None:
    naar = decor.pad.dag(beurt.velden["naar"]).isoformat()
    opvolging.verschuif(_afspraak(verhaal, beurt), naar, beurt.velden["reden"], beurt.rol, moment)


# ------------------------------------------------------------------ who signalled


def _ik_ook(decor: Decor, verhaal: Verhaal, beurt: Beurt, moment: datetime) -> None:
    """Somebody else sees it too, and says whether it may be shown."""
    velden, formulier = beurt.velden, f"{verhaal.formulier}-{beurt.rol}"
    gever, knelpunt_id = _gever(decor, beurt.rol), _knelpunt_id(verhaal)
    signaal = melders.geef_ik_ook(
        knelpunt_id, formulier, velden["niveau"], velden["toelichting"], gever, moment, decor.sleutelmap
    )
    melders.zet_toestemming(signaal, velden["tonen"] == "ja", moment)


def _reactie(decor: Decor, verhaal: Verhaal, beurt: Beurt, moment: datetime) -> None:
    velden = beurt.velden
    zoek = select(Doorgeving.id).where(
        Doorgeving.knelpunt_id == _knelpunt_id(verhaal), Doorgeving.stap == velden["op"]
    )
    gehoord = db.session.scalars(zoek.order_by(Doorgeving.datum.desc()).limit(1)).one()
    melders.reageer(signaal_van(verhaal), gehoord, velden["antwoord"], velden.get("correctie", ""), moment)


def _oordeel(decor: Decor, verhaal: Verhaal, beurt: Beurt, moment: datetime) -> None:
    antwoorden: dict[str, Any] = {naam: wat for naam, wat in beurt.velden.items() if naam != "toelichting"}
    oordelen.oordeel(signaal_van(verhaal), antwoorden, beurt.velden.get("toelichting", ""), moment)


def _betwist(decor: Decor, verhaal: Verhaal, beurt: Beurt, moment: datetime) -> None:
    oordelen.betwist(signaal_van(verhaal), beurt.velden["reden"], moment)


def _trek_in(decor: Decor, verhaal: Verhaal, beurt: Beurt, moment: datetime) -> None:
    melders.trek_in(signaal_van(verhaal), moment)


def _antwoord_op_vraag(decor: Decor, verhaal: Verhaal, beurt: Beurt, moment: datetime) -> None:
    signaal = signaal_van(verhaal)
    vraag = db.session.scalars(
        select(Vraag).where(Vraag.signaal_id == signaal.id, Vraag.antwoord_id.is_(None))
    ).one()
    melders.beantwoord_vraag(signaal, vraag.id, beurt.velden["tekst"], moment)


ACTEN: dict[str, Callable[[Decor, Verhaal, Beurt, datetime], None]] = {
    "uitstel": _uitstel,
    "opschorten": _opschorten,
    "beschrijf": _beschrijf,
    "koppel": _koppel,
    "vraag": _vraag,
    "afspraak_gedaan": _afspraak_gedaan,
    "afspraak_verschuif": _afspraak_verschuif,
    "ik_ook": _ik_ook,
    "reactie": _reactie,
    "oordeel": _oordeel,
    "betwist": _betwist,
    "trek_in": _trek_in,
    "antwoord_op_vraag": _antwoord_op_vraag,
}
