"""Reads the intake that proposes a method: a few questions with answers, from methoden/intake.toml.

Which method fits which answer stands in the method; `keuzehulp` puts the two together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from workflows.definition import Intake, Intakeantwoord, Intakevraag
from workflows.fout import Fout, Klacht, MethodeFout
from workflows.lezer import Lezer
from workflows.methode_grammatica import INTAKE, INTAKEANTWOORD, INTAKEVRAAG, MOET
from workflows.methode_loader import INTAKE_PAD

MIN_ANTWOORDEN = 2
_NAAM = re.compile(r"[a-z][a-z0-9_]{0,39}")


def load_intake(tekst: str, *, bestand: str = "intake.toml") -> Intake:
    """Make the intake from TOML text. Raises MethodeFout with every fault."""
    lezer = Lezer(bestand, "de intake", MethodeFout)
    waarden = lezer.tabel("", lezer.toml(tekst), INTAKE, MOET["intake"])
    intake = {naam: _vraag(lezer, naam, tabel) for naam, tabel in waarden["vraag"].items()}
    gemeld = {fout.sleutel for fout in lezer.fouten}
    lezer.fouten.extend(Fout(bestand, *klacht) for klacht in _keur(intake) if klacht[0] not in gemeld)
    lezer.klaar()
    return intake


@cache
def shipped() -> Intake:
    """Return the intake that comes with the app. Raises MethodeFout when the file is broken."""
    return load_intake(INTAKE_PAD.read_text(encoding="utf-8"), bestand=INTAKE_PAD.name)


def _vraag(lezer: Lezer, naam: str, ruw: Mapping[str, Any]) -> Intakevraag:
    plek = f"vraag.{naam}"
    waarden = lezer.tabel(plek, ruw, INTAKEVRAAG, MOET["vraag"])
    antwoorden = {
        sleutel: Intakeantwoord(
            sleutel, **lezer.tabel(f"{plek}.antwoord.{sleutel}", tabel, INTAKEANTWOORD, MOET["antwoord"])
        )
        for sleutel, tabel in waarden.pop("antwoord").items()
    }
    return Intakevraag(naam=naam, antwoorden=antwoorden, **waarden)


def _keur(intake: Intake) -> Iterator[Klacht]:
    if not intake:
        yield "vraag", "een intake zonder vragen stelt niets voor", "schrijf een tabel `[vraag.doel]`"
    for vraag in intake.values():
        for naam in (vraag.naam, *vraag.antwoorden):
            if not _NAAM.fullmatch(naam):
                yield (
                    f"vraag.{vraag.naam}",
                    f"de naam `{naam}` kan niet",
                    "gebruik kleine letters, cijfers en _",
                )
        if len(vraag.antwoorden) < MIN_ANTWOORDEN:
            reden = "er valt niets te kiezen"
            yield f"vraag.{vraag.naam}.antwoord", reden, f"geef ten minste {MIN_ANTWOORDEN} antwoorden"
