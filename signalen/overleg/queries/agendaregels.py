"""The lines of the page of an overleg: items that come, items that were held, and afspraken made there.

Which items there are is for `agenda`; who may read them for `pagina`.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from signalen.db import db
from signalen.knelpunt.models import Traject
from signalen.knelpunt.operations import traject
from signalen.opvolging import rules as opvolging
from signalen.opvolging.models import Afspraak
from signalen.overleg import rules
from signalen.overleg.models import Agendapunt, Overleg
from signalen.overleg.queries import onderwerpen
from signalen.overleg.queries.stapel import Punt

Label = Callable[[str], str]
Gebeurd = Mapping[uuid.UUID, rules.Feiten]
Woorden = Mapping[uuid.UUID, onderwerpen.Onderwerpregel]
KORT = 400


@dataclass(frozen=True)
class Agendaregel:
    """One item on the page. `uitkomst` is in words; `vastleggen` is where its outcome is written down."""

    sleutel: str
    onderwerp: str
    minuten: int
    nummer: int = 0
    samenvatting: str = ""
    wie: str = ""
    uiterste: date | None = None
    spoed: bool = False
    url: str = ""
    uitkomst: str = ""
    vastleggen: str = ""
    gezegd: bool = False


def komend(punt: Punt, label: Label) -> Agendaregel:
    """Return an item that still has to come."""
    return Agendaregel(
        sleutel=punt.sleutel,
        onderwerp=punt.onderwerp,
        minuten=punt.minuten,
        nummer=punt.nummer,
        samenvatting=_kort(punt.samenvatting),
        wie=label(punt.rol) if punt.rol else "",
        uiterste=punt.uiterste,
        spoed=punt.spoed,
        gezegd=punt.gezegd,
        url=f"/knelpunten/{punt.ding_id}" if punt.soort == "knelpunt" else "",
    )


def _kort(tekst: str) -> str:
    return tekst if len(tekst) <= KORT else tekst[:KORT].rsplit(" ", 1)[0] + " ..."


def gedaan(
    rij: Agendapunt, leidt: bool, feiten: Gebeurd, woorden: Woorden, naar: Mapping[str, str]
) -> Agendaregel:
    """Return an item as it was recorded, with what became of it; `leidt` may still write its outcome down.

    `naar` says by key where items went that were moved on.
    """
    uitkomst, klaar = (naar[rij.sleutel], True) if rij.sleutel in naar else _uitkomst(rij, feiten)
    url = f"/knelpunten/{rij.knelpunt_id}" if rij.knelpunt_id else ""
    return Agendaregel(
        sleutel=rij.sleutel,
        onderwerp=rij.onderwerp,
        minuten=rij.minuten,
        samenvatting=_kort(woorden[rij.onderwerp_id].tekst) if rij.onderwerp_id else "",
        url=url,
        uitkomst=uitkomst,
        vastleggen=url if leidt and not klaar else "",
    )


def _uitkomst(rij: Agendapunt, feiten: Gebeurd) -> tuple[str, bool]:
    """Return what became of an item in words, and whether nothing is left to write down."""
    if rij.uitkomst == "vervallen":
        return f"Vervallen: {rij.toelichting}", True
    if rij.knelpunt_id is None:
        return "Besproken", True
    stap, uitkomst = rules.uitkomst_na(feiten.get(rij.knelpunt_id, []), str(rij.overleg_id))
    if uitkomst == "stilte":
        return "Besproken. Er is geen uitkomst vastgelegd: stil gebleven", True
    return (_knop(rij.traject_id, stap, uitkomst), True) if uitkomst else ("Besproken", False)


def _knop(traject_id: uuid.UUID | None, stap: str, uitkomst: str) -> str:
    loop = db.session.get(Traject, traject_id) if traject_id else None
    stappen = traject.route_van(loop).stappen if loop else {}
    keuze = stappen[stap].uitkomsten.get(uitkomst) if stap in stappen else None
    return f"Besproken. Uitkomst: {keuze.knop if keuze else uitkomst}"


def gemaakt(overleg: Overleg, vandaag: date, label: Label) -> list[Agendaregel]:
    """Return the afspraken that were made in this overleg, with how they stand."""
    zoek = select(Afspraak).where(Afspraak.overleg_id == overleg.id).order_by(Afspraak.datum, Afspraak.id)
    woorden = {"loopt": "loopt", "nagekomen": "nagekomen", "vervallen": "vervallen"}
    woorden |= {"te_laat_nagekomen": "nagekomen, na de beloofde dag", "niet_nagekomen": "niet nagekomen"}
    return [
        Agendaregel(
            sleutel=f"afspraak:{rij.id}",
            onderwerp=opvolging.op_de_agenda(rij.soort, rij.omschrijving),
            minuten=0,
            wie=label(rij.eigenaar_rol),
            uiterste=rij.datum,
            uitkomst=woorden[opvolging.stand(rij.beloofd, rij.gedaan_op, rij.vervallen_op, vandaag)],
        )
        for rij in db.session.scalars(zoek)
    ]
