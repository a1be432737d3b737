"""The raadsinformatiebrief: a template of ODT with {{places}} in, the letter of one edition out.

Works on the parts of the file, so that all that a municipality made of it (logo, styles, header) stays as
it is. Parses what was uploaded without entities and without the network; `sjabloonregels` has judged it
before.
"""

from __future__ import annotations

import copy
import io
import re
import zipfile
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from lxml import etree

from signalen.overleg.documenten.stukken import leesbaar
from signalen.register.vormen.inpakken import Pakket
from signalen.register.vormen.plaatsen import BLOKKEN, PLEK, waarden
from signalen.register.vormen.sjabloonregels import TEKSTDELEN
from signalen.register.vormen.zetsel import Zetsel

TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
DC = "http://purl.org/dc/elements/1.1/"
META = "urn:oasis:names:tc:opendocument:xmlns:meta:1.0"
VERVALLEN = ("META-INF/documentsignatures.xml", "META-INF/macrosignatures.xml")
"""A signature of the template says nothing of the letter."""

PUNT = f"{{{TEXT}}}list-item"
ALINEAS = (f"{{{TEXT}}}p", f"{{{TEXT}}}h")


def naar_brief(z: Zetsel, sjabloon: bytes) -> bytes:
    """Return the letter; the same edition and template give the same bytes.

    Raises zipfile.BadZipFile or lxml.etree.XMLSyntaxError for a template that was not judged.
    """
    woorden = {naam: [leesbaar(zin) for zin in zinnen] for naam, zinnen in waarden(z).items()}
    pakket = Pakket(z.moment)
    with zipfile.ZipFile(io.BytesIO(sjabloon)) as bron:
        for deel in bron.infolist():
            if not deel.is_dir() and deel.filename not in VERVALLEN:
                inhoud = bron.read(deel)
                pakket.voeg_toe(
                    deel.filename, _deel(deel.filename, inhoud, z, woorden), los=deel.filename == "mimetype"
                )
    return pakket.bytes()


def kapot(sjabloon: bytes) -> bool:
    """Say whether a template that was judged holds a part that is no good XML, or too deep to be sane."""
    with zipfile.ZipFile(io.BytesIO(sjabloon)) as bron:
        try:
            for naam in {*TEKSTDELEN, "meta.xml"} & set(bron.namelist()):
                _lees(bron.read(naam))
        except etree.XMLSyntaxError:
            return True
    return False


def _deel(naam: str, inhoud: bytes, z: Zetsel, woorden: Mapping[str, list[str]]) -> bytes:
    if naam in TEKSTDELEN:
        boom = _lees(inhoud)
        vul(boom, woorden)
        return _schrijf(boom)
    return _meta(inhoud, f"Raadsinformatiebrief: {z.titel}", z.moment) if naam == "meta.xml" else inhoud


def _lees(inhoud: bytes) -> Any:
    lezer = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    return etree.fromstring(inhoud, lezer)


def _schrijf(boom: Any) -> bytes:
    return bytes(etree.tostring(boom, xml_declaration=True, encoding="UTF-8"))


def _meta(inhoud: bytes, titel: str, moment: datetime) -> bytes:
    """Give the letter a title and the date of its edition; who made the template is not in the letter."""
    boom = _lees(inhoud)
    for naam in (f"{{{DC}}}creator", f"{{{META}}}initial-creator", f"{{{META}}}printed-by"):
        for oud in boom.iter(naam):
            oud.text = ""
    for naam in (f"{{{DC}}}date", f"{{{META}}}creation-date"):
        for oud in boom.iter(naam):
            oud.text = moment.strftime("%Y-%m-%dT%H:%M:%SZ")
    kop = boom[0] if len(boom) else boom
    for oud in list(boom.iter(f"{{{DC}}}title")):
        oud.getparent().remove(oud)
    etree.SubElement(kop, f"{{{DC}}}title").text = titel
    return _schrijf(boom)


def vul(boom: Any, woorden: Mapping[str, list[str]]) -> None:
    """Put words in every place of a part, in place. A place that is not known stays as it was typed."""
    for alinea in list(boom.iter(*ALINEAS)):
        tekst = "".join(alinea.itertext()).strip()
        alleen = re.fullmatch(PLEK, tekst)
        if alleen and alleen[1] in BLOKKEN:
            _blok(alinea, woorden[alleen[1]])
        elif "{{" in tekst:
            _regel(alinea, woorden)


def _blok(alinea: Any, zinnen: list[str]) -> None:
    """Replace a paragraph by one like it per sentence; when it is an item of a list, by an item per
    sentence.
    """
    punt = alinea.getparent()
    stuk = punt if punt.tag == PUNT and len(punt) == 1 else alinea
    ouder, staart = stuk.getparent(), stuk.tail
    plek = ouder.index(stuk)
    for nummer, zin in enumerate(zinnen):
        nieuw = copy.deepcopy(stuk)
        nieuw.tail = None
        _zet(nieuw if stuk is alinea else nieuw[0], zin)
        ouder.insert(plek + nummer, nieuw)
    ouder.remove(stuk)
    if zinnen:
        ouder[plek + len(zinnen) - 1].tail = staart


def _zet(alinea: Any, zin: str) -> None:
    """Place text; a line break becomes one of the document."""
    for kind in list(alinea):
        alinea.remove(kind)
    eerste, *rest = zin.split("\n")
    alinea.text = eerste
    for regel in rest:
        etree.SubElement(alinea, f"{{{TEXT}}}line-break").tail = regel


def _regel(alinea: Any, woorden: Mapping[str, list[str]]) -> None:
    """Put words in the places of a paragraph, also where a program cut a place in pieces with marks of its
    own.
    """
    stukken = _stukken(alinea)
    alles = "".join(tekst for _, _, tekst in stukken)
    for treffer in reversed([t for t in PLEK.finditer(alles) if t[1] in woorden]):
        _vervang(stukken, treffer.start(), treffer.end(), " ".join(woorden[treffer[1]]))
    for knoop, kant, tekst in stukken:
        setattr(knoop, kant, tekst)


def _stukken(alinea: Any) -> list[list[Any]]:
    """Return [element, text or tail, words] in reading order, without paragraphs that lie within this one."""
    uit: list[list[Any]] = []

    def loop(knoop: Any) -> None:
        uit.append([knoop, "text", knoop.text or ""])
        for kind in knoop:
            if isinstance(kind.tag, str) and kind.tag not in ALINEAS:
                loop(kind)
            uit.append([kind, "tail", kind.tail or ""])

    loop(alinea)
    return uit


def _vervang(stukken: list[list[Any]], begin: int, eind: int, woord: str) -> None:
    plek = 0
    for stuk in stukken:
        tekst, hier = stuk[2], plek
        plek += len(tekst)
        van, tot = max(begin, hier) - hier, min(eind, plek) - hier
        if van < tot:
            stuk[2] = tekst[:van] + (woord if hier <= begin else "") + tekst[tot:]
