"""One small route that is right, and for every refusal the one change that makes it wrong."""

from __future__ import annotations

import re
import tempfile
import tomllib
from pathlib import Path

import pytest

from tests.pure.baan import Baan
from workflows.loader import Fout, RouteFout, load_file, load_route, shipped

HIER = Path(__file__).parent
GOED = (HIER / "goed-1.toml").read_text(encoding="utf-8")
GEVALLEN = tomllib.loads((HIER / "weigeringen.toml").read_text(encoding="utf-8"))["geval"]
STAPPEN = ("kijken", "beslissen", "ernaast", "terugkoppeling")
UITLEG = "# Uitleg\n\n" + "\n".join(f"## {stap}\n\nDaarom.\n" for stap in STAPPEN)


def anders(oud: str, nieuw: str) -> str:
    """Return the good route with one change; the change must really be one."""
    assert GOED.count(oud) == 1, f"{oud!r} staat er {GOED.count(oud)} keer"
    return GOED.replace(oud, nieuw)


def fouten(tekst: str, uitleg: str | None = UITLEG, brieven: tuple[str, ...] = ("antwoord",)) -> list[Fout]:
    """Return the faults that the loader finds."""
    with pytest.raises(RouteFout) as gevonden:
        load_route(tekst, uitleg, bestand="klein-1.toml", brieven=brieven)
    return list(gevonden.value.fouten)


def test_de_goede_route_laadt_zoals_hij_er_staat() -> None:
    route = load_route(GOED, UITLEG, brieven=("antwoord",))

    assert (route.naam, route.versie, route.begin, route.uitleg) == ("klein", 1, "kijken", UITLEG)
    assert tuple(route.stappen) == STAPPEN
    kijken = route.stap("kijken")
    assert (kijken.termijn, kijken.herinner, kijken.bij_stilte) == (5, (2, 0), "beslissen")
    nee = route.stap("beslissen").uitkomsten["nee_omdat"]
    assert (nee.besluit, nee.naar, nee.vraagt[0]) == ("nee_omdat", "terugkoppeling", "een")
    assert route.velden["dag"].max_werkdagen == 65
    assert not route.velden["vier"].verplicht


def test_op_de_goede_route_kan_worden_gelopen() -> None:
    baan = Baan(load_route(GOED)).doe("door", "nee_omdat", "verzonden")

    assert baan.stand.stap == "gesloten"


@pytest.mark.parametrize("geval", GEVALLEN, ids=[geval["wat"] for geval in GEVALLEN])
def test_de_lader_weigert_en_noemt_bestand_sleutel_en_oplossing(geval: dict[str, str]) -> None:
    alle = fouten(anders(geval["oud"], geval["nieuw"]))
    gevonden = [f for f in alle if f.sleutel == geval["sleutel"] and geval["reden"] in f.reden]

    assert gevonden, "\n".join(str(f) for f in alle)
    assert gevonden[0].bestand == "klein-1.toml"
    assert geval["remedie"] in gevonden[0].remedie


def test_alle_fouten_komen_in_een_keer() -> None:
    tekst = anders('rol = "wethouder"', 'rol = "baas"').replace('soort = "datum"', 'soort = "dag"')
    tekst = tekst.replace('termijn = "20 werkdagen"', 'termijn = "20 dagen"')

    sleutels = {f.sleutel for f in fouten(tekst)}
    assert {"stap.beslissen.rol", "veld.dag.soort", "stap.ernaast.termijn"} <= sleutels


def test_de_melding_is_een_zin_met_bestand_sleutel_en_oplossing() -> None:
    with pytest.raises(RouteFout) as fout:
        load_route(anders('rol = "wethouder"', 'rol = "wethouders"'), bestand="klein-1.toml")

    assert str(fout.value) == (
        "klein-1.toml, stap.beslissen.rol: de rol `wethouders` bestaat niet. "
        "Oplossing: bedoelde je `wethouder`?"
    )


def test_een_gedeeld_besluit_wordt_een_keer_gemeld() -> None:
    tekst = anders('"drie", "vier"', '"dri", "vier"')
    kop = "[stap.kijken.uitkomst.door]"
    tekst = tekst.replace(kop, f'besluiten = ["nee_omdat"]\n{kop}')

    assert [f.sleutel for f in fouten(tekst)] == ["besluit.nee_omdat.vraagt"]


@pytest.mark.parametrize(
    ("tekst", "plek"),
    [
        ('naam = "x"\nversie = \n', "regel 2"),
        ('naam = "x"\n[stap.a]\n[stap.a]\n', "regel 3"),
        ('naam = "x', "laatste regel"),
        ("x = " + "[" * 5000, "laatste regel"),
        ("x = " + "9" * 5000, "laatste regel"),
    ],
)
def test_wat_geen_toml_is_wordt_geweigerd_met_de_regel(tekst: str, plek: str) -> None:
    assert [f.sleutel for f in fouten(tekst)] == [plek]


def test_een_lege_tekst_zegt_alles_wat_ontbreekt() -> None:
    assert {"naam", "versie", "titel", "begin", "einde", "stap"} <= {f.sleutel for f in fouten("")}


@pytest.mark.parametrize(
    "uitleg",
    [
        "",
        UITLEG.replace("## ernaast", "## ernaasten"),
        UITLEG.replace("## ernaast\n\nDaarom.", "## ernaast\n"),
    ],
    ids=["geen", "andere kop", "leeg"],
)
def test_elke_stap_moet_worden_uitgelegd(uitleg: str) -> None:
    gemist = [f for f in fouten(GOED, uitleg) if f.sleutel == "## ernaast"]

    assert gemist[0].bestand == "klein-1.md"
    assert "waarom" in gemist[0].remedie


def test_zonder_uitleg_meegegeven_wordt_die_niet_gekeurd() -> None:
    assert load_route(GOED).uitleg == ""


@pytest.mark.parametrize("tekst", ["__import__('os').system('x')", "{{ 7 * 7 }}", "ronde > 2 and betwist"])
def test_een_uitdrukking_is_gewoon_een_naam_die_niet_bestaat(tekst: str) -> None:
    gevonden = fouten(anders('naar = "beslissen"', f'naar = "{tekst}"'))

    assert gevonden[0].sleutel == "stap.kijken.uitkomst.door.naar"
    assert tekst in gevonden[0].reden


def test_niets_in_de_regels_kan_tekst_uitvoeren() -> None:
    bron = Path(load_route.__code__.co_filename).parent
    verboden = re.compile(r"(?<![\w.])(eval|exec|compile|__import__|getattr|globals)\(|import_module|pickle")

    for bestand in bron.glob("*.py"):
        assert not verboden.search(bestand.read_text(encoding="utf-8")), bestand.name


def test_een_bestand_wordt_gelezen_met_de_uitleg_ernaast() -> None:
    with tempfile.TemporaryDirectory() as map_:
        pad = Path(map_) / "klein-1.toml"
        pad.write_text(GOED, encoding="utf-8")
        with pytest.raises(RouteFout, match=r"klein-1\.md"):
            load_file(pad)
        pad.with_suffix(".md").write_text(UITLEG, encoding="utf-8")
        assert load_file(pad).uitleg == UITLEG
        pad.write_bytes(b"\xff\xfe")
        with pytest.raises(RouteFout, match="niet te lezen"):
            load_file(pad)
        with pytest.raises(RouteFout, match="niet te lezen"):
            load_file(Path(map_) / "weg.toml")


def test_meegeleverd_zijn_vier_routes() -> None:
    assert list(shipped()) == ["knelpunt-1", "knelpunt-klein-1", "spoed-1", "vraag-1"]
