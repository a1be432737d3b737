"""The only look at a clock: domain time in Europe/Amsterdam, which a file may move outside production.

Sessions, CSRF, rate limits and links use `system_now`, which nothing moves. It does not count working days.
"""

from __future__ import annotations

import os
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/Amsterdam")


class KlokFout(Exception):
    """The clock file holds something that is not one moment; the message names the file."""


def now() -> datetime:
    """Return the present moment of the domain, with offset.

    Reads the file named by SIGNALEN_KLOK on every call, so that a replaced file counts at once; without that
    setting, or while the file does not exist, this is the system clock. Raises KlokFout for a bad file.
    """
    path = os.environ.get("SIGNALEN_KLOK")
    if not path:
        return system_now()
    try:
        text = Path(path).read_text(encoding="utf-8")
    except FileNotFoundError:
        return system_now()
    return _moment(text.strip(), path)


def today() -> date:
    """Return the local date of `now`."""
    return now().date()


def system_now() -> datetime:
    """Return the moment of the system clock in local time; no setting moves it."""
    return datetime.now(ZONE)


def week_of(moment: datetime) -> datetime:
    """Return Monday 00:00 local time of the week of this moment.

    SAFETY rule 10 stores weeks instead of moments. Raises ValueError for a moment without offset.
    """
    if moment.tzinfo is None:
        raise ValueError("a moment without offset has no week")
    day = moment.astimezone(ZONE).date()
    return begin_of(day - timedelta(days=day.weekday()))


def begin_of(day: date) -> datetime:
    """Return the first moment of a local day."""
    return datetime.combine(day, time(), tzinfo=ZONE)


def _moment(text: str, path: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as fout:
        raise KlokFout(f"Het klokbestand {path} bevat geen moment, maar '{text[:40]}'.") from fout
    if moment.tzinfo is None:
        raise KlokFout(
            f"Het moment in klokbestand {path} heeft geen tijdzone; zet er +01:00 of +02:00 achter."
        )
    return moment.astimezone(ZONE)
