"""What the square holds of uitspraken, votes, maatwerk and leerpunten, and a good form for each of their
POSTs.
"""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

from signalen.db import db, transaction
from signalen.maatwerk import operations as maatwerk
from signalen.maatwerk.rules import Vraag
from signalen.medewerker import queries as medewerkers
from signalen.opvolging import operations as opvolging
from signalen.overleg import operations
from signalen.overleg.models import Agendapunt, Overleg
from signalen.voorbeeld.mensen import DOMEIN
from tests.integratie.conftest import Stad
from workflows.uitspraak import Woorden

WOORDEN = Woorden("advies", "Verreken per kwartaal.", "Mensen haken anders af.")
UITSPRAAK = {
    "soort": "besluit",
    "tekst": "Wij bellen eerst.",
    "redenen": "Dat scheelt brieven.",
    "minderheid": "Bellen kost tijd.",
    "antwoord_op_minderheid": "Een brief kost meer.",
}
MAATWERK = {
    "bedrag": "250,50",
    "waarvoor": "Een fiets voor een moeder met drie kinderen.",
    "waarom": "Dan kan zij naar haar werk.",
    "domein": "jeugd",
    "wijkt_af_van": "Beleidsregel vervoer 4",
}
VRAAG = Vraag("100", "Een laptop voor een jongen van zestien.", "Anders stopt hij met school.", "jeugd")


def punt(overleg_id: uuid.UUID, volgorde: int) -> uuid.UUID:
    """Add a promise that was discussed in an overleg that was held, as an item; return the id of the item."""
    with transaction():
        overleg = db.session.get_one(Overleg, overleg_id)
        dag = (overleg.datum + timedelta(days=200)).isoformat()
        belofte = opvolging.maak_afspraak(
            f"Punt {volgorde}", "teamleider", dag, overleg.datum, laag="casuistiekbespreking"
        )
        rij = Agendapunt(
            overleg_id=overleg_id,
            volgorde=volgorde,
            soort="afspraak",
            afspraak_id=belofte.id,
            onderwerp=f"Punt {volgorde}",
            uitkomst="besproken",
        )
        db.session.add(rij)
        db.session.flush()
        return rij.id


def vraag(stad: Stad, wie: str = "uitvoerder", *mee: str, typed: Vraag = VRAAG) -> uuid.UUID:
    """Ask for maatwerk as somebody, with colleagues of other teams who are asked to look along."""
    persoon = medewerkers.persoon(stad.ids[wie])
    assert persoon is not None
    met = Vraag(**{**vars(typed), "meelezers": "\n".join(f"{naam}@{DOMEIN}" for naam in mee)})
    with transaction():
        return maatwerk.vraag(met, persoon, stad.nu).id


def reageer(stad: Stad, id_: uuid.UUID, *mensen: str, mee: str = "ja") -> None:
    """Let these people agree (or object), one after another."""
    for naam in mensen:
        with transaction():
            maatwerk.reageer(id_, stad.ids[naam], mee, "Dit helpt echt.", stad.nu)


DRIE = ("teamleider", "uitvoerder2", "buurtteam")


def vul(stad: Stad, ding: dict[str, Any]) -> None:
    """Fill the square: two items of an overleg that was held, and maatwerk in each state."""
    ding["p1"], ding["p2"] = punt(ding["o2"], 1), punt(ding["o2"], 2)
    with transaction():
        operations.doe_uitspraak(ding["o2"], ding["p2"], WOORDEN, stad.nu)
        operations.open_stemming(ding["o2"], ding["p2"], "Per kwartaal verrekenen?", "", stad.nu)
    with transaction():
        dag = (stad.nu.date() + timedelta(days=9)).isoformat()
        leerpunt = operations.spreek_af(
            ding["o2"], "De brief herschrijven.", "teamleider", dag, stad.nu, True
        )
        ding["lp"] = leerpunt.id
    for naam in ("m1", "m2", "m3"):
        ding[naam] = vraag(stad, "uitvoerder", "uitvoerder2", "uitvoerder3", "buurtteam")
    reageer(stad, ding["m1"], "uitvoerder3", mee="nee")
    for naam in ("m2", "m3"):
        reageer(stad, ding[naam], *DRIE)
    with transaction():
        maatwerk.kijk_terug(ding["m3"], "nee", "Vraag eerst wat iemand zelf wil.", stad.nu)


def vormen(d: dict[str, Any], ids: dict[str, uuid.UUID], maak: Any) -> dict[str, Any]:
    """Return a good form per rule; `maak` is the class Vorm of the square."""
    regel, een = "/overleg/<uuid:overleg_id>/punten/<uuid:punt_id>", "/maatwerk/<uuid:maatwerk_id>"
    g, p1, p2 = "gespreksleider", *(f"/overleg/{d['o2']}/punten/{d[n]}" for n in ("p1", "p2"))
    m1, m2, m3 = (f"/maatwerk/{d[n]}" for n in ("m1", "m2", "m3"))
    leer = {"omschrijving": "De brief herschrijven.", "rol": "teamleider", "datum": "2026-04-02"}
    mee = {"mee": "ja", "tekst": "Dit helpt."}
    antwoord = {"over": str(ids["uitvoerder3"]), "tekst": "Dat klopt."}
    vrij, woorden = ("waarvoor", "waarom", "wijkt_af_van"), tuple(UITSPRAAK)[1:]
    stemming = {"vraag": "Gaan we bellen?", "keuzes": "ja\nnee"}
    blik = {"spijt": "ja", "geleerd": "Vraag het eerst zelf."}
    return {
        f"{regel}/uitspraak": maak(g, f"{p1}/uitspraak", dict(UITSPRAAK), woorden),
        f"{regel}/aanvullen": maak(g, f"{p2}/aanvullen", {"tekst": "Vanaf mei."}, ("tekst",)),
        f"{regel}/stemming": maak(g, f"{p1}/stemming", stemming, ("vraag",)),
        f"{regel}/stem": maak("uitvoerder", f"{p2}/stem", {"keuze": "voor"}),
        f"{regel}/sluiten": maak(g, f"{p2}/sluiten", {}),
        "/overleg/<uuid:overleg_id>/leerpunt": maak(
            g, f"/overleg/{d['o2']}/leerpunt", leer, ("omschrijving",)
        ),
        "/maatwerk/nieuw": maak("uitvoerder", "/maatwerk/nieuw", dict(MAATWERK), vrij),
        f"{een}/reageren": maak("uitvoerder2", f"{m1}/reageren", mee, ("tekst",)),
        f"{een}/antwoord": maak("uitvoerder", f"{m1}/antwoord", antwoord, ("tekst",)),
        f"{een}/intrekken": maak("uitvoerder", f"{m1}/intrekken", {}),
        f"{een}/terugkijken": maak("uitvoerder", f"{m2}/terugkijken", blik, ("geleerd",)),
        f"{een}/leerpunt": maak("uitvoerder", f"{m3}/leerpunt", leer, ("omschrijving",)),
    }
