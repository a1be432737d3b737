"""The order of an agenda without a database: blocks, moves of the chair, late comers and what disappears."""

from __future__ import annotations

import random

import pytest

from workflows.agendavolgorde import AFSPRAKEN, REST, SPOED, blok, grenzen, verplaats, volgorde


def rest(letters: str) -> list[tuple[str, int]]:
    return [(letter, REST) for letter in letters]


def na(letters: str, *zetten: tuple[str, int]) -> dict[str, int]:
    """Return the places after these moves."""
    plaatsen: dict[str, int] = {}
    for sleutel, stappen in zetten:
        plaatsen = verplaats(rest(letters), plaatsen, sleutel, stappen)
    return plaatsen


def test_elk_punt_heeft_een_blok() -> None:
    assert blok("afspraak", spoed=True) == AFSPRAKEN
    assert blok("knelpunt", spoed=True) == SPOED
    assert blok("knelpunt", spoed=False) == blok("onderwerp", spoed=False) == REST


def test_zonder_keuze_blijft_de_volgorde_vanzelf_en_blokken_staan_vast() -> None:
    assert volgorde([], {}) == []
    assert volgorde([("k", REST), ("s", SPOED), ("a", AFSPRAKEN), ("l", REST)], {}) == ["a", "s", "k", "l"]


@pytest.mark.parametrize(
    ("zetten", "verwacht"),
    [
        ([("C", -1)], "ACBD"),
        ([("C", -2)], "CABD"),
        ([("A", 1), ("A", 1)], "BCAD"),
        ([("A", -1)], "ABCD"),
        ([("D", 9)], "ABCD"),
        ([("D", -99), ("A", 99)], "DBCA"),
    ],
)
def test_een_punt_gaat_eerder_of_later_en_nooit_van_de_lijst(
    zetten: list[tuple[str, int]], verwacht: str
) -> None:
    assert "".join(volgorde(rest("ABCD"), na("ABCD", *zetten))) == verwacht


def test_heen_en_terug_laat_niets_achter() -> None:
    assert na("ABCD", ("B", 1), ("B", -1)) == {}


@pytest.mark.parametrize(
    ("vanzelf", "verwacht"),
    [
        ("ABCDE", "CABDE"),  # late comer at the end stays at the end
        ("XABCD", "XCABD"),  # earlier than all: on top
        ("AXBCD", "CAXBD"),  # between A and B: between A and B
        ("XYABCD", "XYCABD"),  # two late comers keep their own order
    ],
)
def test_wie_later_komt_verstoort_de_keuze_het_minst(vanzelf: str, verwacht: str) -> None:
    assert "".join(volgorde(rest(vanzelf), na("ABCD", ("C", -2)))) == verwacht


def test_wat_verdwijnt_laat_de_rest_in_de_gekozen_volgorde() -> None:
    plaatsen = na("ABCD", ("D", -3), ("C", -2))
    assert "".join(volgorde(rest("ABCD"), plaatsen)) == "DCAB"
    assert "".join(volgorde(rest("ABC"), plaatsen)) == "CAB"
    assert "".join(volgorde(rest("AB"), plaatsen)) == "AB"


def test_spoed_blijft_voorop_ook_als_het_later_komt() -> None:
    plaatsen = verplaats(rest("ABC"), {}, "C", -2)
    met_spoed = [("S", SPOED), *rest("ABC")]
    assert volgorde(met_spoed, plaatsen) == ["S", "C", "A", "B"]
    assert volgorde(met_spoed, verplaats(met_spoed, plaatsen, "C", -9)) == ["S", "C", "A", "B"]
    wordt_spoed = [("C", SPOED), ("S", SPOED), *rest("AB")]
    assert set(volgorde(wordt_spoed, plaatsen)[:2]) == {"C", "S"}


def test_een_onbekend_punt_wordt_geweigerd() -> None:
    with pytest.raises(KeyError):
        verplaats(rest("AB"), {}, "Z", 1)


def test_grenzen_zeggen_waar_een_knop_heen_kan() -> None:
    vanzelf = [("a", AFSPRAKEN), ("s", SPOED), *rest("kl")]
    assert grenzen(vanzelf, ["a", "s", "l", "k"]) == {
        "a": (False, False),
        "s": (False, False),
        "l": (False, True),
        "k": (True, False),
    }


def test_willekeurige_zetten_verliezen_niets_en_houden_de_blokken() -> None:
    """2,000 random agendas: every item once, blocks in order, a move moves exactly one item."""
    dobbel = random.Random(3)
    for _ in range(2000):
        vanzelf = sorted(
            ((f"p{n}", dobbel.randrange(3)) for n in range(dobbel.randrange(1, 9))), key=lambda p: p[1]
        )
        blokken, plaatsen = (
            dict(vanzelf),
            {f"p{n}": dobbel.randrange(9) for n in range(12) if dobbel.random() < 0.3},
        )
        voor = volgorde(vanzelf, plaatsen)
        sleutel, stappen = dobbel.choice(voor), dobbel.choice((-3, -1, 1, 3))
        na_ = volgorde(vanzelf, verplaats(vanzelf, plaatsen, sleutel, stappen))
        assert sorted(voor) == sorted(na_) == sorted(blokken)
        assert [blokken[s] for s in na_] == sorted(blokken.values())
        assert [s for s in voor if s != sleutel] == [s for s in na_ if s != sleutel]
