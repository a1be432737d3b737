"""Tables of figures and of what is said about the edition as a whole. Pure.

Figures of management and bestuur are whole numbers; what counts signalen stays the text that it was
frozen as.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from signalen.register.vormen.tafel import Cel, Tafel, tafel
from signalen.register.vormen.telregels import TELREGELS
from signalen.register.vormen.zetsel import LICENTIE, Zetsel, lees_dag

Deel = Mapping[str, Any]


def _uit(rijen: Sequence[Deel], *namen: str) -> Iterator[tuple[Cel, ...]]:
    return (tuple(rij[naam] for naam in namen) for rij in rijen)


def samenvatting(z: Zetsel) -> Tafel:
    """Return the edition in plain words, sentence by sentence."""
    rijen = ((deel["kop"], zin) for deel in z.delen("samenvatting") for zin in deel["zinnen"])
    uitleg = "De uitgave in gewone woorden."
    return tafel("samenvatting", "Samenvatting", uitleg, ("Onderwerp", "~Zin"), rijen)


def afspraken_per_laag(z: Zetsel) -> Tafel:
    """Return how promises stand, per layer."""
    namen = ("laag", "beloofd", "nagekomen", "te_laat_nagekomen", "niet_nagekomen", "loopt", "vervallen")
    kop = ("Laag", "#Nieuw beloofd", "#Nagekomen", "#Te laat", "#Niet nagekomen", "#Loopt", "#Vervallen")
    uitleg = "Toezeggingen per laag. Exact, met kleine ambtelijke lagen samen. Telt ook wat niet is getoond."
    rijen = _uit(z.delen("afspraken_per_laag"), *namen)
    return tafel("afspraken_per_laag", "Toezeggingen per laag", uitleg, kop, rijen)


def stil_per_laag(z: Zetsel) -> Tafel:
    """Return how often each layer stayed silent."""
    uitleg = "Hoe vaak een dag voorbijging zonder antwoord. Exact. Telt ook wat niet is getoond."
    rijen = _uit(z.delen("stil_per_laag"), "laag", "aantal")
    return tafel("stil_per_laag", "Stil per laag", uitleg, ("Laag", "#Keer"), rijen)


def tijd_per_laag(z: Zetsel) -> Tafel:
    """Return how long each layer took against its term."""
    kop = ("Laag", "#Termijnen (n)", "#Mediaan in werkdagen", "#Mediaan van de termijn", "#Te laat")
    rijen = _uit(z.delen("tijd_per_laag"), "laag", "n", "mediaan", "termijn", "te_laat")
    uitleg = "Werkdagen tot een antwoord, naast de tijd die ervoor stond."
    return tafel("tijd_per_laag", "Tijd per laag", uitleg, kop, rijen)


def leerpunten(z: Zetsel) -> Tafel:
    """Return the leerpunten per layer."""
    kop = ("Laag", "#Gemaakt", "#Klaar", "#Open", "#Waarvan te laat", "#Vervallen")
    rijen = _uit(z.delen("leerpunten"), "laag", "gemaakt", "gedaan", "open", "te_laat", "vervallen")
    uitleg = "Wat overleggen en teams leerden, per laag die ervoor zorgt. Exact."
    return tafel("leerpunten", "Leerpunten", uitleg, kop, rijen)


def per_kwartaal(z: Zetsel) -> Tafel:
    """Return the figures of at most eight quarters."""
    namen = (
        *("kwartaal", "knelpunten", "nagekomen", "te_laat_nagekomen", "niet_nagekomen"),
        *("loopt", "stil"),
    )
    kop = ("Kwartaal", "#Knelpunten", "#Nagekomen", "#Te laat", "#Niet nagekomen", "#Loopt", "#Keer stil")
    uitleg = "Ten hoogste acht kwartalen, elk zoals het toen is vastgesteld."
    rijen = _uit(z.delen("per_kwartaal"), *namen)
    return tafel("per_kwartaal", "Per kwartaal", uitleg, kop, rijen)


def stroom(z: Zetsel) -> Tafel:
    """Return the moves from step to step."""
    rijen = _uit(z.delen("stroom"), "van", "naar", "aantal")
    uitleg = "Hoe vaak een getoond knelpunt dit kwartaal van stap naar stap ging."
    return tafel("stroom", "Van stap naar stap", uitleg, ("Van", "Naar", "#Keer"), rijen)


def thema_oorzaak(z: Zetsel) -> Tafel:
    """Return the heat map as rows of theme, cause and number."""
    delen = z.inhoud.get("thema_oorzaak") or {"themas": (), "oorzaken": (), "cellen": ()}
    rijen = (
        (thema, oorzaak, aantal)
        for thema, cellen in zip(delen["themas"], delen["cellen"], strict=True)
        for oorzaak, aantal in zip(delen["oorzaken"], cellen, strict=True)
    )
    uitleg = "Getoonde knelpunten per thema en oorzaak. Elk getal is na te tellen in de tabel Knelpunten."
    return tafel("thema_oorzaak", "Thema en oorzaak", uitleg, ("Thema", "Oorzaak", "#Knelpunten"), rijen)


def signalen(z: Zetsel) -> Tafel:
    """Return the tables on signalen, cell by cell, as the text that they were frozen as; or why there are
    none.
    """
    delen = z.inhoud.get("signalen") or {}
    uitleg = delen.get("reden") or " ".join(
        ("Niet exact: <10 of afgerond op vijf. Een totaal is apart afgerond.", *delen.get("samengevoegd", ()))
    )
    rijen = (cel for tabel in delen.get("tabellen", ()) for cel in cellen(tabel))
    return tafel("signalen", "Signalen", uitleg, ("Tabel", "Rij", "Kolom", "Aantal ongeveer"), rijen)


TOTAAL = "Totaal"


def cellen(tabel: Deel) -> Iterator[tuple[str, str, str, str]]:
    """Yield (title, row, column, text) of every cell of a table on signalen, totals last."""
    titel, kolommen = tabel["titel"], tabel["kolommen"]
    for rij, waarden in zip(tabel["rijen"], tabel["cellen"], strict=True):
        yield from ((titel, rij, kolom, tekst) for kolom, tekst in zip(kolommen, waarden, strict=True))
    for rij, tekst in zip(tabel["rijen"], tabel["rijtotalen"], strict=False):
        yield titel, rij, TOTAAL, tekst
    for kolom, tekst in zip(kolommen, tabel["kolomtotalen"], strict=False):
        yield titel, TOTAAL, kolom, tekst
    yield titel, TOTAAL, TOTAAL, tabel["totaal"]


def overleggen(z: Zetsel) -> Tafel:
    """Return how many overleggen were held, planned and cancelled."""
    rijen = _uit(_overleg(z, "telling"), "soort", "gehouden", "gepland", "vervallen")
    kop = ("Overleg", "#Gehouden", "#Gepland", "#Vervallen")
    return tafel("overleggen", "Overleggen", "Overleggen van dit kwartaal. Exact.", kop, rijen)


def overleg_vervallen(z: Zetsel) -> Tafel:
    """Return which overleggen were cancelled, and why."""
    rijen = ((o["soort"], lees_dag(o["datum"]), o["reden"]) for o in _overleg(z, "vervallen"))
    kop = ("Overleg", "@Datum", "~Reden")
    return tafel("overleg_vervallen", "Overleg vervallen", "Wat niet doorging, en waarom.", kop, rijen)


def _overleg(z: Zetsel, naam: str) -> list[dict[str, Any]]:
    return list((z.inhoud.get("overleggen") or {}).get(naam, ()))


def afwijkingen(z: Zetsel) -> Tafel:
    """Return the beleidsregels from which people departed often."""
    woorden = {"over": "over de grens", "bijna": "bijna aan de grens"}
    rijen = ((a["beleidsregel"], woorden[a["stand"]], a["drempel"]) for a in z.delen("afwijkingen"))
    uitleg = "Beleidsregels waar in een jaar zo vaak van is afgeweken, dat de regel zelf op tafel hoort."
    return tafel("afwijkingen", "Afwijkingen", uitleg, ("Beleidsregel", "Stand", "#Grens per jaar"), rijen)


def moresprudentie(z: Zetsel) -> Tafel:
    """Return the eerdere afwegingen of this quarter."""
    rijen = _uit(z.delen("moresprudentie"), "vraag", "uitkomst", "methode", "domein")
    kop = ("~Vraag", "~Uitkomst", "Methode", "Domein")
    uitleg = "Morele vragen die zijn afgewogen, met toestemming gedeeld."
    return tafel("moresprudentie", "Eerdere afwegingen", uitleg, kop, rijen)


def errata(z: Zetsel) -> Tafel:
    """Return the corrections that were known when this was made."""
    uitleg = "Verbeteringen die bekend waren toen dit bestand is gemaakt. Latere staan op de pagina."
    return tafel("verbeteringen", "Verbeteringen", uitleg, ("@Datum", "~Wat er niet klopte"), z.errata)


def toelichting(z: Zetsel) -> Tafel:
    """Return what the figures count, where this comes from, and the fingerprints."""
    inzage = (z.inhoud.get("inzage") or {}).get("reden", "")
    bron = (
        ("Bron", f"Kwartaalregister van {z.gemeente}, {z.deel.woorden}, gemaakt met {z.productnaam}."),
        ("Uitgave", z.uitgave),
        ("Inzage in namen", inzage),
        ("Controlegetal van de knelpunten", z.vingerafdruk),
        ("Controlegetal van de voorpagina", str(z.inhoud.get("controlegetal", ""))),
        ("Anker", z.anker),
        ("Licentie", LICENTIE),
    )
    rijen = (*TELREGELS, *(paar for paar in bron if paar[1]))
    return tafel("toelichting", "Toelichting", "Hoe er is geteld.", ("Onderwerp", "~Tekst"), rijen)
