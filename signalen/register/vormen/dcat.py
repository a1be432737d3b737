"""The record of the register for a data catalogue: DCAT-AP-NL 3, as JSON-LD and as Turtle of the same
triples. Pure.

One catalogue, one series, per edition one dataset, per file one distribution. What a municipality has to
fill in (publisher, contact) comes from settings; without them the name and the page stand there. Source:
DCAT-AP-NL 3.0 (Geonovum), mandatory properties; lists of the Publications Office of the EU.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from signalen.register.vormen import rdf
from signalen.register.vormen.rdf import Ding, Iri, Waarde
from signalen.register.vormen.soorten import SOORTEN
from signalen.register.vormen.zetsel import Zetsel

EU = "http://publications.europa.eu/resource/authority"
TAAL, OPENBAAR = Iri(f"{EU}/language/NLD"), Iri(f"{EU}/access-right/PUBLIC")
KWARTAALS, CC0 = (
    Iri(f"{EU}/frequency/QUARTERLY"),
    Iri("http://creativecommons.org/publicdomain/zero/1.0/deed.nl"),
)
KLAAR, BLIJFT = Iri(f"{EU}/dataset-status/COMPLETED"), Iri(f"{EU}/planned-availability/STABLE")
SHA256 = Iri("http://spdx.org/rdf/terms#checksumAlgorithm_sha256")
IANA = "https://www.iana.org/assignments/media-types/"
TREFWOORDEN = ("kwartaalregister", "uitvoering", "toezeggingen", "knelpunten")
REEKS = (
    "Per kwartaal: wat knelt in de uitvoering, wat daarover is besloten en beloofd, wat is nagekomen en "
    "waar het stil bleef. Een vastgestelde uitgave verandert niet meer."
)


@dataclass(frozen=True)
class Bestandfeit:
    """What a catalogue must know of one file."""

    vorm: str
    grootte: int
    sha256: str


@dataclass(frozen=True)
class Deel:
    """An edition and its files."""

    zetsel: Zetsel
    bestanden: Sequence[Bestandfeit] = ()


def catalogus(edities: Sequence[Deel], basis_url: str, pad: str = "/open/register") -> tuple[bytes, bytes]:
    """Return the catalogue of all editions as (JSON-LD, Turtle); `pad` is where anyone may read them.

    Raises ValueError without any edition, and for a `basis_url` that is no address.
    """
    if not edities:
        raise ValueError("a catalogue needs an edition")
    dingen = list(_dingen(edities, basis_url.rstrip("/") + pad))
    return rdf.naar_jsonld(dingen), rdf.naar_turtle(dingen)


def _dingen(edities: Sequence[Deel], adres: str) -> Iterable[Ding]:
    z = edities[0].zetsel
    yield _catalogus(edities, adres)
    yield _reeks(edities, adres)
    for deel in edities:
        yield _dataset(deel, adres)
        yield from (_distributie(deel.zetsel, feit, adres) for feit in _gewoon(deel))
    yield Ding(_uitgever(z, adres), "foaf:Agent", (("foaf:name", Waarde(z.gemeente, taal="nl")),))
    yield _contact(z, adres)
    yield Ding(
        Iri(f"{adres}#schema"), "dct:Standard", (("dct:title", Waarde("Schema van een uitgave", taal="nl")),)
    )


def _uitgever(z: Zetsel, adres: str) -> Iri:
    return Iri(z.uitgever.uri or f"{adres}#uitgever")


def _contact(z: Zetsel, adres: str) -> Ding:
    mail = (("vcard:hasEmail", Iri(f"mailto:{z.uitgever.mail}")),) if z.uitgever.mail else ()
    pagina = ("vcard:hasURL", Iri(z.uitgever.pagina or adres))
    naam = ("vcard:fn", Waarde(z.gemeente, taal="nl"))
    return Ding(Iri(f"{adres}#contact"), "vcard:Kind", (naam, *mail, pagina))


def _gemeen(z: Zetsel, adres: str) -> tuple[tuple[str, Iri | Waarde], ...]:
    """What catalogue, series and dataset all say."""
    return (
        ("dct:publisher", _uitgever(z, adres)),
        ("dct:creator", _uitgever(z, adres)),
        ("dcat:contactPoint", Iri(f"{adres}#contact")),
        ("dct:language", TAAL),
    )


def _catalogus(edities: Sequence[Deel], adres: str) -> Ding:
    z = edities[0].zetsel
    return Ding(
        Iri(f"{adres}#catalogus"),
        "dcat:Catalog",
        (
            ("dct:title", Waarde(f"Kwartaalregister van {z.gemeente}", taal="nl")),
            ("dct:description", Waarde(REEKS, taal="nl")),
            *_gemeen(z, adres),
            ("foaf:homepage", Iri(adres)),
            ("dct:license", CC0),
            ("dct:modified", _moment(max(deel.zetsel.moment for deel in edities))),
            ("dcat:dataset", Iri(f"{adres}#reeks")),
            *(("dcat:dataset", _plek(deel.zetsel, adres)) for deel in edities),
        ),
    )


def _reeks(edities: Sequence[Deel], adres: str) -> Ding:
    z = edities[0].zetsel
    return Ding(
        Iri(f"{adres}#reeks"),
        "dcat:DatasetSeries",
        (
            ("dct:title", Waarde(f"Kwartaalregister van {z.gemeente}, alle uitgaven", taal="nl")),
            ("dct:description", Waarde(REEKS, taal="nl")),
            *_gemeen(z, adres),
            ("dct:accrualPeriodicity", KWARTAALS),
            ("dct:issued", _moment(min(deel.zetsel.moment for deel in edities))),
            ("dct:modified", _moment(max(deel.zetsel.moment for deel in edities))),
        ),
    )


def _plek(z: Zetsel, adres: str) -> Iri:
    return Iri(f"{adres}/{z.kwartaal}#dataset")


def _dataset(deel: Deel, adres: str) -> Ding:
    z = deel.zetsel
    return Ding(
        _plek(z, adres),
        "dcat:Dataset",
        (
            ("dct:title", Waarde(f"{z.titel}, {z.gemeente}", taal="nl")),
            ("dct:description", Waarde(f"{z.uitgave} {REEKS}", taal="nl")),
            ("dct:identifier", Waarde(f"{adres}/{z.kwartaal}")),
            *_gemeen(z, adres),
            ("dct:accessRights", OPENBAAR),
            ("dcat:theme", Iri(f"{EU}/data-theme/{z.uitgever.thema}")),
            *(("dcat:keyword", Waarde(woord, taal="nl")) for woord in TREFWOORDEN),
            ("dct:accrualPeriodicity", KWARTAALS),
            ("dct:issued", _moment(z.moment)),
            ("dct:modified", _moment(gewijzigd(z))),
            ("dct:temporal", _periode(z)),
            ("dcat:inSeries", Iri(f"{adres}#reeks")),
            ("dcat:landingPage", Iri(f"{adres}/{z.kwartaal}")),
            ("dcat:version", Waarde(str(z.nummer))),
            ("adms:status", KLAAR),
            *(("dcat:distribution", _distributieplek(z, feit, adres)) for feit in _gewoon(deel)),
        ),
    )


def gewijzigd(z: Zetsel) -> datetime:
    """Return when an edition or what stands beside it last changed: a correction counts from its day."""
    dagen = [datetime(dag.year, dag.month, dag.day, tzinfo=UTC) for dag, _ in z.errata]
    return max([z.moment, *dagen])


def _periode(z: Zetsel) -> Ding:
    dagen = (("dcat:startDate", z.deel.eerste), ("dcat:endDate", z.deel.laatste))
    return Ding(
        None, "dct:PeriodOfTime", tuple((wat, Waarde(dag.isoformat(), "xsd:date")) for wat, dag in dagen)
    )


def _gewoon(deel: Deel) -> list[Bestandfeit]:
    """The files that are data of their own; what describes or rearranges them is left out."""
    per_vorm = {feit.vorm: feit for feit in deel.bestanden}
    return [per_vorm[vorm] for vorm, soort in SOORTEN.items() if vorm in per_vorm and not soort.los]


def _distributieplek(z: Zetsel, feit: Bestandfeit, adres: str) -> Iri:
    return Iri(f"{adres}/{z.kwartaal}/bestand/{feit.vorm}#distributie")


def _distributie(z: Zetsel, feit: Bestandfeit, adres: str) -> Ding:
    soort, bestand = SOORTEN[feit.vorm], Iri(f"{adres}/{z.kwartaal}/bestand/{feit.vorm}")
    som = Ding(
        None,
        "spdx:Checksum",
        (("spdx:algorithm", SHA256), ("spdx:checksumValue", Waarde(feit.sha256, "xsd:hexBinary"))),
    )
    volgens = (("dct:conformsTo", Iri(f"{adres}#schema")),) if feit.vorm == "json" else ()
    return Ding(
        _distributieplek(z, feit, adres),
        "dcat:Distribution",
        (
            ("dct:title", Waarde(f"{z.titel}: {soort.naam}", taal="nl")),
            ("dct:description", Waarde(soort.uitleg, taal="nl")),
            ("dcat:accessURL", bestand),
            ("dcat:downloadURL", bestand),
            ("dcat:mediaType", Iri(f"{IANA}{soort.mediatype}")),
            ("dct:format", Iri(soort.filetype)),
            ("dcat:byteSize", Waarde(str(feit.grootte), "xsd:nonNegativeInteger")),
            ("spdx:checksum", som),
            ("dct:license", CC0),
            ("dct:language", TAAL),
            ("dct:issued", _moment(z.moment)),
            ("dcatap:availability", BLIJFT),
            *volgens,
        ),
    )


def _moment(moment: datetime) -> Waarde:
    return Waarde(moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), "xsd:dateTime")
