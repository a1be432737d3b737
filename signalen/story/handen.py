"""The acts of a story, each as one person at a screen: open the page, fill in what it asks, send it.

Decides nothing: which act and which words come from `verloop`, `plan` and `tekst`.
"""

from __future__ import annotations

import uuid

from signalen.story import lezen, tekst
from signalen.story.browser import Browser, Formulier, Mislukt, Pagina
from signalen.story.gang import Gang
from signalen.story.toneel import Toneel
from workflows.termijn import voluit


def geef(gang: Gang, toneel: Toneel) -> None:
    """Give the signaal: the form, nakijken, versturen, and read the receipt."""
    with toneel.als(gang.rol.melder) as browser:
        vorm = browser.open("/signaal-geven").formulier("/signaal-geven/nakijken")
        velden = tekst.signaal(gang.rol)
        kijk = _nakijken(browser, vorm, velden)
        klaar = kijk.formulier("/signaal-geven")
        verstuurd = browser.stuur(klaar, tekst.doorgeven(velden, klaar.waarde("doorgeeftekst")))
        gang.signaal_id = uuid.UUID(verstuurd.naar.split("?")[0].rsplit("/", 1)[1])
        gang.knelpunt_id, uiterste = toneel.vraag(lezen.ontvangen, gang.signaal_id)
        gang.bevestigd = True
        bewijs = browser.open(verstuurd.naar).tekst
        gang.ontvangst = "coördinator" in bewijs and voluit(uiterste) in bewijs


def _nakijken(browser: Browser, vorm: Formulier, velden: tekst.Velden) -> Pagina:
    """Send the form; when the guard asks about a number, say why it may stay, as a person would."""
    kijk = browser.stuur(vorm, velden, mag=(200, 422))
    if kijk.status == 422:
        vorm = kijk.formulier("/signaal-geven/nakijken")
        kijk = browser.stuur(vorm, {"laten_staan": tekst.LATEN_STAAN})
    return kijk


def beschrijf(gang: Gang, toneel: Toneel) -> None:
    """Give the knelpunt its title, so that colleagues recognise it."""
    with toneel.als("coordinator") as browser:
        kijk_op_lijst(gang, toneel, browser)
        vorm = browser.open(gang.pad).formulier("/beschrijven")
        browser.stuur(vorm, tekst.beschrijving(gang.rol.item))


def schrijf_handreiking(gang: Gang, toneel: Toneel) -> None:
    """Write the card that explains what was already possible; the jurist signs with it."""
    with toneel.als("coordinator") as browser:
        vorm = browser.open("/handreikingen/nieuw").formulier("/handreikingen")
        pad = browser.stuur(vorm, tekst.handreiking(gang.rol.item, toneel.vandaag)).naar.split("?")[0]
    with toneel.als("jurist") as browser:
        browser.stuur(browser.open(pad).formulier("/meetekenen"))
    gang.handreiking_id = pad.rsplit("/", 1)[1]


def kijk_op_lijst(gang: Gang, toneel: Toneel, browser: Browser) -> None:
    """Look whether this knelpunt stands in Mijn werk of who is about to act."""
    gang.op_lijst.append(any(url.startswith(gang.pad) for url in toneel.werklijst(browser, gang.pad)))


def doe(gang: Gang, toneel: Toneel, wie: str, uitkomst: str, velden: tekst.Velden, naast: str = "") -> None:
    """Carry out one outcome of a step, or of a step beside the route."""
    with toneel.als(wie) as browser:
        kijk_op_lijst(gang, toneel, browser)
        vorm = browser.open(gang.pad).formulier(f"/doen/{uitkomst}", naast=naast)
        browser.stuur(vorm, velden)


def oordeel(gang: Gang, toneel: Toneel, nee: bool) -> None:
    """Let the melder read the answer, react to what was heard, and judge what is asked."""
    with toneel.als(gang.rol.melder) as browser:
        pagina = browser.open(gang.mijn_pad)
        gang.antwoord_gelezen.append(toneel.vraag(lezen.laatste_antwoord, gang.knelpunt) in pagina.tekst)
        _reageer(gang, browser, pagina)
        vormen = pagina.formulieren("/oordeel")
        if vormen:
            browser.stuur(vormen[0], _verdict(gang, vormen[0].namen, nee))


def _verdict(gang: Gang, gevraagd: frozenset[str], nee: bool) -> tekst.Velden:
    antwoorden = {
        "begrepen": "ja",
        "beantwoord": "nee" if nee else "deels" if gang.rol.nummer % 6 == 0 else "ja",
        "veranderd": "deels" if gang.rol.te_laat else "ja",
    }
    return {vraag: wat for vraag, wat in antwoorden.items() if vraag in gevraagd}


def _reageer(gang: Gang, browser: Browser, pagina: Pagina) -> None:
    """Say of the first thing that a layer heard whether it is right."""
    for vorm in [v for v in pagina.formulieren("") if "/doorgeving/" in v.actie][:1]:
        anders = {"antwoord": "deels", "correctie": "Het gaat om meer inwoners dan hier staat."}
        browser.stuur(vorm, anders if gang.rol.betwist else {"antwoord": "klopt"})


def betwist(gang: Gang, toneel: Toneel) -> None:
    """Contest the answer."""
    with toneel.als(gang.rol.melder) as browser:
        vorm = browser.open(gang.mijn_pad).formulier("/betwisten")
        browser.stuur(vorm, {"reden": "Dit lost niet op wat ik in mijn werk zie gebeuren."})


def kom_na(gang: Gang, toneel: Toneel) -> None:
    """Mark the promise as kept, as its owner."""
    _afspraken(gang, toneel, "gedaan", {"tekst": "De werkwijze is aangepast en besproken met het team."})


def laat_afspraken_vervallen(gang: Gang, toneel: Toneel) -> None:
    """Drop the promises of a decision that was contested; the layer above makes its own."""
    if toneel.vraag(lezen.beloofde_dag, gang.knelpunt) is not None:
        reden = "Het besluit is betwist. De laag erboven besluit opnieuw."
        _afspraken(gang, toneel, "vervallen", {"reden": reden})


def _afspraken(gang: Gang, toneel: Toneel, actie: str, velden: tekst.Velden) -> None:
    with toneel.als("afdelingshoofd") as browser:
        pagina = browser.open(f"{gang.pad}/afspraken")
        vormen = [v for v in pagina.formulieren(f"/{actie}") if v.actie.startswith("/afspraken/")]
        if not vormen:
            raise Mislukt(f"Op {gang.pad}/afspraken kan niemand zeggen dat een afspraak {actie} is.")
        for vorm in vormen:
            browser.stuur(vorm, velden)
