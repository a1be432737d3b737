"""In which edition a silence stands: every list and count of an edition agree, and each is in exactly one."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signalen.clock import ZONE
from signalen.register import stilte
from signalen.register.bron import Stil, Zaak
from signalen.register.inhoud import Uitgave, stel_samen
from signalen.register.queries import leesbaar
from signalen.register.rules import Kwartaal
from signalen.register.vormen import drukwerk
from signalen.register.vormen.tafels_punten import stiltes as tafel
from tests.pure.uitgave import BIJ_COLLEGE, JA, LAATSTE, STIL, bron, zaak
from tests.pure.zetsels import zetsel

K1, K2, K3 = (Kwartaal(2026, deel) for deel in (1, 2, 3))
LAGEN = (("wethouder", "College"), ("gemeenteraad", "Raad"), ("afdelingshoofd", "Management"))
RAND = datetime(2026, 4, 1, tzinfo=ZONE)


@st.composite
def stiltes(trek: Any) -> Stil:
    """One silence round the edge: a last day, and a clock that came by at once or up to weeks later."""
    moment = RAND + timedelta(minutes=trek(st.integers(-14 * 1440, 14 * 1440)))
    rol, laag = trek(st.sampled_from(LAGEN))
    genoteerd = moment.date()
    if trek(st.booleans()):
        return replace(STIL, rol=rol, laag=laag, datum=genoteerd, verwerkt_op=genoteerd, reden="vervallen")
    laatste = genoteerd - timedelta(days=trek(st.sampled_from((1, 1, 1, 2, 9, 30))))
    return replace(STIL, rol=rol, laag=laag, datum=laatste, verwerkt_op=genoteerd)


def uitgaven(zaken: list[Zaak]) -> dict[Kwartaal, Uitgave]:
    """Return the editions round the edge, each of the knelpunten that stand in it."""
    uit = {}
    for k in (K1, K2, K3):
        daar = [z for z in zaken if stilte.raakt((), (s.verwerkt_op for s in z.stiltes), k)]
        uit[k] = stel_samen(bron(*daar), k, k.laatste)
    return uit


@given(st.lists(st.tuples(st.booleans(), st.lists(stiltes(), max_size=4)), max_size=6))
def test_elke_stilte_staat_in_een_uitgave_en_elke_telling_klopt_met_de_lijst(
    wat: list[tuple[bool, list[Stil]]],
) -> None:
    zaken = [
        zaak(100 + n, BIJ_COLLEGE, stiltes=tuple(stil), inbreng=(replace(JA, mag=getoond),))
        for n, (getoond, stil) in enumerate(wat)
    ]
    geteld = 0
    gezien: Counter[tuple[int, str, str, str]] = Counter()
    for k, uitgave in uitgaven(zaken).items():
        lijst = stilte.van_kwartaal(uitgave.regels, k)
        gezien.update((s["nummer"], s["laag"], s["datum"], s["genoteerd_op"]) for s in lijst)
        aantal = sum(laag["aantal"] for laag in uitgave.inhoud["stil_per_laag"])
        dicht = [s for z in zaken if not z.inbreng[0].mag for s in z.stiltes if k.bevat(s.verwerkt_op)]
        assert aantal == len(lijst) + len(dicht)
        assert stilte.niet_getoond(uitgave.inhoud, uitgave.regels, k) == len(dicht)
        assert uitgave.inhoud["per_kwartaal"][-1]["stil"] == aantal
        lees(uitgave, k, len(lijst))
        geteld += aantal
    alle = [(z, s) for z in zaken for s in z.stiltes]
    assert geteld == len(alle)
    assert gezien == Counter(
        (z.nummer, s.laag, s.datum.isoformat(), s.verwerkt_op.isoformat())
        for z, s in alle
        if z.inbreng[0].mag
    )


def lees(uitgave: Uitgave, k: Kwartaal, aantal: int) -> None:
    """The page, the paper and the table of the same edition hold the same silences."""
    assert len(stilte.van_kwartaal(leesbaar(uitgave.regels), k)) == aantal
    delen = {"regels": uitgave.regels, "ingehouden": uitgave.ingehouden, "inhoud": uitgave.inhoud}
    z = replace(zetsel(0), kwartaal=k.code, **delen)
    papier = drukwerk.stuk(z)["stil"]
    assert len(papier["sommen"]) + papier["meer"] == aantal
    assert sum(rij[7] == "ja" for rij in tafel(z).rijen) == aantal


@pytest.mark.parametrize(
    ("laatste", "reden", "dag"),
    [
        (date(2026, 3, 30), "niet geantwoord", date(2026, 3, 31)),
        (date(2026, 3, 31), "niet geantwoord", date(2026, 4, 1)),
        (date(2026, 3, 31), "twee keer het overleg laten vervallen", date(2026, 3, 31)),
    ],
)
def test_een_oude_uitgave_houdt_de_dag_na_de_laatste_dag(laatste: date, reden: str, dag: date) -> None:
    oud = {"datum": laatste.isoformat(), "reden": reden}
    assert stilte.genoteerd_op(oud) == dag
    assert stilte.genoteerd_op({**oud, "genoteerd_op": "2026-05-02"}) == date(2026, 5, 2)


def test_van_een_oude_uitgave_zeggen_wij_niet_wat_wij_niet_weten() -> None:
    oud = {"datum": "2026-03-02", "reden": "niet geantwoord", "laag": "College", "merk": ""}
    regels = [{"nummer": 7, "ronde": 1, "titel": "T", "stiltes": [oud]}]
    (een,) = stilte.van_kwartaal(regels, K1)
    assert (een["nummer"], een["berekening"], stilte.van_kwartaal(regels, K2)) == (7, "", [])
    geteld = {"stil_per_laag": [{"laag": "College", "aantal": 3}]}
    assert stilte.niet_getoond(geteld, regels, K1) == 0
    assert stilte.niet_getoond(geteld, [{**regels[0], "stiltes": []}], K1) == 3


def test_stilte_van_spoed_is_genoeg_om_erin_te_staan() -> None:
    ver = [(date(2026, 1, 5), True), (date(2026, 2, 2), False)]
    assert not stilte.raakt(ver, [], K2)
    assert stilte.raakt(ver, [date(2026, 4, 1)], K2)
    assert stilte.raakt([(date(2026, 3, 30), True)], [], K2)
    assert not stilte.raakt([(date(2026, 3, 30), False)], [], K2)


def test_wat_later_genoteerd_wordt_verandert_de_uitgave_niet() -> None:
    later = replace(STIL, datum=LAATSTE, verwerkt_op=LAATSTE + timedelta(days=1))
    eerst, daarna = (
        stel_samen(bron(zaak(feiten=BIJ_COLLEGE, stiltes=stil)), K1, LAATSTE)
        for stil in ((STIL,), (STIL, later))
    )
    assert daarna == eerst
