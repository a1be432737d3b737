"""From log-in to a sent signaal with the keyboard only, and the same with scripts off."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Flask
from playwright.sync_api import expect

from signalen.voorbeeld.mensen import DOMEIN, WACHTWOORD
from tests.browser.stad import bouw
from tests.browser.test_alle_paginas import log_in

TEKST = "Mensen moeten drie keer hetzelfde bewijs inleveren."


def tab_naar(page: Any, kiezer: str, hoogstens: int = 80) -> None:
    """Press Tab until this element has the focus; fails when it cannot be reached."""
    for _ in range(hoogstens):
        page.keyboard.press("Tab")
        if page.evaluate("kiezer => document.activeElement.matches(kiezer)", kiezer):
            return
    raise AssertionError(f"{kiezer} cannot be reached with the keyboard on {page.url}")


def test_met_alleen_het_toetsenbord(echte_db: Flask, server: str, pagina: Callable[..., Any]) -> None:
    bouw(echte_db)
    page = pagina(f"{server}/inloggen")
    tab_naar(page, "#email")
    page.keyboard.type(f"uitvoerder@{DOMEIN}")
    page.keyboard.press("Tab")
    page.keyboard.type(WACHTWOORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{server}/")
    tab_naar(page, "main a[href='/signaal-geven']")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{server}/signaal-geven")
    tab_naar(page, "textarea[name=wat_zie_je]")
    page.keyboard.type(TEKST)
    tab_naar(page, "form button[type=submit].utrecht-button--primary-action")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{server}/signaal-geven/nakijken")
    expect(page.get_by_role("main")).to_contain_text(TEKST)
    tab_naar(page, "form button[type=submit].utrecht-button--primary-action")
    page.keyboard.press("Enter")
    page.wait_for_url("**/mijn-signalen/**")
    expect(page.get_by_role("main")).to_contain_text("Jouw nummer is")


def test_zonder_script(echte_db: Flask, server: str, pagina: Callable[..., Any]) -> None:
    bouw(echte_db)
    page = pagina(f"{server}/inloggen", java_script_enabled=False)
    log_in(page, server, "buurtteam")
    page.click("main a[href='/signaal-geven']")
    page.fill("textarea[name=wat_zie_je]", TEKST)
    page.click("form button.utrecht-button--primary-action")
    expect(page.get_by_role("main")).to_contain_text(TEKST)
    page.click("form button.utrecht-button--primary-action")
    page.wait_for_url("**/mijn-signalen/**")
    expect(page.get_by_role("main")).to_contain_text("Jouw nummer is")
    page.click("summary:has-text('Iets toevoegen')")
    page.fill("textarea[name=tekst]", "Vandaag weer.")
    page.click("button:has-text('Toevoegen')")
    expect(page.get_by_role("main")).to_contain_text("Je aanvulling is toegevoegd")
