"""An Atom feed (RFC 4287) of vastgestelde edities, newest first. Pure; ids are tags that never change.

A correction beside an edition moves its `updated`, so that a reader who knows the edition is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

from signalen.register.vormen.dcat import gewijzigd
from signalen.register.vormen.zetsel import Zetsel, dag_voluit

ATOM = "http://www.w3.org/2005/Atom"
XML = "http://www.w3.org/XML/1998/namespace"
SINDS = "2026"
"""The year in the tags: from when the register gives out names (RFC 4151). It never changes."""

LEEG = datetime(2026, 1, 1, tzinfo=UTC)


def atom(edities: Sequence[Zetsel], basis_url: str, gemeente: str = "", pad: str = "/open/register") -> bytes:
    """Return the feed; `pad` is where the pages of the editions and the feed itself are read."""
    adres = basis_url.rstrip("/") + pad
    naam = gemeente or (edities[0].gemeente if edities else "Kwartaalregister")
    feed = ET.Element("feed", {"xmlns": ATOM, "xml:lang": "nl"})
    _zet(feed, "id", tag(basis_url, "register"))
    _zet(feed, "title", f"Kwartaalregister van {naam}")
    _zet(feed, "updated", _tijd(max((gewijzigd(z) for z in edities), default=LEEG)))
    _link(feed, f"{adres}/atom.xml", "self", "application/atom+xml")
    _link(feed, adres, "alternate", "text/html")
    _zet(ET.SubElement(feed, "author"), "name", naam)
    for z in sorted(edities, key=lambda z: z.kwartaal, reverse=True):
        _uitgave(feed, z, basis_url, adres)
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(feed, encoding="utf-8")


def tag(basis_url: str, wat: str) -> str:
    """Return a tag URI: stable as long as the host name is."""
    return f"tag:{urlsplit(basis_url).hostname or 'localhost'},{SINDS}:{wat}"


def _uitgave(feed: ET.Element, z: Zetsel, basis_url: str, adres: str) -> None:
    stuk = ET.SubElement(feed, "entry")
    _zet(stuk, "id", tag(basis_url, f"register/{z.kwartaal}"))
    _zet(stuk, "title", z.titel)
    _zet(stuk, "updated", _tijd(gewijzigd(z)))
    _zet(stuk, "published", _tijd(z.moment))
    _link(stuk, f"{adres}/{z.kwartaal}", "alternate", "text/html")
    _zet(stuk, "summary", " ".join(_zinnen(z)))


def _zinnen(z: Zetsel) -> Iterable[str]:
    yield z.uitgave
    yield from z.inhoud.get("zinnen", ())
    yield from (f"Verbetering van {dag_voluit(dag)}: {tekst}" for dag, tekst in z.errata)


def _zet(in_: ET.Element, naam: str, tekst: str) -> None:
    ET.SubElement(in_, naam).text = "".join(teken for teken in tekst if teken in "\n\t" or teken >= " ")


def _link(in_: ET.Element, adres: str, rel: str, soort: str) -> None:
    ET.SubElement(in_, "link", {"rel": rel, "type": soort, "href": adres})


def _tijd(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
