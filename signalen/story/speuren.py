"""Searches for the words of closed conversations, wherever somebody outside the room could come upon them.

Pages that six roles and the melders reach by links, letters, mails, the calendar feed, documents, Redis and
every table of the database. Judges nothing: `kamerbeloften` does.
"""

from __future__ import annotations

import io
import re
import sys
import time
import zipfile
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from email import message_from_bytes, policy
from typing import Any

import redis

from signalen.story import lezen_overleg
from signalen.story.browser import Browser, Pagina
from signalen.story.tafel import Tafel, Zitting, Zoektocht
from signalen.story.toneel import Toneel

LEZERS = ("coordinator", "wethouder", "griffier", "afdelingshoofd", "beheerder", "lezer")
BEGIN = ("/", "/mijn-werk", "/mijn-signalen", "/overleg", "/register", "/berichten", "/eerdere-afwegingen")
MEEST = 150
"""So many pages one reader opens at most."""

LAATST = 75
"""So many in the last search, when the notes are erased: the start pages and what is close to them."""

PER_SOORT = 2
"""So many pages of one kind: pages that differ in their number only hold the same kinds of words."""

SCHERMEN = 4
MAG = (200, 204, 304, 400, 403, 404, 405, 409, 410, 413, 422, 429)
BESTAND = (".pdf", ".odt", ".png", ".ico", ".css", ".js", ".zip")
STUKKEN = ("agenda.odt", "agenda.pdf", "verslag.odt", "verslag.pdf")
_NUMMER = re.compile(r"(?<=/methoden/)[a-z-]+|[0-9a-f]{8}-[0-9a-f-]{27}|\d{4}-K\d|\d+")
_WAARDE = re.compile(r"=[^&]*")


def zoek(tafel: Tafel, toneel: Toneel, meest: int = MEEST) -> Zoektocht:
    """Search everything once, today, and return what was read and what was found.

    One reader opens at most `meest` pages; a limit under `MEEST` also leaves out the documents.
    """
    tocht, begin = Zoektocht(), time.monotonic()
    with ThreadPoolExecutor(SCHERMEN) as schermen:
        lezers = dict.fromkeys((*LEZERS, *(z.gang.rol.melder for z in tafel.zittingen)))
        for gelezen in schermen.map(lambda wie: _lees_rond(wie, tafel, toneel, meest), lezers):
            _onthoud(gelezen, tafel, tocht)
    for bron in (_feed, *((_stukken,) if meest == MEEST else ()), _post, _redis):
        _onthoud(bron(tafel, toneel), tafel, tocht)
    _database(tafel, toneel, tocht)
    zin = f"Gezocht naar wat binnen moet blijven: {tocht.in_woorden} ({time.monotonic() - begin:.1f} s)"
    print(zin, file=sys.stderr, flush=True)
    return tocht


Gelezen = list[tuple[str, str, str]]
"""What was read: kind of source, where, and the words."""


def _onthoud(gelezen: Gelezen, tafel: Tafel, tocht: Zoektocht) -> None:
    for soort, waar, inhoud in gelezen:
        tocht.gelezen[soort] += 1
        if tafel.taal.stam in inhoud.casefold():
            tocht.treffers.append(waar)


# ------------------------------------------------------------------ pages


def _lees_rond(wie: str, tafel: Tafel, toneel: Toneel, meest: int) -> Gelezen:
    """Let one person follow links from the own start pages and from the items of the conversations."""
    begin = [*BEGIN, *(pad for zitting in tafel.zittingen for pad in _van(zitting))]
    with toneel.als(wie) as browser:
        return [(_soort(p), f"{wie}: {p.pad}", p.inhoud) for p in wandel(browser, begin, meest)]


def _soort(pagina: Pagina) -> str:
    """A page that says no is searched too, but does not count as one that was read."""
    return "pagina's" if pagina.status == 200 else "weigeringen"


def _van(zitting: Zitting) -> tuple[str, ...]:
    gang, pad = zitting.gang, zitting.pad
    return (
        gang.pad,
        gang.mijn_pad,
        f"{gang.pad}/overleg",
        f"{gang.pad}/afspraken",
        pad,
        f"{pad}/gesprek",
        f"{pad}/punt/knelpunt/{gang.knelpunt}",
    )


def wandel(browser: Browser, begin: Sequence[str], meest: int = MEEST) -> Iterator[Pagina]:
    """Open these pages and what they link to, at most `meest`, and at most `PER_SOORT` of one kind."""
    wachtrij, gezien, soorten = deque(begin), set(begin), Counter[str]()
    gelezen = 0
    while wachtrij and gelezen < meest:
        pad = wachtrij.popleft()
        soorten[soort_van(pad)] += 1
        if soorten[soort_van(pad)] > PER_SOORT and pad not in begin:
            continue
        pagina = browser.open(pad, mag=MAG)
        gelezen += 1
        yield pagina
        nieuw = sorted({url.split("#")[0] for url in pagina.links if _is_pagina(url)} - gezien)
        gezien.update(nieuw)
        wachtrij.extend(nieuw)


def soort_van(pad: str) -> str:
    """Return an address without its numbers and without the values in its question."""
    kaal, _, vraag = pad.partition("?")
    return f"{_NUMMER.sub('*', kaal)}?{_WAARDE.sub('', vraag)}"


def _is_pagina(url: str) -> bool:
    kaal = url.split("#")[0].split("?")[0]
    return url.startswith("/") and not url.startswith(("//", "/static/")) and not kaal.endswith(BESTAND)


# ------------------------------------------------------------------ what leaves by another way


def _feed(tafel: Tafel, toneel: Toneel) -> Gelezen:
    if not tafel.feed:
        return []
    return [("agendafeeds", "de agendafeed", toneel.gast("agendaprogramma").open(tafel.feed).inhoud)]


def _stukken(tafel: Tafel, toneel: Toneel) -> Gelezen:
    """Take every document along. A PDF holds no letters, but is made of the same record as the ODT."""
    uit = []
    with toneel.als("gespreksleider") as browser:
        for pad in (f"{z.pad}/{stuk}" for z in tafel.zittingen for stuk in STUKKEN):
            pagina = browser.open(pad, mag=(200, 404))
            if pagina.status == 200:
                uit.append(("documenten", pad, leesbaar(pagina.ruw)))
    return uit


def leesbaar(ruw: bytes) -> str:
    """Return the words of a file; of an ODT those in every part of it."""
    if ruw.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(ruw)) as bestand:
            ruw = b"".join(bestand.read(naam) for naam in bestand.namelist())
    return ruw.decode("utf-8", "replace")


def _post(tafel: Tafel, toneel: Toneel) -> Gelezen:
    brieven = sorted((toneel.var / "post").rglob("*")) if (toneel.var / "post").is_dir() else []
    return [("mails", f"mail {p.name}", brief(p.read_bytes())) for p in brieven if p.is_file()]


def brief(ruw: bytes) -> str:
    """Return a mail with its headers and with every part as it is read."""
    mail = message_from_bytes(ruw, policy=policy.default)
    delen = [deel.get_payload(decode=True) or b"" for deel in mail.walk() if not deel.is_multipart()]
    koppen = " ".join(f"{naam}: {waarde}" for naam, waarde in mail.items())
    return " ".join([koppen, *(bytes(deel).decode("utf-8", "replace") for deel in delen)])


def _redis(tafel: Tafel, toneel: Toneel) -> Gelezen:
    """Read every key, by its type: a dump of a key may be packed."""
    winkel: Any = redis.Redis.from_url(toneel.redis_url)
    try:
        sleutels = list(winkel.scan_iter())
        return [("sleutels van Redis", f"Redis {s!r}", repr((s, _waarde(winkel, s)))) for s in sleutels]
    finally:
        winkel.close()


def _waarde(winkel: Any, sleutel: bytes) -> Any:
    lees = {
        b"string": lambda: winkel.get(sleutel),
        b"hash": lambda: winkel.hgetall(sleutel),
        b"list": lambda: winkel.lrange(sleutel, 0, -1),
        b"set": lambda: winkel.smembers(sleutel),
        b"zset": lambda: winkel.zrange(sleutel, 0, -1),
        b"stream": lambda: winkel.xrange(sleutel),
    }
    return lees.get(winkel.type(sleutel), lambda: winkel.dump(sleutel))()


def _database(tafel: Tafel, toneel: Toneel, tocht: Zoektocht) -> None:
    """Look into every table: letters, events, editions, forms and sessions are all rows."""
    met = toneel.vraag(lezen_overleg.tabellen_met, tafel.taal.stam)
    tocht.in_de_kamer = lezen_overleg.EIGEN & met
    tocht.gelezen["tabellen"] += toneel.vraag(lezen_overleg.tel_tabellen)
    tocht.treffers += [f"tabel {naam}" for naam in sorted(met - lezen_overleg.EIGEN)]
