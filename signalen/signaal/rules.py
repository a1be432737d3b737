"""Pure rules of a signaal: levels, the guard for residents' data, digests and the doorgeeftekst.

The guard is a help and no guarantee: it knows numbers and addresses of mail, no names (that needs word
lists).
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from stdnum import iban
from stdnum.nl import bsn

NIVEAUS = ("open", "beschermd")
"""Levels that can be chosen; `verzegeld` comes with the vault."""

MAX_TEKST = 20_000
VRAGEN = ("wat_zie_je", "wat_knelt_er", "wat_zou_helpen")
OORDEEL_VRAGEN = ("begrepen", "beantwoord", "veranderd")
ANTWOORDEN = ("ja", "deels", "nee")
REACTIES = ("klopt", "deels", "niet")

DOMEINEN = (
    "werk en inkomen",
    "schuldhulpverlening",
    "wmo",
    "jeugd",
    "opvang en wonen",
    "burgerzaken",
    "toeslagen",
    "dienstverlening",
    "anders",
)
"""Domains on the form; a municipality may set others."""


@dataclass(frozen=True)
class Vondst:
    """Something in a text that looks like data of a resident. `zeker` may not stay."""

    soort: str
    fragment: str
    zeker: bool

    @property
    def uitleg(self) -> str:
        """The sentence beside the field."""
        return f"‘{self.fragment}’ lijkt op {_NAMEN[self.soort]}."


_NAMEN = {
    "bsn": "een burgerservicenummer",
    "email": "een e-mailadres",
    "telefoon": "een telefoonnummer",
    "iban": "een bankrekeningnummer",
}
_GETAL = re.compile(r"(?<![\d.,€])\d(?:[ .\-]?\d){7,8}(?![\d.,]*\d)")
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
_TELEFOON = re.compile(r"(?<![\d\w])(?:\+31|0031|0)[ \-]?(?:\(0\))?[1-9](?:[ \-]?\d){8}(?!\d)")
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{2,4}){3,8}\b")
_BSN_WOORD = re.compile(r"\b(bsn|burgerservicenummer|sofinummer|sofi)\b", re.IGNORECASE)
NABIJ = 40


def vind_gegevens(tekst: str) -> tuple[Vondst, ...]:
    """Return what looks like a BSN, phone number, IBAN or mail address, each once, in order.

    A nine-digit number that passes the elfproef is certain only with the word BSN within 40 characters:
    8.6 percent of random numbers pass (measured, see DEPENDENCIES). IBAN and mail are certain by form.
    """
    gevonden = [*_ibans(tekst), *_adressen(tekst), *_telefoons(tekst)]
    bezet = [plaats for _, plaats in gevonden]
    gevonden += [(v, p) for v, p in _bsns(tekst) if not any(p[0] < e and b < p[1] for b, e in bezet)]
    gevonden.sort(key=lambda paar: paar[1])
    return tuple(dict.fromkeys(vondst for vondst, _ in gevonden))


Plek = tuple[int, int]


def _ibans(tekst: str) -> Iterable[tuple[Vondst, Plek]]:
    for m in _IBAN.finditer(tekst):
        if iban.is_valid(m.group()):
            yield Vondst("iban", m.group(), zeker=True), m.span()


def _adressen(tekst: str) -> Iterable[tuple[Vondst, Plek]]:
    for m in _EMAIL.finditer(tekst):
        yield Vondst("email", m.group(), zeker=True), m.span()


def _telefoons(tekst: str) -> Iterable[tuple[Vondst, Plek]]:
    for m in _TELEFOON.finditer(tekst):
        yield Vondst("telefoon", m.group(), zeker=False), m.span()


def _bsns(tekst: str) -> Iterable[tuple[Vondst, Plek]]:
    for m in _GETAL.finditer(tekst):
        if bsn.is_valid(re.sub(r"\D", "", m.group())):
            omgeving = tekst[max(0, m.start() - NABIJ) : m.end() + NABIJ]
            yield Vondst("bsn", m.group(), bool(_BSN_WOORD.search(omgeving))), m.span()


def bezwaren(teksten: Mapping[str, str], laten_staan: str = "") -> dict[str, tuple[Vondst, ...]]:
    """Return per field the findings that block storing. A reason to leave it covers only the uncertain
    ones.

    What is longer than any text may be is refused for its length; searching a megabyte would take seconds.
    """
    uit = {}
    for naam, tekst in teksten.items():
        blijft = tuple(v for v in vind_gegevens(tekst[:MAX_TEKST]) if v.zeker or not laten_staan.strip())
        if blijft:
            uit[naam] = blijft
    return uit


def schoon(tekst: str) -> str:
    """Return text that can be stored and shown: NFC, no null bytes, no control or direction marks.

    Emoji stay. Right-to-left marks go, because they can turn a sentence around on somebody else's screen.
    """
    genormaliseerd = unicodedata.normalize("NFC", tekst.replace("\r\n", "\n").replace("\r", "\n"))
    # Each kind of character is judged once: a megabyte of text holds few of them.
    weg = {ord(teken): None for teken in set(genormaliseerd) if not _mag(teken)}
    return (genormaliseerd.translate(weg) if weg else genormaliseerd).strip()


def _mag(teken: str) -> bool:
    if teken in "\n\t\u200d":
        return True
    return unicodedata.category(teken) not in ("Cc", "Cf", "Cs", "Co")


def digest(zout: bytes, inhoud: str) -> str:
    """Return the digest that events and signalen hold instead of the words."""
    return hashlib.sha256(zout + inhoud.encode()).hexdigest()


def doorgeeftekst(antwoorden: Mapping[str, str]) -> str:
    """Return the melder's own words as the text that may climb, until the melder writes another."""
    return "\n\n".join(antwoorden[vraag] for vraag in VRAGEN if antwoorden.get(vraag))


def standaard_niveau(eigen: bool) -> str:
    """Return the level that is chosen beforehand: the safe one for contracted staff (SAFETY rule 6)."""
    return "open" if eigen else "beschermd"
