"""Which forms an edition has: name, file name, media type and what a reader may expect. Pure.

Knows nothing of how a form is made, nor who may fetch it. The order is that of the page and of the
making: what describes the other files comes last.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

EU = "http://publications.europa.eu/resource/authority/file-type/"


@dataclass(frozen=True)
class Soort:
    """One form: `pakket` is what must be installed to make it, `eu` its file type in the list of the EU.

    `los` forms describe or rearrange the others, so the catalogue does not list them as distributions.
    """

    vorm: str
    naam: str
    uitleg: str
    einde: str
    mediatype: str
    eu: str
    pakket: str = ""
    los: bool = False

    def bestandsnaam(self, kwartaal: str) -> str:
        """Return the name under which the file is saved; it tells the quarter and nothing else."""
        return f"kwartaalregister-{kwartaal}{self.einde}"

    @property
    def filetype(self) -> str:
        """The address of the file type in the list of the EU."""
        return EU + self.eu


ODT, ODS = (f"application/vnd.oasis.opendocument.{wat}" for wat in ("text", "spreadsheet"))
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

_ALLE = (
    Soort("pdf", "PDF", "Om te lezen en te printen.", ".pdf", "application/pdf", "PDF", "typst"),
    Soort(
        "leestas",
        "PDF voor de leestas",
        "Op één bladzijde.",
        "-leestas.pdf",
        "application/pdf",
        "PDF",
        "typst",
        True,
    ),
    Soort("ods", "ODS", "Alle tabellen, voor LibreOffice en Excel.", ".ods", ODS, "ODS"),
    Soort("xlsx", "XLSX", "Alle tabellen, voor Excel.", ".xlsx", XLSX, "XLSX", "xlsxwriter"),
    Soort("csv", "CSV", "Alle tabellen, elk een bestand, in een ZIP.", "-csv.zip", "application/zip", "ZIP"),
    Soort(
        "toezeggingen",
        "CSV met de toezeggingen",
        "Voor de lijst van toezeggingen.",
        "-toezeggingen.csv",
        "text/csv",
        "CSV",
    ),
    Soort("json", "JSON", "Alles, voor programma's.", "-open.json", "application/json", "JSON"),
    Soort(
        "brief",
        "Raadsinformatiebrief (ODT)",
        "Een concept om aan te passen.",
        "-raadsinformatiebrief.odt",
        ODT,
        "ODT",
        "odfdo",
        True,
    ),
    Soort(
        "dcat-jsonld",
        "Beschrijving (JSON-LD)",
        "DCAT-AP-NL, voor een datacatalogus.",
        "-dcat.jsonld",
        "application/ld+json",
        "JSON_LD",
        "",
        True,
    ),
    Soort(
        "dcat-ttl",
        "Beschrijving (Turtle)",
        "DCAT-AP-NL, voor een datacatalogus.",
        "-dcat.ttl",
        "text/turtle",
        "RDF_TURTLE",
        "",
        True,
    ),
)
SOORTEN: Mapping[str, Soort] = {soort.vorm: soort for soort in _ALLE}
"""Every form by its name, in order."""
