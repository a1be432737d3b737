"""From an edition to the bytes of each form: which function makes which. Reads and stores nothing.

The libraries are loaded by the form that needs them, so that a process without them can still say what is
missing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib.util import find_spec

from signalen.register.vormen import beeldbron, csv, dcat, json_open, ods, tafels
from signalen.register.vormen.dcat import Bestandfeit
from signalen.register.vormen.soorten import SOORTEN
from signalen.register.vormen.tafel import Tafel
from signalen.register.vormen.tafels import Titelblad
from signalen.register.vormen.zetsel import Zetsel


@dataclass
class Werk:
    """One edition that is being made into files: its tables are made once, its files noted as they come."""

    zetsel: Zetsel
    sjabloon: bytes = b""
    feiten: list[Bestandfeit] = field(default_factory=list)
    _tafels: list[Tafel] = field(default_factory=list)

    @property
    def tafels(self) -> list[Tafel]:
        """The tables of this edition."""
        if not self._tafels:
            self._tafels = tafels.tafels(self.zetsel)
        return self._tafels

    @property
    def blad(self) -> Titelblad:
        """What stands before the tables."""
        return tafels.titelblad(self.zetsel)

    def noteer(self, vorm: str, inhoud: bytes) -> Bestandfeit:
        """Note a file for the catalogue, and return what is noted."""
        feit = Bestandfeit(vorm, len(inhoud), hashlib.sha256(inhoud).hexdigest())
        self.feiten.append(feit)
        return feit


def _pdf(w: Werk) -> bytes:
    from signalen.register.vormen.pdf import naar_pdf

    return naar_pdf(w.zetsel, beeldbron.beelden(w.zetsel))


def _leestas(w: Werk) -> bytes:
    from signalen.register.vormen.pdf import naar_leestas

    return naar_leestas(w.zetsel)


def _xlsx(w: Werk) -> bytes:
    from signalen.register.vormen.xlsx import naar_xlsx

    return naar_xlsx(w.blad, w.tafels, w.zetsel.gemeente, w.zetsel.moment)


def _brief(w: Werk) -> bytes:
    from signalen.register.vormen.brief import naar_brief
    from signalen.register.vormen.briefsjabloon import standaard

    return naar_brief(w.zetsel, w.sjabloon or standaard())


def _toezeggingen(w: Werk) -> bytes:
    return csv.naar_csv(next(tafel for tafel in w.tafels if tafel.naam == "afspraken"))


def _dcat(w: Werk) -> tuple[bytes, bytes]:
    return dcat.catalogus([dcat.Deel(w.zetsel, w.feiten)], w.zetsel.adres or "http://localhost")


MAKERS: Mapping[str, Callable[[Werk], bytes]] = {
    "pdf": _pdf,
    "leestas": _leestas,
    "ods": lambda w: ods.naar_ods(w.blad, w.tafels, w.zetsel.gemeente, w.zetsel.moment),
    "xlsx": _xlsx,
    "csv": lambda w: csv.naar_zip(w.blad, w.tafels, w.zetsel.moment),
    "toezeggingen": _toezeggingen,
    "json": lambda w: json_open.naar_json(w.zetsel),
    "brief": _brief,
    "dcat-jsonld": lambda w: _dcat(w)[0],
    "dcat-ttl": lambda w: _dcat(w)[1],
}
"""How each form is made, by its name in `soorten`."""


def ontbreekt(vorm: str) -> str:
    """Say in Dutch why a form cannot be made on this machine, or nothing when it can."""
    pakket = SOORTEN[vorm].pakket
    if not pakket or find_spec(pakket) is not None:
        return ""
    return f"{SOORTEN[vorm].naam} kan hier niet worden gemaakt: het pakket {pakket} ontbreekt."
