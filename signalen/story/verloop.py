"""The script of one item: from Dit knelt to the verdict on what changed, each act by the person whose turn
it is.

A generator: it yields the day on which it goes on. Everything it does goes over HTTP, through forms on pages.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from datetime import date

from signalen.story import handen, lezen, plan, tekst
from signalen.story.browser import Mislukt
from signalen.story.gang import ANTWOORDT, STAPROL, Gang
from signalen.story.toneel import Toneel

BESLUITEN = ("kon_al", "aanpassen", "aangenomen", "proberen", "doorgeven")
VASTE_DAG = {
    "uitzoeken": plan.UITZOEKEN,
    "klein": plan.KLEIN,
    "casuistiek_verslag": plan.ADVIES,
    "management": plan.MANAGEMENT,
    "college": plan.COLLEGE,
}
"""The shared day of a step; who comes there later has an own pace."""

Script = Iterator[date]


def speel(gang: Gang, toneel: Toneel) -> Script:
    """Play one item to its end."""
    yield gang.rol.geef_dag
    handen.geef(gang, toneel)
    yield plan.dag(plan.UITZOEKEN)
    handen.beschrijf(gang, toneel)
    if gang.rol.item.oplosniveau == "team":
        handen.schrijf_handreiking(gang, toneel)
    stap = yield from _tot_antwoord(gang, toneel)
    if gang.rol.betwist:
        stap = yield from _betwist(gang, toneel, stap)
    if gang.rol.besluit == "doorgeven":
        yield from _buiten(gang, toneel)
    yield from _nakomen(gang, toneel)


def _tot_antwoord(gang: Gang, toneel: Toneel) -> Generator[date, None, str]:
    stap = yield from _tot_besluit(gang, toneel)
    yield plan.later(toneel.vandaag, plan.ANTWOORD)
    handen.doe(gang, toneel, ANTWOORDT[stap], "verzonden", {"antwoord": tekst.antwoord(gang.rol)})
    yield plan.later(toneel.vandaag, plan.OORDEEL)
    handen.oordeel(gang, toneel, nee=gang.rol.betwist and not gang.betwist)
    return stap


def _tot_besluit(gang: Gang, toneel: Toneel) -> Generator[date, None, str]:
    """Walk the route until somebody decides; return the step where that was."""
    while True:
        stap = toneel.vraag(lezen.stap_van, gang.knelpunt)
        if stap in gang.nog_stil:
            yield from _wacht_op_stilte(gang, toneel, stap)
        elif stap == "casuistiekbespreking":
            yield from _wacht_op_overleg(gang, toneel)
        elif stap in STAPROL:
            yield _wanneer(stap, toneel.vandaag)
            if _handel(gang, toneel, stap) in BESLUITEN:
                return stap
        else:
            raise Mislukt(f"Het knelpunt staat onverwacht bij ‘{stap}’.")


def _wanneer(stap: str, vandaag: date) -> date:
    vast = plan.dag(VASTE_DAG[stap]) if stap in VASTE_DAG else vandaag
    return vast if vast > vandaag or stap == "uitzoeken" else plan.later(vandaag, plan.HALEN)


def _handel(gang: Gang, toneel: Toneel, stap: str) -> str:
    uitkomst = gang.rol.uitkomst(stap)
    velden = tekst.daad(gang.rol, stap, uitkomst, toneel.vandaag, gang.handreiking_id)
    handen.doe(gang, toneel, STAPROL[stap], uitkomst, velden)
    return uitkomst


def _wacht_op_stilte(gang: Gang, toneel: Toneel, stap: str) -> Script:
    """Let the term pass: nobody acts, and the clock must notice on the first working day after."""
    gang.nog_stil.discard(stap)
    yield plan.later(toneel.vraag(lezen.uiterste_van, gang.knelpunt, stap), 1)
    if not toneel.vraag(lezen.was_stil, gang.knelpunt, stap):
        raise Mislukt(f"‘{stap}’ bleef stil, maar dat staat nergens.")


def _wacht_op_overleg(gang: Gang, toneel: Toneel) -> Script:
    yield plan.dag(plan.CASUISTIEK)
    if toneel.vraag(lezen.stap_van, gang.knelpunt) == "casuistiekbespreking":
        raise Mislukt("De casuïstiekbespreking is gehouden, maar dit knelpunt is daar gebleven.")


def _betwist(gang: Gang, toneel: Toneel, stap: str) -> Generator[date, None, str]:
    """Contest the answer; where a layer above exists it decides again and answers again."""
    gang.betwist = True
    handen.betwist(gang, toneel)
    if toneel.vraag(lezen.stap_van, gang.knelpunt) not in STAPROL:
        return stap
    handen.laat_afspraken_vervallen(gang, toneel)
    return (yield from _tot_antwoord(gang, toneel))


def _buiten(gang: Gang, toneel: Toneel) -> Script:
    """Hand it on: sent, received, where it stands, and the answer of the other one."""
    stappen = (
        ("buiten_versturen", "verstuurd", {"verzonden_aan": "Met een brief en een voorbeeld zonder namen."}),
        ("buiten_ontvangst", "bevestigd", {"stand": "De ontvangst is bevestigd; er wordt naar gekeken."}),
        ("buiten_stand", "stand", {"stand": "Er is nog geen antwoord. Wij vragen het opnieuw."}),
        ("buiten_stand", "beantwoord", {"stand": "De ander neemt het mee in de eerstvolgende wijziging."}),
    )
    for naast, uitkomst, velden in stappen:
        handen.doe(gang, toneel, "wethouder", uitkomst, velden, naast)
        yield plan.later(toneel.vandaag, plan.BUITEN)


def _nakomen(gang: Gang, toneel: Toneel) -> Script:
    """Keep the promise, on time or too late, and let the melder say whether anything changed."""
    beloofd = toneel.vraag(lezen.beloofde_dag, gang.knelpunt)
    if beloofd is None:
        return
    klaar = plan.later(beloofd, plan.TE_LAAT) if gang.rol.te_laat else plan.eerder(beloofd)
    yield max(klaar, toneel.vandaag)
    handen.kom_na(gang, toneel)
    yield plan.later(toneel.vandaag, 1)
    handen.oordeel(gang, toneel, nee=False)
