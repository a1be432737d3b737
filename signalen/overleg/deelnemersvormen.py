"""The form that says who is invited, for one overleg and for a series. Decides nothing."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from werkzeug.datastructures import MultiDict

from signalen import velden
from signalen.overleg import vormen
from signalen.overleg.queries import deelnemers as queries
from signalen.overleg.queries.deelnemers import Genodigden, Nagekeken
from signalen.overleg.queries.mensen import Mensen, mensen

HULP = "Wie erbij komt, krijgt een uitnodiging. Wie eraf gaat, krijgt bericht. Wie blijft, hoort niets."
Ids = tuple[uuid.UUID, ...]


@dataclass(frozen=True)
class Kiezer:
    """The form with its people. `gezien` is who was invited when it was first shown: what is kept is the
    difference with that. `kijk` is there after *Nakijken* only."""

    vorm: Any
    mensen: Mensen
    gezien: tuple[str, ...]
    kijk: Nagekeken | None = None


def kiezer(
    wie: Genodigden, form: MultiDict[str, str] | None, fouten: Mapping[str, str], nakijken: bool = False
) -> Kiezer:
    """Return the form: as it is now, or with what was ticked and looked for in `form`."""
    nu = tuple(sorted(map(str, wie.nu)))
    gezien = tuple(form.getlist("gezien")) if form is not None else nu
    gekozen = tuple(form.getlist("deelnemers")) if form is not None else nu
    zoek = form.get("zoek", "")[:100] if form is not None else ""
    kring = mensen(zoek, {*gezien, *gekozen}, {str(id_) for id_ in wie.leiders})
    hulp = f"{wie.voor} {HULP}" if wie.voor else HULP
    vragen = velden.vragen(("deelnemers", "Wie is erbij?", "meer", False, hulp))
    waarden = MultiDict([("deelnemers", id_) for id_ in gekozen])
    vorm = velden.formulier("wie", vragen, {"deelnemers": kring.deelnemers}, waarden, fouten)
    kijk = queries.kijk_na(wie, vormen.ids(gezien), vormen.ids(gekozen)) if nakijken else None
    return Kiezer(vorm, kring, gezien, kijk)


def gelezen(form: MultiDict[str, str]) -> tuple[Ids, Ids]:
    """Return (who was invited when the form was shown, who is ticked). Raises OngeldigeInvoer."""
    gezien = vormen.als_uuids("deelnemers", form.getlist("gezien"))
    return gezien, vormen.als_uuids("deelnemers", form.getlist("deelnemers"))
