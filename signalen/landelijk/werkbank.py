"""DuckDB holds the lines of all editions while we work: which line is the newest, and which share article
and cause.

The database lives in a folder that is thrown away afterwards and stays under a limit of memory. Every
answer has an order of its own, so that the same files give the same picture. Knows nothing of likeness or
of what a person said.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from types import TracebackType
from typing import Any

import duckdb

from signalen.landelijk.lijken import Tekst
from signalen.landelijk.rules import Lid, Sleutel
from signalen.landelijk.wetten import artikelen

VOL = (duckdb.OutOfMemoryException, duckdb.IOException)
"""What DuckDB raises when memory or the disk is full."""

GEHEUGEN = "384MB"
PER_KEER = 2000
KOLOMMEN = {
    "bron": "INTEGER",
    "gemeente": "VARCHAR",
    "kwartaal": "VARCHAR",
    "nummer": "INTEGER",
    "ronde": "INTEGER",
    "titel": "VARCHAR",
    "regeling": "VARCHAR",
    "domein": "VARCHAR",
    "oorzaak": "VARCHAR",
    "woorden": "VARCHAR",
    "kern": "VARCHAR",
}
INGEHOUDEN = {
    "bron": "INTEGER",
    "gemeente": "VARCHAR",
    "kwartaal": "VARCHAR",
    "nummer": "INTEGER",
    "ronde": "INTEGER",
}
LAATSTE = """
CREATE TABLE laatste AS SELECT * FROM invoer
QUALIFY row_number() OVER (PARTITION BY gemeente, nummer, ronde ORDER BY kwartaal DESC) = 1"""
WEG = """
DELETE FROM laatste l WHERE EXISTS (
  SELECT 1 FROM ingehouden i WHERE i.gemeente = l.gemeente AND i.nummer = l.nummer AND (
    (i.ronde = l.ronde AND i.kwartaal > l.kwartaal)
    OR i.kwartaal > (
      SELECT max(a.kwartaal) FROM laatste a WHERE a.gemeente = l.gemeente AND a.nummer = l.nummer)))"""
"""What a later edition withholds was shown once, and is not shown here again."""

KNELPUNT = """
CREATE TABLE knelpunt AS SELECT * EXCLUDE (bron, kern) FROM laatste
QUALIFY row_number() OVER (PARTITION BY gemeente, nummer ORDER BY ronde DESC) = 1"""
KANDIDAAT = """
CREATE TABLE blok AS
SELECT wet, artikel, oorzaak, count(DISTINCT gemeente) AS gemeenten
FROM knelpunt JOIN verwijzing USING (regeling) WHERE oorzaak <> ''
GROUP BY ALL HAVING count(DISTINCT gemeente) > 1"""
BLOKKEN = """
SELECT blok.wet, blok.artikel, blok.oorzaak, k.gemeente, k.nummer, k.titel, k.regeling, k.domein, k.woorden
FROM blok JOIN verwijzing v USING (wet, artikel)
JOIN knelpunt k ON k.regeling = v.regeling AND k.oorzaak = blok.oorzaak
ORDER BY blok.gemeenten DESC, blok.wet, blok.artikel, blok.oorzaak, k.gemeente, k.nummer"""
PER_ARTIKEL = """
SELECT wet, artikel, count(*), count(DISTINCT gemeente) FROM knelpunt JOIN verwijzing USING (regeling)
GROUP BY wet, artikel ORDER BY 4 DESC, 3 DESC, wet, artikel"""
RONDES = """
SELECT gemeente, nummer, ronde, kwartaal, titel, regeling, domein, oorzaak, kern FROM laatste
ORDER BY gemeente, nummer, ronde"""


class Werkbank:
    """The lines of all editions in a database of their own; use it in a `with`."""

    def __init__(self, map_: Path) -> None:
        self._map = map_
        self._db = duckdb.connect(
            str(map_ / "werkbank.duckdb"),
            config={
                "memory_limit": GEHEUGEN,
                "threads": 2,
                "temp_directory": str(map_ / "tijdelijk"),
                "autoinstall_known_extensions": "false",
                "preserve_insertion_order": "false",
            },
        )

    def __enter__(self) -> Werkbank:
        return self

    def __exit__(
        self, soort: type[BaseException] | None, fout: BaseException | None, spoor: TracebackType | None
    ) -> None:
        self._db.close()

    def laad(self, regels: Path, ingehouden: Path, zonder: Sequence[int] = ()) -> None:
        """Load two files with a row of JSON per line (see `rij` and `rij_ingehouden`), without the sources
        in `zonder`.

        Keeps per knelpunt and ronde what the newest edition says of it, and finds the articles of each.
        """
        for tabel, pad, kolommen in (("invoer", regels, KOLOMMEN), ("ingehouden", ingehouden, INGEHOUDEN)):
            self._lees(tabel, pad, kolommen)
            for bron in zonder:
                self._db.execute(f"DELETE FROM {tabel} WHERE bron = ?", [bron])  # noqa: S608 our own name
        for opdracht in (LAATSTE, WEG, KNELPUNT, "DROP TABLE invoer"):
            self._db.execute(opdracht)
        self._zoek_artikelen()

    def _zoek_artikelen(self) -> None:
        regelingen = [r for (r,) in self._rijen("SELECT DISTINCT regeling FROM knelpunt ORDER BY regeling")]
        pad = self._map / "verwijzing.ndjson"
        schrijf_rijen(
            pad,
            ({"regeling": r, "wet": a.wet, "artikel": a.nummer} for r in regelingen for a in artikelen(r)),
        )
        self._lees("verwijzing", pad, dict.fromkeys(("regeling", "wet", "artikel"), "VARCHAR"))
        self._db.execute(KANDIDAAT)

    def _lees(self, tabel: str, pad: Path, kolommen: Mapping[str, str]) -> None:
        vorm = ", ".join(f"{naam}: '{soort}'" for naam, soort in kolommen.items())
        bron = f"read_json(?, format = 'newline_delimited', columns = {{{vorm}}})"
        self._db.execute(f"CREATE TABLE {tabel} AS SELECT * FROM {bron}", [str(pad)])  # noqa: S608 our own names

    def _rijen(self, zoek: str) -> Iterator[tuple[Any, ...]]:
        cursor = self._db.cursor().execute(zoek)
        while deel := cursor.fetchmany(PER_KEER):
            yield from deel

    def teksten(self) -> Iterator[Tekst]:
        """Yield the words of every knelpunt, to learn which are rare."""
        for gemeente, nummer, titel, woorden in self._rijen(
            "SELECT gemeente, nummer, titel, woorden FROM knelpunt"
        ):
            yield Tekst((gemeente, nummer), titel, woorden)

    def blokken(self) -> Iterator[list[Lid]]:
        """Yield the knelpunten per article and cause, for what at least two municipalities have."""
        for (_, _, oorzaak), rijen in groupby(self._rijen(BLOKKEN), key=lambda rij: rij[:3]):
            yield [
                Lid(g, n, titel, regeling, domein, oorzaak, w)
                for *_, g, n, titel, regeling, domein, w in rijen
            ]

    def knelpunten(self) -> Iterator[tuple[Sleutel, list[dict[str, Any]]]]:
        """Yield every knelpunt with its rondes, each as it stood in the newest edition that holds it."""
        namen = ("gemeente", "nummer", "ronde", "kwartaal", "titel", "regeling", "domein", "oorzaak")
        for sleutel, rijen in groupby(self._rijen(RONDES), key=lambda rij: (rij[0], rij[1])):
            yield (
                sleutel,
                [{**dict(zip(namen, rij[:-1], strict=True)), **json.loads(rij[-1])} for rij in rijen],
            )

    def per_artikel(self) -> list[tuple[str, str, int, int]]:
        """Return (wet, artikel, knelpunten, gemeenten) for every article that is named, most municipalities
        first.
        """
        return [
            (wet, artikel, knelpunten, gemeenten)
            for wet, artikel, knelpunten, gemeenten in self._rijen(PER_ARTIKEL)
        ]


def rij(bron: int, gemeente: str, kwartaal: str, kern: Mapping[str, Any]) -> dict[str, Any]:
    """Return a line of an edition as a row of the table `invoer`."""
    plat = ("nummer", "ronde", "titel", "regeling", "domein", "oorzaak", "woorden")
    rest = {naam: waarde for naam, waarde in kern.items() if naam not in plat}
    vast = {"bron": bron, "gemeente": gemeente, "kwartaal": kwartaal, **{naam: kern[naam] for naam in plat}}
    return {**vast, "kern": json.dumps(rest, ensure_ascii=False)}


def rij_ingehouden(bron: int, gemeente: str, kwartaal: str, wat: tuple[int, int]) -> dict[str, Any]:
    """Return what an edition withholds, (nummer, ronde), as a row of the table `ingehouden`."""
    return {"bron": bron, "gemeente": gemeente, "kwartaal": kwartaal, "nummer": wat[0], "ronde": wat[1]}


def schrijf_rijen(pad: Path, rijen: Iterable[Mapping[str, Any]]) -> None:
    """Write rows as lines of JSON."""
    with pad.open("w", encoding="utf-8") as bestand:
        for een in rijen:
            bestand.write(json.dumps(een, ensure_ascii=False) + "\n")
