"""Uitspraken and secret votes per agenda item, the maatwerkbudget of a team, and leerpunten.

What an overleg said, who agreed and what was learned is only added to. A closed vote takes no ballot, also
not from the owner of the tables.

Revision ID: 0007
Revises: 0006
"""

import os
from urllib.parse import urlsplit

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

ALLEEN_TOEVOEGEN = (
    "uitspraak",
    "uitspraakaanvulling",
    "gestemd",
    "meelezer",
    "instemming",
    "weerwoord",
    "terugblik",
)
KOLOMMEN = {
    "stemming": ("gesloten_op",),
    "maatwerk": ("staat", "toegekend_op", "ingetrokken_op", "terugkijk_op", "leerpunt_id"),
}
TABELLEN = (
    "uitspraak",
    "uitspraakaanvulling",
    "stemming",
    "gestemd",
    "stembriefje",
    "maatwerk",
    "meelezer",
    "instemming",
    "weerwoord",
    "terugblik",
)
GESLOTEN = """
CREATE FUNCTION signalen_gesloten_stemming() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    welke uuid := CASE TG_OP WHEN 'DELETE' THEN OLD.stemming_id ELSE NEW.stemming_id END;
BEGIN
    IF EXISTS (SELECT 1 FROM stemming WHERE id = welke AND gesloten_op IS NOT NULL) THEN
        RAISE EXCEPTION 'this vote is closed' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
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
    op.add_column("afspraak", sa.Column("agenda", sa.String(length=40), nullable=False, server_default=""))
    _overleg()
    _maatwerk()
    _rechten(rol())


def _overleg() -> None:
    op.create_table(
        "uitspraak",
        _id(),
        _id("agendapunt_id"),
        sa.Column("soort", sa.String(length=10), nullable=False),
        _id("tekst_id"),
        _id("redenen_id"),
        sa.Column("minderheid_id", sa.Uuid(), nullable=True),
        sa.Column("antwoord_id", sa.Uuid(), nullable=True),
        sa.Column("rol", sa.String(length=40), nullable=False),
        sa.Column("vastgelegd_op", sa.Date(), nullable=False),
        sa.CheckConstraint("soort IN ('advies', 'besluit')", name=op.f("ck_uitspraak_soort")),
        sa.CheckConstraint(
            "(minderheid_id IS NULL) = (antwoord_id IS NULL)", name=op.f("ck_uitspraak_minderheid_beantwoord")
        ),
        _naar("uitspraak", "agendapunt_id", "agendapunt"),
        *[
            _naar("uitspraak", f"{deel}_id", "tekst")
            for deel in ("tekst", "redenen", "minderheid", "antwoord")
        ],
        sa.PrimaryKeyConstraint("id", name=op.f("pk_uitspraak")),
        sa.UniqueConstraint("agendapunt_id", name=op.f("uq_uitspraak_agendapunt_id")),
    )
    op.create_table(
        "uitspraakaanvulling",
        _id(),
        _id("uitspraak_id"),
        _id("tekst_id"),
        sa.Column("rol", sa.String(length=40), nullable=False),
        sa.Column("op", sa.Date(), nullable=False),
        _naar("uitspraakaanvulling", "uitspraak_id", "uitspraak"),
        _naar("uitspraakaanvulling", "tekst_id", "tekst"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_uitspraakaanvulling")),
    )
    op.create_index(op.f("ix_uitspraakaanvulling_uitspraak_id"), "uitspraakaanvulling", ["uitspraak_id"])
    op.create_table(
        "stemming",
        _id(),
        _id("agendapunt_id"),
        sa.Column("vraag", sa.Text(), nullable=False),
        sa.Column("keuzes", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("geopend_op", sa.Date(), nullable=False),
        sa.Column("gesloten_op", sa.Date(), nullable=True),
        _naar("stemming", "agendapunt_id", "agendapunt"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stemming")),
        sa.UniqueConstraint("agendapunt_id", name=op.f("uq_stemming_agendapunt_id")),
    )
    op.create_table(
        "gestemd",
        _id("stemming_id"),
        _id("medewerker_id"),
        _naar("gestemd", "stemming_id", "stemming"),
        _naar("gestemd", "medewerker_id", "medewerker"),
        sa.PrimaryKeyConstraint("stemming_id", "medewerker_id", name=op.f("pk_gestemd")),
    )
    op.create_table(
        "stembriefje",
        _id(),
        _id("stemming_id"),
        sa.Column("keuze", sa.String(length=60), nullable=False),
        _naar("stembriefje", "stemming_id", "stemming"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stembriefje")),
    )
    op.create_index(op.f("ix_stembriefje_stemming_id"), "stembriefje", ["stemming_id"])


def _maatwerk() -> None:
    op.create_table(
        "maatwerk",
        _id(),
        _id("aanvrager_id"),
        _id("eenheid_id"),
        sa.Column("domein", sa.String(length=80), nullable=False),
        sa.Column("bedrag_cent", sa.Integer(), nullable=False),
        _id("waarvoor_id"),
        _id("waarom_id"),
        sa.Column("wijkt_af_van", sa.String(length=200), nullable=False),
        sa.Column("staat", sa.String(length=20), nullable=False),
        sa.Column("gevraagd_op", sa.Date(), nullable=False),
        sa.Column("toegekend_op", sa.Date(), nullable=True),
        sa.Column("ingetrokken_op", sa.Date(), nullable=True),
        sa.Column("terugkijk_op", sa.Date(), nullable=True),
        sa.Column("leerpunt_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint("bedrag_cent > 0", name=op.f("ck_maatwerk_bedrag")),
        _naar("maatwerk", "aanvrager_id", "medewerker"),
        _naar("maatwerk", "eenheid_id", "eenheid"),
        _naar("maatwerk", "waarvoor_id", "tekst"),
        _naar("maatwerk", "waarom_id", "tekst"),
        _naar("maatwerk", "leerpunt_id", "afspraak"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_maatwerk")),
    )
    for kolom in ("aanvrager_id", "eenheid_id"):
        op.create_index(op.f(f"ix_maatwerk_{kolom}"), "maatwerk", [kolom])
    _bij_maatwerk("meelezer", ("medewerker_id",))
    _bij_maatwerk("instemming", ("medewerker_id",), sa.Column("mee", sa.Boolean(), nullable=False))
    op.create_table(
        "weerwoord",
        _id("maatwerk_id"),
        _id("medewerker_id"),
        *_tekst_en_dag("weerwoord", "tekst_id"),
        sa.ForeignKeyConstraint(
            ["maatwerk_id", "medewerker_id"],
            ["instemming.maatwerk_id", "instemming.medewerker_id"],
            name="fk_weerwoord_instemming",
        ),
        sa.PrimaryKeyConstraint("maatwerk_id", "medewerker_id", name=op.f("pk_weerwoord")),
    )
    _bij_maatwerk("terugblik", (), sa.Column("spijt", sa.Boolean(), nullable=False), tekst="geleerd_id")


def _tekst_en_dag(tabel: str, tekst: str) -> list[sa.Column | sa.ForeignKeyConstraint]:
    return [_id(tekst), sa.Column("op", sa.Date(), nullable=False), _naar(tabel, tekst, "tekst")]


def _bij_maatwerk(
    tabel: str, mensen: tuple[str, ...], extra: sa.Column | None = None, tekst: str = "tekst_id"
) -> None:
    """Make a table whose key is a request and, where there is one, a person."""
    woorden = [extra, *_tekst_en_dag(tabel, tekst)] if extra is not None else []
    op.create_table(
        tabel,
        _id("maatwerk_id"),
        *[_id(naam) for naam in mensen],
        *woorden,
        _naar(tabel, "maatwerk_id", "maatwerk"),
        *[_naar(tabel, naam, "medewerker") for naam in mensen],
        sa.PrimaryKeyConstraint("maatwerk_id", *mensen, name=op.f(f"pk_{tabel}")),
    )


def _rechten(app: str) -> None:
    op.execute(GESLOTEN)
    for tabel in TABELLEN:
        op.execute(f"GRANT SELECT, INSERT ON {tabel} TO {app}")
    for tabel in ALLEEN_TOEVOEGEN:
        op.execute(
            f"CREATE TRIGGER {tabel}_vast BEFORE UPDATE OR DELETE ON {tabel} "
            "FOR EACH ROW EXECUTE FUNCTION signalen_weiger()"
        )
        op.execute(
            f"CREATE TRIGGER {tabel}_niet_leeg BEFORE TRUNCATE ON {tabel} "
            "FOR EACH STATEMENT EXECUTE FUNCTION signalen_weiger()"
        )
    for tabel, kolommen in KOLOMMEN.items():
        op.execute(f"GRANT UPDATE ({', '.join(kolommen)}) ON {tabel} TO {app}")
    op.execute(f"GRANT DELETE ON stembriefje TO {app}")
    op.execute(
        "CREATE TRIGGER gestemd_open BEFORE INSERT ON gestemd "
        "FOR EACH ROW EXECUTE FUNCTION signalen_gesloten_stemming()"
    )
    op.execute(
        "CREATE TRIGGER stembriefje_open BEFORE INSERT OR UPDATE OR DELETE ON stembriefje "
        "FOR EACH ROW EXECUTE FUNCTION signalen_gesloten_stemming()"
    )


def downgrade() -> None:
    for tabel in reversed(TABELLEN):
        op.drop_table(tabel)
    op.execute("DROP FUNCTION signalen_gesloten_stemming()")
    op.drop_column("afspraak", "agenda")
