"""The pages of knelpunt, one file per part; all of them hang on one blueprint."""

from signalen.knelpunt.views import een, handelen, ik_ook, ordenen, werk
from signalen.knelpunt.views.blauwdruk import knelpunt, laad_knelpunt
from signalen.knelpunt.views.een import toon

__all__ = ["een", "handelen", "ik_ook", "knelpunt", "laad_knelpunt", "ordenen", "toon", "werk"]
