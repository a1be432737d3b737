"""Settings: what production refuses, what is made once, and that every wait has an end."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from signalen.config import ConfigFout, Settings, kept_secret, libpq_url, psycopg_url
from workflows.tienvijf import Grenzen

PRODUCTIE = {
    "DATABASE_URL": "postgresql://signalen_app@db/signalen",
    "REDIS_URL": "redis://redis/0",
    "SECRET_KEY": "x" * 32,
    "SIGNALEN_TRUSTED_HOSTS": "signalen.voorbeeld.nl, www.voorbeeld.nl",
}


def read(tmp_path: Path, **changes: str) -> Settings:
    return Settings.from_env(PRODUCTIE | {"SIGNALEN_VAR": str(tmp_path)} | changes)


def test_zonder_omgeving_is_het_productie(tmp_path: Path) -> None:
    settings = read(tmp_path)
    assert settings.productie
    assert not settings.mag_ingebouwd
    assert not settings.mag_demo_logins
    assert settings.trusted_hosts == ("signalen.voorbeeld.nl", "www.voorbeeld.nl")


@pytest.mark.parametrize(
    ("naam", "waarde"),
    [
        ("SIGNALEN_KLOK", "/tmp/klok"),
        ("SIGNALEN_DEMO_LOGINS", "1"),
        ("DATABASE_URL", ""),
        ("REDIS_URL", ""),
        ("SECRET_KEY", ""),
        ("SECRET_KEY", "x" * 31),
        ("SIGNALEN_TRUSTED_HOSTS", " , "),
    ],
)
def test_productie_weigert(tmp_path: Path, naam: str, waarde: str) -> None:
    with pytest.raises(ConfigFout, match=naam):
        read(tmp_path, **{naam: waarde})


@pytest.mark.parametrize(
    ("naam", "waarde"),
    [
        ("SIGNALEN_OMGEVING", "produktie"),
        ("SIGNALEN_POORT", "abc"),
        ("SIGNALEN_POORT", "70000"),
        ("DATABASE_URL", "sqlite:///x.db"),
        ("SIGNALEN_LABELS", "teamleider"),
        ("SIGNALEN_PROCES", "iets"),
    ],
)
def test_een_onleesbare_waarde_wordt_met_naam_geweigerd(tmp_path: Path, naam: str, waarde: str) -> None:
    with pytest.raises(ConfigFout, match=naam):
        read(tmp_path, **{naam: waarde})


def test_buiten_productie_wordt_het_geheim_een_keer_gemaakt(tmp_path: Path) -> None:
    env = {"SIGNALEN_OMGEVING": "demo", "SIGNALEN_VAR": str(tmp_path / "var")}
    first, second = Settings.from_env(env), Settings.from_env(env)
    assert first.secret_key == second.secret_key == kept_secret(tmp_path / "var")
    assert len(first.secret_key) >= 32
    assert stat.S_IMODE((tmp_path / "var" / "secret").stat().st_mode) == 0o600


def test_het_geheim_staat_niet_in_een_afdruk_van_de_instellingen(tmp_path: Path) -> None:
    assert "x" * 32 not in repr(read(tmp_path))


def test_cookie_is_in_productie_alleen_voor_https(tmp_path: Path) -> None:
    streng = read(tmp_path).flask_config()
    los = read(tmp_path, SIGNALEN_OMGEVING="demo").flask_config()
    assert (streng["SESSION_COOKIE_NAME"], streng["SESSION_COOKIE_SECURE"]) == ("__Host-signalen", True)
    assert (los["SESSION_COOKIE_NAME"], los["SESSION_COOKIE_SECURE"]) == ("signalen", False)


def test_flask_kent_de_grenzen(tmp_path: Path) -> None:
    config = read(tmp_path).flask_config()
    assert config["MAX_CONTENT_LENGTH"] == config["MAX_FORM_MEMORY_SIZE"] == 2 * 1024 * 1024
    assert config["MAX_FORM_PARTS"] == 500
    assert config["TRUSTED_HOSTS"] == ["signalen.voorbeeld.nl", "www.voorbeeld.nl"]
    assert config["SQLALCHEMY_DATABASE_URI"].startswith("postgresql+psycopg://")


@pytest.mark.parametrize(("proces", "wacht"), [("web", 5_000), ("worker", 60_000), ("migratie", 0)])
def test_elk_proces_heeft_een_eigen_wachttijd(tmp_path: Path, proces: str, wacht: int) -> None:
    options = Settings.from_env(PRODUCTIE | {"SIGNALEN_VAR": str(tmp_path)}, proces).engine_options()
    assert f"statement_timeout={wacht} " in options["connect_args"]["options"]
    assert options["connect_args"]["connect_timeout"] == 2


def test_zonder_adres_zegt_de_fout_wat_je_invult(tmp_path: Path) -> None:
    settings = read(tmp_path, SIGNALEN_OMGEVING="demo", DATABASE_URL="")
    with pytest.raises(ConfigFout, match="DATABASE_URL"):
        settings.need_database()
    with pytest.raises(ConfigFout, match="SIGNALEN_MIGRATIE_URL"):
        settings.need_owner()


def test_adres_heen_en_terug() -> None:
    assert psycopg_url("postgres://a@b/c") == "postgresql+psycopg://a@b/c"
    assert libpq_url(psycopg_url("postgresql://a@/c?host=/tmp/x")) == "postgresql://a@/c?host=/tmp/x"
    assert psycopg_url("") == ""


def test_andere_woorden_voor_rollen(tmp_path: Path) -> None:
    labels = read(tmp_path, SIGNALEN_LABELS="teamleider=Teammanager; raad = Gemeenteraad").labels
    assert labels == {"teamleider": "Teammanager", "raad": "Gemeenteraad"}


def test_een_wachtwoord_kost_een_aanvaller_64_mib() -> None:
    """The cost of a guess, whatever the other tests use (RFC 9106, second choice, one thread)."""
    from signalen.medewerker import operations

    echt = operations.echte_hasher()
    assert (echt.time_cost, echt.memory_cost, echt.parallelism) == (3, 65_536, 1)
    assert echt.hash("x").startswith("$argon2id$")


@pytest.mark.parametrize(
    ("naam", "waarde"),
    [
        ("SIGNALEN_DREMPEL", "5"),
        ("SIGNALEN_DREMPEL", "12"),
        ("SIGNALEN_ANONIEM", "9"),
        ("SIGNALEN_JAARGRENS", "x"),
    ],
)
def test_grenzen_van_publicatie_gaan_nooit_omlaag(naam: str, waarde: str) -> None:
    with pytest.raises(ConfigFout, match=naam):
        Settings.from_env({"SIGNALEN_OMGEVING": "test", naam: waarde})
    hoger = Settings.from_env({"SIGNALEN_OMGEVING": "test", "SIGNALEN_DREMPEL": "15"})
    assert hoger.grenzen == Grenzen(15, 10, 30)
