"""Planning: series, absence of a gespreksleider, invitations by calendar and the personal calendar address.

Expand only: what existed keeps its meaning, new columns are empty or have a default.

Revision ID: 0004
Revises: 0003
"""

import os
from urllib.parse import urlsplit

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

NIEUW = ("reeksdeelnemer", "afwezigheid", "agendatoegang")
MOMENT = sa.DateTime(timezone=True)
REEKS = (
    sa.Column("eerste", sa.Date(), nullable=True),
    sa.Column("tot", sa.Date(), nullable=True),
    sa.Column("begin", sa.Time(), nullable=True),
    sa.Column("minuten", sa.Integer(), nullable=False, server_default="90"),
    sa.Column("plaats", sa.String(length=200), nullable=False, server_default=""),
    sa.Column("bij_vrij", sa.String(length=20), nullable=False, server_default="overslaan"),
    sa.Column("aangevuld_tot", sa.Date(), nullable=True),
    sa.Column("beeindigd_op", sa.Date(), nullable=True),
    sa.Column("reden", sa.Text(), nullable=False, server_default=""),
)
OVERLEG = (
    sa.Column("vervanger_id", sa.Uuid(), nullable=True),
    sa.Column("reeks_dag", sa.Date(), nullable=True),
    sa.Column("volgnummer", sa.Integer(), nullable=False, server_default="0"),
    sa.Column("gewijzigd_op", MOMENT, nullable=True),
)


def rol() -> str:
    """Return the application role: the user of DATABASE_URL, or `signalen_app`."""
    naam = urlsplit(os.environ.get("DATABASE_URL", "")).username or "signalen_app"
    return '"' + naam.replace('"', "") + '"'


def upgrade() -> None:
    for tabel, kolommen in (("reeks", REEKS), ("overleg", OVERLEG)):
        for kolom in kolommen:
            op.add_column(tabel, kolom.copy())
    op.create_foreign_key("fk_overleg_vervanger_id", "overleg", "medewerker", ["vervanger_id"], ["id"])
    op.create_unique_constraint("uq_overleg_reeks_id_reeks_dag", "overleg", ["reeks_id", "reeks_dag"])
    op.add_column("bericht", sa.Column("agenda", sa.Text(), nullable=False, server_default=""))
    _maak_tabellen()
    for tabel in NIEUW:
        op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {tabel} TO {rol()}")


def _maak_tabellen() -> None:
    op.create_table(
        "reeksdeelnemer",
        sa.Column("reeks_id", sa.Uuid(), nullable=False),
        sa.Column("medewerker_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["medewerker_id"], ["medewerker.id"], name="fk_reeksdeelnemer_medewerker_id"),
        sa.ForeignKeyConstraint(["reeks_id"], ["reeks.id"], name="fk_reeksdeelnemer_reeks_id"),
        sa.PrimaryKeyConstraint("reeks_id", "medewerker_id", name="pk_reeksdeelnemer"),
    )
    op.create_table(
        "afwezigheid",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("medewerker_id", sa.Uuid(), nullable=False),
        sa.Column("van", sa.Date(), nullable=False),
        sa.Column("tot", sa.Date(), nullable=False),
        sa.Column("ingetrokken_op", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["medewerker_id"], ["medewerker.id"], name="fk_afwezigheid_medewerker_id"),
        sa.PrimaryKeyConstraint("id", name="pk_afwezigheid"),
        sa.UniqueConstraint("medewerker_id", "van", "tot", name="uq_afwezigheid_medewerker_id_van_tot"),
    )
    op.create_index("ix_afwezigheid_medewerker_id", "afwezigheid", ["medewerker_id"])
    op.create_table(
        "agendatoegang",
        sa.Column("medewerker_id", sa.Uuid(), nullable=False),
        sa.Column("zaad", sa.String(length=64), nullable=True),
        sa.Column("geheim_hash", sa.String(length=64), nullable=True),
        sa.Column("gemaakt_op", MOMENT, nullable=True),
        sa.Column("mail", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(["medewerker_id"], ["medewerker.id"], name="fk_agendatoegang_medewerker_id"),
        sa.PrimaryKeyConstraint("medewerker_id", name="pk_agendatoegang"),
        sa.UniqueConstraint("geheim_hash", name="uq_agendatoegang_geheim_hash"),
    )


def downgrade() -> None:
    for tabel in NIEUW:
        op.drop_table(tabel)
    op.drop_column("bericht", "agenda")
    op.drop_constraint("uq_overleg_reeks_id_reeks_dag", "overleg")
    op.drop_constraint("fk_overleg_vervanger_id", "overleg")
    for tabel, kolommen in (("overleg", OVERLEG), ("reeks", REEKS)):
        for kolom in reversed(kolommen):
            op.drop_column(tabel, kolom.name)
