"""What is here and is it well: every page with its right, and the report of the doctor."""

from __future__ import annotations

import click

from signalen.commando.basis import FOUT, GOED, Antwoord, app_context, opdracht


def voeg_toe(groep: click.Group) -> None:
    """Add the commands of this file."""
    opdracht(groep, "paginas")(paginas)
    opdracht(groep, "doctor")(doctor)


def paginas() -> Antwoord:
    """Noem elke pagina: methode, adres, recht en voor wie."""
    from signalen.beheer import rechten

    with app_context() as app:
        alle = rechten.paginas(app)
    document = [
        {
            "methode": p.methode,
            "regel": p.regel,
            "recht": str(p.recht),
            "publiek": p.publiek,
            "lader": p.lader,
        }
        for p in alle
    ]
    regels = tuple(f"{p.methode:5} {p.regel:55} {p.recht:24} {p.publiek}" for p in alle)
    return Antwoord(document, regels)


def doctor() -> Antwoord:
    """Kijk of alles er is wat Signalen nodig heeft. Code 1 als er iets mis is."""
    from signalen.beheer import dokter

    with app_context() as app:
        bevindingen = dokter.onderzoek(app)
    goed = all(b.stand != "fout" for b in bevindingen)
    document = {"goed": goed, "bevindingen": [b.als_dict() for b in bevindingen]}
    regels = tuple(f"[{b.stand}] {b.naam}: {b.zin}" for b in bevindingen)
    return Antwoord(document, regels, GOED if goed else FOUT)
