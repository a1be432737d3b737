"""The rule of the agendas through the database: one place for every thing, whatever happens to overleggen."""

from __future__ import annotations

import uuid
from datetime import date

import pytest
from sqlalchemy import select

from signalen.db import db, transaction
from signalen.knelpunt.models import Knelpunt
from signalen.overleg import operations
from signalen.overleg.models import Agendapunt
from signalen.overleg.operations import afwezig
from signalen.overleg.queries import agenda, doorgeschoven, knelpunt, wachtend
from tests.integratie.conftest import Stad
from tests.integratie.vergaderen import houd, in_casuistiek, overleg, plan, sleutels


def verval(stad: Stad, id_: uuid.UUID) -> None:
    with transaction():
        operations.verval(id_, "Te weinig mensen.", stad.nu)


def naar(o: uuid.UUID) -> dict[uuid.UUID | None, uuid.UUID | None]:
    """Where the knelpunten of a held overleg point to."""
    rijen = db.session.scalars(select(Agendapunt).where(Agendapunt.overleg_id == o))
    return {rij.knelpunt_id: rij.naar_overleg_id for rij in rijen if rij.uitkomst == "doorgeschoven"}


def in_woorden(stad: Stad, o: uuid.UUID) -> list[str]:
    rij = overleg(o)
    return list(doorgeschoven.in_woorden(rij.punten, rij.soort, stad.nu.date()).values())


def test_een_extra_overleg_op_dezelfde_dag_is_waar_het_naartoe_ging(stad: Stad) -> None:
    k = in_casuistiek(stad)
    eerste, later = plan(stad, "2026-03-05", begin="9:00"), plan(stad, "2026-03-12")
    stad.naar(date(2026, 3, 5))
    houd(stad, eerste)
    assert naar(eerste) == {k: later}
    extra = plan(stad, "2026-03-05", begin="16:00")
    assert (sleutels(stad, extra), sleutels(stad, later)) == ([f"knelpunt:{k}"], [])
    assert in_woorden(stad, eerste) == ["Doorgeschoven naar donderdag 5 maart 2026"]
    houd(stad, extra, f"knelpunt:{k}")
    assert naar(eerste) == {k: extra}


def test_wat_doorgeschoven_is_zegt_waar_het_nu_staat(stad: Stad) -> None:
    in_casuistiek(stad)
    eerste, tweede, derde = (plan(stad, d) for d in ("2026-03-03", "2026-03-05", "2026-03-12"))
    stad.naar(date(2026, 3, 3))
    houd(stad, eerste)
    verval(stad, tweede)
    assert in_woorden(stad, eerste) == ["Doorgeschoven naar donderdag 12 maart 2026"]
    verval(stad, derde)
    assert in_woorden(stad, eerste) == [doorgeschoven.VERDER], "twice cancelled is silence: it moved up"


def test_een_vergeten_overleg_draagt_niets_meer_maar_kan_nog_worden_vastgelegd(stad: Stad) -> None:
    k, blijft = in_casuistiek(stad), in_casuistiek(stad)
    vergeten, volgende = plan(stad, "2026-03-03"), plan(stad, "2026-03-12")
    stad.naar(date(2026, 3, 4))
    assert [r.wat for r in knelpunt.van_knelpunt(k)] == ["Staat op de agenda.", "Stond op deze agenda."]
    assert (
        set(sleutels(stad, vergeten))
        == set(sleutels(stad, volgende))
        == {f"knelpunt:{i}" for i in (k, blijft)}
    )
    houd(stad, vergeten, f"knelpunt:{k}")
    assert sleutels(stad, volgende) == [f"knelpunt:{blijft}"]
    assert naar(vergeten) == {blijft: volgende}


def test_laat_vastleggen_wijst_naar_wat_er_intussen_kwam(stad: Stad) -> None:
    k = in_casuistiek(stad)
    vergeten, volgende, derde = (plan(stad, d) for d in ("2026-03-03", "2026-03-05", "2026-03-12"))
    stad.naar(date(2026, 3, 5))
    houd(stad, volgende)
    houd(stad, vergeten)
    assert (naar(vergeten), naar(volgende)) == ({k: volgende}, {k: derde})


def test_wie_overneemt_van_wie_vertrok_krijgt_de_agenda(stad: Stad) -> None:
    from signalen.medewerker import operations as medewerkers
    from signalen.medewerker import queries as mensen

    k, o = in_casuistiek(stad), plan(stad, "2026-03-12")
    with transaction():
        medewerkers.uit_dienst(stad.ids["gespreksleider"], stad.nu.date())
        mensen.vergeet()
    assert sleutels(stad, o) == [], "nobody can say what it is for"
    with transaction():
        afwezig.draag_over(overleg(o), stad.ids["coordinator"], stad.nu)
    assert sleutels(stad, o) == [f"knelpunt:{k}"]


def test_twee_leiders_die_er_allebei_over_gaan_krijgen_het_niet_allebei(stad: Stad) -> None:
    k = in_casuistiek(stad)
    een, ander = plan(stad, "2026-03-12"), plan(stad, "2026-03-10", wie="coordinator")
    assert (sleutels(stad, een), sleutels(stad, ander)) == ([], [f"knelpunt:{k}"])
    stad.naar(date(2026, 3, 10))
    houd(stad, ander)
    assert naar(ander) == {k: een}


@pytest.mark.parametrize("ruimte", [0, 100])
def test_een_knelpunt_vragen_is_hetzelfde_als_de_agenda_vragen(
    stad: Stad, ruimte: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Asking for one knelpunt, with and without looking at all that waits, agrees with every agenda."""
    monkeypatch.setattr(wachtend, "RUIMTE", ruimte)
    ids = [in_casuistiek(stad), in_casuistiek(stad), stad.knelpunt_id(stad.geef())]
    dagen = [
        plan(stad, d, wie=w) for d, w in (("2026-03-12", "gespreksleider"), ("2026-03-10", "coordinator"))
    ]
    dagen.append(plan(stad, "2026-03-03"))
    stad.naar(date(2026, 3, 4))
    for k in ids:
        ding = db.session.get_one(Knelpunt, k)
        erop = {o for o in dagen if f"knelpunt:{k}" in sleutels(stad, o)}
        assert agenda.die_hebben([overleg(o) for o in dagen], ding, stad.nu.date()) == erop
