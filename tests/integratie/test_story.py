"""The story through its front door: seven items on a copy of its own, and input that is refused."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from signalen.register.rules import vingerafdruk
from signalen.story.invoer import EIGEN
from tests.conftest import ROOT
from workflows.termijn import Kalender

NIVEAUS = ("team", "management", "college", "raad", "rijk", "management", "management")
BELOFTEN = {
    "route_en_datum_bekend",
    "veilig",
    "antwoord_gehoord",
    "een_lijst",
    "overleg_voorbereid",
    "niets_kwijt",
    "buikpijn_zichtbaar",
    "beloftes_zichtbaar",
    "verandering_zichtbaar",
}


def speel(*argumenten: str) -> subprocess.CompletedProcess[str]:
    """Run the story as run.sh does, without any server of the tests."""
    weg = ("DATABASE_URL", "REDIS_URL", "SIGNALEN_MIGRATIE_URL", "SIGNALEN_KLOK", "SIGNALEN_VAR")
    env = {naam: waarde for naam, waarde in os.environ.items() if naam not in weg} | {
        "SIGNALEN_OMGEVING": "demo"
    }
    opdracht = [sys.executable, "-m", "signalen.story", *argumenten]
    return subprocess.run(opdracht, cwd=ROOT, env=env, capture_output=True, text=True)


@pytest.fixture(scope="module")
def uitkomst(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The outcome of seven items: every level, silence, protected, too late, and contested."""
    eigen = json.loads(EIGEN.read_text("utf-8"))
    items = [next(e for e in eigen if e["oplosniveau"] == niveau) for niveau in NIVEAUS]
    items = [een | {"titel": f"{een['titel']} ({nummer})"} for nummer, een in enumerate(items, start=1)]
    items[0]["domein"] = "haven en vaarwegen"
    items[1]["omschrijving"] += " Het meldnummer is 030 286 0000."
    pad = tmp_path_factory.mktemp("story") / "in.json"
    pad.write_text(json.dumps(items), "utf-8")
    gedaan = speel("--input", str(pad), "--json")
    assert gedaan.returncode == 0, gedaan.stderr[-4000:]
    gelezen: dict[str, Any] = json.loads(gedaan.stdout)
    return gelezen


@pytest.mark.slow
def test_de_uitkomst_heeft_precies_de_afgesproken_sleutels(uitkomst: dict[str, Any]) -> None:
    delen = {"knelpunten", "editie", "edities", "overleggen", "leerpunten", "beloften", "duur_s"}
    assert set(uitkomst) == delen
    sleutels = {"item", "titel", "nummer", "niveau", "stappen", "besluit", "terugkoppelingen", "oordeel"}
    assert all(set(k) == sleutels for k in uitkomst["knelpunten"])
    assert [k["item"] for k in uitkomst["knelpunten"]] == list(range(1, 8))
    assert set(uitkomst["beloften"]) == BELOFTEN


@pytest.mark.slow
def test_elk_item_wordt_beslist_waar_het_hoort_en_beantwoord(uitkomst: dict[str, Any]) -> None:
    soorten = [k["besluit"]["soort"] for k in uitkomst["knelpunten"]]
    assert soorten == ["kon_al", "aanpassen", "proberen", "aanpassen", "doorgeven", "aanpassen", "aanpassen"]
    assert [k["niveau"] for k in uitkomst["knelpunten"]] == ["open"] * 4 + ["beschermd"] + ["open"] * 2
    for k in uitkomst["knelpunten"]:
        assert k["terugkoppelingen"] and k["oordeel"]["begrepen"]
        assert all(t["melders"] == 1 for t in k["terugkoppelingen"])


@pytest.mark.slow
def test_stilte_schuift_door_op_de_dag_die_de_kalender_geeft(uitkomst: dict[str, Any]) -> None:
    stil = {k["item"]: [s["stap"] for s in k["stappen"] if s["silence"]] for k in uitkomst["knelpunten"]}
    assert {item: stappen for item, stappen in stil.items() if stappen} == {
        3: ["management", "directie"],
        6: ["uitzoeken"],
    }
    (stap,) = [s for s in uitkomst["knelpunten"][5]["stappen"] if s["silence"]]
    assert (stap["naar"], stap["done"]) == ("management", None)
    assert Kalender().werkdag_na(date.fromisoformat(stap["from"]), 5) == date.fromisoformat(stap["due"])


@pytest.mark.slow
def test_wie_betwist_krijgt_een_antwoord_van_de_laag_erboven(uitkomst: dict[str, Any]) -> None:
    zevende = uitkomst["knelpunten"][6]
    assert len(zevende["terugkoppelingen"]) == 2
    assert [s["stap"] for s in zevende["stappen"]][-3:] == ["terugkoppeling", "directie", "terugkoppeling"]
    assert zevende["oordeel"]["beantwoord"] == "ja"


@pytest.mark.slow
def test_elk_item_staat_precies_een_keer_in_de_laatste_uitgave(uitkomst: dict[str, Any]) -> None:
    editie = uitkomst["editie"]
    assert editie == uitkomst["edities"][-1]
    assert [e["kwartaal"] for e in uitkomst["edities"]] == ["2026-K2", "2026-K3"]
    assert {r["stand"] for r in uitkomst["edities"][0]["regels"]} == {"lopend"}
    titels = [regel["titel"] for regel in editie["regels"]]
    assert sorted(titels) == sorted(k["titel"] for k in uitkomst["knelpunten"])
    assert editie["vingerafdruk"] == vingerafdruk(editie["kwartaal"], editie["regels"], editie["ingehouden"])


@pytest.mark.slow
def test_elke_belofte_is_beoordeeld_en_gehouden(uitkomst: dict[str, Any]) -> None:
    for naam, belofte in uitkomst["beloften"].items():
        assert belofte["waar"] is True, (naam, belofte)
        assert belofte["bewijs"]


@pytest.mark.slow
def test_twee_gesprekken_volgens_een_methode_met_acht_deelnemers(uitkomst: dict[str, Any]) -> None:
    sleutels = {"soort", "titel", "methode", "datum", "staat", "deelnemers", "punten", "aantal_punten"}
    sleutels |= {"besproken", "doorgeschoven", "verslag", "vrijgegeven"}
    assert all(set(o) == sleutels for o in uitkomst["overleggen"])
    gesprekken = {o["soort"]: o for o in uitkomst["overleggen"] if o["methode"]}
    assert {s: o["methode"] for s, o in gesprekken.items()} == {
        "moreel_beraad": "dilemmamethode",
        "casuistiekbespreking": "incidentmethode",
    }
    assert all(o["deelnemers"] == 8 and o["vrijgegeven"] for o in gesprekken.values())
    beraad = {"item": 2, "soort": "knelpunt", "uitkomst": "afweging"}
    assert gesprekken["moreel_beraad"]["punten"] == [beraad]
    assert {"item": 3, "soort": "knelpunt", "uitkomst": "advies"} in gesprekken["casuistiekbespreking"][
        "punten"
    ]
    stappen = {s["stap"]: s for s in uitkomst["knelpunten"][1]["stappen"]}
    assert (stappen["moreel_beraad"]["naar"], stappen["moreel_beraad"]["silence"]) == ("gesloten", False)


@pytest.mark.slow
def test_de_reeks_wordt_gehouden_tot_het_eind_van_het_kwartaal(uitkomst: dict[str, Any]) -> None:
    keren = [o for o in uitkomst["overleggen"] if o["soort"] == "casuistiekbespreking"]
    assert [o["datum"] for o in keren] == ["2026-07-13", "2026-08-10", "2026-09-14"]
    assert all(o["staat"] == "gehouden" and o["verslag"] for o in keren)
    assert keren[1]["punten"] == [{"item": None, "soort": "afspraak", "uitkomst": "besproken"}]
    assert keren[2]["punten"] == []


@pytest.mark.slow
def test_van_de_twee_leerpunten_is_er_een_klaar(uitkomst: dict[str, Any]) -> None:
    eigen = [punt for punt in uitkomst["leerpunten"] if "eigenaar_rol" in punt]
    assert {(p["eigenaar_rol"], p["gedaan"]) for p in eigen} == {
        ("afdelingshoofd", True),
        ("coordinator", False),
    }
    assert sorted(p["items"] for p in eigen) == [[2], [3]]
    assert all(date.fromisoformat(p["datum"]) > date(2026, 7, 13) for p in eigen)
    assert all(p["leerpunt"] and p["items"] for p in uitkomst["leerpunten"])


@pytest.mark.slow
def test_wat_er_in_het_gesprek_is_gezegd_is_gezocht_en_nergens_gevonden(uitkomst: dict[str, Any]) -> None:
    bewijs = " ".join(uitkomst["beloften"]["veilig"]["bewijs"])
    assert "2 gesprekken volgens een methode, elk met 8 deelnemers: 16 verzegelde kaarten" in bewijs
    assert "Gevonden: 0." in bewijs
    gelezen = [
        int(aantal) for aantal in re.findall(r"(\d+) pagina's, \d+ weigeringen, 1 agendafeeds", bewijs)
    ]
    assert len(gelezen) == 2 and min(gelezen) > 150
    assert "8 documenten" in bewijs
    assert "in de drie tabellen van het gesprek stonden ze toen wel; aan het eind zijn ze gewist" in bewijs


def test_verkeerde_invoer_wordt_geweigerd_met_een_document() -> None:
    gedaan = speel("--input", str(EIGEN.parent / "story_verkeerd_niveau.json"), "--json")
    assert gedaan.returncode == 2
    (fout,) = json.loads(gedaan.stdout)["fouten"]
    assert (fout["item"], fout["sleutel"], fout["waarde"]) == (1, "oplosniveau", "maan")


def test_zonder_json_is_een_weigering_een_zin(tmp_path: Path) -> None:
    gedaan = speel("--input", str(tmp_path / "weg.json"))
    assert gedaan.returncode == 2
    assert gedaan.stdout == ""
    assert "kan niet gelezen worden" in gedaan.stderr
