"""A conversation by its pure rules: steps, sealed rounds, time, seats, order of cards, and two writers."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signalen.knelpunt.rules import OngeldigeInvoer
from signalen.overleg import gesprek_rules
from workflows import gesprek, notities
from workflows.definition import Gespreksstap, Gespreksveld, Methode
from workflows.gesprek import Ronde
from workflows.notities import Botsing, Getypt
from workflows.stand import Geweigerd

NU = datetime(2026, 10, 25, 9, 0, tzinfo=timezone(timedelta(hours=1)))
OORDEEL = Gespreksveld("oordeel", "Wat vind jij?", "lang", "opvatting")
METHODE = Methode(
    "proef",
    1,
    "Proefgesprek",
    "beraad",
    "Eerst schrijven, dan praten.",
    False,
    (
        Gespreksstap("openen", "Openen", 5, "gespreksleider", "Waarom zijn we hier?"),
        Gespreksstap("vertellen", "Vertellen", 10, "inbrenger", "Wat is er gebeurd?", (OORDEEL,)),
        Gespreksstap("oordelen", "Oordelen", 8, "deelnemers", "Wat vind jij?", (OORDEEL,), individueel=True),
        Gespreksstap("ronden", "Afronden", 10, "allen", "Wat nemen we mee?", (OORDEEL,), tegenspraak=True),
    ),
    3,
    12,
)
GEEN = Ronde(4, 0)


def bij(stap: str, **anders: object) -> gesprek.Gang:
    return replace(gesprek.begin(METHODE, NU), stap=stap, **anders)  # type: ignore[arg-type]


def test_van_begin_tot_klaar() -> None:
    gang, later = gesprek.begin(METHODE, NU), NU + timedelta(minutes=4)
    assert (gang.stap, gesprek.plaats(METHODE, gang)) == ("openen", 1)
    gang = gesprek.doe(METHODE, gang, "verder", GEEN, later)
    assert (gang.stap, gang.begonnen) == ("vertellen", later)
    gang = gesprek.doe(METHODE, gang, "verder", GEEN, later)
    gang = gesprek.doe(METHODE, gang, "openen", Ronde(4, 4), later)
    gang = gesprek.doe(METHODE, gang, "verder", Ronde(4, 4), later)
    assert "verder" not in gesprek.acties(METHODE, gang, GEEN)
    gang = gesprek.doe(METHODE, gang, "klaar", GEEN, later)
    assert gang.staat == "klaar" and gesprek.acties(METHODE, gang, GEEN) == {}
    with pytest.raises(Geweigerd, match="al klaar"):
        gesprek.doe(METHODE, gang, "terug", GEEN, later)


def test_terug_begint_de_stap_opnieuw_en_houdt_de_ronde_open() -> None:
    gang = bij("ronden", extra=10, geopend=("oordelen",))
    terug = gesprek.doe(METHODE, gang, "terug", GEEN, NU + timedelta(hours=1))
    assert (terug.stap, terug.extra, terug.geopend) == ("oordelen", 0, ("oordelen",))
    assert "openen" not in gesprek.acties(METHODE, terug, GEEN)
    with pytest.raises(Geweigerd):
        gesprek.doe(METHODE, gesprek.begin(METHODE, NU), "terug", GEEN, NU)


def test_een_verzegelde_ronde_gaat_niet_leeg_open_en_wordt_niet_vergeten() -> None:
    gang = bij("oordelen")
    for actie in ("openen", "verder"):
        with pytest.raises(Geweigerd, match="nog niets ingeleverd"):
            gesprek.doe(METHODE, gang, actie, GEEN, NU)
    with pytest.raises(Geweigerd, match="Open eerst de ronde"):
        gesprek.doe(METHODE, gang, "verder", Ronde(4, 1), NU)
    assert gesprek.doe(METHODE, gang, "openen", Ronde(4, 1), NU).geopend == ("oordelen",)
    assert gesprek.doe(METHODE, gang, "overslaan", Ronde(4, 1), NU).stap == "ronden"


@pytest.mark.parametrize(
    ("ronde", "compleet"), [((4, 3), False), ((4, 4), True), ((4, 5), True), ((0, 0), False)]
)
def test_compleet_is_iedereen_die_schrijft(ronde: tuple[int, int], compleet: bool) -> None:
    assert Ronde(*ronde).compleet is compleet


def test_de_telling_telt_alleen_wie_schrijft() -> None:
    stap = gesprek.stap_van(METHODE, bij("oordelen"))
    rollen = ["deelnemer", "verslaglegger", "tegenspreker", "inbrenger"]
    assert gesprek.telling(stap, rollen, 2) == Ronde(3, 2)
    alleen = replace(stap, spreekt="inbrenger")
    assert gesprek.telling(alleen, rollen, 0).schrijvers == 1
    assert gesprek.telling(replace(stap, spreekt="allen", inbrenger_luistert=True), rollen, 0).schrijvers == 3
    assert gesprek.telling(replace(stap, spreekt="niemand"), rollen, 0).schrijvers == 4


def test_een_lege_stoel_die_inleverde_telt_mee_en_anders_niet() -> None:
    """Four seats: one writes, one handed in, one handed in and was freed, one was freed before that."""
    stoelen = [("deelnemer", True, False), ("deelnemer", True, True)]
    stoelen += [("tegenspreker", False, True), ("deelnemer", False, False)]
    rollen = gesprek_rules.tellen_mee(stoelen)
    assert rollen == ["deelnemer", "deelnemer", "tegenspreker"]
    assert not gesprek.telling(gesprek.stap_van(METHODE, bij("oordelen")), rollen, 2).compleet


@pytest.mark.parametrize(
    ("vrij", "vroeger", "krijgt"), [([2, 4], 4, 4), ([4, 2], None, 2), ([2], 4, 2), ([], 4, None)]
)
def test_wie_terugkomt_krijgt_de_eigen_stoel_zolang_die_vrij_is(
    vrij: list[int], vroeger: int | None, krijgt: int | None
) -> None:
    assert gesprek_rules.welke_stoel(vrij, vroeger) == krijgt


@pytest.mark.parametrize("ruw", ["", "0", "4", "-1", "twee", "²", "9" * 40, "1;2"])
def test_alleen_een_stoel_die_er_is_en_bezet_wordt_vrijgemaakt(ruw: str) -> None:
    bezet = {1: True, 2: True, 3: False}
    with pytest.raises(OngeldigeInvoer) as fout:
        gesprek_rules.lees_stoelnummer(ruw, bezet)
    assert fout.value.fouten[0].reden == "Schrijf een stoelnummer, van 1 tot en met 3."
    with pytest.raises(OngeldigeInvoer) as fout:
        gesprek_rules.lees_stoelnummer("3", bezet)
    assert fout.value.fouten[0].reden == "Stoel 3 is al vrij."
    assert gesprek_rules.lees_stoelnummer(" 2 ", bezet) == 2


def test_wie_mag_nu_schrijven() -> None:
    dicht, open_ = bij("oordelen"), bij("oordelen", geopend=("oordelen",))
    assert gesprek.mag_inleveren(METHODE, dicht, "deelnemer")
    assert not gesprek.mag_inleveren(METHODE, dicht, "inbrenger")
    assert not gesprek.mag_inleveren(METHODE, open_, "deelnemer")
    assert not gesprek.mag_inleveren(METHODE, replace(dicht, staat="klaar"), "deelnemer")
    assert not gesprek.mag_inleveren(METHODE, bij("vertellen"), "deelnemer")
    assert gesprek.mag_noteren(METHODE, bij("vertellen"), "verslaglegger")
    assert not gesprek.mag_noteren(METHODE, bij("vertellen"), "deelnemer")
    assert not gesprek.mag_noteren(METHODE, bij("openen"), "verslaglegger"), "nothing to write there"
    assert not gesprek.mag_noteren(METHODE, dicht, "verslaglegger")
    assert gesprek.mag_noteren(METHODE, dicht, "verslaglegger", "vertellen"), "still typing"
    assert not gesprek.mag_noteren(METHODE, dicht, "verslaglegger", "bestaat-niet")
    assert not gesprek.mag_noteren(METHODE, bij("vertellen", staat="klaar"), "verslaglegger")


def test_langer_kan_tot_een_uur() -> None:
    gang = bij("openen")
    for _ in range(12):
        gang = gesprek.doe(METHODE, gang, "verlengen", GEEN, NU)
    assert gang.extra == 60 and gang.begonnen == NU
    with pytest.raises(Geweigerd, match="uur langer"):
        gesprek.doe(METHODE, gang, "verlengen", GEEN, NU)


@pytest.mark.parametrize(
    ("na", "woorden"),
    [
        (0, "nog 5 minuten"),
        (241, "nog 1 minuut"),
        (300, "De tijd is om"),
        (330, "De tijd is om"),
        (361, "1 minuut over de tijd"),
        (3600, "55 minuten over de tijd"),
    ],
)
def test_de_tijd_in_woorden(na: int, woorden: str) -> None:
    over = gesprek.seconden_over(METHODE, bij("openen"), NU + timedelta(seconds=na))
    assert gesprek.tijd_over(over) == woorden


def test_de_tijd_telt_echte_minuten_over_de_wintertijd_heen() -> None:
    zomer = datetime(2026, 10, 25, 2, 58, tzinfo=timezone(timedelta(hours=2)))
    winter = datetime(2026, 10, 25, 2, 1, tzinfo=timezone(timedelta(hours=1)))
    assert gesprek.seconden_over(METHODE, bij("openen", begonnen=zomer), winter) == 120


def test_wie_spreekt_in_woorden() -> None:
    stappen = {stap.naam: gesprek.wie_spreekt(stap) for stap in METHODE.stappen}
    assert stappen["vertellen"] == "De inbrenger is aan het woord."
    assert stappen["oordelen"].startswith("Iedereen schrijft voor zichzelf")
    assert gesprek.wie_spreekt(METHODE.stappen[2], True).startswith("De ronde is open")
    assert stappen["ronden"].endswith("De tegenspreker begint.")
    luister = replace(METHODE.stappen[0], inbrenger_luistert=True)
    assert "luistert alleen" in gesprek.wie_spreekt(luister)


@given(st.permutations(range(9)), st.permutations(range(9)))
def test_de_volgorde_van_kaarten_hangt_niet_af_van_aankomst(een: list[int], ander: list[int]) -> None:
    assert gesprek.volgorde(een, "zaad") == gesprek.volgorde(ander, "zaad")


def test_een_ander_zaad_geeft_een_andere_volgorde() -> None:
    assert len({tuple(gesprek.volgorde(range(9), f"zaad {n}")) for n in range(20)}) > 15


def typ(waarde: str, gezien: str) -> Getypt:
    return Getypt(waarde, notities.teken(gezien))


def test_verschillende_vakken_gaan_stil_samen() -> None:
    nu = {"feit": "Hij kwam.", "kern": ""}
    anders = notities.voeg_samen(nu, {"feit": typ("", ""), "kern": typ("Zorg.", "")})
    assert anders == {"feit": "Hij kwam.", "kern": "Zorg."}


def test_hetzelfde_vak_verliest_niemands_woorden() -> None:
    with pytest.raises(Botsing) as fout:
        notities.voeg_samen({"feit": "Hij kwam."}, {"feit": typ("Zij ging.", ""), "kern": typ("Zorg.", "")})
    assert fout.value.nu == {"feit": "Hij kwam."}
    samen = notities.voeg_samen({"feit": "Hij kwam."}, {"feit": typ("Hij kwam. Zij ging.", "Hij kwam.")})
    assert samen == {"feit": "Hij kwam. Zij ging."}


def test_twee_keer_hetzelfde_typen_botst_niet_en_regeleinden_tellen_niet() -> None:
    assert notities.voeg_samen({"feit": "a\nb"}, {"feit": typ("a\r\nb", "")}) == {"feit": "a\nb"}
    assert notities.voeg_samen({"feit": "a\nb"}, {"feit": typ("", "a\r\nb\r\n")}) == {"feit": ""}


VELD = st.sampled_from(["", "a", "b", "c"])


@given(VELD, VELD, VELD)
def test_niets_van_een_ander_verdwijnt_stil(gezien: str, nu: str, getypt: str) -> None:
    try:
        uit = notities.voeg_samen({"v": nu}, {"v": typ(getypt, gezien)})["v"]
    except Botsing:
        assert len({gezien, nu, getypt}) == 3
        return
    assert uit == (getypt if getypt != gezien else nu)


def test_inbrenger_en_tegenspreker_zijn_een_stoel() -> None:
    rollen = [(1, "inbrenger"), (2, "verslaglegger"), (3, "deelnemer")]
    assert gesprek.rollen_na(rollen, 3, "inbrenger") == {1: "deelnemer", 2: "verslaglegger", 3: "inbrenger"}
    assert gesprek.rollen_na(rollen, 3, "verslaglegger")[2] == "verslaglegger"
