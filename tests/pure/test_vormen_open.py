"""Open data of an edition: JSON against its published schema, the catalogue against its shapes, the feed."""

from __future__ import annotations

import copy
import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pyshacl
import pytest
import rdflib
from lxml import etree
from rdflib.compare import isomorphic

from signalen.register import rules
from signalen.register.vormen import json_open
from signalen.register.vormen.atom import ATOM, atom
from signalen.register.vormen.dcat import Bestandfeit, Deel, catalogus
from signalen.register.vormen.rdf import Iri
from signalen.register.vormen.zetsel import Zetsel, lees_uitgever
from tests.pure.zetsels import ADRES, SIGNALEN, zetsel

pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
"""The reader of JSON-LD uses a class of its own library that the library calls old."""

VORMEN = Path(__file__).parent.parent / "gegevens" / "dcat-ap-nl-verplicht.ttl"
SCHEMA = json.loads(json_open.schema())
KEUR = jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.FormatChecker())


def fouten(document: Any) -> list[str]:
    return [f"{fout.json_path}: {fout.message[:80]}" for fout in KEUR.iter_errors(document)]


# ------------------------------------------------------------------ JSON


def test_het_schema_is_zelf_goed_en_zegt_in_woorden_wat_alles_is() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert list(_zonder_woorden(SCHEMA)) == []


def _zonder_woorden(deel: Any, plek: str = "") -> Any:
    if isinstance(deel, dict):
        for naam, waarde in deel.get("properties", {}).items():
            if "description" not in waarde and "$ref" not in waarde:
                yield f"{plek}.{naam}"
        for naam, waarde in deel.items():
            yield from _zonder_woorden(waarde, f"{plek}.{naam}")


@pytest.mark.parametrize(
    "z",
    [
        zetsel(0),
        zetsel(12),
        zetsel(12, {"signalen": SIGNALEN}),
        zetsel(3, {"signalen": {"reden": "Te weinig knelpunten."}}),
        zetsel(3, vastgesteld_op=None, nummer=0),
        zetsel(3, errata=[(date(2026, 5, 1), "Het waren er twee.")]),
    ],
    ids=["leeg", "vol", "signalen", "reden", "concept", "verbeterd"],
)
def test_een_uitgave_volgt_het_schema(z: Zetsel) -> None:
    assert fouten(json.loads(json_open.naar_json(z))) == []


STUK: dict[str, Callable[[Any], object]] = {
    "een onbekende sleutel": lambda d: d["regels"][0].update(melder="Jan"),
    "een aantal signalen": lambda d: d["regels"][0].update(signalen=12),
    "een regel zonder titel": lambda d: d["regels"][0].pop("titel"),
    "een onbekende stand": lambda d: d["regels"][1]["afspraken"][0].update(stand="gehaald"),
    "een datum die niet bestaat": lambda d: d["inhoud"].update(peildag="2026-02-31"),
    "een exacte telling": lambda d: d["inhoud"]["signalen"]["tabellen"][0].update(totaal="43"),
    "een getal in een tabel": lambda d: d["inhoud"]["signalen"]["tabellen"][0]["cellen"][0].__setitem__(
        0, 15
    ),
    "een grond met woorden": lambda d: d["ingehouden"][0].update(titel="Geheim"),
    "een kort controlegetal": lambda d: d.update(vingerafdruk="sha256:abc"),
    "een ander kwartaal": lambda d: d.update(kwartaal="2026-Q1"),
    "vier keer buikpijn": lambda d: d["inhoud"].update(buikpijn=[*d["inhoud"]["buikpijn"]] * 2),
}


@pytest.mark.parametrize("wat", STUK)
def test_een_kapotte_uitgave_volgt_het_schema_niet(wat: str) -> None:
    document = copy.deepcopy(json_open.document(zetsel(12, {"signalen": SIGNALEN})))
    STUK[wat](document)
    assert fouten(document) != []


def test_de_controlegetallen_zijn_uit_het_bestand_na_te_rekenen() -> None:
    d = json.loads(json_open.naar_json(zetsel()))
    assert rules.vingerafdruk(d["kwartaal"], d["regels"], d["ingehouden"]) == d["vingerafdruk"]
    assert rules.controlegetal_van_inhoud(d["inhoud"]) == d["controlegetal"] == d["inhoud"]["controlegetal"]
    kaal = {naam: d[naam] for naam in ("ingehouden", "kwartaal", "regels")}
    tekst = json.dumps(kaal, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert d["vingerafdruk"] == "sha256:" + hashlib.sha256(tekst.encode()).hexdigest()


# ------------------------------------------------------------------ catalogue


def delen() -> list[Deel]:
    z = zetsel(5, gemeente='Voor"beeld\\stad <&>\nén meer')
    feiten = [Bestandfeit(vorm, 123, "ab" * 32) for vorm in ("pdf", "leestas", "ods", "csv", "json", "brief")]
    later = replace(z, kwartaal="2026-K2", errata=[(date(2026, 9, 1), "Fout.")])
    return [Deel(later, feiten), Deel(z, feiten)]


def grafen() -> tuple[rdflib.Graph, rdflib.Graph]:
    jsonld, ttl = catalogus(delen(), ADRES)
    return rdflib.Graph().parse(data=jsonld, format="json-ld"), rdflib.Graph().parse(
        data=ttl, format="turtle"
    )


def keurt(graaf: rdflib.Graph) -> bool:
    goed, _, _ = pyshacl.validate(graaf, shacl_graph=rdflib.Graph().parse(VORMEN))
    return bool(goed)


def test_jsonld_en_turtle_zeggen_hetzelfde_en_voldoen() -> None:
    een, twee = grafen()
    assert len(een) > 100
    assert isomorphic(een, twee)
    assert keurt(twee)


@pytest.mark.parametrize(
    "wat", ["dct:license", "dcat:contactPoint", "dct:identifier", "dcat:theme", "dct:creator"]
)
def test_een_catalogus_die_iets_mist_voldoet_niet(wat: str) -> None:
    ttl = catalogus(delen(), ADRES)[1].decode()
    graaf = rdflib.Graph().parse(data=ttl, format="turtle")
    namen = dict(graaf.namespaces())
    ruimte, _, naam = wat.partition(":")
    graaf.remove((None, rdflib.URIRef(str(namen[ruimte]) + naam), None))
    assert not keurt(graaf)


def test_een_dataset_per_uitgave_en_een_distributie_per_bestand() -> None:
    graaf = grafen()[0]
    dcat = rdflib.Namespace("http://www.w3.org/ns/dcat#")
    datasets = set(graaf.subjects(rdflib.RDF.type, dcat.Dataset))
    assert {str(d) for d in datasets} == {f"{ADRES}/open/register/2026-K{n}#dataset" for n in (1, 2)}
    assert len(set(graaf.subjects(rdflib.RDF.type, dcat.Distribution))) == 2 * 4
    groottes = {int(str(waarde)) for waarde in graaf.objects(None, dcat.byteSize)}
    assert groottes == {123}


def test_een_adres_dat_uit_zijn_haken_breekt_wordt_geweigerd() -> None:
    for adres in ("https://x.nl/> <", "geen adres", "https://x.nl/\n", 'https://x.nl/"'):
        with pytest.raises(ValueError, match="no address"):
            Iri(adres)
    with pytest.raises(ValueError, match="needs an edition"):
        catalogus([], ADRES)


def test_wat_in_de_instellingen_geen_adres_is_telt_als_leeg() -> None:
    assert lees_uitgever("gemeente>", "jan at x", "javascript:x") == lees_uitgever("", "", "")
    goed = lees_uitgever("https://x.nl/1", "a.b@x-y.nl", "https://x.nl/vragen")
    assert (goed.uri, goed.mail, goed.pagina) == ("https://x.nl/1", "a.b@x-y.nl", "https://x.nl/vragen")


# ------------------------------------------------------------------ feed


def test_de_feed_noemt_uitgaven_van_nieuw_naar_oud_met_vaste_namen() -> None:
    edities = [deel.zetsel for deel in reversed(delen())]
    feed = etree.fromstring(atom(edities, f"{ADRES}/"))
    stukken = feed.findall(f"{{{ATOM}}}entry")
    namen = [stuk.findtext(f"{{{ATOM}}}id") for stuk in stukken]
    assert namen == [f"tag:signalen.voorbeeldstad.nl,2026:register/2026-K{n}" for n in (2, 1)]
    assert [stuk.findtext(f"{{{ATOM}}}updated") for stuk in stukken] == [
        "2026-09-01T00:00:00Z",
        "2026-04-07T08:15:03Z",
    ]
    assert feed.findtext(f"{{{ATOM}}}updated") == "2026-09-01T00:00:00Z"
    assert "Verbetering van 1 september 2026: Fout." in (stukken[0].findtext(f"{{{ATOM}}}summary") or "")
    for stuk in (feed, *stukken):
        assert all(stuk.find(f"{{{ATOM}}}{naam}") is not None for naam in ("id", "title", "updated", "link"))


def test_een_lege_feed_is_ook_een_feed() -> None:
    feed = etree.fromstring(atom([], ADRES, "Voorbeeldstad"))
    assert feed.findtext(f"{{{ATOM}}}title") == "Kwartaalregister van Voorbeeldstad"
