"""Reads a method from TOML and its explanation, and refuses what cannot be run with file, key and remedy.

The grammar stands in `methode_grammatica`, the rules about what a method must be in `methode_keuring`. A file
holds only words, numbers and lists, so nothing in it can run.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from workflows.definition import Gespreksstap, Gespreksveld, Intake, Methode
from workflows.fout import Fout, MethodeFout
from workflows.keuring import keur_uitleg
from workflows.lezer import Lezer
from workflows.methode_grammatica import GESPREKSSTAP, GESPREKSVELD, METHODE, MOET
from workflows.methode_keuring import keur

__all__ = ["Fout", "MethodeFout", "load_file", "load_methode", "shipped"]

MAP = Path(__file__).parent / "methoden"
INTAKE_PAD = MAP / "intake.toml"


def load_methode(
    tekst: str, uitleg: str | None = None, *, bestand: str = "methode.toml", intake: Intake | None = None
) -> Methode:
    """Make a Methode from TOML text. Raises MethodeFout with every fault.

    `uitleg` is the Markdown beside it; None leaves it unread, when that was checked before. `intake` holds
    the questions that `past_bij` may name; None leaves those unchecked, when it may have changed since.
    """
    lezer = Lezer(bestand, "een methode", MethodeFout)
    methode, minuten = _methode(lezer, lezer.toml(tekst), uitleg or "")
    gemeld = {fout.sleutel for fout in lezer.fouten}
    klachten = (k for k in dict.fromkeys(keur(methode, minuten, intake)) if k[0] not in gemeld)
    lezer.fouten.extend(Fout(bestand, *klacht) for klacht in klachten)
    if uitleg is not None:
        bij = str(Path(bestand).with_suffix(".md"))
        gemist = keur_uitleg([stap.naam for stap in methode.stappen], uitleg)
        lezer.fouten.extend(Fout(bij, *klacht) for klacht in gemist)
    lezer.klaar()
    return methode


def load_file(pad: Path | str, intake: Intake | None = None) -> Methode:
    """Make a Methode from a .toml file and the .md beside it. Raises MethodeFout, also without .md."""
    pad = Path(pad)
    tekst, uitleg = Lezer(pad.name, "een methode", MethodeFout).bestanden(pad)
    return load_methode(tekst, uitleg, bestand=pad.name, intake=intake)


def shipped() -> dict[str, Path]:
    """Return the methods that come with the app, as name-version: path. They are proposals to adopt."""
    return {pad.stem: pad for pad in sorted(MAP.glob("*.toml")) if pad != INTAKE_PAD}


# ------------------------------------------------------------------ the records


def _methode(lezer: Lezer, ruw: Mapping[str, Any], uitleg: str) -> tuple[Methode, int]:
    """Return the method, and how many minutes the file says that the whole takes."""
    waarden = lezer.tabel("", ruw, METHODE, MOET["methode"])
    minuten = waarden.pop("minuten")
    stappen = tuple(_stap(lezer, naam, tabel) for naam, tabel in waarden.pop("stap").items())
    return Methode(stappen=stappen, uitleg=uitleg, **waarden), minuten


def _stap(lezer: Lezer, naam: str, ruw: Mapping[str, Any]) -> Gespreksstap:
    waarden = lezer.tabel(f"stap.{naam}", ruw, GESPREKSSTAP, MOET["stap"])
    velden = tuple(_veld(lezer, naam, veld, tabel) for veld, tabel in waarden.pop("veld", {}).items())
    return Gespreksstap(naam=naam, velden=velden, **waarden)


def _veld(lezer: Lezer, stap: str, naam: str, ruw: Mapping[str, Any]) -> Gespreksveld:
    waarden = lezer.tabel(f"stap.{stap}.veld.{naam}", ruw, GESPREKSVELD, MOET["veld"])
    keuzes = tuple(waarden.pop("keuzes", {}).items())
    return Gespreksveld(naam=naam, keuzes=keuzes, **waarden)
