"""Reading maatwerk: the requests of a team, what is left, and what waits for whom. Changes nothing."""

from signalen.maatwerk.queries.vragen import (
    Pagina,
    budget,
    collegas,
    laad,
    lijst,
    met_adres,
    pagina,
    teamnaam,
    totalen,
)
from signalen.maatwerk.queries.werk import vandaag_terugkijken, werk

__all__ = [
    "Pagina",
    "budget",
    "collegas",
    "laad",
    "lijst",
    "met_adres",
    "pagina",
    "teamnaam",
    "totalen",
    "vandaag_terugkijken",
    "werk",
]
