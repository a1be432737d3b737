"""Acts on overleggen, one file per part of their life; each expects an open transaction."""

from signalen.overleg.operations.afweging import bied_aan
from signalen.overleg.operations.afwezig import meld_afwezig, toch_aanwezig
from signalen.overleg.operations.deelnemers import wijzig_deelnemers, wijzig_reeks
from signalen.overleg.operations.eigen_agenda import maak_adres, sluit_adres, zet_mail
from signalen.overleg.operations.houden import houd
from signalen.overleg.operations.instemming import sta_afweging_toe, stem_in
from signalen.overleg.operations.klok import tik
from signalen.overleg.operations.onderwerpen import laat_onderwerp_vervallen, trek_in, zeg_toe, zet_op
from signalen.overleg.operations.oogst import bewaar, leg_voor, wijs_verslaglegger_aan
from signalen.overleg.operations.plannen import plan
from signalen.overleg.operations.reeksen import beeindig, begin_reeks
from signalen.overleg.operations.sluitingsdag import meld_vrije_dagen
from signalen.overleg.operations.stemmen import open_stemming, sluit, stem
from signalen.overleg.operations.uitspraken import AlVastgelegd, doe_uitspraak, vul_aan
from signalen.overleg.operations.verslag import leg_verslag_vast, spreek_af
from signalen.overleg.operations.volgorde import Schikking, schik, weer_vanzelf
from signalen.overleg.operations.wijzigen import verval, verzet

__all__ = [
    "AlVastgelegd",
    "Schikking",
    "beeindig",
    "begin_reeks",
    "bewaar",
    "bied_aan",
    "doe_uitspraak",
    "houd",
    "laat_onderwerp_vervallen",
    "leg_verslag_vast",
    "leg_voor",
    "maak_adres",
    "meld_afwezig",
    "meld_vrije_dagen",
    "open_stemming",
    "plan",
    "schik",
    "sluit",
    "sluit_adres",
    "spreek_af",
    "sta_afweging_toe",
    "stem",
    "stem_in",
    "tik",
    "toch_aanwezig",
    "trek_in",
    "verval",
    "verzet",
    "vul_aan",
    "weer_vanzelf",
    "wijs_verslaglegger_aan",
    "wijzig_deelnemers",
    "wijzig_reeks",
    "zeg_toe",
    "zet_mail",
    "zet_op",
]
