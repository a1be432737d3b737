"""Servers of their own for one measurement: an empty database that is thrown away after it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from signalen.config import Settings


@dataclass(frozen=True)
class Huis:
    """The settings of an application on these servers, as environment too, and the URL of their owner."""

    settings: Settings
    omgeving: dict[str, str]
    eigenaar: str


@contextmanager
def huis(**anders: str) -> Iterator[Huis]:
    """Start servers with all tables; `anders` are other settings than those of a test."""
    from signalen import migreren
    from signalen.embedded import start_servers

    with tempfile.TemporaryDirectory(prefix="signalen-bench-") as map_:
        Path(map_).chmod(0o755)
        servers = start_servers(Path(map_), wegwerp=True)
        try:
            omgeving = {
                "SIGNALEN_OMGEVING": "test",
                "SIGNALEN_VAR": map_,
                "SECRET_KEY": "alleen-voor-de-meting-" * 2,
                "DATABASE_URL": servers.database_url,
                "SIGNALEN_MIGRATIE_URL": servers.migratie_url,
                "REDIS_URL": servers.redis_url,
                **anders,
            }
            settings = Settings.from_env(omgeving)
            migreren.op(settings)
            yield Huis(settings, omgeving, servers.migratie_url)
        finally:
            servers.stop()
