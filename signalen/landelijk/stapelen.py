"""The whole job: read editions, make proposals, and with a person's answers make the picture. Files in,
files out.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from signalen.landelijk import oordeel, rules, stapel, uitvoer
from signalen.landelijk.inlezen import Geweigerd, Oogst, lees_alles
from signalen.landelijk.lijken import Weger
from signalen.landelijk.oordeel import Beantwoord, Oordeelfout
from signalen.landelijk.rules import Voorstel
from signalen.landelijk.werkbank import VOL, Werkbank

VOORSTELLEN = "voorstellen.json"
MAX_OORDEEL = 200_000_000


@dataclass(frozen=True)
class Uitkomst:
    """What was done: how many sources, what was refused, how proposals stand, which files were written."""

    uitgaven: int
    gemeenten: int
    geweigerd: Sequence[Geweigerd]
    voorstellen: Mapping[str, int]
    gedeeld: int | None
    geschreven: Sequence[Path]


class Onvolledig(Exception):
    """Some files were refused, and nobody said to go on without them."""

    def __init__(self, geweigerd: Sequence[Geweigerd]) -> None:
        super().__init__(f"{len(geweigerd)} refused")
        self.geweigerd = geweigerd


@contextmanager
def ingelezen(bestanden: Sequence[Path], namen: Mapping[Path, str]) -> Iterator[tuple[Oogst, Werkbank]]:
    """Read the files and open the workbench on their lines; throw its folder away afterwards.

    Raises MemoryError when memory and disk together are too small.
    """
    with tempfile.TemporaryDirectory(prefix="landelijk-") as ruw:
        map_ = Path(ruw)
        regels, ingehouden = map_ / "regels.ndjson", map_ / "ingehouden.ndjson"
        with regels.open("w", encoding="utf-8") as een, ingehouden.open("w", encoding="utf-8") as twee:
            oogst = lees_alles(bestanden, namen, een, twee)
        try:
            with Werkbank(map_) as bank:
                bank.laad(regels, ingehouden, oogst.weg)
                yield oogst, bank
        except VOL as vol:
            raise MemoryError("DuckDB") from vol


def stapelen(
    bestanden: Sequence[Path],
    uit: Path,
    namen: Mapping[Path, str],
    oordelen: Path | None = None,
    toch_verder: bool = False,
    minstens: int = 2,
) -> Uitkomst:
    """Write proposals, and with a file of answers also the picture.

    Raises Onvolledig for refused files (always when none is left), Oordeelfout for a wrong file of answers.
    """
    eerder = lees_oordelen(uit / VOORSTELLEN, oordelen)
    with ingelezen(bestanden, namen) as (oogst, bank):
        if oogst.geweigerd and not (toch_verder and oogst.bronnen):
            raise Onvolledig(oogst.geweigerd)
        voorstellen = rules.kies(bank.blokken(), Weger(bank.teksten()), minstens)
        document = oordeel.document(voorstellen, eerder)
        tel = _tel(document)
        uit.mkdir(parents=True, exist_ok=True)
        geschreven = uitvoer.schrijf_voorstellen(uit, document)
        gedeeld = None
        if oordelen is not None:
            beeld = _beeld(oogst, bank, voorstellen, eerder, tel)
            geschreven += uitvoer.schrijf_beeld(uit, beeld)
            gedeeld = len(beeld["gedeeld"])
    gemeenten = len({bron.gemeente for bron in oogst.bronnen.values()})
    return Uitkomst(len(oogst.bronnen), gemeenten, oogst.geweigerd, tel, gedeeld, sorted(set(geschreven)))


def lees_oordelen(bestaand: Path, genoemd: Path | None) -> list[Beantwoord]:
    """Return the answers in the file that was named, and those that stand where we are going to write.

    Where both answer a proposal, the named file counts. Raises Oordeelfout.
    """
    eerder = oordeel.lees(lees_document(bestaand)) if bestaand.exists() else []
    nieuw = oordeel.lees(lees_document(genoemd)) if genoemd is not None else []
    return list({een.kenmerk: een for een in [*eerder, *nieuw]}.values())


def lees_document(pad: Path) -> Any:
    """Return the document in a file of proposals. Raises Oordeelfout when it cannot be read."""
    try:
        if pad.stat().st_size > MAX_OORDEEL:
            raise Oordeelfout(0, str(pad), "Dit bestand is te groot om voorstellen te zijn.")
        return json.loads(pad.read_text("utf-8"))
    except OSError as fout:
        raise Oordeelfout(0, str(pad), "Dit bestand is niet te lezen. Kijk of de naam klopt.") from fout
    except (ValueError, RecursionError) as fout:
        zin = "Dit bestand is geen goede JSON. Kijk naar aanhalingstekens en komma's bij wat je invulde."
        raise Oordeelfout(0, str(pad), zin) from fout


def _tel(document: Mapping[str, Any]) -> dict[str, int]:
    antwoorden = [stuk["oordeel"]["antwoord"] for stuk in document["voorstellen"]]
    return {naam: antwoorden.count(waarde) for naam, waarde in (("ja", "ja"), ("nee", "nee"), ("open", ""))}


def _beeld(
    oogst: Oogst,
    bank: Werkbank,
    voorstellen: Sequence[Voorstel],
    eerder: Sequence[Beantwoord],
    tel: Mapping[str, int],
) -> dict[str, Any]:
    """Put together what a person said yes to; everything else stands alone."""
    ja = {een.kenmerk: een.oordeel for een in eerder if een.oordeel.antwoord == "ja"}
    gekozen = [voorstel for voorstel in voorstellen if voorstel.kenmerk in ja]
    bij = {lid.sleutel: voorstel.kenmerk for voorstel in gekozen for lid in voorstel.leden}
    delen: dict[str, list[dict[str, Any]]] = {voorstel.kenmerk: [] for voorstel in gekozen}
    alleen = []
    for sleutel, rondes in bank.knelpunten():
        if sleutel in bij:
            delen[bij[sleutel]].append(stapel.bijdrage(rondes))
        else:
            alleen.append(stapel.los(rondes))
    stapels = [stapel.gestapeld(v, ja[v.kenmerk], delen[v.kenmerk]) for v in gekozen]
    return stapel.beeld(_bronnen(oogst), stapels, alleen, tel, bank.per_artikel(), len(oogst.geweigerd))


def _bronnen(oogst: Oogst) -> list[dict[str, Any]]:
    """Return the sources as they are published: without the place of the file on somebody's computer."""
    return [{n: w for n, w in asdict(bron).items() if n != "bestand"} for bron in oogst.bronnen.values()]
