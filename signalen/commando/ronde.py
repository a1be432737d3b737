"""One round of the clock, one round of the post, the register, and the check of all chains."""

from __future__ import annotations

from dataclasses import asdict

import click

from signalen.commando.basis import (
    FOUT,
    GOED,
    ONTBREEKT,
    Antwoord,
    app_context,
    door,
    nu,
    opdracht,
    regels_van,
)
from signalen.db import transaction
from signalen.medewerker import operations as medewerkers


def voeg_toe(groep: click.Group) -> None:
    """Add the commands of this file."""
    opdracht(groep, "tik")(tik)
    opdracht(groep, "bezorgen")(bezorgen)
    opdracht(groep, "controleer")(controleer)
    opdracht(groep, "vrijgeven")(vrijgeven)
    opdracht(register, "opmaken")(maak_op)
    opdracht(register, "vaststellen")(stel_vast)
    opdracht(register, "vormen")(maak_vormen)
    groep.add_command(register)


@click.group("register")
def register() -> None:
    """Maak een kwartaalregister op of stel het vast."""


def tik() -> Antwoord:
    """Loop een ronde van de klok: termijnen, herinneringen, afspraken, post."""
    from signalen import jobs, quarantaine

    with app_context("clock"):
        if quarantaine.geldt():
            return Antwoord({"quarantaine": True}, (quarantaine.ZIN,))
        geteld = jobs.tik(nu())
    return Antwoord(dict(geteld), regels_van(geteld.items()))


def bezorgen() -> Antwoord:
    """Verstuur wat er in de uitgaande post wacht, een keer."""
    from signalen import quarantaine
    from signalen.bericht import operations as bericht

    with app_context():
        if quarantaine.geldt():
            return Antwoord({"quarantaine": True, "bezorgd": 0, "mislukt": 0}, (quarantaine.ZIN,))
        goed, mislukt = bericht.bezorgen()
    document = {"bezorgd": goed, "mislukt": mislukt}
    return Antwoord(document, regels_van(document.items()), FOUT if mislukt else GOED)


def controleer() -> Antwoord:
    """Controleer alle ketens, trajecten, edities en routes. Code 1 als er iets niet klopt."""
    from signalen.register import controle

    with app_context():
        document = controle.controleer()
    geteld = [f"{aantal} {wat}" for wat, aantal in document["gecontroleerd"].items()]
    regels = [f"Gecontroleerd: {', '.join(geteld)}."]
    regels += [f"{f['soort']}: {f['reden']} ({f['tabel']} {f['id']})" for f in document["fouten"]]
    regels.append("Alles klopt." if document["goed"] else "Er klopt iets niet.")
    return Antwoord(document, tuple(regels), GOED if document["goed"] else FOUT)


def vrijgeven() -> Antwoord:
    """Laat een teruggezette database weer lopen: de klok tikt en de post gaat weer uit."""
    from signalen import quarantaine

    with app_context(), transaction():
        was = quarantaine.geldt()
        quarantaine.hef_op()
        medewerkers.log_beheer(door(), "de quarantaine na terugzetten opgeheven", nu())
    zin = "De klok en de post lopen weer." if was else "Er was geen quarantaine; er is niets veranderd."
    return Antwoord({"vrijgegeven": was}, (zin,))


@click.argument("kwartaal")
def maak_op(kwartaal: str) -> Antwoord:
    """Maak het concept van een kwartaal op, bijvoorbeeld 2026-K3."""
    from signalen.register import operations

    with app_context(), transaction():
        editie = operations.maak_op(kwartaal, nu())
        medewerkers.log_beheer(door(), f"het register van {kwartaal} opgemaakt", nu())
        return _editie(editie)


@click.argument("kwartaal")
@click.option("--rol", default="griffier", show_default=True, help="Namens welke rol.")
def stel_vast(kwartaal: str, rol: str) -> Antwoord:
    """Stel een kwartaal vast. Daarna verandert de editie nooit meer."""
    from signalen.register import operations

    with app_context(), transaction():
        editie = operations.stel_vast(kwartaal, rol, nu())
        medewerkers.log_beheer(door(), f"het register van {kwartaal} vastgesteld namens {rol}", nu())
        return _editie(editie)


@click.argument("kwartaal")
def maak_vormen(kwartaal: str) -> Antwoord:
    """Maak de bestanden van een kwartaal: PDF, ODS, XLSX, CSV, JSON, de brief en de beschrijving."""
    from signalen.register.geduld import neem_de_tijd
    from signalen.register.vormen import operations

    with app_context(), transaction():
        neem_de_tijd()
        uitslagen = operations.maak_van(kwartaal, nu())
    document = {"kwartaal": kwartaal, "vormen": [asdict(uitslag) for uitslag in uitslagen]}
    woorden = {"gemaakt": "gemaakt", "er_al": "was er al", "overgeslagen": "overgeslagen"}
    regels = [f"{u.vorm}: {woorden[u.stand]}. {u.reden}".rstrip() for u in uitslagen]
    return Antwoord(document, tuple(regels), ONTBREEKT if any(u.reden for u in uitslagen) else GOED)


def _editie(editie: object) -> Antwoord:
    document = {naam: getattr(editie, naam) for naam in ("kwartaal", "nummer", "staat", "vingerafdruk")}
    return Antwoord(document, regels_van(document.items()))
