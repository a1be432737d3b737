"""The whole edition: lines, what is withheld, and the front page. Pure: a Bron goes in, JSON comes out.

Figures count what management and bestuur did and are exact, with small official layers merged; nothing counts
signalen or inbrengers (SAFETY rules 26 to 29). Lists name only knelpunten that may be shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from signalen.register import lagen, leren, lijsten, rules, stilte, vergelijken
from signalen.register.afwijkingen import afwijkingen
from signalen.register.bron import Bron, Zaak
from signalen.register.raad import raad
from signalen.register.regel import geldig, regel
from signalen.register.rules import Kwartaal
from signalen.register.samenvatting import samenvatting
from signalen.register.stroom import stroom, thema_oorzaak
from signalen.register.tijd import tijd_per_laag

VORM = 2
"""Which shape the front page has; an edition of before keeps the shape that it was frozen in."""

GEEN_INZAGE = "Namen achter een beschermd signaal kunnen in deze versie door niemand worden geopend."


@dataclass(frozen=True)
class Uitgave:
    """The three public parts of an edition and what its front page shows."""

    regels: list[dict[str, Any]]
    ingehouden: list[dict[str, Any]]
    inhoud: dict[str, Any]


def stel_samen(bron: Bron, kwartaal: Kwartaal, peildag: date) -> Uitgave:
    """Make the edition: every Zaak stands exactly once, as a line or among what is withheld."""
    getoond: list[tuple[Zaak, dict[str, Any]]] = []
    ingehouden = []
    for zaak in sorted(bron.zaken, key=lambda z: (z.nummer, z.ronde)):
        genomen = geldig(zaak, peildag)
        grond = rules.grond(zaak.stand.stap, genomen.soort if genomen else "", zaak.inbreng)
        if grond:
            item = {"item": f"Knelpunt {zaak.nummer}, ronde {zaak.ronde}", "grond": grond}
            ingehouden.append({**item, "nummer": zaak.nummer, "ronde": zaak.ronde})
        else:
            getoond.append((zaak, regel(zaak, peildag)))
    inhoud = _inhoud(bron, getoond, ingehouden, kwartaal, peildag)
    return Uitgave([r for _, r in getoond], ingehouden, inhoud)


def _inhoud(
    bron: Bron,
    getoond: list[tuple[Zaak, dict[str, Any]]],
    ingehouden: list[dict[str, Any]],
    kwartaal: Kwartaal,
    peildag: date,
) -> dict[str, Any]:
    regels = [r for _, r in getoond]
    delen = _cijfers(bron, kwartaal, peildag) | _lijsten(bron, getoond, kwartaal, peildag)
    delen |= _samenhang(bron, getoond, ingehouden, kwartaal)
    delen["per_kwartaal"] = vergelijken.per_kwartaal(delen, len(regels), kwartaal, bron.vroeger)
    feiten = _feiten(delen, getoond)
    delen["zinnen"] = rules.zinnen(feiten)
    delen["samenvatting"] = samenvatting(delen, feiten)
    delen["controlegetal"] = rules.controlegetal_van_inhoud(delen)
    return delen


def _cijfers(bron: Bron, kwartaal: Kwartaal, peildag: date) -> dict[str, Any]:
    """Return the figures about layers: over everything, shown or not."""
    los = [t for t in bron.los if not leren.is_leerpunt(t)]
    alle = [t for z in bron.zaken for t in z.toezeggingen] + los
    actueel = [t for t in alle if lagen.speelt(t, kwartaal, peildag)]
    stil = [s for z in bron.zaken for s in stilte.bekend(z.stiltes, peildag)]
    stil = [s for s in stil if stilte.hoort_in(s.verwerkt_op, kwartaal)]
    namen = lagen.laagnamen(bron.beslissers)
    tijden = [t for z in bron.zaken for t in z.tijden]
    return {
        "vorm": VORM,
        "peildag": peildag.isoformat(),
        "afspraken_per_laag": lagen.afspraken_per_laag(actueel, namen, kwartaal, peildag),
        "stil_per_laag": lagen.stil_per_laag(stil, namen),
        "tijd_per_laag": tijd_per_laag(tijden, namen, kwartaal),
        "leerpunten": lagen.leerpunten_per_laag(bron.los, namen, kwartaal, peildag),
        "afwijkingen": afwijkingen(bron.afwijkingen, bron.drempel),
        "inzage": {"reden": GEEN_INZAGE},
    }


def _lijsten(
    bron: Bron, getoond: list[tuple[Zaak, dict[str, Any]]], kwartaal: Kwartaal, peildag: date
) -> dict[str, Any]:
    """Return what is named one by one: only what may be shown."""
    los = [t for t in bron.los if not leren.is_leerpunt(t)]
    return {
        "op_uw_bord": lijsten.op_uw_bord(getoond, los, kwartaal, peildag),
        "veranderd": lijsten.veranderd(getoond, kwartaal, peildag),
        "doorgezet": [lijsten.bij(r, stuk) for _, r in getoond for stuk in r["doorgezet"]],
        "buikpijn": lijsten.buikpijn([r for _, r in getoond]),
        "overleggen": lijsten.overleggen(bron),
        "moresprudentie": [asdict(weging) for weging in bron.wegingen],
    }


def _samenhang(
    bron: Bron,
    getoond: list[tuple[Zaak, dict[str, Any]]],
    ingehouden: list[dict[str, Any]],
    kwartaal: Kwartaal,
) -> dict[str, Any]:
    """Return what the lines say together, and beside the edition before."""
    regels = [r for _, r in getoond]
    return {
        "vorige": vergelijken.verwijzing(bron.vroeger),
        "stroom": stroom([zaak for zaak, _ in getoond], kwartaal),
        "thema_oorzaak": thema_oorzaak(regels),
        "raad": raad(regels),
        "vergelijking": vergelijken.vergelijking(regels, ingehouden, bron.vroeger),
    }


def _feiten(delen: Mapping[str, Any], getoond: list[tuple[Zaak, dict[str, Any]]]) -> dict[str, int]:
    per_laag = delen["afspraken_per_laag"]
    return {
        "wacht": sum(lijsten.wacht_op_college(zaak) for zaak, _ in getoond),
        "gemist": sum(laag["niet_nagekomen"] + laag["te_laat_nagekomen"] for laag in per_laag),
        "veranderd": len(delen["veranderd"]),
        "stil": sum(laag["aantal"] for laag in delen["stil_per_laag"]),
        "doorgezet": len({(stuk["nummer"], stuk["ronde"]) for stuk in delen["doorgezet"]}),
        "nagekomen": sum(laag["nagekomen"] for laag in per_laag),
    }
