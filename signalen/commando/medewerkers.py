"""People, roles and portefeuilles from the command line: also the first administrator of all."""

from __future__ import annotations

import csv
import uuid
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from signalen.beheer import queries, zoeken
from signalen.commando.basis import (
    GEWEIGERD,
    GOED,
    Antwoord,
    Weigering,
    app_context,
    door,
    fout,
    geheim,
    nu,
    opdracht,
)
from signalen.db import db, transaction
from signalen.medewerker import operations
from workflows.definition import ROLLEN
from workflows.stand import Geweigerd

KOLOMMEN = ("naam", "email", "organisatie", "soort", "eenheid", "rol")
DAG = click.DateTime(["%Y-%m-%d"])
BESTAND = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group("medewerker")
def medewerker() -> None:
    """Voeg mensen toe, geef rollen, haal mensen uit dienst."""


@click.group("portefeuille")
def portefeuille() -> None:
    """Zeg welke eenheid een rol vervult."""


def voeg_toe(groep: click.Group) -> None:
    """Add the commands of this file."""
    opdracht(medewerker, "toevoegen")(toevoegen)
    opdracht(medewerker, "uitdienst")(uitdienst)
    opdracht(medewerker, "rol")(rol)
    opdracht(medewerker, "importeren")(importeren)
    opdracht(portefeuille, "zetten")(zetten)
    groep.add_command(medewerker)
    groep.add_command(portefeuille)


@click.option("--naam", required=True)
@click.option("--email", required=True)
@click.option("--organisatie", required=True, help="Naam van de gemeente of van de ingehuurde partij.")
@click.option("--soort", type=click.Choice(["eigen", "gecontracteerd"]), default="eigen", show_default=True)
@click.option("--eenheid", required=True, help="Het team of de afdeling.")
@click.option("--rol", "rolnaam", type=click.Choice(ROLLEN), help="De eerste rol, bijvoorbeeld beheerder.")
@click.option("--wachtwoord-bestand", type=BESTAND, help="Bestand met het wachtwoord op de eerste regel.")
def toevoegen(wachtwoord_bestand: Path | None, rolnaam: str | None, **velden: str) -> Antwoord:
    """Voeg iemand toe die kan inloggen. Zonder bestand wordt het wachtwoord gevraagd."""
    wachtwoord = geheim(wachtwoord_bestand, "Wachtwoord")
    with app_context(), transaction():
        rij_id = voeg_een_toe({**velden, "rol": rolnaam or ""}, wachtwoord, nu().date())
        operations.log_beheer(
            door(), f"medewerker {velden['email']} toegevoegd, rol {rolnaam or 'geen'}", nu()
        )
    document = {"id": rij_id, "email": operations.normaal(velden["email"]), "rol": rolnaam}
    return Antwoord(document, (f"{velden['naam']} kan nu inloggen.",))


def voeg_een_toe(velden: Mapping[str, str], wachtwoord: str, dag: date) -> uuid.UUID:
    """Add one person with unit and role, in an open transaction. Raises Geweigerd."""
    organisatie = operations.organisatie(velden["organisatie"], velden.get("soort") or "eigen")
    eenheid = operations.eenheid(velden["eenheid"], organisatie.id)
    rij = operations.voeg_toe(velden["naam"], velden["email"], eenheid.id, wachtwoord)
    if velden.get("rol"):
        operations.geef_rol(rij.id, velden["rol"], eenheid.id, dag)
    return rij.id


@click.argument("email")
@click.option("--datum", type=DAG, help="De laatste dag; zonder dit vandaag.")
def uitdienst(email: str, datum: datetime | None) -> Antwoord:
    """Haal iemand uit dienst. Inloggen stopt meteen; open werk blijft zichtbaar als gat."""
    with app_context(), transaction():
        dag = datum.date() if datum else nu().date()
        operations.uit_dienst(zoeken.id_van(email), dag)
        operations.log_beheer(door(), f"medewerker {email} uit dienst per {dag:%d-%m-%Y}", nu())
        gaten = [f"{gat.rol}: {gat.zin}" for gat in queries.gaten(nu().date())]
    return Antwoord({"email": email, "datum": dag, "gaten": gaten}, (f"{email} is uit dienst.", *gaten))


@click.argument("email")
@click.argument("rolnaam", metavar="ROL", type=click.Choice(ROLLEN))
@click.option("--eenheid", help="De eenheid; zonder dit die van de persoon zelf.")
@click.option("--van", type=DAG)
@click.option("--tot", type=DAG, help="De laatste dag.")
@click.option("--einde", is_flag=True, help="Neem deze rol af in plaats van haar te geven.")
def rol(
    email: str, rolnaam: str, eenheid: str | None, van: datetime | None, tot: datetime | None, einde: bool
) -> Antwoord:
    """Geef iemand een rol, of neem haar af met --einde."""
    with app_context(), transaction():
        wie, dag = zoeken.id_van(email), nu().date()
        waar = zoeken.eenheid_id(eenheid) if eenheid else zoeken.eigen_eenheid(wie)
        if einde:
            for rol_id in zoeken.rol_ids(wie, rolnaam, waar if eenheid else None, dag):
                operations.neem_rol_af(rol_id, dag)
        else:
            operations.geef_rol(wie, rolnaam, waar, van.date() if van else dag, tot.date() if tot else None)
        wat = "afgenomen van" if einde else "gegeven aan"
        operations.log_beheer(door(), f"rol {rolnaam} {wat} {email}", nu())
    return Antwoord({"email": email, "rol": rolnaam, "einde": einde}, (f"Rol {rolnaam} is {wat} {email}.",))


@click.argument("rolnaam", metavar="ROL", type=click.Choice(ROLLEN))
@click.argument("eenheid")
@click.option("--domein", default="*", show_default=True)
@click.option("--bestuur", default="*", show_default=True)
def zetten(rolnaam: str, eenheid: str, domein: str, bestuur: str) -> Antwoord:
    """Zeg welke eenheid een rol vervult, voor alle domeinen (*) of voor een."""
    with app_context(), transaction():
        operations.zet_portefeuille(rolnaam, zoeken.eenheid_id(eenheid), domein, bestuur)
        operations.log_beheer(door(), f"portefeuille {rolnaam} voor {domein}: {eenheid}", nu())
    document = {"rol": rolnaam, "eenheid": eenheid, "domein": domein, "bestuur": bestuur}
    return Antwoord(document, (f"{eenheid} vervult nu {rolnaam} voor {domein}.",))


# ------------------------------------------------------------------ a list of people


@click.argument("bestand", type=BESTAND)
@click.option("--deels", is_flag=True, help="Bewaar de goede rijen, ook als andere geweigerd worden.")
def importeren(bestand: Path, deels: bool) -> Antwoord:
    """Lees mensen uit een CSV met de kolommen naam, email, organisatie, soort, eenheid en rol.

    Er gaan geen wachtwoorden mee: zet die daarna, of koppel een andere manier van inloggen.
    """
    rijen = lees_csv(bestand)
    with app_context():
        verslag = _probeer(rijen, deels)
    geweigerd = any(r["uitkomst"] == "geweigerd" for r in verslag)
    regels = tuple(f"rij {r['rij']}: {r['uitkomst']} {r['reden']}".rstrip() for r in verslag)
    bewaard = deels or not geweigerd
    return Antwoord({"rijen": verslag, "bewaard": bewaard}, regels, GOED if bewaard else GEWEIGERD)


def lees_csv(bestand: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV with exactly our columns. Raises Weigering."""
    try:
        tekst = bestand.read_text("utf-8-sig")
    except UnicodeDecodeError as oorzaak:
        raise Weigering(fout("Bewaar het bestand als UTF-8.", "bestand", bestand.name)) from oorzaak
    lezer = csv.DictReader(tekst.splitlines(), delimiter=";" if ";" in tekst.split("\n")[0] else ",")
    if sorted(lezer.fieldnames or ()) != sorted(KOLOMMEN):
        raise Weigering(
            fout("Gebruik precies deze kolommen.", "kolommen", lezer.fieldnames, verwacht=KOLOMMEN)
        )
    return [{k: (v or "").strip() for k, v in rij.items() if k} for rij in lezer]


def _probeer(rijen: list[dict[str, str]], deels: bool) -> list[dict[str, Any]]:
    """Add the rows one by one, each on its own savepoint; keep all or, with `deels`, what was good."""
    verslag = []
    with transaction() as sessie:
        alles = sessie.begin_nested()
        for nummer, velden in enumerate(rijen, 1):
            verslag.append({"rij": nummer, "email": velden["email"], **_een(velden)})
        if not deels and any(r["uitkomst"] == "geweigerd" for r in verslag):
            alles.rollback()
        else:
            nieuw = sum(r["uitkomst"] == "nieuw" for r in verslag)
            operations.log_beheer(door(), f"{nieuw} medewerkers ingelezen", nu())
    return verslag


def _een(velden: Mapping[str, str]) -> dict[str, str]:
    if zoeken.bestaat(velden["email"]):
        return {"uitkomst": "bestond", "reden": ""}
    leeg = [naam for naam in ("naam", "email", "organisatie", "eenheid") if not velden[naam]]
    if leeg:
        return {"uitkomst": "geweigerd", "reden": f"Vul in: {', '.join(leeg)}."}
    try:
        with db.session.begin_nested():
            voeg_een_toe(velden, "", nu().date())
    except Geweigerd as weigering:
        return {"uitkomst": "geweigerd", "reden": weigering.reden}
    return {"uitkomst": "nieuw", "reden": ""}
