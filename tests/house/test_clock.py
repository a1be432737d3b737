"""The clock: the file moves domain time and nothing else."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from signalen import clock, klokproces

Zet = Callable[[datetime], None]


def test_het_bestand_verzet_de_klok_per_aanroep(zet_klok: Zet) -> None:
    assert abs(clock.now() - clock.system_now()) < timedelta(seconds=5)
    zet_klok(datetime(2026, 3, 1, 23, 30, tzinfo=UTC))
    assert clock.now() == datetime(2026, 3, 2, 0, 30, tzinfo=clock.ZONE)
    assert clock.today().isoformat() == "2026-03-02"
    zet_klok(datetime(2027, 7, 1, 12, tzinfo=UTC))
    assert clock.now().hour == 14
    assert clock.system_now() - clock.now() < timedelta(0)


@pytest.mark.parametrize("inhoud", ["", "morgen", "2026-03-01T12:00:00", "2026-13-01T12:00:00+01:00"])
def test_een_onleesbaar_bestand_wordt_met_naam_genoemd(
    inhoud: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    klok = tmp_path / "klok"
    klok.write_text(inhoud)
    monkeypatch.setenv("SIGNALEN_KLOK", str(klok))
    with pytest.raises(clock.KlokFout, match=str(klok)):
        clock.now()


def test_de_week_begint_maandag_in_nederland() -> None:
    zondag = datetime(2026, 3, 29, 21, 59, tzinfo=UTC)  # 23:59 in summer time, the day that the clocks change
    assert clock.week_of(zondag) == datetime(2026, 3, 23, tzinfo=clock.ZONE)
    assert clock.week_of(zondag + timedelta(minutes=1)) == datetime(2026, 3, 30, tzinfo=clock.ZONE)


def test_een_moment_zonder_tijdzone_heeft_geen_week() -> None:
    with pytest.raises(ValueError, match="offset"):
        clock.week_of(datetime(2026, 3, 29))


def test_het_klokproces_gaat_rond_zodra_het_bestand_is_vervangen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(klokproces, "MET_KLOK", 30.0)
    klok, half, stop = tmp_path / "klok", tmp_path / "half", threading.Event()
    assert klokproces.stand(klok) == klokproces.stand(None) == 0
    half.write_text("2026-03-01T12:00:00+01:00")
    threading.Timer(0.1, half.rename, [klok]).start()
    begin = time.monotonic()
    assert klokproces.wacht(stop, klok, gezien=0)
    assert time.monotonic() - begin < 10, "it waited for its usual round"


def test_het_klokproces_gaat_ook_rond_als_er_niets_verschuift_en_stopt_meteen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(klokproces, "MET_KLOK", 0.1)
    klok, stop = tmp_path / "klok", threading.Event()
    assert klokproces.wacht(stop, klok, gezien=0)
    stop.set()
    assert not klokproces.wacht(stop, klok, gezien=0)
    assert not klokproces.wacht(stop, None, gezien=0)
