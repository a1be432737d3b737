"""Eerdere afwegingen seen from above: what may be offered, a first wording, and what happened since.

Kennis keeps and searches them; only here is known which conversation and which promises lie behind.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup
from sqlalchemy import exists, select

from signalen import visibility
from signalen.db import NietGevonden, db
from signalen.kennis.models import Afweging
from signalen.knelpunt.models import Besluit, Knelpunt, Terugkoppeling
from signalen.opvolging import rules as opvolging
from signalen.opvolging.models import Afspraak
from signalen.overleg.models import Agendapunt, Oogst
from signalen.overleg.queries.oogst import afwegingkeuzes, als_html
from workflows import oogst

MAX_KLAAR = 50
BELOFTEN = {
    "nagekomen": "Wat is beloofd, is op tijd gedaan.",
    "te_laat_nagekomen": "Wat is beloofd, is gedaan, maar later dan beloofd.",
    "niet_nagekomen": "Wat is beloofd, is niet op tijd gedaan.",
    "loopt": "Er is iets beloofd; de dag daarvan moet nog komen.",
}
IN_GEBRUIK = "De verandering is in gebruik."
NOG_NIETS = "Er is nog geen besluit."


@dataclass(frozen=True)
class Bron:
    """A released harvest that may be offered: its words, and a first wording to change."""

    id: str
    onderwerp: str
    tekst: Markup | None
    voorzet: dict[str, str]


def klaar_om_aan_te_bieden() -> list[tuple[str, str]]:
    """Return (id, subject) of released texts with consent that were not offered yet."""
    zoek = select(Oogst, Agendapunt.onderwerp).join(Agendapunt, Agendapunt.id == Oogst.agendapunt_id)
    zoek = zoek.where(Oogst.staat == oogst.VRIJGEGEVEN, ~exists().where(Afweging.bron_id == Oogst.id))
    rijen = db.session.execute(zoek.order_by(Agendapunt.onderwerp, Oogst.id).limit(MAX_KLAAR))
    return [
        (str(rij.id), onderwerp) for rij, onderwerp in rijen if oogst.mag_bij_afwegingen(afwegingkeuzes(rij))
    ]


def bron(oogst_id: uuid.UUID) -> Bron:
    """Return what may be offered. Raises NietGevonden without release or without consent."""
    rij = db.session.get(Oogst, oogst_id)
    vrij = rij is not None and rij.staat == oogst.VRIJGEGEVEN
    if rij is None or not vrij or not oogst.mag_bij_afwegingen(afwegingkeuzes(rij)):
        raise NietGevonden(str(oogst_id))
    punt = db.session.get_one(Agendapunt, rij.agendapunt_id)
    knelpunt = db.session.get_one(Knelpunt, rij.knelpunt_id)
    voorzet = {
        "vraag": knelpunt.titel,
        "voor": visibility.woorden(rij.opvatting),
        "tegen": "",
        "uitkomst": visibility.woorden(rij.alternatief),
        "methode": rij.overleg.methode.replace("_", " "),
        "domein": knelpunt.domein,
        "regeling": knelpunt.regeling,
    }
    return Bron(str(rij.id), punt.onderwerp, als_html(rij), voorzet)


def sinds(knelpunt_id: uuid.UUID, vandaag: date) -> tuple[str, ...]:
    """Return what happened since, in sentences: kinds of answers that were sent, promises, change in use.

    No dates, units or numbers: together with other sources they would lead back to who spoke.
    """
    knelpunt = db.session.get(Knelpunt, knelpunt_id)
    echt = knelpunt.opgegaan_in_id or knelpunt_id if knelpunt else knelpunt_id
    besluiten = _beantwoord(echt)
    zinnen = [f"Antwoord: {_klein(visibility.BESLUITWOORDEN.get(b.soort, b.soort))}." for b in besluiten]
    standen = _standen([b.id for b in besluiten], vandaag)
    zinnen += [zin for stand, zin in BELOFTEN.items() if stand in standen]
    anders = any(b.soort in ("aanpassen", "proberen") for b in besluiten)
    if anders and standen and standen <= {"nagekomen", "te_laat_nagekomen"}:
        zinnen.append(IN_GEBRUIK)
    return tuple(dict.fromkeys(zinnen)) or (NOG_NIETS,)


def _klein(tekst: str) -> str:
    return tekst[0].lower() + tekst[1:].rstrip(" .")


def _beantwoord(knelpunt_id: uuid.UUID) -> list[Besluit]:
    """Return the decisions that hold and of which the answer was sent: before that nothing is public."""
    zoek = select(Besluit).where(Besluit.knelpunt_id == knelpunt_id, Besluit.vervallen_op.is_(None))
    zoek = zoek.where(exists().where(Terugkoppeling.besluit_id == Besluit.id))
    return list(db.session.scalars(zoek.order_by(Besluit.datum, Besluit.id)))


def _standen(besluit_ids: list[uuid.UUID], vandaag: date) -> set[str]:
    rijen = db.session.scalars(select(Afspraak).where(Afspraak.besluit_id.in_(besluit_ids)))
    standen = {opvolging.stand(r.beloofd, r.gedaan_op, r.vervallen_op, vandaag) for r in rijen}
    return standen - {"vervallen"}
