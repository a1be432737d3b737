"""Acts on overleggen: planning, holding, changing (another day, cancelled), the verslag and the harvest."""

from signalen.overleg.operations.afweging import bied_aan
from signalen.overleg.operations.houden import houd
from signalen.overleg.operations.instemming import sta_afweging_toe, stem_in
from signalen.overleg.operations.klok import tik
from signalen.overleg.operations.oogst import bewaar, leg_voor, wijs_verslaglegger_aan
from signalen.overleg.operations.plannen import plan
from signalen.overleg.operations.verslag import leg_verslag_vast, spreek_af
from signalen.overleg.operations.wijzigen import verval, verzet

__all__ = [
    "bewaar",
    "bied_aan",
    "houd",
    "leg_verslag_vast",
    "leg_voor",
    "plan",
    "spreek_af",
    "sta_afweging_toe",
    "stem_in",
    "tik",
    "verval",
    "verzet",
    "wijs_verslaglegger_aan",
]
