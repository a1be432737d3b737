"""What stands in the agenda and in the verslag as a document: the records of the page, never more. Pure.

Names of who was invited stay on the page; a file travels further than a page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from signalen.overleg.documenten.stukken import Stuk, alinea, kop, lijst, tabel, van_html
from signalen.overleg.queries.agendaregels import Agendaregel
from signalen.overleg.queries.pagina import Overlegpagina
from workflows.termijn import voluit

GEEN = "Er staat nu niets op deze agenda."
BREEDTES = (6, 4, 4, 1)


@dataclass(frozen=True)
class Blad:
    """A document: its title, who gives it out, and its parts in order, the first of which is the title."""

    titel: str
    afzender: str
    stukken: tuple[Stuk, ...]


def agenda(pagina: Overlegpagina, afzender: str) -> Blad:
    """Return the agenda: open afspraken first, then knelpunten with their summary, then what does not fit."""
    titel = f"Agenda: {pagina.kop.titel}"
    delen = [kop(1, titel), *_wanneer(pagina)]
    for naam, regels in (("Eerst de open afspraken", pagina.afspraken), ("Knelpunten", pagina.punten)):
        if regels:
            delen += [kop(2, naam), _tabel(regels), *_samenvattingen(regels)]
    if pagina.past_niet:
        delen += [kop(2, "Past waarschijnlijk niet"), lijst([r.onderwerp for r in pagina.past_niet])]
    if pagina.weg:
        weg = [f"{onderwerp}: vervallen, ligt bij {waar}" for onderwerp, waar in pagina.weg]
        delen += [kop(2, "Niet meer op deze agenda"), lijst(weg)]
    if len(delen) <= 2:
        delen.append(alinea(GEEN))
    return Blad(titel, afzender, tuple(delen))


def verslag(pagina: Overlegpagina, afzender: str) -> Blad | None:
    """Return what was released: verslag, texts per knelpunt, afspraken; None when nothing was."""
    vrij = [regel for regel in pagina.oogst if regel.tekst is not None]
    if pagina.verslag is None and not vrij:
        return None
    titel = f"Verslag: {pagina.kop.titel}"
    delen = [kop(1, titel), *_wanneer(pagina)]
    if pagina.verslag is not None:
        binnen = "Dit deel is voor de deelnemers." if pagina.verslag_blijft_binnen else ""
        delen += [kop(2, "Verslag"), *([alinea(binnen)] if binnen else []), *van_html(str(pagina.verslag))]
    if vrij:
        delen.append(kop(2, "Uit het gesprek, per knelpunt"))
        delen.append(alinea("Met akkoord van de inbrenger. Zonder akkoord staat een knelpunt hier niet."))
    for regel in vrij:
        delen += [kop(3, regel.onderwerp), *van_html(str(regel.tekst))]
    if pagina.gemaakt:
        delen += [kop(2, "Afspraken uit dit overleg"), _afspraken(pagina.gemaakt)]
    return Blad(titel, afzender, tuple(delen))


def _wanneer(pagina: Overlegpagina) -> list[Stuk]:
    dag, plaats = voluit(pagina.kop.datum), f", {pagina.kop.plaats}" if pagina.kop.plaats else ""
    zin = f"{pagina.kop.soort}, {dag} om {pagina.kop.begin}, {pagina.minuten} minuten{plaats}."
    staat = f" {pagina.kop.staat_woord[0].upper()}{pagina.kop.staat_woord[1:]}."
    aanwezig = f" Aanwezig: {pagina.aanwezig}." if pagina.aanwezig else ""
    return [alinea(zin + staat + aanwezig)]


def _tabel(regels: Sequence[Agendaregel]) -> Stuk:
    rijen = [[_onderwerp(r), r.wie, _dag(r), str(r.minuten) if r.minuten else ""] for r in regels]
    return _vol(("Onderwerp", "Wie", "Uiterlijk", "Min."), rijen, BREEDTES)


def _onderwerp(regel: Agendaregel) -> str:
    spoed = " (spoed)" if regel.spoed else ""
    return f"{regel.onderwerp}{spoed}" + (f"\n{regel.uitkomst}" if regel.uitkomst else "")


def _samenvattingen(regels: Sequence[Agendaregel]) -> list[Stuk]:
    uit: list[Stuk] = []
    for regel in regels:
        if regel.samenvatting:
            uit += [kop(3, regel.onderwerp), alinea(regel.samenvatting)]
    return uit


def _afspraken(regels: Sequence[Agendaregel]) -> Stuk:
    rijen = [[r.onderwerp, r.wie, _dag(r), r.uitkomst] for r in regels]
    return _vol(("Afspraak", "Wie", "Uiterlijk", "Stand"), rijen, (6, 4, 4, 3))


def _vol(koppen: Sequence[str], rijen: Sequence[Sequence[str]], breedtes: Sequence[int]) -> Stuk:
    """Return a table without the columns in which nobody wrote anything."""
    vol = [plek for plek in range(len(koppen)) if any(rij[plek] for rij in rijen)]
    uit = [[rij[plek] for plek in vol] for rij in rijen]
    return tabel([koppen[plek] for plek in vol], uit, [breedtes[plek] for plek in vol])


def _dag(regel: Agendaregel) -> str:
    return voluit(regel.uiterste) if regel.uiterste else ""
