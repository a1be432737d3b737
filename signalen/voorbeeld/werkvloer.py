"""What teams do themselves in the example: maatwerk, what a table thought, a vote, a leerpunt and a series.

Calls the operations of maatwerk and overleg only; expects an open transaction. The texts stand in the script.
"""

from __future__ import annotations

import tomllib
import uuid
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from functools import partial
from typing import Any

from sqlalchemy import select

from signalen.db import db
from signalen.maatwerk import operations as maatwerk
from signalen.maatwerk.models import Maatwerk
from signalen.maatwerk.rules import Vraag
from signalen.medewerker import queries as medewerkers
from signalen.overleg import operations as overleggen
from signalen.overleg.models import Agendapunt, Overleg
from signalen.overleg.operations.reeksen import begin_reeks
from signalen.overleg.reeksregels import Reeksvoorstel
from signalen.voorbeeld.mensen import DOMEIN
from signalen.voorbeeld.toneel import Decor
from signalen.voorbeeld.verhalen import SCRIPT
from workflows.uitspraak import Woorden

INSTEMMING = "Dit helpt hier meer dan een lange aanvraag."


def daden(decor: Decor) -> Iterator[tuple[date, Callable[[datetime], object]]]:
    """Yield (day, act) for everything in the script."""
    script = tomllib.loads((SCRIPT / "werkvloer.toml").read_text("utf-8"))
    for naam, daad in DADEN.items():
        for rij in script[naam]:
            yield decor.pad.dag(rij["dag"]), partial(daad, decor, rij)
    for rij in script["maatwerk"]:
        if "teruggekeken" in rij:
            yield decor.pad.dag(rij["teruggekeken"]), partial(kijk_terug, rij)


def vraag(decor: Decor, rij: Mapping[str, Any], moment: datetime) -> None:
    """Ask for maatwerk as the first uitvoerder; the named colleagues agree."""
    wie = medewerkers.persoon(decor.ids["uitvoerder"])
    if wie is None:
        raise LookupError("De uitvoerder van het voorbeeld is niet in dienst.")
    woorden = {naam: rij[naam] for naam in ("bedrag", "waarvoor", "waarom", "domein", "wijkt_af_van")}
    adressen = "\n".join(f"{naam}@{DOMEIN}" for naam in rij["meelezers"])
    id_ = maatwerk.vraag(Vraag(**woorden, meelezers=adressen), wie, moment).id
    for naam in rij["mee"]:
        maatwerk.reageer(id_, decor.ids[naam], "ja", INSTEMMING, moment)


def kijk_terug(rij: Mapping[str, Any], moment: datetime) -> None:
    """Look back on the oldest request."""
    id_ = db.session.scalars(select(Maatwerk.id).order_by(Maatwerk.gevraagd_op).limit(1)).one()
    maatwerk.kijk_terug(id_, rij["spijt"], rij["geleerd"], moment)


def doe_uitspraak(decor: Decor, rij: Mapping[str, Any], moment: datetime) -> None:
    """Record what the table advised about its first knelpunt."""
    woorden = {naam: rij[naam] for naam in Woorden.__dataclass_fields__}
    overleggen.doe_uitspraak(*_punt(rij["overleg"]), Woorden(**woorden), moment)


def stem(decor: Decor, rij: Mapping[str, Any], moment: datetime) -> None:
    """Open a vote about the first knelpunt; some vote, and the rest may still."""
    punt = _punt(rij["overleg"])
    overleggen.open_stemming(*punt, rij["vraag"], "", moment)
    for naam, keuze in rij["stemmen"].items():
        overleggen.stem(*punt, decor.ids[naam], keuze, moment)


def leer(decor: Decor, rij: Mapping[str, Any], moment: datetime) -> None:
    """Make a leerpunt in an overleg that was held."""
    klaar = decor.pad.dag(rij["klaar"]).isoformat()
    overleggen.spreek_af(_overleg(rij["overleg"]), rij["tekst"], rij["rol"], klaar, moment, True)


def begin(decor: Decor, rij: Mapping[str, Any], moment: datetime) -> None:
    """Begin a series; its overleggen are planned for the coming half year."""
    leider = decor.ids[rij["leider"]]
    woorden = {
        n: rij[n] for n in ("soort", "ritme", "welke", "weekdag", "begin", "minuten", "plaats", "titel")
    }
    mensen = tuple(decor.ids[naam] for naam in rij["deelnemers"])
    vanaf = decor.pad.dag(rij["vanaf"]).isoformat()
    begin_reeks(
        Reeksvoorstel(
            **woorden, vanaf=vanaf, door=leider, bij_vrij="volgende", gespreksleider=leider, deelnemers=mensen
        ),
        moment,
    )


DADEN: dict[str, Callable[[Decor, Mapping[str, Any], datetime], None]] = {
    "maatwerk": vraag,
    "uitspraak": doe_uitspraak,
    "stemming": stem,
    "leerpunt": leer,
    "reeks": begin,
}


def _overleg(titel: str) -> uuid.UUID:
    zoek = select(Overleg.id).where(Overleg.titel == titel, Overleg.staat == "gehouden")
    return db.session.scalars(zoek).one()


def _punt(titel: str) -> tuple[uuid.UUID, uuid.UUID]:
    """Return the overleg and its first knelpunt that was discussed."""
    overleg_id = _overleg(titel)
    zoek = select(Agendapunt.id).where(
        Agendapunt.overleg_id == overleg_id,
        Agendapunt.knelpunt_id.is_not(None),
        Agendapunt.uitkomst == "besproken",
    )
    return overleg_id, db.session.scalars(zoek.order_by(Agendapunt.volgorde).limit(1)).one()
