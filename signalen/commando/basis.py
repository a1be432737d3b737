"""What every command shares: the app, the way of answering, and the exit codes. Decides nothing.

Exit 0 = ran and good, 1 = ran and found a fault, 2 = input refused, 3 = something is missing here.
"""

from __future__ import annotations

import getpass
import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from pathlib import Path
from typing import Any

import click
from flask import Flask

from signalen import clock
from signalen.config import Settings

GOED, FOUT, GEWEIGERD, ONTBREEKT = 0, 1, 2, 3


@dataclass(frozen=True)
class Antwoord:
    """What a command has to say: one document for programs, lines for people, and the exit code."""

    document: dict[str, Any] | list[Any]
    regels: tuple[str, ...] = ()
    code: int = GOED


class Weigering(Exception):
    """Input is refused: exit 2. `fouten` are refusals as CONTRACTS describes them; see `fout`."""

    def __init__(self, *fouten: dict[str, Any]) -> None:
        super().__init__("; ".join(str(f["remedie"]) for f in fouten))
        self.fouten = list(fouten)


class Ontbreekt(Exception):
    """Something that this command needs is missing here: exit 3, with one Dutch sentence."""


def fout(
    remedie: str, sleutel: str = "", waarde: Any = None, item: int = 1, verwacht: Any = None
) -> dict[str, Any]:
    """Return one refusal as CONTRACTS describes it; items count from 1."""
    return {
        "item": item,
        "sleutel": sleutel,
        "waarde": waarde,
        "verwacht": verwacht or [],
        "remedie": remedie,
    }


def opdracht(groep: click.Group, naam: str) -> Callable[[Callable[..., Antwoord]], click.Command]:
    """Make a function that returns an Antwoord into a command with --json. Its docstring is the help."""

    def om(functie: Callable[..., Antwoord]) -> click.Command:
        # wraps() also carries over the options that stand above the function, and its docstring.
        @groep.command(naam)
        @click.option("--json", "als_json", is_flag=True, help="Geef precies een JSON-document op stdout.")
        @click.pass_context
        @wraps(functie)
        def uitvoeren(context: click.Context, als_json: bool, **opties: Any) -> None:
            antwoord = functie(**opties)
            if als_json:
                click.echo(json.dumps(antwoord.document, ensure_ascii=False, indent=2, default=str))
            else:
                click.echo("\n".join(antwoord.regels))
            context.exit(antwoord.code)

        return uitvoeren

    return om


@contextmanager
def app_context(proces: str = "worker") -> Iterator[Flask]:
    """Make the app, open its context, and let go of the database afterwards. Raises ConfigFout."""
    from signalen import create_app
    from signalen.db import db

    app = create_app(Settings.from_env(proces=proces))
    with app.app_context():
        try:
            yield app
        finally:
            db.session.remove()
            db.engine.dispose()


def nu() -> datetime:
    """Return the moment at which this command acts."""
    return clock.now()


def door() -> str:
    """Return who types this, for the log of beheer (SAFETY, admin CLI: actions logged with OS user)."""
    try:
        return f"opdrachtregel ({getpass.getuser()})"
    except (KeyError, OSError):
        return "opdrachtregel"


def geheim(bestand: Path | None, vraag: str) -> str:
    """Return a password from the first line of a file, or ask for it twice; never from an argument."""
    if bestand is not None:
        regels = bestand.read_text("utf-8").splitlines()
        return regels[0].strip() if regels else ""
    return str(click.prompt(vraag, hide_input=True, confirmation_prompt="Nog een keer", err=True))


def regels_van(paren: Iterable[tuple[str, Any]]) -> tuple[str, ...]:
    """Return `naam: waarde` lines."""
    return tuple(f"{naam}: {waarde}" for naam, waarde in paren)
