"""Pages of the register. Importing this package hangs every page on the blueprint."""

from signalen.register.views import beeld, edities, lezing, vaststellen, vormen
from signalen.register.views.blauwdruk import register

__all__ = ["beeld", "edities", "lezing", "register", "vaststellen", "vormen"]
