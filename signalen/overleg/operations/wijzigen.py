"""Moving an overleg to another day (once) and cancelling it; both with a reason that stays visible.

A day that became a day off afterwards may always be left, and that does not count as the one move
(`sluitingsdag`).

Two cancelled overleggen in a row for one knelpunt and step are silence of that layer (DESIGN section 6).
"""

from __future__ import annotations

import uuid
from datetime import datetime

from signalen.db import db
from signalen.knelpunt.operations import voor_overleg
from signalen.knelpunt.rules import OngeldigeInvoer, Veldfout
from signalen.medewerker import queries as medewerkers
from signalen.overleg import rules, sluitingsdag
from signalen.overleg.models import Overleg
from signalen.overleg.operations import uitnodigen
from signalen.overleg.operations.plannen import eis_gepland, noem_dag, rol_van, slot
from signalen.overleg.queries import agenda
from signalen.overleg.queries.stapel import Punt
from signalen.signaal import operations as signalen
from workflows.stand import Geweigerd
from workflows.termijn import voluit


def verval(overleg_id: uuid.UUID, reden: str, moment: datetime) -> Overleg:
    """Cancel an overleg with a reason; everybody who was invited hears it, every knelpunt notes it.

    Raises OngeldigeInvoer without a reason and Geweigerd when it was held or cancelled already.
    """
    tekst = rules.eis_reden(reden, "Schrijf waarom het overleg niet doorgaat.")
    overleg = slot(overleg_id)
    eis_gepland(overleg)
    punten = agenda.knelpunten_op(overleg, moment.date())
    overleg.staat, overleg.reden = "vervallen", "\n".join(filter(None, [overleg.reden, tekst]))
    db.session.flush()
    _noteer(overleg, punten, "overleg_vervallen", tekst, {"datum": overleg.datum.isoformat()}, moment)
    for punt in agenda.knelpunten_in_slotvolgorde(punten):
        _stil_na_twee(punt, moment)
    uitnodigen.zeg_af(overleg, tekst, moment)
    return overleg


def _noteer(
    overleg: Overleg, punten: list[Punt], soort: str, reden: str, extra: dict[str, str], moment: datetime
) -> None:
    if not punten:
        return
    tekst, rol = signalen.bewaar_tekst("reden", reden, "opvatting"), rol_van(overleg)
    vast = {"overleg": str(overleg.id), "reden": tekst.digest, "tekst": str(tekst.id), **extra}
    for punt in agenda.knelpunten_in_slotvolgorde(punten):
        voor_overleg.noteer(punt.ding_id, soort, rol, {**vast, "stap": punt.stap}, moment)


def _stil_na_twee(punt: Punt, moment: datetime) -> None:
    if rules.vervallen_op_rij(voor_overleg.feiten(punt.ding_id), punt.stap) >= rules.TWEE_KEER:
        voor_overleg.stilte_na_vervallen(punt.ding_id, punt.stap, moment)


def verzet(overleg_id: uuid.UUID, datum: str, begin: str, reden: str, moment: datetime) -> Overleg:
    """Move an overleg to another day with a reason: once, or away from a day off. The agenda follows.

    Raises OngeldigeInvoer per field and Geweigerd when it was moved before, held or cancelled.
    """
    overleg = slot(overleg_id)
    eis_gepland(overleg)
    vrij = medewerkers.kalender().waarom_vrij(overleg.datum)
    if not sluitingsdag.mag_verzetten(overleg.verzet, rules.MAX_VERZET, vrij):
        raise Geweigerd("Verzetten kan één keer. Laat het overleg vervallen en plan een nieuw.", "al_verzet")
    tekst = rules.eis_reden(reden, "Schrijf waarom het overleg naar een andere dag gaat.")
    oud, punten = overleg.datum, agenda.knelpunten_op(overleg, moment.date())
    _zet_dag(overleg, datum, begin, moment)
    overleg.verzet = sluitingsdag.keren_na(overleg.verzet, vrij)
    overleg.reden = f"Verplaatst van {voluit(oud)}: {tekst}"
    dagen = {"van": oud.isoformat(), "naar": overleg.datum.isoformat()}
    _noteer(overleg, punten, "overleg_verzet", tekst, dagen, moment)
    noem_dag(overleg, agenda.knelpunten_op(overleg, moment.date()), moment)
    uitnodigen.wijzigt(overleg, moment)
    titel = f"{overleg.titel} (verplaatst van {voluit(oud)})"
    uitnodigen.nodig_uit(overleg, moment, titel)
    return overleg


def _zet_dag(overleg: Overleg, datum: str, begin: str, moment: datetime) -> None:
    fouten = []
    try:
        dag = rules.lees_overlegdag(datum, moment.date(), medewerkers.kalender())
    except ValueError as fout:
        fouten.append(Veldfout("datum", str(fout)))
    try:
        tijd = rules.lees_tijd(begin) if begin.strip() else overleg.begin
    except ValueError as fout:
        fouten.append(Veldfout("begin", str(fout)))
    if not fouten and (dag, tijd) == (overleg.datum, overleg.begin):
        fouten.append(Veldfout("datum", "Dit is de dag van nu. Kies een andere dag of tijd."))
    if fouten:
        raise OngeldigeInvoer(fouten)
    overleg.datum, overleg.begin = dag, tijd
    db.session.flush()
