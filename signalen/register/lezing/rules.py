"""Which acts a bestuurder has on a line of an edition, and what may be written. Pure: no rows, no clock.

Who may act is in `permissions` (REGISTER_REAGEREN); to whom a question goes, how long and what silence does
in `workflows.bestuursvraag`; what of it stands in the next edition in `lijn`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from signalen.knelpunt.rules import OngeldigeInvoer, Veldfout, lees_datum
from signalen.overleg.rules import gegevensfouten, te_lang
from signalen.signaal.rules import schoon
from workflows.stand import Geweigerd

GEZIEN, ANTWOORD, VRAAG, DATUM = "gezien", "antwoord", "vraag", "datum"
SOORTEN = (GEZIEN, ANTWOORD, VRAAG, DATUM)
MAX_WOORDEN = 2_000
"""As long as any promise may be: who reads a register has ten minutes."""

_LEEG = {
    ANTWOORD: "Schrijf wat u wilt antwoorden.",
    VRAAG: "Schrijf wat u wilt vragen.",
    DATUM: "Schrijf wat er die dag klaar is.",
}


class AlBeantwoord(Geweigerd):
    """Somebody answered the question first: both texts, so that nothing is lost."""

    def __init__(self, jouw_tekst: str, andere_tekst: str) -> None:
        super().__init__("Een collega heeft deze vraag al beantwoord.", "al_beantwoord")
        self.jouw_tekst, self.andere_tekst = jouw_tekst, andere_tekst


@dataclass(frozen=True)
class Gelezen:
    """What was typed, ready to be stored; `datum` is the promised day, as it stands in JSON."""

    woorden: str = ""
    datum: str = ""


def daden(staat: str, gedaan: Collection[str]) -> tuple[str, ...]:
    """Return the acts that one person still has on one line, given what this person did with it.

    A concept may still change, so nobody answers it. Who did anything with a line has seen it.
    """
    if staat != "vastgesteld":
        return ()
    return SOORTEN if not gedaan else tuple(soort for soort in SOORTEN if soort != GEZIEN)


def eis(staat: str, soort: str) -> None:
    """Raise Geweigerd for an act that a line of such an edition never has."""
    if soort not in daden(staat, ()):
        raise Geweigerd("Dit is nog een concept. Reageren kan na het vaststellen.", "concept")


def lees(soort: str, invoer: Mapping[str, str], vandaag: date) -> Gelezen:
    """Return what was typed for one act. Raises OngeldigeInvoer with a sentence per field.

    The words are public from the moment they are stored, so they hold no data of residents.
    """
    if soort == GEZIEN:
        return Gelezen()
    veld = "omschrijving" if soort == DATUM else "woorden"
    woorden, fouten = _woorden(veld, invoer.get(veld, ""), _LEEG[soort])
    datum = ""
    if soort == DATUM:
        datum, erbij = _datum(invoer.get("datum", ""), vandaag)
        fouten += erbij
    if fouten:
        raise OngeldigeInvoer(fouten)
    return Gelezen(woorden, datum)


def lees_antwoord(ruw: str) -> str:
    """Return the answer to a question. Raises OngeldigeInvoer as `lees` does."""
    woorden, fouten = _woorden("woorden", ruw, "Schrijf je antwoord.")
    if fouten:
        raise OngeldigeInvoer(fouten)
    return woorden


def _woorden(veld: str, ruw: str, leeg: str) -> tuple[str, list[Veldfout]]:
    woorden = schoon(ruw)
    if not woorden:
        return "", [Veldfout(veld, leeg)]
    return woorden, te_lang({veld: woorden}, MAX_WOORDEN) or gegevensfouten({veld: woorden})


def _datum(ruw: str, vandaag: date) -> tuple[str, list[Veldfout]]:
    try:
        dag = lees_datum(ruw.strip())
    except ValueError as fout:
        return "", [Veldfout("datum", str(fout))]
    if dag <= vandaag:
        return "", [Veldfout("datum", "Kies een dag na vandaag.")]
    return dag.isoformat(), []
