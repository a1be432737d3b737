"""After a conversation in a story: what may leave the room, the yes of the inbrenger, and the leerpunt.

Everything through the pages. The clock of the copy releases what the inbrenger agreed to.
"""

from __future__ import annotations

from signalen.story import handen, kamertekst, lezen_overleg, plan, tekst
from signalen.story.browser import Mislukt
from signalen.story.tafel import Tafel, Zitting
from signalen.story.toneel import Toneel


def leg_voor(zitting: Zitting, leider: str, toneel: Toneel) -> None:
    """Write what may leave the room about the knelpunt, and put it to the inbrenger."""
    punt = toneel.vraag(lezen_overleg.punt, zitting.overleg_id, zitting.gang.knelpunt)
    with toneel.als(leider) as browser:
        vorm = browser.open(f"{zitting.pad}/oogst/{punt}").formulier(f"/oogst/{punt}")
        velden = {**kamertekst.oogst(zitting.methode), "actie": "voorleggen"}
        naar = browser.stuur(vorm, velden).naar
    if "gedaan=voorgelegd" not in naar:
        raise Mislukt(f"De oogst van {zitting.pad} is niet voorgelegd.")


def stem_in(zitting: Zitting, toneel: Toneel) -> None:
    """Let the inbrenger look and agree; until then nobody outside the room reads it."""
    oogst_id, _ = toneel.vraag(lezen_overleg.oogst, zitting.overleg_id, zitting.gang.knelpunt)
    zitting.oogst.append(not _leesbaar(zitting, toneel))
    with toneel.als(zitting.gang.rol.melder) as browser:
        vorm = browser.open(zitting.gang.mijn_pad).formulier(f"/oogst/{oogst_id}")
        browser.stuur(vorm, {"antwoord": "akkoord", "afweging": "nee"})


def kijk_vrijgegeven(zitting: Zitting, toneel: Toneel) -> None:
    """Look whether the next layer reads what was released."""
    zitting.oogst.append(_leesbaar(zitting, toneel))


def _leesbaar(zitting: Zitting, toneel: Toneel) -> bool:
    with toneel.als("coordinator") as browser:
        return kamertekst.oogst(zitting.methode)["feit"] in browser.open(zitting.pad).tekst


def maak_leerpunt(zitting: Zitting, leider: str, toneel: Toneel) -> None:
    """Make the leerpunt of this conversation, with an owner and a day."""
    wat, rol = kamertekst.LEERPUNTEN[zitting.soort]
    dagen = plan.LEERPUNT if zitting.soort == "casuistiekbespreking" else plan.LEERPUNT_VER
    velden = {"omschrijving": wat, "rol": rol, "datum": plan.later(toneel.vandaag, dagen).isoformat()}
    with toneel.als(leider) as browser:
        browser.stuur(browser.open(f"{zitting.pad}/leiden").formulier("/leerpunt"), velden)


def staat_op_agenda(zitting: Zitting, pad: str, leider: str, toneel: Toneel) -> bool:
    """Say whether the leerpunt of this conversation stands on the agenda of a later overleg."""
    with toneel.als(leider) as browser:
        return kamertekst.LEERPUNTEN[zitting.soort][0] in browser.open(pad).tekst


def rond_leerpunt_af(zitting: Zitting, toneel: Toneel, tafel: Tafel) -> None:
    """Let its owner say that it is done, from the own list."""
    pad = f"/afspraken/{toneel.vraag(lezen_overleg.leerpunt_van, zitting.overleg_id)}"
    with toneel.als(kamertekst.LEERPUNTEN[zitting.soort][1]) as browser:
        tafel.leerpunt.append(any(url.startswith(pad) for url in toneel.werklijst(browser, pad)))
        vorm = browser.open(pad).formulier("/gedaan")
        browser.stuur(vorm, {"tekst": "De zin staat nu in elke brief over deze werkwijze."})


def geef_afweging_mee(zitting: Zitting, leider: str, toneel: Toneel) -> None:
    """Hand what was weighed in a moreel beraad to who decides; the step beside the route ends with it."""
    velden = tekst.daad(zitting.gang.rol, "moreel_beraad", "afweging", toneel.vandaag, "")
    handen.doe(zitting.gang, toneel, leider, "afweging", velden, "moreel_beraad")
