"""Proposals of a day: they keep the terms of what waits, and say why."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from signalen.overleg.dagvoorstel import GAUW, Wacht, moet_waarschuwen, voorstellen
from workflows.termijn import Kalender

KALENDER = Kalender()
MAANDAG = date(2026, 3, 2)


def test_een_dag_die_alle_termijnen_houdt_gaat_voor() -> None:
    wachtend = [Wacht(1, date(2026, 3, 12)), Wacht(2, date(2026, 3, 20))]
    gevonden = voorstellen(MAANDAG, KALENDER, wachtend)
    assert len(gevonden) == 5
    assert all(v.mist == 0 and v.dag <= date(2026, 3, 12) for v in gevonden)
    assert gevonden[0].dag == date(2026, 3, 5)
    assert gevonden[0].zin == "Op tijd voor allebei de knelpunten die wachten."


def test_wat_een_dag_niet_haalt_staat_erbij_met_nummer_en_datum() -> None:
    vol = {MAANDAG + timedelta(days=n) for n in range(0, 11)}
    wachtend = [Wacht(41, date(2026, 3, 5)), Wacht(7, date(2026, 3, 4)), Wacht(9, date(2026, 4, 1))]
    beste = voorstellen(MAANDAG, KALENDER, wachtend, vol)[0]
    assert beste.dag == date(2026, 3, 13)
    assert beste.zin == (
        "2 termijnen halen deze dag niet: nummer 7 (uiterlijk 4 maart), nummer 41 (uiterlijk 5 maart)."
    )


def test_alleen_werkdagen_en_nooit_een_dag_waarop_de_leider_bezet_is() -> None:
    pasen = date(2026, 4, 1)
    gevonden = voorstellen(pasen, KALENDER, [], {date(2026, 4, 7)})
    dagen = [v.dag for v in gevonden]
    assert dagen == [date(2026, 4, n) for n in (8, 9, 10, 13, 14)]
    assert gevonden[0].zin == "Er wacht nu niets met een termijn."


def test_waar_genodigden_bezet_zijn_komt_later() -> None:
    druk = {date(2026, 3, 5): 2, date(2026, 3, 6): 1}
    gevonden = voorstellen(MAANDAG, KALENDER, [Wacht(1, date(2026, 3, 6))], (), druk)
    assert [v.dag for v in gevonden[:4]] == [date(2026, 3, n) for n in (3, 4, 6, 5)]
    assert gevonden[0].zin == f"Op tijd voor wat wacht. {GAUW}"
    assert gevonden[2].zin == "Op tijd voor wat wacht. 1 genodigde zit dan al in een ander overleg."


@pytest.mark.parametrize(
    ("soort", "uiterste", "zegt"),
    [
        ("dag", date(2026, 3, 2), True),
        ("dag", date(2026, 3, 3), False),
        ("stap", date(2026, 3, 9), True),
        ("stap", date(2026, 3, 10), False),
        ("naast", date(2026, 3, 9), True),
        ("stap", date(2026, 2, 27), False),
        ("plafond", date(2026, 3, 2), False),
    ],
)
def test_wanneer_er_gewaarschuwd_wordt(soort: str, uiterste: date, zegt: bool) -> None:
    assert moet_waarschuwen(soort, uiterste, MAANDAG, KALENDER) is zegt
