"""A small writer of RDF: the same things as JSON-LD and as Turtle. Pure; reads nothing, knows no vocabulary.

Every text is escaped by one function per form. Addresses with signs that an IRI may not hold are refused.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

RUIMTEN = {
    "adms": "http://www.w3.org/ns/adms#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcatap": "http://data.europa.eu/r5r/",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


@dataclass(frozen=True)
class Iri:
    """An address. Raises ValueError for one that could end its own brackets."""

    adres: str

    def __post_init__(self) -> None:
        """Refuse signs that an IRI may not hold."""
        if not re.fullmatch(r"[a-z][a-z0-9+.-]*:[^\s<>\"{}|\\^`\x00-\x20]+", self.adres, re.IGNORECASE):
            raise ValueError(f"no address: {self.adres!r}")


@dataclass(frozen=True)
class Waarde:
    """A text with a language, or a value of a type such as `xsd:date`."""

    tekst: str
    type: str = ""
    taal: str = ""


@dataclass(frozen=True)
class Ding:
    """Something with a type and properties; without `plek` it has no address and stands within another."""

    plek: Iri | None
    soort: str
    eigenschappen: Sequence[tuple[str, Iri | Waarde | Ding]]


def naar_jsonld(dingen: Iterable[Ding]) -> bytes:
    """Return the things as JSON-LD, with a context of prefixes only."""
    document = {"@context": RUIMTEN, "@graph": [_json(ding) for ding in dingen]}
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _json(ding: Ding) -> dict[str, Any]:
    uit: dict[str, Any] = {"@id": ding.plek.adres} if ding.plek else {}
    uit["@type"] = ding.soort
    for naam, waarde in ding.eigenschappen:
        uit.setdefault(naam, []).append(_json_waarde(waarde))
    return uit


def _json_waarde(waarde: Iri | Waarde | Ding) -> dict[str, Any]:
    if isinstance(waarde, Iri):
        return {"@id": waarde.adres}
    if isinstance(waarde, Ding):
        return _json(waarde)
    uit = {"@value": waarde.tekst}
    if waarde.taal:
        uit["@language"] = waarde.taal
    elif waarde.type:
        uit["@type"] = waarde.type
    return uit


def naar_turtle(dingen: Iterable[Ding]) -> bytes:
    """Return the things as Turtle."""
    kop = "".join(f"@prefix {naam}: <{adres}> .\n" for naam, adres in RUIMTEN.items())
    return (kop + "".join(f"\n{_turtle(ding)} .\n" for ding in dingen)).encode()


def _turtle(ding: Ding) -> str:
    assert ding.plek is not None  # noqa: S101  only things with an address stand on their own
    return f"<{ding.plek.adres}> {_eigenschappen(ding)}"


def _eigenschappen(ding: Ding) -> str:
    regels = [f"{naam} {_turtle_waarde(waarde)}" for naam, waarde in ding.eigenschappen]
    return " ;\n    ".join([f"a {ding.soort}", *regels])


def _turtle_waarde(waarde: Iri | Waarde | Ding) -> str:
    if isinstance(waarde, Iri):
        return f"<{waarde.adres}>"
    if isinstance(waarde, Ding):
        return f"[ {_eigenschappen(waarde)} ]"
    if waarde.taal:
        return f"{_tekst(waarde.tekst)}@{waarde.taal}"
    return f"{_tekst(waarde.tekst)}^^{waarde.type}" if waarde.type else _tekst(waarde.tekst)


def _tekst(tekst: str) -> str:
    """Return a quoted string; JSON escapes are Turtle's as well, but for the slash that is never escaped
    here.
    """
    return json.dumps(tekst, ensure_ascii=False)
