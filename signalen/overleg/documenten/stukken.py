"""The parts of a document, and how sanitised HTML of a released text becomes such parts. Pure.

A part is a small mapping with `soort`: kop (niveau, tekst), alinea and citaat (tekst), lijst (genummerd,
punten of tekst and lijst) or tabel (kop, rijen, breedtes), so that it can travel as JSON. Emphasis is left
out; of a link the address stays.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from html.parser import HTMLParser
from typing import Any

Stuk = dict[str, Any]
BLOK = {"p": "alinea", "dt": "alinea", "dd": "alinea", "pre": "alinea", "blockquote": "citaat"}


def kop(niveau: int, tekst: str) -> Stuk:
    """Return a heading."""
    return {"soort": "kop", "niveau": niveau, "tekst": leesbaar(tekst)}


def alinea(tekst: str) -> Stuk:
    """Return a paragraph; line breaks stay."""
    return {"soort": "alinea", "tekst": leesbaar(tekst)}


def lijst(punten: Sequence[str], genummerd: bool = False) -> Stuk:
    """Return a list of one level."""
    gemaakt = [{"tekst": leesbaar(punt), "lijst": None} for punt in punten]
    return {"soort": "lijst", "genummerd": genummerd, "punten": gemaakt}


def tabel(koppen: Sequence[str], rijen: Sequence[Sequence[str]], breedtes: Sequence[int] = ()) -> Stuk:
    """Return a table with a row of headings; every row has as many cells as there are headings."""
    aantal = len(koppen)
    gelijk = [[leesbaar(cel) for cel in (*rij, *[""] * aantal)][:aantal] for rij in rijen]
    cellen = [leesbaar(cel) for cel in koppen]
    return {"soort": "tabel", "kop": cellen, "rijen": gelijk, "breedtes": list(breedtes or [1] * aantal)}


def leesbaar(tekst: str) -> str:
    """Return text without signs that a file cannot hold (controls, half pairs, private use)."""
    regels = tekst.replace("\r\n", "\n").replace("\t", " ")
    return "".join(t for t in regels if t == "\n" or unicodedata.category(t) not in ("Cc", "Cs", "Co", "Cn"))


def van_html(html: str) -> list[Stuk]:
    """Return the parts of sanitised HTML, in order."""
    lezer = _Lezer()
    lezer.feed(html)
    lezer.close()
    lezer.sluit_alinea()
    return lezer.stukken


class _Lezer(HTMLParser):
    """Collects parts while it reads; knows only tags that `signalen.markdown` lets through."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.stukken: list[Stuk] = []
        self.tekst = ""
        self.soort = "alinea"
        self.adres = ""
        self.lijsten: list[Stuk] = []
        self.cellen: list[list[str]] = []

    def handle_data(self, data: str) -> None:
        self.tekst += data if self.soort == "pre" else " ".join(f"|{data}|".split())[1:-1]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in (
            "p",
            "ul",
            "ol",
            "pre",
            "blockquote",
            "dt",
            "dd",
            "table",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
        ):
            self.sluit_alinea()
        if tag in ("ul", "ol"):
            self.lijsten.append({"soort": "lijst", "genummerd": tag == "ol", "punten": []})
        elif tag == "li" and self.lijsten:
            self.lijsten[-1]["punten"].append({"tekst": "", "lijst": None})
        elif tag == "blockquote":
            self.soort = "citaat"
        elif tag == "pre":
            self.soort = "pre"
        elif tag == "tr":
            self.cellen.append([])
        elif tag == "br":
            self.tekst += "\n"
        elif tag == "a":
            self.adres = dict(attrs).get("href") or ""

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th") and self.cellen:
            self.cellen[-1].append(self._pak())
        elif tag == "table":
            self._sluit_tabel()
        elif tag == "a":
            self.tekst += "" if self.adres.startswith("#") or not self.adres else f" ({self.adres})"
        elif tag in ("ul", "ol") and self.lijsten:
            self._sluit_lijst()
        elif tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            self.stukken.append(kop(int(tag[1]), self._pak()))
        elif tag in (*BLOK, "li"):
            self.sluit_alinea()
            self.soort = "alinea" if tag in ("blockquote", "pre") else self.soort

    def sluit_alinea(self) -> None:
        """Put the text so far where it belongs: in the open item of a list, or as a paragraph."""
        tekst = self._pak()
        if not tekst:
            return
        if self.lijsten and self.lijsten[-1]["punten"]:
            punt = self.lijsten[-1]["punten"][-1]
            punt["tekst"] = "\n".join(filter(None, [punt["tekst"], tekst]))
        else:
            self.stukken.append({"soort": "citaat" if self.soort == "citaat" else "alinea", "tekst": tekst})

    def _pak(self) -> str:
        tekst, self.tekst = leesbaar(self.tekst).strip(), ""
        return "\n".join(regel.strip() for regel in tekst.split("\n"))

    def _sluit_lijst(self) -> None:
        self.sluit_alinea()
        klaar = self.lijsten.pop()
        if not klaar["punten"]:
            return
        if self.lijsten and self.lijsten[-1]["punten"]:
            self.lijsten[-1]["punten"][-1]["lijst"] = klaar
        else:
            self.stukken.append(klaar)

    def _sluit_tabel(self) -> None:
        rijen, self.cellen = [rij for rij in self.cellen if rij], []
        if rijen:
            self.stukken.append(tabel(rijen[0], rijen[1:]))
