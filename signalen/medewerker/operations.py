"""Acts on staff: adding, roles, portefeuilles, stand-ins, leaving; and the one door for logging in.

OIDC can come through the same door: `meld_aan` takes a Medewerker, however that person was recognised.
"""

from __future__ import annotations

import hashlib
import hmac
import uuid
from datetime import date, datetime, timedelta
from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from flask import current_app
from sqlalchemy import delete, func, select

from signalen import clock
from signalen.db import NietGevonden, db
from signalen.medewerker import queries, rules
from signalen.medewerker.models import (
    Beheerlog,
    Eenheid,
    Inlogpoging,
    Instelling,
    Medewerker,
    Organisatie,
    Portefeuille,
    Rol,
    Sessie,
    Vervanging,
)
from signalen.permissions import onverenigbaar
from workflows.definition import ROLLEN
from workflows.stand import Geweigerd

UUR = timedelta(hours=1)
MIN_WACHTWOORD = 12


def echte_hasher() -> PasswordHasher:
    """Return the password hasher: argon2id with the RFC 9106 low-memory choice, one thread."""
    return PasswordHasher(time_cost=3, memory_cost=65_536, parallelism=1)


@lru_cache(maxsize=1)
def hasher() -> PasswordHasher:
    """Return the hasher of this process."""
    return echte_hasher()


@lru_cache(maxsize=1)
def _nep_hash() -> str:
    return hasher().hash("geen account, wel hetzelfde werk")


def organisatie(naam: str, soort: str) -> Organisatie:
    """Return the organisation with this name, made when it is new. `soort` is eigen or gecontracteerd."""
    if soort not in ("eigen", "gecontracteerd"):
        raise Geweigerd("Een organisatie is eigen of gecontracteerd.", "ongeldig")
    rij = db.session.scalars(select(Organisatie).where(Organisatie.naam == naam)).first()
    if rij is None:
        rij = Organisatie(naam=naam, soort=soort)
        db.session.add(rij)
        db.session.flush()
    return rij


def eenheid(naam: str, organisatie_id: uuid.UUID) -> Eenheid:
    """Return the unit with this name, made when it is new."""
    zoek = select(Eenheid).where(Eenheid.naam == naam, Eenheid.organisatie_id == organisatie_id)
    rij = db.session.scalars(zoek).first()
    if rij is None:
        rij = Eenheid(naam=naam, organisatie_id=organisatie_id)
        db.session.add(rij)
        db.session.flush()
    return rij


def voeg_toe(naam: str, email: str, eenheid_id: uuid.UUID, wachtwoord: str = "") -> Medewerker:
    """Add somebody with a log-in. Raises Geweigerd for an address in use or a password under 12
    characters.
    """
    adres = normaal(email)
    if not naam.strip() or "@" not in adres or len(adres) > 254:
        raise Geweigerd("Geef een naam en een geldig e-mailadres.", "ongeldig")
    if db.session.scalar(select(Medewerker.id).where(Medewerker.email == adres)) is not None:
        raise Geweigerd("Dit e-mailadres heeft al een account.", "bestaat")
    hash_ = maak_hash(wachtwoord) if wachtwoord else ""
    rij = Medewerker(naam=naam.strip(), email=adres, eenheid_id=eenheid_id, wachtwoord_hash=hash_)
    db.session.add(rij)
    db.session.flush()
    return rij


def maak_hash(wachtwoord: str) -> str:
    """Return the hash of a password. Raises Geweigerd when it is shorter than 12 characters."""
    if len(wachtwoord) < MIN_WACHTWOORD:
        raise Geweigerd(f"Een wachtwoord heeft ten minste {MIN_WACHTWOORD} tekens.", "kort_wachtwoord")
    return hasher().hash(wachtwoord)


def normaal(email: str) -> str:
    """Return an address as it is stored."""
    return email.strip().lower()


def geef_rol(
    medewerker_id: uuid.UUID, rol: str, eenheid_id: uuid.UUID, van: date, tot: date | None = None
) -> Rol:
    """Give a role in a unit. Raises Geweigerd for an unknown role or one that may not go together."""
    if rol not in ROLLEN:
        raise Geweigerd(f"De rol ‘{rol}’ bestaat niet.", "ongeldig")
    houdt = {p.rol for p in queries.perioden() if p.medewerker_id == medewerker_id and p.geldt(van)}
    if reden := onverenigbaar(houdt | {rol}):
        raise Geweigerd(reden, "onverenigbaar")
    rij = Rol(medewerker_id=medewerker_id, rol=rol, eenheid_id=eenheid_id, van=van, tot=tot)
    db.session.add(rij)
    db.session.flush()
    queries.vergeet()
    return rij


def neem_rol_af(rol_id: uuid.UUID, dag: date) -> None:
    """End a role on a day; works on the next request."""
    rij = db.session.get(Rol, rol_id)
    if rij is None:
        raise NietGevonden(str(rol_id))
    rij.tot = dag - timedelta(days=1)
    queries.vergeet()


def zet_portefeuille(rol: str, eenheid_id: uuid.UUID, domein: str = "*", bestuur: str = "*") -> None:
    """Say which unit fills a role for a domain; replaces what was said before."""
    zoek = select(Portefeuille).where(
        Portefeuille.rol == rol, Portefeuille.domein == domein, Portefeuille.bestuur == bestuur
    )
    rij = db.session.scalars(zoek).first()
    if rij is None:
        db.session.add(Portefeuille(rol=rol, domein=domein, bestuur=bestuur, eenheid_id=eenheid_id))
    else:
        rij.eenheid_id = eenheid_id
    db.session.flush()
    queries.vergeet()


def vervang(medewerker_id: uuid.UUID, vervanger_id: uuid.UUID, van: date, tot: date) -> Vervanging:
    """Let somebody stand in for somebody else. Raises Geweigerd for oneself or a period that ends before it
    starts.
    """
    if medewerker_id == vervanger_id or tot < van:
        raise Geweigerd("Kies een ander als vervanger, en een einddag na de begindag.", "ongeldig")
    rij = Vervanging(medewerker_id=medewerker_id, vervanger_id=vervanger_id, van=van, tot=tot)
    db.session.add(rij)
    db.session.flush()
    queries.vergeet()
    return rij


def uit_dienst(medewerker_id: uuid.UUID, dag: date) -> None:
    """Let somebody leave: log-ins end at once; open work shows as a hole, and nothing is blocked."""
    rij = db.session.get(Medewerker, medewerker_id)
    if rij is None:
        raise NietGevonden(str(medewerker_id))
    rij.uit_dienst_op = dag
    db.session.execute(delete(Sessie).where(Sessie.medewerker_id == medewerker_id))
    queries.vergeet()


def zet_instelling(sleutel: str, waarde: str) -> None:
    """Store a setting."""
    rij = db.session.get(Instelling, sleutel)
    if rij is None:
        db.session.add(Instelling(sleutel=sleutel, waarde=waarde))
    else:
        rij.waarde = waarde
    db.session.flush()
    queries.vergeet()


def log_beheer(door: str, wat: str, moment: datetime) -> None:
    """Write down what an administrator did."""
    db.session.add(Beheerlog(door=door, wat=wat, moment=moment))


# ------------------------------------------------------------------ the door


def controleer(email: str, wachtwoord: str) -> Medewerker:
    """Return who logs in. Raises Geweigerd with the same words and the same work for each kind of failure.

    Guessing is slowed down per account, never blocked for good (SAFETY rule 17).
    """
    adres = normaal(email)
    te_snel = _moet_wachten(adres)
    rij = db.session.scalars(select(Medewerker).where(Medewerker.email == adres)).first()
    klopt = _klopt(rij.wachtwoord_hash if rij and rij.wachtwoord_hash else _nep_hash(), wachtwoord)
    if te_snel or not klopt or rij is None or rij.uit_dienst_op is not None:
        raise Geweigerd(
            "Dit e-mailadres en wachtwoord horen niet bij elkaar, of je probeerde het te vaak. "
            "Wacht een minuut en probeer het nog eens.",
            "inloggen",
        )
    return rij


def _klopt(hash_: str, wachtwoord: str) -> bool:
    try:
        return hasher().verify(hash_, wachtwoord)
    except (VerificationError, InvalidHashError):
        return False


def _account_hash(adres: str) -> str:
    sleutel = current_app.config["SECRET_KEY"].encode()
    return hmac.new(sleutel, adres.encode(), hashlib.sha256).hexdigest()


def _moet_wachten(adres: str) -> bool:
    nu = clock.system_now()
    zoek = select(func.count(), func.max(Inlogpoging.moment)).where(
        Inlogpoging.account_hash == _account_hash(adres), Inlogpoging.moment > nu - UUR
    )
    aantal, laatste = db.session.execute(zoek).one()
    return laatste is not None and nu < laatste + timedelta(seconds=rules.wachttijd(aantal))


def te_snel(naam: str) -> bool:
    """Say whether guesses at what goes by this name must wait; for other doors than the log-in page."""
    return _moet_wachten(normaal(naam))


def noteer_mislukt(email: str) -> None:
    """Remember a failed log-in as a hash of the account, for a day."""
    nu = clock.system_now()
    db.session.execute(delete(Inlogpoging).where(Inlogpoging.moment < nu - 24 * UUR))
    db.session.add(Inlogpoging(account_hash=_account_hash(normaal(email)), moment=nu))
