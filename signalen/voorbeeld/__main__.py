"""`python -m signalen.voorbeeld`: make the example municipality, or find it back; print its log-ins as JSON.

Exit 0 = it is there, 1 = this database is taken, 3 = a setting is missing or this is no demo.
"""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path

from signalen.config import ConfigFout, Settings
from signalen.voorbeeld import bouw


def main() -> int:
    """Build for the settings of this process; logs and faults go to stderr."""
    from signalen import create_app

    try:
        settings = Settings.from_env()
        if not settings.mag_demo_logins:
            raise ConfigFout("De voorbeeldgemeente komt er alleen met SIGNALEN_OMGEVING=demo.")
        # Without Redis: a worker has nothing to do for letters of months ago, and the clock finds every row.
        app = create_app(replace(settings, redis_url=""))
    except ConfigFout as fout:
        print(fout, file=sys.stderr)
        return 3
    with app.app_context():
        return _bouw(app.config["SIGNALEN_SLEUTELS"])


def _bouw(sleutelmap: str) -> int:
    try:
        bouw.bouw(Path(sleutelmap))
    except bouw.BezetteDatabase as fout:
        print(fout, file=sys.stderr)
        return 1
    print(json.dumps({"logins": bouw.logins()}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
