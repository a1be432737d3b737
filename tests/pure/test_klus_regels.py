"""Who may take a klus, when the clock must, when it is given up, and what somebody reads meanwhile."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from signalen.register.klus import rules
from signalen.register.klus.rules import Stand

NU = datetime(2026, 4, 1, 12, 0, tzinfo=UTC)
VERS = Stand("opmaken", rules.WACHT, NU)
BEZIG = replace(VERS, staat=rules.BEZIG, teken_op=NU, pogingen=1)


def na(seconden: float) -> datetime:
    return NU + timedelta(seconds=seconden)


def test_wie_de_bel_hoort_begint_meteen_en_de_klok_wacht_even() -> None:
    assert rules.op_te_pakken(VERS, NU)
    assert not rules.blijft_liggen(VERS, na(9))
    assert rules.blijft_liggen(VERS, na(10))


def test_waar_aan_gewerkt_wordt_blijft_iedereen_af() -> None:
    levend = replace(BEZIG, teken_op=na(50))
    assert not rules.op_te_pakken(levend, na(100))
    assert not rules.blijft_liggen(levend, na(100))


@pytest.mark.parametrize("teken", [NU, None])
def test_zonder_teken_van_leven_pakt_een_ander_het_op(teken: datetime | None) -> None:
    dood = replace(BEZIG, teken_op=teken)
    assert rules.op_te_pakken(dood, na(60))
    assert rules.blijft_liggen(dood, na(60))


def test_na_een_fout_wacht_de_volgende_poging_even() -> None:
    terug = replace(BEZIG, staat=rules.WACHT, teken_op=na(30))
    assert not rules.blijft_liggen(terug, na(39))
    assert rules.blijft_liggen(terug, na(40))


def test_na_vijf_pogingen_is_het_op() -> None:
    assert [rules.na_fout(n) for n in (1, 4, 5)] == [rules.WACHT, rules.WACHT, rules.MISLUKT]
    laatste = replace(BEZIG, pogingen=rules.POGINGEN)
    assert not rules.opgegeven(laatste, na(59))
    assert rules.opgegeven(laatste, na(60))
    assert not rules.op_te_pakken(laatste, na(60))
    assert not rules.opgegeven(replace(laatste, pogingen=4), na(60))


@pytest.mark.parametrize("staat", [rules.KLAAR, rules.MISLUKT])
def test_wat_af_is_blijft_af(staat: str) -> None:
    af = replace(BEZIG, staat=staat, pogingen=5)
    assert not af.open
    assert not rules.op_te_pakken(af, na(9999))
    assert not rules.blijft_liggen(af, na(9999))
    assert not rules.opgegeven(af, na(9999))


@pytest.mark.parametrize(
    ("stand", "zin"),
    [
        (VERS, "Het staat klaar en begint zo."),
        (replace(VERS, pogingen=1), "Het ging mis. Het begint zo opnieuw."),
        (BEZIG, "Knelpunten lezen."),
        (replace(BEZIG, gedaan=500, totaal=1000), "Knelpunten lezen: 500 van 1.000"),
        (replace(BEZIG, gedaan=1000, totaal=1000), "Het concept samenstellen."),
        (replace(BEZIG, soort="vormen", gedaan=7, totaal=7), "Bestanden maken: 7 van 7"),
        (replace(BEZIG, staat=rules.KLAAR), "Klaar."),
        (replace(BEZIG, staat=rules.MISLUKT, fout="Het kan niet."), "Het kan niet."),
    ],
)
def test_hoe_ver_het_is_staat_er_in_woorden(stand: Stand, zin: str) -> None:
    assert rules.in_woorden(stand) == zin


def test_de_zin_bij_opgeven_noemt_het_aantal_pogingen() -> None:
    assert "vijf keer" in rules.zin_mislukt()


def test_wie_lang_wacht_hoort_dat_het_doorgaat() -> None:
    assert not rules.duurt_lang(VERS, na(59))
    assert rules.duurt_lang(VERS, na(60))
    assert not rules.duurt_lang(replace(VERS, staat=rules.KLAAR), na(60))
