"""The pages of overleg, one file per part; all of them hang on one blueprint."""

from signalen.overleg.views import agenda, gesprek, methoden, stoel
from signalen.overleg.views.blauwdruk import overleg

__all__ = ["agenda", "gesprek", "methoden", "overleg", "stoel"]
