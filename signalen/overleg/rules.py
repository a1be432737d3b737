"""Pure rules of an overleg: its kinds, what fits, what a plan must hold, and what events say of it later."""

from __future__ import annotations

import re
import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from signalen.knelpunt.rules import OngeldigeInvoer, Veldfout, lees_datum
from signalen.koppen import passend
from signalen.permissions import BEHANDELAARS
from signalen.signaal.rules import bezwaren, schoon
from workflows.definition import Route
from workflows.termijn import Kalender, voluit

SOORTEN = {
    "casuistiekbespreking": "Casuïstiekbespreking",
    "moreel_beraad": "Moreel beraad",
    "management": "Managementoverleg",
    "college": "College",
    "luistersessie": "Luistersessie",
}
LEIDERS: Mapping[str, tuple[str, ...]] = {
    "casuistiekbespreking": ("gespreksleider", "coordinator"),
    "moreel_beraad": ("gespreksleider", "coordinator"),
    "management": ("afdelingshoofd", "directeur", "secretaris", "gespreksleider", "coordinator"),
    "college": ("wethouder", "secretaris", "griffier"),
    "luistersessie": (
        "gespreksleider",
        "coordinator",
        "wethouder",
        "directeur",
        "secretaris",
        "afdelingshoofd",
    ),
}
"""Who may lead an overleg of this kind; the first role held is the one in the events."""

VRIJ_VAN_LIJN = ("casuistiekbespreking", "moreel_beraad", "luistersessie")
"""Kinds that are not led by the leidinggevende of a deelnemer (DESIGN section 4)."""

ZONDER_STAPVELD = {"management": ("management", "afdelingshoofd"), "college": ("college",)}
"""Steps that an overleg discusses although the route does not ask for one there."""

AFSPRAAK_MINUTEN, KNELPUNT_MINUTEN, MOREEL_MINUTEN = 3, 15, 60
MIN_DUUR, STANDAARD_DUUR, MAX_DUUR = 15, 90, 480
MAX_VERZET = 1
TWEE_KEER = 2
AFSPRAAK_ROLLEN = tuple(sorted(BEHANDELAARS))


def stappen_voor(route: Route, soort: str) -> tuple[str, ...]:
    """Return the steps of a route that an overleg of this kind discusses."""
    vaste = ZONDER_STAPVELD.get(soort, ())
    return tuple(s.naam for s in route.stappen.values() if s.overleg == soort or s.naam in vaste)


def rol_als_leider(rollen: Collection[str], soort: str) -> str:
    """Return in which role somebody leads this kind of overleg; empty when they may not."""
    return next((rol for rol in LEIDERS.get(soort, ()) if rol in rollen), "")


def minuten_voor(soort_punt: str, soort_overleg: str) -> int:
    """Return how long an item usually takes."""
    if soort_punt == "afspraak":
        return AFSPRAAK_MINUTEN
    return MOREEL_MINUTEN if soort_overleg == "moreel_beraad" else KNELPUNT_MINUTEN


def hoeveel_past(minuten: Sequence[int], ruimte: int) -> int:
    """Return how many items fit, in order; the first always comes on the table."""
    samen = 0
    for aantal, duur in enumerate(minuten):
        samen += duur
        if samen > ruimte and aantal:
            return aantal
    return len(minuten)


# ------------------------------------------------------------------ planning


@dataclass(frozen=True)
class Voorstel:
    """A plan as it was typed. `gespreksleider` and `deelnemers` are people; `door` is who plans."""

    soort: str
    datum: str
    begin: str
    door: uuid.UUID
    titel: str = ""
    minuten: str = ""
    plaats: str = ""
    gespreksleider: uuid.UUID | None = None
    deelnemers: tuple[uuid.UUID, ...] = ()


@dataclass(frozen=True)
class Gelezen:
    """A plan that can be stored."""

    soort: str
    titel: str
    datum: date
    begin: time
    minuten: int
    plaats: str


def lees_plan(voorstel: Voorstel, vandaag: date, kalender: Kalender) -> Gelezen:
    """Turn what was typed into a plan. Raises OngeldigeInvoer with a sentence per field that cannot stand."""
    fouten: list[Veldfout] = []
    if voorstel.soort not in SOORTEN:
        fouten.append(Veldfout("soort", "Kies wat voor overleg het is."))
    datum = _probeer("datum", lambda: lees_overlegdag(voorstel.datum, vandaag, kalender), fouten)
    begin = _probeer("begin", lambda: lees_tijd(voorstel.begin), fouten)
    minuten = _probeer("minuten", lambda: lees_minuten(voorstel.minuten), fouten)
    titel, plaats = (" ".join(schoon(ruw).split()) for ruw in (voorstel.titel, voorstel.plaats))
    fouten += gegevensfouten({"titel": titel, "plaats": plaats})
    fouten += te_lang({"titel": titel, "plaats": plaats}, 200)
    if fouten:
        raise OngeldigeInvoer(fouten)
    titel = titel or SOORTEN[voorstel.soort]
    return Gelezen(voorstel.soort, titel, datum, begin, minuten, plaats)


def _probeer(veld: str, lees: Any, fouten: list[Veldfout]) -> Any:
    try:
        return lees()
    except ValueError as fout:
        fouten.append(Veldfout(veld, str(fout)))
        return None


def lees_overlegdag(ruw: str, vandaag: date, kalender: Kalender) -> date:
    """Read the day of an overleg: today or later, and a working day. Raises ValueError with a sentence."""
    dag = lees_datum(ruw.strip())
    if dag < vandaag:
        raise ValueError("Deze dag is al geweest. Kies vandaag of een latere dag.")
    if not kalender.is_werkdag(dag):
        waarom = kalender.waarom_vrij(dag)
        raise ValueError(f"{voluit(dag).capitalize()} is geen werkdag ({waarom}). Kies een andere dag.")
    return dag


def lees_tijd(ruw: str) -> time:
    """Read `14:00`, `14.00` or `14`. Raises ValueError with a sentence."""
    gevonden = re.fullmatch(r"(\d{1,2})(?:[:.](\d{2}))?(?: uur)?", ruw.strip())
    uur, minuut = (int(gevonden[1]), int(gevonden[2] or 0)) if gevonden else (24, 0)
    if uur > 23 or minuut > 59:
        raise ValueError("Schrijf hoe laat het begint, bijvoorbeeld 14:00.")
    return time(uur, minuut)


def lees_minuten(ruw: str) -> int:
    """Read how long an overleg takes; empty means ninety minutes. Raises ValueError with a sentence."""
    if not ruw.strip():
        return STANDAARD_DUUR
    if not re.fullmatch(r"\d{1,4}", ruw.strip()) or not MIN_DUUR <= int(ruw) <= MAX_DUUR:
        raise ValueError(f"Schrijf het aantal minuten, van {MIN_DUUR} tot en met {MAX_DUUR}.")
    return int(ruw)


def lees_aanwezig(ruw: str) -> int | None:
    """Read how many people were there; empty means not counted. Raises OngeldigeInvoer."""
    if not ruw.strip():
        return None
    if not re.fullmatch(r"\d{1,3}", ruw.strip()):
        raise OngeldigeInvoer([Veldfout("aanwezig", "Schrijf een getal, bijvoorbeeld 8.")])
    return int(ruw)


def gegevensfouten(teksten: Mapping[str, str]) -> list[Veldfout]:
    """Return a sentence per field that holds what looks like data of a resident."""
    gevonden = bezwaren({naam: tekst for naam, tekst in teksten.items() if tekst})
    return [
        Veldfout(naam, " ".join(v.uitleg for v in vondsten) + " Haal het weg.")
        for naam, vondsten in gevonden.items()
    ]


def te_lang(teksten: Mapping[str, str], hoogstens: int) -> list[Veldfout]:
    """Return a sentence per field that is longer than can be stored; nothing is cut off silently."""
    zin = f"Kort dit in tot {hoogstens} tekens."
    return [Veldfout(naam, zin) for naam, tekst in teksten.items() if len(tekst) > hoogstens]


def eis_reden(reden: str, zin: str) -> str:
    """Return the reason. Raises OngeldigeInvoer when it is empty or holds data of a resident."""
    fouten = gegevensfouten({"reden": reden}) + te_lang({"reden": schoon(reden)}, 2000)
    if not reden.strip():
        fouten = [Veldfout("reden", zin)]
    if fouten:
        raise OngeldigeInvoer(fouten)
    return schoon(reden)


# ------------------------------------------------------------------ what the events say

Feiten = Sequence[tuple[str, Mapping[str, Any]]]
BREEKT_DE_RIJ = ("overleg_gehouden", "besproken", "uitkomst", "naast_uitkomst", "stilte", "naast_stilte")


def vervallen_op_rij(feiten: Feiten, stap: str) -> int:
    """Return how many overleggen for this step were cancelled in a row, up to now.

    Held, moved on or fallen silent breaks the row: two in a row are silence (DESIGN section 6).
    """
    geteld = 0
    for soort, inhoud in feiten:
        if inhoud.get("stap") != stap:
            continue
        if soort == "overleg_vervallen":
            geteld += 1
        elif soort in BREEKT_DE_RIJ:
            geteld = 0
    return geteld


def uitkomst_na(feiten: Feiten, overleg_id: str) -> tuple[str, str]:
    """Return (step, outcome) that followed on what this overleg discussed; empty while nothing did.

    The outcome is `stilte` when the layer fell silent before it was written down.
    """
    stappen: set[str] = set()
    for soort, inhoud in feiten:
        if soort in ("overleg_gehouden", "besproken") and inhoud.get("overleg") == overleg_id:
            stappen = {inhoud["stap"], inhoud.get("naar") or inhoud["stap"]}
        elif inhoud.get("stap") in stappen and soort in ("uitkomst", "naast_uitkomst"):
            return inhoud["stap"], inhoud["uitkomst"]
        elif inhoud.get("stap") in stappen and soort in ("stilte", "naast_stilte"):
            return inhoud["stap"], "stilte"
    return "", ""


# ------------------------------------------------------------------ the verslag

DELEN = (("feit", "Feiten"), ("alternatief", "Mogelijkheden"), ("opvatting", "Opvattingen"))
"""The three parts of a verslag, kept apart because opinions are not public and the rest is (Woo 5.2)."""


def verslag_markdown(delen: Mapping[str, str]) -> str:
    """Return one Markdown text of the parts that hold words; headings of the writer stand below ours."""
    stukken = [f"# {kop}\n\n{passend(delen[naam], 2)}" for naam, kop in DELEN if delen.get(naam)]
    return "\n\n".join(stukken)
