"""Pages of the register. Importing this package hangs every page on the blueprint."""

from signalen.register.views import bestanden, edities, klus, openbaar, vaststellen
from signalen.register.views.blauwdruk import register

__all__ = ["bestanden", "edities", "klus", "openbaar", "register", "vaststellen"]
