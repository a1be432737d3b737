"""The edition in plain words, for one page: sentences under five headings. Pure.

Each sentence stands there only when the edition holds that fact; what did not happen is said once. No verdict
about people, and nothing that is not also in the tables.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from signalen.register.getallen import getal

DEEL = dict[str, Any]


def samenvatting(delen: Mapping[str, Any], feiten: Mapping[str, int]) -> list[DEEL]:
    """Return [{kop, zinnen}] in reading order; `feiten` is what the sentences of the front page count."""
    return [
        _deel("Op uw bord", _bord(feiten), "Er wacht geen besluit op het college."),
        _deel("Beloofd en nagekomen", _beloofd(delen["afspraken_per_laag"]), "Er liepen geen afspraken."),
        _deel("Stil gebleven", _stil(delen["stil_per_laag"]), "Elke laag antwoordde op tijd."),
        _deel(
            "Wat veranderde voor inwoners",
            _veranderd(delen["veranderd"]),
            "In dit kwartaal is geen verandering voor inwoners afgerond.",
        ),
        _deel(
            "Naar raad, Rijk en keten",
            _doorgezet(delen["doorgezet"]),
            "Er is niets doorgezet naar een ander.",
        ),
    ]


def _deel(kop: str, zinnen: Iterable[str], anders: str) -> DEEL:
    return {"kop": kop, "zinnen": [zin for zin in zinnen if zin] or [anders]}


def _hoofd(zin: str) -> str:
    return zin[:1].upper() + zin[1:]


def _tel(aantal: int, een: str, meer: str) -> str:
    return _hoofd((een if aantal == 1 else meer).format(getal(aantal))) if aantal else ""


def _bord(feiten: Mapping[str, int]) -> list[str]:
    return [
        _tel(
            feiten.get("wacht", 0),
            "Eén knelpunt wacht op een besluit van het college.",
            "{} knelpunten wachten op een besluit van het college.",
        )
    ]


def _beloofd(lagen: Sequence[Mapping[str, Any]]) -> list[str]:
    som = {naam: sum(laag[naam] for laag in lagen) for naam in ("beloofd", "nagekomen", "loopt")}
    laat = sum(laag["niet_nagekomen"] + laag["te_laat_nagekomen"] for laag in lagen)
    return [
        _tel(som["beloofd"], "er kwam één nieuwe afspraak bij.", "er kwamen {} nieuwe afspraken bij."),
        _tel(som["nagekomen"], "Eén afspraak is op tijd nagekomen.", "{} afspraken zijn op tijd nagekomen."),
        _tel(laat, "Eén afspraak is niet op tijd nagekomen.", "{} afspraken zijn niet op tijd nagekomen."),
        _tel(
            som["loopt"],
            "Eén afspraak loopt nog; de dag daarvan moet nog komen.",
            "{} afspraken lopen nog; de dag daarvan moet nog komen.",
        ),
    ]


def _stil(lagen: Iterable[Mapping[str, Any]]) -> list[str]:
    zin = "{laag}: {keer} keer ging een datum voorbij zonder antwoord."
    return [zin.format(laag=laag["laag"], keer=getal(laag["aantal"])) for laag in lagen]


def _veranderd(punten: Sequence[Mapping[str, Any]]) -> list[str]:
    zinnen = [f"{punt['titel']}: {punt['omschrijving'].rstrip('.')}." for punt in punten[:3]]
    rest = len(punten) - 3
    return [*zinnen, _tel(max(rest, 0), "en nog één punt.", "en nog {} punten.")]


def _doorgezet(stukken: Sequence[Mapping[str, Any]]) -> list[str]:
    open_ = sum(stuk["antwoord_op"] is None and stuk["soort"] != "raadsbrief" for stuk in stukken)
    return [
        _tel(len(stukken), "Eén knelpunt ging naar een ander.", "er ging {} keer iets naar een ander."),
        _tel(open_, "daarop kwam nog geen antwoord.", "op {} daarvan kwam nog geen antwoord."),
    ]
