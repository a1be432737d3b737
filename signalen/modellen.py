"""Imports every table, so that migrations and queries know them all. Holds nothing else."""

from signalen import eenmalig
from signalen.bericht import models as bericht
from signalen.kennis import models as kennis
from signalen.kluis import models as kluis
from signalen.knelpunt import models as knelpunt
from signalen.maatwerk import models as maatwerk
from signalen.medewerker import models as medewerker
from signalen.opvolging import models as opvolging
from signalen.overleg import models as overleg
from signalen.register import models as register
from signalen.signaal import models as signaal

__all__ = [
    "bericht",
    "eenmalig",
    "kennis",
    "kluis",
    "knelpunt",
    "maatwerk",
    "medewerker",
    "opvolging",
    "overleg",
    "register",
    "signaal",
]
