"""Pure rules of a knelpunt: the hash chain, who may decide what, and what the fields of an act may hold."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from workflows.definition import Uitkomst, Veld
from workflows.stand import Geweigerd, Stand
from workflows.termijn import Kalender

GENESIS = "0" * 64
PLAFOND = 65
TUSSENSTAP_NA = 65
CONTEST_WERKDAGEN = 10
CHECK_WERKDAGEN = 5
MAX_VELD = 20_000
OORZAKEN = ("wet", "beleid", "uitvoering", "samenloop", "ict", "keten", "onbenutte ruimte")
OPLOSNIVEAUS = ("team", "management", "college", "raad", "rijk")
BESLUITEN = ("aanpassen", "proberen", "kon_al", "doorgeven", "nee_omdat", "parkeren")
WACHTEND = ("parkeren", "proberen")
"""Decisions that bring the knelpunt back on a promised day."""

BEVOEGDHEDEN: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (
        "werkinstructie",
        "Een werkinstructie of werkwijze",
        ("teamleider", "afdelingshoofd", "directeur", "wethouder"),
    ),
    ("brief", "Een brief of formulier", ("teamleider", "afdelingshoofd", "directeur", "wethouder")),
    ("systeem", "Een systeem of koppeling", ("afdelingshoofd", "directeur", "wethouder")),
    ("contract", "Een contract of inkoopafspraak", ("afdelingshoofd", "directeur", "wethouder")),
    ("beleidsregel", "Een beleidsregel", ("wethouder",)),
    ("mandaat", "Een mandaat", ("wethouder",)),
    ("verordening", "Een verordening", ("griffier",)),
    ("begroting", "De begroting", ("griffier",)),
    ("wet", "Een wet of landelijke regel", ()),
    ("niets", "Niets: de ruimte was er al", ("teamleider", "afdelingshoofd", "directeur", "wethouder")),
    ("anders", "Nog niet te zeggen", ("afdelingshoofd", "directeur", "wethouder")),
)
"""What must change -> who may decide it. The first filling of an editable table."""


class Verouderd(Geweigerd):
    """Somebody was first: the form was made for another situation than the present one."""

    def __init__(self, reden: str = "Iemand was je voor: dit knelpunt is intussen veranderd.") -> None:
        super().__init__(reden, "verouderd")


# ------------------------------------------------------------------ the chain


def canoniek(waarde: Any) -> bytes:
    """Return the canonical JSON of plain values: UTF-8, sorted keys, no spaces."""
    return json.dumps(waarde, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def moment_tekst(moment: datetime) -> str:
    """Return a moment as it stands in the chain: UTC, to the microsecond."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def schakel(
    knelpunt_id: str, volgnummer: int, soort: str, moment: datetime, rol: str, inhoud: Any, vorige: str
) -> str:
    """Return the hash of one event: SHA-256 over its canonical form, which holds the hash before it."""
    vorm = {
        "knelpunt_id": knelpunt_id,
        "volgnummer": volgnummer,
        "soort": soort,
        "moment": moment_tekst(moment),
        "rol": rol,
        "inhoud": inhoud,
        "vorige": vorige,
    }
    return hashlib.sha256(canoniek(vorm)).hexdigest()


def anker_hash(vorige: str, koppen: Sequence[Sequence[Any]]) -> str:
    """Return the nightly hash over (knelpunt, last volgnummer, last hash), sorted, and the previous anker."""
    return hashlib.sha256(canoniek([vorige, sorted(list(k) for k in koppen)])).hexdigest()


def stand_teken(stand: Stand) -> str:
    """Return a short mark of a Stand, so that a form made for an older one is noticed."""
    return hashlib.sha256(canoniek(stand.as_dict())).hexdigest()[:16]


# ------------------------------------------------------------------ deciding


def toets_bevoegdheid(bevoegdheden: Mapping[str, Collection[str]], wat: str, soort: str, rol: str) -> None:
    """Raise Geweigerd when this role may not take this decision about what must change.

    `doorgeven` and `parkeren` move nothing that needs a power; `kon_al` changes nothing.
    """
    if soort in ("doorgeven", "parkeren", "kon_al", "hoort_elders", ""):
        return
    if wat not in bevoegdheden:
        raise Geweigerd("Zeg eerst wat er anders moet.", "geen_bevoegdheid")
    if rol in bevoegdheden[wat]:
        return
    if not bevoegdheden[wat]:
        raise Geweigerd(
            "Dit kan de gemeente niet zelf veranderen. Kies ‘Doorgeven, en intussen ...’.", "buiten"
        )
    wie = " of ".join(sorted(bevoegdheden[wat]))
    raise Geweigerd(f"Hierover beslist {wie}. Leg het met advies voor.", "geen_bevoegdheid")


@dataclass(frozen=True)
class Veldfout:
    """One field that cannot be accepted, with the sentence that stands beside it."""

    veld: str
    reden: str


class OngeldigeInvoer(Geweigerd):
    """One or more fields were not accepted; what was typed is kept by the caller."""

    def __init__(self, fouten: Sequence[Veldfout]) -> None:
        super().__init__("Kijk de gemarkeerde velden na.", "ongeldig")
        self.fouten = tuple(fouten)


def lees_velden(
    velden: Sequence[Veld],
    invoer: Mapping[str, str],
    vandaag: date,
    kalender: Kalender,
    keuzes: Mapping[str, Collection[str]],
) -> dict[str, Any]:
    """Turn what was typed into values: text, ISO date, choice or yes/no. Raises OngeldigeInvoer.

    `keuzes` gives the allowed values of fields whose choices come from the app (roles, handreikingen).
    """
    fouten: list[Veldfout] = []
    waarden: dict[str, Any] = {}
    for veld in velden:
        ruw = (invoer.get(veld.naam) or "").strip()
        if not ruw:
            continue
        try:
            waarden[veld.naam] = _lees(veld, ruw, vandaag, kalender, keuzes)
        except ValueError as fout:
            fouten.append(Veldfout(veld.naam, str(fout)))
    if fouten:
        raise OngeldigeInvoer(fouten)
    return waarden


def _lees(
    veld: Veld, ruw: str, vandaag: date, kalender: Kalender, keuzes: Mapping[str, Collection[str]]
) -> Any:
    if veld.soort == "datum":
        return _lees_datum(veld, ruw, vandaag, kalender)
    if veld.soort == "vink":
        return ruw in ("1", "ja", "on", "true", "y")
    if veld.soort in ("keuze", "rol", "handreiking"):
        toegestaan = [waarde for waarde, _ in veld.keuzes] or list(keuzes.get(veld.naam, ()))
        if ruw not in toegestaan:
            raise ValueError("Kies een van de mogelijkheden.")
        return ruw
    if len(ruw) > MAX_VELD:
        raise ValueError("Deze tekst is te lang. Kort hem in tot 20.000 tekens.")
    return ruw


def _lees_datum(veld: Veld, ruw: str, vandaag: date, kalender: Kalender) -> str:
    dag = lees_datum(ruw)
    if dag <= vandaag:
        raise ValueError("Kies een dag na vandaag.")
    if veld.max_werkdagen and kalender.werkdagen_tussen(vandaag, dag) > veld.max_werkdagen:
        raise ValueError(f"Dat is te ver weg: ten hoogste {veld.max_werkdagen} werkdagen.")
    return dag.isoformat()


def lees_datum(ruw: str) -> date:
    """Read `2026-12-08` or `8-12-2026`. Raises ValueError with a Dutch sentence for a day that is none."""
    delen = ruw.replace("/", "-").split("-")
    try:
        getallen = [int(d) for d in delen]
        jaar, maand, dag = getallen if len(delen[0]) == 4 else reversed(getallen)
        return date(jaar, maand, dag)
    except (ValueError, TypeError) as fout:
        raise ValueError("Deze dag bestaat niet. Schrijf hem als 8-12-2026.") from fout


def toets_afspraak(waarden: Mapping[str, Any], vandaag: date, kalender: Kalender) -> None:
    """Raise when a change lies beyond 65 working days without a step between (DESIGN section 6)."""
    if "afspraak_datum" not in waarden or "besluit_raad" in waarden:
        return
    eind = date.fromisoformat(waarden["afspraak_datum"])
    if kalender.werkdagen_tussen(vandaag, eind) <= TUSSENSTAP_NA:
        return
    if not waarden.get("tussenstap") or not waarden.get("tussenstap_datum"):
        reden = "Dit duurt langer dan 65 werkdagen. Noem ook een tussenstap met een eigen dag."
        raise OngeldigeInvoer([Veldfout("tussenstap", reden), Veldfout("tussenstap_datum", reden)])


def is_tekst(veld: Veld) -> bool:
    """Say whether the value of this field is words (stored as a Tekst, by digest in the event)."""
    return veld.soort in ("tekst", "lang")


def terugkomdag(keuze: Uitkomst, waarden: Mapping[str, Any]) -> date | None:
    """Return the day on which a parked knelpunt or a trial comes back, if this outcome has one."""
    if keuze.besluit not in WACHTEND:
        return None
    ruw = waarden.get("terug_op") or waarden.get("proef_tot")
    return date.fromisoformat(ruw) if ruw else None


def aantal_in_woorden(aantal: int, precies: bool) -> str:
    """Return a count of signalen for the page: below ten `een of meer` for all but the coordinator."""
    if precies or aantal >= 10:
        return f"{aantal} {'signaal' if aantal == 1 else 'signalen'}"
    return "een of meer signalen"


def titel_of_week(titel: str, week: date) -> str:
    """Return the title, or `Signaal uit week 47` while the coordinator has not written one."""
    return titel or f"Signaal uit week {week.isocalendar().week}"
