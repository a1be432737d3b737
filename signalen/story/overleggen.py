"""The overleggen of a story: named on a day, an agenda that fills itself, held, and a verslag. All through
the pages.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from signalen.story import lezen, plan, tekst
from signalen.story.browser import Browser, Mislukt
from signalen.story.gang import Gang
from signalen.story.toneel import Toneel
from signalen.story.verloop import Script

OP_AGENDA = 100
"""So many items an agenda shows; more fits in no room. What is left comes on the next one by itself."""

MINUTEN = "480"


@dataclass(frozen=True)
class Soort:
    """One kind of overleg: at which step, who leads, when it is planned and held, and who is invited.

    `verder` means that holding it moves a knelpunt on; elsewhere it stays until somebody decides.
    """

    soort: str
    stap: str
    leider: str
    plannen: int
    houden: int
    gasten: tuple[str, ...] = ()
    verder: bool = False


SOORTEN = (
    Soort(
        "casuistiekbespreking",
        "casuistiekbespreking",
        "gespreksleider",
        plan.CASUISTIEK_PLANNEN,
        plan.CASUISTIEK,
        plan.CONSULENTEN,
        True,
    ),
    Soort("management", "management", "afdelingshoofd", plan.MANAGEMENT_PLANNEN, plan.MANAGEMENT),
    Soort("college", "college", "wethouder", plan.COLLEGE_PLANNEN, plan.COLLEGE),
)


def houd(soort: Soort, gangen: Sequence[Gang], toneel: Toneel) -> Script:
    """Play one kind of overleg; a casuïstiekbespreking as often as it takes to discuss everything."""
    yield plan.dag(soort.plannen)
    if not _liggend(soort, gangen, toneel):
        return
    pad = _plan(soort, toneel, plan.dag(soort.houden), 9)
    yield plan.dag(soort.houden)
    for uur in range(10, 23):
        te_gaan = _liggend(soort, gangen, toneel)
        if not te_gaan:
            return
        besproken = _houd(soort, pad or _plan(soort, toneel, toneel.vandaag, uur), te_gaan, toneel)
        if not (besproken and soort.verder):
            return
        pad = ""


def _liggend(soort: Soort, gangen: Sequence[Gang], toneel: Toneel) -> list[Gang]:
    """Return the items that lie at this step; those who will stay silent are not discussed."""
    stappen = toneel.vraag(lezen.stappen)
    return [
        gang
        for gang in gangen
        if gang.knelpunt_id
        and stappen.get(gang.knelpunt_id) == soort.stap
        and soort.stap not in gang.rol.stil
    ]


def _plan(soort: Soort, toneel: Toneel, dag: date, uur: int) -> str:
    with toneel.als(soort.leider) as browser:
        vorm = browser.open("/overleg/plannen").formulier("/overleg/plannen")
        velden = {
            "soort": soort.soort,
            "datum": dag.isoformat(),
            "begin": f"{uur}:00",
            "minuten": MINUTEN,
            "plaats": "Kamer 1.12, gemeentehuis",
            "deelnemers": [str(toneel.ids[wie]) for wie in soort.gasten],
        }
        return browser.stuur(vorm, velden).naar.split("?")[0]


def _houd(soort: Soort, pad: str, gangen: Sequence[Gang], toneel: Toneel) -> list[Gang]:
    """Hold it with what is on the agenda, and write the verslag; return what was discussed."""
    with toneel.als(soort.leider) as browser:
        vorm = browser.open(pad).formulier("/houden")
        erop = [gang for gang in gangen if ("besproken", _sleutel(gang)) in vorm.keuzes]
        _onthoud(erop, gangen, sum(naam == "besproken" for naam, _ in vorm.keuzes))
        besproken = [_sleutel(gang) for gang in erop]
        browser.stuur(vorm, {"besproken": besproken, "aanwezig": str(1 + len(soort.gasten))})
        _verslag(browser, pad, erop)
    return erop


def _sleutel(gang: Gang) -> str:
    return f"knelpunt:{gang.knelpunt}"


def _onthoud(erop: Sequence[Gang], gangen: Sequence[Gang], punten: int) -> None:
    """Note who was on the agenda; who was not is only missed when there was room for it."""
    for gang in gangen:
        if gang in erop or punten < OP_AGENDA:
            gang.op_agenda.append(gang in erop)


def _verslag(browser: Browser, pad: str, gangen: Sequence[Gang]) -> None:
    vorm = browser.open(pad).formulier("/verslag")
    antwoord = browser.stuur(vorm, tekst.verslag([tekst.titel(gang.rol.item) for gang in gangen]))
    if "gedaan=verslag" not in antwoord.naar:
        raise Mislukt(f"Het verslag van {pad} is niet vrijgegeven.")
