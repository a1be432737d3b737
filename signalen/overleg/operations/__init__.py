"""Acts on overleggen: planning, holding, changing, the verslag, the method, uitspraken and votes."""

from signalen.overleg.operations.houden import houd
from signalen.overleg.operations.klok import tik
from signalen.overleg.operations.plannen import plan
from signalen.overleg.operations.stemmen import open_stemming, sluit, stem
from signalen.overleg.operations.uitspraken import AlVastgelegd, doe_uitspraak, vul_aan
from signalen.overleg.operations.verslag import leg_verslag_vast, spreek_af
from signalen.overleg.operations.wijzigen import verval, verzet

__all__ = [
    "AlVastgelegd",
    "doe_uitspraak",
    "houd",
    "leg_verslag_vast",
    "open_stemming",
    "plan",
    "sluit",
    "spreek_af",
    "stem",
    "tik",
    "verval",
    "verzet",
    "vul_aan",
]
