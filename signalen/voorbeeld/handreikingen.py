"""Six handreikingen for the example municipality, about real articles; co-signed by its jurist.

The texts follow the law as it was read on the day in `bron`; a municipality checks them before it uses them.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime

from signalen.kennis import operations

PW = "Participatiewet, tekst geldig op 1 januari 2026"
WGS = "Wet gemeentelijke schuldhulpverlening, tekst geldig op 1 juli 2026"
WMO = "Wet maatschappelijke ondersteuning 2015, tekst geldig op 1 juli 2026"

KAARTEN: tuple[Mapping[str, str], ...] = (
    {
        "titel": "Bijstand afstemmen op wat iemand nodig heeft",
        "artikel": "Participatiewet artikel 18 lid 1",
        "domein": "werk en inkomen",
        "wat_mag": (
            "Het college stemt de bijstand en de verplichtingen af op de **omstandigheden, mogelijkheden en "
            "middelen** van deze persoon of dit gezin.\n\n"
            "Dat betekent:\n\n"
            "- Een vaste regel is een begin, geen eind. Kijk of hij hier past.\n"
            "- Afstemmen kan naar boven en naar beneden.\n"
            "- Ook een verplichting mag anders of later, als dat past bij wat iemand kan.\n\n"
            "Schrijf op welke omstandigheden je zag en waarom je daarom afwijkt."
        ),
        "wie_beslist": "De consulent, binnen het mandaat; anders de teamleider",
        "bron": PW,
    },
    {
        "titel": "Bijzondere bijstand: vier vragen, geen lijst",
        "artikel": "Participatiewet artikel 35 lid 1",
        "domein": "werk en inkomen",
        "wat_mag": (
            "Bijzondere bijstand is er voor **noodzakelijke kosten** die komen door **bijzondere "
            "omstandigheden**. Een lijst met vergoedingen sluit andere kosten niet uit.\n\n"
            "Loop vier vragen na:\n\n"
            "1. Komen deze kosten voor?\n"
            "2. Zijn ze in dit geval noodzakelijk?\n"
            "3. Komen ze door bijzondere omstandigheden?\n"
            "4. Kan iemand ze zelf betalen uit de middelen?\n\n"
            "Het college bepaalt over welke periode het naar de middelen kijkt."
        ),
        "wie_beslist": "De consulent, binnen het mandaat",
        "bron": PW,
    },
    {
        "titel": "Eerder beginnen dan na vier weken zoeken",
        "artikel": "Participatiewet artikel 41 lid 11",
        "domein": "werk en inkomen",
        "wat_mag": (
            "Voor jongeren geldt een zoektermijn van vier weken. Vragen de omstandigheden erom, dan mag "
            "de aanvraag **eerder** worden opgepakt.\n\n"
            "Denk aan iemand zonder vast adres, met schulden of met een zorgvraag. Wachten maakt het dan "
            "erger en levert geen werk op. Schrijf op welke omstandigheden dit zijn."
        ),
        "wie_beslist": "De consulent, binnen het mandaat",
        "bron": PW,
    },
    {
        "titel": "Binnen drie werkdagen een gesprek bij een bedreigende schuld",
        "artikel": "Wet gemeentelijke schuldhulpverlening (Wgs) artikel 4 lid 2",
        "domein": "schuldhulpverlening",
        "wat_mag": (
            "Is de situatie bedreigend, dan is er **binnen drie werkdagen** een eerste gesprek.\n\n"
            "Bedreigend is in elk geval:\n\n"
            "- iemand moet de woning uit;\n"
            "- gas, licht, warmte of water wordt afgesloten;\n"
            "- de zorgverzekering wordt opgezegd of ontbonden.\n\n"
            "Een wachtlijst is geen reden om langer te wachten."
        ),
        "wie_beslist": "De schuldhulpverlener",
        "bron": WGS,
    },
    {
        "titel": "Bij spoed meteen tijdelijke ondersteuning",
        "artikel": "Wet maatschappelijke ondersteuning (Wmo) 2015 artikel 2.3.3",
        "domein": "wmo",
        "wat_mag": (
            "Kan het niet wachten, dan beslist het college **meteen na de melding** over een "
            "tijdelijke maatwerkvoorziening. Het onderzoek mag daarna af.\n\n"
            "Je hoeft dus niet eerst alle stukken te hebben. Spreek af tot wanneer de tijdelijke hulp loopt "
            "en wanneer je verder kijkt."
        ),
        "wie_beslist": "De Wmo-consulent, binnen het mandaat",
        "bron": WMO,
    },
    {
        "titel": "Afwijken van een beleidsregel die hier te hard uitpakt",
        "artikel": "Algemene wet bestuursrecht (Awb) artikel 4:84",
        "domein": "dienstverlening",
        "wat_mag": (
            "Je werkt volgens de beleidsregel, **tenzij** dat door bijzondere omstandigheden onevenredig "
            "hard uitpakt voor iemand. Dan moet je afwijken.\n\n"
            "- Alle omstandigheden tellen mee, ook die waaraan bij het maken van de regel al is "
            "gedacht (Raad van State, 26 oktober 2016).\n"
            "- Wijk je steeds vaker af, dan klopt de regel niet. Dan moet de **regel zelf** anders "
            "(Raad van State, 16 maart 2016). Geef dan een signaal.\n\n"
            "Schrijf op waarom de regel hier niet past."
        ),
        "wie_beslist": "Wie het besluit neemt, binnen het mandaat",
        "bron": "Awb artikel 4:84; ECLI:NL:RVS:2016:2840 en ECLI:NL:RVS:2016:709",
    },
)


def bouw(ids: Mapping[str, uuid.UUID], moment: datetime) -> list[uuid.UUID]:
    """Write every card as the coordinator and have the jurist co-sign it; return the ids of the cards.

    `ids` are the people of `voorbeeld.mensen`. Expects an open transaction.
    """
    uit = []
    for kaart in KAARTEN:
        verteld = {"waar_verteld": "In het werkoverleg en op intranet.", **kaart}
        rij = operations.schrijf(verteld, ids["coordinator"], "coordinator", moment)
        operations.teken_mee(rij.id, ids["jurist"], moment)
        uit.append(rij.id)
    return uit
