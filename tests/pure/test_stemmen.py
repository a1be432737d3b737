"""Rules of votes, uitspraken and leerpunten, without any fixture."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signalen.opvolging import rules as opvolging
from signalen.register import leren
from signalen.register.bron import Toezegging
from signalen.register.rules import Kwartaal
from workflows import stemming, uitspraak
from workflows.uitspraak import Woorden

GOED = Woorden("advies", "Verreken per kwartaal.", "Mensen haken anders af.")
K1 = Kwartaal(2026, 1)
PEIL = date(2026, 3, 31)


def test_niets_ingevuld_is_voor_tegen_en_onthouding() -> None:
    assert stemming.lees_keuzes(" \n ") == ("voor", "tegen", "onthouding")
    assert stemming.lees_keuzes("per  week\n\nper maand\n") == ("per week", "per maand")


@pytest.mark.parametrize(
    ("ruw", "zin"),
    [
        ("alleen deze", "Noem 2 tot 5 keuzes"),
        ("a\nb\nc\nd\ne\nf", "Noem 2 tot 5 keuzes"),
        ("Ja\nja", "hetzelfde"),
        ("ja\n" + "n" * 61, "te lang"),
    ],
)
def test_keuzes_die_niet_kunnen_krijgen_een_zin(ruw: str, zin: str) -> None:
    with pytest.raises(ValueError, match=zin):
        stemming.lees_keuzes(ruw)


@given(st.lists(st.sampled_from(stemming.STANDAARD), max_size=30))
def test_een_uitslag_telt_alles_en_verraadt_onder_de_drie_niets(briefjes: list[str]) -> None:
    uit = stemming.uitslag(stemming.STANDAARD, briefjes)
    assert uit.stemmen == len(briefjes)
    if len(briefjes) < 3:
        assert uit.verdeling == ()
    else:
        assert sum(aantal for _, aantal in uit.verdeling) == len(briefjes)
        assert [keuze for keuze, _ in uit.verdeling] == list(stemming.STANDAARD)


def test_een_stemming_sluit_vanzelf_als_iedereen_stemde_en_nooit_zonder_stemmers() -> None:
    assert [stemming.is_compleet(n, 3) for n in (2, 3)] == [False, True]
    assert not stemming.is_compleet(0, 0)


def test_een_andere_mening_vraagt_een_antwoord_en_een_antwoord_een_mening() -> None:
    assert uitspraak.bezwaren(GOED) == {}
    tegen = Woorden(GOED.soort, GOED.tekst, GOED.redenen, "Ik wil elke maand.")
    assert list(uitspraak.bezwaren(tegen)) == ["antwoord_op_minderheid"]
    los = Woorden(GOED.soort, GOED.tekst, GOED.redenen, "", "Toch niet.")
    assert list(uitspraak.bezwaren(los)) == ["minderheid"]
    assert set(uitspraak.bezwaren(Woorden("", "", ""))) == {"soort", "tekst", "redenen"}
    assert set(uitspraak.bezwaren(Woorden("besluit", "x" * 10_001, "y"))) == {"tekst"}


def test_de_uitspraak_vult_de_velden_van_de_route_in() -> None:
    met = Woorden("advies", "Per kwartaal.", "Rust.", "Elke maand.", "Dat kan de ICT niet.")
    voor = uitspraak.voorvulling(met)
    assert voor["advies"] == "Per kwartaal.\n\nRust."
    assert voor["tegengeluid"] == "Elke maand.\n\nAntwoord: Dat kan de ICT niet."
    assert (voor["samenvatting"], voor["redenen"]) == ("Per kwartaal.", "Rust.")
    assert "tegengeluid" not in uitspraak.voorvulling(GOED)


def test_alleen_de_stap_van_het_laatste_overleg_zonder_uitkomst_wordt_ingevuld() -> None:
    gehouden = ("overleg_gehouden", {"overleg": "o1", "stap": "bespreking", "naar": "verslag"})
    anders = ("besproken", {"overleg": "o2", "stap": "management"})
    uitkomst = ("uitkomst", {"stap": "verslag", "uitkomst": "advies"})
    assert uitspraak.stappen_van([gehouden], "o1") == {"bespreking", "verslag"}
    assert uitspraak.stappen_van([gehouden, uitkomst], "o1") == frozenset()
    assert uitspraak.stappen_van([gehouden, ("uitkomst", {"stap": "elders"})], "o1") == {
        "bespreking",
        "verslag",
    }
    assert uitspraak.stappen_van([gehouden, anders], "o1") == frozenset()
    assert uitspraak.stappen_van([gehouden, anders], "o2") == {"management"}


# ------------------------------------------------------------------ leerpunten


def leerpunt(**anders: object) -> Toezegging:
    basis: dict[str, object] = {
        "omschrijving": "De brief herschrijven",
        "eigenaar_rol": "teamleider",
        "rol": "teamleider",
        "laag": "Overleg",
        "soort": "leerpunt",
        "besluit": "",
        "gemaakt_op": date(2026, 2, 2),
        "beloofd": date(2026, 3, 2),
    }
    return Toezegging(**{**basis, **anders})  # type: ignore[arg-type]


def test_leerpunten_tellen_gemaakt_klaar_open_en_te_laat() -> None:
    lijst = [
        leerpunt(),
        leerpunt(beloofd=date(2026, 5, 1)),
        leerpunt(gemaakt_op=date(2025, 12, 1), gedaan_op=date(2026, 3, 3)),
        leerpunt(vervallen_op=date(2026, 2, 20)),
        leerpunt(gemaakt_op=date(2025, 10, 1), gedaan_op=date(2025, 11, 1)),
        leerpunt(gedaan_op=date(2026, 4, 2)),
    ]
    telling = leren.tel([("Teamleiders", een) for een in lijst], K1, PEIL)
    verwacht = {"gemaakt": 4, "gedaan": 1, "open": 3, "te_laat": 2, "vervallen": 1}
    assert telling == {"Teamleiders": verwacht}


@given(
    st.integers(0, 200),
    st.integers(1, 100),
    st.one_of(st.none(), st.integers(0, 200)),
    st.one_of(st.none(), st.integers(0, 200)),
)
def test_een_leerpunt_is_op_een_dag_open_of_klaar_of_vervallen(
    gemaakt: int, loopt: int, gedaan: int | None, vervallen: int | None
) -> None:
    begin = date(2025, 10, 1) + timedelta(days=gemaakt)
    een = leerpunt(
        gemaakt_op=begin,
        beloofd=begin + timedelta(days=loopt),
        gedaan_op=begin + timedelta(days=gedaan) if gedaan is not None else None,
        vervallen_op=begin + timedelta(days=vervallen) if vervallen is not None and gedaan is None else None,
    )
    rij = leren.tel([("x", een)], K1, PEIL).get("x", dict.fromkeys(leren.NAMEN, 0))
    assert rij["open"] + rij["gedaan"] + rij["vervallen"] <= 1
    assert rij["te_laat"] <= rij["open"]


def test_een_leerpunt_van_elders_staat_waar_zijn_eigenaar_zit() -> None:
    assert opvolging.agenda_van_rol("wethouder") == "college"
    assert opvolging.agenda_van_rol("directeur") == "management"
    assert opvolging.agenda_van_rol("teamleider") == "casuistiekbespreking"
    assert opvolging.op_de_agenda("leerpunt", "Brief.") == "Leerpunt: Brief."
    assert opvolging.op_de_agenda("afspraak", "Brief.") == "Brief."


def test_een_regel_komt_bij_elk_veelvoud_van_de_drempel_op_tafel() -> None:
    assert [n for n in range(10) if opvolging.haalt_drempel(n, 3)] == [3, 6, 9]
    assert [opvolging.lees_drempel(ruw) for ruw in ("5", "", "nul", "0", "-2")] == [5, 3, 3, 3, 3]
    assert opvolging.beleidsregel("  Beleidsregel   giften \n 4 ") == "Beleidsregel giften 4"
