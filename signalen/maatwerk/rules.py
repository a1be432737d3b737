"""Pure rules of the maatwerkbudget: reading an amount and a request, who agreed, what is left, when to look
back.

Source: DOMAIN section 4 (team budgets of Amsterdam, Groningen, Almere). It is not about guarding people:
one in five decisions may be regretted, as long as the team learns from it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from signalen.knelpunt.rules import OngeldigeInvoer, Veldfout
from signalen.signaal.rules import DOMEINEN, bezwaren, schoon
from workflows.termijn import Kalender, tel
from workflows.tienvijf import Grenzen, in_woorden

NODIG = 3
"""So many colleagues must agree; the requester never counts."""

TERUGKIJKEN = 65
"""Working days after which the requester looks back: three months."""

WEERWOORD = 5
"""Working days in which an objection is answered."""

PER_AANVRAAG, PER_KWARTAAL = 100_000, 500_000
"""Limits in eurocents, until the municipality sets its own."""

GRENS = 10_000_000_00
LENGTES = {"waarvoor": 1_000, "waarom": 3_000, "wijkt_af_van": 200}
ZIN, MEELEZERS = 500, 50
LEREN = 3_000
STATEN = {"gevraagd": "wacht op collega’s", "toegekend": "toegekend", "ingetrokken": "ingetrokken"}


# ------------------------------------------------------------------ money


def lees_bedrag(ruw: str) -> int:
    """Read euros as people write them (`1.250,50`, `€ 75`, `300,-`) and return cents.

    Raises ValueError with a sentence for anything else, for nothing and for more than ten million.
    """
    kaal = re.sub(r"^(?:€|eur|euro)\s*|\s*(?:€|eur|euro)$", "", ruw.strip(), flags=re.IGNORECASE).strip()
    kaal = re.sub(r",(?:-+|=)$", "", kaal)
    treffer = re.fullmatch(r"(\d{1,3}(?:\.\d{3})+|\d{1,9})(?:,(\d{1,2}))?", kaal, flags=re.ASCII)
    if treffer is None:
        raise ValueError("Schrijf het bedrag als 1.250,50 of 300.")
    cent = int(treffer[1].replace(".", "")) * 100 + int((treffer[2] or "0").ljust(2, "0"))
    if not 0 < cent <= GRENS:
        raise ValueError("Schrijf een bedrag boven nul, tot tien miljoen euro.")
    return cent


def euro(cent: int) -> str:
    """Return cents as people write euros: `€ 1.250,50`, `€ 300` without cents, on one line."""
    heel, rest = divmod(abs(cent), 100)
    tekst = f"{heel:,}".replace(",", ".") + (f",{rest:02d}" if rest else "")
    return f"{'-' if cent < 0 else ''}€\u00a0{tekst}"


def lees_grens(ruw: str, standaard: int) -> int:
    """Read a limit from a setting in cents; a setting that is no amount is the usual one."""
    try:
        return lees_bedrag(ruw)
    except ValueError:
        return standaard


def over(grens: int, bedragen: Iterable[int]) -> int:
    """Return what a team has left in a quarter, after what was granted or still waits; never below zero."""
    return max(0, grens - sum(bedragen))


# ------------------------------------------------------------------ the request


@dataclass(frozen=True)
class Vraag:
    """A request as it was typed."""

    bedrag: str
    waarvoor: str
    waarom: str
    domein: str
    wijkt_af_van: str = ""
    meelezers: str = ""


@dataclass(frozen=True)
class Gelezen:
    """A request that can be stored; the amount in cents."""

    cent: int
    waarvoor: str
    waarom: str
    domein: str
    wijkt_af_van: str


def lees_vraag(vraag: Vraag, per_aanvraag: int, nog_over: int) -> Gelezen:
    """Read a request. Raises OngeldigeInvoer with a sentence per field that cannot stand."""
    teksten = {naam: schoon(getattr(vraag, naam)) for naam in LENGTES}
    fouten = tekstfouten(teksten, LENGTES)
    for naam, zin in (
        ("waarvoor", "Schrijf wat je ervoor wilt betalen."),
        ("waarom", "Schrijf waarom dit nodig is en waarom het niet anders kan."),
    ):
        fouten += [] if teksten[naam] else [Veldfout(naam, zin)]
    if vraag.domein not in DOMEINEN:
        fouten.append(Veldfout("domein", "Kies bij welk werk dit hoort."))
    cent = 0
    try:
        cent = lees_bedrag(vraag.bedrag)
        _eis_ruimte(cent, per_aanvraag, nog_over)
    except ValueError as fout:
        fouten.insert(0, Veldfout("bedrag", str(fout)))
    if fouten:
        raise OngeldigeInvoer(fouten)
    return Gelezen(cent, teksten["waarvoor"], teksten["waarom"], vraag.domein, teksten["wijkt_af_van"])


def lees_adressen(ruw: str) -> list[str]:
    """Return mail addresses in lower case, each once. Raises OngeldigeInvoer for more than fifty."""
    gevonden = list(dict.fromkeys(adres.lower() for adres in re.split(r"[\s,;]+", ruw) if adres))
    if len(gevonden) > MEELEZERS:
        raise OngeldigeInvoer([Veldfout("meelezers", f"Noem hoogstens {MEELEZERS} collega's.")])
    return gevonden


def _eis_ruimte(cent: int, per_aanvraag: int, nog_over: int) -> None:
    if cent > per_aanvraag:
        raise ValueError(f"Per keer kan hoogstens {euro(per_aanvraag)}.")
    if cent > nog_over:
        raise ValueError(f"Je team heeft dit kwartaal nog {euro(nog_over)}.")


def tekstfouten(teksten: Mapping[str, str], lengtes: Mapping[str, int]) -> list[Veldfout]:
    """Return a sentence per field that is too long or holds what looks like data of a resident."""
    fouten = [
        Veldfout(naam, " ".join(v.uitleg for v in vondsten) + " Haal het weg.")
        for naam, vondsten in bezwaren({n: t for n, t in teksten.items() if t}).items()
    ]
    lang = [n for n, t in teksten.items() if len(t) > lengtes[n]]
    return fouten + [Veldfout(n, f"Kort dit in tot {lengtes[n]} tekens.") for n in lang]


def lees_zin(veld: str, ruw: str, zin: str, hoogstens: int = ZIN) -> str:
    """Read one compulsory text. Raises OngeldigeInvoer with `zin` when it is empty."""
    tekst = schoon(ruw)
    fouten = tekstfouten({veld: tekst}, {veld: hoogstens}) if tekst else [Veldfout(veld, zin)]
    if fouten:
        raise OngeldigeInvoer(fouten)
    return tekst


def lees_ja_nee(veld: str, ruw: str, zin: str) -> bool:
    """Read a yes or no. Raises OngeldigeInvoer with `zin` for anything else."""
    if ruw not in ("ja", "nee"):
        raise OngeldigeInvoer([Veldfout(veld, zin)])
    return ruw == "ja"


# ------------------------------------------------------------------ agreeing and looking back


def is_toegekend(reacties: Collection[bool]) -> bool:
    """Say whether enough colleagues agree; an objection is recorded and does not hold it up."""
    return sum(reacties) >= NODIG


def nog_nodig(reacties: Collection[bool]) -> int:
    """Return how many colleagues must still agree."""
    return max(0, NODIG - sum(reacties))


def terugkijkdag(toegekend_op: date, kalender: Kalender) -> date:
    """Return the day on which the requester looks back, in working days of the calendar."""
    return tel(toegekend_op, TERUGKIJKEN, kalender).uiterste


def weerwoorddag(bezwaar_op: date, kalender: Kalender) -> date:
    """Return the day before which an objection is answered."""
    return tel(bezwaar_op, WEERWOORD, kalender).uiterste


# ------------------------------------------------------------------ what others may know


def kwartaal(dag: date) -> tuple[int, int]:
    """Return (year, quarter) of a day."""
    return dag.year, (dag.month - 1) // 3 + 1


def eerste_dag(dag: date) -> date:
    """Return the first day of the quarter of a day."""
    jaar, deel = kwartaal(dag)
    return date(jaar, 3 * deel - 2, 1)


def per_kwartaal(toegekend: Iterable[tuple[date, int]], grenzen: Grenzen) -> list[tuple[str, str, str]]:
    """Return (quarter, amount, how often) over all teams, newest first.

    The money is exact, the requests are not (SAFETY rule 26), with the thresholds of this municipality.
    """
    telling: dict[tuple[int, int], list[int]] = {}
    for dag, cent in toegekend:
        telling.setdefault(kwartaal(dag), []).append(cent)
    return [
        (f"Kwartaal {deel} van {jaar}", euro(sum(centen)), in_woorden(len(centen), grenzen))
        for (jaar, deel), centen in sorted(telling.items(), reverse=True)
    ]
