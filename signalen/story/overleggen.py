"""The overleggen of a story: named on a day, an agenda that fills itself, held, and a verslag. All through
the pages.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from signalen.story import gesprek, lezen, lezen_overleg, nazorg, plan, planning, speuren, tekst
from signalen.story.browser import Browser, Mislukt
from signalen.story.gang import Gang
from signalen.story.tafel import STOELEN, Tafel, Zitting
from signalen.story.toneel import Toneel
from signalen.story.verloop import Script

OP_AGENDA = 100
"""So many items an agenda shows; more fits in no room. What is left comes on the next one by itself."""


@dataclass(frozen=True)
class Soort:
    """One kind of overleg: at which step, who leads, when it is planned and held, and who is invited.

    `verder` means that holding it moves a knelpunt on; elsewhere it stays until somebody decides. With a
    `methode` the first one has a conversation; `reeks` means that it comes back, and `naast` that its step
    is beside the route.
    """

    soort: str
    stap: str
    leider: str
    plannen: int
    houden: int
    gasten: tuple[str, ...] = ()
    verder: bool = False
    methode: str = ""
    reeks: bool = False
    naast: bool = False


SOORTEN = (
    Soort(
        "moreel_beraad",
        "moreel_beraad",
        "gespreksleider",
        plan.MOREEL_PLANNEN,
        plan.MOREEL,
        plan.CONSULENTEN,
        methode="dilemmamethode",
        naast=True,
    ),
    Soort(
        "casuistiekbespreking",
        "casuistiekbespreking",
        "gespreksleider",
        plan.CASUISTIEK_PLANNEN,
        plan.CASUISTIEK,
        plan.CONSULENTEN,
        verder=True,
        methode="incidentmethode",
        reeks=True,
    ),
    Soort("management", "management", "afdelingshoofd", plan.MANAGEMENT_PLANNEN, plan.MANAGEMENT),
    Soort("college", "college", "wethouder", plan.COLLEGE_PLANNEN, plan.COLLEGE),
)


def houd(soort: Soort, gangen: Sequence[Gang], toneel: Toneel, tafel: Tafel) -> Script:
    """Play one kind of overleg; a casuïstiekbespreking as often as it takes to discuss everything.

    After a conversation by method: what may leave the room, the leerpunt, and the later times of the series.
    """
    yield plan.dag(soort.plannen)
    if not (te_gaan := _liggend(soort, gangen, toneel)):
        return
    keren = _plan_alle(soort, toneel, tafel)
    if soort.methode:
        _bereid_voor(soort, keren[0][0], te_gaan, toneel, tafel)
    yield plan.dag(soort.houden)
    zitting = _praat(soort, keren[0][0], _liggend(soort, gangen, toneel), toneel, tafel)
    _houd_alles(soort, keren[0][0], gangen, toneel, zitting)
    if zitting is not None:
        yield from _daarna(soort, zitting, toneel, tafel)
        yield from _latere_keren(soort, zitting, keren[1:], toneel, tafel)


def _liggend(soort: Soort, gangen: Sequence[Gang], toneel: Toneel) -> list[Gang]:
    """Return the items that lie at this step; those who will stay silent are not discussed."""
    naast = toneel.vraag(lezen_overleg.lopen_naast, soort.stap) if soort.naast else set()
    stappen = toneel.vraag(lezen.stappen)
    return [
        gang
        for gang in gangen
        if gang.knelpunt_id
        and (gang.knelpunt_id in naast if soort.naast else stappen.get(gang.knelpunt_id) == soort.stap)
        and soort.stap not in gang.rol.stil
    ]


def _waarover(soort: Soort, pad: str, gangen: Sequence[Gang], toneel: Toneel) -> Gang:
    """Return the item that a conversation is about: the chosen one, else the first that is on this agenda."""
    with toneel.als(soort.leider) as browser:
        links = browser.open(pad).links
    erop = [gang for gang in gangen if f"{pad}/punt/knelpunt/{gang.knelpunt}" in links]
    return min(erop or gangen, key=lambda gang: (not gang.rol.casus, gang.rol.moreel, gang.rol.nummer))


# ------------------------------------------------------------------ before


def _plan_alle(soort: Soort, toneel: Toneel, tafel: Tafel) -> list[tuple[str, date]]:
    dag = plan.dag(soort.houden)
    if soort.reeks:
        return planning.reeks(soort.soort, soort.leider, soort.gasten, dag, toneel, tafel)
    return [(_plan(soort, toneel, dag, 9), dag)]


def _plan(soort: Soort, toneel: Toneel, dag: date, uur: int) -> str:
    return planning.een(soort.soort, soort.leider, soort.gasten, dag, uur, toneel)


def _bereid_voor(soort: Soort, pad: str, gangen: Sequence[Gang], toneel: Toneel, tafel: Tafel) -> None:
    """Choose the method, prepare the item, and let who leads have the overleggen in an own calendar."""
    planning.kies_methode(pad, soort.methode, soort.leider, toneel, tafel)
    planning.bereid_voor(pad, _waarover(soort, pad, gangen, toneel), soort.gasten[0], toneel, tafel)
    planning.neem_feed(soort.leider, toneel, tafel)


# ------------------------------------------------------------------ on the day


def _praat(soort: Soort, pad: str, gangen: Sequence[Gang], toneel: Toneel, tafel: Tafel) -> Zitting | None:
    """Hold the conversation by method about one item, where there is one."""
    if not (soort.methode and gangen):
        return None
    overleg_id = uuid.UUID(pad.rsplit("/", 1)[1])
    zitting = Zitting(soort.soort, soort.methode, overleg_id, _waarover(soort, pad, gangen, toneel))
    tafel.zittingen.append(zitting)
    with toneel.als(soort.leider) as browser:
        gesprek.voer(zitting, tafel.taal, browser, toneel)
    return zitting


def _houd_alles(
    soort: Soort, pad: str, gangen: Sequence[Gang], toneel: Toneel, zitting: Zitting | None
) -> None:
    """Hold it, and again on the same day while something is left that must be discussed."""
    aanwezig = STOELEN if zitting else 1 + len(soort.gasten)
    for uur in range(10, 23):
        te_gaan = _liggend(soort, gangen, toneel)
        if not te_gaan:
            return
        pad = pad or _plan(soort, toneel, toneel.vandaag, uur)
        besproken = _houd(soort, pad, te_gaan, aanwezig, toneel)
        if not (besproken and soort.verder):
            return
        pad, aanwezig = "", 1 + len(soort.gasten)


def _houd(soort: Soort, pad: str, gangen: Sequence[Gang], aanwezig: int, toneel: Toneel) -> list[Gang]:
    """Hold it with what is on the agenda, and write the verslag; return what was discussed."""
    with toneel.als(soort.leider) as browser:
        vorm = browser.open(f"{pad}/leiden").formulier("/houden")
        erop = [gang for gang in gangen if ("besproken", _sleutel(gang)) in vorm.keuzes]
        _onthoud(erop, gangen, sum(naam == "besproken" for naam, _ in vorm.keuzes))
        besproken = [_sleutel(gang) for gang in erop]
        browser.stuur(vorm, {"besproken": besproken, "aanwezig": str(aanwezig)})
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
    vorm = browser.open(f"{pad}/leiden").formulier("/verslag")
    antwoord = browser.stuur(vorm, tekst.verslag([tekst.titel(gang.rol.item) for gang in gangen]))
    if "gedaan=verslag" not in antwoord.naar:
        raise Mislukt(f"Het verslag van {pad} is niet vrijgegeven.")


# ------------------------------------------------------------------ after a conversation


def _daarna(soort: Soort, zitting: Zitting, toneel: Toneel, tafel: Tafel) -> Iterator[date]:
    """Learn something, let the inbrenger agree, see it released, and search while the notes still exist."""
    nazorg.maak_leerpunt(zitting, soort.leider, toneel)
    nazorg.leg_voor(zitting, soort.leider, toneel)
    gehouden = toneel.vandaag
    yield plan.later(gehouden, plan.NAKIJKEN)
    nazorg.stem_in(zitting, toneel)
    if soort.naast:
        nazorg.geef_afweging_mee(zitting, soort.leider, toneel)
    yield plan.later(gehouden, plan.VRIJ)
    nazorg.kijk_vrijgegeven(zitting, toneel)
    if soort.reeks:
        tafel.zoektochten.append(speuren.zoek(tafel, toneel))


def _latere_keren(
    soort: Soort, zitting: Zitting, keren: Sequence[tuple[str, date]], toneel: Toneel, tafel: Tafel
) -> Iterator[date]:
    """Hold the later times of the series: the leerpunt comes back until its owner says that it is done."""
    for nummer, (pad, dag) in enumerate(keren):
        yield dag
        staat_er = nazorg.staat_op_agenda(zitting, pad, soort.leider, toneel)
        tafel.leerpunt.append(staat_er is (nummer == 0))
        _houd_terugblik(soort, pad, toneel)
        if nummer == 0:
            nazorg.rond_leerpunt_af(zitting, toneel, tafel)


def _houd_terugblik(soort: Soort, pad: str, toneel: Toneel) -> None:
    """Hold a later time with the afspraken and leerpunten that stand on it; a knelpunt there waits."""
    with toneel.als(soort.leider) as browser:
        vorm = browser.open(f"{pad}/leiden").formulier("/houden")
        besproken = [w for n, w in vorm.velden if n == "besproken" and not w.startswith("knelpunt:")]
        velden = {"besproken": besproken} if "besproken" in vorm.namen else {}
        browser.stuur(vorm, {**velden, "aanwezig": str(1 + len(soort.gasten))})
        _verslag(browser, pad, [])
