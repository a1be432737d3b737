"""Planning in a story: one overleg or a series of them, the method of a conversation, and preparing an item.

All through the pages. Which kind is planned when comes from `overleggen`.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping, Sequence
from datetime import date

from signalen.story import lezen_overleg, plan, tekst
from signalen.story.browser import Mislukt
from signalen.story.gang import Gang
from signalen.story.tafel import Tafel
from signalen.story.toneel import Toneel
from workflows.termijn import voluit

MINUTEN = "480"
BEGINT = 100
PLAATS = "Kamer 1.12, gemeentehuis"
_FEED = re.compile(r"/agenda/[\w-]+\.ics")


def een(soort: str, leider: str, gasten: Sequence[str], dag: date, uur: int, toneel: Toneel) -> str:
    """Plan one overleg; return its page."""
    with toneel.als(leider) as browser:
        vorm = browser.open("/overleg/plannen").formulier("/overleg/plannen")
        velden = {
            "soort": soort,
            "datum": dag.isoformat(),
            "begin": f"{uur}:00",
            "minuten": MINUTEN,
            "plaats": PLAATS,
            "deelnemers": _ids(gasten, toneel),
        }
        return browser.stuur(vorm, velden).naar.split("?")[0]


def _ids(gasten: Sequence[str], toneel: Toneel) -> list[str]:
    return [str(toneel.ids[wie]) for wie in gasten]


def reeks(
    soort: str, leider: str, gasten: Sequence[str], dag: date, toneel: Toneel, tafel: Tafel
) -> list[tuple[str, date]]:
    """Begin a series whose first day is this one, in words; return the page and the day of each time.

    Notes whether the days that were shown beforehand are the ones that stand in the calendar.
    """
    with toneel.als(leider) as browser:
        vorm = browser.open("/overleg/reeksen/nieuw").formulier("/overleg/reeksen/nakijken")
        velden = {**_in_woorden(soort, dag), "deelnemers": _ids(gasten, toneel)}
        kijk = browser.stuur(vorm, velden)
        begonnen = browser.stuur(kijk.formulier("/overleg/reeksen/nieuw")).naar.split("?")[0]
        bladzij = browser.open(begonnen).tekst.casefold()
    keren = toneel.vraag(lezen_overleg.van_reeks, uuid.UUID(begonnen.rsplit("/", 1)[1]))
    if not keren or keren[0][1] != dag:
        raise Mislukt(f"De reeks begint niet op {voluit(dag)}.")
    getoond = kijk.tekst.casefold()
    tafel.reeks += [voluit(dag) in getoond and voluit(dag) in bladzij for _, dag in keren]
    return [(f"/overleg/{overleg_id}", dag) for overleg_id, dag in keren]


def _in_woorden(soort: str, dag: date) -> Mapping[str, str]:
    """Return the series as somebody chooses it: every so many-th weekday of the month."""
    return {
        "soort": soort,
        "ritme": "maand",
        "welke": str((dag.day - 1) // 7 + 1),
        "weekdag": ("MO", "TU", "WE", "TH", "FR")[dag.weekday()],
        "vanaf": dag.isoformat(),
        "tot": plan.REEKS_TOT.isoformat(),
        "bij_vrij": "volgende",
        "begin": "9:00",
        "minuten": MINUTEN,
        "plaats": PLAATS,
    }


def kies_methode(pad: str, methode: str, leider: str, toneel: Toneel, tafel: Tafel) -> None:
    """Choose the method of a conversation, and look whether the page of the overleg names it."""
    with toneel.als(leider) as browser:
        browser.stuur(browser.open(f"{pad}/methode").formulier("/methode", naam=methode))
        tafel.methode.append(f"/methoden/{methode}" in browser.open(pad).links)


def bereid_voor(pad: str, gang: Gang, wie: str, toneel: Toneel, tafel: Tafel) -> None:
    """Prepare an item as somebody who is invited: the page must hold the words that were passed on."""
    with toneel.als(wie) as browser:
        pagina = browser.open(f"{pad}/punt/knelpunt/{gang.knelpunt}")
    tafel.voorbereid.append(all(zin in pagina.tekst for zin in _te_lezen(gang)))


def _te_lezen(gang: Gang) -> list[str]:
    """Return how the words and the title of an item begin, in one line; a long title is cut on the page."""
    heel = (tekst.signaal(gang.rol)["wat_zie_je"], tekst.titel(gang.rol.item))
    return [" ".join(zin.split())[:BEGINT].strip() for zin in heel]


def neem_feed(wie: str, toneel: Toneel, tafel: Tafel) -> None:
    """Let somebody make the secret address of an own calendar, once."""
    if tafel.feed:
        return
    with toneel.als(wie) as browser:
        browser.stuur(browser.open("/mijn-agenda").formulier("/mijn-agenda/adres"))
        gevonden = _FEED.search(browser.open("/mijn-agenda").inhoud)
    if gevonden is None:
        raise Mislukt("Op /mijn-agenda staat geen geheim adres.")
    tafel.feed = gevonden[0]
