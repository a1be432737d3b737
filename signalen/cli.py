"""The `signalen` command: everything that a beheerder does without a browser. Puts the parts together.

Every command has --help and --json; with --json stdout holds one document and the rest goes to stderr.
"""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Sequence
from typing import Any

import click
from sqlalchemy.exc import InterfaceError, OperationalError, ProgrammingError

from signalen.commando import (
    basis,
    inlezen,
    kopie,
    landelijk,
    medewerkers,
    methode,
    ronde,
    route,
    sleutels,
    stand,
    vaststellen,
)
from signalen.config import ConfigFout
from signalen.db import NietGevonden
from signalen.kluis.operations import GeenSleutels
from workflows.fout import BestandFout
from workflows.stand import Geweigerd


@click.group(context_settings={"help_option_names": ["--help", "-h"]})
def groep() -> None:
    """Signalen vanaf de opdrachtregel. Code 0 = goed, 1 = fout, 2 = geweigerd, 3 = iets ontbreekt."""


for deel in (ronde, route, methode, medewerkers, sleutels, inlezen, kopie, landelijk, stand):
    deel.voeg_toe(groep)


def main(argumenten: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; the entry point calls sys.exit with it."""
    woorden = list(sys.argv[1:] if argumenten is None else argumenten)
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING)
    try:
        code = groep.main(args=woorden, prog_name="signalen", standalone_mode=False)
        return code if isinstance(code, int) else basis.GOED
    except Exception as fout:
        return _weiger(fout, "--json" in woorden)


def _weiger(fout: Exception, als_json: bool) -> int:
    """Say in words what went wrong, and on stdout as a document when that was asked; return the exit code.

    What is none of the known refusals is a bug: it is raised again, with its trace.
    """
    code, fouten = _vertaal(fout)
    if isinstance(fout, click.UsageError) and fout.ctx is not None:
        click.echo(fout.ctx.get_usage(), err=True)
    for regel in fouten:
        click.echo(_zin(regel), err=True)
    if als_json:
        click.echo(json.dumps({"fouten": fouten}, ensure_ascii=False, indent=2, default=str))
    return code


def _zin(regel: dict[str, Any]) -> str:
    plek = ": ".join(str(x) for x in (regel["sleutel"], regel.get("reden")) if x)
    return f"{plek}. {regel['remedie']}" if plek else str(regel["remedie"])


def _vertaal(fout: Exception) -> tuple[int, list[dict[str, Any]]]:
    if isinstance(fout, basis.Weigering):
        return basis.GEWEIGERD, fout.fouten
    if isinstance(fout, BestandFout):
        return basis.GEWEIGERD, vaststellen.fouten_van(fout)
    if isinstance(fout, click.ClickException | click.Abort):
        zin = fout.format_message() if isinstance(fout, click.ClickException) else "Afgebroken."
        return basis.GEWEIGERD, [basis.fout(zin)]
    if isinstance(fout, Geweigerd):
        return basis.GEWEIGERD, [basis.fout(fout.reden)]
    if isinstance(fout, NietGevonden):
        return basis.GEWEIGERD, [basis.fout(f"Dit is er niet: {fout}.")]
    if isinstance(fout, ConfigFout | GeenSleutels | basis.Ontbreekt):
        return basis.ONTBREEKT, [basis.fout(str(fout))]
    if isinstance(fout, OperationalError | InterfaceError):
        return basis.ONTBREEKT, [basis.fout("De database antwoordt niet. Kijk of DATABASE_URL klopt.")]
    if isinstance(fout, ProgrammingError) and "does not exist" in str(fout.orig):
        zin = "De tabellen ontbreken of zijn oud. Voer eerst `python -m signalen.migreren op` uit."
        return basis.ONTBREEKT, [basis.fout(zin)]
    raise fout


if __name__ == "__main__":
    sys.exit(main())
