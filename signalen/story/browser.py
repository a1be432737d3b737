"""A small browser for one person: cookies, pages, forms as they stand on the page. Standard library only.

It fills in and sends what the page offers and nothing else, so a form that is missing is a fault that is
found.
"""

from __future__ import annotations

import http.client
import re
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from html import unescape
from html.parser import HTMLParser
from urllib.parse import urlencode, urlsplit

OPNIEUW = (0.2, 0.5, 1.0, 2.0, 4.0)
"""Seconds to wait before a page that was busy (503) is asked again; a form acts once, so sending twice is
safe.
"""

SECONDEN = 120.0
_FORM = re.compile(r"<form\b[^>]*>.*?</form>", re.DOTALL)
_ACTIE = re.compile(r'<form\b[^>]*\baction="([^"]*)"')
_LINK = re.compile(r'<a\b[^>]*\bhref="([^"]*)"')
_WEG = re.compile(r"<(script|style)\b.*?</\1>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_FOUT = re.compile(
    r'<(div|p)[^>]*class="[^"]*(?:veld__fout|melding--fout|fouten)[^"]*"[^>]*>(.*?)</\1>', re.DOTALL
)


class Mislukt(Exception):
    """A page did not do what a person would expect; the message is a Dutch sentence with the address."""


Waarden = Mapping[str, str | Sequence[str]]


@dataclass(frozen=True)
class Formulier:
    """One form as it stands on a page: where it goes, what it already holds, and what can be chosen."""

    actie: str
    velden: tuple[tuple[str, str], ...]
    namen: frozenset[str]
    keuzes: frozenset[tuple[str, str]] = frozenset()

    def waarde(self, naam: str) -> str:
        """Return what a field holds; empty when the form has no such field."""
        return next((waarde for veld, waarde in self.velden if veld == naam), "")

    def gevuld(self, waarden: Waarden) -> list[tuple[str, str]]:
        """Return what is sent. Raises Mislukt for a field that the page does not show."""
        vreemd = sorted(set(waarden) - self.namen)
        if vreemd:
            raise Mislukt(f"Het formulier {self.actie} heeft geen veld {', '.join(vreemd)}.")
        over = [(naam, waarde) for naam, waarde in self.velden if naam not in waarden]
        for naam, waarde in waarden.items():
            over += [(naam, waarde)] if isinstance(waarde, str) else [(naam, een) for een in waarde]
        return over


@dataclass(frozen=True)
class Pagina:
    """What came back: status, where it leads (after a form), the page itself, and the same as bytes."""

    pad: str
    status: int
    inhoud: str
    naar: str = ""
    ruw: bytes = b""

    @cached_property
    def tekst(self) -> str:
        """The words of the page, without markup, in one line."""
        zonder = _TAG.sub(" ", _WEG.sub(" ", self.inhoud))
        return " ".join(unescape(zonder).split())

    @cached_property
    def links(self) -> frozenset[str]:
        """Every address that the page links to."""
        return frozenset(unescape(url) for url in _LINK.findall(self.inhoud))

    def formulieren(self, einde: str) -> list[Formulier]:
        """Return the forms whose address ends like this."""
        stukken = [(stuk, unescape(_ACTIE.search(stuk)[1])) for stuk in self._formstukken]  # type: ignore[index]
        return [_lees(stuk, actie) for stuk, actie in stukken if actie.split("?")[0].endswith(einde)]

    @cached_property
    def _formstukken(self) -> list[str]:
        return [stuk for stuk in _FORM.findall(self.inhoud) if _ACTIE.search(stuk)]

    def formulier(self, einde: str, **vast: str) -> Formulier:
        """Return the form for this address, with these values in it. Raises Mislukt when the page has
        none.
        """
        for een in self.formulieren(einde):
            if all(een.waarde(naam) == waarde for naam, waarde in vast.items()):
                return een
        raise Mislukt(f"Op {self.pad} staat geen formulier voor {einde} {dict(vast) or ''}".rstrip() + ".")

    def fouten(self) -> str:
        """Return the sentences with which the page refuses."""
        zinnen = [_TAG.sub(" ", inhoud) for _, inhoud in _FOUT.findall(self.inhoud)]
        return " ".join(" ".join(unescape(zin) for zin in zinnen).split()) or self.tekst[:300]


class _Velden(HTMLParser):
    """Collects the fields of one form with what they hold, as a browser would send them."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.velden: list[tuple[str, str]] = []
        self.namen: set[str] = set()
        self.keuzes: set[tuple[str, str]] = set()
        self._open: tuple[str, list[str]] | None = None
        self._keuze: tuple[str, str | None, bool] = ("", None, False)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an input, a textarea, or the options of a select."""
        delen = {naam: waarde or "" for naam, waarde in attrs}
        naam = delen.get("name", "")
        if naam:
            self.namen.add(naam)
        if tag == "input" and naam:
            self._invoer(naam, delen)
        elif tag == "textarea" and naam:
            self._open = (naam, [])
        elif tag == "select":
            self._keuze = (naam, None, False)
        elif tag == "option":
            self._optie(delen)

    def _invoer(self, naam: str, delen: Mapping[str, str]) -> None:
        soort = delen.get("type", "text")
        if soort in ("checkbox", "radio"):
            self.keuzes.add((naam, delen.get("value", "on")))
        if soort not in ("checkbox", "radio") or "checked" in delen:
            self.velden.append((naam, delen.get("value", "on" if soort == "checkbox" else "")))

    def _optie(self, delen: Mapping[str, str]) -> None:
        naam, waarde, gekozen = self._keuze
        self.keuzes.add((naam, delen.get("value", "")))
        if "selected" in delen or (not gekozen and waarde is None):
            self._keuze = (naam, delen.get("value", ""), "selected" in delen)

    def handle_endtag(self, tag: str) -> None:
        """Close a textarea or a select."""
        if tag == "textarea" and self._open:
            # A browser drops the line break right after the tag.
            self.velden.append((self._open[0], "".join(self._open[1]).removeprefix("\n")))
            self._open = None
        elif tag == "select" and self._keuze[0]:
            self.velden.append((self._keuze[0], self._keuze[1] or ""))
            self._keuze = ("", None, False)

    def handle_data(self, data: str) -> None:
        """Keep what stands in a textarea."""
        if self._open:
            self._open[1].append(data)


def _lees(stuk: str, actie: str) -> Formulier:
    lezer = _Velden()
    lezer.feed(stuk)
    return Formulier(actie, tuple(lezer.velden), frozenset(lezer.namen), frozenset(lezer.keuzes))


@dataclass
class Browser:
    """One person at one screen. Not for two threads at once."""

    url: str
    wie: str = ""
    cookies: dict[str, str] = field(default_factory=dict)
    verzoeken: int = 0
    _verbinding: http.client.HTTPConnection | None = None

    def log_in(self, email: str, wachtwoord: str) -> None:
        """Come in by the front door. Raises Mislukt when the door stays closed."""
        deur = self.open("/inloggen").formulier("/inloggen", email="")
        antwoord = self.stuur(deur, {"email": email, "wachtwoord": wachtwoord})
        if antwoord.naar.startswith("/inloggen"):
            raise Mislukt(f"{email} komt niet binnen.")

    def open(self, pad: str, mag: Sequence[int] = (200,)) -> Pagina:
        """Read a page. Raises Mislukt for another status than the ones named; follows the way to a page."""
        pagina = self._vraag("GET", pad)
        for _ in range(5):
            if pagina.status not in (301, 302, 303) or pagina.status in mag:
                break
            pagina = self._vraag("GET", pagina.naar)
        if pagina.status not in mag:
            raise Mislukt(f"{self.wie or 'niemand'} krijgt {pagina.status} op {pad}: {pagina.fouten()}")
        return pagina

    def stuur(
        self, formulier: Formulier, waarden: Waarden | None = None, mag: Sequence[int] = (200, 303)
    ) -> Pagina:
        """Send a form as a person fills it in. Raises Mislukt with what the page says when it refuses."""
        lichaam = urlencode(formulier.gevuld(waarden or {}), errors="replace")
        antwoord = self._vraag("POST", formulier.actie, lichaam)
        if antwoord.status not in mag:
            raise Mislukt(f"{self.wie}: {formulier.actie} geeft {antwoord.status}: {antwoord.fouten()}")
        return antwoord

    def _vraag(self, methode: str, pad: str, lichaam: str | None = None) -> Pagina:
        for wacht in OPNIEUW:
            pagina = self._een_keer(methode, pad, lichaam)
            if pagina is not None and pagina.status != 503:
                return pagina
            time.sleep(wacht)
        raise Mislukt(f"{pad} geeft geen antwoord, ook niet na {len(OPNIEUW)} keer.")

    def _een_keer(self, methode: str, pad: str, lichaam: str | None) -> Pagina | None:
        """Ask once; None when the connection was gone, as after a pause."""
        koppen = {"Cookie": "; ".join(f"{n}={w}" for n, w in self.cookies.items()), "Accept": "text/html"}
        if lichaam is not None:
            koppen["Content-Type"] = "application/x-www-form-urlencoded"
        self.verzoeken += 1
        try:
            verbinding = self._verbind()
            verbinding.request(methode, pad, lichaam, koppen)
            antwoord = verbinding.getresponse()
            ruw = antwoord.read()
        except (OSError, http.client.HTTPException):
            self._verbinding = None
            return None
        self._bewaar(antwoord.headers.get_all("Set-Cookie") or [])
        naar = _pad(antwoord.headers.get("Location", ""))
        return Pagina(pad, antwoord.status, ruw.decode("utf-8", "replace"), naar, ruw)

    def _verbind(self) -> http.client.HTTPConnection:
        if self._verbinding is None:
            delen = urlsplit(self.url)
            self._verbinding = http.client.HTTPConnection(delen.hostname or "", delen.port, timeout=SECONDEN)
        return self._verbinding

    def _bewaar(self, koppen: Sequence[str]) -> None:
        for kop in koppen:
            naam, _, waarde = kop.split(";")[0].partition("=")
            self.cookies[naam.strip()] = waarde.strip()


def _pad(url: str) -> str:
    delen = urlsplit(url)
    return f"{delen.path}?{delen.query}" if delen.query else delen.path
