"""What a refusal of a route or method looks like: each fault with file, key and remedy.

It only words faults; finding them is the work of the loaders and of what they ask.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from difflib import get_close_matches

Klacht = tuple[str, str, str]
"""Key, what is wrong, what to do."""


@dataclass(frozen=True)
class Fout:
    """One fault: in which file, at which key, what is wrong and what to do about it."""

    bestand: str
    sleutel: str
    reden: str
    remedie: str

    def __str__(self) -> str:
        return f"{self.bestand}, {self.sleutel}: {self.reden}. Oplossing: {self.remedie}"


class BestandFout(Exception):
    """The text of a file cannot be used. `fouten` holds every fault that was found."""

    def __init__(self, fouten: tuple[Fout, ...]) -> None:
        super().__init__("\n".join(str(fout) for fout in fouten))
        self.fouten = fouten


class RouteFout(BestandFout):
    """The text is no route that can be used."""


class MethodeFout(BestandFout):
    """The text is no method, or no intake, that can be used."""


def raad(woord: str, bekend: Collection[str]) -> str:
    """Return a remedy for an unknown word: the known word that looks like it, or all that is known."""
    dichtbij = get_close_matches(woord, bekend, 1)
    return (
        f"bedoelde je `{dichtbij[0]}`?" if dichtbij else f"kies uit: {', '.join(sorted(bekend)) or '(niets)'}"
    )
