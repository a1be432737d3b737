"""Which questions an inbrenger answered about the answer, and which are still open. Stores nothing."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from signalen.db import db
from signalen.knelpunt.models import Knelpunt, Terugkoppeling
from signalen.opvolging.models import Afspraak, Nameting
from signalen.opvolging.operations import laatste_nameting
from signalen.signaal.models import Oordeel, Signaal


def gegeven(signaal: Signaal, antwoord: Terugkoppeling) -> dict[str, str]:
    """Return what this inbrenger said about an answer, by question."""
    zoek = select(Oordeel.vraag, Oordeel.antwoord).where(
        Oordeel.signaal_id == signaal.id, Oordeel.over_id == antwoord.id
    )
    return {rij.vraag: rij.antwoord for rij in db.session.execute(zoek)}


def te_beoordelen(
    signaal: Signaal,
    knelpunt: Knelpunt,
    antwoord: Terugkoppeling | None,
    oordelen: dict[str, str],
    vandaag: date,
) -> tuple[str, ...]:
    """Return the questions that are open: veranderd only once the change is due, or at a nameting."""
    if antwoord is None:
        return ()
    vragen = ["begrepen", "beantwoord"]
    if _veranderd_te_vragen(knelpunt, antwoord, vandaag):
        vragen.append("veranderd")
    opnieuw = "veranderd" in oordelen and _nieuwe_nameting(signaal, knelpunt)
    return tuple(v for v in vragen if v not in oordelen or (v == "veranderd" and opnieuw))


def _nieuwe_nameting(signaal: Signaal, knelpunt: Knelpunt) -> bool:
    """Say whether a nameting was asked that this melder did not answer yet."""
    nameting = laatste_nameting(knelpunt.id)
    if nameting is None:
        return False
    zoek = select(Oordeel.id).where(Oordeel.signaal_id == signaal.id, Oordeel.over_id == nameting.id)
    return db.session.scalar(zoek) is None


def _veranderd_te_vragen(knelpunt: Knelpunt, antwoord: Terugkoppeling, vandaag: date) -> bool:
    af = select(Afspraak.id).where(
        Afspraak.besluit_id == antwoord.besluit_id,
        (Afspraak.gedaan_op.is_not(None)) | (Afspraak.beloofd <= vandaag),
    )
    gemeten = select(Nameting.id).where(
        Nameting.knelpunt_id == knelpunt.id, Nameting.gevraagd_op.is_not(None)
    )
    return any(db.session.scalar(zoek.limit(1)) is not None for zoek in (af, gemeten))
