"""The handreikingen of the example: written by the coordinator, co-signed by the jurist; one still waits."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from signalen.kennis import operations as kennis
from signalen.kennis.models import Handreiking
from signalen.voorbeeld.handreikingen import KAARTEN
from signalen.voorbeeld.toneel import Decor

CONCEPT_OP = -4
"""The working day on which the last card was written; the jurist has yet to co-sign it."""

VERTELD = "In het werkoverleg en op intranet."


def vul(decor: Decor, moment: datetime) -> None:
    """Write and publish every card but the last."""
    for kaart in KAARTEN[:-1]:
        rij = _schrijf(decor, kaart, moment)
        kennis.teken_mee(rij.id, decor.ids["jurist"], moment)


def leg_voor(decor: Decor, moment: datetime) -> None:
    """Write the last card and leave it for the jurist."""
    _schrijf(decor, KAARTEN[-1], moment)


def _schrijf(decor: Decor, kaart: Mapping[str, str], moment: datetime) -> Handreiking:
    """A card holds from the day it is written: the date of the law text stands in its source."""
    invoer = {"waar_verteld": VERTELD, **kaart, "geldig_van": moment.date().isoformat()}
    return kennis.schrijf(invoer, decor.ids["coordinator"], "coordinator", moment)
