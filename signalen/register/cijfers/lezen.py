"""Reads what the tables over signalen are made of, and fixes the counts of a quarter when it is vastgesteld.

Never reads words, names or the moment of a signaal. Expects an open transaction.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from flask import current_app
from sqlalchemy import cast, func, select
from sqlalchemy.dialects.postgresql import JSONPATH

from signalen.db import db
from signalen.knelpunt.models import Knelpunt, Koppeling
from signalen.knelpunt.rules import OORZAKEN
from signalen.register import rules
from signalen.register.cijfers.deel import Cijferbron, signalen_deel, telling
from signalen.register.cijfers.tabellen import ANDERS, ONBEKEND, Melding, Plek, kwartalen, lijsten
from signalen.register.models import Editie, Kwartaaltelling
from signalen.register.rules import Kwartaal
from signalen.signaal.models import Signaal
from signalen.signaal.rules import DOMEINEN
from workflows.tienvijf import Grenzen


def zet_erbij(
    inhoud: dict[str, Any], regels: Iterable[Mapping[str, Any]], kwartaal: Kwartaal, vandaag: date
) -> Cijferbron:
    """Put the tables in the front page of an edition that is being made, and count it over again.

    Returns what they are made of, so that `leg_vast` fixes exactly those counts.
    """
    bron = cijferbron(kwartaal, min(kwartaal.laatste, vandaag), {regel["nummer"] for regel in regels})
    inhoud["signalen"] = signalen_deel(bron, _vorige(kwartaal))
    inhoud["controlegetal"] = rules.controlegetal_van_inhoud(inhoud)
    return bron


def cijferbron(kwartaal: Kwartaal, peildag: date, getoond: Iterable[int] = ()) -> Cijferbron:
    """Return what the tables of a quarter are made of; `getoond` are the numbers that its own lines show."""
    return Cijferbron(
        kwartaal=kwartaal,
        lijst=lijsten(DOMEINEN, OORZAKEN),
        meldingen=tuple(_meldingen(kwartaal, peildag)),
        knelpunten_jaar=_knelpunten(peildag),
        getoond=frozenset({*getoond, *_eerder_getoond(kwartaal)}),
        geteld=_geteld(kwartaal),
        grenzen=grenzen(),
    )


def grenzen() -> Grenzen:
    """Return the thresholds of this installation."""
    gelden: Grenzen = current_app.config["SIGNALEN"].grenzen
    return gelden


def _meldingen(kwartaal: Kwartaal, peildag: date) -> Iterable[Melding]:
    """Yield the signalen of the year up to `peildag`, as the database counts them; none withdrawn."""
    groep = (
        Signaal.week,
        Knelpunt.nummer,
        Knelpunt.domein,
        Knelpunt.oorzaak,
        Signaal.koppelsleutel,
        Knelpunt.week.label("begin"),
    )
    zoek = (
        select(*groep, func.count())
        .join(Koppeling, Koppeling.signaal_id == Signaal.id)
        .join(Knelpunt, Knelpunt.id == Koppeling.knelpunt_id)
        .where(Koppeling.tot.is_(None), Signaal.ingetrokken_week.is_(None))
        .where(Signaal.week.between(date(kwartaal.jaar, 1, 1), peildag))
        .group_by(*groep)
    )
    return (Melding(*rij) for rij in db.session.execute(zoek))


def _knelpunten(peildag: date) -> int:
    """Return how many knelpunten began in the year that ends on `peildag`; merged ones count once."""
    zoek = select(func.count()).select_from(Knelpunt).where(Knelpunt.opgegaan_in_id.is_(None))
    return db.session.scalar(zoek.where(Knelpunt.week.between(peildag - timedelta(days=364), peildag))) or 0


def _vastgesteld(kwartaal: Kwartaal) -> Any:
    return (Editie.staat == "vastgesteld", Editie.kwartaal >= f"{kwartaal.jaar}-K1")


def _eerder_getoond(kwartaal: Kwartaal) -> Iterable[int]:
    """Return the numbers in editions that can show what began in this year."""
    nummer = func.jsonb_path_query(Editie.regels, cast("$[*].nummer", JSONPATH))
    return [int(n) for n in db.session.scalars(select(nummer).where(*_vastgesteld(kwartaal)).distinct())]


def _vorige(kwartaal: Kwartaal) -> list[Mapping[str, Any]]:
    zoek = select(Editie.inhoud["signalen"]).where(*_vastgesteld(kwartaal))
    zoek = zoek.where(Editie.kwartaal <= f"{kwartaal.jaar}-K4", Editie.kwartaal != kwartaal.code)
    return [deel for deel in db.session.scalars(zoek.order_by(Editie.kwartaal)) if deel]


# ------------------------------------------------------------------ fixed counts


def _geteld(kwartaal: Kwartaal) -> dict[str, dict[Plek, tuple[int, int]]]:
    """Return per fixed quarter of this year the signalen and the begun knelpunten of each place."""
    uit: dict[str, dict[Plek, tuple[int, int]]] = {}
    zoek = select(Kwartaaltelling).where(Kwartaaltelling.kwartaal.in_(kwartalen(kwartaal, True)))
    for rij in db.session.scalars(zoek):
        plek = rij.kwartaal, rij.domein, rij.oorzaak
        uit.setdefault(rij.kwartaal, {})[plek] = rij.signalen, rij.begonnen
    return uit


def leg_vast(editie: Editie, bron: Cijferbron) -> None:
    """Fix the counts of this quarter, and of earlier ones of its year that no edition fixed yet.

    `bron` is what the tables of this edition were made of, in the same transaction.

    The tables of a year add up what was counted per quarter. Without this a signaal that is withdrawn or
    moved later would make the year differ from its quarters, and whoever subtracts them would see that.
    """
    kwartaal = rules.lees_kwartaal(editie.kwartaal)
    tel = telling(bron)
    for code in kwartalen(kwartaal, True):
        if code in bron.geteld:
            continue
        plekken = [p for p in tel.aantal if p[0] == code] or [(code, ANDERS, ONBEKEND)]
        for plek in plekken:
            aantal, begonnen = tel.aantal.get(plek, 0), tel.begonnen.get(plek, 0)
            rij = Kwartaaltelling(kwartaal=code, domein=plek[1], oorzaak=plek[2], editie_id=editie.id)
            rij.signalen, rij.begonnen = aantal, begonnen
            db.session.add(rij)
    db.session.flush()
