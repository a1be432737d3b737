"""Whether a file may be used as template of a letter: a real ODT, small, without scripts or links to
outside. Pure.

Reads the bytes; runs nothing and fetches nothing. What is found is said in Dutch sentences, never as an
exception.
"""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from signalen.register.vormen.plaatsen import BLOKKEN, NODIG, PLEK, REGELS

MIME = b"application/vnd.oasis.opendocument.text"
MAX_BESTAND, MAX_UITGEPAKT, MAX_DELEN, MAX_DEEL = 1_000_000, 20_000_000, 200, 10_000_000
TEKSTDELEN = ("content.xml", "styles.xml")
SCRIPTDELEN = ("basic/", "scripts/", "configurations2/macro", "object ", "dialogs/", "objectreplacements/")
SCRIPT = re.compile(
    r"<(\w+:)?(script|event-listeners?|execute-macro|applet|plugin|object|object-ole|dde-[a-z-]+)\b"
)
ODT = "Dit is geen ODT-bestand. Bewaar de brief in LibreOffice of Word als OpenDocument-tekst (.odt)."


@dataclass(frozen=True)
class Keuring:
    """What was found: `fouten` stop the file from being stored, `opmerkingen` are good to know."""

    fouten: tuple[str, ...]
    opmerkingen: tuple[str, ...] = ()

    @property
    def goed(self) -> bool:
        """Whether the file may be stored."""
        return not self.fouten


def keur(bestand: bytes) -> Keuring:
    """Return what is wrong with a file as template, and which places it lacks or does not know."""
    if not bestand:
        return Keuring(("Kies een bestand.",))
    if len(bestand) > MAX_BESTAND:
        return Keuring(("Het bestand is groter dan 1 MB. Maak een plaatje erin kleiner.",))
    try:
        with zipfile.ZipFile(io.BytesIO(bestand)) as pakket:
            return _keur_pakket(pakket)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError):
        return Keuring((ODT,))


def _keur_pakket(pakket: zipfile.ZipFile) -> Keuring:
    delen = pakket.infolist()
    if zwaar := _te_zwaar(delen):
        return Keuring((zwaar,))
    namen = {deel.filename for deel in delen}
    if not {"mimetype", *TEKSTDELEN} <= namen or pakket.read("mimetype").strip() != MIME:
        return Keuring((ODT,))
    teksten = {
        deel.filename: _lees(pakket, deel) for deel in delen if deel.filename.endswith((".xml", ".rdf"))
    }
    fouten = tuple(dict.fromkeys((*_verboden_delen(namen), *_verboden_tekst(teksten))))
    if fouten:
        return Keuring(fouten)
    return Keuring((), tuple(_plekken(teksten[naam] for naam in TEKSTDELEN)))


def _te_zwaar(delen: list[zipfile.ZipInfo]) -> str:
    """Refuse a file that is small and unpacks to something huge, before anything is unpacked."""
    groot = sum(deel.file_size for deel in delen) > MAX_UITGEPAKT or any(
        d.file_size > MAX_DEEL for d in delen
    )
    if groot or len(delen) > MAX_DELEN:
        return "Er zit te veel in dit bestand. Een brief met een logo is genoeg."
    return ""


def _lees(pakket: zipfile.ZipFile, deel: zipfile.ZipInfo) -> str:
    """Read no more than the file said it holds."""
    with pakket.open(deel) as bron:
        inhoud = bron.read(MAX_DEEL + 1)
    if len(inhoud) > deel.file_size:
        raise ValueError("a part holds more than it says")
    return inhoud.decode("utf-8")


def _verboden_delen(namen: Iterable[str]) -> Iterator[str]:
    if any(naam.startswith("/") or ".." in naam.split("/") for naam in namen):
        yield ODT
    if any(naam.lower().startswith(SCRIPTDELEN) for naam in namen):
        yield "Er zit een macro, script of ingevoegd object in. Haal dat eruit en bewaar opnieuw."


def _verboden_tekst(teksten: dict[str, str]) -> Iterator[str]:
    for naam, tekst in teksten.items():
        if re.search(r"<!(DOCTYPE|ENTITY)", tekst, re.IGNORECASE) or _andere_tekens(tekst):
            yield ODT
        if SCRIPT.search(tekst):
            yield "Er zit een macro, script of ingevoegd object in. Haal dat eruit en bewaar opnieuw."
        if naam != "META-INF/manifest.xml" and _naar_buiten(tekst):
            yield "Er zit een link of plaatje in dat van buiten komt. Zet een plaatje in het bestand zelf."


def _andere_tekens(tekst: str) -> bool:
    """Say whether a part names another way of writing signs, in which something could hide."""
    kop = re.match(r"""\s*<\?xml[^>]*encoding\s*=\s*["']([^"']*)["']""", tekst)
    return kop is not None and kop[1].lower() not in ("utf-8", "us-ascii")


def _naar_buiten(tekst: str) -> bool:
    """Say whether something is fetched from or leads to outside; `#` and a part of the file are fine."""
    for _, adres in re.findall(r"""\b\w+:(href|target-frame-href)\s*=\s*["']([^"']*)["']""", tekst):
        if re.match(r"([a-z][a-z0-9+.-]*:|//|\\\\|/|\.\.)", html.unescape(adres).strip(), re.IGNORECASE):
            return True
    return False


def _plekken(teksten: Iterable[str]) -> Iterator[str]:
    """Say which places are unknown or missing. Marks are taken away first: one may stand inside a place."""
    kaal = re.sub(r"<[^>]*>", "", "\n".join(teksten))
    gebruikt = set(PLEK.findall(kaal))
    bekend = {*REGELS, *BLOKKEN}
    if onbekend := sorted(gebruikt - bekend):
        yield f"Deze plekken kennen we niet, die blijven zo staan: {', '.join(onbekend)}."
    if mist := [naam for naam in NODIG if naam not in gebruikt]:
        yield f"Deze plekken missen we in de brief: {', '.join(mist)}."
    if kaal.count("{{") != len(PLEK.findall(kaal)):
        yield "Ergens staan twee accolades zonder goede naam erin. Kijk of een plek goed is getypt."
