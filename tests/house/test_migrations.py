"""The migrations run up, down and up again, and leave the same tables, grants and triggers."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from signalen.embedded import Servers, make_database

ROOT = Path(__file__).resolve().parent.parent.parent
OWN = "nspname NOT IN ('pg_catalog', 'information_schema') AND nspname NOT LIKE 'pg_toast%'"
QUESTIONS = {
    "kolommen": "SELECT table_schema, table_name, column_name, data_type, is_nullable, column_default"
    " FROM information_schema.columns WHERE table_schema NOT IN ('pg_catalog', 'information_schema')",
    "indexen": "SELECT schemaname, indexname, indexdef FROM pg_indexes WHERE schemaname <> 'pg_catalog'",
    "regels": "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint"
    " WHERE conrelid <> 0",
    "rechten": "SELECT n.nspname, relname, relacl::text, relrowsecurity FROM pg_class c"
    f" JOIN pg_namespace n ON n.oid = relnamespace WHERE {OWN}",
    "triggers": "SELECT tgrelid::regclass::text, tgname, pg_get_triggerdef(oid) FROM pg_trigger"
    " WHERE NOT tgisinternal",
    "functies": "SELECT proname, prosrc, proacl::text FROM pg_proc"
    f" JOIN pg_namespace n ON n.oid = pronamespace WHERE {OWN}",
}


@pytest.mark.slow
def test_migraties_heen_terug_en_weer_heen(lege_servers: Servers, worker_id: str) -> None:
    database = make_database(lege_servers, f"migraties_{worker_id}", opnieuw=True)
    migrate(database, "op")
    first = schema(database)
    assert len(first["kolommen"]) > 50
    migrate(database, "neer")
    left = {row[1] for row in schema(database)["kolommen"]}
    assert left == {"alembic_version"}
    assert schema(database)["functies"] == []
    migrate(database, "op")
    assert schema(database) == first


def test_de_applicatie_bezit_geen_tabel_en_mag_het_verleden_niet_wijzigen(servers: Servers) -> None:
    with psycopg.connect(servers.migratie_url) as connection:
        owned = "SELECT tablename FROM pg_tables WHERE tableowner = 'signalen_app'"
        assert connection.execute(owned).fetchall() == []
        for right in ("UPDATE", "DELETE", "TRUNCATE"):
            question = "SELECT has_table_privilege('signalen_app', 'gebeurtenis', %s)"
            assert connection.execute(question, [right]).fetchone() == (False,), right


def migrate(database: Servers, richting: str) -> None:
    env = os.environ | {
        "SIGNALEN_OMGEVING": "test",
        "SECRET_KEY": "alleen-voor-tests-" * 3,
        "DATABASE_URL": database.database_url,
        "SIGNALEN_MIGRATIE_URL": database.migratie_url,
        "REDIS_URL": database.redis_url,
    }
    command = [sys.executable, "-m", "signalen.migreren", richting]
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def schema(database: Servers) -> dict[str, list[tuple[object, ...]]]:
    with psycopg.connect(database.migratie_url) as connection:
        return {
            naam: sorted(connection.execute(question).fetchall(), key=str)
            for naam, question in QUESTIONS.items()
        }
