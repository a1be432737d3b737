"""One line of the register: a Zaak as plain JSON values, frozen as it stood on the last day. Pure.

Holds no figure of signalen or inbrengers, and no word of an inbrenger who did not agree.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from signalen.opvolging.rules import stand as stand_van_belofte
from signalen.register import rules
from signalen.register.bron import Genomen, Stil, Toezegging, Zaak, iso
from signalen.register.doorgezet import doorgezet
from signalen.register.lezing import lijn
from signalen.register.stilte import REDENEN, bekend
from signalen.register.verloop import verloop
from workflows.aanzet import laag_aan_zet, laag_van_besluiter, loopt

VELDEN = ("naar_wie", "en_intussen", "grond", "wat_mag_nu", "waaraan_zien", "proef_tot", "terug_op")


def regel(zaak: Zaak, peildag: date) -> dict[str, Any]:
    """Return the line of a Zaak as it stood on `peildag`."""
    return {
        "titel": zaak.titel,
        "nummer": zaak.nummer,
        "ronde": zaak.ronde,
        "regeling": zaak.regeling,
        "domein": zaak.domein,
        "oorzaak": zaak.oorzaak,
        "laag": laag(zaak),
        "stand": stand(zaak),
        "besluit": besluit(zaak, peildag),
        "afspraken": [afspraak(t, peildag) for t in toezeggingen(zaak, peildag)],
        "stiltes": [stilte(s) for s in bekend(zaak.stiltes, peildag)],
        "uitstel": sum(f.soort == "uitstel" for f in zaak.feiten),
        "oordeel": rules.oordeel_in_woorden(zaak.oordelen),
        "doorgezet": doorgezet(zaak),
        "nameting": nameting(zaak, peildag),
        "omstreden": zaak.stand.omstreden,
        "woorden": rules.woorden(zaak.inbreng),
        "bestuur": lijn.bestuur(zaak),
        "verloop": verloop(zaak),
    }


def laag(zaak: Zaak) -> str:
    """Return the words for the layer where it lies, or where it was decided."""
    if loopt(zaak.route, zaak.stand):
        return zaak.route.titel_van(laag_aan_zet(zaak.route, zaak.stand))
    return zaak.route.titel_van(laag_van_besluiter(zaak.route, zaak.stand))


def stand(zaak: Zaak) -> str:
    """Return lopend, besloten, gesloten, or the resting state (geparkeerd, proef)."""
    if zaak.stand.stap in zaak.route.rust:
        return zaak.stand.stap
    if zaak.stand.stap in zaak.route.einden:
        return "gesloten"
    return "besloten" if zaak.stand.besluit else "lopend"


def geldig(zaak: Zaak, peildag: date) -> Genomen | None:
    """Return the besluit that stood on a day: the last one, unless the events say that it was set aside.

    The events decide and not the row: a new ronde ends the row of the ronde before, which did end with it.
    """
    genomen = [b for b in zaak.besluiten if b.datum <= peildag]
    return genomen[-1] if genomen and zaak.stand.besluit else None


def besluit(zaak: Zaak, peildag: date) -> dict[str, Any] | None:
    """Return the besluit that stood on a day, with its reasons, or None."""
    genomen = geldig(zaak, peildag)
    if genomen is None:
        return None
    return {
        "soort": genomen.soort,
        "redenen": genomen.redenen,
        "datum": iso(genomen.datum),
        "wat": genomen.wat,
        "wat_moet_anders": genomen.wat_moet_anders,
        "rol": genomen.rol,
        "rugdekking": genomen.rugdekking,
        "herstel": genomen.herstel,
        **{naam: genomen.velden.get(naam, "") for naam in VELDEN},
    }


def toezeggingen(zaak: Zaak, peildag: date) -> list[Toezegging]:
    """Return the promises that had been made by then, by promised day."""
    gemaakt = [t for t in zaak.toezeggingen if t.gemaakt_op <= peildag]
    return sorted(gemaakt, key=lambda t: (t.beloofd, t.omschrijving))


def afspraak(belofte: Toezegging, peildag: date) -> dict[str, Any]:
    """Return a promise as it stood on a day: the first promised day always stays readable."""
    verschoven = [naar for op, naar in belofte.verschuivingen if op <= peildag]
    klaar = belofte.gedaan_op if belofte.gedaan_op and belofte.gedaan_op <= peildag else None
    return {
        "omschrijving": belofte.omschrijving,
        "eigenaar_rol": belofte.eigenaar_rol,
        "laag": belofte.laag,
        "beloofd": iso(belofte.beloofd),
        "datum": iso(verschoven[-1] if verschoven else belofte.beloofd),
        "verschoven": len(verschoven),
        "stand": stand_van_belofte(belofte.beloofd, belofte.gedaan_op, belofte.vervallen_op, peildag),
        "gedaan_op": iso(klaar),
        "gedaan": belofte.gedaan_tekst if klaar else "",
    }


def stilte(stil: Stil) -> dict[str, Any]:
    """Return a silence with its legal date, how that was counted, and the day on which it was noted."""
    reden = REDENEN.get(stil.reden, stil.reden)
    return {
        "laag": stil.laag,
        "stap": stil.stap,
        "datum": iso(stil.datum),
        "genoteerd_op": iso(stil.verwerkt_op),
        "reden": reden,
        "merk": stil.merk,
        "berekening": stil.berekening,
    }


def nameting(zaak: Zaak, peildag: date) -> dict[str, Any]:
    """Return when inbrengers were last asked whether it works, what they said, and when they will be next.

    What they said is grouped from five answers on, as every verdict is.
    """
    gevraagd = [op for _, op in zaak.nametingen if op is not None and op <= peildag]
    komt = [dag for dag, op in zaak.nametingen if dag > peildag or (op is not None and op > peildag)]
    return {
        "gevraagd_op": iso(max(gevraagd, default=None)),
        "volgende": iso(min(komt, default=None)),
        "uitslag": " ".join(rules.oordeel_in_woorden(zaak.werkt_nog)),
    }
