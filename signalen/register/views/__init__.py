"""Pages of the register. Importing this package hangs every page on the blueprint."""

from signalen.register.views import edities, telregels, vaststellen
from signalen.register.views.blauwdruk import register

__all__ = ["edities", "register", "telregels", "vaststellen"]
