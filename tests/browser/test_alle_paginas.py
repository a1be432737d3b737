"""Every page that a role can reach by links: axe finds nothing, no sideways scrolling, no complaint of the
browser.

Roles share many pages, with another menu around them. Where axe found nothing in a middle that is built to
the letter as this one (only its words are others) nor in such a frame around it, it is not asked again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask

from signalen.voorbeeld.mensen import DOMEIN, MENSEN, WACHTWOORD
from tests.browser.conftest import PHONE, live
from tests.browser.stad import bouw
from tests.conftest import daarna_nieuw

ROLLEN = sorted({mens.adres for mens in MENSEN if not mens.adres.endswith(("2", "3"))})
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")
HOOGSTENS = 60
BOUW = """() => {
    const kopie = document.documentElement.cloneNode(true);
    const lopen = document.createTreeWalker(kopie, NodeFilter.SHOW_TEXT);
    while (lopen.nextNode()) if (lopen.currentNode.data.trim()) lopen.currentNode.data = 'x';
    kopie.querySelectorAll('input[type=hidden]').forEach(veld => veld.removeAttribute('value'));
    const midden = kopie.querySelector('main');
    const binnen = midden.outerHTML;
    midden.remove();
    const links = [...document.querySelectorAll('a[href^="/"]')].map(link => link.getAttribute('href'));
    return {bouw: [binnen, kopie.outerHTML], links};
}"""
"""How a page is built, its middle and what stands around it: every element and attribute, and where there are
words, but not which. And where it leads to in this application; asked at once, because a question takes time.
"""


def log_in(page: Any, server: str, wie: str) -> None:
    """Log in as somebody of the example municipality."""
    page.goto(f"{server}/inloggen")
    page.fill("#email", f"{wie}@{DOMEIN}")
    page.fill("#wachtwoord", WACHTWOORD)
    page.locator("#wachtwoord").press("Enter")
    page.wait_for_url(lambda url: "/inloggen" not in url)


def vorm(pad: str) -> str:
    """Return the kind of page behind an address, so that ten knelpunten count once, and nine methods too."""
    kaal = re.sub(r"^/methoden/[a-z-]+", "/methoden/M", pad.split("#")[0].split("?")[0])
    return re.sub(r"/\d{4,}", "/N", UUID.sub("U", kaal))


@pytest.fixture(scope="module")
def stadsserver(gedeelde_app: Flask, lege_servers: Any, worker_id: str) -> Iterator[str]:
    """The municipality, built once per worker: every role only reads it. The address without a slash."""
    with daarna_nieuw(gedeelde_app, lege_servers, worker_id):
        bouw(gedeelde_app)
        with live(gedeelde_app) as address:
            yield address


@pytest.fixture(scope="module")
def goedgekeurd() -> set[str]:
    """How the middles and frames were built in which axe found nothing, in this process."""
    return set()


@pytest.mark.parametrize("wie", ROLLEN)
def test_elke_pagina_van_deze_rol(
    wie: str,
    stadsserver: str,
    goedgekeurd: set[str],
    pagina: Callable[..., Any],
    axe: Callable[[Any], list[str]],
    geen_zijwaarts_scrollen: Callable[[Any], None],
) -> None:
    server = stadsserver
    page = pagina(f"{server}/inloggen", PHONE)
    log_in(page, server, wie)
    gezien: set[str] = set()
    wachtrij = ["/"]
    while wachtrij and len(gezien) < HOOGSTENS:
        pad = wachtrij.pop(0)
        if (
            vorm(pad) in gezien
            or pad.startswith("/static/")
            or pad.endswith((".json", ".svg", ".pdf", ".odt"))
        ):
            continue
        gezien.add(vorm(pad))
        antwoord = page.goto(server + pad.split("#")[0])
        assert antwoord.status == 200, f"{wie}: {pad} gives {antwoord.status}"
        gelezen = page.evaluate(BOUW)
        delen = {UUID.sub("U", deel) for deel in gelezen["bouw"]}
        if not delen <= goedgekeurd:
            assert axe(page) == [], f"{wie}: {pad}"
            goedgekeurd |= delen
        geen_zijwaarts_scrollen(page)
        wachtrij += gelezen["links"]
    assert page.klachten == []
    assert len(gezien) >= 5
