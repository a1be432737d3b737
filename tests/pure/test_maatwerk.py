"""Rules of the maatwerkbudget, without any fixture."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signalen.knelpunt.rules import OngeldigeInvoer
from signalen.maatwerk import rules
from signalen.maatwerk.rules import Vraag
from workflows.termijn import Kalender
from workflows.tienvijf import Grenzen

GOED = Vraag("250", "Een fiets voor een moeder met drie kinderen.", "Dan kan zij naar haar werk.", "jeugd")


@pytest.mark.parametrize(
    ("ruw", "cent"),
    [
        ("1.250,50", 125050),
        ("€ 75", 7500),
        ("75 euro", 7500),
        ("300,-", 30000),
        ("12,5", 1250),
        ("1250", 125000),
        ("1.250", 125000),
        ("0,01", 1),
        ("10.000.000", 1_000_000_000),
    ],
)
def test_een_bedrag_zoals_mensen_het_schrijven(ruw: str, cent: int) -> None:
    assert rules.lees_bedrag(ruw) == cent


@pytest.mark.parametrize(
    "ruw",
    [
        "",
        "veel",
        "-5",
        "0",
        "0,00",
        "1.25",
        "1,250.50",
        "12,345",
        "1.2.3",
        "10.000.000,01",
        "1e3",
        "٣",
        "9" * 30,
    ],
)
def test_een_bedrag_dat_geen_bedrag_is(ruw: str) -> None:
    with pytest.raises(ValueError, match="bedrag"):
        rules.lees_bedrag(ruw)


@given(st.integers(1, rules.GRENS))
def test_wat_we_schrijven_lezen_we_ook(cent: int) -> None:
    assert rules.lees_bedrag(rules.euro(cent)) == cent


def test_boven_de_grens_of_boven_wat_er_is_kan_niet() -> None:
    assert rules.lees_vraag(GOED, 100_000, 25_000).cent == 25_000
    for per_keer, over, zin in (
        (20_000, 90_000, "hoogstens €\u00a0200"),
        (90_000, 24_999, "nog €\u00a0249,99"),
    ):
        with pytest.raises(OngeldigeInvoer) as fout:
            rules.lees_vraag(GOED, per_keer, over)
        assert [f.veld for f in fout.value.fouten] == ["bedrag"]
        assert zin in fout.value.fouten[0].reden
    assert rules.over(500, [200, 400]) == 0


def test_wie_de_inwoner_is_hoort_er_niet_in() -> None:
    met = Vraag("250", "Voor a.jansen@voorbeeld.nl.", "Bel 06 12345678.", "jeugd", "BSN 111222333")
    with pytest.raises(OngeldigeInvoer) as fout:
        rules.lees_vraag(met, 100_000, 100_000)
    assert {f.veld for f in fout.value.fouten} == {"waarvoor", "waarom", "wijkt_af_van"}


def test_adressen_staan_elk_een_keer_en_niet_te_veel() -> None:
    assert rules.lees_adressen(" A@b.nl,\n c@d.nl ; a@B.nl") == ["a@b.nl", "c@d.nl"]
    with pytest.raises(OngeldigeInvoer):
        rules.lees_adressen(" ".join(f"{n}@b.nl" for n in range(51)))


def test_alles_wat_ontbreekt_krijgt_een_zin() -> None:
    with pytest.raises(OngeldigeInvoer) as fout:
        rules.lees_vraag(Vraag("", " ", "", "elders", "x" * 201), 1, 1)
    assert {f.veld for f in fout.value.fouten} == {"bedrag", "waarvoor", "waarom", "domein", "wijkt_af_van"}


@given(st.lists(st.booleans(), max_size=12))
def test_drie_die_het_eens_zijn_beslissen_en_een_bezwaar_houdt_niets_tegen(reacties: list[bool]) -> None:
    assert rules.is_toegekend(reacties) == (reacties.count(True) >= 3)
    assert rules.is_toegekend([*reacties, False]) == rules.is_toegekend(reacties)
    assert (rules.nog_nodig(reacties) == 0) == rules.is_toegekend(reacties)


def test_terugkijken_is_na_65_werkdagen_van_de_kalender() -> None:
    kalender = Kalender()
    dag = rules.terugkijkdag(date(2026, 3, 2), kalender)
    assert kalender.werkdagen_tussen(date(2026, 3, 2), dag) == 65
    assert kalender.is_werkdag(dag)


def test_buiten_het_team_telt_geld_precies_en_vragen_niet() -> None:
    dagen = [(date(2026, 1, 5), 25_000), (date(2026, 3, 31), 10_050), (date(2026, 4, 1), 100)]
    assert rules.per_kwartaal(dagen, Grenzen()) == [
        ("Kwartaal 2 van 2026", "€\u00a01", "minder dan 10"),
        ("Kwartaal 1 van 2026", "€\u00a0350,50", "minder dan 10"),
    ]


def test_een_gemeente_met_hogere_grenzen_zegt_ook_buiten_het_team_minder() -> None:
    dagen = [(date(2026, 1, 5), 100)] * 13
    assert [rules.per_kwartaal(dagen, Grenzen(drempel=d))[0][2] for d in (10, 15)] == [
        "ongeveer 15",
        "minder dan 15",
    ]
