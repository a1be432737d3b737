"""A day off that came later: moving is allowed again, and the beheerder reads first what stands there."""

from __future__ import annotations

from datetime import date, time

from signalen.overleg.sluitingsdag import keren_na, komende, mag_verzetten, op_die_dag, reden_vooraf
from workflows.kalender import Kalender

DAG = date(2026, 3, 12)


def test_een_vrije_dag_geeft_altijd_een_uitweg_en_kost_de_ene_keer_niet() -> None:
    assert mag_verzetten(0, 1, "") and not mag_verzetten(1, 1, "")
    assert mag_verzetten(1, 1, "verhuizing")
    assert (keren_na(0, "verhuizing"), keren_na(1, "verhuizing"), keren_na(0, "")) == (0, 1, 1)


def test_alleen_toegevoegde_dagen_die_nog_komen() -> None:
    kalender = Kalender({date(2026, 3, 2): "rouw", DAG: "feest"}, {date(2026, 3, 5): "verhuizing"})
    assert komende(kalender, date(2026, 3, 3)) == (date(2026, 3, 5), DAG)
    assert komende(kalender, DAG) == (DAG,)
    assert komende(Kalender(), DAG) == ()


def test_wat_er_op_die_dag_staat_in_zinnen() -> None:
    assert op_die_dag(DAG, []) == ("Op donderdag 12 maart 2026 staat geen overleg gepland.",)
    assert op_die_dag(DAG, [("College", time(9))]) == (
        "Op donderdag 12 maart 2026 staat 1 overleg gepland.",
        "College: 1, om 09.00 uur.",
    )
    veel = [
        ("Luistersessie", time(14)),
        ("College", time(9)),
        ("Luistersessie", time(10)),
        ("College", time(9)),
    ]
    assert op_die_dag(DAG, veel) == (
        "Op donderdag 12 maart 2026 staan 4 overleggen gepland.",
        "College: 2, om 09.00 uur.",
        "Luistersessie: 2, om 10.00 en 14.00 uur.",
    )


def test_de_reden_staat_klaar_en_alleen_dan() -> None:
    assert reden_vooraf(DAG, "verhuizing") == "Op donderdag 12 maart 2026 wordt er niet gewerkt: verhuizing."
    assert reden_vooraf(DAG, "") == ""
