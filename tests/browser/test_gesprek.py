"""A conversation in two real browsers: the screen in the room at 1280, and a phone that loses its connection.

And the same without scripts, by plain forms and the link "Ververs".
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from flask import Flask
from playwright.sync_api import expect

from signalen import clock
from signalen.db import db, transaction
from signalen.overleg import operations
from signalen.overleg.rules import Voorstel
from tests.browser.conftest import PHONE
from tests.browser.stad import bouw
from tests.browser.test_alle_paginas import log_in

VOOR_HET_OORDEEL = 6
"""Steps of the dilemmamethode before its individual round."""

BEELDEN = os.environ.get("SIGNALEN_BEELDEN")
"""A folder for pictures of the pages, for whoever changes them; empty in a normal run."""


def plan(app: Flask) -> str:
    """Plan a moreel beraad for today; return its path."""
    stad = bouw(app)
    with app.app_context(), transaction():
        dag = Voorstel("moreel_beraad", _vandaag().isoformat(), "14:00", stad.ids["gespreksleider"])
        pad = f"/overleg/{_gepland(dag)}"
        db.session.flush()
    return pad


def _vandaag() -> Any:
    return clock.today()


def _gepland(voorstel: Voorstel) -> Any:
    """Plan for a working day and move it to today, so that the test also runs in a weekend."""
    from datetime import timedelta

    from signalen.overleg.models import Overleg

    for dagen in range(1, 10):
        try:
            dag = (_vandaag() + timedelta(days=dagen)).isoformat()
            rij = operations.plan(Voorstel(voorstel.soort, dag, voorstel.begin, voorstel.door), clock.now())
        except Exception:  # noqa: S112  a day off; the next one
            continue
        overleg = db.session.get(Overleg, rij.id)
        assert overleg is not None
        overleg.datum = _vandaag()
        return rij.id
    raise AssertionError("no working day in ten days")


def begin(
    page: Any,
    server: str,
    pad: str,
    kijk: Callable[[Any, str], None] = lambda page, naam: None,
    **velden: str,
) -> str:
    """Log in as gespreksleider and begin the dilemmamethode; return the room code."""
    log_in(page, server, "gespreksleider")
    page.goto(f"{server}{pad}/gesprek")
    kijk(page, "begin")
    page.select_option("#begin-methode", "dilemmamethode")
    for naam, waarde in {"vraag": "Moet de consulent de boete laten vervallen?", **velden}.items():
        page.fill(f"#begin-{naam}", waarde)
    page.click("button:has-text('Begin het gesprek')")
    page.wait_for_selector(".kamer__code")
    return str(page.inner_text(".kamer__code"))


def doe_mee(page: Any, server: str, code: str) -> None:
    page.goto(f"{server}/meedoen/{code.replace(' ', '')}")
    page.click("button:has-text('Meedoen')")
    page.wait_for_url("**/gesprek/**")


def beeld(page: Any, naam: str) -> None:
    if BEELDEN:
        page.screenshot(path=Path(BEELDEN) / f"{naam}.png", full_page=True)


def in_orde(page: Any, naam: str, axe: Any, scrollen: Any) -> None:
    """Look at a page: axe finds nothing and it does not scroll sideways."""
    beeld(page, naam)
    assert axe(page) == [], naam
    scrollen(page)


def verder(page: Any, keer: int = 1) -> None:
    """Press "Volgende stap" and wait for the next step each time."""
    for _ in range(keer):
        kop = page.inner_text("#gesprek-kop")
        page.click("button:has-text('Volgende stap')")
        page.wait_for_function("kop => document.getElementById('gesprek-kop').innerText !== kop", arg=kop)


def test_twee_browsers_en_een_verloren_verbinding(
    echte_db: Flask,
    server: str,
    pagina: Callable[..., Any],
    axe: Callable[[Any], list[str]],
    geen_zijwaarts_scrollen: Callable[[Any], None],
) -> None:
    pad = plan(echte_db)
    zaal = pagina(f"{server}/inloggen")

    def kijk(page: Any, naam: str) -> None:
        in_orde(page, naam, axe, geen_zijwaarts_scrollen)

    code = begin(zaal, server, pad, kijk, verslaglegger="1", stoelen="3")
    in_orde(zaal, "zaal-begin", axe, geen_zijwaarts_scrollen)
    mobiel, schrijver = pagina(f"{server}/meedoen", PHONE), pagina(f"{server}/meedoen", PHONE)
    in_orde(mobiel, "meedoen", axe, geen_zijwaarts_scrollen)
    doe_mee(schrijver, server, code)
    doe_mee(mobiel, server, code)
    zaal.wait_for_selector("text=2 van 3 stoelen bezet")
    verder(zaal)
    schrijver.wait_for_selector("#notities-casus")
    expect(schrijver.locator("text=Ververs")).to_be_hidden()
    schrijver.fill("#notities-casus", "Zij kreeg een boete om een brief die nooit kwam.")
    zaal.wait_for_selector("#gesprek-nu >> text=een brief die nooit kwam")
    mobiel.wait_for_selector("#gesprek-nu >> text=een brief die nooit kwam")
    schrijver.wait_for_selector("text=Bewaard.")
    in_orde(schrijver, "stoel-notities", axe, geen_zijwaarts_scrollen)
    verder(zaal, VOOR_HET_OORDEEL - 1)
    mobiel.wait_for_selector("#oordeel-waarde")
    in_orde(zaal, "zaal-oordeel", axe, geen_zijwaarts_scrollen)
    mobiel.fill("#oordeel-waarde", "Menselijke maat")

    mobiel.context.set_offline(True)
    mobiel.wait_for_selector("text=Geen verbinding. Wat je typt blijft staan.")
    mobiel.locator("#oordeel-beperken").press_sequentially("Eerst bellen, dan schrijven.")
    mobiel.click("button:has-text('Lever in')")
    in_orde(mobiel, "stoel-geen-verbinding", axe, geen_zijwaarts_scrollen)
    schrijver.fill("#oordeel-waarde", "Gelijke behandeling")
    schrijver.click("button:has-text('Lever in')")
    schrijver.wait_for_selector("text=Je oordeel is ingeleverd.")
    zaal.wait_for_selector("text=1 van 2 heeft ingeleverd")
    expect(mobiel.locator("#oordeel-beperken")).to_have_value("Eerst bellen, dan schrijven.")
    mobiel.context.set_offline(False)
    mobiel.wait_for_selector("text=Geen verbinding.", state="detached")
    mobiel.wait_for_selector("#gesprek-teller >> text=1 van 2 heeft ingeleverd")
    expect(mobiel.locator("#oordeel-waarde")).to_have_value("Menselijke maat")
    mobiel.click("button:has-text('Lever in')")
    mobiel.wait_for_selector("text=Niemand ziet het tot de ronde opengaat")
    in_orde(mobiel, "stoel-ingeleverd", axe, geen_zijwaarts_scrollen)
    zaal.wait_for_selector("text=Iedereen heeft ingeleverd.")
    for page in (zaal, schrijver):
        expect(page.locator("main")).not_to_contain_text("Eerst bellen")
    zaal.reload()
    zaal.click("button:has-text('Open de ronde')")
    for page in (zaal, mobiel, schrijver):
        page.wait_for_selector("#gesprek-nu >> text=Eerst bellen, dan schrijven.")
        expect(page.locator("#gesprek-nu")).to_contain_text("Gelijke behandeling")
    in_orde(zaal, "zaal-kaarten", axe, geen_zijwaarts_scrollen)
    in_orde(mobiel, "stoel-kaarten", axe, geen_zijwaarts_scrollen)
    zaal.set_viewport_size({"width": PHONE, "height": 900})
    in_orde(zaal, "zaal-smal", axe, geen_zijwaarts_scrollen)

    verder(zaal, 3)
    zaal.click("button:has-text('Rond het gesprek af')")
    for page in (zaal, mobiel, schrijver):
        page.wait_for_selector("h1:has-text('Het gesprek is klaar')")
        expect(page.locator("main")).to_contain_text("Eerst bellen, dan schrijven.")
    in_orde(zaal, "zaal-klaar", axe, geen_zijwaarts_scrollen)
    in_orde(mobiel, "stoel-klaar", axe, geen_zijwaarts_scrollen)
    assert zaal.klachten == schrijver.klachten == []
    assert [
        k for k in mobiel.klachten if "INTERNET_DISCONNECTED" not in k and not k.startswith("failed:")
    ] == []


def test_wie_typt_raakt_niets_kwijt_als_de_stap_verandert(
    echte_db: Flask, server: str, pagina: Callable[..., Any]
) -> None:
    pad = plan(echte_db)
    zaal = pagina(f"{server}/inloggen")
    code = begin(zaal, server, pad, verslaglegger="1", stoelen="2")
    schrijver = pagina(f"{server}/meedoen", PHONE)
    doe_mee(schrijver, server, code)
    verder(zaal, VOOR_HET_OORDEEL)
    schrijver.wait_for_selector("#oordeel-waarde")
    schrijver.fill("#oordeel-waarde", "Half getypt")
    zaal.click("button:has-text('Sla deze stap over')")
    schrijver.wait_for_selector("text=Ga naar de nieuwe stap")
    expect(schrijver.locator("#oordeel-waarde")).to_have_value("Half getypt")
    schrijver.click("button:has-text('Lever in')")
    schrijver.wait_for_selector("text=Dit schreef je, maar het is niet bewaard")
    expect(schrijver.locator("main")).to_contain_text("Half getypt")
    expect(schrijver.locator("#notities-overeenkomsten")).to_be_visible()


def druk(page: Any, wat: str) -> None:
    """Press and wait for the next page: without scripts every button is a page of its own."""
    with page.expect_navigation():
        page.click(wat)


def test_zonder_script(echte_db: Flask, server: str, pagina: Callable[..., Any], axe: Any) -> None:
    pad = plan(echte_db)
    zaal = pagina(f"{server}/inloggen", java_script_enabled=False)
    code = begin(zaal, server, pad, verslaglegger="1", stoelen="2")
    mobiel = pagina(f"{server}/meedoen", PHONE, java_script_enabled=False)
    mobiel.fill("#meedoen-code", code.lower())
    druk(mobiel, "button:has-text('Meedoen')")
    expect(mobiel.locator("main")).to_contain_text("stoel 1")
    druk(zaal, "button:has-text('Volgende stap')")
    druk(mobiel, "main >> text=Ververs")
    mobiel.fill("#notities-casus", "Zij kreeg een boete.")
    druk(mobiel, "button:has-text('Bewaar notities')")
    druk(zaal, "main >> text=Ververs")
    expect(zaal.locator("main")).to_contain_text("Zij kreeg een boete.")
    for _ in range(VOOR_HET_OORDEEL - 1):
        druk(zaal, "button:has-text('Volgende stap')")
    druk(mobiel, "main >> text=Ververs")
    mobiel.fill("#oordeel-waarde", "Menselijke maat")
    druk(mobiel, "button:has-text('Lever in')")
    expect(mobiel.locator("main")).to_contain_text("Je oordeel is ingeleverd.")
    druk(zaal, "main >> text=Ververs")
    druk(zaal, "button:has-text('Open de ronde')")
    expect(zaal.locator("main")).to_contain_text("Menselijke maat")
    druk(mobiel, "main >> text=Ververs")
    expect(mobiel.locator("#gesprek-nu")).to_contain_text("Menselijke maat")
