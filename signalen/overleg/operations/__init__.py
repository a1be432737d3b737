"""Acts on overleggen: plan, hold, change (another day, cancelled), method, conversation, verslag."""

from signalen.overleg.operations.houden import houd
from signalen.overleg.operations.klok import tik
from signalen.overleg.operations.plannen import plan
from signalen.overleg.operations.verslag import leg_verslag_vast, spreek_af
from signalen.overleg.operations.wijzigen import verval, verzet

__all__ = ["houd", "leg_verslag_vast", "plan", "spreek_af", "tik", "verval", "verzet"]
