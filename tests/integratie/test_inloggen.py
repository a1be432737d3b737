"""The door: who comes in, who does not, and what a session is worth afterwards."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from flask import Flask
from sqlalchemy import func, select

from signalen.db import db, transaction
from signalen.medewerker.models import Inlogpoging, Medewerker, Sessie
from signalen.medewerker.views import lokaal_pad
from signalen.sessies import hash_van
from signalen.voorbeeld.mensen import WACHTWOORD
from tests.house.strict import Page, StrictClient
from tests.integratie.conftest import MAANDAG
from tests.integratie.deuren import als, bouw

WIE = "uitvoerder@voorbeeldstad.example"


@pytest.fixture
def klant(app: Flask, zet_klok: Callable[[datetime], None]) -> StrictClient:
    bouw(app, zet_klok)
    return als(app)


def koekje(klant: StrictClient) -> str:
    gevonden = klant.get_cookie("signalen")
    return gevonden.value if gevonden else ""


def test_wie_inlogt_gaat_naar_waar_hij_heen_wilde(klant: StrictClient) -> None:
    naar = klant.get("/sessies").location
    assert naar == "/inloggen?verder=/sessies"
    klant.pagina(naar)
    antwoord = klant.verstuur("/inloggen", {"email": WIE, "wachtwoord": WACHTWOORD, "verder": "/sessies"})
    assert (antwoord.status_code, antwoord.location) == (303, "/sessies")
    assert "Dit is de sessie die je nu gebruikt" in klant.pagina("/sessies").tekst


def test_onbekend_en_fout_krijgen_hetzelfde_antwoord(klant: StrictClient) -> None:
    pogingen = [
        klant.verstuur("/inloggen", {"email": WIE, "wachtwoord": "helemaal verkeerd"}),
        klant.verstuur(
            "/inloggen", {"email": "niemand@voorbeeldstad.example", "wachtwoord": "helemaal verkeerd"}
        ),
    ]
    assert all(isinstance(p, Page) and p.status == 422 for p in pogingen)
    assert pogingen[0].fouten == pogingen[1].fouten
    assert "horen niet bij elkaar" in pogingen[0].fouten[0]
    assert "helemaal verkeerd" not in pogingen[0].response.get_data(as_text=True)
    with klant.application.app_context():
        assert db.session.scalar(select(func.count()).select_from(Inlogpoging)) == 2
        assert WIE not in str(db.session.scalars(select(Inlogpoging.account_hash)).all())


def test_wie_uit_dienst_is_komt_niet_binnen(klant: StrictClient) -> None:
    klant.inloggen(WIE, WACHTWOORD)
    with klant.application.app_context(), transaction():
        rij = db.session.scalars(select(Medewerker).where(Medewerker.email == WIE)).one()
        rij.uit_dienst_op = MAANDAG.date()
    assert klant.get("/sessies").status_code == 303
    klant.token = None
    geweigerd = klant.verstuur("/inloggen", {"email": WIE, "wachtwoord": WACHTWOORD})
    assert isinstance(geweigerd, Page) and geweigerd.status == 422


def test_raden_gaat_steeds_langzamer_maar_nooit_voor_altijd_dicht(klant: StrictClient) -> None:
    for _ in range(3):
        klant.verstuur("/inloggen", {"email": WIE, "wachtwoord": "verkeerd"})
    goed_maar_te_snel = klant.verstuur("/inloggen", {"email": WIE, "wachtwoord": WACHTWOORD})
    assert isinstance(goed_maar_te_snel, Page) and goed_maar_te_snel.status == 422
    ander = klant.verstuur("/inloggen", {"email": "griffier@voorbeeldstad.example", "wachtwoord": WACHTWOORD})
    assert ander.status_code == 303


def test_inloggen_geeft_een_nieuw_teken_en_het_oude_is_niets_meer_waard(klant: StrictClient) -> None:
    klant.pagina("/inloggen")
    voor = koekje(klant)
    klant.inloggen(WIE, WACHTWOORD)
    na = koekje(klant)
    assert voor and na and voor != na
    with klant.application.app_context():
        hashes = set(db.session.scalars(select(Sessie.token_hash)))
    assert hash_van(na) in hashes and hash_van(voor) not in hashes


def test_na_uitloggen_werkt_het_oude_koekje_niet_meer(klant: StrictClient) -> None:
    klant.inloggen(WIE, WACHTWOORD)
    oud = koekje(klant)
    klant.pagina("/sessies")
    antwoord = klant.verstuur("/uitloggen")
    assert antwoord.location == "/inloggen?gedaan=uitgelogd"
    klant.set_cookie("signalen", oud)
    assert klant.get("/sessies").status_code == 303


def test_een_andere_sessie_beeindigen_sluit_haar_echt(klant: StrictClient) -> None:
    klant.inloggen(WIE, WACHTWOORD)
    ander = als(klant.application)
    ander.inloggen(WIE, WACHTWOORD)
    acties = [f["action"] for f in klant.pagina("/sessies").soup.select("main form")]
    assert len(acties) == 1
    klant.verstuur(acties[0])
    assert ander.get("/sessies").status_code == 303
    assert klant.get("/sessies").status_code == 200


def test_een_sessie_van_een_ander_blijft_staan(klant: StrictClient) -> None:
    klant.inloggen(WIE, WACHTWOORD)
    with klant.application.app_context():
        id_ = db.session.scalars(select(Sessie.id).where(Sessie.medewerker_id.is_not(None))).one()
    ander = als(klant.application)
    ander.inloggen("griffier@voorbeeldstad.example", WACHTWOORD)
    ander.verstuur(f"/sessies/{id_}/einde")
    assert klant.get("/sessies").status_code == 200


def test_in_de_voorbeeldgemeente_kies_je_een_rol(klant: StrictClient) -> None:
    pagina = klant.pagina("/inloggen")
    knoppen = [
        f for f in pagina.soup.select("main form") if f.find("input", {"name": "email", "type": "hidden"})
    ]
    assert len(knoppen) >= 15
    velden = {v["name"]: v["value"] for v in knoppen[0].find_all("input") if v["name"] != "csrf_token"}
    assert klant.verstuur("/inloggen", velden).status_code == 303


def test_een_gewone_gemeente_toont_geen_voorbeeldmensen(
    klant: StrictClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dataclasses import replace

    app: Flask = klant.application
    gewoon = replace(app.config["SIGNALEN"], omgeving="ontwikkeling")
    monkeypatch.setitem(app.config, "SIGNALEN", gewoon)
    tekst = klant.get("/inloggen").get_data(as_text=True)
    assert "voorbeeldstad" not in tekst.lower() and WACHTWOORD not in tekst


@pytest.mark.parametrize(
    ("pad", "mag"),
    [
        ("/mijn-werk?stand=open", True),
        ("//elders.example/", False),
        ("https://elders.example/", False),
        ("/\\elders.example", False),
        ("javascript:alert(1)", False),
        ("/a\nb", False),
        ("/inloggen", False),
        ("mijn-werk", False),
        ("", False),
    ],
)
def test_alleen_een_pad_van_hier(pad: str, mag: bool) -> None:
    assert lokaal_pad(pad) == (pad if mag else "")
