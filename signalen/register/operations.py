"""Acts on editions: opmaken (a concept, as often as wanted), vaststellen (frozen for good), and an erratum.

Expects an open transaction. A vastgestelde editie is never recalculated (SAFETY rule 28).
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, func, select

from signalen.bericht import operations as bericht
from signalen.db import NietGevonden, db
from signalen.knelpunt.models import Anker
from signalen.knelpunt.rules import OngeldigeInvoer, Veldfout, Verouderd
from signalen.medewerker import queries as medewerkers
from signalen.register import lezen, rules
from signalen.register.cijfers import lezen as cijfers
from signalen.register.cijfers.deel import Cijferbron
from signalen.register.geduld import Voortgang, neem_de_tijd, stil_vooruit
from signalen.register.inhoud import Uitgave
from signalen.register.klus import operations as klus
from signalen.register.models import Editie, Editiebestand, Erratum
from signalen.register.rules import Kwartaal
from signalen.signaal.rules import bezwaren, schoon
from workflows.stand import Geweigerd

LEZERS = ("wethouder", "directeur", "afdelingshoofd", "griffier")
MAX_ERRATUM = 5_000
NET_VOORBIJ = "net_voorbij"
NACHT = timedelta(hours=1)
"""So long after the quarter nothing is frozen: a round of the clock that began on its last day may still be
writing what it noted on that day, and what is written later would be in no edition."""

SLOT = 7412
"""Key of the advisory lock under which editions are made, one at a time."""


def vraag_op(kwartaal: str, moment: datetime) -> None:
    """Ask for the concept to be made in the background. Refuses at once what `maak_op` would refuse."""
    k = _begonnen(kwartaal, moment)
    zoek = select(Editie.staat).where(Editie.kwartaal == k.code)
    _eis_concept(k, db.session.scalar(zoek))
    klus.vraag(k.code, "opmaken")


def maak_op(kwartaal: str, moment: datetime, voortgang: Voortgang = stil_vooruit) -> Editie:
    """Make or redo the concept; its files are made again after it.

    Raises Geweigerd for a quarter to come, one that is vastgesteld, and while another one is being made.
    """
    return _maak_op(_begonnen(kwartaal, moment), moment, voortgang)[0]


def _maak_op(k: Kwartaal, moment: datetime, voortgang: Voortgang) -> tuple[Editie, Cijferbron]:
    """Make the concept; return it with what its tables over signalen are made of."""
    neem_de_tijd()
    if not db.session.scalar(select(func.pg_try_advisory_xact_lock(SLOT))):
        raise Geweigerd("Er wordt nu een register opgemaakt. Probeer het zo weer.", "bezig")
    editie = _editie(k)
    _eis_concept(k, editie.staat if editie else None)
    uitgave = lezen.voorproef(k, moment.date(), voortgang)
    bron = cijfers.zet_erbij(uitgave.inhoud, uitgave.regels, k, moment.date())
    if editie is None:
        editie = Editie(kwartaal=k.code, nummer=0, staat="concept")
        db.session.add(editie)
    _vul(editie, uitgave, moment)
    db.session.flush()
    return editie, bron


def _begonnen(ruw: str, moment: datetime) -> Kwartaal:
    k = lees_kwartaal(ruw)
    if k.eerste > moment.date():
        raise Geweigerd(f"{k.woorden.capitalize()} is nog niet begonnen.", "te_vroeg")
    return k


def _eis_concept(k: Kwartaal, staat: str | None) -> None:
    if staat == "vastgesteld":
        raise Geweigerd(f"Het register van {k.woorden} is vastgesteld en verandert niet meer.", "vast")


def lees_kwartaal(ruw: str) -> Kwartaal:
    """Read a quarter that somebody typed. Raises Geweigerd for what is none."""
    try:
        return rules.lees_kwartaal(ruw)
    except ValueError as fout:
        raise Geweigerd(str(fout), "kwartaal") from fout


def _editie(kwartaal: Kwartaal) -> Editie | None:
    zoek = select(Editie).where(Editie.kwartaal == kwartaal.code)
    # Not the strongest lock: a file that is being made points at this row, and must not hold up an act.
    slot = zoek.with_for_update(key_share=True)
    return db.session.scalars(slot.execution_options(populate_existing=True)).first()


def _vul(editie: Editie, uitgave: Uitgave, moment: datetime) -> None:
    editie.regels, editie.ingehouden, editie.inhoud = uitgave.regels, uitgave.ingehouden, uitgave.inhoud
    editie.vingerafdruk = rules.vingerafdruk(editie.kwartaal, uitgave.regels, uitgave.ingehouden)
    editie.opgemaakt_op = moment
    if editie.id is not None:  # files of what it was before; of a vastgestelde editie none may ever go
        db.session.execute(delete(Editiebestand).where(Editiebestand.editie_id == editie.id))


def stel_vast(kwartaal: str, rol: str, moment: datetime, gezien: str = "") -> Editie:
    """Freeze the edition of a quarter that has ended, and tell who reads it.

    Everything is read once more first, because an inbrenger may have changed their mind since the concept.
    Raises Verouderd when that gives another edition than the one that was `gezien`, and Geweigerd for a
    quarter that has not ended (or an hour ago), that has no concept, or that is vastgesteld already.
    """
    k = lees_kwartaal(kwartaal)
    if moment.date() <= k.laatste:
        reden = f"{k.woorden.capitalize()} loopt nog. Vaststellen kan vanaf de dag erna."
        raise Geweigerd(reden, "loopt_nog")
    if (moment - NACHT).date() <= k.laatste:
        reden = f"{k.woorden.capitalize()} is net voorbij. Vaststellen kan vanaf één uur 's nachts."
        raise Geweigerd(reden, NET_VOORBIJ)
    if db.session.scalar(select(Editie.id).where(Editie.kwartaal == k.code)) is None:
        raise Geweigerd(f"Maak eerst een concept op van {k.woorden}.", "geen_concept")
    editie, bron = _maak_op(k, moment, stil_vooruit)
    if gezien and gezien != editie.vingerafdruk:
        raise Verouderd
    _bevries(editie, bron, rol, moment)
    klus.vraag(k.code, "vormen")
    _meld(k, moment)
    return editie


def _bevries(editie: Editie, bron: Cijferbron, rol: str, moment: datetime) -> None:
    """Set everything in one write: after it a trigger refuses the next."""
    nummer = (db.session.scalar(select(func.max(Editie.nummer))) or 0) + 1
    anker = db.session.scalar(select(Anker.hash).order_by(Anker.datum.desc()).limit(1)) or ""
    editie.nummer, editie.anker = nummer, anker
    editie.staat, editie.vastgesteld_op, editie.vastgesteld_rol = "vastgesteld", moment, rol
    cijfers.leg_vast(editie, bron)
    db.session.flush()


def _meld(kwartaal: Kwartaal, moment: datetime) -> None:
    lezers = {wie for rol in LEZERS for wie in medewerkers.met_rol(rol, moment.date())}
    for wie in sorted(lezers):
        sleutel, pad = f"editie:{kwartaal.code}:{wie}", f"/register/{kwartaal.code}"
        bericht.schrijf(sleutel, wie, "editie", {"kwartaal": kwartaal.woorden}, pad, moment)


def erratum(kwartaal: str, tekst: str, moment: datetime) -> Erratum:
    """Add a correction beside a vastgestelde editie; the edition itself stays as it is."""
    k = lees_kwartaal(kwartaal)
    editie = db.session.scalars(select(Editie).where(Editie.kwartaal == k.code)).first()
    if editie is None:
        raise NietGevonden(k.code)
    if editie.staat != "vastgesteld":
        raise Geweigerd("Dit is nog een concept. Maak het opnieuw op.", "concept")
    woorden = schoon(tekst)
    if not woorden or len(woorden) > MAX_ERRATUM:
        raise OngeldigeInvoer([Veldfout("tekst", "Schrijf wat er niet klopt, in ten hoogste 5.000 tekens.")])
    if gevonden := bezwaren({"tekst": woorden}).get("tekst"):
        raise OngeldigeInvoer([Veldfout("tekst", " ".join(v.uitleg for v in gevonden) + " Haal het weg.")])
    rij = Erratum(editie_id=editie.id, tekst=woorden, datum=moment.date())
    db.session.add(rij)
    db.session.flush()
    return rij
