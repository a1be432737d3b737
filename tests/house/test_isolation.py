"""The fixtures themselves: what a test stores through the app's own commit is gone in the next test."""

from __future__ import annotations

import threading

import pytest
from flask import Flask
from sqlalchemy import text

from signalen.db import db, transaction

STORE = text("INSERT INTO formulier (sleutel, doel, moment) VALUES ('k', 'd', now())")


def count(app: Flask) -> int:
    with app.app_context():
        return db.session.execute(text("SELECT count(*) FROM formulier")).scalar_one()


def store(app: Flask) -> None:
    with app.app_context(), transaction():
        db.session.execute(STORE)


# Twice the same: whichever runs second sees what the first left, if it left anything.
@pytest.mark.parametrize("keer", [1, 2])
def test_een_test_laat_niets_na(app: Flask, keer: int) -> None:
    assert count(app) == 0
    store(app)
    assert count(app) == 1


@pytest.mark.parametrize("keer", [1, 2])
def test_ook_met_echte_commits_laat_een_test_niets_na(echte_db: Flask, keer: int) -> None:
    assert count(echte_db) == 0
    store(echte_db)
    seen: list[int] = []
    other = threading.Thread(target=lambda: seen.append(count(echte_db)))
    other.start()
    other.join()
    assert seen == [1]


def test_een_rollback_in_de_app_raakt_alleen_zijn_eigen_deel(app: Flask) -> None:
    store(app)
    with pytest.raises(ZeroDivisionError), app.app_context(), transaction():
        db.session.execute(text("DELETE FROM formulier WHERE sleutel = 'k'"))
        raise ZeroDivisionError
    assert count(app) == 1
