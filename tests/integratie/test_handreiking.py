"""Handreikingen: written by one, co-signed by another, found by article, and never changed."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date, datetime

import pytest
from flask import Flask

from signalen.db import NietGevonden, transaction
from signalen.kennis import operations, queries
from signalen.knelpunt.rules import OngeldigeInvoer
from signalen.voorbeeld import handreikingen
from tests.house.strict import Page
from tests.integratie.conftest import Stad
from tests.integratie.deuren import als, bouw
from workflows.stand import Geweigerd

KAART = {
    "titel": "Café-giften tellen niet mee",
    "artikel": "Participatiewet artikel 18",
    "wat_mag": "Een gift die **kosten bespaart** telt niet mee.",
    "wie_beslist": "De consulent",
    "domein": "werk en inkomen",
}


def schrijf(stad: Stad, wie: str = "coordinator", **velden: str) -> uuid.UUID:
    with transaction():
        return operations.schrijf({**KAART, **velden}, stad.ids[wie], wie, stad.nu).id


def teken(stad: Stad, id_: uuid.UUID, wie: str = "jurist") -> None:
    with transaction():
        operations.teken_mee(id_, stad.ids[wie], stad.nu)


def test_pas_na_meetekenen_staat_een_handreiking_open(stad: Stad) -> None:
    id_ = schrijf(stad)
    assert queries.gepubliceerd() == []
    with pytest.raises(NietGevonden):
        queries.laad(id_, met_concepten=False)
    teken(stad, id_)
    assert queries.gepubliceerd() == [(str(id_), KAART["titel"])]
    with pytest.raises(Geweigerd, match="al meegetekend"):
        teken(stad, id_)


def test_een_jurist_tekent_niet_mee_met_zichzelf(stad: Stad) -> None:
    id_ = schrijf(stad, "jurist")
    with pytest.raises(Geweigerd, match="niet zelf"):
        teken(stad, id_)
    assert queries.gepubliceerd() == []


def test_een_nieuwe_versie_vervangt_pas_na_meetekenen_en_na_haar_eerste_dag(stad: Stad) -> None:
    eerste = schrijf(stad)
    teken(stad, eerste)
    with transaction():
        straks = {**KAART, "titel": "Nieuwe tekst", "geldig_van": "10-3-2026"}
        tweede = operations.herzie(eerste, straks, stad.ids["coordinator"], "coordinator", stad.nu).id
    assert queries.gepubliceerd() == [(str(eerste), KAART["titel"])]
    teken(stad, tweede)
    assert queries.gepubliceerd() == [(str(eerste), KAART["titel"])]
    stad.naar(date(2026, 3, 10))
    assert queries.gepubliceerd() == [(str(tweede), "Nieuwe tekst")]
    blad = queries.pagina(eerste, stad.ids["uitvoerder"], False, False, str)
    assert (blad.stand, [v.versie for v in blad.versies], blad.nieuwste) == ("oud", [2, 1], str(tweede))


def test_wat_niet_meer_geldt_wordt_niet_aangeboden(stad: Stad) -> None:
    id_ = schrijf(stad, geldig_tot="5-3-2026")
    teken(stad, id_)
    assert len(queries.gepubliceerd()) == 1
    stad.naar(date(2026, 3, 6))
    assert queries.gepubliceerd() == []
    assert queries.bij_regeling("Participatiewet") == []


@pytest.mark.parametrize(
    ("velden", "veld"),
    [
        ({"titel": " "}, "titel"),
        ({"artikel": "x" * 301}, "artikel"),
        ({"wat_mag": "Zie BSN 111222333."}, "wat_mag"),
        ({"wat_mag": "[" * 300}, "wat_mag"),
        ({"domein": "ruimtevaart"}, "domein"),
        ({"geldig_van": "morgen"}, "geldig_van"),
        ({"geldig_tot": "1-3-2026"}, "geldig_tot"),
    ],
)
def test_een_kaart_die_niet_kan_krijgt_een_zin_bij_het_veld(
    stad: Stad, velden: dict[str, str], veld: str
) -> None:
    with pytest.raises(OngeldigeInvoer) as fout:
        schrijf(stad, **velden)
    assert [f.veld for f in fout.value.fouten] == [veld]


def test_de_zes_van_voorbeeldstad_passen_bij_wat_iemand_typt(stad: Stad) -> None:
    with transaction():
        ids = handreikingen.bouw(stad.ids, stad.nu)
    assert len(queries.gepubliceerd()) == len(ids) == 6
    assert [k.artikel for k in queries.bij_regeling("Pw art. 35")] == ["Participatiewet artikel 35 lid 1"]
    assert len(queries.bij_regeling("de Participatiewet", "werk en inkomen")) == 3
    assert [k.titel[:10] for k in queries.bij_regeling("Wgs")] == ["Binnen dri"]
    assert [k.titel[:8] for k in queries.bij_regeling("Algemene wet bestuursrecht 4:84")] == ["Afwijken"]
    for onbekend in ("", "Leerplichtwet", "Participatiewet artikel 99", "wet", "35"):
        assert queries.bij_regeling(onbekend) == [], onbekend


# ------------------------------------------------------------------ pages


@pytest.fixture
def huis(app: Flask, zet_klok: Callable[[datetime], None]) -> Stad:
    """Voorbeeldstad without an open application context, so that each page is a request of its own."""
    return Stad(app, bouw(app, zet_klok), zet=zet_klok)


def bewaar(huis: Stad, wie: str = "coordinator", **velden: str) -> str:
    klant = als(huis.app, wie)
    klant.pagina("/handreikingen/nieuw")
    antwoord = klant.verstuur("/handreikingen", {**KAART, **velden})
    assert not isinstance(antwoord, Page), antwoord.fouten
    return str(antwoord.location.split("?")[0])


def test_van_schrijven_tot_lezen(huis: Stad) -> None:
    leeg = als(huis.app, "uitvoerder").pagina("/handreikingen")
    assert "Hier komen de handreikingen die een jurist heeft meegetekend." in leeg.tekst
    als(huis.app, "uitvoerder").pagina("/handreikingen/nieuw", 403)
    pad = bewaar(huis, wat_mag="Een gift <script>alert(1)</script> telt **niet** mee.")
    als(huis.app, "uitvoerder").pagina(pad, 404)
    schrijver = als(huis.app, "coordinator").pagina(pad)
    assert "wacht op een jurist" in schrijver.tekst and "Meetekenen" not in schrijver.tekst
    jurist = als(huis.app, "jurist")
    assert "Wachten op een jurist" in jurist.pagina("/handreikingen").tekst
    jurist.pagina(pad)
    blad = jurist.verstuur(f"{pad}/meetekenen", {}, volg=True)
    assert isinstance(blad, Page) and "geldt nu" in blad.tekst
    gelezen = als(huis.app, "uitvoerder").pagina(pad)
    assert gelezen.soup.find("strong", string="niet") and "alert(1)" not in gelezen.tekst


def test_de_schrijver_tekent_niet_mee_ook_niet_met_een_verzonnen_formulier(huis: Stad) -> None:
    pad = bewaar(huis, "jurist")
    jurist = als(huis.app, "jurist")
    assert "Meetekenen" not in jurist.pagina(pad).tekst
    blad = jurist.verstuur(f"{pad}/meetekenen", {})
    assert isinstance(blad, Page) and blad.fouten == ["Wie de handreiking schreef, kan niet zelf meetekenen."]
    antwoord = als(huis.app, "coordinator").verstuur(f"{pad}/meetekenen", {})
    assert isinstance(antwoord, Page) and antwoord.status == 404


def test_zoeken_let_niet_op_accenten_en_staat_in_het_adres(huis: Stad) -> None:
    jurist = als(huis.app, "jurist")
    for velden in ({}, {"titel": "Bijzondere bijstand", "artikel": "Participatiewet artikel 35"}):
        jurist.verstuur(f"{bewaar(huis, **velden)}/meetekenen", {})
    klant = als(huis.app, "uitvoerder")
    gevonden = klant.pagina("/handreikingen?q=CAFE+giften")
    assert "1 gevonden voor" in gevonden.tekst and "Café-giften" in gevonden.tekst
    assert "Bijzondere bijstand" not in gevonden.tekst
    assert gevonden.velden("/handreikingen")["q"] == "CAFE giften"
    niets = klant.pagina("/handreikingen?q=zeppelin")
    assert "Niets gevonden voor" in niets.tekst and "Zoek op minder woorden." in niets.tekst


def test_een_nieuwe_versie_begint_met_wat_er_stond(huis: Stad) -> None:
    pad = bewaar(huis)
    als(huis.app, "jurist").verstuur(f"{pad}/meetekenen", {})
    klant = als(huis.app, "coordinator")
    velden = klant.pagina(f"{pad}/wijzigen").velden(f"{pad}/wijzigen")
    assert velden["titel"] == KAART["titel"]
    fout = klant.verstuur(f"{pad}/wijzigen", {**velden, "titel": ""})
    assert isinstance(fout, Page) and fout.fouten == ["Schrijf in een paar woorden wat er mag."]
    assert fout.velden(f"{pad}/wijzigen")["wat_mag"] == KAART["wat_mag"]
    antwoord = klant.verstuur(f"{pad}/wijzigen", {**velden, "titel": "Beter gezegd", "formulier": "ander"})
    assert not isinstance(antwoord, Page)
    nieuw = antwoord.location.split("?")[0]
    als(huis.app, "jurist").verstuur(f"{nieuw}/meetekenen", {})
    oud = als(huis.app, "uitvoerder").pagina(pad)
    assert "Deze versie geldt niet meer." in oud.tekst
    assert oud.link("Naar de nieuwste versie") == nieuw
