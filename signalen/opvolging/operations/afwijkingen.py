"""Counting deviations per beleidsregel, and putting the rule itself on an agenda when there are enough.

Source: RvS 16 March 2016, ECLI:NL:RVS:2016:709; DESIGN section 2, idea 9. The threshold is a setting.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select

from signalen import clock
from signalen.db import db
from signalen.medewerker import queries as medewerkers
from signalen.opvolging import rules
from signalen.opvolging.models import Afspraak, Afwijking
from signalen.opvolging.operations.leerpunten import maak_leerpunt
from signalen.opvolging.queries import afwijkingen
from workflows.termijn import tel

SLOT = 7413
"""Key of the advisory lock under which deviations are counted, so that the threshold is met once."""


def tel_afwijking(beleidsregel: str, toelichting: str, moment: datetime) -> Afspraak | None:
    """Count one deviation; at each multiple of the threshold within a year the rule gets a leerpunt.

    Returns that leerpunt, or None. It stands on the next agenda of the management until it is done: change
    the rule, or write why not. The row holds the week and no person.
    """
    db.session.execute(select(func.pg_advisory_xact_lock(SLOT)))
    regel, week = rules.beleidsregel(beleidsregel), clock.week_of(moment).date()
    db.session.add(Afwijking(beleidsregel=regel, week=week, toelichting=toelichting))
    db.session.flush()
    aantal = afwijkingen.in_een_jaar(regel, moment.date())
    if not rules.haalt_drempel(aantal, afwijkingen.drempel()):
        return None
    tegen = tel(moment.date(), rules.REGEL_HERZIEN, medewerkers.kalender()).uiterste
    wat = rules.regel_op_tafel(regel, aantal)
    return maak_leerpunt(wat, "afdelingshoofd", tegen.isoformat(), moment.date(), laag="afwijkingen")
