"""Pages of the register. Importing this package hangs every page on the blueprint."""

from signalen.register.views import (
    beeld,
    bestanden,
    edities,
    klus,
    lezing,
    open_data,
    openbaar,
    telregels,
    vaststellen,
    vormen,
)
from signalen.register.views.blauwdruk import register

__all__ = [
    "beeld",
    "bestanden",
    "edities",
    "klus",
    "lezing",
    "open_data",
    "openbaar",
    "register",
    "telregels",
    "vaststellen",
    "vormen",
]
