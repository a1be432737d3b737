"""The parts of an edition: time, flow, comparison, the raad, deviations and the summary."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signalen.register import rijen, rules
from signalen.register.afwijkingen import afwijkingen
from signalen.register.bron import Feit, Tijd, Zaak
from signalen.register.inhoud import Uitgave, stel_samen
from signalen.register.raad import raad
from signalen.register.rules import Kwartaal
from signalen.register.stroom import bewegingen
from signalen.register.tijd import tijd_per_laag
from signalen.register.vergelijken import KWARTALEN
from tests.pure.uitgave import (
    BELOFTE,
    BIJ_COLLEGE,
    BIJ_MANAGEMENT,
    JA,
    K1,
    LAATSTE,
    ROUTE,
    STIL,
    als_vorige,
    besluit,
    bron,
    keten,
    naar,
    rijk,
    voorbeeld,
    zaak,
)
from workflows.kalender import Kalender
from workflows.termijn import tel

K2 = Kwartaal(2026, 2)
JUNI = date(2026, 6, 30)


def na(eerste: Uitgave, *zaken: Zaak) -> dict[str, object]:
    """Return the front page of the second quarter after this first one."""
    vroeger = (als_vorige(eerste, K1),)
    return stel_samen(bron(*zaken, vroeger=vroeger), K2, JUNI).inhoud


# ------------------------------------------------------------------ time per layer

NAMEN = {"College": "College", "Management": rules.SAMEN}


def test_tijd_per_laag_is_een_mediaan_met_het_aantal() -> None:
    dag = date(2026, 2, 2)
    dagen = (2, 30, 4, 9)
    tijden = [Tijd("wethouder", dag, n, 20, n > 20) for n in dagen]
    tijden.append(Tijd("wethouder", date(2026, 4, 1), 99, 20, True))
    assert tijd_per_laag(tijden, NAMEN, K1) == [
        {"laag": "College", "n": 4, "mediaan": 4, "termijn": 20, "te_laat": 1}
    ]
    assert tijd_per_laag([], NAMEN, K1) == []


def test_een_kleine_ambtelijke_laag_telt_samen() -> None:
    tijden = [Tijd("afdelingshoofd", date(2026, 2, 2), 5, 10, False)]
    assert tijd_per_laag(tijden, NAMEN, K1)[0]["laag"] == rules.SAMEN


class Rij:
    """A term as the database gives it."""

    stap, start, uiterste = "management", date(2026, 2, 2), date(2026, 2, 16)
    gedaan_op: date | None = date(2026, 2, 6)
    verlopen_op: date | None = None


def test_tijd_telt_werkdagen_en_stilte_tot_de_dag_dat_zij_bleek() -> None:
    from tests.pure.uitgave import ROUTE

    op_tijd = rijen.tijd(Rij(), ROUTE, [], Kalender())
    assert (op_tijd.rol, op_tijd.werkdagen, op_tijd.termijn, op_tijd.te_laat) == (
        "afdelingshoofd",
        4,
        10,
        False,
    )
    stil = Rij()
    stil.gedaan_op, stil.verlopen_op = None, date(2026, 2, 17)
    assert (rijen.tijd(stil, ROUTE, [], Kalender()).werkdagen, True) == (11, True)


def test_de_rekensom_van_een_stilte_staat_in_de_regel() -> None:
    zin = rijen.in_een_zin(tel(date(2026, 2, 2), 20, Kalender()).as_dict())
    assert zin.startswith("20 werkdagen na maandag 2 februari 2026; ")
    assert zin.endswith("tot het einde van die dag.")
    assert rijen.in_een_zin({}) == ""
    regels = stel_samen(bron(zaak(stiltes=(STIL,))), K1, LAATSTE).regels
    assert regels[0]["stiltes"][0]["berekening"] == STIL.berekening


# ------------------------------------------------------------------ flow, theme and cause


def test_de_stroom_telt_wat_bewoog_en_getoond_mag() -> None:
    dicht = zaak(2, feiten=BIJ_COLLEGE, inbreng=(replace(JA, mag=False),))
    uit = stel_samen(bron(zaak(1, feiten=BIJ_COLLEGE), dicht, zaak(3, feiten=BIJ_MANAGEMENT)), K1, LAATSTE)
    assert uit.inhoud["stroom"] == [
        {"van": "Uitzoeken", "naar": "Management", "aantal": 2},
        {"van": "Management", "naar": "College", "aantal": 1},
    ]
    assert stel_samen(bron(zaak(1, feiten=BIJ_COLLEGE)), K2, JUNI).inhoud["stroom"] == []


def betwist(dag: date, omstreden: bool = False) -> tuple[Feit, ...]:
    """A besluit of the management with its answer, contested in the week of this Monday."""
    doel = "gesloten" if omstreden else "directeur"
    wat = {"naar": doel, "omstreden": omstreden, "besluiter": "management"}
    return (
        *BIJ_MANAGEMENT,
        Feit(
            3, "uitkomst", date(2026, 2, 2), "x", naar("management", "terugkoppeling", "nee", besluit="nee")
        ),
        Feit(4, "uitkomst", date(2026, 2, 9), "x", naar("terugkoppeling", "gesloten", "verzonden")),
        Feit(5, "betwist", dag, "inbrenger", wat),
    )


@pytest.mark.parametrize(
    ("maandag", "kwartaal"),
    [(date(2026, 3, 16), K1), (date(2026, 3, 23), K1), (date(2026, 3, 30), K2), (date(2026, 4, 6), K2)],
)
def test_een_betwisting_telt_een_keer_van_de_stap_die_zij_verliet(maandag: date, kwartaal: Kwartaal) -> None:
    rij = zaak(1, feiten=betwist(maandag))
    gezien = {k: list(bewegingen(rij, k)).count(("gesloten", "directeur")) for k in (K1, K2)}
    assert gezien == {k: int(k == kwartaal) for k in (K1, K2)}
    uit = stel_samen(bron(rij), kwartaal, kwartaal.laatste).inhoud["stroom"]
    assert {"van": ROUTE.titel_van("gesloten"), "naar": ROUTE.titel_van("directeur"), "aantal": 1} in uit


def test_wat_omstreden_blijft_staan_beweegt_niet() -> None:
    assert len(list(bewegingen(zaak(1, feiten=betwist(date(2026, 3, 16), omstreden=True)), K1))) == 3


def test_thema_en_oorzaak_zijn_in_de_regels_na_te_tellen() -> None:
    uit = stel_samen(rijk(20), K1, LAATSTE)
    kaart = uit.inhoud["thema_oorzaak"]
    assert sum(map(sum, kaart["cellen"])) == len(uit.regels) == 20
    assert kaart["oorzaken"][-1] == "Nog niet te zeggen"
    for thema, rij in zip(kaart["themas"], kaart["cellen"], strict=True):
        assert sum(rij) == sum(r["domein"] == thema for r in uit.regels)


# ------------------------------------------------------------------ beside the edition before


def test_zonder_eerdere_uitgave_is_er_niets_te_vergelijken() -> None:
    uit = stel_samen(rijk(), K1, LAATSTE).inhoud
    assert uit["vergelijking"] == {"met": None, "nieuw": [], "verder": [], "stil": [], "klaar": []}
    assert uit["vorige"] is None
    assert [k["kwartaal"] for k in uit["per_kwartaal"]] == ["2026-K1"]


def test_wat_bewoog_en_wat_niet() -> None:
    eerst = stel_samen(bron(*(zaak(n, feiten=BIJ_MANAGEMENT) for n in (1, 2, 3, 4))), K1, LAATSTE)
    verder = zaak(1, feiten=BIJ_COLLEGE)
    wacht = zaak(2, feiten=BIJ_MANAGEMENT)
    dicht = zaak(3, feiten=BIJ_MANAGEMENT, inbreng=(replace(JA, mag=False),))
    verschil = na(eerst, verder, wacht, dicht, zaak(5))["vergelijking"]
    assert isinstance(verschil, dict)
    assert [p["nummer"] for p in verschil["nieuw"]] == [5]
    (punt,) = verschil["verder"]
    assert (punt["nummer"], punt["van"], punt["naar"]) == (1, "Management", "College")
    assert [p["nummer"] for p in verschil["stil"]] == [2, 4], "4 had no event and has no line"
    assert (verschil["klaar"], verschil["met"]) == ([], "2026-K1")


def test_wat_stil_lag_blijft_genoemd_tot_het_beweegt() -> None:
    eerst = stel_samen(bron(zaak(4, feiten=BIJ_MANAGEMENT)), K1, LAATSTE)
    tweede = stel_samen(bron(zaak(5), vroeger=(als_vorige(eerst, K1),)), K2, JUNI)
    k3 = Kwartaal(2026, 3)
    derde = stel_samen(bron(vroeger=(als_vorige(eerst, K1), als_vorige(tweede, K2))), k3, k3.laatste)
    assert [p["nummer"] for p in derde.inhoud["vergelijking"]["stil"]] == [4, 5]


def test_cijfers_van_eerdere_kwartalen_komen_uit_wat_bevroren_is() -> None:
    eerst = stel_samen(bron(zaak(toezeggingen=(BELOFTE,), stiltes=(STIL,))), K1, LAATSTE)
    later = replace(BELOFTE, gedaan_op=date(2026, 2, 20))
    oud, nieuw = na(eerst, zaak(toezeggingen=(later,), stiltes=(STIL,)))["per_kwartaal"]  # type: ignore[misc]
    assert (oud["niet_nagekomen"], oud["stil"], oud["knelpunten"]) == (1, 1, 1)
    assert (nieuw["kwartaal"], nieuw["niet_nagekomen"], nieuw["stil"]) == ("2026-K2", 0, 0)


def test_ten_hoogste_acht_kwartalen() -> None:
    vroeger = tuple(
        replace(als_vorige(stel_samen(bron(), K1, LAATSTE), K1), kwartaal=f"20{j}-K1") for j in range(12, 24)
    )
    reeks = stel_samen(bron(vroeger=vroeger), K1, LAATSTE).inhoud["per_kwartaal"]
    assert len(reeks) == KWARTALEN
    assert reeks[-1]["kwartaal"] == "2026-K1"


def test_een_vervangen_uitgave_blijkt_uit_de_volgende() -> None:
    eerst = stel_samen(rijk(), K1, LAATSTE)
    verwijzing = na(eerst)["vorige"]
    assert verwijzing == {
        "kwartaal": "2026-K1",
        "vingerafdruk": rules.vingerafdruk("2026-K1", eerst.regels, eerst.ingehouden),
        "controlegetal": eerst.inhoud["controlegetal"],
    }


def test_een_nameting_zegt_pas_vanaf_vijf_antwoorden_wat_eruit_kwam() -> None:
    vier = (("veranderd", "ja"),) * 4
    gevraagd = {"nametingen": ((date(2026, 3, 2), date(2026, 3, 2)),)}
    regels = stel_samen(bron(zaak(1, werkt_nog=vier, **gevraagd)), K1, LAATSTE).regels
    assert regels[0]["nameting"] == {"gevraagd_op": "2026-03-02", "volgende": None, "uitslag": ""}
    regels = stel_samen(bron(zaak(1, werkt_nog=(*vier, ("veranderd", "ja")), **gevraagd)), K1, LAATSTE).regels
    assert regels[0]["nameting"]["uitslag"] == "De inbrengers zien dat er iets is veranderd."


# ------------------------------------------------------------------ the raad


@pytest.mark.parametrize(("wat", "woord"), [("verordening", "verordening"), ("begroting", "geld")])
def test_de_raad_gaat_over_verordening_en_begroting(wat: str, woord: str) -> None:
    feiten = keten(
        ("2026-01-12", "uitkomst", naar("uitzoeken", "management", "extern")),
        ("2026-02-02", "uitkomst", naar("management", "terugkoppeling", "aanpassen", besluit="aanpassen")),
    )
    uit = stel_samen(bron(zaak(feiten=feiten, besluiten=(besluit(wat),))), K1, LAATSTE)
    (rij,) = uit.inhoud["raad"]
    assert woord in rij["waarom"]
    assert (rij["stand"], rij["datum"]) == ("open", "2026-02-02")
    assert raad(stel_samen(bron(zaak(feiten=feiten, besluiten=(besluit(),))), K1, LAATSTE).regels) == []


def test_de_raad_ziet_stilte_van_het_college() -> None:
    (rij,) = stel_samen(bron(zaak(stiltes=(STIL,))), K1, LAATSTE).inhoud["raad"]
    assert (rij["stand"], rij["datum"]) == ("ter kennis", "2026-03-02")


# ------------------------------------------------------------------ deviations


def test_een_regel_over_de_drempel_staat_er_zonder_aantal() -> None:
    assert afwijkingen({"Kostendelersnorm": 4, "Giften": 2}, 3) == [
        {"beleidsregel": "Kostendelersnorm", "stand": "over", "drempel": 3}
    ]


@given(st.integers(0, 60), st.integers(1, 40))
def test_geen_stand_verraadt_het_aantal(aantal: int, drempel: int) -> None:
    """Whoever knows the threshold must be left with four possible numbers or more."""
    uit = afwijkingen({"x": aantal}, drempel)
    if uit:
        zo = [n for n in range(drempel + 61) if afwijkingen({"x": n}, drempel) == uit]
        assert len(zo) >= 4


# ------------------------------------------------------------------ in words, and the whole


def test_de_samenvatting_zegt_wat_er_is_en_anders_dat_er_niets_is() -> None:
    leeg = stel_samen(bron(), K1, LAATSTE).inhoud["samenvatting"]
    assert [deel["kop"] for deel in leeg][:3] == ["Op uw bord", "Beloofd en nagekomen", "Stil gebleven"]
    assert all(len(deel["zinnen"]) == 1 for deel in leeg)
    vol = stel_samen(rijk(), K1, LAATSTE).inhoud["samenvatting"]
    assert vol[0]["zinnen"] == ["Vier knelpunten wachten op een besluit van het college."]
    assert vol[2]["zinnen"] == ["College: vier keer ging een datum voorbij zonder antwoord."]


def test_korte_zinnen_in_gewone_woorden() -> None:
    for deel in stel_samen(rijk(40), K1, LAATSTE).inhoud["samenvatting"]:
        for zin in deel["zinnen"]:
            assert len(zin.split()) <= 15, zin


def test_de_uitgave_is_gewone_json_en_noemt_niets_dat_is_ingehouden() -> None:
    alles = voorbeeld(12)
    tekst = json.dumps(alles, ensure_ascii=False)
    assert json.loads(tekst) == alles
    assert "Geheim" not in tekst
    assert rules.controlegetal_van_inhoud(alles["inhoud"]) == alles["inhoud"]["controlegetal"]
