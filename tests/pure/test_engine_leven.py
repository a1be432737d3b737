"""The rules of life on a route: more time, contest, and rest until a day."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.pure.baan import NAAR_STAP, Baan, actor
from workflows import engine
from workflows.stand import Geweigerd

# ------------------------------------------------------------------ more time


def test_uitstel_kan_een_keer_per_termijn() -> None:
    baan = Baan()
    gevolg = baan.verwerk(engine.uitstel(baan.route, baan.stand, actor("coordinator")))

    assert gevolg.feiten[0].inhoud["werkdagen"] == 5
    with pytest.raises(Geweigerd) as fout:
        engine.uitstel(baan.route, baan.stand, actor("coordinator"))
    assert fout.value.code == "al_uitgesteld"


def test_na_een_nieuwe_stap_of_een_nieuwe_telling_kan_uitstel_weer() -> None:
    baan = Baan()
    baan.verwerk(engine.uitstel(baan.route, baan.stand, actor("coordinator")))
    baan.doe("extern")
    baan.verwerk(engine.uitstel(baan.route, baan.stand, actor("afdelingshoofd")))
    baan.doe("voorleggen")
    baan.verwerk(engine.uitstel(baan.route, baan.stand, actor("wethouder")))
    baan.stil()

    assert not baan.stand.uitgesteld


@pytest.mark.parametrize("stap", ["klein", "casuistiekbespreking", "casuistiek_verslag", "directie", "raad"])
def test_zonder_uitstel_in_de_route_is_er_geen_uitstel(stap: str) -> None:
    baan = NAAR_STAP[stap]()

    with pytest.raises(Geweigerd) as fout:
        engine.uitstel(baan.route, baan.stand, actor(engine.rol_aan_zet(baan.route, baan.stand)))
    assert fout.value.code == "geen_uitstel"


def test_wachten_duurt_ten_hoogste_dertig_en_samen_zestig_werkdagen() -> None:
    baan = NAAR_STAP["management"]()
    wie = actor("afdelingshoofd")

    for werkdagen in (0, 31, -1):
        with pytest.raises(Geweigerd):
            engine.opschorten(baan.route, baan.stand, wie, werkdagen)
    baan.verwerk(engine.opschorten(baan.route, baan.stand, wie, 30))
    baan.verwerk(engine.opschorten(baan.route, baan.stand, wie, 25))
    with pytest.raises(Geweigerd, match="nog 5 werkdagen"):
        engine.opschorten(baan.route, baan.stand, wie, 6)
    baan.verwerk(engine.opschorten(baan.route, baan.stand, wie, 5))
    assert baan.stand.opgeschort == 60


def test_wachten_telt_door_over_de_stappen_van_een_ronde() -> None:
    baan = NAAR_STAP["management"]()
    for _ in range(2):
        baan.verwerk(engine.opschorten(baan.route, baan.stand, actor("afdelingshoofd"), 30))
    baan.doe("voorleggen")

    with pytest.raises(Geweigerd, match="nog 0 werkdagen"):
        engine.opschorten(baan.route, baan.stand, actor("wethouder"), 1)


# ------------------------------------------------------------------ contest


def test_betwisten_gaat_een_keer_en_naar_de_laag_erboven() -> None:
    baan = NAAR_STAP["terugkoppeling"]().doe("verzonden")
    assert baan.stand.stap == "gesloten"
    baan.verwerk(engine.betwist(baan.route, baan.stand))

    assert (baan.stand.stap, baan.stand.besluit, baan.stand.omstreden) == ("directie", "", False)
    baan.doe("nee_omdat", "verzonden")
    with pytest.raises(Geweigerd) as fout:
        engine.betwist(baan.route, baan.stand)
    assert fout.value.code == "al_betwist"


@pytest.mark.parametrize(
    ("baan", "naar"),
    [
        (lambda: Baan().doe("hoort_elders"), "management"),
        (lambda: Baan().doe("klein", "nee_omdat"), "management"),
        (lambda: Baan().doe("extern").stil().doe("nee_omdat"), "college"),
    ],
    ids=["uitzoeken", "klein", "directie"],
)
def test_betwisten_gaat_naar_de_laag_boven_wie_besloot(baan: Callable[[], Baan], naar: str) -> None:
    loop = baan().doe("verzonden")

    assert engine.betwist(loop.route, loop.stand).stand.stap == naar


@pytest.mark.parametrize("stap", ["college", "raad"])
def test_betwisten_bij_het_college_of_de_raad_maakt_het_omstreden(stap: str) -> None:
    baan = NAAR_STAP[stap]().doe("nee_omdat" if stap == "college" else "afgewezen", "verzonden")
    gevolg = baan.verwerk(engine.betwist(baan.route, baan.stand))

    assert baan.stand.omstreden
    assert baan.stand.stap == "gesloten"
    assert gevolg.termijnen == ()


def test_zonder_besluit_valt_er_niets_te_betwisten() -> None:
    baan = NAAR_STAP["management"]()

    with pytest.raises(Geweigerd) as fout:
        engine.betwist(baan.route, baan.stand)
    assert fout.value.code == "geen_besluit"


def test_wat_is_opgegaan_komt_niet_terug_door_betwisten() -> None:
    baan = NAAR_STAP["terugkoppeling"]().doe("verzonden")
    baan.verwerk(engine.beeindig(baan.route, baan.stand, "opgegaan", "opgegaan"))

    with pytest.raises(Geweigerd):
        engine.betwist(baan.route, baan.stand)


# ------------------------------------------------------------------ at rest and back


@pytest.mark.parametrize(("besluit", "rust"), [("parkeren", "geparkeerd"), ("proberen", "proef")])
@pytest.mark.parametrize("stap", ["management", "directie", "college"])
def test_parkeren_en_proberen_komen_een_keer_terug_bij_wie_besloot(
    besluit: str, rust: str, stap: str
) -> None:
    baan = NAAR_STAP[stap]().doe(besluit, "verzonden")
    assert baan.stand.stap == rust
    baan.verwerk(engine.terug_op_tafel(baan.route, baan.stand))

    assert baan.stand.stap == stap
    assert baan.termijnen()
    wie = actor(engine.rol_aan_zet(baan.route, baan.stand))
    assert besluit not in {u.naam for u in engine.allowed(baan.route, baan.stand, wie)}


def test_parkeren_kan_ook_bij_een_hogere_laag_niet_nog_een_keer() -> None:
    baan = NAAR_STAP["management"]().doe("parkeren", "verzonden")
    baan.verwerk(engine.betwist(baan.route, baan.stand))

    assert baan.stand.stap == "directie"
    with pytest.raises(Geweigerd) as fout:
        baan.doe("parkeren")
    assert fout.value.code == "geen_uitkomst"


def test_een_ander_besluit_dan_parkeren_sluit_na_het_antwoord() -> None:
    assert NAAR_STAP["management"]().doe("aanpassen", "verzonden").stand.stap == "gesloten"


def test_wat_niet_stilligt_komt_niet_terug_op_tafel() -> None:
    baan = Baan()

    with pytest.raises(Geweigerd) as fout:
        engine.terug_op_tafel(baan.route, baan.stand)
    assert fout.value.code == "niet_in_rust"
