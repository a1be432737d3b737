"""Bring the tables of the database to this version, or back, as the role that owns them.

The steps themselves, grants and triggers included, stand in migrations/.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace

import flask_migrate
from flask import Flask

from signalen.config import ROOT, ConfigFout, Settings
from signalen.db import db

FOLDER = str(ROOT / "migrations")


def op(settings: Settings, revision: str = "head") -> None:
    """Run all steps up to this revision; raises ConfigFout without the owner's URL."""
    with _as_owner(settings).app_context():
        flask_migrate.upgrade(FOLDER, revision)


def neer(settings: Settings, revision: str = "base") -> None:
    """Undo all steps after this revision, and lose their data; raises ConfigFout without the owner's URL."""
    with _as_owner(settings).app_context():
        flask_migrate.downgrade(FOLDER, revision)


def _as_owner(settings: Settings) -> Flask:
    from signalen import create_app

    app = create_app(replace(settings, database_url=settings.need_owner(), proces="migratie"))
    if "migrate" not in app.extensions:
        flask_migrate.Migrate(app, db, FOLDER)
    return app


def main(arguments: list[str] | None = None) -> int:
    """Run the command; exit code 3 when a setting is missing."""
    parser = argparse.ArgumentParser(prog="python -m signalen.migreren", description=__doc__)
    parser.add_argument("richting", choices=["op", "neer"], nargs="?", default="op")
    parser.add_argument("revisie", nargs="?", help="standaard: head voor op, base voor neer")
    options = parser.parse_args(arguments)
    try:
        settings = Settings.from_env(proces="migratie")
        if options.richting == "op":
            op(settings, options.revisie or "head")
        else:
            neer(settings, options.revisie or "base")
    except ConfigFout as fout:
        print(fout, file=sys.stderr)
        return 3
    return 0


if __name__ == "__main__":
    sys.exit(main())
