"""Read the settings of one process from the environment and refuse what cannot be safe.

Knows nothing of Flask or the database: it hands out values, and the caller passes them on.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from workflows.tienvijf import Grenzen

ROOT = Path(__file__).resolve().parent.parent
OMGEVINGEN = ("productie", "demo", "test", "ontwikkeling")
PROCESSEN = ("web", "worker", "clock", "migratie")
MIN_SECRET = 32

# Milliseconds that one statement may take (DESIGN section 7); a migration may take as long as it needs.
STATEMENT_TIMEOUT = {"web": 5_000, "worker": 60_000, "clock": 60_000, "migratie": 0}
MEGABYTE = 1024 * 1024


class ConfigFout(Exception):
    """A setting is missing or wrong; the message is a Dutch sentence for whoever starts the process."""


@dataclass(frozen=True)
class Settings:
    """Every setting of a process, checked. Make one with `Settings.from_env`; tests may use `replace`."""

    omgeving: str
    secret_key: str = field(repr=False)
    var: Path
    database_url: str = field(default="", repr=False)
    migratie_url: str = field(default="", repr=False)
    redis_url: str = field(default="", repr=False)
    smtp_url: str = field(default="", repr=False)
    sleutels: Path = ROOT / "var" / "sleutels"
    klok: Path | None = None
    poort: int | None = None
    proces: str = "web"
    trusted_hosts: tuple[str, ...] = ()
    gemeente: str = "Gemeente Voorbeeld"
    productnaam: str = "Signalen"
    afzender: str = "signalen@localhost"
    labels: Mapping[str, str] = field(default_factory=dict)
    grenzen: Grenzen = field(default_factory=Grenzen)

    @classmethod
    def from_env(cls, environ: Mapping[str, str] | None = None, proces: str = "") -> Settings:
        """Read and check all settings; unset SIGNALEN_OMGEVING means productie.

        Raises ConfigFout with one Dutch sentence that says which setting to change.
        """
        env = os.environ if environ is None else environ
        omgeving = _one_of(env, "SIGNALEN_OMGEVING", "productie", OMGEVINGEN)
        var = Path(env.get("SIGNALEN_VAR") or ROOT / "var").absolute()
        if omgeving == "productie":
            _refuse_unsafe(env)
        return cls(
            omgeving=omgeving,
            secret_key=env.get("SECRET_KEY") or kept_secret(var),
            var=var,
            database_url=psycopg_url(env.get("DATABASE_URL", "")),
            migratie_url=psycopg_url(env.get("SIGNALEN_MIGRATIE_URL", "")),
            redis_url=env.get("REDIS_URL", ""),
            smtp_url=env.get("SIGNALEN_SMTP_URL", ""),
            sleutels=Path(env.get("SIGNALEN_SLEUTELS") or var / "sleutels").absolute(),
            klok=Path(env["SIGNALEN_KLOK"]).absolute() if env.get("SIGNALEN_KLOK") else None,
            poort=_port(env),
            proces=proces or _one_of(env, "SIGNALEN_PROCES", "web", PROCESSEN),
            trusted_hosts=_list(env.get("SIGNALEN_TRUSTED_HOSTS", "")),
            gemeente=env.get("SIGNALEN_GEMEENTE") or _voorbeeldnaam(omgeving),
            productnaam=env.get("SIGNALEN_PRODUCTNAAM") or "Signalen",
            afzender=env.get("SIGNALEN_AFZENDER") or "signalen@localhost",
            labels=_labels(env.get("SIGNALEN_LABELS", "")),
            grenzen=Grenzen(
                drempel=_at_least(env, "SIGNALEN_DREMPEL", 10, step=5),
                anoniem=_at_least(env, "SIGNALEN_ANONIEM", 10),
                jaar=_at_least(env, "SIGNALEN_JAARGRENS", 30),
            ),
        )

    @property
    def productie(self) -> bool:
        """Say whether this process serves real people."""
        return self.omgeving == "productie"

    @property
    def mag_ingebouwd(self) -> bool:
        """Say whether PostgreSQL and Redis may be started from wheels."""
        return not self.productie

    @property
    def mag_demo_logins(self) -> bool:
        """Say whether example log-ins may be made and shown."""
        return self.omgeving in ("demo", "test")

    def need_database(self) -> str:
        """Return the URL of the application role; raises ConfigFout when it is not set."""
        return _needed(self.database_url, "DATABASE_URL", "de database van de applicatie")

    def need_owner(self) -> str:
        """Return the URL of the owner role, for migrations, backup and restore; raises ConfigFout."""
        return _needed(self.migratie_url, "SIGNALEN_MIGRATIE_URL", "de eigenaar van de database")

    def redis_options(self) -> dict[str, float]:
        """Return time-outs for a Redis connection that only rings the bell; a worker waits longer itself."""
        return {"socket_connect_timeout": 0.2, "socket_timeout": 0.2}

    def engine_options(self) -> dict[str, Any]:
        """Return the options of the database engine: every wait has an end (DESIGN section 7)."""
        waits = {
            "statement_timeout": STATEMENT_TIMEOUT[self.proces],
            "lock_timeout": 10_000 if self.proces == "migratie" else 1_000,
            "idle_in_transaction_session_timeout": 0 if self.proces == "migratie" else 5_000,
            "TimeZone": "Europe/Amsterdam",
        }
        return {
            # An error message would otherwise carry the words of a signaal into the log.
            "hide_parameters": True,
            "pool_pre_ping": True,
            "pool_size": 8,
            "connect_args": {
                "connect_timeout": 2,
                "application_name": f"signalen-{self.proces}",
                "options": " ".join(f"-c {naam}={waarde}" for naam, waarde in waits.items()),
            },
        }

    def flask_config(self) -> dict[str, Any]:
        """Return the keys for `app.config.from_mapping`; limits follow SAFETY rules 16 and 31."""
        return {
            "SECRET_KEY": self.secret_key,
            "TESTING": self.omgeving == "test",
            "MAX_CONTENT_LENGTH": 2 * MEGABYTE,
            "MAX_FORM_MEMORY_SIZE": 2 * MEGABYTE,
            "MAX_FORM_PARTS": 500,
            "TRUSTED_HOSTS": list(self.trusted_hosts) or None,
            "SESSION_COOKIE_NAME": "__Host-signalen" if self.productie else "signalen",
            "SESSION_COOKIE_SECURE": self.productie,
            "SESSION_COOKIE_HTTPONLY": True,
            "SESSION_COOKIE_SAMESITE": "Lax",
            "SESSION_COOKIE_PATH": "/",
            "PERMANENT_SESSION_LIFETIME": timedelta(hours=12),
            # The token lives as long as the session: whoever writes for an hour keeps the text.
            "WTF_CSRF_TIME_LIMIT": None,
            "SQLALCHEMY_DATABASE_URI": self.need_database(),
            "SQLALCHEMY_ENGINE_OPTIONS": self.engine_options(),
            "BABEL_DEFAULT_LOCALE": "nl",
            "BABEL_DEFAULT_TIMEZONE": "Europe/Amsterdam",
        }


def psycopg_url(url: str) -> str:
    """Return the URL with the driver named, so that SQLAlchemy takes psycopg; '' stays ''.

    Raises ConfigFout for a database that is not PostgreSQL.
    """
    if not url:
        return ""
    scheme, _, rest = url.partition("://")
    if scheme not in ("postgresql", "postgres", "postgresql+psycopg"):
        raise ConfigFout("Signalen werkt alleen met PostgreSQL: DATABASE_URL begint met postgresql://.")
    return f"postgresql+psycopg://{rest}"


def libpq_url(url: str) -> str:
    """Return the URL as psql, pg_dump and psycopg itself read it."""
    return url.replace("postgresql+psycopg://", "postgresql://", 1)


def kept_secret(var: Path) -> str:
    """Return the secret key of this folder, made once and readable by its owner only."""
    path = var / "secret"
    var.mkdir(parents=True, exist_ok=True)
    try:
        # O_EXCL: when two processes start at once, one writes and the other reads.
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(handle, "w") as out:
        out.write(secrets.token_urlsafe(48))
    return path.read_text().strip()


def _refuse_unsafe(env: Mapping[str, str]) -> None:
    """Raise ConfigFout for what production may not have or must have (CONTRACTS, Settings)."""
    if env.get("SIGNALEN_KLOK"):
        raise ConfigFout("SIGNALEN_KLOK mag niet in productie: de klok loopt daar altijd gewoon.")
    if env.get("SIGNALEN_DEMO_LOGINS"):
        raise ConfigFout("SIGNALEN_DEMO_LOGINS mag niet in productie: daar zijn geen voorbeeldaccounts.")
    for naam in ("DATABASE_URL", "REDIS_URL"):
        if not env.get(naam):
            raise ConfigFout(
                f"{naam} ontbreekt. In productie start Signalen zelf geen database en geen Redis."
            )
    if len(env.get("SECRET_KEY", "")) < MIN_SECRET:
        raise ConfigFout(f"SECRET_KEY ontbreekt of is te kort: in productie minstens {MIN_SECRET} tekens.")
    if not _list(env.get("SIGNALEN_TRUSTED_HOSTS", "")):
        raise ConfigFout("SIGNALEN_TRUSTED_HOSTS ontbreekt: noem de namen waarop Signalen te bereiken is.")


def _one_of(env: Mapping[str, str], naam: str, standaard: str, keuzes: tuple[str, ...]) -> str:
    waarde = env.get(naam) or standaard
    if waarde not in keuzes:
        raise ConfigFout(f"{naam} is '{waarde}', maar kan alleen zijn: {', '.join(keuzes)}.")
    return waarde


def _port(env: Mapping[str, str]) -> int | None:
    waarde = env.get("SIGNALEN_POORT", "")
    if not waarde:
        return None
    if not waarde.isdecimal() or not 0 < int(waarde) < 65536:
        raise ConfigFout(f"SIGNALEN_POORT is '{waarde}', maar moet een getal zijn van 1 tot en met 65535.")
    return int(waarde)


def _at_least(env: Mapping[str, str], naam: str, laagste: int, step: int = 1) -> int:
    """Read a threshold of publication: it may be raised and never lowered (SAFETY rule 29)."""
    waarde = env.get(naam) or str(laagste)
    if not waarde.isdecimal() or not laagste <= int(waarde) <= 1_000 or int(waarde) % step:
        veelvoud = f" en een veelvoud van {step}" if step > 1 else ""
        raise ConfigFout(f"{naam} is '{waarde}', maar moet een getal zijn van {laagste} of hoger{veelvoud}.")
    return int(waarde)


def _labels(waarde: str) -> dict[str, str]:
    """Read 'teamleider=Teammanager;raad=Gemeenteraad': other words for roles and steps."""
    paren = [deel.partition("=") for deel in waarde.split(";") if deel.strip()]
    if any(not gelijk or not links.strip() or not rechts.strip() for links, gelijk, rechts in paren):
        raise ConfigFout("SIGNALEN_LABELS moet eruitzien als: teamleider=Teammanager;raad=Gemeenteraad.")
    return {links.strip(): rechts.strip() for links, _, rechts in paren}


def _list(waarde: str) -> tuple[str, ...]:
    return tuple(deel.strip() for deel in waarde.split(",") if deel.strip())


def _voorbeeldnaam(omgeving: str) -> str:
    return "Gemeente Voorbeeldstad" if omgeving == "demo" else "Gemeente Voorbeeld"


def _needed(waarde: str, naam: str, wat: str) -> str:
    if not waarde:
        raise ConfigFout(f"{naam} ontbreekt: zet daarin het adres van {wat}.")
    return waarde
