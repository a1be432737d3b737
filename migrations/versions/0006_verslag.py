"""The two layers of a verslag: what may leave the room and who agreed, and eerdere afwegingen.

Source: SAFETY rules 8 and 10 (no row points to an inbrenger, weeks only). What an inbrenger said is never
changed or removed, except that consent to Eerdere afwegingen can be taken back.

Revision ID: 0006
Revises: 0005
"""

import os
from urllib.parse import urlsplit

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

TABELLEN = ("afweging", "verslaglegger", "oogstakkoord", "oogst")
"""In the order in which they can be dropped."""


def rol() -> str:
    """Return the application role: the user of DATABASE_URL, or `signalen_app`."""
    naam = urlsplit(os.environ.get("DATABASE_URL", "")).username or "signalen_app"
    return '"' + naam.replace('"', "") + '"'


def upgrade() -> None:
    _oogst()
    _oogstakkoord()
    _rest()
    app = rol()
    op.execute(f"GRANT SELECT, INSERT, UPDATE ON oogst TO {app}")
    op.execute(f"GRANT SELECT, INSERT, UPDATE (mag_afweging) ON oogstakkoord TO {app}")
    op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON verslaglegger, afweging TO {app}")
    op.execute(
        "CREATE TRIGGER oogstakkoord_niet_weg BEFORE DELETE ON oogstakkoord "
        "FOR EACH ROW EXECUTE FUNCTION signalen_weiger()"
    )
    op.execute(
        "CREATE TRIGGER oogstakkoord_vast BEFORE UPDATE OF oogst_id, ronde, signaal_id, antwoord, tekst_id, "
        "week ON oogstakkoord FOR EACH ROW EXECUTE FUNCTION signalen_weiger()"
    )


def downgrade() -> None:
    for tabel in TABELLEN:
        op.drop_table(tabel)


def _oogst() -> None:
    op.create_table(
        "oogst",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agendapunt_id", sa.Uuid(), nullable=False),
        sa.Column("overleg_id", sa.Uuid(), nullable=False),
        sa.Column("knelpunt_id", sa.Uuid(), nullable=False),
        sa.Column("staat", sa.String(length=20), nullable=False),
        sa.Column("ronde", sa.Integer(), nullable=False),
        sa.Column("feit_id", sa.Uuid(), nullable=True),
        sa.Column("alternatief_id", sa.Uuid(), nullable=True),
        sa.Column("opvatting_id", sa.Uuid(), nullable=True),
        sa.Column("voorgelegd_op", sa.Date(), nullable=True),
        sa.Column("uiterste", sa.Date(), nullable=True),
        sa.Column("vrijgegeven_op", sa.Date(), nullable=True),
        sa.Column("weg_op", sa.Date(), nullable=False),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["agendapunt_id"], ["agendapunt.id"], name="fk_oogst_agendapunt_id"),
        sa.ForeignKeyConstraint(["overleg_id"], ["overleg.id"], name="fk_oogst_overleg_id"),
        sa.ForeignKeyConstraint(["knelpunt_id"], ["knelpunt.id"], name="fk_oogst_knelpunt_id"),
        sa.ForeignKeyConstraint(["feit_id"], ["tekst.id"], name="fk_oogst_feit_id"),
        sa.ForeignKeyConstraint(["alternatief_id"], ["tekst.id"], name="fk_oogst_alternatief_id"),
        sa.ForeignKeyConstraint(["opvatting_id"], ["tekst.id"], name="fk_oogst_opvatting_id"),
        sa.PrimaryKeyConstraint("id", name="pk_oogst"),
        sa.UniqueConstraint("agendapunt_id", name="uq_oogst_agendapunt_id"),
    )
    op.create_index("ix_oogst_overleg_id", "oogst", ["overleg_id"])
    op.create_index("ix_oogst_knelpunt_id", "oogst", ["knelpunt_id"])
    wacht = sa.text("staat = 'voorgelegd'")
    op.create_index("ix_oogst_voorgelegd", "oogst", ["uiterste"], postgresql_where=wacht)


def _oogstakkoord() -> None:
    op.create_table(
        "oogstakkoord",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("oogst_id", sa.Uuid(), nullable=False),
        sa.Column("ronde", sa.Integer(), nullable=False),
        sa.Column("signaal_id", sa.Uuid(), nullable=False),
        sa.Column("antwoord", sa.String(length=10), nullable=False),
        sa.Column("tekst_id", sa.Uuid(), nullable=True),
        sa.Column("mag_afweging", sa.Boolean(), nullable=True),
        sa.Column("week", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["oogst_id"], ["oogst.id"], name="fk_oogstakkoord_oogst_id"),
        sa.ForeignKeyConstraint(["signaal_id"], ["signaal.id"], name="fk_oogstakkoord_signaal_id"),
        sa.ForeignKeyConstraint(["tekst_id"], ["tekst.id"], name="fk_oogstakkoord_tekst_id"),
        sa.PrimaryKeyConstraint("id", name="pk_oogstakkoord"),
        sa.UniqueConstraint(
            "oogst_id", "ronde", "signaal_id", name="uq_oogstakkoord_oogst_id_ronde_signaal_id"
        ),
    )
    op.create_index("ix_oogstakkoord_oogst_id", "oogstakkoord", ["oogst_id"])


def _rest() -> None:
    op.create_table(
        "verslaglegger",
        sa.Column("overleg_id", sa.Uuid(), nullable=False),
        sa.Column("medewerker_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["overleg_id"], ["overleg.id"], name="fk_verslaglegger_overleg_id"),
        sa.ForeignKeyConstraint(["medewerker_id"], ["medewerker.id"], name="fk_verslaglegger_medewerker_id"),
        sa.PrimaryKeyConstraint("overleg_id", name="pk_verslaglegger"),
    )
    op.create_table(
        "afweging",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("bron_id", sa.Uuid(), nullable=False),
        sa.Column("knelpunt_id", sa.Uuid(), nullable=False),
        sa.Column("vraag", sa.String(length=300), nullable=False),
        sa.Column("voor", sa.Text(), nullable=False),
        sa.Column("tegen", sa.Text(), nullable=False),
        sa.Column("uitkomst", sa.Text(), nullable=False),
        sa.Column("methode", sa.String(length=80), nullable=False),
        sa.Column("domein", sa.String(length=80), nullable=False),
        sa.Column("regeling", sa.String(length=300), nullable=False),
        sa.Column("zoektekst", sa.Text(), nullable=False),
        sa.Column("zichtbaar_vanaf", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["knelpunt_id"], ["knelpunt.id"], name="fk_afweging_knelpunt_id"),
        sa.PrimaryKeyConstraint("id", name="pk_afweging"),
        sa.UniqueConstraint("bron_id", name="uq_afweging_bron_id"),
    )
    op.create_index("ix_afweging_knelpunt_id", "afweging", ["knelpunt_id"])
