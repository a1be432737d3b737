"""Reading only what one page of an edition shows: an edition of a large quarter holds megabytes.

The database cuts out a page of a list; what was vastgesteld is kept per process, because it never changes.
Whole editions, for their forms, are read by `queries`.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import TextClause, exists, select, text

from signalen.db import NietGevonden, db
from signalen.register import queries
from signalen.register.bewaren import Geheugen
from signalen.register.models import Editie, Editiebestand, Erratum
from signalen.register.queries import OP_VOORPAGINA, PER_PAGINA, Beeld, Blad, Kop, leesbaar

_VAST: Geheugen[Beeld] = Geheugen(24)
"""Front pages of vastgestelde edities by id, without what is added later."""

ERBIJ = (
    exists().where(Erratum.editie_id == Editie.id).label("verbeterd"),
    exists().where(Editiebestand.editie_id == Editie.id).label("als_bestand"),
)
"""What most editions do not have is asked for only when it is there."""

GEEN_NUMMER = 2**62
"""No knelpunt has this number; a larger one does not fit."""


def voorpagina(ruw: str, vandaag: date, met_concept: bool) -> Beeld:
    """Return an edition without its lines and with only the top of its promises: what most pages need.

    Raises NietGevonden as `queries.editie` does.
    """
    rij = queries.zichtbaar(ruw, vandaag, met_concept, select(*queries.KOP, *ERBIJ))
    vast = vaste(rij.id) if rij.staat == "vastgesteld" else _lees_voorpagina(rij.id)
    errata = queries.errata(rij.id) if rij.verbeterd else ()
    bestanden = queries.bestanden(rij.id) if rij.als_bestand else ()
    return replace(vast, kop=queries.kop_uit(rij, vandaag), errata=errata, bestanden=bestanden)


def vaste(editie_id: uuid.UUID) -> Beeld:
    """Return the front page of a vastgestelde editie, read once; without its head and what is added later."""
    beeld = _VAST.get(editie_id)
    if beeld is None:
        beeld = _lees_voorpagina(editie_id)
        _VAST.zet(editie_id, beeld)
    return beeld


def _lees_voorpagina(editie_id: uuid.UUID) -> Beeld:
    zoek = select(Editie.kwartaal, Editie.ingehouden, Editie.inhoud, Editie.vingerafdruk)
    rij = db.session.execute(zoek.where(Editie.id == editie_id)).one()
    regels_ = [(rij.nummer, rij.titel) for rij in db.session.execute(TITELS, {"id": editie_id})]
    bovenaan = bovenste(rij.inhoud["op_uw_bord"], OP_VOORPAGINA + 1)
    return Beeld(
        kop=Kop(rij.kwartaal, "", ""),
        regels=(),
        ingehouden=queries.per_grond(rij.ingehouden),
        inhoud=leesbaar({**rij.inhoud, "op_uw_bord": bovenaan}),
        vingerafdruk=rij.vingerafdruk,
        aantal_regels=len(regels_),
        aantal_afspraken=sum(len(deel["regels"]) for deel in rij.inhoud["op_uw_bord"]),
        titels=queries.titels(rij.inhoud["op_uw_bord"], regels_),
    )


def bovenste(bord: Sequence[Mapping[str, Any]], aantal: int) -> list[dict[str, Any]]:
    """Return the first rows of *Op uw bord*, still by portefeuille."""
    uit = []
    for deel in bord:
        regels_ = deel["regels"][:aantal]
        if regels_:
            uit.append({**deel, "regels": regels_})
        aantal -= len(regels_)
    return uit


def verhaal(beeld: Beeld, nummer: int) -> list[Mapping[str, Any]]:
    """Return the lines of one knelpunt in an edition, by ronde. Raises NietGevonden when it is not shown."""
    rondes = _stukken(VAN_NUMMER, beeld, nummer=min(nummer, GEEN_NUMMER))
    if not rondes:
        raise NietGevonden(str(nummer))
    return rondes


def regels(beeld: Beeld, pagina: int) -> Blad:
    """Return one page of the knelpunten that an edition shows."""
    return _blad(REGELS, beeld, pagina, beeld.aantal_regels)


def afspraken(beeld: Beeld, pagina: int) -> Blad:
    """Return one page of every promise of an edition, by portefeuille; each row has its `domein`."""
    return _blad(AFSPRAKEN, beeld, pagina, beeld.aantal_afspraken)


def _blad(vraag: TextClause, beeld: Beeld, pagina: int, aantal: int) -> Blad:
    nr, paginas = queries.welk_blad(aantal, pagina)
    return Blad(_stukken(vraag, beeld, vanaf=(nr - 1) * PER_PAGINA, aantal=PER_PAGINA), nr, paginas)


def _stukken(vraag: TextClause, beeld: Beeld, **delen: int) -> list[Any]:
    return [leesbaar(stuk) for stuk in db.session.scalars(vraag, {"kwartaal": beeld.kop.kwartaal, **delen})]


# ------------------------------------------------------------------ what the database cuts out

TITELS = text("""
    SELECT CAST(elk.stuk -> 'nummer' AS bigint) AS nummer, elk.stuk ->> 'titel' AS titel
    FROM editie, jsonb_array_elements(regels) WITH ORDINALITY AS elk (stuk, plek) WHERE id = :id ORDER BY plek
""")
REGELS = text("""
    SELECT elk.stuk FROM editie, jsonb_array_elements(regels) WITH ORDINALITY AS elk (stuk, plek)
    WHERE kwartaal = :kwartaal ORDER BY plek OFFSET :vanaf LIMIT :aantal
""")
VAN_NUMMER = text("""
    SELECT elk.stuk FROM editie, jsonb_array_elements(regels) WITH ORDINALITY AS elk (stuk, plek)
    WHERE kwartaal = :kwartaal AND elk.stuk -> 'nummer' = to_jsonb(CAST(:nummer AS bigint))
    ORDER BY plek
""")
AFSPRAKEN = text("""
    SELECT elk.stuk || jsonb_build_object('domein', deel.stuk -> 'domein')
    FROM editie, jsonb_array_elements(inhoud -> 'op_uw_bord') WITH ORDINALITY AS deel (stuk, plek),
        jsonb_array_elements(deel.stuk -> 'regels') WITH ORDINALITY AS elk (stuk, plek)
    WHERE kwartaal = :kwartaal ORDER BY deel.plek, elk.plek OFFSET :vanaf LIMIT :aantal
""")
