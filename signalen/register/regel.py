"""One line of the register: a Zaak as plain JSON values, frozen as it stood on the last day. Pure.

Holds no figure of signalen or inbrengers, and no word of an inbrenger who did not agree.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from signalen.opvolging.rules import stand as stand_van_belofte
from signalen.register import rules
from signalen.register.bron import Feit, Genomen, Stil, Toezegging, Zaak
from signalen.register.lezing import lijn
from workflows.aanzet import laag_aan_zet, laag_van_besluiter, loopt
from workflows.definition import BESLUITER

RAAD_ROL = "griffier"
"""A step where the griffier acts is the raad: the griffier records what the raad decides."""

REDENEN = {
    "stil": "niet geantwoord",
    "onbezet": "niemand kon dit doen",
    "plafond": "geen antwoord binnen 65 werkdagen",
    "vervallen": "twee keer het overleg laten vervallen",
}
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
        "stiltes": [stilte(s) for s in zaak.stiltes if s.verwerkt_op <= peildag],
        "uitstel": sum(f.soort == "uitstel" for f in zaak.feiten),
        "oordeel": rules.oordeel_in_woorden(zaak.oordelen),
        "doorgezet": doorgezet(zaak),
        "nameting": nameting(zaak, peildag),
        "omstreden": zaak.stand.omstreden,
        "woorden": rules.woorden(zaak.inbreng),
        "bestuur": lijn.bestuur(zaak),
        "verloop": verloop(zaak),
    }


def iso(dag: date | None) -> str | None:
    """Return a date as it stands in JSON."""
    return dag.isoformat() if dag else None


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
    """Return a silence with its legal date."""
    reden = REDENEN.get(stil.reden, stil.reden)
    return {"laag": stil.laag, "stap": stil.stap, "datum": iso(stil.datum), "reden": reden, "merk": stil.merk}


def nameting(zaak: Zaak, peildag: date) -> dict[str, Any]:
    """Return when inbrengers were last asked whether it works, and when they will be next."""
    gevraagd = [op for _, op in zaak.nametingen if op is not None and op <= peildag]
    komt = [dag for dag, op in zaak.nametingen if dag > peildag or (op is not None and op > peildag)]
    return {"gevraagd_op": iso(max(gevraagd, default=None)), "volgende": iso(min(komt, default=None))}


# ------------------------------------------------------------------ handed on


def doorgezet(zaak: Zaak) -> list[dict[str, Any]]:
    """Return what went to the raad, the Rijk or a partner: to whom, when, when it was sent, the answer."""
    uit: list[dict[str, Any]] = []
    for feit in zaak.feiten:
        if feit.soort == "uitkomst":
            _naar_raad(zaak, feit, uit)
            _van_raad(zaak, feit, uit)
            _naar_buiten(zaak, feit, uit)
        elif feit.soort == "naast_uitkomst":
            _vervolg(zaak, feit, uit)
    return uit


def _stuk(soort: str, aan: str, dag: date, verstuurd: date | None = None) -> dict[str, Any]:
    basis = {"soort": soort, "aan": aan, "datum": iso(dag), "verstuurd": iso(verstuurd)}
    return {**basis, "antwoord": "", "antwoord_op": None}


def _is_raad(zaak: Zaak, stap: str) -> bool:
    return stap in zaak.route.stappen and zaak.route.stap(stap).rol == RAAD_ROL


def _naar_raad(zaak: Zaak, feit: Feit, uit: list[dict[str, Any]]) -> None:
    naar, van = feit.inhoud.get("naar", ""), feit.inhoud.get("stap", "")
    if _is_raad(zaak, naar) and naar != van:
        uit.append(_stuk("raad", "de raad", feit.dag, feit.dag))
    if _is_raad(zaak, feit.inhoud.get("naast", "")):
        uit.append(_stuk("raadsbrief", "de raad, met een brief", feit.dag))


def _van_raad(zaak: Zaak, feit: Feit, uit: list[dict[str, Any]]) -> None:
    if _is_raad(zaak, feit.inhoud["stap"]):
        _zet(uit, "raad", antwoord=_knop(zaak, feit), antwoord_op=iso(feit.dag))


def _naar_buiten(zaak: Zaak, feit: Feit, uit: list[dict[str, Any]]) -> None:
    if feit.inhoud.get("besluit") == "doorgeven":
        ruw = feit.inhoud.get("velden", {}).get("naar_wie", "")
        keuzes = dict(zaak.route.velden["naar_wie"].keuzes) if "naar_wie" in zaak.route.velden else {}
        uit.append(_stuk("buiten", keuzes.get(ruw, ruw) or "een ander", feit.dag))


def _vervolg(zaak: Zaak, feit: Feit, uit: list[dict[str, Any]]) -> None:
    """What came of it beside the route: the letter went out, or the other one answered."""
    if _is_raad(zaak, feit.inhoud["stap"]):
        _zet(uit, "raadsbrief", verstuurd=iso(feit.dag))
        return
    buiten = [stuk for stuk in uit if stuk["soort"] == "buiten"]
    if not buiten or zaak.route.stap(feit.inhoud["stap"]).rol != BESLUITER:
        return
    if feit.inhoud["naar"] in zaak.route.einden:
        woord = zaak.teksten.get(feit.inhoud.get("velden", {}).get("stand", ""), "") or _knop(zaak, feit)
        _zet(uit, "buiten", antwoord=woord, antwoord_op=iso(feit.dag))
    elif buiten[-1]["verstuurd"] is None:
        _zet(uit, "buiten", verstuurd=iso(feit.dag))


def _zet(uit: list[dict[str, Any]], soort: str, **waarden: Any) -> None:
    for stuk in reversed(uit):
        if stuk["soort"] == soort:
            stuk.update(waarden)
            return


def _knop(zaak: Zaak, feit: Feit) -> str:
    keuze = zaak.route.stap(feit.inhoud["stap"]).uitkomsten.get(feit.inhoud["uitkomst"])
    return keuze.knop if keuze else ""


# ------------------------------------------------------------------ the story


def verloop(zaak: Zaak) -> list[dict[str, Any]]:
    """Return what happened, oldest first. Acts of inbrengers stay out, but for the week it began."""
    punten = [(feit, _punt(zaak, feit)) for feit in zaak.feiten]
    return [{"datum": iso(feit.dag), **punt} for feit, punt in punten if punt]


_VAST = {
    "uitstel": "Uitstel genomen",
    "opschorting": "Er wordt gewacht op een ander",
    "terug_op_tafel": "Het ligt weer op tafel",
    "nameting": "Aan de inbrengers gevraagd: werkt het nog?",
    "afspraak_gedaan": "Een afspraak is klaar",
    "afspraak_verschoven": "Een afspraak is verschoven",
    "afspraak_vervallen": "Een afspraak is vervallen",
    "overleg_gehouden": "Het is besproken in een overleg",
    **lijn.VERLOOP,
}


def _punt(zaak: Zaak, feit: Feit) -> dict[str, str]:
    if feit.soort == "begin":
        week = feit.dag.isocalendar().week
        wat = "Ontvangen" if zaak.ronde == 1 else f"Ronde {zaak.ronde} begonnen"
        return {"titel": f"{wat} in week {week}", "soort": ""}
    if feit.soort in ("uitkomst", "naast_uitkomst"):
        titel = f"{zaak.route.titel_van(feit.inhoud['stap'])}: {_knop(zaak, feit)}"
        return {"titel": titel, "soort": "besluit" if feit.inhoud.get("besluit") else ""}
    if feit.soort in ("stilte", "naast_stilte", lijn.STIL):
        wie = zaak.route.titel_van(feit.inhoud.get("laag") or feit.inhoud["stap"])
        return {"titel": f"Stil gebleven: {wie}", "soort": "stilte"}
    return {"titel": _VAST[feit.soort], "soort": ""} if feit.soort in _VAST else {}
