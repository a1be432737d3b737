"""The pages of overleg through the strict reader: list, planning, agenda, acts of the gespreksleider."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date, datetime

import pytest
from flask import Flask

from tests.house.strict import Page
from tests.integratie.conftest import Stad
from tests.integratie.deuren import als, bouw


@pytest.fixture
def huis(app: Flask, zet_klok: Callable[[datetime], None]) -> Stad:
    """Voorbeeldstad without an open application context, so that each page is a request of its own."""
    return Stad(app, bouw(app, zet_klok), zet=zet_klok)


def knelpunt(huis: Stad, titel: str = "De verrekening komt te laat", **velden: object) -> uuid.UUID:
    """Make a knelpunt that waits for a casuïstiekbespreking."""
    from signalen.db import db, transaction
    from signalen.knelpunt.models import Knelpunt

    with huis.app.app_context():
        k = huis.knelpunt_id(huis.geef(**velden))
        huis.doe(k, "coordinator", "gewoon", samenvatting="Elke maand volgt een verrekening.")
        db.session.remove()
        with transaction():
            rij = db.session.get(Knelpunt, k)
            assert rij is not None
            rij.titel = titel
    return k


def plan(huis: Stad, wie: str = "gespreksleider", **velden: object) -> str:
    """Plan through the page and return the path of the overleg."""
    klant = als(huis.app, wie)
    klant.pagina("/overleg/plannen")
    basis = {"soort": "casuistiekbespreking", "datum": "12-3-2026", "begin": "14:00", "plaats": "Kamer 2"}
    antwoord = klant.verstuur("/overleg/plannen", {**basis, "formulier": str(uuid.uuid4()), **velden})
    assert not isinstance(antwoord, Page), antwoord.fouten
    assert antwoord.location.endswith("?gedaan=overleg")
    return str(antwoord.location.split("?")[0])


def test_wie_niets_heeft_leest_wat_hier_komt_en_wat_te_doen(huis: Stad) -> None:
    uitvoerder = als(huis.app, "uitvoerder").pagina("/overleg")
    assert "waarvoor je bent uitgenodigd" in uitvoerder.tekst
    assert not uitvoerder.soup.find("a", href="/overleg/plannen")
    leider = als(huis.app, "gespreksleider").pagina("/overleg")
    assert leider.link("Overleg plannen") == "/overleg/plannen"
    als(huis.app, "uitvoerder").pagina("/overleg/plannen", 403)


def test_een_fout_plan_houdt_wat_er_getypt_is(huis: Stad) -> None:
    klant = als(huis.app, "gespreksleider")
    blad = klant.verstuur(
        "/overleg/plannen",
        {
            "soort": "casuistiekbespreking",
            "datum": "7-3-2026",
            "begin": "half drie",
            "plaats": "Kamer 2",
            "deelnemers": [str(huis.ids["uitvoerder"])],
        },
    )
    assert isinstance(blad, Page) and blad.status == 422
    assert blad.fouten == [
        "Zaterdag 7 maart 2026 is geen werkdag (zaterdag). Kies een andere dag.",
        "Schrijf hoe laat het begint, bijvoorbeeld 14:00.",
    ]
    velden = blad.velden("/overleg/plannen")
    assert (velden["plaats"], velden["deelnemers"]) == ("Kamer 2", str(huis.ids["uitvoerder"]))


def test_de_agenda_toont_titel_en_samenvatting_en_geen_namen_van_inbrengers(huis: Stad) -> None:
    k = knelpunt(huis, niveau="open", spoed=True)
    pad = plan(huis, deelnemers=[str(huis.ids["uitvoerder2"])])
    blad = als(huis.app, "uitvoerder2").pagina(pad)
    assert blad.h1 == "Casuïstiekbespreking"
    for woord in ("De verrekening komt te laat", "Elke maand volgt een verrekening.", "15 minuten", "spoed"):
        assert woord in blad.tekst
    assert "Donderdag 12 maart 2026 om 14.00 uur" in blad.tekst
    assert blad.link("De verrekening komt te laat") == f"/knelpunten/{k}"
    for woord in ("Noor Verzonnen", "Mensen haken af"):
        assert woord not in blad.tekst
    assert "Jij leidt dit overleg" not in blad.tekst
    als(huis.app, "uitvoerder").pagina(pad, 404)
    als(huis.app, "griffier").pagina(pad)


def test_wat_niet_past_staat_apart(huis: Stad) -> None:
    for nummer in range(3):
        knelpunt(huis, f"Knelpunt {nummer}")
    blad = als(huis.app, "gespreksleider").pagina(plan(huis, minuten="30"))
    koppen = [kop.get_text() for kop in blad.soup.select(".vergadering h2")]
    assert koppen == ["Knelpunten", "Past waarschijnlijk niet"]
    assert len(blad.soup.select(".vergadering li")) == 3


def test_van_houden_tot_verslag_en_uitkomst(huis: Stad) -> None:
    k, blijft = knelpunt(huis), knelpunt(huis, "Blijft liggen")
    pad = plan(huis, deelnemers=[str(huis.ids["uitvoerder2"])])
    klant = als(huis.app, "gespreksleider")
    assert "Het overleg is gehouden" not in klant.pagina(pad).tekst + klant.pagina(f"{pad}/leiden").tekst
    huis.naar(date(2026, 3, 12))
    klant = als(huis.app, "gespreksleider")
    naar = next(a["href"] for a in klant.pagina(pad).soup.select("a") if "is gehouden" in a.get_text())
    vinkjes = klant.pagina(naar).formulier(f"{pad}/houden").select("input[name=besproken][checked]")
    assert {vinkje["value"] for vinkje in vinkjes} == {f"knelpunt:{k}", f"knelpunt:{blijft}"}
    blad = klant.verstuur(f"{pad}/houden", {"besproken": [f"knelpunt:{k}"], "aanwezig": "6"}, volg=True)
    assert isinstance(blad, Page)
    assert "Het overleg is gehouden." in blad.tekst and "Aanwezig: 6." in blad.tekst
    assert "Doorgeschoven naar het volgende overleg" in blad.tekst
    assert blad.soup.find("a", href=f"/knelpunten/{blijft}", string="Blijft liggen")
    assert blad.link("Leg de uitkomst vast van De verrekening komt te laat") == f"/knelpunten/{k}"
    tekst = "## Wat we zagen\n\n<script>alert(1)</script> Iedereen **herkent** dit."
    blad = klant.verstuur(
        f"{pad}/verslag", {"feit": tekst, "alternatief": "Eerder bellen.", "opvatting": ""}, volg=True
    )
    assert isinstance(blad, Page)
    # A knelpunt was talked over and nobody asked the inbrenger: this verslag stays with who was there.
    assert "Dit verslag is voor de deelnemers." in blad.tekst
    assert "herkent" not in als(huis.app, "coordinator").pagina(pad).tekst
    assert blad.soup.find("strong", string="herkent")
    assert "alert(1)" not in blad.tekst
    assert "Jij leidt dit overleg" not in als(huis.app, "uitvoerder2").pagina(pad).tekst
    with huis.app.app_context():
        huis.doe(k, "gespreksleider", "advies", advies="Pas de instructie aan.")
    blad = klant.pagina(pad)
    assert "Besproken. Uitkomst: Met advies naar het afdelingshoofd." in blad.tekst
    assert "Leg de uitkomst vast" not in blad.tekst


def test_een_afspraak_staat_vooraan_op_de_volgende_agenda(huis: Stad) -> None:
    pad, volgende = plan(huis, datum="2-3-2026"), plan(huis, datum="12-3-2026")
    klant = als(huis.app, "gespreksleider")
    klant.verstuur(f"{pad}/houden", {})
    fout = klant.verstuur(
        f"{pad}/afspraak", {"omschrijving": "Iris belt het UWV.", "rol": "", "datum": "20-3-2026"}
    )
    assert isinstance(fout, Page) and fout.fouten == ["Kies welke rol hiervoor zorgt."]
    assert fout.velden(f"{pad}/afspraak")["omschrijving"] == "Iris belt het UWV."
    data = {"omschrijving": "Iris belt het UWV.", "rol": "coordinator", "datum": "20-3-2026"}
    klant.verstuur(f"{pad}/afspraak", data)
    assert "Afspraken uit dit overleg" in klant.pagina(pad).tekst
    blad = klant.pagina(volgende)
    assert blad.soup.select_one(".vergadering h2").get_text() == "Eerst de open afspraken"  # type: ignore[union-attr]
    assert "Iris belt het UWV. Signaalcoördinator, uiterlijk vrijdag 20 maart 2026" in blad.tekst


def test_vervallen_en_verzetten_tonen_de_reden(huis: Stad) -> None:
    pad = plan(huis)
    klant = als(huis.app, "gespreksleider")
    leeg = klant.verstuur(f"{pad}/vervallen", {"reden": " "})
    assert isinstance(leeg, Page) and leeg.fouten == ["Schrijf waarom het overleg niet doorgaat."]
    blad = klant.verstuur(
        f"{pad}/verzetten", {"datum": "13-3-2026", "begin": "", "reden": "Zaal bezet."}, volg=True
    )
    assert isinstance(blad, Page)
    assert "Verplaatst van donderdag 12 maart 2026: Zaal bezet." in blad.tekst
    assert not klant.pagina(f"{pad}/leiden").soup.find("form", action=f"{pad}/verzetten")
    als(huis.app, "uitvoerder2").pagina(f"{pad}/leiden", 404)
    blad = klant.verstuur(f"{pad}/vervallen", {"reden": "Griep."}, volg=True)
    assert isinstance(blad, Page)
    assert "Dit overleg gaat niet door." in blad.tekst and "Griep." in blad.tekst
    lijst = klant.pagina("/overleg")
    assert "1 vervallen" in lijst.tekst and "Griep." in lijst.tekst


def test_alleen_de_gespreksleider_doet_iets(huis: Stad) -> None:
    pad = plan(huis, deelnemers=[str(huis.ids["uitvoerder"])])
    for wie in ("uitvoerder", "coordinator", "wethouder"):
        antwoord = als(huis.app, wie).verstuur(f"{pad}/vervallen", {"reden": "Nee."})
        assert antwoord.status == 404 if isinstance(antwoord, Page) else False


def test_twee_keer_klikken_plant_een_overleg(huis: Stad) -> None:
    sleutel = str(uuid.uuid4())
    assert plan(huis, formulier=sleutel) == plan(huis, formulier=sleutel)
    lijst = als(huis.app, "gespreksleider").pagina("/overleg")
    assert "1 gepland" in lijst.tekst
