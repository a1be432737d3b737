"""The fixed rules of a story: who gives what, which layer stays silent, what is decided and written."""

from __future__ import annotations

import pytest

from signalen.register.rules import kwartaal_van
from signalen.signaal.rules import bezwaren
from signalen.story import plan, tekst
from signalen.story.invoer import Item
from signalen.story.plan import Rol


def item(nummer: int, niveau: str = "college", **anders: str) -> Item:
    velden = {"titel": "Een titel", "omschrijving": "Wat er gebeurt.", "regeling": "Een regeling"}
    velden |= {"domein": "jeugd", "oorzaak": "beleid", "bron": "een bron"} | anders
    return Item(nummer=nummer, oplosniveau=niveau, **velden)


def rol(nummer: int, niveau: str = "college", **anders: str) -> Rol:
    return Rol(item(nummer, niveau, **anders))


@pytest.mark.parametrize(
    ("nummer", "niveau", "stil"),
    [
        (3, "team", set()),
        (4, "management", set()),
        (6, "management", {"uitzoeken"}),
        (9, "management", {"casuistiekbespreking"}),
        (6, "college", {"management"}),
        (9, "college", {"management", "directie"}),
        (6, "rijk", {"management"}),
        (3, "raad", {"college"}),
    ],
)
def test_elk_derde_item_boven_het_team_stuit_op_stilte_eronder(
    nummer: int, niveau: str, stil: set[str]
) -> None:
    assert rol(nummer, niveau).stil == stil


def test_elk_vijfde_is_beschermd_en_komt_van_de_ingehuurde_partij() -> None:
    assert [n for n in range(1, 21) if rol(n).beschermd] == [5, 10, 15, 20]
    assert {rol(n).melder for n in (5, 10)} == {"buurtteam"}
    assert "buurtteam" not in {rol(n).melder for n in range(1, 5)}


def test_elk_zevende_betwist_en_elk_tiende_wil_niet_getoond_worden() -> None:
    assert [n for n in range(1, 22) if rol(n).betwist] == [7, 14, 21]
    assert [n for n in range(1, 22) if rol(n).tonen == "nee"] == [10, 20]


@pytest.mark.parametrize(
    ("niveau", "stap", "uitkomst"),
    [
        ("team", "uitzoeken", "klein"),
        ("team", "klein", "kon_al"),
        ("team", "management", "kon_al"),
        ("management", "management", "aanpassen"),
        ("management", "directie", "aanpassen"),
        ("college", "management", "voorleggen"),
        ("college", "directie", "voorleggen"),
        ("college", "college", "aanpassen"),
        ("raad", "college", "voorstel_raad"),
        ("raad", "raad", "aangenomen"),
        ("rijk", "college", "doorgeven"),
    ],
)
def test_elk_niveau_wordt_beslist_waar_het_hoort(niveau: str, stap: str, uitkomst: str) -> None:
    assert rol(1, niveau).uitkomst(stap) == uitkomst


def test_gegeven_in_het_ene_kwartaal_en_de_rest_in_het_volgende() -> None:
    """Two successive editions, and in the last one something happened to every item."""
    assert plan.BEGIN.weekday() == 0
    volgende = kwartaal_van(plan.BEGIN).volgende
    assert {kwartaal_van(plan.dag(n)) for n in range(plan.UITZOEKEN, 61)} == {volgende}


def test_een_onbekend_domein_wordt_anders_en_blijft_in_de_woorden_staan() -> None:
    velden = tekst.signaal(rol(1, domein="haven en vaarwegen"))
    assert velden["domein"] == "anders"
    assert "haven en vaarwegen" in velden["wat_knelt_er"]


def test_een_lange_regeling_blijft_heel_in_de_woorden_staan() -> None:
    regeling = "Artikel " + "x" * 400
    velden = tekst.signaal(rol(1, regeling=regeling))
    assert len(velden["regeling"]) == 300
    assert regeling in velden["wat_knelt_er"]


def test_wat_zeker_van_een_inwoner_is_gaat_niet_mee() -> None:
    woorden = "Bel 030 286 0000 of mail piet@voorbeeld.nl, bsn 111222333, NL91ABNA0417164300."
    velden = tekst.signaal(rol(1, omschrijving=woorden))
    assert bezwaren(velden, laten_staan=tekst.LATEN_STAAN) == {}
    assert tekst.WEGGELATEN in velden["wat_zie_je"]
    assert "030 286 0000" in velden["wat_zie_je"]
    assert bezwaren(tekst.handreiking(item(1, omschrijving=woorden), plan.BEGIN)) == {}


def test_management_besluit_nooit_over_een_beleidsregel() -> None:
    for oorzaak in ("wet", "beleid", "uitvoering", "ict", "keten", "samenloop", "onbenutte ruimte"):
        assert tekst.wat_moet_anders(rol(2, "management", oorzaak=oorzaak), "management") != "beleidsregel"


def test_woorden_die_samen_te_lang_zijn_worden_bij_nakijken_ingekort() -> None:
    velden = tekst.signaal(rol(1, omschrijving="x" * 20_000, bron="y" * 20_000))
    assert max(len(waarde) for waarde in velden.values()) == 20_000
    assert tekst.doorgeven(velden, "z" * 20_001) == {"doorgeeftekst": velden["wat_zie_je"]}
    assert tekst.doorgeven(velden, "kort genoeg") == {}
