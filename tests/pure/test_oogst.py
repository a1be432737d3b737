"""What may leave the room: who decides, when, and what is never let through."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest

from workflows import oogst


@pytest.mark.parametrize(
    ("antwoorden", "verstreken", "wordt"),
    [
        ([], False, "voorgelegd"),
        (["akkoord"], False, "voorgelegd"),
        (["akkoord"], True, "vrijgegeven"),
        (["akkoord", "akkoord"], True, "vrijgegeven"),
        ([], True, "stil"),
        (["niet"], False, "niet_akkoord"),
        (["akkoord", "niet"], False, "niet_akkoord"),
        (["akkoord", "niet"], True, "niet_akkoord"),
    ],
)
def test_een_nee_sluit_meteen_een_ja_opent_op_de_dag(
    antwoorden: list[str], verstreken: bool, wordt: str
) -> None:
    assert oogst.uitslag(antwoorden, verstreken) == wordt


def test_zonder_ja_of_met_een_nee_gaat_er_nooit_iets_uit() -> None:
    for aantal in range(5):
        for antwoorden in product(("akkoord", "niet"), repeat=aantal):
            open_ = oogst.uitslag(antwoorden, True) == oogst.VRIJGEGEVEN
            assert open_ == ("akkoord" in antwoorden and "niet" not in antwoorden)


def test_tijdens_het_nakijken_en_na_vrijgave_staat_de_tekst_vast() -> None:
    vast = [staat for staat in (*oogst.DICHT, oogst.VRIJGEGEVEN) if not oogst.mag_schrijven(staat)]
    assert vast == ["voorgelegd", "vrijgegeven"]


@pytest.mark.parametrize(
    ("keuzes", "mag"),
    [
        ([], False),
        ([None], False),
        ([True], True),
        ([True, None], True),
        ([True, False], False),
        ([False], False),
    ],
)
def test_een_afweging_vraagt_een_ja_en_geen_nee(keuzes: list[bool | None], mag: bool) -> None:
    assert oogst.mag_bij_afwegingen(keuzes) is mag


def test_het_algemene_verslag_blijft_binnen_als_het_over_knelpunten_ging() -> None:
    assert oogst.blijft_in_de_kamer("moreel_beraad", True)
    assert not oogst.blijft_in_de_kamer("moreel_beraad", False)
    assert not oogst.blijft_in_de_kamer("management", True)


def test_niet_vrijgegeven_woorden_verdwijnen_een_kwartaal_later() -> None:
    assert oogst.weg_op(date(2026, 3, 2)) == date(2026, 6, 1)


def test_namen_worden_gevonden_als_woorden_en_niet_als_delen() -> None:
    namen, roepnamen = ["Noor Verzonnen", "Roos de Boer", "Solo"], ["Noor", "Al"]
    assert oogst.genoemd("Volgens noor\nverzonnen knelt het.", namen) == ("Noor Verzonnen",)
    assert oogst.genoemd("Noor vond het krom, noordelijk ook.", namen, roepnamen) == ("Noor",)
    assert oogst.genoemd("In Noorwegen kan het. Al met al een roos. Solo.", namen, roepnamen) == ()
