"""Log-in sessions as rows in PostgreSQL, so that log-in works without Redis (SAFETY rule 16).

Only a hash of the token is stored. A POST never touches the session row, so that a signaal and a session
cannot be tied together by their time (SAFETY rule 10); only log-in and log-out write one on purpose.
"""

from __future__ import annotations

import hashlib
import secrets
import uuid
from datetime import datetime, timedelta
from typing import Any

from flask import Flask, Request, Response
from flask.sessions import SessionInterface, SessionMixin
from sqlalchemy import bindparam, delete, select
from sqlalchemy.exc import DBAPIError
from werkzeug.datastructures import CallbackDict

from signalen import clock
from signalen.db import db, transaction
from signalen.medewerker import queries as medewerkers
from signalen.medewerker.models import Sessie
from signalen.permissions import Persoon

INACTIEF = timedelta(minutes=30)
HOOGSTENS = timedelta(hours=12)
BIJWERKEN = timedelta(minutes=1)
ZONDER = ("/static/", "/healthz", "/readyz", "/agenda/", "/gesprek-stand/", "/open/")


class ServerSessie(CallbackDict[str, Any], SessionMixin):
    """The session of one request. `kapot` means that the database did not answer; `persoon` is whose it is,
    read along with it.
    """

    def __init__(
        self,
        gegevens: dict[str, Any] | None = None,
        token: str = "",
        kapot: bool = False,
        gebruikt_op: datetime | None = None,
        persoon: Persoon | None = None,
    ) -> None:
        def gewijzigd(zelf: ServerSessie) -> None:
            zelf.modified = True

        super().__init__(gegevens or {}, gewijzigd)
        self.token = token
        self.kapot = kapot
        self.gebruikt_op = gebruikt_op
        self.persoon = persoon
        self.new = not token
        self.modified = False
        self.vernieuw = False


SESSIE_MET_WIE = medewerkers.met_wie(
    select(Sessie.gegevens, Sessie.gebruikt_op, Sessie.verloopt_op, *medewerkers.WIE)
    .select_from(Sessie)
    .where(Sessie.token_hash == bindparam("hash")),
    Sessie.medewerker_id,
)


def hash_van(token: str) -> str:
    """Return what is stored of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


class Sessies(SessionInterface):
    """Reads and writes sessions; 30 minutes idle, 12 hours at most, by the system clock."""

    def open_session(self, app: Flask, request: Request) -> ServerSessie:
        """Return the session of this request; an empty one for static files and when the database is away."""
        token = request.cookies.get(self.get_cookie_name(app), "")
        if not token or request.path.startswith(ZONDER):
            return ServerSessie()
        try:
            return self._lees(token)
        except DBAPIError:
            return ServerSessie(kapot=True)

    def _lees(self, token: str) -> ServerSessie:
        nu = clock.system_now()
        vraag = {"hash": hash_van(token), "dag": clock.today()}
        rijen = db.session.execute(SESSIE_MET_WIE, vraag).all()
        if not rijen or rijen[0].verloopt_op <= nu or rijen[0].gebruikt_op + INACTIEF <= nu:
            return ServerSessie()
        eerste = rijen[0]
        wie = medewerkers.persoon_uit(rijen)
        if wie is not None:
            medewerkers.onthoud(wie)
        return ServerSessie(dict(eerste.gegevens), token, gebruikt_op=eerste.gebruikt_op, persoon=wie)

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Write what changed. A GET also moves the idle time, at most once a minute."""
        if not isinstance(session, ServerSessie) or session.kapot:
            return
        from flask import request

        if session.modified or session.vernieuw:
            self._schrijf(app, session, response)
        elif session.token and request.method == "GET":
            _raak_aan(session)

    def _schrijf(self, app: Flask, session: ServerSessie, response: Response) -> None:
        nu = clock.system_now()
        with transaction():
            rij = _rij(session.token) if session.token else None
            if rij is not None and session.vernieuw:
                db.session.delete(rij)
                rij = None
            if rij is None:
                session.token = secrets.token_urlsafe(32)
                rij = Sessie(token_hash=hash_van(session.token), begonnen_op=nu, verloopt_op=nu + HOOGSTENS)
                db.session.add(rij)
            rij.gegevens, rij.gebruikt_op = dict(session), nu
            ruw = session.get("_user_id")
            rij.medewerker_id = uuid.UUID(ruw) if ruw else None
        response.set_cookie(
            self.get_cookie_name(app),
            session.token,
            httponly=True,
            secure=self.get_cookie_secure(app),
            samesite=self.get_cookie_samesite(app),
            path="/",
        )


def _rij(token: str) -> Sessie | None:
    return db.session.scalars(select(Sessie).where(Sessie.token_hash == hash_van(token))).first()


def _raak_aan(session: ServerSessie) -> None:
    nu = clock.system_now()
    if session.gebruikt_op is None or session.gebruikt_op + BIJWERKEN >= nu:
        return
    with transaction():
        rij = _rij(session.token)
        if rij is not None:
            rij.gebruikt_op = nu


def van_medewerker(medewerker_id: uuid.UUID) -> list[Sessie]:
    """Return the sessions of somebody that still run, newest first."""
    zoek = select(Sessie).where(
        Sessie.medewerker_id == medewerker_id, Sessie.verloopt_op > clock.system_now()
    )
    return list(db.session.scalars(zoek.order_by(Sessie.begonnen_op.desc())))


def beeindig(sessie_id: uuid.UUID, medewerker_id: uuid.UUID) -> None:
    """End one of somebody's own sessions."""
    db.session.execute(delete(Sessie).where(Sessie.id == sessie_id, Sessie.medewerker_id == medewerker_id))


def ruim_op(nu: datetime) -> None:
    """Drop sessions that ended."""
    db.session.execute(
        delete(Sessie).where((Sessie.verloopt_op <= nu) | (Sessie.gebruikt_op + INACTIEF <= nu))
    )
