"""Stacking as somebody types it: proposals first, a person's yes, then page, PDF and JSON; and refusals."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pdfua
import pikepdf
import pytest

from signalen import cli
from signalen.config import ROOT
from signalen.landelijk import stapel, vorm
from signalen.register import queries
from tests.house.rules import faults_of_page
from tests.integratie.conftest import Stad
from tests.integratie.test_register import maak, met_besluit
from tests.uitgaven import drie, editie, regel, schrijf, weg

SCHEMA = json.loads((ROOT / "docs" / "schema" / "landelijk-1.schema.json").read_text("utf-8"))
Draai = Callable[..., tuple[int, Any]]


@pytest.fixture
def draai(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Draai:
    """Run a `signalen landelijk` command without settings, with its result in `uit`."""
    for naam in ("DATABASE_URL", "SIGNALEN_MIGRATIE_URL", "REDIS_URL", "SIGNALEN_KLOK"):
        monkeypatch.delenv(naam, raising=False)

    def doe(opdracht: str, *woorden: object) -> tuple[int, Any]:
        capsys.readouterr()
        uit = ("--uit", tmp_path / "uit") if opdracht == "stapelen" else ()
        code = cli.main(["landelijk", opdracht, *map(str, (*woorden, *uit)), "--json"])
        return code, json.loads(capsys.readouterr().out)

    return doe


def beoordeel(draai: Draai, pad: Path, *woorden: str) -> tuple[int, Any]:
    return draai(
        "beoordelen", pad, *woorden, "--rol", "adviseur", "--datum", "2026-05-01", "--reden", "Zelfde."
    )


def test_van_drie_registers_naar_een_beeld(draai: Draai, tmp_path: Path) -> None:
    paden, uit = drie(tmp_path), tmp_path / "uit"
    code, eerst = draai("stapelen", *paden)
    assert (code, eerst["gemeenten"], eerst["voorstellen"]) == (0, 3, {"ja": 0, "nee": 0, "open": 1})
    assert not (uit / "landelijk.json").exists(), "nothing is joined before a person said yes"
    assert faults_of_page((uit / "voorstellen.html").read_text("utf-8")) == []

    assert beoordeel(draai, uit / "voorstellen.json", "--ja", "1")[1]["ja"] == 1
    code, daarna = draai("stapelen", *paden, "--oordeel", uit / "voorstellen.json")
    assert (code, daarna["gedeeld"]) == (0, 1)
    beeld = json.loads((uit / "landelijk.json").read_text("utf-8"))
    jsonschema.validate(beeld, SCHEMA, jsonschema.Draft202012Validator)
    assert stapel.afdruk(beeld) == beeld["vingerafdruk"]
    (gedeeld,) = beeld["gedeeld"]
    assert gedeeld["gemeenten"] == ["Den Haag", "Ede", "Gouda"]
    assert gedeeld["artikelen"] == [{"wet": "Participatiewet", "artikel": "17"}]
    assert gedeeld["oordeel"] == {"rol": "adviseur", "datum": "2026-05-01", "reden": "Zelfde."}
    assert gedeeld["totalen"]["rijk"]["zonder_antwoord_sinds"] == "2026-02-10"
    assert [een["titel"] for een in beeld["alleen"]] == ["Balie dicht op vrijdag"]

    pagina = (uit / "landelijk.html").read_text("utf-8")
    assert faults_of_page(pagina) == []
    assert "Over één daarvan is het Rijk iets gevraagd." in pagina
    assert "Wij passen de wet aan." in pagina
    css = (uit / "landelijk.css").read_text("utf-8")
    assert (
        "letters/source-sans-3" in css and (uit / "letters" / "source-sans-3-latin-400-normal.woff2").exists()
    )


def test_dezelfde_bestanden_geven_dezelfde_bytes_en_een_goede_pdf(draai: Draai, tmp_path: Path) -> None:
    paden, uit = drie(tmp_path), tmp_path / "uit"
    draai("stapelen", *paden)
    beoordeel(draai, uit / "voorstellen.json", "--ja", "1")
    eerste = {}
    for volgorde in (paden, paden[::-1]):
        draai("stapelen", *volgorde, "--oordeel", uit / "voorstellen.json")
        for naam in ("landelijk.json", "landelijk.html", "landelijk.pdf", "voorstellen.json"):
            assert eerste.setdefault(naam, (uit / naam).read_bytes()) == (uit / naam).read_bytes()
    assert [str(vondst) for vondst in pdfua.validate(str(uit / "landelijk.pdf")).findings] == []
    with pikepdf.open(uit / "landelijk.pdf") as pdf, pdf.open_metadata() as gegevens:
        assert gegevens["pdfuaid:part"] == "1"
        assert (gegevens["pdfaid:part"], gegevens["pdfaid:conformance"]) == ("2", "A")


def test_nee_en_open_staan_los(draai: Draai, tmp_path: Path) -> None:
    paden, uit = drie(tmp_path), tmp_path / "uit"
    draai("stapelen", *paden)
    for antwoord in ((), ("--nee", "1")):
        if antwoord:
            beoordeel(draai, uit / "voorstellen.json", *antwoord)
        draai("stapelen", *paden, "--oordeel", uit / "voorstellen.json")
        beeld = json.loads((uit / "landelijk.json").read_text("utf-8"))
        assert beeld["gedeeld"] == []
        assert beeld["totalen"]["alleen"] == len(beeld["alleen"]) == 4
        assert faults_of_page((uit / "landelijk.html").read_text("utf-8")) == []
    assert beeld["totalen"]["voorstellen"] == {"ja": 0, "nee": 1, "open": 0}


def test_een_ja_geldt_niet_voor_wat_veranderde(draai: Draai, tmp_path: Path) -> None:
    paden, uit = drie(tmp_path), tmp_path / "uit"
    draai("stapelen", *paden)
    beoordeel(draai, uit / "voorstellen.json", "--ja", "1")
    erbij = schrijf(tmp_path / "Tiel-2026-K1.json", editie(regel(5)))
    code, uitkomst = draai("stapelen", *paden, erbij, "--oordeel", uit / "voorstellen.json")
    assert (code, uitkomst["gedeeld"]) == (0, 0)
    (voorstel,) = json.loads((uit / "voorstellen.json").read_text("utf-8"))["voorstellen"]
    assert voorstel["eerder"]["erbij"] == ["Tiel, knelpunt 5"]
    # Running again without answers keeps what was answered before.
    beoordeel(draai, uit / "voorstellen.json", "--ja", "1")
    assert draai("stapelen", *paden, erbij)[1]["voorstellen"]["ja"] == 1


def test_de_nieuwste_stand_telt_en_wat_later_is_ingehouden_niet_meer(draai: Draai, tmp_path: Path) -> None:
    eerst = editie(regel(1, stiltes=[{}, {}]), regel(2), regel(3))
    later = editie(
        regel(1, stand="lopend"), regel(3, ronde=2), kwartaal="2026-K2", ingehouden=[weg(2), weg(3)]
    )
    ander = editie(regel(9))
    paden = [
        schrijf(tmp_path / f"{naam}.json", wat)
        for naam, wat in (("Gouda-2026-K1", eerst), ("Gouda-2026-K2", later), ("Ede-2026-K1", ander))
    ]
    draai("stapelen", *paden)
    beoordeel(draai, tmp_path / "uit" / "voorstellen.json", "--ja", "1")
    draai("stapelen", *paden, "--oordeel", tmp_path / "uit" / "voorstellen.json")
    (gedeeld,) = json.loads((tmp_path / "uit" / "landelijk.json").read_text("utf-8"))["gedeeld"]
    gouda = [deel for deel in gedeeld["bijdragen"] if deel["gemeente"] == "Gouda"]
    assert [(d["nummer"], d["kwartaal"], d["stiltes"]) for d in gouda] == [
        (1, "2026-K2", 0),
        (3, "2026-K2", 0),
    ]


def test_wat_iemand_schreef_blijft_tekst(draai: Draai, tmp_path: Path) -> None:
    lelijk = '<script>alert(1)</script> #eval("x") $x$ \u202e*vet*'
    paden = [
        schrijf(tmp_path / f"{plek}.json", editie(regel(titel=lelijk), gemeente=f"<b>{plek}</b>"))
        for plek in ("Gouda", "Ede")
    ]
    draai("stapelen", *paden)
    beoordeel(draai, tmp_path / "uit" / "voorstellen.json", "--ja", "1")
    assert draai("stapelen", *paden, "--oordeel", tmp_path / "uit" / "voorstellen.json")[0] == 0
    for naam in ("landelijk", "voorstellen"):
        pagina = (tmp_path / "uit" / f"{naam}.html").read_text("utf-8")
        assert faults_of_page(pagina) == []
        assert "&lt;script&gt;" in pagina and "&lt;b&gt;Ede" in pagina


def test_geen_antwoord_gaat_verloren(draai: Draai, tmp_path: Path) -> None:
    """Answers elsewhere do not wipe those that stand where the result goes."""
    paden, uit = drie(tmp_path), tmp_path / "uit"
    draai("stapelen", *paden)
    elders = tmp_path / "elders.json"
    elders.write_bytes((uit / "voorstellen.json").read_bytes())
    beoordeel(draai, uit / "voorstellen.json", "--ja", "1")
    assert draai("stapelen", *paden, "--oordeel", elders)[1]["voorstellen"]["ja"] == 1
    beoordeel(draai, elders, "--nee", "1")
    uitkomst = draai("stapelen", *paden, "--oordeel", elders)[1]
    assert (uitkomst["voorstellen"]["nee"], uitkomst["gedeeld"]) == (1, 0)


# ------------------------------------------------------------------ refusals


def test_een_veranderd_bestand_houdt_alles_tegen(draai: Draai, tmp_path: Path) -> None:
    paden = drie(tmp_path)
    veranderd = json.loads(paden[1].read_text("utf-8"))
    veranderd["regels"][0]["titel"] = "Iets anders"
    schrijf(paden[1], veranderd)
    code, document = draai("stapelen", *paden)
    assert code == 2
    (fout,) = document["fouten"]
    assert (fout["item"], fout["sleutel"], fout["waarde"]) == (2, str(paden[1]), "vingerafdruk")
    assert "veranderd" in fout["reden"] and fout["remedie"]
    assert not (tmp_path / "uit").exists()
    code, document = draai("stapelen", *paden, "--toch-verder")
    assert (code, document["uitgaven"], len(document["geweigerd"])) == (1, 2, 1)
    draai("stapelen", *paden, "--toch-verder", "--oordeel", tmp_path / "uit" / "voorstellen.json")
    assert "Eén bestand doet niet mee" in (tmp_path / "uit" / "landelijk.html").read_text("utf-8")


def test_twee_keer_hetzelfde_kwartaal(draai: Draai, tmp_path: Path) -> None:
    paden = drie(tmp_path)
    code, document = draai("stapelen", *paden, paden[0])
    assert code == 2 and "twee keer" in document["fouten"][0]["reden"]
    ander = schrijf(tmp_path / "gouda-2026k1.json", editie(regel(4)))
    code, document = draai("stapelen", *paden, ander, "--toch-verder")
    assert [fout["item"] for fout in document["geweigerd"]] == [1, 4], "nobody can say which one is right"
    assert (code, document["uitgaven"]) == (1, 2)


@pytest.mark.parametrize(
    ("woorden", "reden"),
    [
        (("--gemeente", "Gouda=2026-K1.json"), None),
        ((), "welke gemeente"),
        (("--gemeente", "Gouda"), None),
        (("--gemeente", "Gouda=ander.json"), None),
    ],
)
def test_de_gemeente_moet_bekend_zijn(
    draai: Draai, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, woorden: tuple[str, ...], reden: str | None
) -> None:
    monkeypatch.chdir(tmp_path)
    schrijf(tmp_path / "2026-K1.json", editie(regel()))
    code, document = draai("stapelen", "2026-K1.json", *woorden)
    if "Gouda=2026-K1.json" in woorden:
        assert (code, document["gemeenten"]) == (0, 1)
    else:
        assert code == 2
        assert reden is None or reden in document["fouten"][0]["reden"]


def test_een_bestand_dat_zelf_iets_anders_zegt(draai: Draai, tmp_path: Path) -> None:
    pad = drie(tmp_path)[2]
    code, document = draai("stapelen", pad, "--gemeente", f"Tiel={pad}")
    assert code == 2 and "Den Haag" in document["fouten"][0]["reden"]


def test_wat_er_niet_is_of_geen_uitgave(draai: Draai, tmp_path: Path) -> None:
    leeg = schrijf(tmp_path / "leeg-2026-K1.json", [])
    code, document = draai("stapelen", tmp_path / "niets.json", leeg, "--toch-verder")
    assert code == 2, "with nothing left there is nothing to go on with"
    assert [fout["item"] for fout in document["fouten"]] == [1, 2]


def test_zonder_duckdb_zegt_het_wat_ontbreekt(
    draai: Draai, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    echt = importlib.util.find_spec
    monkeypatch.setattr(
        "signalen.commando.landelijk.find_spec", lambda naam: None if naam == "duckdb" else echt(naam)
    )
    code, document = draai("stapelen", *drie(tmp_path))
    assert code == 3
    assert "duckdb" in document["fouten"][0]["remedie"]


@pytest.mark.parametrize(
    "woorden", [("--ja", "2"), ("--ja", "1", "--nee", "1"), ("--ja", "1", "--reden", " ")]
)
def test_een_oordeel_dat_niet_kan(draai: Draai, tmp_path: Path, woorden: tuple[str, ...]) -> None:
    draai("stapelen", *drie(tmp_path))
    pad = tmp_path / "uit" / "voorstellen.json"
    voor = pad.read_bytes()
    code, document = draai("beoordelen", pad, "--rol", "adviseur", "--reden", "Zelfde.", *woorden)
    assert (code, document["fouten"][0]["remedie"] != "") == (2, True)
    assert pad.read_bytes() == voor


def test_vragen_gaan_een_voor_een_en_stoppen_verliest_niets(
    draai: Draai, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paden = drie(tmp_path)
    detentie = {"titel": "Huis kwijt na korte detentie", "regeling": "Pw art. 13"}
    meer = [editie(regel(1, **detentie)), editie(regel(1, **detentie))]
    paden += [
        schrijf(tmp_path / f"{n}-2026-K1.json", wat) for n, wat in zip(("Tiel", "Oss"), meer, strict=True)
    ]
    draai("stapelen", *paden)
    antwoorden = iter(["ja", "adviseur", "Zelfde norm.", "stop"])
    monkeypatch.setattr("click.prompt", lambda *args, **opties: next(antwoorden))
    pad = tmp_path / "uit" / "voorstellen.json"
    assert draai("beoordelen", pad)[1] == {"bestand": str(pad), "ja": 1, "nee": 0, "open": 1}
    oordeel = json.loads(pad.read_text("utf-8"))["voorstellen"][0]["oordeel"]
    assert (oordeel["antwoord"], oordeel["rol"], oordeel["reden"]) == ("ja", "adviseur", "Zelfde norm.")


# ------------------------------------------------------------------ a simulated and a real edition


def test_de_simulatie_maakt_goede_uitgaven(draai: Draai, tmp_path: Path) -> None:
    plek = importlib.util.spec_from_file_location("simulatie", ROOT / "scripts" / "landelijk_simulatie.py")
    assert plek and plek.loader
    simulatie = importlib.util.module_from_spec(plek)
    plek.loader.exec_module(simulatie)
    simulatie.maak(tmp_path / "edities", 4, 2)
    code, uitkomst = draai("stapelen", tmp_path / "edities")
    assert (code, uitkomst["uitgaven"], uitkomst["gemeenten"]) == (0, 8, 4)
    assert simulatie.ja_op_alles(tmp_path / "uit" / "voorstellen.json") == uitkomst["voorstellen"]["open"] > 0


def test_een_echte_uitgave_past(stad: Stad) -> None:
    met_besluit(stad)
    stad.geef(mag_getoond=False)
    stad.naar(date(2026, 4, 3))
    rij = maak(stad)
    publiek = queries.openbaar(rij.kwartaal, rij.regels, rij.ingehouden, rij.vingerafdruk)
    uitgave = vorm.lees(json.dumps(publiek, ensure_ascii=False).encode(), "Voorbeeldstad")
    (kern,) = uitgave.regels
    assert kern["besluit"]["soort"] == "aanpassen"
    assert kern["afspraken"]["loopt"] == 1
    assert len(uitgave.ingehouden) == 1
