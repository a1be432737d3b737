"""Proposes methods for an overleg from the answers of the intake, each with why in words.

Pure and without chance: the same answers give the same order. It proposes; the gespreksleider chooses.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from workflows import intake
from workflows.definition import Intake, Intakevraag, Methode

Antwoorden = Mapping[str, str]
"""Name of the answer by name of the question."""


@dataclass(frozen=True)
class Voorstel:
    """One method and how well it fits. `past` and `past_niet` are halves of sentences."""

    methode: Methode
    punten: int
    past: tuple[str, ...]
    past_niet: tuple[str, ...]

    @property
    def waarom(self) -> str:
        """Why this method fits, as one sentence; empty when nothing speaks for it."""
        return f"Past, want {_som(self.past)}." if self.past else ""

    @property
    def waarom_niet(self) -> str:
        """What does not fit, as one sentence; empty when everything fits."""
        return f"Past minder, want {_som(self.past_niet)}." if self.past_niet else ""


def stel_voor(
    methoden: Iterable[Methode], antwoorden: Antwoorden, vragen: Intake | None = None
) -> tuple[Voorstel, ...]:
    """Return every method, best first: the weight of what fits minus that of what does not; ties by name.

    Questions and answers that the intake (by default the shipped one) does not know are left out, and a
    method that says nothing about a question neither wins nor loses by it.
    """
    bekend = intake.shipped() if vragen is None else vragen
    gegeven = {naam: bekend[naam] for naam in bekend if antwoorden.get(naam) in bekend[naam].antwoorden}
    alle = (_voorstel(methode, gegeven, antwoorden) for methode in methoden)
    return tuple(sorted(alle, key=lambda v: (-v.punten, v.methode.naam)))


def _voorstel(methode: Methode, vragen: Mapping[str, Intakevraag], antwoorden: Antwoorden) -> Voorstel:
    past: list[str] = []
    past_niet: list[str] = []
    punten = 0
    for naam, vraag in vragen.items():
        goed = methode.past_bij.get(naam, ())
        if not goed:
            continue
        omdat = vraag.antwoorden[antwoorden[naam]].omdat
        if antwoorden[naam] in goed:
            punten, past = punten + vraag.gewicht, [*past, omdat]
        else:
            punten -= vraag.gewicht
            past_niet.append(f"{omdat} (wel bij: {_labels(vraag, goed)})")
    return Voorstel(methode, punten, tuple(past), tuple(past_niet))


def _labels(vraag: Intakevraag, namen: Iterable[str]) -> str:
    labels = [vraag.antwoorden[naam].label for naam in namen if naam in vraag.antwoorden]
    return "; ".join(label[0].lower() + label[1:] for label in labels) or "een ander antwoord"


def _som(delen: tuple[str, ...]) -> str:
    return delen[0] if len(delen) == 1 else f"{', '.join(delen[:-1])} en {delen[-1]}"
