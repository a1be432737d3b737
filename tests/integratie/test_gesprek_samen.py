"""Many people at once in one conversation, with real commits: everybody gets a seat and nothing is lost."""

from __future__ import annotations

import threading
import uuid
from datetime import timedelta

from flask import Flask
from sqlalchemy import select

from signalen import clock
from signalen.db import db, transaction
from signalen.overleg import gesprek_code
from signalen.overleg.gesprek_rules import Opzet
from signalen.overleg.models import Gesprek, Inbreng, Ingeleverd, Stoel, Werkblad
from signalen.overleg.operations import gesprek, stoel
from tests.browser.test_gesprek import plan
from workflows.notities import Getypt, teken

MENSEN = 6


def tegelijk(app: Flask, *daden) -> None:  # type: ignore[no-untyped-def]
    """Do all of this at the same moment, each in a transaction of its own. Fails when one of them raises."""
    klaar, fouten = threading.Barrier(len(daden)), []

    def draad(daad) -> None:  # type: ignore[no-untyped-def]
        with app.app_context():
            klaar.wait()
            try:
                with transaction():
                    daad()
            except Exception as fout:
                fouten.append(fout)
            db.session.remove()

    draden = [threading.Thread(target=draad, args=(daad,)) for daad in daden]
    for d in draden:
        d.start()
    for d in draden:
        d.join()
    assert fouten == []


def test_iedereen_tegelijk(echte_db: Flask) -> None:
    overleg_id = uuid.UUID(plan(echte_db).rpartition("/")[2])
    tokens = [gesprek_code.nieuw_token() for _ in range(MENSEN)]
    with echte_db.app_context():
        with transaction():
            opzet = Opzet("dilemmamethode", stoelen="3", verslaglegger="1")
            id_ = gesprek.begin(overleg_id, opzet, echte_db.config["SECRET_KEY"], clock.now()).id
            stoel.neem_plaats(id_, tokens[0])
        db.session.remove()
    tegelijk(echte_db, *(lambda t=t: stoel.neem_plaats(id_, t) for t in (*tokens, tokens[1])))

    def noteer(veld: str):  # type: ignore[no-untyped-def]
        return lambda: stoel.noteer(id_, tokens[0], "dilemma", {veld: Getypt(f"Bij {veld}.", teken(""))})

    velden = ("kant_a", "kant_b", "schade_a", "schade_b")
    tegelijk(echte_db, *map(noteer, velden))
    with echte_db.app_context():
        with transaction():
            gesprek.slot_gesprek(id_).stap = "afweging"
        db.session.remove()
    tegelijk(echte_db, *(lambda t=t: stoel.lever_in(id_, t, "afweging", {"waarde": t[:8]}) for t in tokens))
    with echte_db.app_context():
        nummers = sorted(r.nummer for r in db.session.scalars(select(Stoel)) if r.token_hash)
        assert nummers == list(range(1, MENSEN + 1))
        assert db.session.scalars(select(Werkblad)).one().inhoud == {v: f"Bij {v}." for v in velden}
        kaarten = {rij.inhoud["waarde"] for rij in db.session.scalars(select(Inbreng))}
        assert kaarten == {t[:8] for t in tokens}
        assert len(list(db.session.scalars(select(Ingeleverd)))) == MENSEN
        versie = db.session.scalars(select(Gesprek)).one().versie
        assert versie == 1 + MENSEN + len(velden) + MENSEN, "every change counts once"
        assert db.session.scalars(select(Gesprek)).one().weg_op == clock.today() + timedelta(days=30)
