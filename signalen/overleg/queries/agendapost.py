"""Who gets overleggen in a calendar of their own, by mail or by the secret address. Reads only."""

from __future__ import annotations

import base64
import hashlib
import hmac
import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from flask import current_app
from sqlalchemy import Row, or_, select

from signalen.bericht.models import Bericht
from signalen.db import NietGevonden, db
from signalen.medewerker import queries as medewerkers
from signalen.medewerker.models import Eenheid, Medewerker, Organisatie
from signalen.overleg import ical
from signalen.overleg.models import Agendatoegang, Deelnemer, Overleg

TERUG = timedelta(days=31)
"""How long an overleg that has been stays in the feed."""

MAX_IN_FEED = 1000
AAN = ("ja", "aan", "1")


@dataclass(frozen=True)
class Agendakeuze:
    """What somebody chose: their secret, since when (None: no address), and whether mail invites.

    The secret is empty when it can no longer be made, because the key of the server was changed.
    """

    geheim: str
    adres_sinds: datetime | None
    mail: bool
    eigen: bool
    mail_uit: bool


def keuze(medewerker_id: uuid.UUID) -> Agendakeuze:
    """Return the choices of one person. Raises NietGevonden for nobody."""
    rij = db.session.execute(_voorkeuren().where(Medewerker.id == medewerker_id)).first()
    if rij is None:
        raise NietGevonden(str(medewerker_id))
    geheim = geheim_van(rij.zaad) if rij.zaad else ""
    klopt = bool(geheim) and hash_van(geheim) == rij.geheim_hash
    sinds = rij.gemaakt_op if rij.geheim_hash else None
    return Agendakeuze(geheim if klopt else "", sinds, _wil(rij), rij.soort == "eigen", not rij.mail_aan)


def _voorkeuren():  # type: ignore[no-untyped-def]
    toegang = (Agendatoegang.mail, Agendatoegang.zaad, Agendatoegang.geheim_hash, Agendatoegang.gemaakt_op)
    return (
        select(Medewerker.id, Medewerker.email, Medewerker.mail_aan, *toegang, Organisatie.soort)
        .join(Eenheid, Eenheid.id == Medewerker.eenheid_id)
        .join(Organisatie, Organisatie.id == Eenheid.organisatie_id)
        .outerjoin(Agendatoegang, Agendatoegang.medewerker_id == Medewerker.id)
    )


def _wil(rij: Row) -> bool:  # type: ignore[type-arg]
    """Without a choice: yes for own staff, no for contracted people, whose mailbox is their employer's.

    Source: SAFETY 1.6, channel 7 (opt-in for contracted staff).
    """
    return bool(rij.mail) if rij.mail is not None else rij.soort == "eigen"


def ontvangers(overleg: Overleg, mensen: Collection[uuid.UUID]) -> dict[uuid.UUID, str]:
    """Return the address of everyone among these people who gets invitations by mail, or got one for this
    overleg before: what stands in a calendar is kept right, also after somebody said no.
    """
    eerder = had_uitnodiging(overleg, mensen)
    rijen = db.session.execute(_voorkeuren().where(Medewerker.id.in_(mensen), Medewerker.mail_aan))
    return {rij.id: rij.email for rij in rijen if rij.id in eerder or _wil(rij)}


def had_uitnodiging(overleg: Overleg, mensen: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Return who among these people was sent an invitation for this overleg that was not taken back."""
    zoek = select(Bericht.medewerker_id, Bericht.agenda).where(
        Bericht.medewerker_id.in_(mensen),
        Bericht.verwijst_naar.in_((f"/overleg/{overleg.id}", adres_na(overleg.id))),
        Bericht.agenda != "",
    )
    rijen = sorted(db.session.execute(zoek), key=lambda rij: ical.volgnummer_van(rij.agenda))
    laatste = {rij.medewerker_id: ical.is_uitnodiging(rij.agenda) for rij in rijen}
    return {wie for wie, staat in laatste.items() if staat}


def adres_na(overleg_id: uuid.UUID) -> str:
    """Return where a letter leads about an overleg that its reader can no longer open: to all of them."""
    return f"/overleg#{overleg_id}"


def met_plaats() -> bool:
    """Say whether the place may leave the house in an invitation; off until the municipality says yes.

    A place is free text and may tell what an overleg is about ("kamer vertrouwenspersoon"), and mailboxes and
    shared calendars are read by others than who was invited.
    """
    return medewerkers.instelling("agenda_plaats", "").strip().lower() in AAN


def als_afspraak(overleg: Overleg, plaats: bool, moment: datetime | None = None) -> ical.Afspraak:
    """Return an overleg as what a calendar may know of it."""
    return ical.Afspraak(
        uid=f"{overleg.id}@signalen",
        volgnummer=overleg.volgnummer,
        datum=overleg.datum,
        begin=overleg.begin,
        minuten=overleg.minuten,
        gewijzigd=moment or overleg.gewijzigd_op or datetime.combine(overleg.datum, time(), UTC),
        plaats=overleg.plaats if plaats else "",
    )


# ------------------------------------------------------------------ the feed


def hash_van(geheim: str) -> str:
    """Return what is kept of a secret address: it holds 256 random bits, so a plain digest is enough."""
    return hashlib.sha256(geheim.encode()).hexdigest()


def geheim_van(zaad: str) -> str:
    """Return the secret that belongs to a seed, with the key of this server: 256 bits as 43 characters."""
    sleutel = current_app.config["SECRET_KEY"].encode()
    ruw = hmac.new(sleutel, f"agenda:{zaad}".encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(ruw).decode().rstrip("=")


def eigenaar(geheim: str) -> uuid.UUID:
    """Return whose address this is. Raises NietGevonden for an unknown one, and for somebody who left."""
    zoek = select(Agendatoegang.medewerker_id).join(Medewerker, Medewerker.id == Agendatoegang.medewerker_id)
    zoek = zoek.where(Agendatoegang.geheim_hash == hash_van(geheim), Medewerker.uit_dienst_op.is_(None))
    gevonden = db.session.scalar(zoek)
    if gevonden is None:
        raise NietGevonden("agenda")
    return gevonden


def afspraken(medewerker_id: uuid.UUID, vandaag: date) -> tuple[ical.Afspraak, ...]:
    """Return what stands in somebody's feed: planned and held, led or attended, from a month back."""
    uitgenodigd = select(Deelnemer.overleg_id).where(Deelnemer.medewerker_id == medewerker_id)
    leidt = or_(
        Overleg.vervanger_id == medewerker_id,
        (Overleg.gespreksleider_id == medewerker_id) & Overleg.vervanger_id.is_(None),
    )
    zoek = select(
        Overleg.id,
        Overleg.volgnummer,
        Overleg.datum,
        Overleg.begin,
        Overleg.minuten,
        Overleg.gewijzigd_op,
        Overleg.plaats,
    ).where(
        or_(leidt, Overleg.id.in_(uitgenodigd)),
        Overleg.staat != "vervallen",
        Overleg.datum >= vandaag - TERUG,
    )
    plaats = met_plaats()
    rijen = db.session.execute(zoek.order_by(Overleg.datum, Overleg.begin, Overleg.id).limit(MAX_IN_FEED))
    return tuple(als_afspraak(rij, plaats) for rij in rijen)  # type: ignore[arg-type]


def merk(inhoud: Collection[ical.Afspraak]) -> str:
    """Return the ETag of a feed, so that who has it gets a 304 without it being written again."""
    return hashlib.sha256(repr(inhoud).encode()).hexdigest()[:32]
