"""A conversation by method in the example municipality: seats, notes, sealed cards, and the end of it.

Calls the operations of the conversation only; expects an open transaction.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from flask import current_app

from signalen.overleg import gesprek_code
from signalen.overleg.gesprek_rules import Opzet
from signalen.overleg.operations import gesprek, stoel
from signalen.overleg.queries import methoden
from workflows.definition import Gespreksstap
from workflows.notities import Getypt, teken


def voer(overleg_id: uuid.UUID, draaiboek: Mapping[str, Any], moment: datetime) -> None:
    """Hold a whole conversation: every step with its notes, every card handed in, every round opened.

    The first seat keeps the notes. The tokens of the seats are thrown away afterwards.
    """
    kaarten = draaiboek["kaart"]
    opzet = Opzet(
        methode=draaiboek["methode"],
        vraag=draaiboek["vraag"],
        stoelen=str(len(kaarten)),
        verslaglegger="1",
        inbrenger="2",
        tegenspreker="3",
    )
    id_ = gesprek.begin(overleg_id, opzet, current_app.config["SECRET_KEY"], moment).id
    tokens = [gesprek_code.nieuw_token() for _ in kaarten]
    for token in tokens:
        stoel.neem_plaats(id_, token)
    stappen = methoden.gekozen(draaiboek["methode"])[1].stappen
    for stap in stappen:
        if stap.individueel:
            _oordeel(id_, stap, dict(zip(tokens, kaarten, strict=True)), moment)
        elif stap.naam in draaiboek["notities"]:
            getypt = {n: Getypt(w, teken("")) for n, w in draaiboek["notities"][stap.naam].items()}
            stoel.noteer(id_, tokens[0], stap.naam, getypt)
        moment += timedelta(minutes=stap.minuten)
        gesprek.doe(id_, "klaar" if stap is stappen[-1] else "verder", stap.naam, moment)


def _oordeel(
    id_: uuid.UUID, stap: Gespreksstap, kaarten: Mapping[str, Mapping[str, str]], moment: datetime
) -> None:
    for token, kaart in kaarten.items():
        stoel.lever_in(id_, token, stap.naam, kaart)
    gesprek.doe(id_, "openen", stap.naam, moment)
