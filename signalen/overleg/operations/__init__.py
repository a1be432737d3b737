"""Acts on overleggen: planning, holding, changing (another day, cancelled) and the verslag."""

from signalen.overleg.operations.afwezig import meld_afwezig, toch_aanwezig
from signalen.overleg.operations.eigen_agenda import maak_adres, trek_in, zet_mail
from signalen.overleg.operations.houden import houd
from signalen.overleg.operations.klok import tik
from signalen.overleg.operations.plannen import plan
from signalen.overleg.operations.reeksen import beeindig, begin_reeks
from signalen.overleg.operations.verslag import leg_verslag_vast, spreek_af
from signalen.overleg.operations.wijzigen import verval, verzet

__all__ = [
    "beeindig",
    "begin_reeks",
    "houd",
    "leg_verslag_vast",
    "maak_adres",
    "meld_afwezig",
    "plan",
    "spreek_af",
    "tik",
    "toch_aanwezig",
    "trek_in",
    "verval",
    "verzet",
    "zet_mail",
]
