"""The two layers of a verslag through the pages: who writes, who looks it over, who reads nothing of it."""

from __future__ import annotations

import io
import uuid
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import odfdo
import pdfua
import pikepdf
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from signalen.bericht.models import Bericht
from signalen.db import db, transaction
from signalen.knelpunt.models import Gebeurtenis
from signalen.medewerker import operations as medewerkers
from signalen.medewerker.models import Eenheid
from signalen.overleg import documenten, operations
from signalen.overleg.models import Oogst, Werkblad
from signalen.register import operations as register
from signalen.voorbeeld.mensen import DOMEIN
from tests.conftest import _on_one_connection
from tests.house.strict import Page
from tests.integratie import plein
from tests.integratie.conftest import MAANDAG, Stad
from tests.integratie.plein import Plein, signaal
from tests.integratie.test_bescherming import leesbaar, paden

KANARIE = "Kwikstaartzin"
BUITEN = ("coordinator", "wethouder", "afdelingshoofd", "beheerder", "lezer", "griffier")


@pytest.fixture(scope="module")
def klok(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("klok") / "klok"


@pytest.fixture(scope="module")
def vol(gedeelde_app: Flask, klok: Path) -> Iterator[Plein]:
    """The square, built once for this module on one connection that is rolled back at the end."""
    with pytest.MonkeyPatch.context() as omgeving, _on_one_connection(gedeelde_app):
        omgeving.setenv("SIGNALEN_KLOK", str(klok))
        p = plein.vul(gedeelde_app, lambda moment: klok.write_text(moment.isoformat()) and None)
        with gedeelde_app.app_context(), transaction():
            team = db.session.scalars(select(Eenheid.id)).first()
            assert team is not None
            lezer = medewerkers.voeg_toe("Lea Lezer", f"lezer@{DOMEIN}", team).id
            medewerkers.geef_rol(lezer, "lezer", team, date(2026, 1, 1))
            p.mensen["lezer"] = lezer
        yield p


@pytest.fixture
def p(vol: Plein) -> Iterator[Plein]:
    """The square, of which this test may change whatever it wants: it is taken back."""
    with vol.proef():
        yield vol


def test_de_schrijver_legt_voor_en_de_inbrenger_kijkt_na(p: Plein) -> None:
    o, punt, s = p.ding["o8"], p.ding["p10"], p.ding["s10"]
    pad = f"/overleg/{o}/oogst/{punt}"
    blad = p.als("gespreksleider").pagina(f"/overleg/{o}")
    assert "nog niets geschreven" in blad.tekst and "ligt bij de inbrenger" in blad.tekst
    leeg = p.als("gespreksleider").verstuur(pad, {"feit": " ", "opvatting": "Krom.", "versie": ""})
    assert isinstance(leeg, Page) and leeg.fouten == ["Schrijf in elk geval wat er is vastgesteld."]
    assert leeg.velden(pad)["opvatting"].strip() == "Krom."
    tekst = {"feit": "De brief komt **laat**.", "versie": "", "actie": "voorleggen"}
    na = p.als("gespreksleider").verstuur(pad, tekst, volg=True)
    assert isinstance(na, Page) and "De tekst ligt nu bij de inbrenger." in na.tekst
    assert na.soup.find("form", action=pad) is None
    deelnemer = p.als("uitvoerder").pagina(f"/overleg/{o}")
    assert "ligt bij de inbrenger" in deelnemer.tekst and "De brief komt laat" not in deelnemer.tekst
    lijst = p.als("uitvoerder3").pagina("/mijn-signalen")
    assert "Klopt de tekst uit het gesprek?" in lijst.tekst
    assert p.als("uitvoerder3").pagina("/").soup.select_one(f".vlak a[href='/mijn-signalen/{s}']")
    mijn = p.als("uitvoerder3").pagina(f"/mijn-signalen/{s}")
    assert "Dit willen wij uit het gesprek meenemen" in mijn.tekst and "De brief komt laat" in mijn.tekst
    doel = next(f["action"] for f in mijn.soup.find_all("form") if "/oogst/" in f["action"])
    niets = p.als("uitvoerder3").verstuur(doel, {"antwoord": "", "correctie": "Het is elke week."})
    assert isinstance(niets, Page) and niets.fouten == ["Kies akkoord of niet akkoord."]
    assert niets.velden(doel)["correctie"].strip() == "Het is elke week."
    na = p.als("uitvoerder3").verstuur(doel, {"antwoord": "niet", "correctie": "Elke week."}, volg=True)
    assert isinstance(na, Page) and "Jij zei: niet akkoord." in na.tekst
    terug = p.als("gespreksleider").pagina(pad)
    assert "Dit wil de inbrenger anders" in terug.tekst and "Elke week." in terug.tekst


def test_een_deelnemer_mag_meeschrijven_en_niemand_overschrijft_een_ander(p: Plein) -> None:
    o, punt = p.ding["o8"], p.ding["p10"]
    pad = f"/overleg/{o}/oogst/{punt}"
    p.als("uitvoerder").pagina(pad, 404)
    p.stuur("gespreksleider", f"/overleg/{o}/verslaglegger", {"verslaglegger": str(p.mensen["uitvoerder"])})
    p.als("uitvoerder").pagina(pad)
    eerste = {"feit": "Van de een.", "versie": "", "actie": "bewaren"}
    assert p.stuur("uitvoerder", pad, eerste).status_code == 303
    botst = p.stuur("gespreksleider", pad, {**eerste, "feit": "Van de ander."})
    assert botst.status_code == 409
    tekst = Page(botst).tekst
    assert "Van de een." in tekst and "Van de ander." in tekst
    for wie in ("coordinator", "griffier", "uitvoerder2"):
        p.als(wie).pagina(pad, 404)
    p.als("gespreksleider").pagina(f"/overleg/{p.ding['o2']}/oogst/{punt}", 404)
    p.als("gespreksleider").pagina(f"/overleg/{o}/oogst/{uuid.uuid4()}", 404)


def test_eerdere_afwegingen_zoeken_lezen_en_aanbieden(p: Plein) -> None:
    alle = p.als("uitvoerder2").pagina("/eerdere-afwegingen")
    vraag = plein.AFWEGING["vraag"]
    een = alle.link(vraag)
    assert "Klaar om aan te bieden" not in alle.tekst
    gevonden = p.als("uitvoerder2").pagina("/eerdere-afwegingen?q=vertrouwen&werk=werk+en+inkomen")
    assert "1 gevonden" in gevonden.tekst
    niets = p.als("uitvoerder2").pagina("/eerdere-afwegingen?q=%25_%27%22%5C%00zeppelin")
    assert "Niets gevonden" in niets.tekst
    blad = p.als("uitvoerder2").pagina(een)
    assert blad.h1 == vraag and "Er is nog geen besluit." in blad.tekst
    assert "Naar het knelpunt" not in blad.tekst and str(p.ding["k7"]) not in str(blad.soup)
    assert p.als("coordinator").pagina(een).link("Naar het knelpunt") == f"/knelpunten/{p.ding['k7']}"
    aanbod = f"/eerdere-afwegingen/aanbieden/{p.ding['u9']}"
    assert aanbod in str(p.als("jurist").pagina("/eerdere-afwegingen").soup)
    velden = p.als("jurist").pagina(aanbod).velden(aanbod)
    assert (velden["uitkomst"].strip(), velden["voor"].strip()) == ("Eerder bellen.", "Het voelt krom.")
    fout = p.als("jurist").verstuur(aanbod, {**plein.AFWEGING, "tegen": "", "uitkomst": "In week 12."})
    assert isinstance(fout, Page) and len(fout.fouten) == 2
    na = p.als("jurist").verstuur(aanbod, plein.AFWEGING, volg=True)
    assert isinstance(na, Page) and "De afweging is aangeboden." in na.tekst
    assert len(na.soup.select("main ul.rijen a")) == 1
    mijn = p.als("uitvoerder3").pagina(f"/mijn-signalen/{p.ding['s9']}")
    assert "Tot die dag kun je het terugnemen." in mijn.tekst and vraag in mijn.tekst
    p.als("jurist").pagina(f"/eerdere-afwegingen/aanbieden/{p.ding['u8']}", 404)
    p.als("coordinator").pagina(aanbod, 404)


def test_wat_is_vrijgegeven_leest_de_volgende_laag(p: Plein) -> None:
    for wie, pad in (
        ("coordinator", f"/knelpunten/{p.ding['k9']}"),
        ("griffier", f"/overleg/{p.ding['o8']}"),
    ):
        assert "Eerder bellen." in p.als(wie).pagina(pad).tekst
    assert "Eerder bellen." not in p.als("coordinator").pagina(f"/knelpunten/{p.ding['k8']}").tekst
    assert "ligt bij de inbrenger" not in p.als("griffier").pagina(f"/overleg/{p.ding['o8']}").tekst


# ------------------------------------------------------------------ nothing closed gets out


def leg_kanaries(p: Plein, stad: Stad) -> None:
    """Put words that occur nowhere else in every closed place."""
    d, delen = p.ding, {n: f"{KANARIE} {n}." for n in ("feit", "alternatief", "opvatting")}
    with transaction():
        db.session.add(
            Werkblad(
                overleg_id=d["o8"], agendapunt_id=d["p8"], inhoud={"x": KANARIE}, weg_op=date(2026, 9, 1)
            )
        )
        operations.leg_voor(d["o8"], d["p10"], delen, "", stad.nu)
        operations.stem_in(signaal(d["s8"]), d["u8"], "niet", f"{KANARIE} correctie", True, stad.nu)
        operations.leg_verslag_vast(d["o8"], delen["feit"], "", "", "gespreksleider", stad.nu)


def lekken(p: Plein, wie: str) -> list[str]:
    """Return the addresses at which somebody meets the words. A PDF is made of the same record as an ODT."""
    klant, uit = p.als(wie), []
    elders = (str(p.ding["o1"]), str(p.ding["o2"]))
    for pad in paden(p):
        if any(id_ in pad for id_ in elders):
            continue
        antwoord = FlaskClient.open(klant, pad)
        assert antwoord.status_code < 500, f"{wie} {pad}"
        if KANARIE in leesbaar(antwoord):
            uit.append(f"{wie} {pad}")
    return uit


def in_rijen() -> list[str]:
    """Return the letters and events that hold the words."""
    rijen = [
        *db.session.scalars(select(Bericht.tekst)),
        *map(str, db.session.scalars(select(Gebeurtenis.inhoud))),
    ]
    return [rij for rij in rijen if KANARIE in rij]


@pytest.mark.slow
def test_geen_aantekening_en_geen_niet_goedgekeurde_tekst_komt_buiten(p: Plein, klok: Path) -> None:
    d = p.ding
    d |= {"kanarie_k": [d["k8"], d["k10"]], "g0": d["s8"], "g4": d["s10"], "nummer": d["n7"]}
    p.mensen["wielewaal"] = p.mensen["uitvoerder"]
    oud = klok.read_text()
    with p.app.app_context():
        stad = Stad(p.app, p.mensen, MAANDAG, lambda moment: klok.write_text(moment.isoformat()) and None)
        stad.naar(plein.NU)
        leg_kanaries(p, stad)
        stad.naar(date(2026, 3, 26))
        stad.tik()
        with transaction():
            register.maak_op("2026-K1", stad.nu)
        assert in_rijen() == []
        assert db.session.scalars(select(Oogst.staat).where(Oogst.id == d["u8"])).one() == "niet_akkoord"
        db.session.rollback()
    assert [lek for wie in BUITEN for lek in lekken(p, wie)] == []
    assert KANARIE in p.als("uitvoerder").pagina(f"/overleg/{d['o8']}").tekst, (
        "who was there reads the verslag"
    )
    assert KANARIE in str(p.als("gespreksleider").pagina(f"/overleg/{d['o8']}/oogst/{d['p10']}").soup)
    klok.write_text(oud)


# ------------------------------------------------------------------ files


def bestand(p: Plein, wie: str, stuk: str, vorm: str) -> Any:
    antwoord = p.lees(wie, f"/overleg/{p.ding['o8']}/{stuk}.{vorm}")
    assert antwoord.status_code == 200
    assert antwoord.headers["Content-Disposition"] == f"attachment; filename={stuk}.{vorm}"
    assert antwoord.headers["Cache-Control"] == "no-store"
    return antwoord


def test_de_agenda_en_het_verslag_als_pdf(p: Plein, tmp_path: Path) -> None:
    for stuk in ("agenda", "verslag"):
        pad = tmp_path / f"{stuk}.pdf"
        pad.write_bytes(bestand(p, "uitvoerder", stuk, "pdf").get_data())
        verslag = pdfua.validate(str(pad))
        assert [str(vondst) for vondst in verslag.findings] == []
        with pikepdf.open(pad) as pdf:
            with pdf.open_metadata() as gegevens:
                assert gegevens["pdfuaid:part"] == "1"
                assert (gegevens["pdfaid:part"], gegevens["pdfaid:conformance"]) == ("2", "A")
            assert pdf.Root.Lang == "nl-NL" or str(pdf.Root.Lang) == "nl"
            assert "SourceSans3" in str(pdf.pages[0].Resources.Font.items())


def test_de_agenda_en_het_verslag_als_odt(p: Plein) -> None:
    verslag = odfdo.Document(io.BytesIO(bestand(p, "uitvoerder", "verslag", "odt").get_data()))
    koppen = [(int(kop.level), kop.text) for kop in verslag.body.headers]
    assert koppen[0] == (1, "Verslag: Casuïstiekbespreking")
    assert (3, "Signaal uit week 10") in koppen and (4, "Feiten") in koppen
    assert "De brief komt te laat." in verslag.get_formatted_text()
    assert verslag.language == "nl-NL" and verslag.meta.title == "Verslag: Casuïstiekbespreking"
    agenda = odfdo.Document(io.BytesIO(bestand(p, "griffier", "agenda", "odt").get_data()))
    (tabel,) = agenda.body.tables
    assert tabel.get_elements("table:table-header-rows/table:table-row")
    assert (tabel.width, tabel.height) == (2, 4), "nobody owns a knelpunt: that column is left out"


def test_bestanden_volgen_de_rechten_van_de_pagina(p: Plein, monkeypatch: pytest.MonkeyPatch) -> None:
    o4, o1 = f"/overleg/{p.ding['o8']}", f"/overleg/{p.ding['o1']}"
    assert p.lees("uitvoerder2", f"{o4}/verslag.pdf").status_code == 404
    assert p.lees("uitvoerder", f"{o1}/verslag.odt").status_code == 404, "nothing was released there"
    blad = p.als("uitvoerder").pagina(o4)
    assert blad.link("Verslag als PDF") == f"{o4}/verslag.pdf"
    monkeypatch.setattr(documenten, "NODIG", {"odt": "odfdo"})
    blad = p.als("uitvoerder").pagina(o4)
    assert "als PDF" not in blad.tekst and "Verslag als ODT" in blad.tekst
    assert p.lees("uitvoerder", f"{o4}/verslag.pdf").status_code == 404
