"""The guided conversation: where it stands, seats without persons, sealed answers, notes per step.

Only adds: tables, and two columns of werkblad. Revision ID: 0003
Revises: 0002
"""

import os
from urllib.parse import urlsplit

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TABELLEN = ("gesprek", "stoel", "inbreng", "ingeleverd")
JSONB = postgresql.JSONB(astext_type=sa.Text())


def rol() -> str:
    """Return the application role: the user of DATABASE_URL, or `signalen_app`."""
    naam = urlsplit(os.environ.get("DATABASE_URL", "")).username or "signalen_app"
    return '"' + naam.replace('"', "") + '"'


def upgrade() -> None:
    gesprek()
    stoel()
    inbreng()
    werkblad()
    op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {', '.join(TABELLEN)} TO {rol()}")


def gesprek() -> None:
    op.create_table(
        "gesprek",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("overleg_id", sa.Uuid(), nullable=False),
        sa.Column("knelpunt_id", sa.Uuid(), nullable=True),
        sa.Column("adoptie_id", sa.Uuid(), nullable=False),
        sa.Column("vraag", sa.Text(), nullable=False),
        sa.Column("stap", sa.String(length=60), nullable=False),
        sa.Column("stap_begonnen_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("extra_minuten", sa.Integer(), nullable=False),
        sa.Column("geopend", JSONB, nullable=False),
        sa.Column("staat", sa.String(length=20), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("code_tot", sa.Date(), nullable=False),
        sa.Column("weg_op", sa.Date(), nullable=False),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["overleg_id"], ["overleg.id"], name="fk_gesprek_overleg_id"),
        sa.ForeignKeyConstraint(["knelpunt_id"], ["knelpunt.id"], name="fk_gesprek_knelpunt_id"),
        sa.ForeignKeyConstraint(["adoptie_id"], ["adoptie.id"], name="fk_gesprek_adoptie_id"),
        sa.PrimaryKeyConstraint("id", name="pk_gesprek"),
    )
    for kolom in ("overleg_id", "knelpunt_id", "code_hash"):
        op.create_index(f"ix_gesprek_{kolom}", "gesprek", [kolom])
    loopt = sa.text("staat = 'loopt'")
    op.create_index("uq_gesprek_een_loopt", "gesprek", ["overleg_id"], unique=True, postgresql_where=loopt)


def stoel() -> None:
    op.create_table(
        "stoel",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("gesprek_id", sa.Uuid(), nullable=False),
        sa.Column("nummer", sa.Integer(), nullable=False),
        sa.Column("rol", sa.String(length=20), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(["gesprek_id"], ["gesprek.id"], name="fk_stoel_gesprek_id"),
        sa.PrimaryKeyConstraint("id", name="pk_stoel"),
        sa.UniqueConstraint("gesprek_id", "nummer", name="uq_stoel_gesprek_id_nummer"),
        sa.UniqueConstraint("token_hash", name="uq_stoel_token_hash"),
    )


def inbreng() -> None:
    op.create_table(
        "inbreng",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("gesprek_id", sa.Uuid(), nullable=False),
        sa.Column("stap", sa.String(length=60), nullable=False),
        sa.Column("inhoud", JSONB, nullable=False),
        sa.Column("sleutel", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["gesprek_id"], ["gesprek.id"], name="fk_inbreng_gesprek_id"),
        sa.PrimaryKeyConstraint("id", name="pk_inbreng"),
    )
    op.create_index("ix_inbreng_gesprek_id", "inbreng", ["gesprek_id"])
    dicht = sa.text("sleutel <> ''")
    op.create_index("uq_inbreng_sleutel", "inbreng", ["sleutel"], unique=True, postgresql_where=dicht)
    op.create_table(
        "ingeleverd",
        sa.Column("gesprek_id", sa.Uuid(), nullable=False),
        sa.Column("stap", sa.String(length=60), nullable=False),
        sa.Column("stoel_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["gesprek_id"], ["gesprek.id"], name="fk_ingeleverd_gesprek_id"),
        sa.ForeignKeyConstraint(["stoel_id"], ["stoel.id"], name="fk_ingeleverd_stoel_id"),
        sa.PrimaryKeyConstraint("gesprek_id", "stap", "stoel_id", name="pk_ingeleverd"),
    )


def werkblad() -> None:
    op.add_column("werkblad", sa.Column("gesprek_id", sa.Uuid(), nullable=True))
    op.add_column("werkblad", sa.Column("versie", sa.Integer(), server_default="1", nullable=False))
    op.create_foreign_key("fk_werkblad_gesprek_id", "werkblad", "gesprek", ["gesprek_id"], ["id"])
    echt = sa.text("gesprek_id IS NOT NULL")
    op.create_index(
        "uq_werkblad_gesprek", "werkblad", ["gesprek_id", "stap"], unique=True, postgresql_where=echt
    )


def downgrade() -> None:
    op.drop_index("uq_werkblad_gesprek", "werkblad")
    op.drop_constraint("fk_werkblad_gesprek_id", "werkblad", type_="foreignkey")
    op.drop_column("werkblad", "versie")
    op.drop_column("werkblad", "gesprek_id")
    for tabel in reversed(TABELLEN):
        op.drop_table(tabel)
