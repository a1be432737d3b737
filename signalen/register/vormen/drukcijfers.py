"""The figures of the PDF: each a table, and where there is one the name of the picture that shows it too.
Pure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from signalen.register.vormen.zetsel import Zetsel, dag_voluit

Deel = Mapping[str, Any]
LAAGKOP = ("Laag", "Nieuw beloofd", "Nagekomen", "Te laat", "Niet nagekomen", "Loopt", "Vervallen")
LAAGNAMEN = ("laag", "beloofd", "nagekomen", "te_laat_nagekomen", "niet_nagekomen", "loopt", "vervallen")
KWARTAALKOP = ("Kwartaal", "Nagekomen", "Te laat", "Niet nagekomen", "Loopt", "Stil", "Knelpunten")
KWARTAALNAMEN = (
    *("kwartaal", "nagekomen", "te_laat_nagekomen", "niet_nagekomen", "loopt", "stil"),
    "knelpunten",
)


def tabel(kop: Sequence[str], rijen: Sequence[Deel], *namen: str) -> dict[str, Any]:
    """Return a table of text for the template; the first column is the name of its row."""
    return {"kop": list(kop), "rijen": [[str(rij[naam]) for naam in namen] for rij in rijen]}


def deel(kop: str, uitleg: str, tafel: Deel, leeg: str, beeld: str = "") -> dict[str, Any]:
    """Return one part: heading, a sentence, a table or what is said without one, and the name of its
    picture.
    """
    return {"kop": kop, "uitleg": uitleg, "tabel": tafel, "leeg": leeg, "beeld": beeld}


def beloofd(z: Zetsel) -> dict[str, Any]:
    """Return the promises per layer and over the quarters."""
    return {
        "lagen": tabel(LAAGKOP, z.delen("afspraken_per_laag"), *LAAGNAMEN),
        "kwartalen": tabel(KWARTAALKOP, z.delen("per_kwartaal"), *KWARTAALNAMEN),
        "beeld": "gestapeld",
    }


def cijfers(z: Zetsel) -> list[dict[str, Any]]:
    """Return the parts with figures, in order."""
    return [
        _tijd(z),
        _stroom(z),
        _kaart(z),
        *_signalen(z),
        _overleg(z),
        _leerpunten(z),
        _regels(z),
        _wegen(z),
    ]


def _tijd(z: Zetsel) -> dict[str, Any]:
    kop = ("Laag", "Termijnen (n)", "Mediaan", "Mocht duren", "Te laat")
    tafel = tabel(kop, z.delen("tijd_per_laag"), "laag", "n", "mediaan", "termijn", "te_laat")
    leeg = "In dit kwartaal liep geen termijn af."
    return deel("Tijd per laag", "Werkdagen tot een antwoord, naast wat mocht.", tafel, leeg, "tijd")


def _stroom(z: Zetsel) -> dict[str, Any]:
    tafel = tabel(("Van", "Naar", "Keer"), z.delen("stroom"), "van", "naar", "aantal")
    leeg = "Geen getoond knelpunt ging naar een andere stap."
    return deel("Van stap naar stap", "Alleen knelpunten die hier staan.", tafel, leeg, "stroom")


def _kaart(z: Zetsel) -> dict[str, Any]:
    kaart = z.inhoud.get("thema_oorzaak") or {"themas": [], "oorzaken": [], "cellen": []}
    rijen = zip(kaart["themas"], kaart["cellen"], strict=True)
    tafel = {
        "kop": ["Thema", *kaart["oorzaken"]],
        "rijen": [[thema, *(str(cel) for cel in cellen)] for thema, cellen in rijen],
    }
    leeg = "Er staat geen knelpunt in dit register."
    return deel("Thema en oorzaak", "Alleen knelpunten die hier staan.", tafel, leeg, "kaart")


def _signalen(z: Zetsel) -> list[dict[str, Any]]:
    delen = z.inhoud.get("signalen") or {"reden": "In deze uitgave staan geen tabellen over signalen."}
    if "reden" in delen:
        return [deel("Signalen", "", {"kop": [], "rijen": []}, delen["reden"])]
    uitleg = "Niet exact: <10, of afgerond op vijf. Een totaal is apart afgerond."
    gemaakt = [
        deel(tabel_["titel"], uitleg if nr == 0 else "", signalentabel(tabel_), "")
        for nr, tabel_ in enumerate(delen["tabellen"])
    ]
    gemaakt[-1]["onder"] = " ".join(delen.get("samengevoegd", ()))
    return gemaakt


def signalentabel(t: Deel) -> dict[str, Any]:
    """Return a table on signalen with its totals, every cell as the text that it was frozen as."""
    totalen = list(t["rijtotalen"])
    rijen = [
        [rij, *cellen, *(totalen[nr : nr + 1])]
        for nr, (rij, cellen) in enumerate(zip(t["rijen"], t["cellen"], strict=True))
    ]
    slot = ["Totaal", *(t["kolomtotalen"] or [t["totaal"]]), *([t["totaal"]] if totalen else [])]
    return {"kop": [t["rijkop"], *t["kolommen"], *(["Totaal"] if totalen else [])], "rijen": [*rijen, slot]}


def _overleg(z: Zetsel) -> dict[str, Any]:
    delen = z.inhoud.get("overleggen") or {"telling": [], "vervallen": []}
    kop = ("Overleg", "Gehouden", "Gepland", "Vervallen")
    tafel = tabel(kop, delen["telling"], "soort", "gehouden", "gepland", "vervallen")
    gemaakt = deel("Overleg", "", tafel, "Er stond in dit kwartaal geen overleg gepland.")
    weg = [
        f"{o['soort']} van {dag_voluit(o['datum'])} verviel: {o['reden']}" for o in delen["vervallen"][:12]
    ]
    return {**gemaakt, "punten": weg}


def _leerpunten(z: Zetsel) -> dict[str, Any]:
    namen = ("laag", "gemaakt", "gedaan", "open", "te_laat", "vervallen")
    kop = ("Laag", "Gemaakt", "Klaar", "Open", "Waarvan te laat", "Vervallen")
    tafel = tabel(kop, z.delen("leerpunten"), *namen)
    return deel("Leerpunten", "", tafel, "Er waren in dit kwartaal geen leerpunten.")


def _regels(z: Zetsel) -> dict[str, Any]:
    woorden = {"over": "over de grens", "bijna": "bijna aan de grens"}
    rijen = [[a["beleidsregel"], woorden[a["stand"]], str(a["drempel"])] for a in z.delen("afwijkingen")]
    tafel = {"kop": ["Beleidsregel", "Stand", "Grens per jaar"], "rijen": rijen}
    uitleg = "Hier is zo vaak van afgeweken, dat de regel zelf op tafel hoort."
    return deel("Afwijkingen van beleidsregels", uitleg, tafel, "Geen regel kwam in de buurt van de grens.")


def _wegen(z: Zetsel) -> dict[str, Any]:
    rijen = [[w["vraag"], w["uitkomst"], w["domein"]] for w in z.delen("moresprudentie")[:12]]
    tafel = {"kop": ["Vraag", "Uitkomst", "Domein"], "rijen": rijen}
    leeg = "In dit kwartaal is geen afweging gedeeld."
    return deel("Eerdere afwegingen", "Morele vragen, gedeeld met toestemming.", tafel, leeg)
