"""Conversation methods in the app: adopted like a route, read by everyone, chosen by who leads."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from flask import Flask

from signalen import cli
from signalen.db import NietGevonden, db, transaction
from signalen.overleg.models import Overleg
from signalen.overleg.operations import methode
from signalen.overleg.queries import methoden
from tests.house.strict import Page
from tests.integratie.beraad import begin
from tests.integratie.conftest import Stad
from tests.integratie.deuren import als, bouw
from workflows.fout import MethodeFout
from workflows.methode_loader import shipped
from workflows.stand import Geweigerd

BALINT = shipped()["balint-1"]
MORGEN = "12-3-2026"


@pytest.fixture
def huis(app: Flask, zet_klok: Callable[[datetime], None]) -> Stad:
    """Voorbeeldstad without an open application context, so that each page is a request of its own."""
    return Stad(app, bouw(app, zet_klok), zet=zet_klok)


def tekst(versie: int = 1) -> tuple[str, str]:
    """Return the text of the Balint method in this version."""
    toml = BALINT.read_text("utf-8").replace("versie = 1", f"versie = {versie}", 1)
    return toml, BALINT.with_suffix(".md").read_text("utf-8")


def plan(huis: Stad, soort: str = "casuistiekbespreking") -> str:
    """Plan an overleg as gespreksleider and return its path."""
    klant = als(huis.app, "gespreksleider")
    klant.pagina("/overleg/plannen")
    velden = {"soort": soort, "datum": MORGEN, "begin": "14:00", "formulier": str(uuid.uuid4())}
    return str(klant.verstuur("/overleg/plannen", velden).location.split("?")[0])


def gekozen(huis: Stad, pad: str) -> str:
    with huis.app.app_context():
        rij = db.session.get(Overleg, uuid.UUID(pad.rsplit("/", 1)[1]))
        assert rij is not None
        return rij.methode


# ------------------------------------------------------------------ adopting and reading


def test_de_meegeleverde_methoden_zijn_vastgesteld_en_een_nieuwe_versie_komt_ernaast(stad: Stad) -> None:
    assert [m.naam for m in methoden.nieuwste()] == sorted(
        (pad.stem.removesuffix("-1") for pad in shipped().values()),
        key=lambda naam: next(m.titel for m in methoden.nieuwste() if m.naam == naam),
    )
    oud_id, oud = methoden.gekozen("balint")
    with transaction():
        nieuw = methode.adopteer(*tekst(2), "College", stad.nu.date())
        assert methode.adopteer(*tekst(2), "College", stad.nu.date()).id == nieuw.id, "twee keer is geen fout"

    assert (oud.versie, methoden.gekozen("balint")[1].versie) == (1, 2)
    assert methoden.bij(oud_id) is oud, "een begonnen gesprek houdt zijn versie"
    assert methoden.gekozen("balint", 1) == (oud_id, oud)
    assert [v.versie for v in methoden.versies("balint")] == [2, 1]
    assert len(methoden.nieuwste()) == len(shipped())


def test_wat_niet_kan_of_niet_bestaat_wordt_geweigerd(stad: Stad) -> None:
    toml, uitleg = tekst()
    with pytest.raises(Geweigerd, match="hoger nummer"):
        methode.adopteer(f"{toml}\n# anders\n", uitleg, "College", stad.nu.date())
    with pytest.raises(MethodeFout, match="past_bij"):
        methode.adopteer(
            toml.replace("[past_bij]", '[past_bij]\nweer = ["zon"]'), uitleg, "x", stad.nu.date()
        )
    with pytest.raises(NietGevonden):
        methoden.gekozen("knelpunt")
    with pytest.raises(NietGevonden):
        methoden.bij(uuid.uuid4())


# ------------------------------------------------------------------ pages


def test_iedereen_leest_de_methoden_en_drukt_de_werkbladen_af(huis: Stad) -> None:
    klant = als(huis.app, "buurtteam")
    lijst = klant.pagina("/methoden")
    for naam in ("dilemmamethode", "socratisch-gesprek", "maatwerkbudget"):
        assert lijst.soup.find("a", href=f"/methoden/{naam}")
    een = klant.pagina("/methoden/balint")
    assert "De inbrenger luistert terwijl" in een.tekst and "Alles mag op tafel" in een.tekst
    assert len(een.soup.select("table tbody tr")) == 11
    blad = klant.pagina("/methoden/dilemmamethode/werkbladen")
    koppen = [kop.get_text() for kop in blad.soup.select(".werkblad h2")]
    assert len(koppen) == 11 and koppen[-1] == "Kaart: Ieder weegt voor zich"
    assert not blad.soup.select("main form, main input")
    for weg in (
        "/methoden/niks",
        "/methoden/balint?versie=9",
        "/methoden/balint?versie=x",
        "/methoden/knelpunt",
    ):
        klant.pagina(weg, 404)


def test_de_intake_stelt_voor_met_waarom_en_wie_leidt_kiest(huis: Stad) -> None:
    pad, leider = plan(huis, "moreel_beraad"), als(huis.app, "gespreksleider")
    assert leider.pagina(pad).link("Kies een methode voor dit gesprek") == f"{pad}/methode"
    vragen = leider.pagina(f"{pad}/methode")
    assert vragen.soup.find("input", {"name": "onderwerp", "value": "moreel", "checked": True})
    antwoord = leider.pagina(f"{pad}/methode?onderwerp=moreel&uitkomst=begrip&tijd=twee&weer=zon&groep=%27")
    eerste = antwoord.soup.select_one("ul.rijen > li")
    assert eerste is not None and "Socratisch gesprek" in eerste.get_text()
    assert "Past, want er ligt een vraag wat goed is om te doen, jullie willen de vraag" in antwoord.tekst
    assert "Past minder, want jullie willen de vraag begrijpen" in antwoord.tekst

    assert leider.verstuur(f"{pad}/methode", {"naam": "socratisch-gesprek"}).status_code == 303
    assert gekozen(huis, pad) == "socratisch-gesprek"
    assert leider.pagina(pad).link("Socratisch gesprek") == "/methoden/socratisch-gesprek"
    assert "Deze is nu gekozen" in leider.pagina(f"{pad}/methode").tekst
    assert leider.verstuur(f"{pad}/methode", {"naam": ""}).status_code == 303
    assert gekozen(huis, pad) == ""


def test_een_methode_die_er_niet_is_wordt_niet_gekozen_en_een_ander_kiest_niet(huis: Stad) -> None:
    pad, leider = plan(huis), als(huis.app, "gespreksleider")
    leider.pagina(f"{pad}/methode")
    fout = leider.verstuur(f"{pad}/methode", {"naam": "knelpunt"})
    assert isinstance(fout, Page) and fout.status == 422 and "Kies een van de methoden" in fout.tekst
    for wie in ("coordinator", "uitvoerder"):
        als(huis.app, wie).pagina(f"{pad}/methode", 404)

    leider.pagina(pad)
    leider.verstuur(f"{pad}/vervallen", {"reden": "Te weinig mensen."})
    assert "methode voor dit gesprek" not in leider.pagina(pad).tekst
    leider.pagina(f"{pad}/methode", 404)
    te_laat = leider.verstuur(f"{pad}/methode", {"naam": "balint"})
    assert isinstance(te_laat, Page) and "al vervallen" in te_laat.tekst
    assert gekozen(huis, pad) == ""


def test_een_beheerder_stelt_een_nieuwe_versie_vast_zoals_een_route(huis: Stad) -> None:
    bas = als(huis.app, "beheerder")
    bas.pagina("/beheer/methoden")
    toml, uitleg = tekst(2)
    velden = {"toml": toml, "uitleg": uitleg, "orgaan": "het college", "datum": "2-3-2026"}
    kapot = bas.verstuur("/beheer/methoden", {**velden, "toml": toml.replace('aard = "feit"', "", 1)})
    assert isinstance(kapot, Page) and kapot.status == 422
    assert "zet `aard` erbij" in kapot.tekst and "Deze methode kan zo niet worden gedaan" in kapot.tekst
    kapot = bas.verstuur("/beheer/methoden/vergelijken", {**velden, "toml": "x = 1"})
    assert (
        isinstance(kapot, Page)
        and kapot.status == 422
        and kapot.velden("/beheer/methoden")["toml"] == "x = 1"
    )
    anders = toml.replace("minuten = 90", "minuten = 95", 1).replace("minuten = 5\n", "minuten = 10\n", 1)
    for typ, zin in ((toml, "Er verandert niets: versie 2"), (anders, "eerst 5 minuten, nu 10 minuten")):
        kijk = bas.post(
            "/beheer/methoden/vergelijken", data={**velden, "toml": typ, "csrf_token": bas.nieuw_teken()}
        )
        blad = Page(kijk)
        assert zin in blad.tekst and blad.velden("/beheer/methoden")["toml"].strip() == typ.strip()
    assert [v.versie for v in _versies(huis)] == [1], "looking adopts nothing"
    antwoord = bas.verstuur("/beheer/methoden", velden)
    assert antwoord.location == "/methoden/balint?gedaan=bewaard"
    assert "Vastgesteld door het college" in bas.pagina("/methoden/balint?versie=2").tekst
    naast = bas.pagina("/methoden/balint?versie=1&naast=2").tekst
    assert "Er verandert niets: versie 2 is gelijk aan versie 1." in naast
    assert "houdt de versie waarmee het begon" in naast
    for pad in ("/methoden/balint?naast=9", "/methoden/balint?naast=x"):
        bas.pagina(pad, 404)


def test_een_gesprek_dat_loopt_houdt_de_versie_waarmee_het_begon(huis: Stad) -> None:
    zaal = begin(huis, methode="balint")
    toml, uitleg = tekst(2)
    assert zaal.scherm.h1 == "Verzamelen" and "Nog 5 minuten" in zaal.scherm.tekst
    toml = toml.replace("minuten = 90", "minuten = 95").replace("minuten = 5\n", "minuten = 10\n", 1)
    with huis.app.app_context(), transaction():
        methode.adopteer(
            toml.replace('titel = "Verzamelen"', 'titel = "Begin"'), uitleg, "College", huis.nu.date()
        )
    assert zaal.scherm.h1 == "Verzamelen" and "Nog 5 minuten" in zaal.scherm.tekst
    nieuw = begin(huis, methode="balint").scherm
    assert nieuw.h1 == "Begin" and "Nog 10 minuten" in nieuw.tekst


def _versies(huis: Stad) -> list[methoden.Versie]:
    with huis.app.app_context():
        return methoden.versies("balint")


# ------------------------------------------------------------------ the command


def test_de_opdracht_keurt_zonder_database_en_weigert_met_plek_en_remedie(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["methode", "controleer", str(BALINT), "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert (document["goed"], document["minuten"], len(document["stappen"])) == (True, 90, 11)
    kapot = tmp_path / "kapot-1.toml"
    kapot.write_text(tekst()[0].replace('spreekt = "allen"', 'spreekt = "iedereen"', 1))
    assert cli.main(["methode", "controleer", str(kapot), "--json"]) == 2
    fouten = json.loads(capsys.readouterr().out)["fouten"]
    assert {(f["sleutel"], f["bestand"]) for f in fouten} >= {
        ("stap.verzamelen.spreekt", "kapot-1.toml"),
        ("## verzamelen", "kapot-1.md"),
    }
    assert [f["item"] for f in fouten] == list(range(1, len(fouten) + 1)) and all(
        f["remedie"] for f in fouten
    )
