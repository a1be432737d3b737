"""Every job in one list, the worker, and one round of the clock. Enqueueing is done by `deurbel`.

PostgreSQL is the letterbox, Redis only the doorbell: a job is a name and a row id as JSON, may be lost and
may run twice. All jobs are idempotent and safe in parallel (SAFETY rules 1 to 4).
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from flask import Flask, has_app_context

from signalen.deurbel import RIJ


def _lijst() -> Mapping[str, Callable[..., Any]]:
    from signalen.bericht import operations as bericht
    from signalen.register.klus import werk

    return {"bezorgen": bericht.bezorgen, "opmaakklus": werk.doe}


def doe(naam: str, *args: str) -> Any:
    """Run one job by name; called by the worker. Raises KeyError for a name that is not in the list."""
    taak = _lijst()[naam]
    if has_app_context():
        return taak(*args)
    with _worker_app().app_context():
        return taak(*args)


_app: Flask | None = None


def _worker_app() -> Flask:
    global _app
    if _app is None:
        from signalen import create_app

        _app = create_app(proces="worker")
    return _app


def tik(moment: datetime) -> dict[str, int]:
    """One round of the clock: terms, reminders, nametingen, news, the outbox, and last the long work that no
    worker took. Any number may run at once. After a restore it does nothing until the beheerder releases it
    (SAFETY rule 34).
    """
    from signalen import clock, quarantaine
    from signalen.bericht import operations as bericht
    from signalen.db import db
    from signalen.knelpunt.operations import sweep
    from signalen.maatwerk import operations as maatwerk
    from signalen.medewerker import queries as medewerkers
    from signalen.opvolging import operations as opvolging
    from signalen.overleg import operations as overleg
    from signalen.register import ankerpunten
    from signalen.register.klus import werk

    medewerkers.vergeet()
    if quarantaine.geldt():
        db.session.rollback()
        return {}
    geteld = sweep.tik(moment, ankerpunten.van_edities)
    geteld |= opvolging.tik(moment)
    geteld["overleg"] = overleg.tik(moment)
    geteld["maatwerk"] = maatwerk.tik(moment)
    geteld["nieuws"] = bericht.rondgang(moment, sweep.mensen_met_nieuws)
    geteld["bezorgd"] = bericht.bezorgen()[0]
    if geteld["anker"]:
        _ruim_op(moment)
    geteld["klussen"] = werk.tik(clock.system_now())
    return geteld


def _ruim_op(moment: datetime) -> None:
    """Once a day, with the anchor: forget sessions that ended and forms of a fortnight ago."""
    from signalen import clock, eenmalig, sessies
    from signalen.db import transaction

    with transaction():
        sessies.ruim_op(clock.system_now())
        eenmalig.ruim_op(moment - timedelta(days=14))


def main() -> int:
    """Run a worker until it is told to stop; waits and tries again while Redis is away.

    The app is made before the first job, so that a forked job has it; each job opens a context of its own, so
    that its database connection is given back.
    """
    from rq import Worker
    from rq.serializers import JSONSerializer

    verbinding = _worker_app().extensions.get("signalen_redis_worker")
    if verbinding is None:
        print("Geen REDIS_URL: de worker heeft niets om naar te luisteren.", file=sys.stderr)
        return 3
    Worker([RIJ], connection=verbinding, serializer=JSONSerializer).work(logging_level="WARNING")
    return 0


if __name__ == "__main__":
    sys.exit(main())
