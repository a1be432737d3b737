"""One child process: it is revived with a growing pause, and stopped even when it will not listen."""

from __future__ import annotations

import signal
import sys
import time
from pathlib import Path

import pytest

from signalen.child import Child


def child_of(code: str, log: Path | None = None) -> Child:
    return Child("proef", [sys.executable, "-S", "-c", code], log=log)


def wait_for(text: str, log: Path) -> None:
    end = time.monotonic() + 10
    while text not in log.read_text():
        assert time.monotonic() < end, log.read_text()
        time.sleep(0.02)


def test_wat_doodgaat_komt_terug_met_een_langere_pauze(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("signalen.child.FIRST_PAUSE", 0.05)
    monkeypatch.setattr("signalen.child.LONGEST_PAUSE", 0.2)
    child, pauses = child_of("pass"), []
    child.start()
    for _ in range(4):
        child.process.wait()
        seen = time.monotonic()
        while not child.revive():
            time.sleep(0.002)
        pauses.append(time.monotonic() - seen)
    child.stop()
    assert [round(pause, 1) for pause in pauses] == [pytest.approx(p, abs=0.1) for p in (0, 0.1, 0.2, 0.2)]
    assert pauses[0] < pauses[1] < pauses[2]
    assert pauses[3] < 0.4


def test_wat_leeft_blijft_zoals_het_is() -> None:
    child = child_of("import time; time.sleep(60)")
    child.start()
    pid = child.process.pid
    assert not child.revive()
    assert child.process.pid == pid
    child.stop()
    assert not child.alive()


def test_wie_niet_luistert_wordt_na_de_tijd_gestopt(tmp_path: Path) -> None:
    deaf = (
        "import signal, time; signal.signal(15, signal.SIG_IGN); print('klaar', flush=True); time.sleep(60)"
    )
    child = child_of(deaf, tmp_path / "log")
    child.start()
    wait_for("klaar", tmp_path / "log")
    child.stop(0.2)
    assert child.process.returncode == -signal.SIGKILL


def test_ctrl_c_in_de_terminal_bereikt_een_kind_niet() -> None:
    child = child_of("import time; time.sleep(60)")
    child.start()
    session = Path(f"/proc/{child.process.pid}/stat").read_text().rpartition(")")[2].split()[3]
    assert int(session) == child.process.pid
    child.stop()
