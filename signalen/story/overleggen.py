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

PER_KEER = 90
"""So many knelpunten at once at most: the agenda shows a hundred items, and more fits in no room."""

MINUTEN = "480"


@dataclass(frozen=True)
class Soort:
    """One kind of overleg: at which step, who leads, when it is planned and held, and at what time."""

    soort: str
    stap: str
    leider: str
    plannen: int
    houden: int
    gasten: tuple[str, ...] = ()


SOORTEN = (
    Soort(
        "casuistiekbespreking",
        "casuistiekbespreking",
        "gespreksleider",
        plan.CASUISTIEK_PLANNEN,
        plan.CASUISTIEK,
        plan.CONSULENTEN,
    ),
    Soort("management", "management", "afdelingshoofd", plan.MANAGEMENT_PLANNEN, plan.MANAGEMENT),
    Soort("college", "college", "wethouder", plan.COLLEGE_PLANNEN, plan.COLLEGE),
)


def houd(soort: Soort, gangen: Sequence[Gang], toneel: Toneel) -> Script:
    """Play one kind of overleg, as often as it takes to discuss everything that lies there."""
    yield plan.dag(soort.plannen)
    if not _liggend(soort, gangen, toneel):
        return
    pad = _plan(soort, toneel, plan.dag(soort.houden), 9)
    yield plan.dag(soort.houden)
    te_gaan = _liggend(soort, gangen, toneel)
    for keer in range(1 + len(te_gaan) // PER_KEER):
        nu, te_gaan = te_gaan[:PER_KEER], te_gaan[PER_KEER:]
        pad = pad or _plan(soort, toneel, toneel.vandaag, 10 + keer)
        _houd(soort, pad, nu, toneel)
        pad = ""


def _liggend(soort: Soort, gangen: Sequence[Gang], toneel: Toneel) -> list[Gang]:
    """Return the items that lie at this step; those who will stay silent are not discussed."""
    stappen = toneel.vraag(lezen.stappen)
    return [
        gang
        for gang in gangen
        if gang.knelpunt_id and stappen[gang.knelpunt_id] == soort.stap and soort.stap not in gang.rol.stil
    ]


def _plan(soort: Soort, toneel: Toneel, dag: date, uur: int) -> str:
    with toneel.als(soort.leider) as browser:
        vorm = browser.open("/overleg/plannen").formulier("/overleg/plannen")
        velden = {
            "soort": soort.soort,
            "datum": dag.isoformat(),
            "begin": f"{min(uur, 23)}:00",
            "minuten": MINUTEN,
            "plaats": "Kamer 1.12, gemeentehuis",
            "deelnemers": [str(toneel.ids[wie]) for wie in soort.gasten],
        }
        return browser.stuur(vorm, velden).naar.split("?")[0]


def _houd(soort: Soort, pad: str, gangen: Sequence[Gang], toneel: Toneel) -> None:
    """Hold it with everything that should be on the agenda, and write the verslag."""
    with toneel.als(soort.leider) as browser:
        vorm = browser.open(pad).formulier("/houden")
        besproken = []
        for gang in gangen:
            sleutel = f"knelpunt:{gang.knelpunt}"
            gang.op_agenda.append(("besproken", sleutel) in vorm.keuzes)
            besproken += [sleutel] if gang.op_agenda[-1] else []
        browser.stuur(vorm, {"besproken": besproken, "aanwezig": str(1 + len(soort.gasten))})
        _verslag(browser, pad, gangen)


def _verslag(browser: Browser, pad: str, gangen: Sequence[Gang]) -> None:
    vorm = browser.open(pad).formulier("/verslag")
    antwoord = browser.stuur(vorm, tekst.verslag([tekst.titel(gang.rol.item) for gang in gangen]))
    if "gedaan=verslag" not in antwoord.naar:
        raise Mislukt(f"Het verslag van {pad} is niet vrijgegeven.")
