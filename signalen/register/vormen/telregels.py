"""What the figures of an edition count, exactly and not: short rules in B1, the same on every form. Pure.

Says it; does not count. Sources: SAFETY rules 26 to 29, DESIGN section 2.
"""

from __future__ import annotations

TELREGELS: tuple[tuple[str, str], ...] = (
    (
        "Exact",
        "Afspraken, stiltes, termijnen, overleggen en leerpunten. Die gaan over wat management en bestuur "
        "deden.",
    ),
    (
        "Samen geteld",
        "Een ambtelijke laag met minder dan vijf beslissers telt samen met een andere. Zo wijst een getal "
        "niemand aan. College en raad tellen altijd apart.",
    ),
    (
        "Niet exact",
        "Alles wat signalen of inbrengers telt. Onder de tien staat er <10, ook bij nul. Daarboven ronden we "
        "af op vijf. Een totaal ronden we apart af en is dus geen optelsom.",
    ),
    (
        "Niet getoond",
        "Een knelpunt van minder dan drie inbrengers staat er alleen in als zij dat allemaal goedvinden. De "
        "cijfers per laag tellen het wel mee. De stroom en de kaart van thema en oorzaak doen dat niet.",
    ),
    (
        "Te laat",
        "Een afspraak is te laat na de eerste dag die is beloofd, ook als die dag later is verschoven.",
    ),
    (
        "Stil",
        "Een laag bleef stil als de laatste dag voorbijging zonder antwoord. De som staat erbij. Een stilte "
        "telt in het kwartaal waarin zij is genoteerd: op zijn vroegst de dag na de laatste dag. Niemand kan "
        "een stilte weghalen.",
    ),
    (
        "Termijnen",
        "De mediaan is het midden: de helft ging sneller. n zegt van hoeveel termijnen. Bij een even aantal "
        "nemen we de kleinste van de twee middelste.",
    ),
    (
        "Woorden",
        "Woorden van een inbrenger staan er alleen met toestemming. Namen van inbrengers staan nergens.",
    ),
    (
        "Verbeteren",
        "Een vastgestelde uitgave verandert nooit. Een verbetering staat erbij, op de pagina van de uitgave.",
    ),
)
"""(subject, rule) in reading order."""
