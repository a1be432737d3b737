"""Reading the files of editions one by one, so that memory stays small; says per file why it is refused."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO

from signalen.knelpunt.woorden_rules import vouw
from signalen.landelijk import vorm
from signalen.landelijk.schoon import gemeente_van
from signalen.landelijk.vorm import Bestandsfout
from signalen.landelijk.werkbank import rij, rij_ingehouden


@dataclass(frozen=True)
class Bron:
    """An edition that takes part."""

    bestand: str
    gemeente: str
    kwartaal: str
    vingerafdruk: str
    regels: int
    ingehouden: int
    verbeteringen: int


@dataclass(frozen=True)
class Geweigerd:
    """A file that does not take part: its place in the list (from 1), what is wrong and what to do."""

    item: int
    bestand: str
    sleutel: str
    wat: str
    remedie: str


@dataclass
class Oogst:
    """What came of reading: sources by number, refusals, and sources whose rows must not count."""

    bronnen: dict[int, Bron] = field(default_factory=dict)
    geweigerd: list[Geweigerd] = field(default_factory=list)
    weg: list[int] = field(default_factory=list)
    _namen: dict[str, str] = field(default_factory=dict)
    _gezien: dict[tuple[str, str], int] = field(default_factory=dict)

    def naam(self, gemeente: str) -> str:
        """Return a municipality as it was first written: Den Haag and den haag are one."""
        return self._namen.setdefault(vouw(gemeente) or gemeente, gemeente)

    def weiger(self, item: int, bestand: str, fout: Bestandsfout) -> None:
        """Note that a file does not take part."""
        self.geweigerd.append(Geweigerd(item, bestand, fout.sleutel, fout.wat, fout.remedie))

    def neem(self, item: int, bron: Bron) -> None:
        """Take an edition, or raise Bestandsfout when this quarter of this municipality is there already.

        Two that differ are both refused: nobody here can say which one is right.
        """
        eerder = self._gezien.setdefault((bron.gemeente, bron.kwartaal), item)
        if eerder == item:
            self.bronnen[item] = bron
            return
        dubbel = f"{bron.gemeente}, {bron.kwartaal} staat er twee keer bij"
        ander = self.bronnen.get(eerder)
        if ander is None or ander.vingerafdruk != bron.vingerafdruk:
            zin, remedie = (
                f"{dubbel}, met een andere inhoud.",
                "Vraag de gemeente welke geldt en laat de andere weg.",
            )
            if self.bronnen.pop(eerder, None) and ander:
                self.weg.append(eerder)
                self.weiger(eerder, ander.bestand, Bestandsfout(zin, remedie))
            raise Bestandsfout(zin, remedie)
        raise Bestandsfout(f"{dubbel}: ook in {ander.bestand}.", "Laat een van de twee weg.")


def bestanden_van(paden: Sequence[Path]) -> list[Path]:
    """Return the files; of a folder every .json in it, by name."""
    return [p for pad in paden for p in (sorted(pad.glob("*.json")) if pad.is_dir() else [pad])]


def lees_alles(
    bestanden: Iterable[Path], namen: Mapping[Path, str], regels: IO[str], ingehouden: IO[str]
) -> Oogst:
    """Read every edition; write its lines, and what it withholds, as rows of JSON. `namen` gives names by
    file.
    """
    oogst = Oogst()
    for item, pad in enumerate(bestanden, 1):
        try:
            _schrijf(item, _lees_een(item, pad, namen, oogst), regels, ingehouden)
        except Bestandsfout as fout:
            oogst.weiger(item, str(pad), fout)
    oogst.geweigerd.sort(key=lambda g: g.item)
    return oogst


def _lees_een(item: int, pad: Path, namen: Mapping[Path, str], oogst: Oogst) -> vorm.Uitgave:
    gegeven = namen.get(pad.absolute(), "")
    uitgave = vorm.lees(_inhoud(pad), gegeven or gemeente_van(pad.name))
    if gegeven and vouw(gegeven) != vouw(uitgave.gemeente):
        zin = f"Het bestand zegt zelf dat het van {uitgave.gemeente} is, niet van {gegeven}."
        raise Bestandsfout(
            zin, "Haal --gemeente weg voor dit bestand, of kies het goede bestand.", "gemeente"
        )
    uitgave = replace(uitgave, gemeente=oogst.naam(uitgave.gemeente))
    tel = (len(uitgave.regels), len(uitgave.ingehouden), uitgave.verbeteringen)
    oogst.neem(item, Bron(str(pad), uitgave.gemeente, uitgave.kwartaal, uitgave.vingerafdruk, *tel))
    return uitgave


def _schrijf(item: int, uitgave: vorm.Uitgave, regels: IO[str], ingehouden: IO[str]) -> None:
    kop = (item, uitgave.gemeente, uitgave.kwartaal)
    regels.writelines(json.dumps(rij(*kop, kern), ensure_ascii=False) + "\n" for kern in uitgave.regels)
    weg = (rij_ingehouden(*kop, wat) for wat in uitgave.ingehouden)
    ingehouden.writelines(json.dumps(een, ensure_ascii=False) + "\n" for een in weg)


def _inhoud(pad: Path) -> bytes:
    try:
        if not pad.is_file():
            raise Bestandsfout("Dit bestand is er niet.", "Kijk of de naam klopt.")
        with pad.open("rb") as bestand:
            return bestand.read(vorm.MAX_BYTES + 1)
    except OSError as fout:
        raise Bestandsfout("Dit bestand is niet te lezen.", "Kijk of je er rechten op hebt.") from fout
