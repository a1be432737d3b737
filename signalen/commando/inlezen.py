"""Reading an existing list of knelpunten, once: each row a signaal that takes the same road as any other.

The births are spread over coming weeks, so that a list of five hundred does not bury the coordinator in one.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from signalen.commando import rijen
from signalen.commando.basis import GEWEIGERD, GOED, Antwoord, app_context, door, nu, opdracht
from signalen.db import transaction
from signalen.medewerker import operations as medewerkers


def voeg_toe(groep: click.Group) -> None:
    """Add the command of this file."""
    opdracht(groep, "importeren")(importeren)


@click.argument("bestand", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--proef", is_flag=True, help="Zeg wat er zou gebeuren en bewaar niets.")
@click.option("--deels", is_flag=True, help="Bewaar de goede rijen, ook als andere geweigerd worden.")
@click.option("--per-week", type=click.IntRange(1, 500), default=10, show_default=True)
def importeren(bestand: Path, proef: bool, deels: bool, per_week: int) -> Antwoord:
    """Lees knelpunten uit een CSV of JSON met ten minste titel en omschrijving.

    Mag erbij: kenmerk, regeling, domein, oorzaak, oplosniveau, bron. Twee keer inlezen geeft niets dubbel.
    """
    gelezen = rijen.lees(bestand)
    with app_context() as app:
        sleutelmap = Path(app.config["SIGNALEN_SLEUTELS"])
        with transaction() as sessie:
            alles = sessie.begin_nested()
            verslag = [uitkomst.als_dict() for uitkomst in rijen.verwerk(gelezen, per_week, nu(), sleutelmap)]
            geweigerd = any(r["uitkomst"] == "geweigerd" for r in verslag)
            bewaard = not proef and (deels or not geweigerd)
            if bewaard:
                _log(bestand, verslag)
            else:
                alles.rollback()
                verslag = [
                    {**r, "nummer": r["nummer"] if r["uitkomst"] == "bestond" else None} for r in verslag
                ]
    code = GEWEIGERD if geweigerd and not deels else GOED
    return Antwoord({"rijen": verslag, "bewaard": bewaard}, _regels(verslag, bewaard, proef), code)


def _log(bestand: Path, verslag: list[dict[str, Any]]) -> None:
    nieuw = sum(r["uitkomst"] == "nieuw" for r in verslag)
    medewerkers.log_beheer(door(), f"{nieuw} knelpunten ingelezen uit {bestand.name}", nu())


def _regels(verslag: list[dict[str, Any]], bewaard: bool, proef: bool) -> tuple[str, ...]:
    regels = [f"rij {r['rij']}: {r['uitkomst']} {r['nummer'] or ''} {r['reden']}".rstrip() for r in verslag]
    if not bewaard:
        reden = "dit was een proef" if proef else "er zijn rijen geweigerd; verbeter ze of gebruik --deels"
        regels.append(f"Er is niets bewaard: {reden}.")
    return tuple(regels)
