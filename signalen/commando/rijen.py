"""From a file to signalen: reading rows, checking, and letting each be born. Needs an open transaction.

Nobody stands behind an old list, so its signalen are beschermd, with "ingelezen lijst" sealed as the giver.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select

from signalen.commando.basis import Weigering, fout
from signalen.db import db
from signalen.knelpunt import rules as knelpuntregels
from signalen.knelpunt.models import Knelpunt, Koppeling
from signalen.knelpunt.operations import ordenen
from signalen.knelpunt.operations.ontvangst import Gever, ontvangen
from signalen.signaal import rules
from signalen.signaal.models import Signaal
from signalen.signaal.operations import SignaalInvoer

MOET = ("titel", "omschrijving")
MAG = ("kenmerk", "regeling", "domein", "oorzaak", "oplosniveau", "bron")
MAX_RIJEN = 5_000
# A fixed id that belongs to no person: a list has no melder.
LIJST = Gever(uuid.UUID("00000000-0000-4000-8000-00006c696a73"), "ingelezen lijst")
Rij = Mapping[str, str]


@dataclass(frozen=True)
class Uitkomst:
    """What became of one row, as CONTRACTS writes it."""

    rij: int
    uitkomst: str
    nummer: int | None
    reden: str

    def als_dict(self) -> dict[str, Any]:
        """Return it as plain values."""
        return asdict(self)


def lees(bestand: Path) -> list[Rij]:
    """Return the rows of a CSV or JSON file as texts. Raises Weigering for a file that cannot be read."""
    try:
        tekst = bestand.read_text("utf-8-sig")
        ruw = json.loads(tekst) if bestand.suffix.lower() == ".json" else _csv(tekst)
    except UnicodeDecodeError as oorzaak:
        raise Weigering(fout("Bewaar het bestand als UTF-8.", "bestand", bestand.name)) from oorzaak
    except (ValueError, RecursionError, csv.Error) as oorzaak:
        raise Weigering(
            fout(f"Dit bestand is niet te lezen: {oorzaak}.", "bestand", bestand.name)
        ) from oorzaak
    if not isinstance(ruw, list) or not all(isinstance(rij, dict) for rij in ruw):
        raise Weigering(fout("Geef een lijst van rijen met kolomnamen.", "bestand", bestand.name))
    if len(ruw) > MAX_RIJEN:
        raise Weigering(fout(f"Geef ten hoogste {MAX_RIJEN} rijen per keer.", "bestand", len(ruw)))
    return [
        {str(k): v if isinstance(v, str) else "" if v is None else str(v) for k, v in rij.items()}
        for rij in ruw
    ]


def _csv(tekst: str) -> list[dict[str, str]]:
    eerste = tekst.split("\n", 1)[0]
    lezer = csv.DictReader(
        io.StringIO(tekst), delimiter=";" if eerste.count(";") > eerste.count(",") else ","
    )
    return [{k: v or "" for k, v in rij.items() if k is not None} for rij in lezer]


def verwerk(gelezen: list[Rij], per_week: int, moment: datetime, sleutelmap: Path) -> Iterator[Uitkomst]:
    """Let each good row be born, `per_week` in each week from this one on; yield what became of each."""
    geboren = 0
    for nummer, rij in enumerate(gelezen, 1):
        reden = bezwaar(rij)
        bekend = _bekend(sleutel(rij)) if not reden else None
        if reden or bekend is not None:
            yield Uitkomst(nummer, "geweigerd" if reden else "bestond", bekend, reden)
            continue
        wanneer = moment + timedelta(weeks=geboren // per_week)
        yield Uitkomst(nummer, "nieuw", _geboorte(rij, wanneer, sleutelmap), "")
        geboren += 1


def bezwaar(rij: Rij) -> str:
    """Return in one sentence why this row cannot be taken in; empty when it can."""
    vreemd = sorted(set(rij) - {*MOET, *MAG})
    leeg = [naam for naam in MOET if not rules.schoon(rij.get(naam, ""))]
    if vreemd:
        return f"Deze kolommen kennen we niet: {', '.join(vreemd)}. We kennen: {', '.join((*MOET, *MAG))}."
    if leeg:
        return f"Vul in: {' en '.join(leeg)}."
    return _te_lang(rij) or _onbekend(rij) or _gegevens(rij)


def _te_lang(rij: Rij) -> str:
    if len(rij["titel"]) > 200:
        return "De titel heeft ten hoogste 200 tekens."
    if len(woorden(rij)) > rules.MAX_TEKST:
        return "De omschrijving is te lang: ten hoogste 20.000 tekens, met titel en bron."
    return "De regeling heeft ten hoogste 300 tekens." if len(rij.get("regeling", "")) > 300 else ""


def _onbekend(rij: Rij) -> str:
    lijsten = {
        "domein": rules.DOMEINEN,
        "oorzaak": knelpuntregels.OORZAKEN,
        "oplosniveau": knelpuntregels.OPLOSNIVEAUS,
    }
    for naam, keuzes in lijsten.items():
        if rij.get(naam, "").strip() and rij[naam].strip() not in keuzes:
            return f"{naam} is ‘{rij[naam]}’, maar kan zijn: {', '.join(keuzes)}."
    return ""


def _gegevens(rij: Rij) -> str:
    """Say which data of a resident stand in it; nobody can explain here why an uncertain one may stay.

    In a source only what is certain counts: addresses of pages are full of long numbers.
    """
    vondsten = [v for deel in MOET for v in rules.vind_gegevens(rij[deel])]
    vondsten += [v for v in rules.vind_gegevens(rij.get("bron", "")) if v.zeker]
    return " ".join([*(v.uitleg for v in vondsten), "Haal het weg."]) if vondsten else ""


def woorden(rij: Rij) -> str:
    """Return the words of a row as one text, as somebody would have typed it."""
    bron = rij.get("bron", "").strip()
    delen = (rij["titel"].strip(), rij["omschrijving"].strip(), f"Bron: {bron}" if bron else "")
    return "\n\n".join(deel for deel in delen if deel)


def sleutel(rij: Rij) -> str:
    """Return what makes a row the same when it is read again: its kenmerk, else its normalised words."""
    kenmerk = rij.get("kenmerk", "").strip()
    gewoon = " ".join(rules.schoon(f"{rij['titel']} {rij['omschrijving']}").casefold().split())
    return hashlib.sha256((f"kenmerk:{kenmerk}" if kenmerk else f"tekst:{gewoon}").encode()).hexdigest()


def _bekend(formulier: str) -> int | None:
    """Return the number of the knelpunt that this row became before, or None."""
    zoek = select(Knelpunt.nummer).join(Koppeling).join(Signaal, Signaal.id == Koppeling.signaal_id)
    return db.session.scalars(zoek.where(Signaal.formulier == formulier, Koppeling.tot.is_(None))).first()


def _geboorte(rij: Rij, moment: datetime, sleutelmap: Path) -> int:
    invoer = SignaalInvoer(
        formulier=sleutel(rij),
        antwoorden={"wat_zie_je": woorden(rij)},
        regeling=rij.get("regeling", ""),
        domein=rij.get("domein", "").strip() or "anders",
        niveau="beschermd",
    )
    signaal = ontvangen(invoer, LIJST, moment, sleutelmap)
    db.session.flush()
    knelpunt_id = db.session.scalars(
        select(Koppeling.knelpunt_id).where(Koppeling.signaal_id == signaal.id)
    ).one()
    velden = {naam: rij.get(naam, "").strip() for naam in ("titel", "oorzaak", "oplosniveau", "regeling")}
    return ordenen.beschrijf(knelpunt_id, velden, moment).nummer
