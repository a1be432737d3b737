"""What a person answered to each proposal, and what happens to that answer when a proposal changes. Pure.

`voorstellen.json` is made and read here. An answer belongs to the kenmerk of a proposal: with another
member or another reason the question is put again, with the earlier answer beside it. An answer is never
thrown away.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from signalen.landelijk.rules import Sleutel, Voorstel, oorzaak_in_woorden
from signalen.landelijk.schoon import regeltekst
from signalen.landelijk.wetten import in_tabel
from signalen.overleg.rules import gegevensfouten

SOORT = "voorstellen om knelpunten samen te nemen"
UITLEG = (
    "Vul per voorstel bij oordeel in: antwoord (ja of nee), rol (geen naam), datum (2026-12-08) en reden. "
    "Zonder ja wordt er niets samengenomen. Leeg laten mag: dan blijft het voorstel open."
)
LEEG = {"antwoord": "", "rol": "", "datum": "", "reden": ""}
MAX_ROL, MAX_REDEN = 100, 1000


@dataclass(frozen=True)
class Oordeel:
    """An answer: ja or nee, in which role, on which day, and why."""

    antwoord: str
    rol: str
    datum: str
    reden: str


@dataclass(frozen=True)
class Beantwoord:
    """An earlier proposal with its answer: kenmerk, members by key, and the whole entry to keep."""

    kenmerk: str
    leden: frozenset[Sleutel]
    oordeel: Oordeel
    stuk: Mapping[str, Any]


class Oordeelfout(Exception):
    """The file with answers is not right: the number of the proposal (0 = the whole file), the key and what
    to do.
    """

    def __init__(self, item: int, sleutel: str, remedie: str) -> None:
        super().__init__(remedie)
        self.item, self.sleutel, self.remedie = item, sleutel, remedie


# ------------------------------------------------------------------ reading


def lees(document: Any) -> list[Beantwoord]:
    """Return the answers in a document of proposals, also those that are kept from before.

    Raises Oordeelfout with every kind of mistake that a person can make in it.
    """
    if not isinstance(document, dict) or document.get("soort") != SOORT:
        raise Oordeelfout(
            0, "soort", "Dit is geen bestand met voorstellen. Maak het met signalen landelijk stapelen."
        )
    uit = []
    for lijst in ("voorstellen", "vervallen"):
        stukken = document.get(lijst, [])
        if not isinstance(stukken, list):
            raise Oordeelfout(
                0, lijst, "Hier hoort een lijst te staan. Begin opnieuw met een eerder bestand."
            )
        gelezen = (_lees_een(nummer, stuk) for nummer, stuk in enumerate(stukken, 1))
        uit += [een for een in gelezen if een is not None]
    return uit


def _lees_een(nummer: int, stuk: Any) -> Beantwoord | None:
    try:
        leden = frozenset((str(lid["gemeente"]), int(lid["nummer"])) for lid in stuk["leden"])
        ken = str(stuk["id"])
        _te_tonen(stuk)
    except (KeyError, TypeError, ValueError, OverflowError) as fout:
        zin = "Dit voorstel mist delen. Verander alleen wat bij oordeel staat."
        raise Oordeelfout(nummer, "voorstellen", zin) from fout
    antwoord = toets(nummer, stuk.get("oordeel", LEEG))
    return Beantwoord(ken, leden, antwoord, stuk) if antwoord else None


def _te_tonen(stuk: Mapping[str, Any]) -> None:
    """Touch what is shown to who answers, so that a part that is gone is noticed here."""
    int(stuk["nummer"])
    for lid in stuk["leden"]:
        str(lid["titel"] + lid["regeling"])
    for zin in (*stuk["redenen"], *stuk["let_op"]):
        str(zin)


def toets(nummer: int, ruw: Any) -> Oordeel | None:
    """Return a filled-in answer, None for an empty one. Raises Oordeelfout for one that is not complete."""
    if not isinstance(ruw, dict) or not all(isinstance(ruw.get(naam, ""), str) for naam in LEEG):
        raise Oordeelfout(nummer, "oordeel", "Vul antwoord, rol, datum en reden in als tekst.")
    waarden = {naam: regeltekst(ruw.get(naam, "")) for naam in LEEG}
    waarden["antwoord"] = waarden["antwoord"].lower()
    if not waarden["antwoord"]:
        return None
    if waarden["antwoord"] not in ("ja", "nee"):
        raise Oordeelfout(nummer, "antwoord", "Antwoord met ja of nee, of laat het leeg.")
    _toets_rest(nummer, waarden)
    return Oordeel(**waarden)


def _toets_rest(nummer: int, waarden: Mapping[str, str]) -> None:
    for naam, hoogstens, zin in (
        ("rol", MAX_ROL, "Zeg in welke rol dit is beoordeeld, bijvoorbeeld: beleidsadviseur VNG."),
        ("reden", MAX_REDEN, "Zeg in een zin waarom."),
    ):
        if not waarden[naam]:
            raise Oordeelfout(nummer, naam, zin)
        if len(waarden[naam]) > hoogstens:
            raise Oordeelfout(nummer, naam, f"Kort dit in tot {hoogstens} tekens.")
    for fout in gegevensfouten({"rol": waarden["rol"], "reden": waarden["reden"]}):
        raise Oordeelfout(nummer, fout.veld, fout.reden)
    try:
        date.fromisoformat(waarden["datum"])
    except ValueError as fout:
        raise Oordeelfout(nummer, "datum", "Schrijf de dag als 2026-12-08.") from fout


# ------------------------------------------------------------------ writing


def document(voorstellen: Sequence[Voorstel], eerder: Iterable[Beantwoord]) -> dict[str, Any]:
    """Return the document of these proposals, with the answers that still belong to them.

    What was answered and does not come back as it was is kept under `vervallen`.
    """
    oude = {een.kenmerk: een for een in eerder}
    per_lid = {sleutel: een for een in oude.values() for sleutel in een.leden}
    stukken = [_stuk(nummer, een, oude, per_lid) for nummer, een in enumerate(voorstellen, 1)]
    nu = {een.kenmerk for een in voorstellen}
    vervallen = [dict(een.stuk) for ken, een in oude.items() if ken not in nu]
    return {"soort": SOORT, "uitleg": UITLEG, "voorstellen": stukken, "vervallen": vervallen}


def _stuk(
    nummer: int, een: Voorstel, oude: Mapping[str, Beantwoord], per_lid: Mapping[Sleutel, Beantwoord]
) -> dict[str, Any]:
    zelfde = oude.get(een.kenmerk)
    return {
        "nummer": nummer,
        "id": een.kenmerk,
        "oordeel": asdict(zelfde.oordeel) if zelfde else dict(LEEG),
        "titel": een.titel,
        "artikelen": [in_tabel([artikel]) for artikel in een.artikelen],
        "mechanisme": oorzaak_in_woorden(een.oorzaak),
        "gemeenten": len(een.gemeenten),
        "redenen": list(een.redenen),
        "let_op": list(een.let_op),
        "eerder": None if zelfde else _eerder(een, per_lid),
        "leden": [
            {"gemeente": lid.gemeente, "nummer": lid.nummer, "titel": lid.titel, "regeling": lid.regeling}
            for lid in een.leden
        ],
    }


def _eerder(een: Voorstel, per_lid: Mapping[Sleutel, Beantwoord]) -> dict[str, Any] | None:
    """Return the answer to the earlier proposal that shares most members, and what differs."""
    nu = {lid.sleutel for lid in een.leden}
    oude = {oud.kenmerk: oud for sleutel in nu if (oud := per_lid.get(sleutel)) is not None}
    if not oude:
        return None
    oud = max(oude.values(), key=lambda o: (len(o.leden & nu), o.kenmerk))
    erbij, eraf = sorted(nu - oud.leden), sorted(oud.leden - nu)
    return {
        "oordeel": asdict(oud.oordeel),
        "erbij": [_naam(s) for s in erbij],
        "eraf": [_naam(s) for s in eraf],
    }


def _naam(sleutel: Sleutel) -> str:
    return f"{sleutel[0]}, knelpunt {sleutel[1]}"
