"""Where items go that were not discussed, when an overleg is held: on which one each of them comes next.

The rule is `workflows.agendadrager`. What earlier overleggen moved on is pointed to here as well when it came
here first: an extra overleg may have been planned after they were held.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from signalen.overleg import rules
from signalen.overleg.models import Overleg
from signalen.overleg.queries import doorgeschoven, dragers, stapel
from workflows.agendadrager import Plekken, ging_naar


def waarheen(
    overleg: Overleg, sleutels: Collection[str], besproken: Collection[str], vandaag: date
) -> Plekken:
    """Return for each item of an overleg that is held now where it goes, should it not be discussed.

    That is where it stands now without this overleg; for one that is recorded late, which had it since.
    """
    blijft = overleg.soort in rules.ZONDER_STAPVELD
    klaar = [s for s in besproken if s.startswith("knelpunt:") and not blijft]
    nu = stapel.lees(overleg.soort).plekken(vandaag, behalve=klaar)
    later = doorgeschoven.genoteerd(overleg.soort, sleutels) if overleg.datum < vandaag else {}
    dag = dragers.dag_van(overleg)
    return {s: ging_naar(dag, [n.dag for n in later.get(s, ())], nu.get(s)) for s in sleutels}


def wijs_aan(overleg: Overleg, sleutels: Collection[str]) -> None:
    """Let what earlier overleggen moved on point here, where these things came here first."""
    hier = dragers.dag_van(overleg)
    for notities in doorgeschoven.genoteerd(overleg.soort, sleutels).values():
        dagen = [n.dag for n in notities]
        for notitie in notities:
            weg = notitie.rij.uitkomst == doorgeschoven.DOORGESCHOVEN
            if weg and notitie.dag.rang < hier.rang and ging_naar(notitie.dag, dagen, None) == hier:
                notitie.rij.naar_overleg_id = hier.id
