"""The one commit: what it keeps, what it undoes and what runs after it; on a table of its own."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest
from flask import Flask
from sqlalchemy import text

from signalen.config import psycopg_url
from signalen.db import after_commit, aside, db, transaction
from signalen.embedded import Servers, make_database


@pytest.fixture(scope="module")
def proefserver(lege_servers: Servers, worker_id: str) -> Servers:
    made = make_database(lege_servers, f"proef_{worker_id}", opnieuw=True)
    with psycopg.connect(made.migratie_url, autocommit=True) as connection:
        connection.execute("CREATE TABLE proef (woord text)")
        connection.execute("GRANT SELECT, INSERT ON proef TO signalen_app")
    return made


@pytest.fixture
def proef(proefserver: Servers) -> Iterator[Flask]:
    app = Flask("proef")
    app.config["SQLALCHEMY_DATABASE_URI"] = psycopg_url(proefserver.database_url)
    db.init_app(app)
    with app.app_context():
        yield app
        db.engine.dispose()


def add(woord: str) -> None:
    db.session.execute(text("INSERT INTO proef VALUES (:woord)"), {"woord": woord})


def stored(server: Servers, woord: str) -> bool:
    with psycopg.connect(server.migratie_url) as connection:
        return connection.execute("SELECT 1 FROM proef WHERE woord = %s", [woord]).fetchone() is not None


def test_na_het_blok_staat_het_er(proef: Flask, proefserver: Servers) -> None:
    with transaction():
        add("bewaard")
        assert not stored(proefserver, "bewaard")
    assert stored(proefserver, "bewaard")


def test_een_fout_maakt_alles_ongedaan(proef: Flask, proefserver: Servers) -> None:
    rung: list[str] = []
    with pytest.raises(KeyError), transaction():
        add("weg")
        after_commit(lambda: rung.append("bel"))
        raise KeyError
    assert not stored(proefserver, "weg")
    assert rung == []
    with transaction():
        add("daarna")
    assert stored(proefserver, "daarna")
    assert rung == []


def test_genest_is_een_fout_en_bewaart_niets(proef: Flask, proefserver: Servers) -> None:
    with pytest.raises(RuntimeError, match="already open"), transaction():
        add("buitenste")
        with transaction():
            add("binnenste")
    assert not stored(proefserver, "buitenste")


def test_na_de_commit_pas_de_bel_en_een_kapotte_bel_is_niet_erg(
    proef: Flask, proefserver: Servers, caplog: pytest.LogCaptureFixture
) -> None:
    seen: list[bool] = []
    with transaction():
        add("met bel")
        after_commit(lambda: 1 / 0)
        after_commit(lambda: seen.append(stored(proefserver, "met bel")))
    assert seen == [True]
    assert "after commit" in caplog.text


def test_wat_opzij_is_geschreven_blijft_staan_ook_als_het_werk_mislukt(
    proef: Flask, proefserver: Servers
) -> None:
    with pytest.raises(KeyError), transaction():
        add("het werk")
        with aside() as los:
            los.execute(text("INSERT INTO proef VALUES ('opzij')"))
        assert stored(proefserver, "opzij"), "others see it while the work goes on"
        raise KeyError
    assert stored(proefserver, "opzij")
    assert not stored(proefserver, "het werk")


def test_een_fout_opzij_bewaart_niets(proef: Flask, proefserver: Servers) -> None:
    with pytest.raises(KeyError), aside() as los:
        los.execute(text("INSERT INTO proef VALUES ('half opzij')"))
        raise KeyError
    assert not stored(proefserver, "half opzij")


def test_bellen_zonder_transactie_is_een_fout(proef: Flask) -> None:
    with pytest.raises(RuntimeError, match="needs an open transaction"):
        after_commit(lambda: None)


def test_een_voorbereide_vraag_overleeft_het_terugrollen(proef: Flask) -> None:
    """Every request that reads ends with a rollback; planning the same question anew each time is waste."""
    for _ in range(8):
        db.session.execute(text("SELECT woord FROM proef WHERE woord = :woord"), {"woord": "x"}).all()
        db.session.rollback()
    zoek = "SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE 'SELECT woord FROM proef%'"
    aantal = db.session.scalar(text(zoek))
    db.session.remove()
    assert aantal == 1
