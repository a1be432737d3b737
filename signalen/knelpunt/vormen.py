"""The forms of the knelpunt page, made from what the route declares, and the reading of what was posted."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from signalen import kader, velden
from signalen.kennis import queries as kennis
from signalen.knelpunt.queries.pagina import op_nummer
from signalen.knelpunt.queries.zetten import Zet
from signalen.knelpunt.rules import OORZAKEN, OPLOSNIVEAUS, OngeldigeInvoer, Veldfout
from signalen.permissions import Recht, mag
from signalen.signaal import rules as signaalregels
from signalen.signaal.forms import NIVEAUS
from signalen.weigering import NietGevonden

EIGENAARS = (
    "teamleider",
    "afdelingshoofd",
    "directeur",
    "secretaris",
    "wethouder",
    "griffier",
    "coordinator",
    "jurist",
)
NIET_BEWAAKT = ("csrf_token", "formulier", "teken", "traject", "naast")


def als_uuid(ruw: str) -> uuid.UUID | None:
    """Return an id, or None for anything that is not one."""
    try:
        return uuid.UUID(ruw)
    except ValueError:
        return None


def naam_van(naast: str, uitkomst: str) -> str:
    """Return the name of the form of one outcome."""
    return f"{naast or 'stap'}-{uitkomst}"


def keuzelijsten(soorten: Collection[str] = ("rol", "handreiking")) -> dict[str, list[tuple[str, str]]]:
    """Return the choices that come from the app, as (value, label), for the kinds of field that ask them."""
    rollen = [(rol, kader.rol_label(rol)) for rol in EIGENAARS]
    return {"afspraak_rol": rollen, "handreiking": kennis.gepubliceerd() if "handreiking" in soorten else []}


def toegestaan() -> dict[str, Collection[str]]:
    """Return the allowed values of those choices."""
    return {naam: [waarde for waarde, _ in paren] for naam, paren in keuzelijsten().items()}


def alle(
    zetten: Sequence[Zet],
    voor: Mapping[str, str],
    ruw: Mapping[str, str] | None,
    fouten: Mapping[str, str],
    waar: str,
    signalen: Collection[str] = (),
    van_tafel: tuple[Collection[str], Mapping[str, str]] | None = None,
) -> dict[str, Any]:
    """Return every form on the page by name; the one named `waar` holds what was typed and the sentences.

    `signalen` are the ids of those that may be asked something or split off: each has forms of its own.
    `van_tafel` are steps whose outcome the last overleg spoke about, and texts by the name of the field.
    """
    lijsten = keuzelijsten({v.soort for z in zetten for k in z.keuzes for v in k.velden})
    uit: dict[str, Any] = {}
    for zet in zetten:
        for keuze in zet.keuzes:
            naam = naam_van(zet.naast, keuze.naam)
            vooraf = {
                **_van_tafel(zet, keuze.velden, van_tafel),
                **{v.naam: voor[v.voorvullen] for v in keuze.velden if v.voorvullen in voor},
            }
            uit[naam] = velden.onaangeraakt(naam, keuze.velden, lijsten, vooraf)
            if naam == waar:
                uit[naam] = velden.formulier(
                    naam, keuze.velden, lijsten, vooraf if ruw is None else ruw, fouten
                )
    for naam, (vragen, keuzes) in {**EIGEN, **_per_signaal(signalen)}.items():
        uit[naam] = velden.onaangeraakt(naam, vragen, keuzes)
        if naam == waar:
            uit[naam] = velden.formulier(naam, vragen, keuzes, ruw, fouten)
    return uit


def _van_tafel(
    zet: Zet, vragen: Sequence[Any], van_tafel: tuple[Collection[str], Mapping[str, str]] | None
) -> dict[str, str]:
    """Fill fields with what the overleg said, for the step it was about; the route's own words go before."""
    stappen, teksten = van_tafel or ((), {})
    return {v.naam: teksten[v.naam] for v in vragen if zet.stap in stappen and v.naam in teksten}


def _eigen() -> dict[str, tuple[Any, dict[str, Any]]]:
    dag = "Bijvoorbeeld 8-12-2026. Ten hoogste 30 werkdagen."
    reden = ("reden", "Waarom?", "lang", True, "De inbrengers en de volgende laag lezen dit.")
    return {
        "uitstel": (velden.vragen(reden), {}),
        "opschorten": (
            velden.vragen(
                ("partij", "Op wie wachten jullie?", "tekst", True, ""),
                ("tot", "Tot wanneer?", "datum", True, dag),
                reden,
            ),
            {},
        ),
        "beschrijven": (
            velden.vragen(
                ("titel", "Titel", "tekst", True, "Wat knelt er, in één zin zonder namen."),
                ("oorzaak", "Waar zit het vooral?", "keuze", False, ""),
                ("oplosniveau", "Wie kan dit oplossen?", "keuze", False, ""),
                ("regeling", "Regeling of afspraak", "tekst", False, ""),
            ),
            {"oorzaak": [(o, o) for o in OORZAKEN], "oplosniveau": [(o, o) for o in OPLOSNIVEAUS]},
        ),
        "koppelen": (
            velden.vragen(
                ("naar", "Nummer van het andere knelpunt", "tekst", True, ""),
                ("reden", "Waarom is dit hetzelfde?", "lang", True, "De inbrengers kunnen dit lezen."),
            ),
            {},
        ),
        "doorgeving": (
            velden.vragen(
                ("tekst", "Wat hebben jullie gehoord?", "lang", True, "De inbrengers reageren erop."),
            ),
            {},
        ),
        "naleveren": ((), {}),
    }


EIGEN = _eigen()


def _per_signaal(signalen: Collection[str]) -> dict[str, tuple[Any, dict[str, Any]]]:
    uit: dict[str, tuple[Any, dict[str, Any]]] = {}
    for signaal_id in signalen:
        uit |= {f"vraag-{signaal_id}": (VRAAG, {}), f"splitsen-{signaal_id}": (SPLITS, {})}
    return uit


VRAAG = velden.vragen(("tekst", "Je vraag aan de inbrenger", "lang", True, "Een naam is niet nodig."))
SPLITS = velden.vragen(("reden", "Waarom is dit een ander knelpunt?", "lang", True, ""))


def bewaak(ruw: Any, laten_staan: str = "ja") -> None:
    """Raise OngeldigeInvoer when a posted text holds data of a resident that may not stay.

    Who handles a knelpunt works with what the melder was allowed to leave, so by default only what is certain
    is refused; without a reason in `laten_staan` also what only looks like it.
    """
    teksten = {naam: waarde for naam, waarde in ruw.items() if naam not in NIET_BEWAAKT}
    fouten = [
        Veldfout(naam, " ".join(v.uitleg for v in vondsten) + " Haal het weg en verstuur opnieuw.")
        for naam, vondsten in signaalregels.bezwaren(teksten, laten_staan).items()
    ]
    if fouten:
        raise OngeldigeInvoer(fouten)


def doel_knelpunt(ruw: str, laad: Callable[[uuid.UUID], Any], wie: Any) -> uuid.UUID:
    """Return the knelpunt behind a number, through the same policy as opening it."""
    gevonden = op_nummer(ruw)
    fout = OngeldigeInvoer([Veldfout("naar", "Dit nummer is er niet, of je mag er niet bij.")])
    if gevonden is None:
        raise fout
    try:
        geladen = laad(gevonden)
    except NietGevonden:
        raise fout from None
    if not mag(Recht.KNELPUNT_ORDENEN, wie, geladen.band):
        raise fout
    return gevonden


def ik_ook(eigen: bool, ruw: Mapping[str, str] | None, fouten: Mapping[str, str]) -> Any:
    """Return the form of Dit zie ik ook."""
    vragen = velden.vragen(
        ("niveau", "Wie mag weten dat jij dit ook ziet?", "keuze", True, ""),
        ("toelichting", "Wil je er iets bij zeggen?", "lang", False, "Zonder namen of BSN van inwoners."),
    )
    waarden = ruw if ruw is not None else {"niveau": signaalregels.standaard_niveau(eigen)}
    return velden.formulier("ik-ook", vragen, {"niveau": NIVEAUS}, waarden, fouten)


def lees_ik_ook(ruw: Any) -> tuple[str, str, str]:
    """Return (form key, level, words) of Dit zie ik ook. Raises OngeldigeInvoer."""
    bewaak(ruw, ruw.get("laten_staan", ""))
    if ruw.get("niveau") not in signaalregels.NIVEAUS:
        raise OngeldigeInvoer([Veldfout("niveau", "Kies wie mag weten dat jij dit ook ziet.")])
    sleutel = ruw.get("formulier", "")[:64] or str(uuid.uuid4())
    return sleutel, ruw["niveau"], ruw.get("toelichting", "")
