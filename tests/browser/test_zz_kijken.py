import uuid
from datetime import date
from pathlib import Path
from tests.browser.conftest import live
from tests.integratie.conftest import Stad, MAANDAG
from tests.integratie.deuren import bouw
from tests.integratie.test_overleg_paginas import knelpunt, plan
from signalen.voorbeeld.mensen import WACHTWOORD, DOMEIN


def test_kijken(echte_db, pagina, axe, geen_zijwaarts_scrollen, zet_klok):
    huis = Stad(echte_db, bouw(echte_db, zet_klok), zet=zet_klok)
    from signalen.db import transaction
    from signalen.voorbeeld import handreikingen
    from signalen.kennis import operations as kennis
    from signalen.overleg import operations
    with echte_db.app_context(), transaction():
        kaarten = handreikingen.bouw(huis.ids, huis.nu)
        kennis.schrijf({"titel": "Boete kwijtschelden bij een schuldregeling", "artikel": "Participatiewet artikel 18a lid 13", "wat_mag": "Bij een schuldregeling mag de boete worden kwijtgescholden.", "wie_beslist": "De teamleider"}, huis.ids["coordinator"], "coordinator", huis.nu)
    eerste = plan(huis, datum="2-3-2026", deelnemers=[str(huis.ids[w]) for w in ("uitvoerder", "uitvoerder2", "jurist")])
    k = knelpunt(huis, "Verrekening van inkomsten komt een maand te laat")
    from tests.integratie.deuren import als
    klant = als(echte_db, "gespreksleider")
    klant.verstuur(eerste + "/houden", {"besproken": [f"knelpunt:{k}"], "aanwezig": "7"})
    klant.verstuur(eerste + "/verslag", {"feit": "Drie teams zien dit **elke maand**.\n\n- Inkomen Noord\n- Schuldhulp", "alternatief": "Verrekenen in dezelfde maand, met een voorlopig bedrag.", "opvatting": "De meesten vinden de brief te streng."})
    klant.verstuur(eerste + "/afspraak", {"omschrijving": "Vraag bij het UWV na of de gegevens eerder kunnen komen.", "rol": "coordinator", "datum": "20-3-2026"})
    for n, t in enumerate(("Briefadres wordt geweigerd zonder huurcontract", "Bijzondere bijstand voor een bed duurt zes weken", "Jongeren zonder ouders moeten vier weken zoeken", "Twee systemen vragen dezelfde stukken", "Wachttijd bij het wijkteam", "Eigen bijdrage voor schoonmaak stapelt")):
        knelpunt(huis, t, spoed=n == 2)
    weg = plan(huis, datum="5-3-2026", titel="Extra bespreking")
    klant.verstuur(weg + "/verzetten", {"datum": "6-3-2026", "begin": "", "reden": "De zaal is bezet."})
    klant.verstuur(weg + "/vervallen", {"reden": "De gespreksleider is ziek en er is geen vervanger."})
    tweede = plan(huis, datum="12-3-2026", minuten="60", deelnemers=[str(huis.ids[w]) for w in ("uitvoerder", "uitvoerder2", "jurist")])
    huis.naar(date(2026, 3, 12))
    uit = Path("/tmp/kijken"); uit.mkdir(exist_ok=True)
    klachten = []
    with live(echte_db) as adres:
        for breedte in (1280, 375):
            p = pagina(adres + "/inloggen", breedte)
            p.get_by_label("E-mailadres").fill(f"gespreksleider@{DOMEIN}")
            p.get_by_label("Wachtwoord").fill(WACHTWOORD)
            p.get_by_role("button", name="Inloggen", exact=True).click()
            p.wait_for_load_state()
            for naam, pad in (("lijst", "/overleg"), ("plannen", "/overleg/plannen"), ("gehouden", eerste), ("agenda", tweede), ("vervallen", weg), ("hlijst", "/handreikingen"), ("hkaart", f"/handreikingen/{kaarten[3]}"),):
                p.goto(adres + pad)
                if naam == "agenda":
                    for d in p.locator("details").all():
                        d.evaluate("e => {e.removeAttribute('name'); e.open = true}")
                p.screenshot(path=str(uit / f"{naam}-{breedte}.png"), full_page=True)
                klachten += [f"{naam} {breedte} {x}" for x in axe(p)]
                try:
                    geen_zijwaarts_scrollen(p)
                except AssertionError as e:
                    klachten.append(str(e))
            klachten += p.klachten
            if breedte == 1280:
                p.goto(adres + tweede)
                p.emulate_media(media="print")
                p.screenshot(path=str(uit / "print.png"), full_page=True)
        p = pagina(adres + "/inloggen", 1280)
        p.get_by_label("E-mailadres").fill(f"coordinator@{DOMEIN}")
        p.get_by_label("Wachtwoord").fill(WACHTWOORD)
        p.get_by_role("button", name="Inloggen", exact=True).click()
        p.wait_for_load_state()
        p.goto(adres + "/handreikingen/nieuw")
        p.get_by_role("button", name="Bewaren").click()
        p.screenshot(path=str(uit / "hnieuw-1280.png"), full_page=True)
        klachten += axe(p)
    assert klachten == []
