"""The input of a story: what is played, and what is refused with a key and a remedy."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from signalen.story.invoer import EIGEN, SLEUTELS, InvoerFout, keur, lees

GEGEVENS = EIGEN.parent
GOED = {
    "titel": "Elke maand een andere uitkering",
    "omschrijving": "Wie wisselend werkt, weet niet wat er komt.",
    "regeling": "Participatiewet art. 32",
    "domein": "werk en inkomen",
    "oorzaak": "beleid",
    "oplosniveau": "college",
    "bron": "een verzonnen bron",
}


def fouten(tmp_path: Path, ruw: Any) -> list[dict[str, Any]]:
    pad = tmp_path / "in.json"
    pad.write_text(ruw if isinstance(ruw, str) else json.dumps(ruw))
    with pytest.raises(InvoerFout) as gevangen:
        lees(pad)
    return gevangen.value.als_json()["fouten"]


def test_de_eigen_dertig_kunnen_gespeeld_worden() -> None:
    items = lees(EIGEN)
    assert [item.nummer for item in items] == list(range(1, 31))
    assert {item.oplosniveau for item in items} == {"team", "management", "college", "raad", "rijk"}


def test_een_lege_lijst_kan(tmp_path: Path) -> None:
    pad = tmp_path / "leeg.json"
    pad.write_text("[]")
    assert lees(pad) == []


def test_een_onbekend_domein_kan() -> None:
    assert keur(1, GOED | {"domein": "haven en vaarwegen"}) == []


def test_een_verkeerd_niveau_noemt_item_sleutel_waarde_en_wat_wel_kan(tmp_path: Path) -> None:
    (fout,) = fouten(tmp_path, [GOED, GOED, GOED | {"oplosniveau": "maan"}])
    assert (fout["item"], fout["sleutel"], fout["waarde"]) == (3, "oplosniveau", "maan")
    assert fout["verwacht"] == ["team", "management", "college", "raad", "rijk"]
    assert fout["remedie"]


@pytest.mark.parametrize("sleutel", SLEUTELS)
@pytest.mark.parametrize("waarde", ["", "   ", None, 7, [], {}, True, "x" * 20_001])
def test_elke_sleutel_vraagt_een_tekst_die_niet_leeg_en_niet_te_lang_is(sleutel: str, waarde: Any) -> None:
    (fout,) = keur(4, GOED | {sleutel: waarde})
    assert (fout.item, fout.sleutel) == (4, sleutel)
    assert fout.verwacht and fout.remedie


@pytest.mark.parametrize("sleutel", SLEUTELS)
def test_een_ontbrekende_sleutel_wordt_genoemd(sleutel: str) -> None:
    (fout,) = keur(1, {naam: waarde for naam, waarde in GOED.items() if naam != sleutel})
    assert (fout.sleutel, fout.waarde) == (sleutel, None)


def test_een_sleutel_die_niet_bestaat_wordt_geweigerd() -> None:
    (fout,) = keur(2, GOED | {"kleur": "rood"})
    assert (fout.sleutel, fout.waarde, fout.verwacht) == ("kleur", "rood", list(SLEUTELS))


def test_alle_fouten_komen_tegelijk(tmp_path: Path) -> None:
    gevonden = fouten(tmp_path, [GOED | {"oorzaak": "pech", "titel": ""}, "los woord"])
    assert [(f["item"], f["sleutel"]) for f in gevonden] == [(1, "titel"), (1, "oorzaak"), (2, "")]


@pytest.mark.parametrize("naam", ["geen_json", "geen_lijst", "dubbele_sleutel", "geen_utf8"])
def test_een_bestand_dat_geen_lijst_is_krijgt_item_nul(naam: str) -> None:
    with pytest.raises(InvoerFout) as gevangen:
        lees(GEGEVENS / f"story_{naam}.json")
    (fout,) = gevangen.value.fouten
    assert fout.item == 0
    assert fout.remedie


def test_een_bestand_dat_er_niet_is_krijgt_dezelfde_vorm(tmp_path: Path) -> None:
    with pytest.raises(InvoerFout) as gevangen:
        lees(tmp_path / "weg.json")
    (fout,) = gevangen.value.als_json()["fouten"]
    assert set(fout) == {"item", "sleutel", "waarde", "verwacht", "remedie"}
    assert fout["item"] == 0


def test_een_teken_dat_niet_bestaat_breekt_de_weigering_niet(tmp_path: Path) -> None:
    (fout,) = fouten(tmp_path, '[{"titel": "\\ud800"}]')[:1]
    json.dumps(fout, ensure_ascii=False).encode()


def test_een_weigering_is_ook_een_zin(tmp_path: Path) -> None:
    pad = tmp_path / "in.json"
    pad.write_text(json.dumps([GOED | {"oplosniveau": "maan"}]))
    with pytest.raises(InvoerFout) as gevangen:
        lees(pad)
    (zin,) = gevangen.value.zinnen()
    assert zin.startswith('Item 1, oplosniveau: "maan" kan niet. Verwacht: team, management')
