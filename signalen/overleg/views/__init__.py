"""The pages of overleg, one file per part; all of them hang on one blueprint."""

from signalen.overleg.views import agenda, luistersessie, methoden, punt, uitspraken, volgorde
from signalen.overleg.views.blauwdruk import overleg

__all__ = ["agenda", "luistersessie", "methoden", "overleg", "punt", "uitspraken", "volgorde"]
