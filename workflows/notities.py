"""How two people write the notes of one step at once: nothing is lost and nobody is silently overwritten.

Pure. Each field carries the mark of what it held when it was shown; what it may hold is checked elsewhere.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from workflows.stand import Geweigerd


def teken(waarde: str) -> str:
    """Return the mark of what a field held when it was shown; line ends do not count."""
    schoon = waarde.replace("\r\n", "\n").strip()
    return hashlib.sha256(schoon.encode("utf-8", "surrogatepass")).hexdigest()[:16]


@dataclass(frozen=True)
class Getypt:
    """What was typed in a field, and the mark of what was shown when it was typed."""

    waarde: str
    gezien: str


class Botsing(Geweigerd):
    """Somebody else changed the same fields meanwhile; `velden` maps each to what it holds now."""

    def __init__(self, velden: dict[str, str]) -> None:
        super().__init__("Iemand anders schreef intussen in hetzelfde vak.", "botsing")
        self.nu = velden


def voeg_samen(nu: dict[str, str], getypt: dict[str, Getypt]) -> dict[str, str]:
    """Return the notes with what was typed. Fields that others changed and this writer did not, stay theirs.

    Raises Botsing when both changed the same field to something different; nothing is stored then.
    """
    uit, botst = dict(nu), {}
    for veld, vak in getypt.items():
        staat_er = nu.get(veld, "")
        if teken(vak.waarde) in (vak.gezien, teken(staat_er)):
            continue
        if teken(staat_er) != vak.gezien:
            botst[veld] = staat_er
        uit[veld] = vak.waarde
    if botst:
        raise Botsing(botst)
    return uit
