"""One database row at a time as a plain record of the register. Queries nothing; gets rows that were read."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from signalen.clock import ZONE
from signalen.knelpunt import rules as knelpuntregels
from signalen.knelpunt.models import Besluit, Knelpunt, Stilte, Traject
from signalen.opvolging.models import Afspraak
from signalen.register.bron import Feit, Genomen, Stil, Tijd, Toezegging
from signalen.register.lezing import lijn
from signalen.register.rules import Inbreng
from signalen.signaal.models import Signaal
from workflows import bestuursvraag
from workflows.definition import BESLUITER, Route
from workflows.kalender import Kalender
from workflows.termijn import voluit

FEIT = ("volgnummer", "soort", "moment", "rol", "inhoud")


def feit(rij: Any) -> Feit:
    """Return an event with its local day."""
    return Feit(rij.volgnummer, rij.soort, rij.moment.astimezone(ZONE).date(), rij.rol, rij.inhoud)


def per_ronde(
    keten: Sequence[Feit], van_traject: Mapping[str, int], eigen: Mapping[str, int]
) -> dict[int, list[Feit]]:
    """Return the events of a chain per ronde: by traject, else by what they are about, else by when.

    *Nog steeds* belongs to the ronde that it opens. A casus (spoed) runs beside the knelpunt: its events
    are not here.
    """
    uit: dict[int, list[Feit]] = defaultdict(list)
    nu = 1
    for een in keten:
        if een.inhoud.get("traject", "") not in ("", *van_traject):
            continue
        loop = van_traject.get(een.inhoud.get("traject", ""), 0)
        if een.soort == "begin" and loop:
            nu = loop
        over = een.inhoud.get("nameting") or een.inhoud.get("afspraak") or ""
        volgende = nu + 1 if een.soort == "nog_steeds" else nu
        uit[loop or eigen.get(over, 0) or volgende].append(een)
    return uit


def titel(knelpunt: Knelpunt) -> str:
    """Return the title, or the week while there is none."""
    return knelpuntregels.titel_of_week(knelpunt.titel, knelpunt.week)


def inbreng(signaal: Signaal) -> Inbreng:
    """Return what the register may know of a signaal: the last approved doorgeeftekst, no person."""
    delen = [deel.tekst.inhoud for deel in signaal.teksten if deel.soort == "doorgeeftekst"]
    return Inbreng(
        melder=signaal.koppelsleutel,
        week=signaal.week,
        niveau=signaal.niveau,
        mag=signaal.mag_getoond,
        ingetrokken=signaal.ingetrokken_week is not None,
        tekst=(delen[-1] or "") if delen else "",
    )


def digests(een: Feit) -> Iterator[str]:
    """Yield the digests of what the other one answered beside the route, and of what a bestuurder did."""
    woord = een.inhoud.get("velden", {}).get("stand") if een.soort == "naast_uitkomst" else None
    if woord:
        yield woord
    yield from lijn.digests(een)


def tekst_ids(besluit: Besluit) -> Iterator[uuid.UUID]:
    """Yield the ids of Teksten in the fields of a besluit."""
    for waarde in besluit.velden.values():
        try:
            yield uuid.UUID(str(waarde))
        except ValueError:
            continue


def genomen(besluit: Besluit, route: Route, teksten: Mapping[str, str]) -> Genomen:
    """Return a besluit in words: labels instead of keys, texts instead of ids."""
    return Genomen(
        soort=besluit.soort,
        rol=besluit.rol,
        datum=besluit.datum,
        wat_moet_anders=_label(route, "wat_moet_anders", besluit.wat_moet_anders),
        redenen=besluit.redenen.inhoud or "",
        herstel=(besluit.herstel.inhoud or "") if besluit.herstel else "",
        rugdekking=besluit.rugdekking,
        velden={naam: _in_woorden(route, naam, waarde, teksten) for naam, waarde in besluit.velden.items()},
    )


def _in_woorden(route: Route, naam: str, waarde: Any, teksten: Mapping[str, str]) -> str:
    veld = route.velden.get(naam)
    if veld is not None and veld.soort == "datum" and waarde:
        return voluit(date.fromisoformat(waarde))
    return _label(route, naam, teksten.get(str(waarde), str(waarde)))


def _label(route: Route, naam: str, waarde: str) -> str:
    veld = route.velden.get(naam)
    return dict(veld.keuzes).get(waarde, waarde) if veld is not None else waarde


def toezegging(afspraak: Afspraak, besluit: Besluit | None, route: Route | None) -> Toezegging:
    """Return a promise with the role of the layer that made it; outside a route that is the owner."""
    op_route = route is not None and afspraak.laag in route.stappen
    return Toezegging(
        omschrijving=afspraak.omschrijving,
        eigenaar_rol=afspraak.eigenaar_rol,
        rol=route.stap(afspraak.laag).rol if route is not None and op_route else afspraak.eigenaar_rol,
        laag=route.titel_van(afspraak.laag) if route is not None and op_route else "Overleg",
        soort=afspraak.soort,
        besluit=besluit.soort if besluit else "",
        gemaakt_op=afspraak.gemaakt_op,
        beloofd=afspraak.beloofd,
        verschuivingen=tuple((v.op, v.naar) for v in afspraak.verschuivingen),
        gedaan_op=afspraak.gedaan_op,
        gedaan_tekst=afspraak.gedaan_tekst,
        vervallen_op=afspraak.vervallen_op,
    )


def hoort_bij(
    afspraak: Afspraak, besluiten: Mapping[Any, Besluit], loop: Traject, trajecten: Sequence[Traject]
) -> bool:
    """Say whether a promise belongs to this ronde: by its besluit, else by when it was made."""
    besluit = besluiten.get(afspraak.besluit_id)
    if besluit is not None:
        return besluit.traject_id == loop.id
    begonnen = [t for t in trajecten if t.ronde == 1 or t.begonnen_op <= afspraak.gemaakt_op]
    return max(begonnen, key=lambda t: t.ronde).id == loop.id


def stil(stilte: Stilte, route: Route, besluiten: Sequence[Besluit], telling: Mapping[str, Any]) -> Stil:
    """Return a silence with the role behind it and the arithmetic of its date."""
    laag = _laag(stilte.laag, route, besluiten)
    return Stil(
        rol=_rol(laag, route) or (laag if stilte.stap == bestuursvraag.SOORT else ""),
        laag=route.titel_van(laag),
        stap=bestuursvraag.titel(route, stilte.stap),
        datum=stilte.datum,
        verwerkt_op=stilte.verwerkt_op,
        reden=stilte.reden,
        merk=stilte.merk,
        berekening=in_een_zin(telling),
    )


def _laag(laag: str, route: Route, besluiten: Sequence[Besluit]) -> str:
    """Return the step whose role answers: who decided answers for a step of `besluiter`."""
    if laag in route.stappen and route.stap(laag).rol == BESLUITER:
        return besluiten[-1].stap if besluiten else route.begin
    return laag


def _rol(laag: str, route: Route) -> str:
    return route.stap(laag).rol if laag in route.stappen else ""


def in_een_zin(telling: Mapping[str, Any]) -> str:
    """Return the arithmetic of a term as one sentence."""
    zin = "; ".join(regel["tekst"] for regel in telling.get("regels", ()))
    return f"{zin[:1].upper()}{zin[1:]}." if zin else ""


def tijd(termijn: Any, route: Route, besluiten: Sequence[Besluit], kalender: Kalender) -> Tijd:
    """Return how long a step took that ended; a term that lapsed counts up to the day that it lapsed."""
    einde = termijn.gedaan_op or termijn.verlopen_op
    return Tijd(
        rol=_rol(_laag(termijn.stap, route, besluiten), route),
        op=einde,
        werkdagen=max(0, kalender.werkdagen_tussen(termijn.start, einde)),
        termijn=kalender.werkdagen_tussen(termijn.start, termijn.uiterste),
        te_laat=termijn.verlopen_op is not None,
    )
