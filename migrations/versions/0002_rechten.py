"""What the application role may do, and what nobody may do: append-only tables and frozen editions.

Source: SAFETY rules 14, 19 and 28. The application role owns nothing; triggers also stop the owner by
accident.

Revision ID: 0002
Revises: 0001
"""

import os
from urllib.parse import urlsplit

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

ALLEEN_TOEVOEGEN = (
    "gebeurtenis",
    "anker",
    "adoptie",
    "stilte",
    "oordeel",
    "reactie",
    "doorgeving",
    "terugkoppeling",
    "verschuiving",
    "erratum",
    "beheerlog",
)
"""The application may insert and read; a trigger refuses the rest to everyone."""

KOLOMMEN = {
    "besluit": ("vervallen_op",),
    "koppeling": ("tot", "antwoord_voor", "antwoord_op"),
}
"""Tables of which only these columns may be changed, and no row removed."""

NIET_WEG = (
    "knelpunt",
    "signaal",
    "tekst",
    "traject",
    "termijn",
    "editie",
    "afspraak",
    "nameting",
    "medewerker",
)

WEIGER = """
CREATE FUNCTION signalen_weiger() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'rows of % are never changed or removed', TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$
"""
BEVROREN = """
CREATE FUNCTION signalen_bevroren_editie() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.staat = 'vastgesteld' THEN
        RAISE EXCEPTION 'a vastgestelde editie is never changed' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$
"""
LEGEN = """
CREATE FUNCTION signalen_tekst_alleen_legen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.digest <> OLD.digest OR (NEW.inhoud IS NOT NULL AND NEW.inhoud IS DISTINCT FROM OLD.inhoud) THEN
        RAISE EXCEPTION 'words are never changed, only emptied' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$
"""


def rol() -> str:
    """Return the application role: the user of DATABASE_URL, or `signalen_app`."""
    naam = urlsplit(os.environ.get("DATABASE_URL", "")).username or "signalen_app"
    return '"' + naam.replace('"', "") + '"'


def upgrade() -> None:
    app = rol()
    op.execute(f"GRANT USAGE ON SCHEMA public TO {app}")
    op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {app}")
    op.execute(f"REVOKE INSERT, UPDATE, DELETE ON alembic_version FROM {app}")
    for functie in (WEIGER, BEVROREN, LEGEN):
        op.execute(functie)
    for tabel in ALLEEN_TOEVOEGEN:
        op.execute(f"REVOKE UPDATE, DELETE, TRUNCATE ON {tabel} FROM {app}")
        op.execute(
            f"CREATE TRIGGER {tabel}_vast BEFORE UPDATE OR DELETE ON {tabel} "
            "FOR EACH ROW EXECUTE FUNCTION signalen_weiger()"
        )
        op.execute(
            f"CREATE TRIGGER {tabel}_niet_leeg BEFORE TRUNCATE ON {tabel} "
            "FOR EACH STATEMENT EXECUTE FUNCTION signalen_weiger()"
        )
    for tabel, kolommen in KOLOMMEN.items():
        op.execute(f"REVOKE UPDATE, DELETE, TRUNCATE ON {tabel} FROM {app}")
        op.execute(f"GRANT UPDATE ({', '.join(kolommen)}) ON {tabel} TO {app}")
    for tabel in NIET_WEG:
        op.execute(f"REVOKE DELETE, TRUNCATE ON {tabel} FROM {app}")
    op.execute(
        "CREATE TRIGGER editie_bevroren BEFORE UPDATE OR DELETE ON editie "
        "FOR EACH ROW EXECUTE FUNCTION signalen_bevroren_editie()"
    )
    op.execute(
        "CREATE TRIGGER tekst_alleen_legen BEFORE UPDATE ON tekst "
        "FOR EACH ROW EXECUTE FUNCTION signalen_tekst_alleen_legen()"
    )


def downgrade() -> None:
    app = rol()
    op.execute("DROP TRIGGER tekst_alleen_legen ON tekst")
    op.execute("DROP TRIGGER editie_bevroren ON editie")
    for tabel in ALLEEN_TOEVOEGEN:
        op.execute(f"DROP TRIGGER {tabel}_niet_leeg ON {tabel}")
        op.execute(f"DROP TRIGGER {tabel}_vast ON {tabel}")
    for functie in ("signalen_tekst_alleen_legen", "signalen_bevroren_editie", "signalen_weiger"):
        op.execute(f"DROP FUNCTION {functie}()")
    op.execute(f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {app}")
    op.execute(f"REVOKE USAGE ON SCHEMA public FROM {app}")
