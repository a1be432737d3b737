"""The words of an edition for what stands in it as a key: pages, paper and files all take them here. Pure.

A state begins with a small letter; who begins a line with one gives it a capital (`hoofd`). It holds no
figures and decides nothing. The words for kinds of besluit stand in `visibility`: other pages say them too.
"""

from __future__ import annotations

from signalen.visibility import GELEEGD

STANDEN = {
    "nagekomen": "nagekomen",
    "te_laat_nagekomen": "nagekomen, te laat",
    "niet_nagekomen": "niet nagekomen",
    "loopt": "loopt",
    "vervallen": "vervallen",
    "wacht": "wacht op het college",
}
"""How a promise stands, and what waits on the college."""

ZAKEN = {
    "lopend": "loopt",
    "besloten": "besloten, maar het antwoord is nog niet verstuurd",
    "gesloten": "gesloten",
    "geparkeerd": "ligt stil tot een afgesproken dag",
    "proef": "proef loopt",
}
"""How a knelpunt stands."""

BESLUITVELDEN = {
    "wat_moet_anders": "Wat moet er anders?",
    "naar_wie": "Aan wie?",
    "en_intussen": "En intussen",
    "grond": "Grond",
    "wat_mag_nu": "Wat mag de uitvoerder nu wel?",
    "waaraan_zien": "Waaraan zien we dat het werkt?",
    "proef_tot": "De proef loopt tot",
    "terug_op": "Weer op tafel op",
    "herstel": "Wie is al geraakt, en wat doen we voor hen?",
}
"""What a besluit says beside its reasons, in reading order."""

RUGDEKKING = "Rugdekking"
ACHTER_DE_COLLEGA = "Wie besloot, staat achter de collega die hier tot die tijd van afwijkt."
LEEGGEMAAKT = GELEEGD
"""What stands where words were, after somebody took them back."""

BEWEGING = {"nieuw": "nieuw", "verder": "verder gekomen", "stil": "niet bewogen", "klaar": "klaar"}
"""What happened to a knelpunt since the edition before."""

REACTIES = {"gezien": "gezien", "antwoord": "reageerde", "vraag": "vroeg", "datum": "beloofde een dag"}
"""What a wethouder did with a line of an earlier edition."""


def hoofd(woorden: str) -> str:
    """Return words with a capital; the rest stays as it is."""
    return woorden[:1].upper() + woorden[1:]
