"""Writing letters into the outbox and getting the neutral mail out. The only renderer of letters.

Mail tells nothing: every mail has the same subject and text; the letter itself stands in the app (DESIGN
section 8).
"""

from __future__ import annotations

import random
import uuid
from collections.abc import Callable, Collection, Mapping
from datetime import datetime, time, timedelta
from typing import Any

from flask import current_app, render_template
from sqlalchemy import case, func, select
from sqlalchemy.dialects.postgresql import insert

from signalen import clock
from signalen.bericht.models import Bericht, Rondgang
from signalen.db import db, transaction
from signalen.deurbel import na_commit
from signalen.medewerker import queries as medewerkers
from signalen.medewerker.models import Medewerker

ONDERWERP = "Er is nieuws in Signalen"
MAX_POGINGEN = 5
RONDGANG_UUR = time(7, 0)
ONDERWERPEN = {
    "aan_zet": "Jij bent aan zet",
    "herinnering": "Herinnering: jij bent aan zet",
    "stilte": "Een laag bleef stil",
    "onbezet": "Niemand kan dit nu doen",
    "uitstel": "Er is uitstel genomen",
    "overleg": "Je bent uitgenodigd voor een overleg",
    "overleg_vervallen": "Een overleg gaat niet door",
    "overleg_niet_meer": "Je hoeft niet naar een overleg",
    "verslag": "Een verslag is vrijgegeven",
    "oogst": "Tekst uit een gesprek is vrijgegeven",
    "afspraak": "Een afspraak loopt bijna af",
    "maatwerk": "Een collega vraagt je mee te denken",
    "terugkijken": "Tijd om terug te kijken op maatwerk",
    "editie": "Het kwartaalregister is vastgesteld",
    "bestuursvraag": "De wethouder vraagt iets",
    "bestuursantwoord": "Er is antwoord op uw vraag",
    "bestuursstil": "Op een vraag kwam geen antwoord",
    "overleg_leiden": "Jij leidt een overleg",
    "overleg_overgenomen": "Een collega leidt jouw overleg",
    "geen_dag": "Er is nog geen dag gepland",
    "storing": "Er is iets blijven liggen",
    "dag_gewijzigd": "Een termijn is langer geworden",
    "vrije_dag": "Jouw overleg staat op een vrije dag",
    "nieuws": ONDERWERP,
}
"""Titles inside the app, per letter; each has a template in templates/bericht/."""


def schrijf(
    sleutel: str,
    medewerker_id: uuid.UUID,
    soort: str,
    gegevens: Mapping[str, Any],
    verwijst_naar: str,
    moment: datetime,
    agenda: str = "",
) -> bool:
    """Put a letter for one person in the outbox, once per key; False when it was there already.

    `gegevens` must hold plain values without names of melders: this text is stored. `agenda` is an iCalendar
    text for this person alone, which makes the neutral mail an invitation.
    """
    rij = insert(Bericht).values(
        id=uuid.uuid4(),
        sleutel=sleutel[:200],
        medewerker_id=medewerker_id,
        soort=soort,
        onderwerp=ONDERWERPEN[soort],
        tekst=render_template(f"bericht/{soort}.md", **gegevens),
        agenda=agenda,
        verwijst_naar=verwijst_naar,
        gemaakt_op=moment,
        mailen=True,
        pogingen=0,
        fout="",
        message_id=f"<{uuid.uuid4()}@signalen>",
    )
    nieuw = db.session.execute(rij.on_conflict_do_nothing().returning(Bericht.id)).scalar()
    if nieuw is not None:
        na_commit("bezorgen")
    return nieuw is not None


def alarm(sleutel: str, gegevens: Mapping[str, Any], soort: str, moment: datetime) -> None:
    """Tell every functioneel beheerder that something needs hands."""
    for medewerker_id in medewerkers.met_rol("beheerder"):
        schrijf(f"{sleutel}:{medewerker_id}", medewerker_id, soort, gegevens, "/beheer", moment)


def bezorgen(grens: int = 200) -> tuple[int, int]:
    """Send what waits in the outbox, one neutral mail each; return (sent, failed).

    A person gets one mail for everything that waits at this moment, and one more per invitation: a calendar
    reads one of those per mail. Each mail is committed on its own, so a crash repeats at most one, with the
    same Message-ID. After a restore nothing leaves until it is released.
    """
    goed = fout = 0
    if medewerkers.instelling("quarantaine", "") == "1":
        return 0, 0
    for medewerker_id, uitnodiging_id in _wachtenden(grens):
        with transaction():
            wachtend = _vergrendel(medewerker_id, uitnodiging_id)
            if wachtend:
                verstuurd = _verstuur(wachtend)
                goed, fout = goed + verstuurd, fout + (not verstuurd)
    return goed, fout


def _te_versturen() -> Any:
    return select(Bericht).where(
        Bericht.verstuurd_op.is_(None), Bericht.mailen, Bericht.pogingen < MAX_POGINGEN
    )


def _wachtenden(grens: int) -> list[tuple[uuid.UUID, uuid.UUID | None]]:
    """Return one pair per mail: for whom, and which row when it is an invitation; oldest first."""
    uitnodiging = case((Bericht.agenda != "", Bericht.id), else_=None)
    zoek = _te_versturen().with_only_columns(Bericht.medewerker_id, uitnodiging)
    zoek = zoek.group_by(Bericht.medewerker_id, uitnodiging).order_by(func.min(Bericht.gemaakt_op))
    return [(rij[0], rij[1]) for rij in db.session.execute(zoek.limit(grens))]


def _vergrendel(medewerker_id: uuid.UUID, uitnodiging_id: uuid.UUID | None) -> list[Bericht]:
    # What was tried before goes first: it gives the mail its Message-ID, so a repeat is seen as one.
    volgorde = (Bericht.pogingen.desc(), Bericht.gemaakt_op, Bericht.id)
    welke = Bericht.id == uitnodiging_id if uitnodiging_id else Bericht.agenda == ""
    zoek = _te_versturen().where(Bericht.medewerker_id == medewerker_id, welke).order_by(*volgorde)
    return list(db.session.scalars(zoek.with_for_update(skip_locked=True)))


def _verstuur(berichten: list[Bericht]) -> bool:
    medewerker = db.session.get(Medewerker, berichten[0].medewerker_id)
    fout = ""
    if medewerker is not None and medewerker.mail_aan and medewerker.uit_dienst_op is None:
        fout = _mail(medewerker, berichten[0].message_id, berichten[0].agenda)
    for bericht in berichten:
        bericht.pogingen += 1
        bericht.fout = fout[:300]
        if not fout:
            bericht.verstuurd_op = clock.now()
    return not fout


def _mail(medewerker: Medewerker, message_id: str, agenda: str) -> str:
    bezorger: Callable[..., None] = current_app.extensions["signalen_bezorger"]
    tekst = render_template(
        "bericht/mail.txt", naam=medewerker.naam, adres=current_app.config["SIGNALEN_ADRES"]
    )
    try:
        bezorger(medewerker.email, ONDERWERP, tekst, message_id, *([agenda] if agenda else []))
    except (OSError, ValueError) as fout:
        return f"{type(fout).__name__}: {fout}"
    return ""


def rondgang(moment: datetime, nieuws_voor: Callable[[datetime, datetime], Collection[uuid.UUID]]) -> int:
    """Once a day after seven, give everyone with news one mail row, in random order (DESIGN section 8).

    `nieuws_voor(van, tot)` finds the people by link key; which signaal it was is never stored. Returns how
    many.
    """
    if moment.time() < RONDGANG_UUR or db.session.get(Rondgang, moment.date()) is not None:
        return 0
    with transaction():
        eigen = insert(Rondgang).values(datum=moment.date(), tot=moment, aantal=0).on_conflict_do_nothing()
        if db.session.execute(eigen.returning(Rondgang.datum)).scalar() is None:
            return 0
        vorige = db.session.scalar(
            select(Rondgang.tot)
            .where(Rondgang.datum < moment.date())
            .order_by(Rondgang.datum.desc())
            .limit(1)
        )
        mensen = list(nieuws_voor(vorige or moment - timedelta(days=1), moment))
        random.SystemRandom().shuffle(mensen)
        for medewerker_id in mensen:
            schrijf(f"nieuws:{moment.date()}:{medewerker_id}", medewerker_id, "nieuws", {}, "/", moment)
        return len(mensen)


def opnieuw(bericht_id: uuid.UUID) -> None:
    """Give a letter that failed a fresh set of tries."""
    bericht = db.session.get(Bericht, bericht_id)
    if bericht is not None and bericht.verstuurd_op is None:
        bericht.pogingen, bericht.fout = 0, ""
        na_commit("bezorgen")
