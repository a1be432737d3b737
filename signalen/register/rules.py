"""Pure rules of the register: quarters, the fingerprint, who is withheld and why, small layers, sentences.

Knows no rows and no clock. How a line is built stands in `regel`, the rest of an edition in `inhoud`.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from signalen.knelpunt.rules import canoniek
from signalen.register.getallen import getal

MELDERS_ZONDER_VRAGEN = 3
"""From so many inbrengers a knelpunt may be shown without everyone's consent (SAFETY rule 26)."""

OORDEEL_VANAF = 5
"""Verdicts are shown grouped, by five or more, and never as a figure (DESIGN section 6, Contest)."""

BESLISSERS_VANAF = 5
"""An official layer with fewer deciders counts together with the next (DESIGN section 2, idea 2)."""

SAMEN = "Ambtelijke leiding"
DOORGEEFBAAR = ("open", "beschermd")
"""Levels at which approved words may be shown; `verzegeld` words never leave the envelope's circle."""

WEIGERT = "een inbrenger wil niet dat dit getoond wordt"
NIET_GEVRAAGD = "een inbrenger heeft nog geen toestemming gegeven"
INGETROKKEN = "ingetrokken door de inbrenger"
OPGEGAAN = "opgegaan in een ander knelpunt"
ELDERS = "hoort elders: dit was geen knelpunt voor deze route"

# ------------------------------------------------------------------ quarters


@dataclass(frozen=True, order=True)
class Kwartaal:
    """One quarter of a year, from its first to its last day."""

    jaar: int
    deel: int

    @property
    def code(self) -> str:
        """The quarter as it stands in addresses: `2026-K3`."""
        return f"{self.jaar}-K{self.deel}"

    @property
    def woorden(self) -> str:
        """The quarter as people say it."""
        return f"kwartaal {self.deel} van {self.jaar}"

    @property
    def eerste(self) -> date:
        """The first day."""
        return date(self.jaar, 3 * self.deel - 2, 1)

    @property
    def laatste(self) -> date:
        """The last day."""
        return self.volgende.eerste - timedelta(days=1)

    @property
    def volgende(self) -> Kwartaal:
        """The quarter after this one."""
        return Kwartaal(self.jaar, self.deel + 1) if self.deel < 4 else Kwartaal(self.jaar + 1, 1)

    @property
    def vorige(self) -> Kwartaal:
        """The quarter before this one."""
        return Kwartaal(self.jaar, self.deel - 1) if self.deel > 1 else Kwartaal(self.jaar - 1, 4)

    def bevat(self, dag: date | None) -> bool:
        """Say whether a day lies in this quarter."""
        return dag is not None and self.eerste <= dag <= self.laatste

    def raakt(self, dag: date, week: bool) -> bool:
        """Say whether an event counts here.

        An act of an inbrenger is known by its week only (SAFETY rule 10): one in two quarters counts in both.
        """
        tot = dag + timedelta(days=6) if week else dag
        return dag <= self.laatste and tot >= self.eerste


def lees_kwartaal(ruw: str) -> Kwartaal:
    """Read `2026-K3`. Raises ValueError with a Dutch sentence for anything else."""
    treffer = re.fullmatch(r"(20\d\d)-K([1-4])", ruw)
    if treffer is None:
        raise ValueError("Schrijf het kwartaal als 2026-K3.")
    return Kwartaal(int(treffer[1]), int(treffer[2]))


def kwartaal_van(dag: date) -> Kwartaal:
    """Return the quarter in which a day lies."""
    return Kwartaal(dag.year, (dag.month - 1) // 3 + 1)


# ------------------------------------------------------------------ frozen


def vingerafdruk(kwartaal: str, regels: Sequence[Any], ingehouden: Sequence[Any]) -> str:
    """Return the fingerprint over the canonical JSON (UTF-8, sorted keys, no spaces) of the public parts."""
    return controlegetal({"kwartaal": kwartaal, "regels": list(regels), "ingehouden": list(ingehouden)})


def controlegetal(waarde: Any) -> str:
    """Return `sha256:` and the hex digest of the canonical JSON of plain values."""
    return "sha256:" + hashlib.sha256(canoniek(waarde)).hexdigest()


def controlegetal_van_inhoud(inhoud: Mapping[str, Any]) -> str:
    """Return the fingerprint of the front page, which the contract's fingerprint does not cover."""
    return controlegetal({naam: waarde for naam, waarde in inhoud.items() if naam != "controlegetal"})


# ------------------------------------------------------------------ shown or withheld


@dataclass(frozen=True)
class Inbreng:
    """What the register may know of a signaal: no person, only a key that is one person's in one quarter."""

    melder: str
    week: date
    niveau: str = "beschermd"
    mag: bool | None = None
    ingetrokken: bool = False
    tekst: str = ""


def melders_minstens(inbreng: Iterable[Inbreng]) -> int:
    """Return a number of people that is never too high: keys change every quarter, so count within one."""
    per_kwartaal: dict[Kwartaal, set[str]] = {}
    for een in inbreng:
        per_kwartaal.setdefault(kwartaal_van(een.week), set()).add(een.melder)
    return max((len(sleutels) for sleutels in per_kwartaal.values()), default=0)


def grond(stap: str, besluit: str, inbreng: Sequence[Inbreng]) -> str:
    """Return why a knelpunt is withheld, or an empty string when it may be shown (SAFETY rule 26).

    Below three inbrengers every one of them must have agreed; withdrawn signalen no longer count.
    """
    over = [een for een in inbreng if not een.ingetrokken]
    if stap == "opgegaan":
        return OPGEGAAN
    if stap == "ingetrokken" or not over:
        return INGETROKKEN
    if besluit == "hoort_elders":
        return ELDERS
    if melders_minstens(over) >= MELDERS_ZONDER_VRAGEN:
        return ""
    if any(een.mag is False for een in over):
        return WEIGERT
    return NIET_GEVRAAGD if any(een.mag is None for een in over) else ""


def woorden(inbreng: Iterable[Inbreng]) -> str:
    """Return the approved words of one inbrenger who agreed, or nothing. Several would be a count.

    Which one depends on the words themselves, so that the choice tells no order.
    """
    mag = [e.tekst for e in inbreng if e.mag and not e.ingetrokken and e.niveau in DOORGEEFBAAR and e.tekst]
    return min(mag, key=lambda tekst: hashlib.sha256(tekst.encode()).hexdigest(), default="")


_OORDEEL = {
    "begrepen": ("vinden het antwoord duidelijk", "vinden het antwoord niet duidelijk"),
    "beantwoord": ("vinden dat hun vraag is beantwoord", "vinden dat hun vraag niet is beantwoord"),
    "veranderd": ("zien dat er iets is veranderd", "zien nog niet dat er iets is veranderd"),
}


def oordeel_in_woorden(oordelen: Iterable[tuple[str, str]]) -> list[str]:
    """Return (vraag, antwoord) pairs as sentences without figures; nothing where few answered."""
    per_vraag: dict[str, list[str]] = {}
    for vraag, antwoord in oordelen:
        per_vraag.setdefault(vraag, []).append(antwoord)
    genoeg = {vraag: wat for vraag, wat in per_vraag.items() if len(wat) >= OORDEEL_VANAF}
    return [_oordeelzin(vraag, set(genoeg[vraag])) for vraag in _OORDEEL if vraag in genoeg]


def _oordeelzin(vraag: str, antwoorden: set[str]) -> str:
    goed, niet = _OORDEEL[vraag]
    if antwoorden == {"ja"}:
        return f"De inbrengers {goed}."
    if antwoorden == {"nee"}:
        return f"De inbrengers {niet}."
    return f"De inbrengers denken verschillend. Sommigen {goed}, anderen niet of deels."


# ------------------------------------------------------------------ small layers


def samengevoegd(beslissers: Mapping[str, int]) -> frozenset[str]:
    """Return which official layers count together, given the number of deciders of each.

    Every layer below five; when those together still hold fewer than five, the smallest other layer joins,
    so that no figure of an official layer points at a few people.
    """
    samen = {laag for laag, aantal in beslissers.items() if aantal < BESLISSERS_VANAF}
    rest = sorted(set(beslissers) - samen, key=lambda laag: (beslissers[laag], laag))
    while samen and rest and sum(beslissers[laag] for laag in samen) < BESLISSERS_VANAF:
        samen.add(rest.pop(0))
    return frozenset(samen)


# ------------------------------------------------------------------ sentences


def zinnen(feiten: Mapping[str, int]) -> list[str]:
    """Return at most three sentences for the front page; each only when the edition holds that fact.

    `feiten` counts what management and bestuur did: wacht, gemist, veranderd, stil, doorgezet, nagekomen.
    """
    keuzes: list[str] = []
    for naam, een, meer in _ZINNEN:
        aantal = feiten.get(naam, 0)
        if aantal:
            zin = (een if aantal == 1 else meer).format(getal(aantal))
            keuzes.append(zin[0].upper() + zin[1:])
    return keuzes[:3]


_ZINNEN = (
    ("wacht", "Eén knelpunt wacht op het college.", "{} knelpunten wachten op het college."),
    ("gemist", "Eén afspraak is niet op tijd nagekomen.", "{} afspraken zijn niet op tijd nagekomen."),
    (
        "veranderd",
        "Voor inwoners veranderde er iets op één punt.",
        "Voor inwoners veranderde er iets op {} punten.",
    ),
    ("stil", "Eén keer bleef een laag stil.", "{} keer bleef een laag stil."),
    ("doorgezet", "Eén knelpunt is doorgezet.", "{} knelpunten zijn doorgezet."),
    ("nagekomen", "Eén afspraak is nagekomen.", "{} afspraken zijn nagekomen."),
)
