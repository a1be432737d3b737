"""Acts of opvolging: a besluit with what it promises, promises and leerpunten, verdicts, deviations, the
clock.
"""

from signalen.opvolging.operations.afspraken import (
    handelen,
    is_gedaan,
    laat_vervallen,
    laatste_nameting,
    maak_afspraak,
    oordeel,
    slot,
    tik,
    verschuif,
)
from signalen.opvolging.operations.afwijkingen import tel_afwijking
from signalen.opvolging.operations.leerpunten import maak_leerpunt

__all__ = [
    "handelen",
    "is_gedaan",
    "laat_vervallen",
    "laatste_nameting",
    "maak_afspraak",
    "maak_leerpunt",
    "oordeel",
    "slot",
    "tel_afwijking",
    "tik",
    "verschuif",
]
