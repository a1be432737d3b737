"""What the engine does: the route of DESIGN section 5 row by row, and the rules of life around it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.pure.baan import Baan, actor, route_van
from workflows import engine
from workflows.stand import Geweigerd, Onvolledig, Stand

BESLUITEN = {"aanpassen", "proberen", "kon_al", "doorgeven", "nee_omdat", "parkeren"}

NAAR_STAP: dict[str, Callable[[], Baan]] = {
    "uitzoeken": Baan,
    "klein": lambda: Baan().doe("klein"),
    "casuistiekbespreking": lambda: Baan().doe("gewoon"),
    "casuistiek_verslag": lambda: Baan().doe("gewoon").houd(),
    "management": lambda: Baan().doe("extern"),
    "directie": lambda: Baan().doe("extern").stil(),
    "college": lambda: Baan().doe("extern", "voorleggen"),
    "raad": lambda: Baan().doe("extern", "voorleggen", "voorstel_raad"),
    "terugkoppeling": lambda: Baan().doe("extern", "nee_omdat"),
}


# ------------------------------------------------------------------ the table of DESIGN section 5

TABEL = [
    ("uitzoeken", "coordinator", [("stap", 5)], 5, "management", "niet uitgezocht"),
    ("klein", "teamleider", [("stap", 10)], 0, "casuistiekbespreking", ""),
    (
        "casuistiekbespreking",
        "gespreksleider",
        [("dag", 2), ("stap", 15)],
        0,
        "management",
        "geen dag gepland",
    ),
    ("casuistiek_verslag", "gespreksleider", [("stap", 3)], 0, "management", "geen uitkomst"),
    ("management", "afdelingshoofd", [("stap", 10)], 10, "directie", ""),
    ("directie", "directeur", [("stap", 5)], 0, "college", ""),
    ("college", "wethouder", [("stap", 20)], 10, "college", ""),
    ("raad", "griffier", [("stap", 40)], 0, "raad", ""),
    (
        "terugkoppeling",
        "afdelingshoofd",
        [("stap", 5)],
        0,
        "terugkoppeling",
        "geen antwoord aan de inbrengers",
    ),
]


@pytest.mark.parametrize(("stap", "rol", "termijnen", "uitstel", "naar", "merk"), TABEL, ids=lambda w: str(w))
def test_elke_rij_van_de_route(
    stap: str, rol: str, termijnen: list[tuple[str, int]], uitstel: int, naar: str, merk: str
) -> None:
    baan = NAAR_STAP[stap]()

    assert baan.stand.stap == stap
    assert engine.rol_aan_zet(baan.route, baan.stand) == rol
    assert baan.termijnen() == termijnen
    assert baan.route.stap(stap).uitstel == uitstel

    baan.stil()

    assert baan.stand.stap == naar
    assert baan.feiten[-1].soort == "stilte"
    assert baan.feiten[-1].inhoud["merk"] == merk
    assert baan.termijnen(), "na stilte loopt er altijd weer een termijn"


def test_de_tabel_noemt_elke_stap_op_de_route() -> None:
    assert [rij[0] for rij in TABEL] == [s.naam for s in route_van().stappen.values() if not s.naast]


@pytest.mark.parametrize(
    ("stap", "uitkomsten"),
    [
        ("uitzoeken", {"klein", "gewoon", "moreel", "extern", "hoort_elders"}),
        ("klein", {"aanpassen", "kon_al", "nee_omdat", "opschalen"}),
        ("casuistiekbespreking", set()),
        ("casuistiek_verslag", {"advies", "teamleider"}),
        ("management", BESLUITEN | {"voorleggen", "terugvragen"}),
        ("directie", BESLUITEN | {"voorleggen"}),
        ("college", BESLUITEN | {"voorstel_raad", "informeren_raad"}),
        ("raad", {"aangenomen", "afgewezen"}),
        ("terugkoppeling", {"verzonden"}),
    ],
)
def test_wie_aan_zet_is_mag_deze_uitkomsten_kiezen(stap: str, uitkomsten: set[str]) -> None:
    baan = NAAR_STAP[stap]()
    wie = actor(engine.rol_aan_zet(baan.route, baan.stand))

    assert {u.naam for u in engine.allowed(baan.route, baan.stand, wie)} == uitkomsten


# ------------------------------------------------------------------ silence


def test_stil_tot_boven_en_elke_laag_kwam_aan_zet() -> None:
    baan = Baan().stil(3)

    assert [f.inhoud["naar"] for f in baan.feiten[1:]] == ["management", "directie", "college"]


def test_stilte_bij_het_college_telt_elke_twintig_werkdagen_opnieuw() -> None:
    baan = NAAR_STAP["college"]().stil(3)

    assert baan.stand.stap == "college"
    assert baan.termijnen() == [("stap", 20)]
    assert [f.soort for f in baan.feiten].count("stilte") == 3


def test_geen_dag_genoemd_is_stilte() -> None:
    baan = NAAR_STAP["casuistiekbespreking"]().stil(soort="dag")

    assert baan.stand.stap == "management"
    assert baan.termijnen("casuistiekbespreking") == []


def test_klimmen_slaat_over_wie_al_aan_zet_was() -> None:
    baan = NAAR_STAP["casuistiek_verslag"]().doe("teamleider")

    assert baan.stil().stand.stap == "management", "de casuïstiekbespreking was al geweest"


def test_een_stille_terugkoppeling_gaat_een_laag_hoger_en_blijft_daar_boven_staan() -> None:
    baan = NAAR_STAP["terugkoppeling"]()
    rollen = [engine.rol_aan_zet(baan.route, baan.stil().stand) for _ in range(3)]

    assert rollen == ["directeur", "wethouder", "wethouder"]
    assert baan.stand.besluiter == "management", "het besluit blijft van wie het nam"


def test_betwisten_na_een_stille_terugkoppeling_gaat_naar_de_laag_boven_de_beslisser() -> None:
    baan = NAAR_STAP["terugkoppeling"]().stil().doe("verzonden")
    baan.verwerk(engine.betwist(baan.route, baan.stand))

    assert baan.stand.stap == "directie"


def test_een_termijn_van_een_andere_stap_verloopt_niet_meer() -> None:
    baan = NAAR_STAP["management"]()

    with pytest.raises(Geweigerd) as fout:
        engine.lapse(baan.route, baan.stand, "uitzoeken", "stap")
    assert fout.value.code == "andere_stap"


def test_een_onbezette_rol_staat_apart_in_het_feit() -> None:
    baan = Baan()
    gevolg = engine.lapse(baan.route, baan.stand, "uitzoeken", "stap", "onbezet")

    assert gevolg.feiten[0].inhoud["reden"] == "onbezet"


def test_het_plafond_tilt_het_een_laag_op_en_de_oude_termijn_vervalt() -> None:
    baan = NAAR_STAP["management"]()
    baan.verwerk(engine.lapse(baan.route, baan.stand, "management", "plafond", "plafond"))

    assert baan.stand.stap == "directie"
    assert [t.stap for t in baan.open] == ["directie"]


def test_het_plafond_bij_het_college_laat_termijn_en_uitstel_zoals_ze_zijn() -> None:
    baan = NAAR_STAP["college"]()
    baan.verwerk(engine.uitstel(baan.route, baan.stand, actor("wethouder")))
    gevolg = baan.verwerk(engine.lapse(baan.route, baan.stand, "college", "plafond", "plafond"))

    assert gevolg.termijnen == ()
    assert baan.stand.uitgesteld
    assert baan.termijnen() == [("stap", 20)]


def test_het_plafond_bij_de_terugkoppeling_geeft_een_termijn_en_niet_twee() -> None:
    baan = NAAR_STAP["terugkoppeling"]()
    baan.verwerk(engine.lapse(baan.route, baan.stand, "terugkoppeling", "plafond", "plafond"))

    assert baan.termijnen() == [("stap", 5)]
    assert engine.rol_aan_zet(baan.route, baan.stand) == "directeur"


# ------------------------------------------------------------------ who may act


def test_over_je_eigen_signaal_beslis_je_niet() -> None:
    baan = NAAR_STAP["management"]()
    eigen = actor("afdelingshoofd", eigen=True)

    assert engine.allowed(baan.route, baan.stand, eigen) == ()
    for poging in (
        lambda: engine.decide(baan.route, baan.stand, eigen, "nee_omdat", baan.route.velden),
        lambda: engine.uitstel(baan.route, baan.stand, eigen),
        lambda: engine.opschorten(baan.route, baan.stand, eigen, 5),
    ):
        with pytest.raises(Geweigerd) as fout:
            poging()
        assert fout.value.code == "eigen_signaal"


def test_wie_niet_aan_zet_is_wordt_geweigerd() -> None:
    baan = NAAR_STAP["management"]()

    for poging in (
        lambda: engine.decide(baan.route, baan.stand, actor("wethouder"), "nee_omdat", baan.route.velden),
        lambda: engine.uitstel(baan.route, baan.stand, actor("wethouder")),
    ):
        with pytest.raises(Geweigerd) as fout:
            poging()
        assert fout.value.code == "niet_aan_zet"


def test_lege_verplichte_velden_worden_genoemd() -> None:
    baan = NAAR_STAP["management"]()

    with pytest.raises(Onvolledig) as fout:
        engine.decide(baan.route, baan.stand, actor("afdelingshoofd"), "nee_omdat", {"redenen", "grond"})
    assert fout.value.velden == ("wat_moet_anders", "herstel", "wat_mag_nu")


def test_rugdekking_mag_leeg_blijven() -> None:
    baan = NAAR_STAP["management"]()
    ingevuld = {"wat_moet_anders", "grond", "redenen", "herstel", "wat_mag_nu"}
    gevolg = engine.decide(baan.route, baan.stand, actor("afdelingshoofd"), "nee_omdat", ingevuld)

    assert gevolg.besluit == "nee_omdat"


def test_een_uitkomst_van_een_andere_stap_kan_niet() -> None:
    with pytest.raises(Geweigerd) as fout:
        Baan().doe("voorleggen")
    assert fout.value.code == "geen_uitkomst"


def test_over_de_raad_antwoordt_het_college() -> None:
    baan = NAAR_STAP["raad"]().doe("aangenomen")

    assert engine.rol_aan_zet(baan.route, baan.stand) == "wethouder"
    assert engine.laag_aan_zet(baan.route, baan.stand) == "college"
    assert baan.stand.besluiter == "raad"


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
