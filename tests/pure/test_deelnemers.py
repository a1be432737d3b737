"""Changing who is invited, without a database: only a difference counts, and from the start it is fixed."""

from __future__ import annotations

import uuid
from datetime import date

import pytest

from signalen.overleg.deelnemersregels import Verschil, na, nog_te_doen, verschil, waarom_niet

A, B, C, D = (uuid.UUID(int=nummer) for nummer in range(1, 5))
DAG = date(2026, 3, 12)


def test_alleen_wie_komt_of_gaat_telt() -> None:
    wat = verschil([A, B], [B, C])
    assert (wat.erbij, wat.eraf) == ({C}, {A})
    assert not verschil([A, B], [B, A])


@pytest.mark.parametrize("volgorde", [(0, 1), (1, 0)])
def test_twee_mensen_tegelijk_raken_niemand_kwijt(volgorde: tuple[int, int]) -> None:
    """Both saw A and B; one adds C, the other takes A off and adds D."""
    nu, wie = frozenset({A, B}), (verschil([A, B], [A, B, C]), verschil([A, B], [B, D]))
    for nummer in volgorde:
        nu = na(nu, nog_te_doen(nu, wie[nummer]))
    assert nu == {B, C, D}


def test_wat_een_ander_al_deed_gebeurt_niet_nog_eens() -> None:
    assert not nog_te_doen([B, C], verschil([A, B], [B, C]))


def test_wie_leidt_komt_er_niet_bij_en_gaat_er_wel_af() -> None:
    assert nog_te_doen([A, B], Verschil(frozenset({C, D}), frozenset({A})), [C, None]) == verschil([A], [D])


def test_een_keer_van_een_reeks_houdt_wat_met_de_hand_is_veranderd() -> None:
    """The series adds C and drops A; in this one A was taken off and D added by hand."""
    assert na([B, D], nog_te_doen([B, D], verschil([A, B], [B, C]))) == {B, C, D}


@pytest.mark.parametrize(
    ("staat", "vandaag", "begonnen", "mag"),
    [
        ("gepland", date(2026, 3, 2), False, True),
        ("gepland", DAG, False, True),
        ("gepland", DAG, True, False),
        ("gepland", date(2026, 3, 13), False, False),
        ("gehouden", DAG, False, False),
        ("vervallen", date(2026, 3, 2), False, False),
    ],
)
def test_het_mag_tot_het_begint(staat: str, vandaag: date, begonnen: bool, mag: bool) -> None:
    assert (waarom_niet(staat, DAG, vandaag, begonnen) == "") is mag
