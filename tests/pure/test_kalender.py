"""Which days are working days, on days that can be looked up in any diary."""

from __future__ import annotations

from datetime import date

import pytest

from workflows.kalender import Kalender, feestdagen, paaszondag

GEWOON = Kalender()
MAANDAG = date(2026, 11, 30)


# ------------------------------------------------------------------ days


def test_de_feestdagen_van_2026_volgens_de_wet() -> None:
    assert feestdagen(2026) == {
        date(2026, 1, 1): "Nieuwjaarsdag",
        date(2026, 4, 3): "Goede Vrijdag",
        date(2026, 4, 6): "tweede paasdag",
        date(2026, 4, 27): "Koningsdag",
        date(2026, 5, 5): "Bevrijdingsdag",
        date(2026, 5, 14): "Hemelvaartsdag",
        date(2026, 5, 25): "tweede pinksterdag",
        date(2026, 12, 25): "eerste kerstdag",
        date(2026, 12, 26): "tweede kerstdag",
    }


@pytest.mark.parametrize(
    ("jaar", "pasen"),
    [
        (1818, date(1818, 3, 22)),  # the earliest day that Easter can have
        (1943, date(1943, 4, 25)),  # the latest
        (2000, date(2000, 4, 23)),
        (2024, date(2024, 3, 31)),
        (2038, date(2038, 4, 25)),
        (2285, date(2285, 3, 22)),
    ],
)
def test_pasen(jaar: int, pasen: date) -> None:
    assert paaszondag(jaar) == pasen


def test_vijf_mei_is_elk_jaar_vrij_en_koningsdag_wijkt_voor_de_zondag() -> None:
    assert all(date(jaar, 5, 5) in feestdagen(jaar) for jaar in range(2020, 2061))
    assert feestdagen(2025).get(date(2025, 4, 26)) == "Koningsdag"
    assert date(2025, 4, 27) not in feestdagen(2025)


def test_waarom_een_dag_vrij_is() -> None:
    brug, dicht = date(2026, 5, 15), date(2026, 12, 24)
    kalender = Kalender({brug: "KB brugdagen"}, {dicht: "gemeentehuis gesloten", date(2026, 12, 31): ""})

    assert kalender.waarom_vrij(date(2026, 11, 28)) == "zaterdag"
    assert kalender.waarom_vrij(date(2026, 11, 29)) == "zondag"
    assert kalender.waarom_vrij(date(2026, 5, 14)) == "Hemelvaartsdag"
    assert kalender.waarom_vrij(brug) == "KB brugdagen"
    assert kalender.waarom_vrij(dicht) == "gemeentehuis gesloten"
    assert kalender.waarom_vrij(date(2026, 12, 31)) == "vrije dag"
    assert kalender.waarom_vrij(MAANDAG) == ""
    assert GEWOON.is_werkdag(brug)
    assert not kalender.is_werkdag(brug)


def test_de_volgende_werkdag_is_de_dag_zelf_als_het_een_werkdag_is() -> None:
    assert GEWOON.volgende_werkdag(MAANDAG) == MAANDAG
    assert GEWOON.volgende_werkdag(date(2026, 12, 25)) == date(2026, 12, 28)
    assert GEWOON.volgende_werkdag(date(2027, 1, 1)) == date(2027, 1, 4)


def test_werkdagen_tussen_telt_de_eerste_dag_niet_mee_en_de_laatste_wel() -> None:
    assert GEWOON.werkdagen_tussen(MAANDAG, MAANDAG) == 0
    assert GEWOON.werkdagen_tussen(MAANDAG, date(2026, 12, 1)) == 1
    assert GEWOON.werkdagen_tussen(date(2026, 12, 24), date(2026, 12, 28)) == 1
    assert GEWOON.werkdagen_tussen(date(2026, 12, 1), MAANDAG) == -1
    assert GEWOON.werkdagen_tussen(date(2026, 12, 31), date(2027, 1, 4)) == 1


def test_een_getypt_jaar_9999_geeft_een_getal_en_geen_fout() -> None:
    assert GEWOON.werkdagen_tussen(MAANDAG, date(9999, 12, 31)) > 2_000_000


def test_terugtellen_en_vooruittellen_heffen_elkaar_op() -> None:
    for aantal in (1, 5, 65, 300):
        assert GEWOON.werkdag_voor(GEWOON.werkdag_na(MAANDAG, aantal), aantal) == MAANDAG


@pytest.mark.parametrize("aantal", [0, -1])
def test_een_termijn_telt_minstens_een_werkdag(aantal: int) -> None:
    with pytest.raises(ValueError, match="minstens één werkdag"):
        GEWOON.werkdag_na(MAANDAG, aantal)
    with pytest.raises(ValueError, match="minstens één werkdag"):
        GEWOON.werkdag_voor(MAANDAG, aantal)
