"""The edition as a fixed list of typed tables: the one definition behind ODS, XLSX and CSV. Pure.

Every edition gives the same tables in the same order with the same columns, also when one is empty, so that a
program can read quarter after quarter. Knows nothing of files.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from signalen.register.vormen import tafels_cijfers, tafels_punten
from signalen.register.vormen.tafel import Tafel
from signalen.register.vormen.zetsel import LICENTIE, LICENTIE_ADRES, Zetsel

MAKERS: Sequence[Callable[[Zetsel], Tafel]] = (
    tafels_cijfers.samenvatting,
    tafels_punten.knelpunten,
    tafels_punten.besluiten,
    tafels_punten.afspraken,
    tafels_punten.wacht,
    tafels_punten.stiltes,
    tafels_punten.doorgezet,
    tafels_punten.raad,
    tafels_punten.bestuur,
    tafels_punten.veranderd,
    tafels_punten.verloop,
    tafels_punten.vergelijking,
    tafels_cijfers.afspraken_per_laag,
    tafels_cijfers.stil_per_laag,
    tafels_cijfers.tijd_per_laag,
    tafels_cijfers.leerpunten,
    tafels_cijfers.per_kwartaal,
    tafels_cijfers.stroom,
    tafels_cijfers.thema_oorzaak,
    tafels_cijfers.signalen,
    tafels_cijfers.overleggen,
    tafels_cijfers.overleg_vervallen,
    tafels_cijfers.afwijkingen,
    tafels_cijfers.moresprudentie,
    tafels_punten.ingehouden,
    tafels_cijfers.errata,
    tafels_cijfers.toelichting,
)


@dataclass(frozen=True)
class Titelblad:
    """What stands before the tables: the title, and (subject, text) pairs that say where this comes from."""

    titel: str
    gegevens: tuple[tuple[str, str], ...]


def tafels(zetsel: Zetsel) -> list[Tafel]:
    """Return every table of an edition, in the fixed order."""
    return [maker(zetsel) for maker in MAKERS]


def titelblad(zetsel: Zetsel) -> Titelblad:
    """Return what is said about the edition as a whole."""
    gegevens = (
        ("Van", zetsel.gemeente),
        ("Uitgave", zetsel.uitgave),
        ("Stand op", str(zetsel.inhoud.get("peildag", ""))),
        ("Controlegetal van de knelpunten", zetsel.vingerafdruk),
        ("Controlegetal van de voorpagina", str(zetsel.inhoud.get("controlegetal", ""))),
        ("Anker", zetsel.anker or "Geen"),
        ("Licentie", f"{LICENTIE}, {LICENTIE_ADRES}"),
        ("Hier te lezen", zetsel.pagina),
    )
    return Titelblad(zetsel.titel, gegevens)
