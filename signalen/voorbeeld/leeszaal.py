"""What the wethouder of the example did with the last edition: read one line, and asked about two others.

Calls the operations of the register only; expects an open transaction. The texts stand in the script.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from functools import partial
from typing import Any

from sqlalchemy import select

from signalen.db import db
from signalen.register.lezing import operations as lezing
from signalen.register.lezing.operations import Daad
from signalen.register.models import Bestuursreactie, Editie
from signalen.register.rules import Kwartaal
from signalen.voorbeeld.toneel import Decor
from signalen.voorbeeld.verhalen import MERK, SCRIPT

ROL = "wethouder"


def daden(
    decor: Decor, kwartaal: Kwartaal, vanaf: date
) -> Iterator[tuple[date, Callable[[datetime], object]]]:
    """Yield (day, act) about the edition of this quarter; none before the day on which it was frozen."""
    for rij in tomllib.loads((SCRIPT / "register.toml").read_text("utf-8"))["reactie"]:
        yield max(vanaf, decor.pad.dag(rij["dag"])), partial(reageer, decor, kwartaal, rij)
        if "antwoord" in rij:
            yield max(vanaf, decor.pad.dag(rij["beantwoord"])), partial(antwoord, rij)


def reageer(decor: Decor, kwartaal: Kwartaal, rij: Mapping[str, Any], moment: datetime) -> None:
    """Act as the wethouder on one line of the edition, while it is frozen."""
    editie = db.session.scalars(select(Editie).where(Editie.kwartaal == kwartaal.code)).first()
    if editie is None or editie.staat != "vastgesteld":
        return
    regel = _lopend(editie)[rij["regel"]]
    invoer = {"woorden": gemerkt(rij["woorden"])} if "woorden" in rij else {}
    lezing.reageer(
        Daad(kwartaal.code, regel["nummer"], regel["ronde"], decor.ids[ROL], rij["soort"], invoer), moment
    )


def antwoord(rij: Mapping[str, Any], moment: datetime) -> None:
    """Answer the oldest question that waits, as the layer that was asked."""
    zoek = select(Bestuursreactie.id).where(
        Bestuursreactie.soort == "vraag", Bestuursreactie.antwoord_id.is_(None)
    )
    vraag = db.session.scalars(zoek.order_by(Bestuursreactie.op, Bestuursreactie.id).limit(1)).first()
    if vraag is not None:
        lezing.beantwoord(vraag, gemerkt(rij["antwoord"]), moment)


def gemerkt(woorden: str) -> str:
    """Return words of an official with the mark that says they are invented."""
    return f"{woorden} {MERK}"


def _lopend(editie: Editie) -> list[Mapping[str, Any]]:
    """Return the lines that lie with another than the college, one per knelpunt; those that run first."""
    per_nummer = {r["nummer"]: r for r in editie.regels if r["laag"] != "College"}
    return sorted(per_nummer.values(), key=lambda r: (r["stand"] != "lopend", r["nummer"]))
