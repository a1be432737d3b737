"""The order that a chair gave an agenda, and subjects for a luistersessie.

A subject names no person. Only its end may be written later; what was promised about it is only added.

Revision ID: 0005
Revises: 0004
"""

import os
from urllib.parse import urlsplit

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def rol() -> str:
    """Return the application role: the user of DATABASE_URL, or `signalen_app`."""
    naam = urlsplit(os.environ.get("DATABASE_URL", "")).username or "signalen_app"
    return '"' + naam.replace('"', "") + '"'


def upgrade() -> None:
    op.create_table(
        "agendavolgorde",
        sa.Column("overleg_id", sa.Uuid(), nullable=False),
        sa.Column("sleutel", sa.String(length=60), nullable=False),
        sa.Column("plaats", sa.Integer(), nullable=True),
        sa.Column("minuten", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["overleg_id"], ["overleg.id"], name=op.f("fk_agendavolgorde_overleg_id")),
        sa.PrimaryKeyConstraint("overleg_id", "sleutel", name=op.f("pk_agendavolgorde")),
    )
    op.create_table(
        "onderwerp",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("overleg_id", sa.Uuid(), nullable=False),
        sa.Column("tekst_id", sa.Uuid(), nullable=False),
        sa.Column("week", sa.Date(), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("ingetrokken_week", sa.Date(), nullable=True),
        sa.Column("vervallen_op", sa.Date(), nullable=True),
        sa.Column("reden_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["overleg_id"], ["overleg.id"], name=op.f("fk_onderwerp_overleg_id")),
        sa.ForeignKeyConstraint(["reden_id"], ["tekst.id"], name=op.f("fk_onderwerp_reden_id")),
        sa.ForeignKeyConstraint(["tekst_id"], ["tekst.id"], name=op.f("fk_onderwerp_tekst_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_onderwerp")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_onderwerp_code_hash")),
    )
    op.create_index(op.f("ix_onderwerp_overleg_id"), "onderwerp", ["overleg_id"], unique=False)
    op.create_table(
        "onderwerp_afspraak",
        sa.Column("onderwerp_id", sa.Uuid(), nullable=False),
        sa.Column("afspraak_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["afspraak_id"], ["afspraak.id"], name=op.f("fk_onderwerp_afspraak_afspraak_id")
        ),
        sa.ForeignKeyConstraint(
            ["onderwerp_id"], ["onderwerp.id"], name=op.f("fk_onderwerp_afspraak_onderwerp_id")
        ),
        sa.PrimaryKeyConstraint("onderwerp_id", "afspraak_id", name=op.f("pk_onderwerp_afspraak")),
    )
    op.add_column("agendapunt", sa.Column("onderwerp_id", sa.Uuid(), nullable=True))
    op.create_foreign_key(
        op.f("fk_agendapunt_onderwerp_id"), "agendapunt", "onderwerp", ["onderwerp_id"], ["id"]
    )
    op.create_index(op.f("ix_agendapunt_onderwerp_id"), "agendapunt", ["onderwerp_id"], unique=False)
    op.create_index(
        "uq_agendapunt_onderwerp",
        "agendapunt",
        ["overleg_id", "onderwerp_id"],
        unique=True,
        postgresql_where=sa.text("onderwerp_id IS NOT NULL"),
    )
    # Which knelpunten an overleg named a day for: asked on every agenda, and events only grow in number.
    op.create_index(
        "ix_gebeurtenis_dag_genoemd",
        "gebeurtenis",
        [sa.text("(inhoud ->> 'overleg')")],
        postgresql_where=sa.text("soort = 'dag_genoemd'"),
    )
    _rechten(rol())


def _rechten(app: str) -> None:
    op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON agendavolgorde TO {app}")
    op.execute(f"GRANT SELECT, INSERT ON onderwerp, onderwerp_afspraak TO {app}")
    op.execute(f"GRANT UPDATE (ingetrokken_week, vervallen_op, reden_id) ON onderwerp TO {app}")
    op.execute(
        "CREATE TRIGGER onderwerp_afspraak_vast BEFORE UPDATE OR DELETE ON onderwerp_afspraak "
        "FOR EACH ROW EXECUTE FUNCTION signalen_weiger()"
    )
    op.execute(
        "CREATE TRIGGER onderwerp_afspraak_niet_leeg BEFORE TRUNCATE ON onderwerp_afspraak "
        "FOR EACH STATEMENT EXECUTE FUNCTION signalen_weiger()"
    )


def downgrade() -> None:
    op.drop_index("ix_gebeurtenis_dag_genoemd", "gebeurtenis")
    op.drop_index("uq_agendapunt_onderwerp", "agendapunt")
    op.drop_index(op.f("ix_agendapunt_onderwerp_id"), "agendapunt")
    op.drop_constraint(op.f("fk_agendapunt_onderwerp_id"), "agendapunt", type_="foreignkey")
    op.drop_column("agendapunt", "onderwerp_id")
    for tabel in ("onderwerp_afspraak", "onderwerp", "agendavolgorde"):
        op.drop_table(tabel)
