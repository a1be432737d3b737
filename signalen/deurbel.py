"""The only enqueue: rings the doorbell for a job, after the commit and without needing an answer.

A job is a name and a row id as JSON; what must be done stands in PostgreSQL. Redis may be gone (SAFETY rules
1, 2).
"""

from __future__ import annotations

import logging

from flask import Flask, current_app
from redis import Redis
from redis.exceptions import RedisError
from rq import Queue
from rq.exceptions import DuplicateJobError
from rq.serializers import JSONSerializer

from signalen.db import after_commit, db

log = logging.getLogger(__name__)
RIJ = "signalen"
GEBELD = "signalen.gebeld"


def na_commit(naam: str, *args: str) -> None:
    """Ring for a job once the open transaction is committed, however often it is asked. Redis gone is no
    error.
    """
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    gebeld: set[tuple[str, ...]] = db.session.info.setdefault(GEBELD, set())
    if (naam, *args) not in gebeld:
        gebeld.add((naam, *args))
        after_commit(lambda: _bel_eens(app, naam, *args))


def _bel_eens(app: Flask, naam: str, *args: str) -> None:
    db.session.info.pop(GEBELD, None)
    bel(app, naam, *args)


def bel(app: Flask, naam: str, *args: str) -> bool:
    """Enqueue a job now; False when Redis does not answer, because the clock will find the row."""
    verbinding: Redis | None = app.extensions.get("signalen_redis")
    if verbinding is None:
        return False
    rij = Queue(RIJ, connection=verbinding, serializer=JSONSerializer)
    naam_van_taak = "-".join((naam, *args))[:100]
    try:
        # One ring is enough: while the same job waits or runs, the row is found by it or by the clock.
        rij.enqueue(
            "signalen.jobs.doe", naam, *args, job_id=naam_van_taak, unique=True, result_ttl=0, failure_ttl=600
        )
    except DuplicateJobError:
        return True
    except (RedisError, OSError):
        log.warning("redis does not answer; the clock will do %s", naam)
        return False
    return True
