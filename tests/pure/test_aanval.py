"""The attack on all editions together, on a sample; `python -m tests.aanval` is the whole of it."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest

from signalen.register.cijfers import deel, poort
from tests.aanval import oordeel, zonder
from tests.aanval.gemeenten import simuleer

STEEKPROEF = (2, 5, 6, 8)
"""Seeds of small municipalities, where sparse tables give most away."""

KWARTALEN = 2


@pytest.mark.slow
def test_met_de_poort_vindt_de_aanval_niets() -> None:
    totaal: Counter[str] = Counter()
    tabellen = 0
    for zaad in STEEKPROEF:
        verleden = simuleer(zaad, KWARTALEN, deel.signalen_deel)
        tabellen += sum(len(u.signalen.get("tabellen", ())) for u in verleden.uitgaven)
        totaal += oordeel.val_aan(verleden)
    assert tabellen > 0, "nothing was published, so nothing was attacked"
    assert totaal["cellen"] > 100
    assert (totaal["precies"], totaal["smal"], totaal["aanwezig"]) == (0, 0, 0)


@pytest.mark.slow
def test_zonder_poort_vindt_de_aanval_alle_drie_de_soorten() -> None:
    totaal = oordeel.val_aan(simuleer(7, 4, zonder.alleen_10_5))
    assert min(totaal["precies"], totaal["smal"], totaal["aanwezig"]) > 0


@pytest.mark.slow
def test_kleine_vakjes_verbergen_verraadt_nog_veel_meer() -> None:
    verleden = simuleer(STEEKPROEF[1], 2, zonder.verbergen)
    totaal = oordeel.val_aan(verleden, zonder.lees_verborgen)
    assert min(totaal["precies"], totaal["smal"], totaal["aanwezig"]) > 10


@pytest.mark.slow
def test_een_volgende_uitgave_laat_de_vorige_zoals_die_was(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        poort, "keur", lambda *rest: []
    )  # what is published matters here, not whether it may be
    gezien: list[list[str]] = []
    simuleer(
        7, 4, deel.signalen_deel, lambda v: gezien.append([repr((u.regels, u.signalen)) for u in v.uitgaven])
    )
    assert len(gezien) == 4
    for voor, na in pairwise(gezien):
        assert na[: len(voor)] == voor
