"""The clock: look every 30 seconds which terms lapsed and which letters may go, straight in PostgreSQL.

Where a clock file moves the time, a look each second and at once when the file was replaced.

Any number may run side by side, because a sweep locks the rows it takes. It decides nothing itself.
"""

import logging
import signal
import threading
import time
from pathlib import Path

from flask import Flask

from signalen import clock, create_app, jobs
from signalen.config import Settings

log = logging.getLogger(__name__)

RUSTIG, MET_KLOK, KIJK = 30.0, 1.0, 0.05
"""Seconds between two rounds, between two with a clock file, and between two looks at that file."""


def round_once(app: Flask) -> None:
    """Do one round at this moment; a failure, such as a database that is away, is logged and tried again."""
    try:
        with app.app_context():
            jobs.tik(clock.now())
    except Exception:
        log.exception("a round of the clock failed; the next one tries again")


def stand(klok: Path | None) -> int:
    """Return when the clock file was last replaced, in nanoseconds; 0 without a file."""
    try:
        return klok.stat().st_mtime_ns if klok else 0
    except FileNotFoundError:
        return 0


def wacht(stop: threading.Event, klok: Path | None, gezien: int) -> bool:
    """Wait for the next round, which comes sooner when the clock file is no longer the one that was seen;
    False when we are told to stop.
    """
    if klok is None:
        return not stop.wait(RUSTIG)
    einde = time.monotonic() + MET_KLOK
    while not stop.wait(KIJK):
        if stand(klok) != gezien or time.monotonic() >= einde:
            return True
    return False


def main() -> None:
    """Go round until a signal comes."""
    settings, stop = Settings.from_env(proces="clock"), threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    app = create_app(settings)
    while True:
        # Before the round, so that a clock that moves during it gives one more.
        gezien = stand(settings.klok)
        round_once(app)
        if not wacht(stop, settings.klok, gezien):
            return


if __name__ == "__main__":
    main()
