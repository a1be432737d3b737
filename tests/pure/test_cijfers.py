"""Figures that count signalen: 10-5, the fixed tables, merging, and what the gate finds."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signalen.register.cijfers import deel, poort, stelsel, tabellen
from signalen.register.cijfers.samenvoegen import MINSTENS, voeg_samen
from signalen.register.cijfers.stelsel import Doel, Gezegd, Kennis, Stelsel
from signalen.register.cijfers.tabellen import ONBEKEND, SOORTEN, Melding, Tel
from signalen.register.rules import Kwartaal
from workflows.tienvijf import Grenzen, TeLaag, genoeg_melders, in_woorden, patroon_mag, toon, waarden

GEWOON = Grenzen()
K2 = Kwartaal(2026, 2)
LIJST = tabellen.lijsten(("wmo", "jeugd", "toeslagen", "anders"), ("wet", "beleid", "ict"))

# ------------------------------------------------------------------ 10-5


@given(st.integers(0, 5_000), st.sampled_from([10, 15, 20]))
def test_wat_getoond_wordt_staat_voor_de_waarheid_en_voor_niet_te_weinig(aantal: int, drempel: int) -> None:
    getoond = toon(aantal, Grenzen(drempel=drempel))
    laag, hoog = waarden(getoond, drempel)
    assert laag <= aantal <= hoog
    assert (getoond == f"<{drempel}") == (aantal < drempel)
    if aantal >= drempel:
        assert int(getoond) % 5 == 0
        assert abs(int(getoond) - aantal) <= 2


@given(st.integers(0, 400), st.sampled_from((10, 15, 40)))
def test_in_woorden_is_hetzelfde_getal(aantal: int, drempel: int) -> None:
    grenzen = Grenzen(drempel=drempel)
    getoond, woorden = toon(aantal, grenzen), in_woorden(aantal, grenzen)
    assert woorden.split()[-1] == getoond.lstrip("<")
    assert woorden.startswith("minder dan ") == getoond.startswith("<") == (aantal < drempel)


@pytest.mark.parametrize(
    ("aantal", "getoond"),
    [(0, "<10"), (1, "<10"), (9, "<10"), (10, "10"), (12, "10"), (13, "15"), (17, "15"), (18, "20")],
)
def test_de_randen_van_tien_vijf(aantal: int, getoond: str) -> None:
    assert toon(aantal, GEWOON) == getoond


def test_een_aantal_onder_nul_en_een_vreemd_cijfer_zijn_fout() -> None:
    with pytest.raises(ValueError, match="nul of meer"):
        toon(-1, GEWOON)
    with pytest.raises(ValueError, match="nul of meer"):
        in_woorden(-1, GEWOON)
    with pytest.raises(ValueError, match="geen getoond aantal"):
        waarden("circa 10", 10)


@pytest.mark.parametrize("grens", [{"drempel": 5}, {"anoniem": 9}, {"jaar": 29}, {"drempel": 12}])
def test_grenzen_mogen_omhoog_en_nooit_omlaag(grens: dict[str, int]) -> None:
    with pytest.raises(TeLaag):
        Grenzen(**grens)
    assert Grenzen(drempel=15, anoniem=12, jaar=40).drempel == 15


def test_achter_een_getal_zitten_tien_mensen() -> None:
    assert genoeg_melders(9, 1, GEWOON)
    assert not genoeg_melders(10, 9, GEWOON)
    assert genoeg_melders(10, 10, GEWOON)


def test_een_patroon_vraagt_drie_melders_in_twee_teams_of_toestemming() -> None:
    assert patroon_mag("abc", "xy")
    assert not patroon_mag("abc", "x")
    assert not patroon_mag("aab", "xy")
    assert patroon_mag("a", "x", toestemming=True)


# ------------------------------------------------------------------ tables


def melding(week: date, **rest: Any) -> Melding:
    basis: dict[str, Any] = {"nummer": 1, "domein": "wmo", "oorzaak": "wet", "melder": "a", "begin": week}
    return Melding(week=week, **{**basis, **rest})


def test_een_week_in_twee_kwartalen_telt_een_keer_bij_haar_maandag() -> None:
    grens = melding(date(2026, 6, 29))
    assert grens.kwartaal == K2
    assert not grens.heel
    tel = tabellen.tel([grens, melding(date(2026, 6, 22))], LIJST)
    assert tel.aantal == {("2026-K2", "wmo", "wet"): 2}
    assert tel.minstens(tel.aantal) == 1


def test_wat_in_geen_lijst_staat_telt_bij_anders_of_nog_niet_bekend() -> None:
    tel = tabellen.tel([melding(date(2026, 4, 6), domein="sport", oorzaak="")], LIJST)
    assert tel.aantal == {("2026-K2", "anders", ONBEKEND): 1}


def test_alle_rijen_staan_er_ook_als_er_niets_was_en_totalen_zijn_op_zichzelf_afgerond() -> None:
    soort = SOORTEN[4]
    tel = Tel({("2026-K2", d, "wet"): 8 for d in LIJST.domeinen})
    tabel = tabellen.maak(soort, K2, *tabellen.alles_los(soort, LIJST), tel, GEWOON)
    assert tabel["rijen"] == list(LIJST.domeinen)
    assert tabel["kolommen"] == list(LIJST.oorzaken)
    assert {waarde for rij in tabel["cellen"] for waarde in rij} == {"<10"}
    assert (tabel["kolomtotalen"], tabel["totaal"]) == (["30", "<10", "<10", "<10"], "30")
    assert tabel["titel"] == "Signalen per domein en oorzaak, kwartaal 2 van 2026"


def test_een_jaartabel_telt_de_kwartalen_op() -> None:
    soort = SOORTEN[2]
    tel = Tel({("2026-K1", "wmo", "wet"): 20, ("2026-K2", "wmo", "ict"): 21, ("2026-K3", "wmo", "ict"): 99})
    tabel = tabellen.maak(soort, K2, *tabellen.alles_los(soort, LIJST), tel, GEWOON)
    assert (tabel["periode"], tabel["totaal"]) == (["2026-K1", "2026-K2"], "40")
    assert (tabel["kolommen"], tabel["rijtotalen"], tabel["kolomtotalen"]) == (["Signalen"], [], [])


# ------------------------------------------------------------------ merging


@given(st.lists(st.integers(0, 60), min_size=16, max_size=16), st.sampled_from(SOORTEN[:2] + SOORTEN[4:5]))
def test_samenvoegen_verliest_niets_en_gaat_stap_voor_stap(aantallen: list[int], soort: Any) -> None:
    plekken = [("2026-K2", d, o) for d in LIJST.domeinen for o in LIJST.oorzaken]
    tel = Tel(dict(zip(plekken, aantallen, strict=True)))
    groepen: Any = tabellen.alles_los(soort, LIJST)
    while groepen:
        tabel = tabellen.maak(soort, K2, *groepen, tel, GEWOON)
        nieuw = voeg_samen(tabel, [frozenset(plekken[:1])], 10)
        assert nieuw == voeg_samen(tabel, [frozenset(plekken[:1])], 10)
        if nieuw:
            assert sum(map(len, nieuw)) == sum(map(len, groepen)) - 1
            for voor, na in zip(groepen, nieuw, strict=True):
                assert sorted(sum(na, ())) == sorted(sum(voor, ()))
            assert len(nieuw[0]) >= MINSTENS
        groepen = nieuw


def test_het_kleinste_gaat_samen_en_de_naam_zegt_wat_erin_zit() -> None:
    soort = SOORTEN[0]
    aantal = {("2026-K2", d, "wet"): n for d, n in zip(LIJST.domeinen, (50, 3, 30, 20), strict=True)}
    tabel = tabellen.maak(soort, K2, *tabellen.alles_los(soort, LIJST), Tel(aantal), GEWOON)
    nieuw = voeg_samen(tabel, [frozenset({("2026-K2", "jeugd", "wet")})], 10)
    assert nieuw is not None
    assert nieuw[0] == (("wmo",), ("toeslagen",), ("jeugd", "anders"))
    assert tabellen.naam_van(nieuw[0][2]) == "jeugd en anders"
    assert tabellen.naam_van(("a", "b", "c")) == "overig (a, b, c)"


# ------------------------------------------------------------------ the gate

A, B, C = (("2026-K2", naam, "wet") for naam in ("wmo", "jeugd", "anders"))


def vraag(*gezegd: Gezegd, kennis: Kennis | None = None, **waar: int) -> dict[Any, str]:
    waarheid = {A: waar.get("a", 0), B: waar.get("b", 0), C: waar.get("c", 0)}
    doelen = stelsel.doelen(gezegd, Tel(waarheid), 10)
    gevonden = poort.keur(Stelsel(tuple(gezegd), (kennis or Kennis(),), doelen))
    return {schending.doel.plekken: schending.soort for schending in gevonden}


def gezegd(getoond: str, *plekken: Any) -> Gezegd:
    return Gezegd(frozenset(plekken), *waarden(getoond, 10))


def test_de_poort_laat_gewone_cellen_door() -> None:
    assert vraag(gezegd("<10", A), gezegd("<10", B), gezegd("<10", A, B), a=3, b=4) == {}


def test_de_poort_vindt_wat_precies_is() -> None:
    gevonden = vraag(gezegd("<10", A), gezegd("<10", B), gezegd("20", A, B), a=9, b=9)
    assert gevonden == {frozenset((A,)): poort.PRECIES, frozenset((B,)): poort.PRECIES}


def test_de_poort_vindt_een_zekere_nul() -> None:
    gevonden = vraag(gezegd("30", A), gezegd("<10", B), Gezegd(frozenset((A, B)), 28, 28), a=28, b=0)
    assert gevonden == {frozenset((B,)): poort.PRECIES}


def test_de_poort_vindt_drie_waarden_en_aanwezigheid() -> None:
    gevonden = vraag(gezegd("<10", A), gezegd("<10", B), Gezegd(frozenset((A, B)), 16, 16), a=8, b=8)
    assert gevonden == {frozenset((A,)): poort.NAUW, frozenset((B,)): poort.NAUW}
    gevonden = vraag(gezegd("<10", A), gezegd("<10", B), gezegd("10", A, B), a=5, b=5)
    assert gevonden == {frozenset((A,)): poort.AANWEZIG, frozenset((B,)): poort.AANWEZIG}


def test_wat_de_regels_al_zeggen_is_geen_lek_maar_telt_mee() -> None:
    som = (gezegd("<10", A), gezegd("<10", B), gezegd("10", A, B))
    assert vraag(*som, kennis=Kennis({A: 2, B: 2}), a=5, b=5) == {}
    assert vraag(gezegd("<10", A), kennis=Kennis({A: 7}), a=8) == {frozenset((A,)): poort.NAUW}
    assert vraag(gezegd("<10", A), kennis=Kennis(leeg=frozenset((A,)))) == {}


def test_kwartalen_die_samen_het_jaar_zijn_verraden_elkaar() -> None:
    vroeg = ("2026-K1", *A[1:])
    doelen = (Doel(frozenset((vroeg,)), 9), Doel(frozenset((A,)), 9))
    figuren = (gezegd("<10", vroeg), gezegd("<10", A), gezegd("20", vroeg, A))
    gevonden = poort.keur(Stelsel(figuren, (Kennis(),), doelen))
    assert [schending.soort for schending in gevonden] == [poort.PRECIES, poort.PRECIES]


def test_wat_nog_niet_getoond_is_mag_ook_straks_niet_bewezen_zijn() -> None:
    """Once every other knelpunt is shown, what is withheld must still be possibly absent."""
    straks, nu = Kennis({A: 1, B: 4}), Kennis({B: 4})
    figuren = (gezegd("<10", A), gezegd("10", B), Gezegd(frozenset((A, B)), 13, 15))
    doelen = (Doel(frozenset((A,)), 3),)
    gevonden = poort.keur(Stelsel(figuren, (straks, nu), doelen))
    assert [schending.soort for schending in gevonden] == [poort.AANWEZIG]


# ------------------------------------------------------------------ the part of an edition


def bron(**anders: Any) -> deel.Cijferbron:
    wekelijks = [date(2026, 4, 6), date(2026, 4, 13), date(2026, 5, 4)]
    meldingen = tuple(
        melding(week, nummer=n, begin=date(2026, 1, 5), domein=domein, oorzaak=oorzaak, melder=f"m{n}")
        for week in wekelijks
        for n in range(30)
        for domein, oorzaak in [(LIJST.domeinen[n % 3], LIJST.oorzaken[n % 2])]
    )
    basis = {"kwartaal": K2, "lijst": LIJST, "meldingen": meldingen, "knelpunten_jaar": 30}
    return deel.Cijferbron(**{**basis, **anders})


def test_onder_dertig_knelpunten_geen_tabel_met_de_reden_in_woorden() -> None:
    uit = deel.signalen_deel(bron(knelpunten_jaar=29))
    assert list(uit) == ["reden"]
    assert "minder dan 30 knelpunten" in uit["reden"]


def test_zonder_rekenprogramma_geen_tabel(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(poort, "kan_rekenen", lambda: False)
    assert deel.signalen_deel(bron()) == {"reden": deel.GEEN_SCIPY}


def test_een_oordeel_dat_niet_klaar_komt_houdt_de_tabel_tegen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(poort, "MAX_SOMMEN", 0)
    assert deel.signalen_deel(bron()) == {"reden": deel.NIET_GEREKEND}


def test_dezelfde_bron_geeft_dezelfde_tabellen() -> None:
    uit = deel.signalen_deel(bron())
    assert uit == deel.signalen_deel(bron())
    assert uit["drempel"] == 10
    alle = [t["totaal"] for t in uit["tabellen"]]
    assert alle
    assert set(alle) == {"90"}


def test_een_getal_van_weinig_mensen_wordt_niet_gezegd() -> None:
    een_mens = tuple(melding(date(2026, 4, 6), nummer=n, begin=date(2026, 1, 5)) for n in range(40))
    assert deel.signalen_deel(bron(meldingen=een_mens)) == {"reden": deel.NIETS_OVER}


def test_wat_is_vastgesteld_telt_zoals_het_toen_was() -> None:
    plek = ("2026-K1", "wmo", "wet")
    vast = {"2026-K1": {plek: (44, 3)}}
    later = (melding(date(2026, 1, 12), domein="jeugd"),)
    tel = deel.telling(bron(meldingen=later, geteld=vast))
    assert (dict(tel.aantal), dict(tel.begonnen)) == ({plek: 44}, {plek: 3})
