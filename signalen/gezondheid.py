"""The two pages that a watchdog reads: is the process alive, and can it work?"""

from __future__ import annotations

from flask import Flask, Response, current_app, jsonify
from redis.exceptions import RedisError
from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from signalen import clock
from signalen.bericht.models import Bericht
from signalen.db import db
from signalen.knelpunt.models import Termijn
from signalen.permissions import Recht
from signalen.web import requires


def registreer(app: Flask) -> None:
    """Add both pages."""
    app.add_url_rule("/healthz", "healthz", requires(Recht.OPENBAAR, publiek="waakhond")(healthz))
    app.add_url_rule("/readyz", "readyz", requires(Recht.OPENBAAR, publiek="waakhond")(readyz))


def healthz() -> Response:
    """200 while the process answers; does not touch the database."""
    return jsonify(levend=True)


def readyz() -> tuple[Response, int]:
    """200 when the database answers, also while Redis is gone; 503 with Retry-After without a database."""
    stand: dict[str, object] = {"redis": redis_stand()}
    try:
        stand |= {"database": "goed", **_oudste()}
    except SQLAlchemyError:
        antwoord = jsonify(
            stand | {"database": "verstoord", "oudste_termijn_s": None, "oudste_brief_s": None}
        )
        antwoord.headers["Retry-After"] = "10"
        return antwoord, 503
    return jsonify(stand), 200


def redis_stand() -> str:
    """Return goed or verstoord."""
    verbinding = current_app.extensions.get("signalen_redis")
    try:
        return "goed" if verbinding is not None and verbinding.ping() else "verstoord"
    except (RedisError, OSError):
        return "verstoord"


def _oudste() -> dict[str, int]:
    """Return how many seconds the oldest overdue term and the oldest unsent letter have waited."""
    open_ = select(func.min(Termijn.uiterste)).where(
        Termijn.gedaan_op.is_(None),
        Termijn.verlopen_op.is_(None),
        Termijn.vervallen_op.is_(None),
        Termijn.uiterste < clock.today(),
    )
    dag = db.session.scalar(open_)
    brief = db.session.scalar(
        select(func.min(Bericht.gemaakt_op)).where(Bericht.verstuurd_op.is_(None), Bericht.mailen)
    )
    return {
        "oudste_termijn_s": (clock.today() - dag).days * 86400 if dag else 0,
        "oudste_brief_s": max(0, int((clock.now() - brief).total_seconds())) if brief else 0,
    }
