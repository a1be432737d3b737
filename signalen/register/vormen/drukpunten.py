"""One knelpunt as the PDF and the letter show it: short lines of words. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from signalen.register.vormen.zetsel import Zetsel, besluit_in_woorden, dag_voluit
from signalen.register.woorden import (
    ACHTER_DE_COLLEGA,
    BESLUITVELDEN,
    LEEGGEMAAKT,
    REACTIES,
    RUGDEKKING,
    STANDEN,
    ZAKEN,
    hoofd,
)

LANG = 1_000


def knelpunt(z: Zetsel, r: Mapping[str, Any]) -> dict[str, Any]:
    """Return one line of the register for the template."""
    ronde = f", ronde {r['ronde']}" if r["ronde"] > 1 else ""
    over = (r["domein"], r["regeling"], f"oorzaak: {r['oorzaak']}" if r["oorzaak"] else "")
    ligt = "ligt bij" if r["stand"] in ("lopend", "besloten") else "lag bij"
    return {
        "titel": r["titel"],
        "over": f"Nummer {r['nummer']}{ronde}, " + ", ".join(deel for deel in over if deel) + ".",
        "stand": f"{hoofd(ZAKEN[r['stand']])}. Het {ligt}: {r['laag']}.",
        "omstreden": r["omstreden"],
        "woorden": _past(r["woorden"]),
        "besluit": besluit(z, r["besluit"]) if r["besluit"] else None,
        "afspraken": [_afspraak(z, a) for a in r["afspraken"]],
        "stiltes": [_stilte(s) for s in r["stiltes"]],
        "rest": [zin for zin in _rest(r) if zin],
    }


def besluit(z: Zetsel, b: Mapping[str, Any]) -> dict[str, Any]:
    """Return a besluit: a line that says what and who, the reasons, and what else was filled in."""
    velden = [[kop, _zin(_past(str(b[naam])))] for naam, kop in BESLUITVELDEN.items() if b.get(naam)]
    if b["rugdekking"]:
        velden.append([RUGDEKKING, ACHTER_DE_COLLEGA])
    return {
        "wat": besluit_in_woorden(b["soort"]),
        "wie": f"{z.rol(b['rol'])}, {dag_voluit(b['datum'])}",
        "redenen": _past(b["redenen"]) or LEEGGEMAAKT,
        "velden": velden,
    }


def _afspraak(z: Zetsel, a: Mapping[str, Any]) -> dict[str, Any]:
    gedaan = f" Gedaan op {dag_voluit(a['gedaan_op'])}: {_past(a['gedaan'])}" if a["gedaan"] else ""
    gemist = a["stand"] == "niet_nagekomen"
    return {"zin": afspraakzin(z, a), "stand": STANDEN[a["stand"]], "gemist": gemist, "gedaan": gedaan}


def afspraakzin(z: Zetsel, a: Mapping[str, Any]) -> str:
    """Return a promise as one sentence: what, who, and the first promised day."""
    dag = dag_voluit(a["beloofd"])
    if a["verschoven"]:
        dag = f"beloofd {dag}, nu {dag_voluit(a['datum'])}, {a['verschoven']} keer verschoven"
    return f"{_past(a['omschrijving']).rstrip('.')} ({z.rol(a['eigenaar_rol'])}, {dag})"


def _stilte(s: Mapping[str, Any]) -> str:
    merk = f" ({s['merk']})" if s["merk"] else ""
    zin = f"{s['laag']}, {stil_in_dagen(s)}: {s['reden']}{merk}."
    return f"{zin} {s.get('berekening', '')}".strip()


def stil_in_dagen(s: Mapping[str, Any]) -> str:
    """Return the last day to answer, and the day on which the silence was noted where that is known."""
    genoteerd = s.get("genoteerd_op")
    return dag_voluit(s["datum"]) + (f", genoteerd op {dag_voluit(genoteerd)}" if genoteerd else "")


def stuk_in_woorden(s: Mapping[str, Any]) -> str:
    """Return what was handed on, when, and what came back."""
    zin = f"op {dag_voluit(s['datum'])} naar {s['aan'][:1].lower()}{s['aan'][1:]}."
    if s["verstuurd"] and s["verstuurd"] != s["datum"]:
        zin += f" Verstuurd op {dag_voluit(s['verstuurd'])}."
    elif not s["verstuurd"]:
        zin += " Nog niet verstuurd."
    if not s["antwoord_op"]:
        return f"{zin} Nog geen antwoord."
    return f"{zin} Antwoord op {dag_voluit(s['antwoord_op'])}: {_past(s['antwoord'])}"


def _los(s: Mapping[str, Any]) -> str:
    return f"Doorgezet {stuk_in_woorden(s)}"


def _uitstel(r: Mapping[str, Any]) -> str:
    return f"{r['uitstel']} keer uitstel." if r["uitstel"] else ""


def _rest(r: Mapping[str, Any]) -> Iterator[str]:
    yield _uitstel(r)
    yield from map(_los, r["doorgezet"])
    yield from r["oordeel"]
    yield from map(_van_wethouder, r.get("bestuur", ()))
    yield _nameting(r)


def _van_wethouder(b: Mapping[str, Any]) -> str:
    """Return what the wethouder said or asked about an earlier edition; that it was read tells nothing."""
    if b["soort"] == "gezien":
        return ""
    zin = f"De wethouder {REACTIES[b['soort']]} op {dag_voluit(b['datum'])}: {_past(b['woorden'])}"
    if b["antwoord_op"]:
        return f"{zin} Antwoord op {dag_voluit(b['antwoord_op'])}: {_past(b['antwoord'])}"
    return f"{zin} Nog geen antwoord." if b["soort"] == "vraag" else zin


def _nameting(r: Mapping[str, Any]) -> str:
    gevraagd, volgende = r["nameting"]["gevraagd_op"], r["nameting"]["volgende"]
    zinnen = (
        f"Werkt het nog? Gevraagd op {dag_voluit(gevraagd)}." if gevraagd else "",
        r["nameting"].get("uitslag", ""),
        f"De volgende keer vragen wij het op {dag_voluit(volgende)}." if volgende else "",
    )
    return " ".join(zin for zin in zinnen if zin)


def _zin(tekst: str) -> str:
    """Return words that end as a sentence, because on paper the next field follows on the same line."""
    return tekst if tekst.rstrip().endswith((".", "!", "?", ")", "…")) else f"{tekst.rstrip()}."


def _past(tekst: str) -> str:
    if len(tekst) <= LANG:
        return tekst
    return tekst[:LANG].rsplit(" ", 1)[0] + "… (de hele tekst staat op de pagina en in de tabellen)"
