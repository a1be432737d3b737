"""The people of Voorbeeldstad: invented, one log-in per role, own staff and a contracted party.

Makes people, roles, portefeuilles, routes and the table of bevoegdheden; no signalen.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from signalen.kluis import operations as kluis
from signalen.knelpunt.operations import adoptie, ordenen
from signalen.medewerker import operations as medewerkers
from signalen.medewerker.models import Medewerker
from signalen.overleg.operations import methode

WACHTWOORD = "voorbeeldstad-2026"
DOMEIN = "voorbeeldstad.example"
GEMEENTE = "Gemeente Voorbeeldstad"
PARTIJ = "Buurtteams Voorbeeldstad (ingehuurd)"


@dataclass(frozen=True)
class Rolpersoon:
    """One invented person: local part of the address, name, role, unit, and a line for the log-in page."""

    adres: str
    naam: str
    rol: str
    eenheid: str
    toelichting: str
    partij: bool = False

    @property
    def email(self) -> str:
        """The full address, in a domain that does not exist."""
        return f"{self.adres}@{DOMEIN}"


MENSEN = (
    Rolpersoon(
        "uitvoerder",
        "Noor Verzonnen",
        "uitvoerder",
        "Team Inkomen Noord",
        "Consulent inkomen: geeft signalen",
    ),
    Rolpersoon(
        "buurtteam", "Sam Bedacht", "uitvoerder", "Buurtteam West", "Bij een ingehuurde partij", partij=True
    ),
    Rolpersoon("coordinator", "Iris Ingeval", "coordinator", "Team Kwaliteit", "Zoekt uit en kiest de weg"),
    Rolpersoon("gespreksleider", "Bram Voorbeeld", "gespreksleider", "Team Kwaliteit", "Leidt de bespreking"),
    Rolpersoon(
        "teamleider", "Fatma Fictief", "teamleider", "Team Inkomen Noord", "Lost op wat in het team kan"
    ),
    Rolpersoon(
        "afdelingshoofd", "Joris Zogenaamd", "afdelingshoofd", "Afdeling Inkomen", "Besluit in het management"
    ),
    Rolpersoon(
        "directeur",
        "Anke Denkbeeld",
        "directeur",
        "Directie Sociaal Domein",
        "Besluit na stilte of betwisting",
    ),
    Rolpersoon("wethouder", "Willem Schijnbaar", "wethouder", "College", "Leest het register en besluit"),
    Rolpersoon("griffier", "Greet Proefkamp", "griffier", "Griffie", "Legt raadsbesluiten en register vast"),
    Rolpersoon("secretaris", "Sjoerd Modelman", "secretaris", "Directie", "Gemeentesecretaris"),
    Rolpersoon("jurist", "Lena Stelling", "jurist", "Team Kwaliteit", "Tekent handreikingen mee"),
    Rolpersoon(
        "vertrouwenspersoon",
        "Vera Vertrouwd",
        "vertrouwenspersoon",
        "Integriteit",
        "Belt voor wie beschermd is",
    ),
    Rolpersoon("auditor", "Arjen Natrekker", "auditor", "Concerncontrol", "Controleert de ketens"),
    Rolpersoon("fg", "Fenna Toezicht", "fg", "Privacy", "Functionaris gegevensbescherming"),
    Rolpersoon(
        "beheerder", "Bas Knoppen", "beheerder", "Functioneel beheer", "Beheert routes, mensen en post"
    ),
    Rolpersoon("uitvoerder2", "Kees Voorwend", "uitvoerder", "Team Schuldhulp", "Nog een consulent"),
    Rolpersoon("uitvoerder3", "Mila Namaak", "uitvoerder", "Team Jeugd", "Nog een consulent"),
)


def bouw(dag: date, sleutelmap: Path, wachtwoord: str = WACHTWOORD) -> dict[str, uuid.UUID]:
    """Make everyone, once; return ids by the local part of the address. Expects an open transaction."""
    kluis.maak_proefsleutels(sleutelmap)
    eigen = medewerkers.organisatie(GEMEENTE, "eigen")
    partij = medewerkers.organisatie(PARTIJ, "gecontracteerd")
    hash_ = medewerkers.maak_hash(wachtwoord)
    ids = {}
    for mens in MENSEN:
        eenheid = medewerkers.eenheid(mens.eenheid, (partij if mens.partij else eigen).id)
        rij = _persoon(mens, eenheid.id, hash_)
        medewerkers.geef_rol(rij.id, mens.rol, eenheid.id, dag)
        if mens.rol != "uitvoerder":
            medewerkers.zet_portefeuille(mens.rol, eenheid.id)
        ids[mens.adres] = rij.id
    for adopteer in (adoptie.adopteer_meegeleverd, methode.adopteer_meegeleverd):
        adopteer("College van Voorbeeldstad (verzonnen)", dag)
    ordenen.vul_bevoegdheden()
    return ids


def _persoon(mens: Rolpersoon, eenheid_id: uuid.UUID, hash_: str) -> Medewerker:
    rij = medewerkers.voeg_toe(mens.naam, mens.email, eenheid_id)
    rij.wachtwoord_hash = hash_
    return rij
