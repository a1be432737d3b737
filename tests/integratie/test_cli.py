"""The `signalen` command as somebody types it: one document on stdout, the exit code, and what it did."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from nacl.public import PrivateKey, SealedBox
from sqlalchemy import func, select, text

from signalen import cli
from signalen.config import ROOT, Settings
from signalen.db import db, transaction
from signalen.medewerker.models import Beheerlog, Medewerker
from signalen.signaal.models import Signaal
from signalen.voorbeeld import mensen

METHODE = ROOT / "workflows" / "methoden" / "balint-1.toml"
ROUTE = ROOT / "workflows" / "opschaalroutes" / "knelpunt-1.toml"
Draai = Callable[..., tuple[int, Any]]


@pytest.fixture
def kaal(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Draai:
    """Run a command without any settings; returns the exit code and the document on stdout."""
    for naam in ("DATABASE_URL", "SIGNALEN_MIGRATIE_URL", "REDIS_URL", "SIGNALEN_KLOK"):
        monkeypatch.delenv(naam, raising=False)
    monkeypatch.setenv("SIGNALEN_OMGEVING", "test")

    def draai(*woorden: str) -> tuple[int, Any]:
        capsys.readouterr()
        code = cli.main([*woorden, "--json"])
        return code, json.loads(capsys.readouterr().out)

    return draai


@pytest.fixture
def stadsbalie(echte_db: Flask, settings: Settings, kaal: Draai, monkeypatch: pytest.MonkeyPatch) -> Draai:
    """The same with a real database that holds Voorbeeldstad."""
    monkeypatch.setenv("DATABASE_URL", settings.database_url)
    monkeypatch.setenv("SIGNALEN_MIGRATIE_URL", settings.migratie_url)
    monkeypatch.setenv("REDIS_URL", settings.redis_url)
    monkeypatch.setenv("SECRET_KEY", settings.secret_key)
    monkeypatch.setenv("SIGNALEN_VAR", str(settings.var))
    with echte_db.app_context(), transaction():
        mensen.bouw(_vandaag(), Path(echte_db.config["SIGNALEN_SLEUTELS"]))
    return kaal


def _vandaag() -> Any:
    from signalen import clock

    return clock.today()


def _geheim(map_: Path, tekst: str) -> str:
    pad = map_ / "geheim.txt"
    pad.write_text(f"{tekst}\n")
    return str(pad)


def tel(app: Flask, model: Any) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(model)) or 0


# ------------------------------------------------------------------ without a database


def test_een_route_keuren_kan_zonder_database(kaal: Draai) -> None:
    code, document = kaal("route", "controleer", str(ROUTE))
    assert (code, document["goed"], document["naam"]) == (0, True, "knelpunt")


def test_een_kapotte_route_is_geweigerd_met_plek_en_remedie(kaal: Draai, tmp_path: Path) -> None:
    kapot = tmp_path / "kapot-1.toml"
    kapot.write_text(ROUTE.read_text().replace('termijn = "5 werkdagen"', 'termijn = "5"', 1))
    kapot.with_suffix(".md").write_text(ROUTE.with_suffix(".md").read_text())
    code, document = kaal("route", "controleer", str(kapot))
    assert code == 2
    fout = document["fouten"][0]
    assert fout["item"] == 1 and fout["sleutel"].endswith("termijn") and fout["remedie"]


def test_een_route_tekenen_geeft_svg_zonder_stijl(kaal: Draai) -> None:
    code, document = kaal("route", "teken", str(ROUTE))
    assert code == 0
    assert document["svg"].startswith("<svg") and "style=" not in document["svg"]
    assert "Uitzoeken" in document["svg"] and "digraph" in document["dot"]


@pytest.mark.parametrize("opdracht", [("tik",), ("bezorgen",), ("controleer",), ("doctor",), ("paginas",)])
def test_zonder_instellingen_zegt_een_zin_wat_er_ontbreekt(kaal: Draai, opdracht: tuple[str, ...]) -> None:
    code, document = kaal(*opdracht)
    assert code == 3
    assert "DATABASE_URL" in document["fouten"][0]["remedie"]


@pytest.mark.parametrize("opdracht", [("backup", "x"), ("restore", ".")])
def test_kopieren_vraagt_de_eigenaar(
    kaal: Draai, opdracht: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://app@/x")
    code, document = kaal(*opdracht)
    assert code == 3
    assert "SIGNALEN_MIGRATIE_URL" in document["fouten"][0]["remedie"]


def test_een_onbekende_opdracht_is_geweigerd(kaal: Draai) -> None:
    code, document = kaal("bestaatniet")
    assert code == 2 and document["fouten"]


def test_elke_opdracht_legt_zichzelf_uit(capsys: pytest.CaptureFixture[str]) -> None:
    for woorden in _opdrachten(cli.groep, ()):
        capsys.readouterr()
        assert cli.main([*woorden, "--help"]) == 0
        uit = capsys.readouterr().out
        assert "--json" in uit, woorden
        assert "." in uit.split("\n\n")[1], f"{woorden} does not say what it does"


def _opdrachten(groep: Any, pad: tuple[str, ...]) -> list[tuple[str, ...]]:
    uit: list[tuple[str, ...]] = []
    for naam, opdracht in groep.commands.items():
        uit += _opdrachten(opdracht, (*pad, naam)) if hasattr(opdracht, "commands") else [(*pad, naam)]
    return uit


def test_een_bewaarder_kan_openen_wat_de_app_verzegelt(
    kaal: Draai, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from signalen.commando.sleutels import ontsleutel

    sleutelmap, stick = tmp_path / "sleutels", tmp_path / "stick"
    stick.mkdir()
    monkeypatch.setenv("SIGNALEN_SLEUTELS", str(sleutelmap))
    zin = "paard batterij nietje correct"
    vraag = ("sleutels", "maken", "--pool", "a", "--naam", "vera", "--naar", str(stick))
    bestand = ("--wachtwoord-bestand", _geheim(tmp_path, zin))
    code, document = kaal(*vraag, *bestand)
    assert code == 0
    geheim = PrivateKey(ontsleutel(json.loads(Path(document["geheim"]).read_text()), zin))
    publiek = (sleutelmap / "kluis-a-vera.pub").read_bytes()
    assert bytes(geheim.public_key) == publiek
    assert SealedBox(geheim).decrypt(SealedBox(geheim.public_key).encrypt(b"deel")) == b"deel"
    assert (
        not list(sleutelmap.glob("*.geheim")) and bytes(geheim) not in Path(document["geheim"]).read_bytes()
    )
    assert kaal(*vraag, *bestand)[0] == 2, "an existing key must never be overwritten"
    assert (sleutelmap / "kluis-a-vera.pub").read_bytes() == publiek


def test_een_korte_wachtzin_is_geweigerd(
    kaal: Draai, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SIGNALEN_SLEUTELS", str(tmp_path / "sleutels"))
    bestand = ("--wachtwoord-bestand", _geheim(tmp_path, "kort"))
    code, _ = kaal("sleutels", "maken", "--pool", "b", "--naam", "x", "--naar", str(tmp_path), *bestand)
    assert code == 2 and not list(tmp_path.glob("**/*.pub"))


# ------------------------------------------------------------------ people


def test_de_eerste_beheerder_kan_daarna_inloggen(stadsbalie: Draai, echte_db: Flask, tmp_path: Path) -> None:
    velden = ("--naam", "Eva Eerste", "--email", "Eva@Gemeente.example", "--organisatie", "Gemeente X")
    rest = (
        "--eenheid",
        "Beheer",
        "--rol",
        "beheerder",
        "--wachtwoord-bestand",
        _geheim(tmp_path, "lang-genoeg-123"),
    )
    assert stadsbalie("medewerker", "toevoegen", *velden, *rest)[0] == 0
    from tests.house.strict import StrictClient

    klant = StrictClient(echte_db)
    assert klant.inloggen("eva@gemeente.example", "lang-genoeg-123").status_code == 303
    assert klant.get("/beheer").status_code == 200
    assert stadsbalie("medewerker", "toevoegen", *velden, *rest)[0] == 2, "the address is taken"
    with echte_db.app_context():
        assert "eva@gemeente.example" in str(db.session.scalars(select(Beheerlog.wat)).all()).lower()


def test_uit_dienst_meldt_de_gaten(stadsbalie: Draai) -> None:
    code, document = stadsbalie("medewerker", "uitdienst", "afdelingshoofd@voorbeeldstad.example")
    assert code == 0
    assert any(gat.startswith("afdelingshoofd") for gat in document["gaten"])
    code, document = stadsbalie("doctor")
    assert code == 1
    assert any(b["naam"] == "rol afdelingshoofd" and b["stand"] == "fout" for b in document["bevindingen"])


def test_een_rol_geven_en_weer_afnemen(stadsbalie: Draai, echte_db: Flask) -> None:
    wie = "uitvoerder2@voorbeeldstad.example"
    assert stadsbalie("medewerker", "rol", wie, "gespreksleider", "--eenheid", "Team Kwaliteit")[0] == 0
    assert _rollen(echte_db, wie) == {"uitvoerder", "gespreksleider"}
    assert stadsbalie("medewerker", "rol", wie, "gespreksleider", "--einde")[0] == 0
    assert _rollen(echte_db, wie) == {"uitvoerder"}
    code, document = stadsbalie("medewerker", "rol", "coordinator@voorbeeldstad.example", "directeur")
    assert code == 2 and "signaalcoördinator" in document["fouten"][0]["remedie"]


def _rollen(app: Flask, email: str) -> set[str]:
    from signalen.medewerker import queries

    with app.app_context():
        wie = db.session.scalars(select(Medewerker.id).where(Medewerker.email == email)).one()
        persoon = queries.persoon(wie)
        assert persoon is not None
        return set(persoon.rolnamen)


def test_een_portefeuille_zetten(stadsbalie: Draai) -> None:
    assert stadsbalie("portefeuille", "zetten", "teamleider", "Team Jeugd", "--domein", "jeugd")[0] == 0
    assert stadsbalie("portefeuille", "zetten", "teamleider", "Bestaat Niet")[0] == 2


def test_mensen_inlezen_geeft_een_verslag_per_rij(stadsbalie: Draai, echte_db: Flask, tmp_path: Path) -> None:
    lijst = tmp_path / "mensen.csv"
    lijst.write_text(
        "naam;email;organisatie;soort;eenheid;rol\n"
        "An;an@x.example;Gemeente X;eigen;Team 1;uitvoerder\n"
        "Bo;geenadres;Gemeente X;eigen;Team 1;uitvoerder\n"
        "Greet;griffier@voorbeeldstad.example;Gemeente X;eigen;Team 1;\n"
    )
    voor = tel(echte_db, Medewerker)
    code, document = stadsbalie("medewerker", "importeren", str(lijst))
    assert code == 2 and [r["uitkomst"] for r in document["rijen"]] == ["nieuw", "geweigerd", "bestond"]
    assert tel(echte_db, Medewerker) == voor
    assert stadsbalie("medewerker", "importeren", str(lijst), "--deels")[0] == 0
    assert tel(echte_db, Medewerker) == voor + 1


# ------------------------------------------------------------------ a list of knelpunten


def _lijst(map_: Path, aantal: int = 12) -> Path:
    pad = map_ / "lijst.json"
    rijen = [
        {"titel": f"Knelpunt {n}", "omschrijving": f"Brief {n} wordt niet begrepen."} for n in range(aantal)
    ]
    pad.write_text(json.dumps(rijen))
    return pad


def test_inlezen_spreidt_de_geboorten_en_doet_niets_dubbel(
    stadsbalie: Draai, echte_db: Flask, tmp_path: Path
) -> None:
    lijst = str(_lijst(tmp_path))
    code, document = stadsbalie("importeren", lijst, "--proef", "--per-week", "5")
    assert code == 0 and all(r["uitkomst"] == "nieuw" and r["nummer"] is None for r in document["rijen"])
    assert tel(echte_db, Signaal) == 0
    code, document = stadsbalie("importeren", lijst, "--per-week", "5")
    nummers = [r["nummer"] for r in document["rijen"]]
    assert code == 0 and len(set(nummers)) == 12
    with echte_db.app_context():
        weken = db.session.execute(
            select(Signaal.week, func.count()).group_by(Signaal.week).order_by(Signaal.week)
        )
        assert [aantal for _, aantal in weken] == [5, 5, 2]
    code, nog = stadsbalie("importeren", lijst)
    assert code == 0 and {r["uitkomst"] for r in nog["rijen"]} == {"bestond"}
    assert [r["nummer"] for r in nog["rijen"]] == nummers and tel(echte_db, Signaal) == 12
    code, stand = stadsbalie("controleer")
    assert (code, stand["fouten"]) == (0, [])


def test_een_slechte_rij_houdt_alles_tegen_tenzij_deels(
    stadsbalie: Draai, echte_db: Flask, tmp_path: Path
) -> None:
    pad = tmp_path / "lijst.csv"
    pad.write_text(
        "kenmerk,titel,omschrijving,domein\n"
        "A1,Goed,Een brief is onduidelijk.,jeugd\n"
        "A2,Zonder tekst,,jeugd\n"
        "A3,Vreemd,Een brief.,ruimtevaart\n"
        "A4,Persoon,Bel jan@voorbeeld.example daarover.,jeugd\n"
    )
    code, document = stadsbalie("importeren", str(pad))
    assert code == 2 and tel(echte_db, Signaal) == 0
    assert [r["uitkomst"] for r in document["rijen"]] == ["nieuw", "geweigerd", "geweigerd", "geweigerd"]
    assert all(r["reden"] for r in document["rijen"][1:])
    code, document = stadsbalie("importeren", str(pad), "--deels")
    assert code == 0 and tel(echte_db, Signaal) == 1 and document["rijen"][0]["nummer"]


def test_de_eigen_lijst_van_het_project_past_erin(stadsbalie: Draai, tmp_path: Path) -> None:
    rij = {
        "titel": "Terugvordering zonder uitleg",
        "omschrijving": "De brief noemt geen reden.",
        "regeling": "Participatiewet art. 58",
        "domein": "werk en inkomen",
        "oorzaak": "wet",
        "oplosniveau": "rijk",
        "bron": "https://voorbeeld.example/nieuws/123456782/0612345678",
    }
    pad = tmp_path / "een.json"
    pad.write_text(json.dumps([rij]))
    code, document = stadsbalie("importeren", str(pad))
    assert code == 0, document


# ------------------------------------------------------------------ backup and restore


def test_een_kopie_komt_terug_in_quarantaine(
    stadsbalie: Draai, echte_db: Flask, tmp_path: Path, settings: Settings
) -> None:
    stadsbalie("importeren", str(_lijst(tmp_path, 3)))
    map_ = tmp_path / "kopie"
    code, manifest = stadsbalie("backup", str(map_))
    assert code == 0 and manifest["tellingen"]["signaal"] == 3
    inhoud = (map_ / "signalen.dump").read_bytes()
    geheim = (settings.sleutels / "koppel.sleutel").read_bytes()
    assert geheim not in inhoud and geheim.hex().encode() not in inhoud
    assert stadsbalie("restore", str(map_))[0] == 2, "a database that is not empty asks for --ja"
    stadsbalie("medewerker", "uitdienst", "griffier@voorbeeldstad.example")
    code, stand = stadsbalie("restore", str(map_), "--ja")
    assert code == 0 and stand["gelijk"] and stand["quarantaine"]
    with echte_db.app_context():
        weg = select(Medewerker.uit_dienst_op).where(Medewerker.email == "griffier@voorbeeldstad.example")
        assert db.session.scalar(weg) is None
        with pytest.raises(Exception, match="permission denied"), transaction():
            db.session.execute(text("UPDATE gebeurtenis SET rol = 'x'"))
    assert stadsbalie("tik") == (0, {"quarantaine": True})
    assert stadsbalie("bezorgen")[1]["quarantaine"]
    assert stadsbalie("vrijgeven")[1] == {"vrijgegeven": True}
    code, geteld = stadsbalie("tik")
    assert code == 0 and "verlopen" in geteld


def test_een_veranderde_kopie_is_geweigerd(stadsbalie: Draai, tmp_path: Path) -> None:
    map_ = tmp_path / "kopie"
    stadsbalie("backup", str(map_))
    with open(map_ / "signalen.dump", "ab") as bestand:
        bestand.write(b"x")
    code, document = stadsbalie("restore", str(map_), "--ja")
    assert code == 2 and "veranderd" in document["fouten"][0]["remedie"]


def test_paginas_noemt_elke_pagina_met_haar_recht(stadsbalie: Draai) -> None:
    code, document = stadsbalie("paginas")
    assert code == 0
    inlog = [p for p in document if p["regel"] == "/inloggen"]
    assert {p["methode"] for p in inlog} == {"GET", "POST"}
    assert all(p["recht"] and p["publiek"] for p in document)


def test_een_methode_vaststellen_vanaf_de_opdrachtregel(
    stadsbalie: Draai, echte_db: Flask, tmp_path: Path
) -> None:
    pad = tmp_path / "balint-2.toml"
    pad.write_text(METHODE.read_text().replace("versie = 1", "versie = 2", 1))
    pad.with_suffix(".md").write_text(METHODE.with_suffix(".md").read_text())
    code, document = stadsbalie(
        "methode", "adopteer", str(pad), "--orgaan", "College", "--datum", "2026-03-02"
    )
    assert (code, document["naam"], document["versie"]) == (0, "balint", 2)
    assert (document["orgaan"], document["datum"]) == ("College", "2026-03-02")
    pad.write_text(f"{pad.read_text()}\n# anders\n")
    code, document = stadsbalie("methode", "adopteer", str(pad), "--orgaan", "College")
    assert code == 2 and "hoger nummer" in document["fouten"][0]["remedie"]
    with echte_db.app_context():
        assert "methode balint versie 2 vastgesteld (College)" in set(
            db.session.scalars(select(Beheerlog.wat))
        )
