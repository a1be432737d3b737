"""What the PDF shows, part by part, as plain values for the template: words, dates written out, short
enough. Pure.

The template places text and decides nothing. Parts without content say so in a sentence.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from signalen.register.stilte import niet_getoond, van_kwartaal
from signalen.register.vormen import drukcijfers
from signalen.register.vormen.drukpunten import afspraakzin, knelpunt, stil_in_dagen, stuk_in_woorden
from signalen.register.vormen.telregels import TELREGELS
from signalen.register.vormen.zetsel import (
    LICENTIE,
    LICENTIE_ADRES,
    Zetsel,
    dag_voluit,
    ingehouden_per_grond,
)
from signalen.register.woorden import BEWEGING, STANDEN, hoofd

OP_BORD, PUNTEN, STILTES, PER_GROND = 20, 12, 15, 40
WOORDEN, ZIN = 900, 300
LEESTAS_WOORDEN, LEESTAS_ZIN, TITEL = 360, 160, 90


def kort(tekst: str, grens: int = ZIN) -> str:
    """Return text of at most so many signs, ending at a word with an ellipsis when something fell off."""
    if len(tekst) <= grens:
        return tekst
    return tekst[: grens - 1].rsplit(" ", 1)[0].rstrip(" ,.;:") + "…"


def stuk(z: Zetsel) -> dict[str, Any]:
    """Return the whole register for its template."""
    return {
        **omslag(z),
        "samenvatting": z.delen("samenvatting"),
        "bord": _bord(z),
        "stil": _stil(z),
        "beloofd": drukcijfers.beloofd(z),
        "veranderd": _punten([_veranderd(a) for a in z.delen("veranderd")]),
        "doorgezet": _punten([_doorgezet(s) for s in z.delen("doorgezet")]),
        "raad": _punten([_raad(s) for s in z.delen("raad")]),
        "buikpijn": [_buikpijn(z, b, WOORDEN, ZIN) for b in z.delen("buikpijn")],
        "cijfers": drukcijfers.cijfers(z),
        "vergelijking": _vergelijking(z),
        "knelpunten": [knelpunt(z, r) for r in z.regels],
        "ingehouden": [_grond(grond, stukken) for grond, stukken in ingehouden_per_grond(z.ingehouden)],
        "telregels": [list(regel) for regel in TELREGELS],
        "colofon": _colofon(z),
    }


def omslag(z: Zetsel) -> dict[str, Any]:
    """Return what stands on top of every document."""
    return {
        "titel": z.titel,
        "kop": z.deel.woorden[:1].upper() + z.deel.woorden[1:],
        "gemeente": z.gemeente,
        "uitgave": z.uitgave,
        "concept": z.concept,
        "peildag": dag_voluit(z.inhoud.get("peildag")),
        "zinnen": list(z.inhoud.get("zinnen", ())),
        "errata": [f"Verbetering van {dag_voluit(dag)}. {tekst}" for dag, tekst in z.errata],
        "vingerafdruk": z.vingerafdruk,
    }


def leestas(z: Zetsel) -> dict[str, Any]:
    """Return the one page for the reading bag: three approved sentences, each with its promise and date."""
    punten = [_buikpijn(z, b, LEESTAS_WOORDEN, LEESTAS_ZIN) for b in z.delen("buikpijn")[:3]]
    zinnen = [kort(zin, LEESTAS_ZIN) for zin in z.inhoud.get("zinnen", ())]
    return {**omslag(z), "zinnen": zinnen, "punten": punten, "errata": [], "pagina": z.pagina}


def _buikpijn(z: Zetsel, b: Mapping[str, Any], woorden: int, zin: int) -> dict[str, Any]:
    belofte = b["afspraak"]
    gekort = {**belofte, "omschrijving": kort(belofte["omschrijving"], zin)} if belofte else None
    return {
        "titel": kort(b["titel"], TITEL),
        "nummer": b["nummer"],
        "woorden": kort(" ".join(b["woorden"].split()), woorden),
        "belofte": afspraakzin(z, gekort) if gekort else "",
        "stand": STANDEN[belofte["stand"]] if belofte else "",
        "gemist": bool(belofte) and belofte["stand"] == "niet_nagekomen",
    }


def _bord(z: Zetsel) -> dict[str, Any]:
    """Return the table of the front page per portfolio, cut where the front page cuts it."""
    over, delen = OP_BORD, []
    totaal = sum(len(deel["regels"]) for deel in z.delen("op_uw_bord"))
    for deel in z.delen("op_uw_bord"):
        rijen = [_bordrij(z, a) for a in deel["regels"][:over]]
        over -= len(rijen)
        if rijen:
            delen.append({"domein": deel["domein"][:1].upper() + deel["domein"][1:], "rijen": rijen})
    return {"delen": delen, "meer": totaal - OP_BORD if totaal > OP_BORD else 0}


def _bordrij(z: Zetsel, a: Mapping[str, Any]) -> dict[str, Any]:
    wacht = a["stand"] == "wacht"
    dagen = [f"voor {dag_voluit(a['datum'])}" if a["datum"] else "nog geen dag"] if wacht else _dagen(a)
    stand = STANDEN[a["stand"]] + (f", al {a['stil']} keer stil" if a.get("stil") else "")
    return {
        "cellen": [kort(a["titel"], 100), kort(a["omschrijving"], 200), z.rol(a["eigenaar_rol"])],
        "dag": ", ".join(dagen),
        "stand": stand,
        "gemist": a["stand"] == "niet_nagekomen",
    }


def _dagen(a: Mapping[str, Any]) -> list[str]:
    if not a["verschoven"]:
        return [dag_voluit(a["beloofd"])]
    beloofd, nu = dag_voluit(a["beloofd"]), dag_voluit(a["datum"])
    return [f"beloofd {beloofd}", f"nu {nu}", f"{a['verschoven']} keer verschoven"]


def _stil(z: Zetsel) -> dict[str, Any]:
    alle = [
        f"{kort(s['titel'], 100)} ({s['nummer']}): {s['laag']}, {stil_in_dagen(s)}. {s['berekening']}".strip()
        for s in van_kwartaal(z.regels, z.deel)
    ]
    return {
        "tabel": drukcijfers.tabel(("Laag", "Keer"), z.delen("stil_per_laag"), "laag", "aantal"),
        "sommen": alle[:STILTES],
        "meer": max(0, len(alle) - STILTES),
        "elders": niet_getoond(z.inhoud, z.regels, z.deel),
    }


def _punten(zinnen: Sequence[str]) -> dict[str, Any]:
    return {"zinnen": list(zinnen[:PUNTEN]), "meer": max(0, len(zinnen) - PUNTEN)}


def _veranderd(a: Mapping[str, Any]) -> str:
    laat = f", beloofd voor {dag_voluit(a['beloofd'])}" if a["stand"] == "te_laat_nagekomen" else ""
    return f"{a['titel']}: {kort(a['omschrijving'])} (klaar op {dag_voluit(a['gedaan_op'])}{laat})"


def _doorgezet(s: Mapping[str, Any]) -> str:
    return f"{s['titel']} ({s['nummer']}): {stuk_in_woorden(s)}"


def _raad(s: Mapping[str, Any]) -> str:
    wanneer = f", {dag_voluit(s['datum'])}" if s["datum"] else ""
    return f"{s['titel']} ({s['nummer']}): {s['waarom']} ({s['stand']}{wanneer})"


def _vergelijking(z: Zetsel) -> dict[str, Any]:
    delen = z.inhoud.get("vergelijking") or {}
    if not delen.get("met"):
        return {"met": "", "rijen": []}
    rijen = [[hoofd(wat), str(len(delen[naam])), _namen(delen[naam])] for naam, wat in BEWEGING.items()]
    return {"met": delen["met"], "rijen": rijen}


def _namen(stukken: Sequence[Mapping[str, Any]]) -> str:
    namen = "; ".join(f"{kort(s['titel'], 80)} ({s['nummer']})" for s in stukken[:10])
    return namen + (f"; en {len(stukken) - 10} andere" if len(stukken) > 10 else "")


def _grond(grond: str, stukken: Sequence[str]) -> dict[str, str]:
    rest = len(stukken) - PER_GROND
    tekst = "; ".join(stukken[:PER_GROND]) + (f"; en {rest} andere" if rest > 0 else "")
    return {"grond": grond[:1].upper() + grond[1:], "stukken": f"{tekst}."}


def _colofon(z: Zetsel) -> list[list[str]]:
    regels = (
        ("Uitgave", z.uitgave),
        ("Van", z.gemeente),
        ("Stand op", dag_voluit(z.inhoud.get("peildag"))),
        ("Controlegetal van de knelpunten", z.vingerafdruk),
        ("Controlegetal van de voorpagina", str(z.inhoud.get("controlegetal", ""))),
        ("Anker", z.anker),
        ("Hier te lezen, met alle bestanden", z.pagina),
        ("Licentie", f"{LICENTIE}: iedereen mag dit gebruiken. {LICENTIE_ADRES}"),
        ("Gemaakt met", z.productnaam),
    )
    return [list(regel) for regel in regels if regel[1]]
