"""The pages of overleg, one file per part; all of them hang on one blueprint."""

from signalen.overleg.views import afwegingen, agenda, documenten, nakijken, oogst
from signalen.overleg.views.blauwdruk import overleg

__all__ = ["afwegingen", "agenda", "documenten", "nakijken", "oogst", "overleg"]
