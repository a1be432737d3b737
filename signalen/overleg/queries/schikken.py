"""The page on which the chair orders an agenda: every item with its minutes and which way it can go."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from signalen.db import db
from signalen.overleg import rules
from signalen.overleg.models import Overleg
from signalen.overleg.queries import agenda, volgorde
from signalen.overleg.queries.regels import OverlegRegel, regel
from signalen.overleg.queries.stapel import Punt
from workflows import agendavolgorde

HOOGSTENS = 80
"""A page is at most 60 KB; who has more to discuss than this cannot order it all in one meeting."""

KOPPEN = ("Afspraken", "Spoed", "Knelpunten en onderwerpen")
"""The blocks of an agenda, by number."""


@dataclass(frozen=True)
class Schikregel:
    """One item. `eerder` and `later` say whether it can move; `past` whether it fits in the time."""

    sleutel: str
    titel: str
    minuten: int
    plaats: int
    eerder: bool
    later: bool
    past: bool


@dataclass(frozen=True)
class Schikpagina:
    """Everything on the page. `anders` says that the chair changed something."""

    kop: OverlegRegel
    blokken: tuple[tuple[str, tuple[Schikregel, ...]], ...]
    teken: str
    anders: bool
    minuten: int
    samen: int
    meer: int


def pagina(overleg_id: uuid.UUID, vandaag: date) -> Schikpagina:
    """Return the page on which the items of a planned overleg are ordered."""
    overleg = db.session.get_one(Overleg, overleg_id)
    punten, gekozen = agenda.van(overleg, vandaag), volgorde.keuzes(overleg_id)
    vanzelf = volgorde.vanzelf(punten)
    kan = agendavolgorde.grenzen(vanzelf, [punt.sleutel for punt in punten])
    past = rules.hoeveel_past([punt.minuten for punt in punten], overleg.minuten)
    per_blok: dict[int, list[Schikregel]] = {}
    for plaats, (punt, (_, blok)) in enumerate(zip(punten[:HOOGSTENS], vanzelf, strict=False), start=1):
        eerder, later = kan[punt.sleutel]
        naam = _titel(punt)
        rij = Schikregel(punt.sleutel, naam, punt.minuten, plaats, eerder, later, plaats <= past)
        per_blok.setdefault(blok, []).append(rij)
    return Schikpagina(
        kop=regel(overleg, vandaag),
        blokken=tuple((KOPPEN[blok], tuple(regels)) for blok, regels in sorted(per_blok.items())),
        teken=gekozen.teken,
        anders=bool(gekozen.plaatsen or gekozen.minuten),
        minuten=overleg.minuten,
        samen=sum(punt.minuten for punt in punten),
        meer=max(0, len(punten) - HOOGSTENS),
    )


def _titel(punt: Punt) -> str:
    """Return what an item is called here: the first words of a subject, because its title holds none."""
    tekst = punt.samenvatting if punt.soort == "onderwerp" else punt.onderwerp
    kaal = " ".join(tekst.split())
    return kaal if len(kaal) <= 90 else kaal[:90].rsplit(" ", 1)[0] + " ..."
