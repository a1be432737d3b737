"""The route of DESIGN section 5 row by row: who acts, how long, what silence does and who may not act."""

from __future__ import annotations

import pytest

from tests.pure.baan import NAAR_STAP, Baan, actor, route_van
from workflows import engine
from workflows.stand import Geweigerd, Onvolledig

BESLUITEN = {"aanpassen", "proberen", "kon_al", "doorgeven", "nee_omdat", "parkeren"}

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


def test_stilte_bij_de_terugkoppeling_laat_niets_vervallen() -> None:
    baan = NAAR_STAP["terugkoppeling"]()

    assert engine.lapse(baan.route, baan.stand, "terugkoppeling", "stap").vervalt == ()


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
