"""The overleg, what runs beside the route, how a traject ends and replays, and the other shipped routes."""

from __future__ import annotations

import pytest

from tests.pure.baan import NAAR_STAP, Baan, actor, route_van
from workflows import engine
from workflows.stand import Geweigerd, Stand

# ------------------------------------------------------------------ the overleg


def test_een_dag_noemen_haalt_alleen_die_termijn_weg() -> None:
    baan = NAAR_STAP["casuistiekbespreking"]()
    baan.verwerk(engine.dag_genoemd(baan.route, baan.stand, "casuistiekbespreking"))

    assert baan.termijnen() == [("stap", 15)]


def test_een_gehouden_overleg_start_het_verslag() -> None:
    baan = NAAR_STAP["casuistiekbespreking"]()
    baan.verwerk(engine.gehouden(baan.route, baan.stand, "casuistiekbespreking"))

    assert baan.stand.stap == "casuistiek_verslag"
    assert [(t.stap, t.werkdagen) for t in baan.open] == [("casuistiek_verslag", 3)]


def test_zonder_overleg_bij_de_stap_is_er_geen_dag_te_noemen() -> None:
    baan = Baan()

    for stap, code in (
        ("uitzoeken", "geen_overleg"),
        ("casuistiekbespreking", "andere_stap"),
        ("x", "andere_stap"),
    ):
        with pytest.raises(Geweigerd) as fout:
            engine.dag_genoemd(baan.route, baan.stand, stap)
        assert fout.value.code == code


# ------------------------------------------------------------------ beside the route


def test_het_moreel_beraad_loopt_naast_de_route() -> None:
    baan = Baan().doe("moreel")
    assert baan.stand.stap == "casuistiekbespreking"
    assert baan.termijnen("moreel_beraad") == [("naast", 20)]
    baan.verwerk(engine.gehouden(baan.route, baan.stand, "moreel_beraad"))
    assert baan.stand.stap == "casuistiekbespreking", "het beraad verplaatst de route niet"

    baan.doe("afweging", naast="moreel_beraad")

    assert baan.stand.naast == ()
    assert baan.termijnen("moreel_beraad") == []


def test_stilte_naast_de_route_verplaatst_niets_en_telt_opnieuw() -> None:
    baan = Baan().doe("moreel")
    voor = baan.stand
    baan.verloop(next(t for t in baan.open if t.soort == "naast"))

    assert baan.stand == voor
    assert baan.termijnen("moreel_beraad") == [("naast", 20)]


def test_terugvragen_houdt_de_klok_niet_tegen_en_kan_een_keer() -> None:
    baan = NAAR_STAP["management"]().doe("terugvragen")

    assert baan.termijnen("management") == [("stap", 10)], "dezelfde termijn loopt door"
    assert engine.rol_aan_zet(baan.route, baan.stand, "aanvullen") == "coordinator"
    with pytest.raises(Geweigerd):
        baan.doe("terugvragen")


def test_doorgeven_wordt_gevolgd_tot_de_ander_antwoordt() -> None:
    baan = NAAR_STAP["college"]().doe("doorgeven", "verzonden")
    assert baan.stand.stap == "gesloten"

    for stap, dagen, uitkomst in (
        ("buiten_versturen", 10, "verstuurd"),
        ("buiten_ontvangst", 20, "bevestigd"),
        ("buiten_stand", 65, "stand"),
        ("buiten_stand", 65, "beantwoord"),
    ):
        assert [(t.stap, t.werkdagen) for t in baan.open] == [(stap, dagen)]
        assert engine.rol_aan_zet(baan.route, baan.stand, stap) == "wethouder"
        baan.doe(uitkomst, naast=stap)
    assert baan.open == []


def test_wie_doorgaf_verstuurt_ook_als_het_antwoord_een_laag_hoger_ligt() -> None:
    baan = NAAR_STAP["management"]().doe("doorgeven").stil()

    assert engine.rol_aan_zet(baan.route, baan.stand) == "directeur"
    assert engine.rol_aan_zet(baan.route, baan.stand, "buiten_versturen") == "afdelingshoofd"


def test_twee_keer_doorgeven_opent_niet_twee_keer_hetzelfde() -> None:
    baan = NAAR_STAP["management"]().doe("doorgeven", "verzonden")
    baan.verwerk(engine.betwist(baan.route, baan.stand))
    baan.doe("doorgeven")

    assert baan.stand.naast == ("buiten_versturen",)
    assert baan.termijnen("buiten_versturen") == [("naast", 10)]


def test_wat_niet_open_staat_naast_de_route_is_dicht() -> None:
    baan = Baan()
    wie = actor("gespreksleider")

    assert engine.allowed(baan.route, baan.stand, wie, "moreel_beraad") == ()
    with pytest.raises(Geweigerd):
        engine.lapse(baan.route, baan.stand, "moreel_beraad", "naast")


# ------------------------------------------------------------------ ending and replaying


def test_intrekken_laat_elke_termijn_vervallen() -> None:
    baan = Baan().doe("moreel")
    baan.verwerk(engine.beeindig(baan.route, baan.stand, "ingetrokken", "ingetrokken"))

    assert baan.stand.stap == "ingetrokken"
    assert baan.open == []
    with pytest.raises(Geweigerd):
        engine.beeindig(baan.route, baan.stand, "verdwenen", "opgegaan")


def test_opnieuw_afspelen_geeft_dezelfde_stand() -> None:
    baan = Baan().stil().doe("terugvragen", "proberen").stil().doe("verzonden")
    baan.verwerk(engine.terug_op_tafel(baan.route, baan.stand))

    assert engine.replay(baan.route, [(f.soort, f.inhoud) for f in baan.feiten]) == baan.stand
    assert Stand.from_dict(baan.stand.as_dict()) == baan.stand


def test_zonder_begin_valt_er_niets_af_te_spelen() -> None:
    with pytest.raises(ValueError, match="begin"):
        engine.replay(route_van(), [("uitstel", {"stap": "uitzoeken"})])


def test_een_onbekend_feit_verandert_niets() -> None:
    baan = Baan()

    assert engine.fold(baan.route, baan.stand, "oordeel", {"begrepen": "ja"}) == baan.stand


# ------------------------------------------------------------------ the other routes


def test_spoed_gaat_omhoog_door_stilte_en_door_niet_lukken() -> None:
    route = route_van("spoed-1")

    assert Baan(route).stil(2).stand.stap == "directeur"
    assert Baan(route).doe("niet_geholpen", "niet_geholpen").stand.stap == "directeur"
    assert Baan(route).doe("geholpen").stand.stap == "gesloten"
    assert {t.werkdagen for t in Baan(route).stil(5).open} == {1}


def test_een_vraag_zonder_antwoord_wordt_een_knelpunt() -> None:
    route = route_van("vraag-1")

    assert Baan(route).termijnen() == [("stap", 3)]
    assert Baan(route).stil().stand.stap == "knelpunt"
    assert Baan(route).stil().open == []
    assert Baan(route).doe("beantwoord").stand.stap == "gesloten"


def test_de_kleine_route_klimt_van_uitzoeken_tot_het_college() -> None:
    baan = Baan(route_van("knelpunt-klein-1")).doe("gewoon")
    assert baan.termijnen() == [("dag", 2), ("stap", 20)]
    baan.stil(3)

    assert [f.inhoud["naar"] for f in baan.feiten if f.soort == "stilte"] == [
        "afdelingshoofd",
        "secretaris",
        "college",
    ]
