"""The doorbell with a real Redis: one job waits at a time, and a worker does it."""

from __future__ import annotations

from flask import Flask
from rq import Queue, SimpleWorker
from rq.serializers import JSONSerializer

from signalen import deurbel
from tests.integratie.conftest import Stad


def _rij(app: Flask) -> Queue:
    return Queue(deurbel.RIJ, connection=app.extensions["signalen_redis_worker"], serializer=JSONSerializer)


def test_twee_keer_bellen_is_een_taak_en_daarna_kan_het_weer(stad: Stad) -> None:
    rij = _rij(stad.app)
    rij.empty()
    assert deurbel.bel(stad.app, "bezorgen")
    assert deurbel.bel(stad.app, "bezorgen")
    assert len(rij) == 1
    werker = SimpleWorker([rij], connection=rij.connection, serializer=JSONSerializer)
    werker.work(burst=True, logging_level="WARNING")
    assert len(rij) == 0
    assert deurbel.bel(stad.app, "bezorgen")
    assert len(rij) == 1
    rij.empty()
