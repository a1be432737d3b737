"""Beheer on screen: who can act, people, days, powers, routes, post; and what a beheerder never sees."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from signalen.beheer import inrichting, queries, zoeken
from signalen.config import ROOT
from signalen.db import db, transaction
from signalen.medewerker.models import Beheerlog, ExtraDag
from signalen.overleg import operations as overleggen
from signalen.overleg.rules import Voorstel
from signalen.voorbeeld.mensen import WACHTWOORD
from tests.house.strict import Page, StrictClient
from tests.integratie.conftest import MAANDAG
from tests.integratie.deuren import als, bouw

ROUTES = ROOT / "workflows" / "opschaalroutes"


@pytest.fixture
def ids(app: Flask, zet_klok: Callable[[datetime], None]) -> dict[str, uuid.UUID]:
    return bouw(app, zet_klok)


@pytest.fixture
def bas(app: Flask, ids: dict[str, uuid.UUID]) -> StrictClient:
    """The administrator, logged in."""
    return als(app, "beheerder")


@contextmanager
def binnen(app: Flask) -> Iterator[None]:
    with app.app_context(), transaction():
        yield


def geef_signaal(app: Flask, wie: uuid.UUID, tekst: str = "Elke maand volgt een verrekening.") -> uuid.UUID:
    from signalen.knelpunt.operations.ontvangst import Gever, ontvangen
    from signalen.signaal.operations import SignaalInvoer

    with binnen(app):
        invoer = SignaalInvoer(str(uuid.uuid4()), {"wat_zie_je": tekst}, domein="jeugd")
        return ontvangen(invoer, Gever(wie, "naam"), MAANDAG, Path(app.config["SIGNALEN_SLEUTELS"])).id


def log(app: Flask) -> list[str]:
    with app.app_context():
        return list(db.session.scalars(select(Beheerlog.wat)))


PAGINAS = [
    "/beheer/sjabloon",
    "/beheer",
    "/beheer/mensen",
    "/beheer/portefeuilles",
    "/beheer/bevoegdheden",
    "/beheer/routes",
    "/beheer/methoden",
    "/beheer/dagen",
    "/beheer/post",
    "/beheer/instellingen",
    "/beheer/doctor",
    "/beheer/logboek",
    "/berichten",
    "/routes",
    "/routes/knelpunt",
    "/routes/spoed?versie=1&naast=1",
    "/hulp",
    "/hulp/veiligheid",
    "/wat-dit-systeem-nooit-doet",
]


def test_elke_pagina_is_te_lezen(bas: StrictClient) -> None:
    for pad in PAGINAS:
        bas.pagina(pad)


def test_de_hulp_staat_open_voor_wie_niet_is_ingelogd(app: Flask, ids: dict[str, uuid.UUID]) -> None:
    for pad in ("/hulp", "/hulp/veiligheid", "/wat-dit-systeem-nooit-doet"):
        als(app).pagina(pad)


# ------------------------------------------------------------------ who can act


def test_met_iedereen_op_zijn_plek_is_er_geen_gat(bas: StrictClient) -> None:
    assert "Bij elke stap van elke route kan nu iemand handelen" in bas.pagina("/beheer").tekst


def test_een_gat_staat_er_in_rode_woorden_en_verdwijnt_met_vervanging(
    app: Flask, bas: StrictClient, ids: dict[str, uuid.UUID]
) -> None:
    wie = ids["afdelingshoofd"]
    bas.pagina(f"/beheer/mensen/{wie}")
    pagina = bas.verstuur(f"/beheer/mensen/{wie}/uit-dienst", {"dag": "2-3-2026"}, volg=True)
    assert isinstance(pagina, Page)
    assert "afdelingshoofd : Niemand bij Afdeling Inkomen heeft deze rol" in pagina.tekst
    assert pagina.soup.select(".melding--fout") and "niemand" in pagina.tekst
    velden = {"rol": "afdelingshoofd", "eenheid": eenheid(app, "Afdeling Inkomen"), "van": "2-3-2026"}
    bas.verstuur(f"/beheer/mensen/{ids['teamleider']}/rol", velden)
    assert "Bij elke stap van elke route" in bas.pagina("/beheer").tekst
    assert any("afdelingshoofd@" in wat and "uit dienst" in wat for wat in log(app))


def eenheid(app: Flask, naam: str) -> str:
    with app.app_context():
        return str(zoeken.eenheid_id(naam))


def test_een_rol_zonder_portefeuille_is_ook_een_gat(app: Flask, bas: StrictClient) -> None:
    from signalen.medewerker.models import Portefeuille

    with binnen(app):
        db.session.delete(
            db.session.scalars(select(Portefeuille).where(Portefeuille.rol == "coordinator")).one()
        )
    assert "Geen eenheid vervult deze rol. Zet een portefeuille." in bas.pagina("/beheer").tekst
    velden = {"rol": "coordinator", "domein": "*", "eenheid": eenheid(app, "Team Kwaliteit")}
    bas.verstuur("/beheer/portefeuilles", velden)
    assert "Bij elke stap" in bas.pagina("/beheer").tekst


def test_vervanging_werkt_vanaf_de_eerste_dag(
    app: Flask, bas: StrictClient, ids: dict[str, uuid.UUID]
) -> None:
    velden = {"vervanger": str(ids["uitvoerder2"]), "van": "2-3-2026", "tot": "6-3-2026"}
    bas.verstuur(f"/beheer/mensen/{ids['directeur']}/vervanging", velden)
    with app.app_context():
        namen = next(p.mensen for p in queries.bezetting(date(2026, 3, 6)) if p.rol == "directeur")
        later = next(p.mensen for p in queries.bezetting(date(2026, 3, 7)) if p.rol == "directeur")
    assert namen == ("Anke Denkbeeld", "Kees Voorwend") and later == ("Anke Denkbeeld",)


# ------------------------------------------------------------------ people


def test_iemand_toevoegen_die_daarna_kan_inloggen(app: Flask, bas: StrictClient) -> None:
    velden = {
        "naam": "Nina Nieuw",
        "email": "nina@nieuw.example",
        "nieuwe_eenheid": "Team Nieuw",
        "organisatie": "Partij Nieuw",
        "soort": "gecontracteerd",
        "wachtwoord": "lang-genoeg-123",
    }
    antwoord = bas.verstuur("/beheer/mensen", velden)
    assert antwoord.status_code == 303
    pagina = bas.pagina(antwoord.location)
    assert pagina.h1 == "Nina Nieuw" and "ingehuurd" in pagina.tekst
    klant = als(app)
    assert klant.inloggen("nina@nieuw.example", "lang-genoeg-123").status_code == 303


def test_wat_niet_kan_staat_bij_het_veld_en_het_getypte_blijft(bas: StrictClient) -> None:
    pagina = bas.verstuur("/beheer/mensen", {"naam": "Nina", "email": "", "wachtwoord": "geheim-woord-123"})
    assert isinstance(pagina, Page) and pagina.status == 422
    assert pagina.fouten == ["Vul in: e-mailadres."]
    assert pagina.velden("/beheer/mensen")["naam"] == "Nina"
    assert "geheim-woord-123" not in pagina.response.get_data(as_text=True)


def test_coordinator_en_beslisser_gaan_niet_samen(
    bas: StrictClient, app: Flask, ids: dict[str, uuid.UUID]
) -> None:
    velden = {"rol": "directeur", "eenheid": eenheid(app, "Directie"), "van": "2-3-2026"}
    pagina = bas.verstuur(f"/beheer/mensen/{ids['coordinator']}/rol", velden)
    assert isinstance(pagina, Page) and "signaalcoördinator" in pagina.fouten[0]


def test_een_rol_beeindigen_werkt_op_de_volgende_bladzijde(app: Flask, bas: StrictClient) -> None:
    jurist = als(app, "jurist")
    assert jurist.get("/handreikingen/nieuw").status_code == 200
    with app.app_context():
        wie = zoeken.id_van("jurist@voorbeeldstad.example")
    acties = [
        f["action"]
        for f in bas.pagina(f"/beheer/mensen/{wie}").soup.select("main form")
        if "einde" in f["action"]
    ]
    bas.verstuur(acties[0])
    assert jurist.get("/handreikingen/nieuw").status_code == 403


# ------------------------------------------------------------------ days, powers, routes


def test_een_vrije_dag_zegt_eerst_hoeveel_termijnen_langer_worden(
    app: Flask, bas: StrictClient, ids: dict[str, uuid.UUID]
) -> None:
    geef_signaal(app, ids["uitvoerder"])
    with binnen(app):
        leider = ids["gespreksleider"]
        o = overleggen.plan(
            Voorstel("luistersessie", "2026-03-11", "9:00", leider, "Geheime titel"), MAANDAG
        ).id
    velden = {"dag": "11-3-2026", "soort": "sluiting", "reden": "Verhuizing", "bron": "Besluit van 1 maart"}
    bas.pagina("/beheer/dagen")
    vraag = bas.post("/beheer/dagen", data={"csrf_token": bas.nieuw_teken(), **velden})
    assert vraag.status_code == 200
    pagina = Page(vraag)
    assert "2 lopende termijnen worden hierdoor langer" in pagina.tekst
    assert "Op woensdag 11 maart 2026 staat 1 overleg gepland." in pagina.tekst
    assert "Luistersessie: 1, om 09.00 uur." in pagina.tekst and "Geheime titel" not in pagina.tekst
    with app.app_context():
        assert db.session.scalars(select(ExtraDag)).all() == []
    assert bas.verstuur("/beheer/dagen", {**velden, "bevestigd": "ja"}).status_code == 303
    assert "2 termijnen langer, overleggen op die dag: 1" in log(app)[-1]
    klant = als(app, "gespreksleider")
    assert "een andere dag kiezen" in klant.pagina("/mijn-werk").tekst.lower()
    assert klant.pagina(f"/overleg/{o}").soup.find("a", href=f"/overleg/{o}/leiden?wat=verzetten#verzetten")
    vorm = klant.pagina(f"/overleg/{o}/leiden?wat=verzetten").velden(f"/overleg/{o}/verzetten")
    assert vorm["reden"] == "Op woensdag 11 maart 2026 wordt er niet gewerkt: Verhuizing."
    assert "woensdag 11 maart 2026" in bas.pagina("/beheer/dagen").tekst


def test_een_dag_die_niet_bestaat_is_geweigerd(bas: StrictClient) -> None:
    velden = {"dag": "31-2-2026", "soort": "sluiting", "reden": "x", "bron": "y"}
    pagina = bas.verstuur("/beheer/dagen", velden)
    assert isinstance(pagina, Page) and "Deze dag bestaat niet" in pagina.fouten[0]


def test_bevoegdheid_veranderen(app: Flask, bas: StrictClient) -> None:
    bas.verstuur("/beheer/bevoegdheden/contract", {"rollen": ["wethouder"]})
    with app.app_context():
        regel = next(b for b in inrichting.bevoegdheden() if b.wat == "contract")
    assert regel.rollen == ("wethouder",)
    pagina = bas.verstuur("/beheer/bevoegdheden/bestaatniet", {"rollen": ["wethouder"]})
    assert isinstance(pagina, Page) and pagina.status == 404


def test_een_verzonnen_keuze_is_geweigerd(bas: StrictClient, ids: dict[str, uuid.UUID]) -> None:
    velden = {"rol": "jurist", "eenheid": str(uuid.uuid4()), "van": "2-3-2026"}
    pagina = bas.verstuur(f"/beheer/mensen/{ids['coordinator']}/rol", velden)
    assert isinstance(pagina, Page) and pagina.fouten == ["Kies een van de mogelijkheden."]
    assert bas.verstuur(f"/beheer/mensen/{uuid.uuid4()}/rol", velden).status == 404


def tweede_versie() -> tuple[str, str]:
    toml = (ROUTES / "knelpunt-1.toml").read_text()
    return toml.replace("versie = 1", "versie = 2", 1).replace(
        'termijn = "5 werkdagen"', 'termijn = "7 werkdagen"', 1
    ), (ROUTES / "knelpunt-1.md").read_text()


def test_een_nieuwe_versie_vaststellen_en_vergelijken(app: Flask, bas: StrictClient) -> None:
    toml, uitleg = tweede_versie()
    velden = {
        "toml": toml.replace("\n", "\r\n"),
        "uitleg": uitleg,
        "orgaan": "het college",
        "datum": "2-3-2026",
    }
    antwoord = bas.verstuur("/beheer/routes", velden)
    assert antwoord.status_code == 303, antwoord.tekst
    pagina = bas.pagina("/routes/knelpunt?naast=1")
    assert "Wat er veranderde van versie 1 naar 2" in pagina.tekst
    rij = next(
        r for r in pagina.soup.select("tr") if "werkdagen" in r.get_text() and "Uitzoeken" in r.get_text()
    )
    assert [c.get_text() for c in rij.select("td")][-2:] == ["5", "7"]
    with app.app_context():
        assert inrichting.tekst_van("knelpunt", 2) == toml
    assert bas.get("/routes/knelpunt?naast=9").status_code == 404


def test_fouten_in_een_route_staan_er_per_plek_met_wat_je_doet(bas: StrictClient) -> None:
    velden = {"toml": 'naam = "x"', "uitleg": "Waarom.", "orgaan": "het college", "datum": "2-3-2026"}
    pagina = bas.verstuur("/beheer/routes", velden)
    assert isinstance(pagina, Page) and pagina.status == 422
    assert "zet `begin` erbij" in pagina.tekst
    assert pagina.velden("/beheer/routes")["toml"] == 'naam = "x"'


def test_een_vastgestelde_versie_verandert_niet(bas: StrictClient) -> None:
    toml = (ROUTES / "spoed-1.toml").read_text() + "\n# anders\n"
    velden = {"toml": toml, "uitleg": (ROUTES / "spoed-1.md").read_text(), "orgaan": "x", "datum": "2-3-2026"}
    pagina = bas.verstuur("/beheer/routes", velden)
    assert isinstance(pagina, Page) and "hoger nummer" in pagina.fouten[0]


def test_een_route_komt_uit_een_bestand(bas: StrictClient) -> None:
    from io import BytesIO

    toml, uitleg = tweede_versie()
    bas.pagina("/beheer/routes")
    data = {
        "csrf_token": bas.nieuw_teken(),
        "bestand_toml": (BytesIO(toml.encode()), "knelpunt-2.toml"),
        "bestand_uitleg": (BytesIO(uitleg.encode()), "knelpunt-2.md"),
        "orgaan": "het college",
        "datum": "2-3-2026",
    }
    antwoord = bas.post("/beheer/routes", data=data, content_type="multipart/form-data")
    assert antwoord.status_code == 303


def test_de_tekening_is_svg_zonder_stijl(bas: StrictClient) -> None:
    antwoord = bas.get("/routes/knelpunt/1.svg")
    assert antwoord.status_code == 200 and antwoord.mimetype == "image/svg+xml"
    svg = antwoord.get_data(as_text=True)
    assert "style=" not in svg and "<script" not in svg and "Uitzoeken" in svg
    assert bas.get("/routes/knelpunt/99.svg").status_code == 404


def test_zonder_tekenaar_blijft_de_tabel(bas: StrictClient, monkeypatch: pytest.MonkeyPatch) -> None:
    from signalen import diagram

    monkeypatch.setattr(diagram, "vind_programma", lambda: None)
    diagram._teken.cache_clear()
    pagina = bas.pagina("/routes/spoed")
    assert not pagina.soup.select("img") and pagina.soup.select("table")
    diagram._teken.cache_clear()


# ------------------------------------------------------------------ post, settings, and what stays closed


def brief(app: Flask, wie: uuid.UUID, soort: str, **velden: Any) -> uuid.UUID:
    from signalen.bericht.models import Bericht

    with binnen(app):
        rij = Bericht(
            sleutel=str(uuid.uuid4()),
            medewerker_id=wie,
            soort=soort,
            onderwerp="Onderwerp-geheim",
            tekst="Tekst-geheim",
            gemaakt_op=MAANDAG,
            message_id="<x@signalen>",
            **velden,
        )
        db.session.add(rij)
        db.session.flush()
        return rij.id


def test_post_toont_wat_mislukte_zonder_inhoud_en_biedt_opnieuw_aan(
    app: Flask, bas: StrictClient, ids: dict[str, uuid.UUID]
) -> None:
    fout = {"fout": "SMTPRecipientsRefused: {'noor@x.example'}", "pogingen": 5}
    id_ = brief(app, ids["teamleider"], "aan_zet", **fout)
    brief(app, ids["uitvoerder"], "nieuws", **fout)
    pagina = bas.pagina("/beheer/post")
    assert "Aan zet, aan Fatma Fictief" in pagina.tekst and "opgegeven" in pagina.tekst
    html = pagina.response.get_data(as_text=True)
    for geheim in ("Onderwerp-geheim", "Tekst-geheim", "noor@x.example", "Noor Verzonnen"):
        assert geheim not in html
    bas.verstuur(f"/beheer/post/{id_}/opnieuw")
    with app.app_context():
        assert inrichting.post().wachtend == 1


def test_instellingen_bewaren(bas: StrictClient) -> None:
    bas.verstuur("/beheer/instellingen", {"spoed_nummer": "14 0123", "quarantaine": "1"})
    assert bas.pagina("/beheer/instellingen").velden("/beheer/instellingen")["spoed_nummer"] == "14 0123"
    assert "Alles staat stil" not in bas.pagina("/beheer").tekst
    assert "14 0123" in bas.pagina("/hulp").tekst


def test_quarantaine_staat_op_het_overzicht_en_is_op_te_heffen(app: Flask, bas: StrictClient) -> None:
    from signalen.medewerker import operations

    with binnen(app):
        operations.zet_instelling("quarantaine", "1")
    assert "Alles staat stil" in bas.pagina("/beheer").tekst
    bas.verstuur("/beheer/vrijgeven")
    assert "Alles staat stil" not in bas.pagina("/beheer").tekst


def test_de_beheerder_ziet_geen_woord_en_geen_titel(
    app: Flask, bas: StrictClient, ids: dict[str, uuid.UUID]
) -> None:
    from signalen.knelpunt.models import Knelpunt, Koppeling

    signaal_id = geef_signaal(app, ids["uitvoerder"], "Kanarie zingt in de brief.")
    with binnen(app):
        koppeling = db.session.scalars(select(Koppeling).where(Koppeling.signaal_id == signaal_id)).one()
        knelpunt = db.session.get(Knelpunt, koppeling.knelpunt_id)
        assert knelpunt is not None
        knelpunt.titel, knelpunt_id, nummer = "Kanarietitel", knelpunt.id, str(knelpunt.nummer)
    for pad in (*PAGINAS, *(f"/beheer/mensen/{id_}" for id_ in ids.values())):
        html = bas.get(pad).get_data(as_text=True)
        assert not [w for w in ("Kanarie", nummer, str(signaal_id), str(knelpunt_id)) if w in html], pad
    assert bas.get(f"/knelpunten/{knelpunt_id}").status_code == 404
    assert bas.get(f"/mijn-signalen/{signaal_id}").status_code == 404


def test_een_ander_dan_de_beheerder_komt_er_niet_in(app: Flask, ids: dict[str, uuid.UUID]) -> None:
    for wie in ("uitvoerder", "directeur", "wethouder", "griffier"):
        klant = als(app, wie)
        assert klant.get("/beheer").status_code == 403
        klant.pagina("/hulp")
        antwoord = klant.post(
            "/beheer/instellingen", data={"csrf_token": klant.nieuw_teken(), "bestuur": "x"}
        )
        assert antwoord.status_code == 403
    auditor = als(app, "auditor")
    auditor.pagina("/beheer/logboek")
    assert auditor.get("/beheer/mensen").status_code == 403


def test_elke_daad_van_beheer_staat_in_het_logboek(app: Flask, bas: StrictClient) -> None:
    bas.verstuur("/beheer/instellingen", {"bestuur": "Voorbeeldstad"})
    with app.app_context():
        regel = db.session.scalars(select(Beheerlog)).one()
    assert (regel.door, regel.wat) == ("Bas Knoppen", "instellingen veranderd: bestuur")
    assert "instellingen veranderd: bestuur" in bas.pagina("/beheer/logboek").tekst


def test_mijn_berichten_zijn_van_mij(app: Flask, ids: dict[str, uuid.UUID]) -> None:
    brief(app, ids["teamleider"], "aan_zet", verwijst_naar="/mijn-werk")
    assert "Tekst-geheim" in als(app, "teamleider").pagina("/berichten").tekst
    assert "Je hebt nog geen berichten" in als(app, "directeur").pagina("/berichten").tekst


def test_wachtwoord_van_het_voorbeeld_staat_nergens_in_beheer(bas: StrictClient) -> None:
    assert all(WACHTWOORD not in bas.get(pad).get_data(as_text=True) for pad in PAGINAS)
