"""Pages of the register. Importing this package hangs every page on the blueprint."""

from signalen.register.views import edities, lezing, vaststellen
from signalen.register.views.blauwdruk import register

__all__ = ["edities", "lezing", "register", "vaststellen"]
