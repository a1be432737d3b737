"""The general verslag of an overleg and the afspraken that were made. Closed notes are not here.

After a casuïstiekbespreking or moreel beraad about knelpunten it is for who was there only: what is about one
knelpunt leaves the room as a harvest, past the inbrenger (`oogst`).
"""

from __future__ import annotations

import uuid
from datetime import datetime

from signalen.bericht import operations as bericht
from signalen.db import db
from signalen.knelpunt.operations import voor_overleg
from signalen.knelpunt.rules import OngeldigeInvoer, Veldfout
from signalen.markdown import naar_html
from signalen.opvolging import operations as opvolging
from signalen.opvolging.models import Afspraak
from signalen.overleg import rules
from signalen.overleg.models import Overleg, Verslag
from signalen.overleg.operations.plannen import slot
from signalen.signaal import operations as signalen
from workflows.oogst import NIET_BESPROKEN, blijft_in_de_kamer
from workflows.stand import Geweigerd


def leg_verslag_vast(
    overleg_id: uuid.UUID, feit: str, alternatief: str, opvatting: str, rol: str, moment: datetime
) -> Verslag:
    """Store and release the verslag of an overleg that was held: facts, options and opinions apart.

    Once. Raises Geweigerd when it was not held or has a verslag already, and OngeldigeInvoer for an empty
    one, for data of residents and for Markdown that cannot be shown. Source of the three parts: Woo art. 5.2.
    """
    overleg = slot(overleg_id)
    if overleg.staat != "gehouden":
        raise Geweigerd("Een verslag kan pas als het overleg gehouden is.", "niet_gehouden")
    if overleg.verslag is not None:
        raise Geweigerd("Het verslag is al vrijgegeven.", "al_vrijgegeven")
    delen = {"feit": feit, "alternatief": alternatief, "opvatting": opvatting}
    _eis_leesbaar(delen)
    vol = {naam: deel for naam, deel in delen.items() if deel.strip()}
    teksten = {naam: signalen.bewaar_tekst("verslag", deel, naam) for naam, deel in vol.items()}
    verslag = Verslag(overleg_id=overleg.id, vrijgegeven_op=moment.date(), **teksten)
    db.session.add(verslag)
    db.session.flush()
    _noteer(overleg, verslag, rol, moment)
    _meld(overleg, moment)
    return verslag


def _noteer(overleg: Overleg, verslag: Verslag, rol: str, moment: datetime) -> None:
    """Note it at every knelpunt that was discussed, in id order (locks)."""
    inhoud = {"overleg": str(overleg.id), "tekst": verslag.feit.digest if verslag.feit else ""}
    besproken = [p.knelpunt_id for p in overleg.punten if p.knelpunt_id and p.uitkomst not in NIET_BESPROKEN]
    binnen = blijft_in_de_kamer(overleg.soort, bool(besproken))
    soort = "verslag_voor_deelnemers" if binnen else "verslag_vrijgegeven"
    for knelpunt_id in sorted(besproken, key=str):
        voor_overleg.noteer(knelpunt_id, soort, rol, inhoud, moment)


def _eis_leesbaar(delen: dict[str, str]) -> None:
    fouten = rules.gegevensfouten(delen)
    if not delen["feit"].strip():
        fouten.append(Veldfout("feit", "Schrijf in elk geval wat er is besproken."))
    try:
        naar_html(rules.verslag_markdown(delen))
    except ValueError as fout:
        fouten.append(Veldfout("feit", str(fout)))
    if fouten:
        raise OngeldigeInvoer(fouten)


def _meld(overleg: Overleg, moment: datetime) -> None:
    gegevens = {"titel": overleg.titel, "datum": overleg.gehouden_op or overleg.datum}
    for deelnemer in overleg.deelnemers:
        wie = deelnemer.medewerker_id
        sleutel = f"verslag:{overleg.id}:{wie}"
        bericht.schrijf(sleutel, wie, "verslag", gegevens, f"/overleg/{overleg.id}", moment)


def spreek_af(
    overleg_id: uuid.UUID, omschrijving: str, rol: str, datum: str, moment: datetime, leerpunt: bool = False
) -> Afspraak:
    """Make an afspraak or a leerpunt in an overleg; it stands first on the next agenda until it is done or
    dropped.

    Raises OngeldigeInvoer per field and Geweigerd for an overleg that was cancelled.
    """
    overleg = slot(overleg_id)
    if overleg.staat == "vervallen":
        raise Geweigerd("Dit overleg is vervallen. Maak de afspraak in het volgende overleg.", "vervallen")
    fouten = rules.gegevensfouten({"omschrijving": omschrijving})
    if rol not in rules.AFSPRAAK_ROLLEN:
        fouten.append(Veldfout("rol", "Kies welke rol hiervoor zorgt."))
    if fouten:
        raise OngeldigeInvoer(fouten)
    laag = overleg.soort if overleg.soort != "luistersessie" else "overleg"
    maak = opvolging.maak_leerpunt if leerpunt else opvolging.maak_afspraak
    return maak(omschrijving, rol, datum, moment.date(), overleg_id=overleg.id, laag=laag)
