"""Reading overleggen: the agenda that fills itself, the pages, and what others ask about. Changes nothing."""

from signalen.overleg.queries.dagen import soorten_van, voor_werk
from signalen.overleg.queries.knelpunt import staat_op_agenda_van, van_knelpunt
from signalen.overleg.queries.lijst import is_gepland, lijst, volgende_luistersessie
from signalen.overleg.queries.pagina import laad, pagina
from signalen.overleg.queries.sluitingsdag import op_die_dag, werk

__all__ = [
    "is_gepland",
    "laad",
    "lijst",
    "op_die_dag",
    "pagina",
    "soorten_van",
    "staat_op_agenda_van",
    "van_knelpunt",
    "volgende_luistersessie",
    "voor_werk",
    "werk",
]
