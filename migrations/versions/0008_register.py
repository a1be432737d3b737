"""Files of an edition, the making of one as a job, what a bestuurder answers or asks, and templates.

A file of a vastgestelde editie is never changed or removed; what a bestuurder did is only added to. Besides:
the day on which the words of a subject of a luistersessie go, and which seats of a conversation were freed.

Revision ID: 0008
Revises: 0007
"""

import os
from urllib.parse import urlsplit

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

BESTAND_VAST = """
CREATE FUNCTION signalen_vast_bestand() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE'
        OR EXISTS (SELECT 1 FROM editie WHERE id = OLD.editie_id AND staat = 'vastgesteld') THEN
        RAISE EXCEPTION 'a file of a vastgestelde editie is never changed'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN OLD;
END $$
"""


def rol() -> str:
    """Return the application role: the user of DATABASE_URL, or `signalen_app`."""
    naam = urlsplit(os.environ.get("DATABASE_URL", "")).username or "signalen_app"
    return '"' + naam.replace('"', "") + '"'


def _id(naam: str = "id") -> sa.Column:
    return sa.Column(naam, sa.Uuid(), nullable=False)


def _naar(tabel: str, naam: str, doel: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([naam], [f"{doel}.id"], name=op.f(f"fk_{tabel}_{naam}_{doel}"))


def upgrade() -> None:
    _bestanden()
    _klussen()
    _reacties()
    _telling()
    op.add_column("onderwerp", sa.Column("weg_op", sa.Date(), nullable=True))
    _stoelen()
    _rechten(rol())


def _bestanden() -> None:
    op.create_table(
        "editiebestand",
        _id(),
        _id("editie_id"),
        sa.Column("vorm", sa.String(length=40), nullable=False),
        sa.Column("mediatype", sa.String(length=120), nullable=False),
        sa.Column("inhoud", sa.LargeBinary(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("gemaakt_op", sa.DateTime(timezone=True), nullable=False),
        _naar("editiebestand", "editie_id", "editie"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_editiebestand")),
        sa.UniqueConstraint("editie_id", "vorm", name=op.f("uq_editiebestand_editie_id")),
    )
    op.create_table(
        "sjabloon",
        sa.Column("naam", sa.String(length=40), nullable=False),
        sa.Column("inhoud", sa.LargeBinary(), nullable=False),
        sa.Column("bijgewerkt_op", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("naam", name=op.f("pk_sjabloon")),
    )


def _klussen() -> None:
    op.create_table(
        "opmaakklus",
        _id(),
        sa.Column("kwartaal", sa.String(length=7), nullable=False),
        sa.Column("soort", sa.String(length=20), nullable=False),
        sa.Column("staat", sa.String(length=20), nullable=False),
        sa.Column("gedaan", sa.Integer(), nullable=False),
        sa.Column("totaal", sa.Integer(), nullable=False),
        sa.Column("fout", sa.Text(), nullable=False),
        sa.Column("pogingen", sa.Integer(), nullable=False),
        sa.Column("gevraagd_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("teken_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("klaar_op", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("soort IN ('opmaken', 'vormen')", name=op.f("ck_opmaakklus_soort")),
        sa.CheckConstraint(
            "staat IN ('wacht', 'bezig', 'klaar', 'mislukt')", name=op.f("ck_opmaakklus_staat")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opmaakklus")),
    )
    op.create_index(
        "uq_opmaakklus_open",
        "opmaakklus",
        ["kwartaal", "soort"],
        unique=True,
        postgresql_where=sa.text("staat IN ('wacht', 'bezig')"),
    )


def _reacties() -> None:
    op.add_column("termijn", sa.Column("vraag_id", sa.Uuid(), nullable=True))
    op.create_table(
        "bestuursreactie",
        _id(),
        _id("editie_id"),
        _id("knelpunt_id"),
        sa.Column("ronde", sa.Integer(), nullable=False),
        sa.Column("soort", sa.String(length=20), nullable=False),
        sa.Column("rol", sa.String(length=40), nullable=False),
        _id("medewerker_id"),
        sa.Column("tekst_id", sa.Uuid(), nullable=True),
        sa.Column("afspraak_id", sa.Uuid(), nullable=True),
        sa.Column("aan_rol", sa.String(length=40), nullable=False),
        sa.Column("op", sa.Date(), nullable=False),
        sa.Column("volgnummer", sa.Integer(), nullable=False),
        sa.Column("antwoord_id", sa.Uuid(), nullable=True),
        sa.Column("antwoord_rol", sa.String(length=40), nullable=False),
        sa.Column("antwoord_op", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "soort IN ('gezien', 'antwoord', 'vraag', 'datum')", name=op.f("ck_bestuursreactie_soort")
        ),
        *[
            _naar("bestuursreactie", f"{doel}_id", doel)
            for doel in ("editie", "knelpunt", "medewerker", "tekst", "afspraak")
        ],
        _naar("bestuursreactie", "antwoord_id", "tekst"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bestuursreactie")),
    )
    for kolom in ("editie_id", "knelpunt_id"):
        op.create_index(op.f(f"ix_bestuursreactie_{kolom}"), "bestuursreactie", [kolom])
    op.create_index(
        "uq_bestuursreactie_gezien",
        "bestuursreactie",
        ["editie_id", "knelpunt_id", "ronde", "medewerker_id"],
        unique=True,
        postgresql_where=sa.text("soort = 'gezien'"),
    )


def _telling() -> None:
    op.create_table(
        "kwartaaltelling",
        _id(),
        _id("editie_id"),
        sa.Column("kwartaal", sa.String(length=7), nullable=False),
        sa.Column("domein", sa.String(length=80), nullable=False),
        sa.Column("oorzaak", sa.String(length=40), nullable=False),
        sa.Column("signalen", sa.Integer(), nullable=False),
        sa.Column("begonnen", sa.Integer(), nullable=False),
        _naar("kwartaaltelling", "editie_id", "editie"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kwartaaltelling")),
        sa.UniqueConstraint("kwartaal", "domein", "oorzaak", name=op.f("uq_kwartaaltelling_kwartaal")),
    )


def _stoelen() -> None:
    soort = postgresql.JSONB(astext_type=sa.Text())
    kolom = sa.Column("vrijgemaakt", soort, server_default=sa.text("'{}'"), nullable=False)
    op.add_column("gesprek", kolom)


def _rechten(app: str) -> None:
    op.execute(BESTAND_VAST)
    op.execute(f"GRANT UPDATE (weg_op) ON onderwerp TO {app}")
    op.execute(f"GRANT SELECT, INSERT, DELETE ON editiebestand TO {app}")
    op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON sjabloon TO {app}")
    op.execute(f"GRANT SELECT, INSERT, UPDATE ON opmaakklus TO {app}")
    op.execute(f"GRANT SELECT, INSERT ON bestuursreactie, kwartaaltelling TO {app}")
    op.execute(f"GRANT UPDATE (antwoord_id, antwoord_rol, antwoord_op) ON bestuursreactie TO {app}")
    op.execute(
        "CREATE TRIGGER editiebestand_vast BEFORE UPDATE OR DELETE ON editiebestand "
        "FOR EACH ROW EXECUTE FUNCTION signalen_vast_bestand()"
    )
    op.execute(
        "CREATE TRIGGER editiebestand_niet_leeg BEFORE TRUNCATE ON editiebestand "
        "FOR EACH STATEMENT EXECUTE FUNCTION signalen_weiger()"
    )

    op.execute(
        "CREATE TRIGGER kwartaaltelling_vast BEFORE UPDATE OR DELETE ON kwartaaltelling "
        "FOR EACH ROW EXECUTE FUNCTION signalen_weiger()"
    )
    op.execute(
        "CREATE TRIGGER kwartaaltelling_niet_leeg BEFORE TRUNCATE ON kwartaaltelling "
        "FOR EACH STATEMENT EXECUTE FUNCTION signalen_weiger()"
    )


def downgrade() -> None:
    op.drop_column("gesprek", "vrijgemaakt")
    op.drop_column("termijn", "vraag_id")
    op.drop_column("onderwerp", "weg_op")
    for tabel in ("kwartaaltelling", "bestuursreactie", "opmaakklus", "sjabloon", "editiebestand"):
        op.drop_table(tabel)
    op.execute("DROP FUNCTION signalen_vast_bestand()")
