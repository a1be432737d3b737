"""What the front page adds for its reader: the same edition for everybody, in the reader's own order."""

from __future__ import annotations

from typing import Any

from signalen.register import voorblad
from tests.pure.uitgave import voorbeeld


def deel(domein: str, *standen: str) -> dict[str, Any]:
    return {"domein": domein, "regels": [{"nummer": n, "stand": s} for n, s in enumerate(standen)]}


BORD = [deel("jeugd", "loopt"), deel("Wmo", "niet_nagekomen", "loopt"), deel("zorg", *["wacht"] * 9)]


def namen(groepen: list[voorblad.Groep]) -> list[tuple[str, int, bool]]:
    return [(g.domein, len(g.regels), g.eigen) for g in groepen]


def test_de_eigen_portefeuille_staat_voorop() -> None:
    assert namen(voorblad.bord(BORD, {"zorg"})) == [("zorg", 9, True), ("jeugd", 1, False), ("Wmo", 2, False)]


def test_wie_over_alles_of_niets_gaat_leest_de_gewone_volgorde() -> None:
    for eigen in ((), ("jeugd", "Wmo", "zorg"), ("onbekend",)):
        assert namen(voorblad.bord(BORD, eigen)) == [
            ("jeugd", 1, False),
            ("Wmo", 2, False),
            ("zorg", 9, False),
        ]


def test_iedere_lezer_krijgt_dezelfde_inhoud() -> None:
    groepen = [voorblad.bord(BORD, eigen) for eigen in ((), ("Wmo",), ("zorg", "jeugd"))]
    inhoud = [sorted((g.domein, len(g.regels), g.aantal, g.gemist) for g in groep) for groep in groepen]
    assert inhoud[0] == inhoud[1] == inhoud[2]
    assert inhoud[0][0] == ("Wmo", 2, 2, 1)


def test_er_is_plaats_voor_wat_van_jou_is_en_niets_verdwijnt() -> None:
    groepen = voorblad.bord([*BORD, deel("wonen", *["loopt"] * 4)], {"zorg"})
    kort = voorblad.beperkt(groepen, 7, 5)
    assert namen(kort) == [("zorg", 5, True), ("jeugd", 1, False), ("Wmo", 1, False), ("wonen", 0, False)]
    assert [g.aantal for g in kort] == [9, 1, 2, 4]
    assert voorblad.beperkt([], 7, 5) == []


def test_een_oude_uitgave_krijgt_alle_delen_maar_zegt_dat_zij_onbekend_zijn() -> None:
    oud = voorblad.aangevuld({"zinnen": ["Ja."]})
    assert set(voorblad.LEEG) <= set(oud)
    titels = [titel for _, titel in voorblad.delen(oud)]
    assert "Op uw bord" in titels
    assert "Gaat de raad hierover?" not in titels
    nieuw = voorblad.delen(voorblad.aangevuld(voorbeeld(2)["inhoud"]))
    assert [naam for naam, _ in nieuw] == [naam for naam, _, _ in voorblad.DELEN]
