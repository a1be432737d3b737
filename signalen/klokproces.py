"""The clock: look every 30 seconds which terms lapsed and which letters may go, straight in PostgreSQL.

Any number may run side by side, because a sweep locks the rows it takes. It decides nothing itself.
"""

import logging
import signal
import threading

from flask import Flask

from signalen import clock, create_app, jobs
from signalen.config import Settings

log = logging.getLogger(__name__)


def round_once(app: Flask) -> None:
    """Do one round at this moment; a failure, such as a database that is away, is logged and tried again."""
    try:
        with app.app_context():
            jobs.tik(clock.now())
    except Exception:
        log.exception("a round of the clock failed; the next one tries again")


def main() -> None:
    """Go round until a signal comes; with a clock file each second, so that moved time acts at once."""
    settings, stop = Settings.from_env(proces="clock"), threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    app = create_app(settings)
    round_once(app)
    while not stop.wait(1 if settings.klok else 30):
        round_once(app)


if __name__ == "__main__":
    main()
