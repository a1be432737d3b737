"""Terms and their arithmetic, on days that can be looked up in any diary."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest

from workflows.termijn import (
    Berekening,
    Kalender,
    eerste_termijn_start,
    herinnerdata,
    in_woorden,
    kalenderdagen,
    opschorten,
    tel,
    uitstel,
    verleng_om_dag,
    weken,
)

GEWOON = Kalender()
MAANDAG = date(2026, 11, 30)


def teksten(berekening: Berekening) -> list[str]:
    return [regel.tekst for regel in berekening.regels]


# ------------------------------------------------------------------ counting


def test_de_eerste_termijn_begint_op_de_eerste_werkdag_van_de_volgende_week() -> None:
    starten = {eerste_termijn_start(date(2026, 11, 23) + timedelta(n), GEWOON) for n in range(7)}
    assert starten == {MAANDAG}, "maandag tot en met zondag geven dezelfde datum"
    assert eerste_termijn_start(date(2026, 4, 1), GEWOON) == date(2026, 4, 7), "na tweede paasdag"
    assert eerste_termijn_start(date(2026, 12, 31), GEWOON) == date(2027, 1, 4), "over het jaar heen"


def test_de_startdag_telt_niet_mee() -> None:
    assert tel(MAANDAG, 1, GEWOON).uiterste == date(2026, 12, 1)
    assert tel(date(2026, 11, 28), 1, GEWOON).uiterste == MAANDAG, "ook niet als het weekend is"
    assert tel(MAANDAG, 5, GEWOON).uiterste == date(2026, 12, 7)


def test_een_schrikkeldag_is_een_gewone_werkdag() -> None:
    assert tel(date(2028, 2, 28), 1, GEWOON).uiterste == date(2028, 2, 29)
    assert tel(date(2027, 2, 26), 1, GEWOON).uiterste == date(2027, 3, 1)
    assert GEWOON.werkdagen_tussen(date(2028, 2, 25), date(2028, 3, 1)) == 3


@pytest.mark.parametrize("vrijdag", [date(2026, 3, 27), date(2026, 10, 23)])
def test_de_klok_verzetten_verandert_geen_termijn(vrijdag: date) -> None:
    assert tel(vrijdag, 1, GEWOON).uiterste == vrijdag + timedelta(3)


def test_de_berekening_legt_zichzelf_uit() -> None:
    berekening = tel(date(2026, 12, 14), 10, GEWOON)

    assert teksten(berekening) == [
        "10 werkdagen na maandag 14 december 2026",
        "25 december telt niet mee: eerste kerstdag",
        "2 weekenden overgeslagen",
        "uitkomst: dinsdag 29 december 2026, tot het einde van die dag",
    ]
    assert berekening.regels[1].datum == date(2026, 12, 25)


def test_een_lange_termijn_blijft_leesbaar() -> None:
    regels = teksten(tel(date(2026, 11, 2), 65, GEWOON))

    assert "13 weekenden overgeslagen" in regels
    assert len(regels) == 5


def test_een_termijn_die_in_het_weekend_begint_noemt_alleen_wat_erna_komt() -> None:
    assert teksten(tel(date(2026, 11, 28), 1, GEWOON))[1] == "1 weekend overgeslagen", "de zondag"
    assert len(teksten(tel(date(2026, 11, 29), 1, GEWOON))) == 2


def test_een_berekening_komt_heel_terug_uit_json() -> None:
    berekening = uitstel(tel(date(2026, 12, 14), 10, GEWOON), 5, GEWOON)

    assert Berekening.from_dict(json.loads(json.dumps(berekening.as_dict()))) == berekening


# ------------------------------------------------------------------ moving a date


def test_uitstel_telt_vanaf_de_uiterste_datum_en_laat_de_eerste_datum_staan() -> None:
    eerst = tel(MAANDAG, 5, GEWOON)
    later = uitstel(eerst, 5, GEWOON)

    assert (later.start, later.uiterste) == (MAANDAG, date(2026, 12, 14))
    assert later.regels[: len(eerst.regels)] == eerst.regels
    assert "uitstel: 5 werkdagen na maandag 7 december 2026, de datum van eerst" in teksten(later)


def test_wachten_schuift_de_datum_op_en_noemt_op_wie() -> None:
    wacht = opschorten(tel(MAANDAG, 5, GEWOON), date(2026, 12, 2), 10, "het UWV", GEWOON)

    assert wacht.uiterste == date(2026, 12, 21)
    assert "wij wachten vanaf 2 december op het UWV: 10 werkdagen erbij" in teksten(wacht)


def test_een_dag_die_later_vrij_wordt_verlengt_een_open_termijn() -> None:
    termijn = tel(MAANDAG, 5, GEWOON)
    dag = date(2026, 12, 3)
    nieuw = Kalender({dag: "KB"})
    langer = verleng_om_dag(termijn, dag, "KB", nieuw)

    assert langer.uiterste == tel(MAANDAG, 5, nieuw).uiterste == date(2026, 12, 8)
    assert "3 december telt niet mee: KB (later bekend geworden)" in teksten(langer)
    assert verleng_om_dag(langer, dag, "KB", nieuw) == langer, "twee keer verwerken verlengt één keer"


def test_op_de_uiterste_dag_zelf_schuift_de_termijn_naar_de_volgende_werkdag() -> None:
    dag = date(2026, 12, 4)
    termijn = tel(MAANDAG, 4, GEWOON)

    assert termijn.uiterste == dag
    assert verleng_om_dag(termijn, dag, "KB", Kalender({dag: "KB"})).uiterste == date(2026, 12, 7)


@pytest.mark.parametrize(
    "dag",
    [MAANDAG, date(2026, 11, 27), date(2026, 12, 8), date(2026, 12, 5), date(2026, 12, 25)],
    ids=["startdag", "ervoor", "erna", "zaterdag", "feestdag"],
)
def test_een_dag_die_niets_wegneemt_verlengt_niets(dag: date) -> None:
    termijn = tel(MAANDAG, 5, GEWOON)

    assert verleng_om_dag(termijn, dag, "KB", Kalender({dag: "KB"})) == termijn


def test_een_feestdag_binnen_de_termijn_verlengt_niet_nog_een_keer() -> None:
    termijn = tel(date(2026, 12, 21), 5, GEWOON)
    kerst = date(2026, 12, 25)

    assert verleng_om_dag(termijn, kerst, "KB", Kalender({kerst: "KB"})) == termijn


# ------------------------------------------------------------------ calendar terms of the Atw


def test_drie_dagen_vanaf_woensdag_voor_kerst_eindigen_op_maandag() -> None:
    assert kalenderdagen(date(2026, 12, 23), 3, GEWOON).uiterste == date(2026, 12, 28)


def test_een_termijn_van_drie_dagen_telt_minstens_twee_werkdagen() -> None:
    # Thursday before Easter: Friday to Monday are free, so the second working day is Wednesday.
    berekening = kalenderdagen(date(2026, 4, 2), 3, GEWOON)

    assert berekening.uiterste == date(2026, 4, 8)
    assert "er horen minstens 2 werkdagen in te zitten" in teksten(berekening)
    assert kalenderdagen(date(2026, 4, 2), 2, GEWOON).uiterste == date(2026, 4, 7), "onder drie dagen niet"


def test_weken_eindigen_niet_op_een_vrije_dag() -> None:
    assert weken(date(2026, 11, 27), 4, GEWOON).uiterste == date(2026, 12, 28)
    assert weken(date(2026, 11, 25), 4, GEWOON).uiterste == date(2026, 12, 23)


def test_boven_twaalf_weken_of_negentig_dagen_geldt_de_wet_niet() -> None:
    assert weken(date(2026, 10, 3), 12, GEWOON).uiterste == date(2026, 12, 28)
    assert weken(date(2026, 9, 26), 13, GEWOON).uiterste == date(2026, 12, 26)
    assert kalenderdagen(date(2026, 9, 26), 91, GEWOON).uiterste == date(2026, 12, 26)


# ------------------------------------------------------------------ around a term


def test_herinneren_telt_in_werkdagen_terug() -> None:
    assert herinnerdata(date(2026, 12, 1), (2, 0), GEWOON) == (date(2026, 11, 27), date(2026, 12, 1))
    assert herinnerdata(date(2026, 12, 29), (2,), GEWOON) == (date(2026, 12, 24),)
    assert herinnerdata(MAANDAG, (), GEWOON) == ()


@pytest.mark.parametrize(
    ("vandaag", "uiterste", "woorden"),
    [
        (MAANDAG, MAANDAG, "vandaag"),
        (MAANDAG, date(2026, 12, 1), "morgen"),
        (date(2026, 11, 27), MAANDAG, "nog 1 werkdag"),
        (MAANDAG, date(2026, 12, 4), "nog 4 werkdagen"),
        (date(2026, 12, 3), MAANDAG, "3 werkdagen te laat"),
        (date(2026, 12, 1), MAANDAG, "1 werkdag te laat"),
        (date(2026, 11, 28), date(2026, 11, 27), "te laat"),
        (date(2026, 12, 24), date(2026, 12, 27), "nog 3 dagen"),
    ],
)
def test_hoe_ver_het_nog_is_in_woorden(vandaag: date, uiterste: date, woorden: str) -> None:
    assert in_woorden(vandaag, uiterste, GEWOON) == woorden
