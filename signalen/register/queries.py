"""Reading editions for the pages: frozen lines as plain values with dates, never live data of a knelpunt."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import exists, select

from signalen.clock import ZONE
from signalen.db import NietGevonden, db
from signalen.medewerker import queries as medewerkers
from signalen.permissions import LEIDING, Persoon
from signalen.register import lezen, rules, stilte, voorblad
from signalen.register.bewaren import Geheugen
from signalen.register.models import Editie, Editiebestand, Erratum
from signalen.register.rules import Kwartaal
from signalen.register.vormen import queries as vormen
from signalen.register.vormen.queries import Bestand

T = TypeVar("T")
DATUMS = frozenset(
    {
        *("datum", "beloofd", "gedaan_op", "verstuurd", "antwoord_op"),
        *("gevraagd_op", "volgende", "peildag", "genoteerd_op"),
    }
)
KOP = (
    *(Editie.id, Editie.kwartaal, Editie.staat, Editie.nummer),
    *(Editie.vastgesteld_op, Editie.opgemaakt_op),
)
ERBIJ = (
    exists().where(Erratum.editie_id == Editie.id).label("verbeterd"),
    exists().where(Editiebestand.editie_id == Editie.id).label("als_bestand"),
)
"""What most editions do not have is asked for only when it is there."""

OP_VOORPAGINA = 12
PER_PORTEFEUILLE = 6
BORDROLLEN = LEIDING | {"wethouder"}
"""Whose portefeuille comes first on the front page."""


@dataclass(frozen=True)
class Kop:
    """What a list says of an edition."""

    kwartaal: str
    woorden: str
    staat: str
    nummer: int = 0
    vastgesteld_op: date | None = None
    opgemaakt_op: date | None = None
    loopt: bool = False

    @property
    def concept(self) -> bool:
        """Whether it may still change."""
        return self.staat != "vastgesteld"


@dataclass(frozen=True)
class Beeld:
    """One edition as the pages show it."""

    kop: Kop
    regels: Sequence[Mapping[str, Any]]
    ingehouden: Sequence[tuple[str, Sequence[str]]]
    inhoud: Mapping[str, Any]
    vingerafdruk: str
    errata: Sequence[tuple[date, str]] = ()
    openbaar: Mapping[str, Any] = field(default_factory=dict)
    anker: str = ""
    bestanden: Sequence[Bestand] = ()
    afgeleid: dict[str, Any] = field(default_factory=dict, compare=False)
    """What was worked out of the lines before; every copy of a vastgestelde editie shares it."""

    @property
    def domeinen(self) -> dict[int, str]:
        """The portefeuille of each shown knelpunt by its number."""
        return self._eens("domeinen", lambda: {rij["nummer"]: rij["domein"] for rij in self.regels})

    @property
    def stiltes(self) -> list[dict[str, Any]]:
        """Every silence of this quarter in a shown knelpunt, with its arithmetic."""
        k = rules.lees_kwartaal(self.kop.kwartaal)
        return self._eens("stiltes", lambda: stilte.van_kwartaal(self.regels, k))

    @property
    def stil_niet_getoond(self) -> int:
        """How many silences are counted per layer and are in no list, because their knelpunt is not shown."""
        k = rules.lees_kwartaal(self.kop.kwartaal)
        return self._eens("elders", lambda: stilte.niet_getoond(self.inhoud, self.regels, k))

    @property
    def nummers(self) -> list[int]:
        """The numbers of the knelpunten that this edition shows, those on *Op uw bord* first."""
        bord = (rij["nummer"] for rij in self.afspraken if rij["nummer"])
        return self._eens("nummers", lambda: list(dict.fromkeys([*bord, *self.domeinen])))

    @property
    def afspraken(self) -> list[dict[str, Any]]:
        """Every row of *Op uw bord*, with its portefeuille."""
        delen = self.inhoud["op_uw_bord"]
        return self._eens(
            "afspraken", lambda: [{**r, "domein": d["domein"]} for d in delen for r in d["regels"]]
        )

    def _eens(self, naam: str, maak: Callable[[], T]) -> T:
        if naam not in self.afgeleid:
            self.afgeleid[naam] = maak()
        waarde: T = self.afgeleid[naam]
        return waarde


_VAST: Geheugen[Beeld] = Geheugen(6_000)
"""Vastgestelde edities by id, by their number of lines; about 20 KB of memory a line at most."""


def leesbaar(waarde: Any, naam: str = "") -> Any:
    """Return frozen JSON with its dates as dates, so that a page can write them out."""
    if isinstance(waarde, dict):
        return {sleutel: leesbaar(deel, sleutel) for sleutel, deel in waarde.items()}
    if isinstance(waarde, list):
        return [leesbaar(deel) for deel in waarde]
    return date.fromisoformat(waarde) if naam in DATUMS and isinstance(waarde, str) else waarde


def kop_uit(rij: Any, vandaag: date) -> Kop:
    """Return what a list says of a row with at least the columns of `KOP`."""
    kwartaal = rules.lees_kwartaal(rij.kwartaal)
    vast = rij.vastgesteld_op.astimezone(ZONE).date() if rij.vastgesteld_op else None
    gemaakt = rij.opgemaakt_op.astimezone(ZONE).date()
    loopt = vandaag <= kwartaal.laatste
    return Kop(kwartaal.code, kwartaal.woorden, rij.staat, rij.nummer, vast, gemaakt, loopt)


def uit_adres(ruw: str) -> Kwartaal:
    """Read a quarter from an address. Raises NietGevonden for what is no quarter."""
    try:
        return rules.lees_kwartaal(ruw)
    except ValueError as fout:
        raise NietGevonden(ruw) from fout


def kwartaal(ruw: str, vandaag: date) -> Kwartaal:
    """Read a quarter from an address. Raises NietGevonden for what is no quarter or has not begun."""
    gelezen = uit_adres(ruw)
    if gelezen.eerste > vandaag:
        raise NietGevonden(ruw)
    return gelezen


def editie(ruw: str, vandaag: date, met_concept: bool) -> Beeld:
    """Return an edition for its pages. Raises NietGevonden when there is none for this reader.

    What was vastgesteld is read once per process, because it never changes; the rest is asked for each time.
    """
    rij = zichtbaar(ruw, vandaag, met_concept, select(*KOP, *ERBIJ))
    beeld = vaste(rij.id) if rij.staat == "vastgesteld" else _lees(rij.id)
    erbij = errata(rij.id) if rij.verbeterd else ()
    als_bestand = vormen.bestanden(rij.id) if rij.als_bestand else ()
    return replace(beeld, kop=kop_uit(rij, vandaag), errata=erbij, bestanden=als_bestand)


def vaste(editie_id: uuid.UUID) -> Beeld:
    """Return a vastgestelde editie as it was frozen, without its head and what is added later."""
    beeld = _VAST.get(editie_id)
    if beeld is None:
        beeld = _lees(editie_id)
        _VAST.zet(editie_id, beeld, 1 + len(beeld.regels) + len(beeld.ingehouden))
    return beeld


def _lees(editie_id: uuid.UUID) -> Beeld:
    kolommen = (Editie.kwartaal, Editie.regels, Editie.ingehouden, Editie.inhoud, Editie.vingerafdruk)
    rij = db.session.execute(select(*kolommen, Editie.anker).where(Editie.id == editie_id)).one()
    return Beeld(
        kop=Kop(rij.kwartaal, "", ""),
        regels=leesbaar(rij.regels),
        ingehouden=per_grond(rij.ingehouden),
        inhoud=leesbaar(voorblad.aangevuld(rij.inhoud)),
        vingerafdruk=rij.vingerafdruk,
        openbaar=openbaar(rij.kwartaal, rij.regels, rij.ingehouden, rij.vingerafdruk),
        anker=rij.anker,
    )


def zichtbaar(ruw: str, vandaag: date, met_concept: bool, zoek: Any) -> Any:
    """Return the row of a quarter. Raises NietGevonden when this reader has none."""
    rij = db.session.execute(zoek.where(Editie.kwartaal == kwartaal(ruw, vandaag).code)).first()
    if rij is None or (rij.staat != "vastgesteld" and not met_concept):
        raise NietGevonden(ruw)
    return rij


def errata(editie_id: uuid.UUID) -> list[tuple[date, str]]:
    """Return the corrections beside an edition, oldest first."""
    zoek = select(Erratum.datum, Erratum.tekst).where(Erratum.editie_id == editie_id).order_by(Erratum.datum)
    return [(rij.datum, rij.tekst) for rij in db.session.execute(zoek)]


def eigen_domeinen(wie: Persoon, beeld: Beeld) -> frozenset[str]:
    """Return the portefeuilles of an edition that this reader decides about."""
    domeinen = {deel["domein"] for deel in beeld.inhoud["op_uw_bord"]} | set(beeld.domeinen.values())
    return frozenset(d for d in domeinen if medewerkers.rollen_voor(wie, d) & BORDROLLEN)


def openbaar(kwartaal_: str, regels: Any, ingehouden: Any, vingerafdruk: str) -> dict[str, Any]:
    """Return the parts of an edition that programs get."""
    return {"kwartaal": kwartaal_, "regels": regels, "ingehouden": ingehouden, "vingerafdruk": vingerafdruk}


def per_grond(ingehouden: Iterable[Mapping[str, Any]]) -> list[tuple[str, list[str]]]:
    """Return what is withheld, grouped by why."""
    groepen: dict[str, list[str]] = {}
    for stuk in ingehouden:
        groepen.setdefault(stuk["grond"], []).append(stuk["item"])
    return sorted(groepen.items())


@dataclass(frozen=True)
class Voorproef:
    """What would be frozen now: how many lines, what is withheld, and the fingerprint for the form."""

    regels: int
    ingehouden: Sequence[tuple[str, Sequence[str]]]
    vingerafdruk: str


def voorproef(kwartaal_: Kwartaal, vandaag: date) -> Voorproef:
    """Return what vaststellen would freeze at this moment; stores nothing."""
    uitgave = lezen.voorproef(kwartaal_, vandaag)
    afdruk = rules.vingerafdruk(kwartaal_.code, uitgave.regels, uitgave.ingehouden)
    return Voorproef(len(uitgave.regels), per_grond(uitgave.ingehouden), afdruk)


def verhaal(beeld: Beeld, nummer: int) -> list[Mapping[str, Any]]:
    """Return the lines of one knelpunt in an edition, by ronde. Raises NietGevonden when it is not shown."""
    rondes = [rij for rij in beeld.regels if rij["nummer"] == nummer]
    if not rondes:
        raise NietGevonden(str(nummer))
    return rondes


def kop_van(beeld: Beeld, nummer: int) -> tuple[int, str] | None:
    """Return the number and title of a knelpunt in an edition, or None when it is not shown."""
    return next(((rij["nummer"], rij["titel"]) for rij in beeld.regels if rij["nummer"] == nummer), None)
