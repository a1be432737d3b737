"""The pages of overleg, one file per part; all of them hang on one blueprint."""

<<<<<<< HEAD
from signalen.overleg.views import agenda, gesprek, stoel
from signalen.overleg.views.blauwdruk import overleg

__all__ = ["agenda", "gesprek", "overleg", "stoel"]
=======
from signalen.overleg.views import agenda, methoden
from signalen.overleg.views.blauwdruk import overleg

__all__ = ["agenda", "methoden", "overleg"]
>>>>>>> h/methoden
