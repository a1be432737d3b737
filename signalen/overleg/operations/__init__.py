"""Acts on overleggen: planning, ordering, holding, changing, subjects of a luistersessie, and the verslag."""

from signalen.overleg.operations.houden import houd
from signalen.overleg.operations.klok import tik
from signalen.overleg.operations.onderwerpen import laat_onderwerp_vervallen, trek_in, zeg_toe, zet_op
from signalen.overleg.operations.plannen import plan
from signalen.overleg.operations.verslag import leg_verslag_vast, spreek_af
from signalen.overleg.operations.volgorde import Schikking, schik, weer_vanzelf
from signalen.overleg.operations.wijzigen import verval, verzet

__all__ = [
    "Schikking",
    "houd",
    "laat_onderwerp_vervallen",
    "leg_verslag_vast",
    "plan",
    "schik",
    "spreek_af",
    "tik",
    "trek_in",
    "verval",
    "verzet",
    "weer_vanzelf",
    "zeg_toe",
    "zet_op",
]
