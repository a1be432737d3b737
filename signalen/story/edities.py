"""The end of a story: the register of every quarter in which something happened, made and frozen through its
pages.
"""

from __future__ import annotations

import json
import time
from typing import Any

from signalen.register.rules import Kwartaal, kwartaal_van
from signalen.story import lezen, plan
from signalen.story.browser import Browser, Mislukt
from signalen.story.toneel import Toneel

OPMAAK_SECONDEN = 300.0
KIJK_SECONDEN = 0.5


def maak_alle(toneel: Toneel) -> list[dict[str, Any]]:
    """Let the last quarter end, then make and freeze every edition; return their public parts, oldest first.

    Without any event the quarter of the story itself gets an edition, which has no lines.
    """
    kwartalen = _kwartalen(toneel)
    toneel.naar(plan.KALENDER.volgende_werkdag(kwartalen[-1].volgende.eerste))
    return [_maak(kwartaal, toneel) for kwartaal in kwartalen]


def _kwartalen(toneel: Toneel) -> list[Kwartaal]:
    dagen = toneel.vraag(lezen.dagen_met_gebeurtenissen) or [plan.BEGIN]
    kwartalen = [kwartaal_van(min(dagen))]
    while kwartalen[-1] < kwartaal_van(max(dagen)):
        kwartalen.append(kwartalen[-1].volgende)
    return kwartalen


def _wacht(browser: Browser, pad: str) -> None:
    """Look how far it is until the page leads to the concept. Raises Mislukt with what it says after long."""
    einde = time.monotonic() + OPMAAK_SECONDEN
    pagina = browser.open(f"{pad}/opmaken")
    while 'id="voortgang"' in pagina.inhoud:
        if time.monotonic() > einde or "niet gelukt" in pagina.tekst:
            raise Mislukt(f"Het opmaken van {pad} komt niet klaar: {pagina.tekst[:300]}")
        time.sleep(KIJK_SECONDEN)
        pagina = browser.open(f"{pad}/opmaken")


def _maak(kwartaal: Kwartaal, toneel: Toneel) -> dict[str, Any]:
    """Make the concept as coordinator, freeze it as griffier, and read it as wethouder."""
    pad = f"/register/{kwartaal.code}"
    with toneel.als("coordinator") as browser:
        browser.stuur(browser.open("/register").formulier(f"{pad}/opmaken"))
        _wacht(browser, pad)
    with toneel.als("griffier") as browser:
        browser.stuur(browser.open(f"{pad}/vaststellen").formulier("/vaststellen"))
    with toneel.als("wethouder") as browser:
        gelezen: dict[str, Any] = json.loads(browser.open(f"{pad}.json").inhoud)
    if set(gelezen) != {"kwartaal", "regels", "ingehouden", "vingerafdruk"}:
        raise Mislukt(f"{pad}.json heeft andere sleutels dan afgesproken: {sorted(gelezen)}.")
    return gelezen
