"""The pages of who signals, one file per part; all of them hang on one blueprint."""

from signalen.signaal.views import daden, geven, mijn
from signalen.signaal.views.blauwdruk import eigen_signaal, signaal, sleutelmap, sleutels
from signalen.signaal.views.mijn import doe_met_signaal

__all__ = [
    "daden",
    "doe_met_signaal",
    "eigen_signaal",
    "geven",
    "mijn",
    "signaal",
    "sleutelmap",
    "sleutels",
]
