"""Rules of the register: quarters, the fingerprint, what is withheld, small layers, and one line."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signalen.register import inhoud, lagen, regel, rules
from signalen.register.bron import Bijeenkomst, Feit, Genomen, Stil, Zaak
from signalen.register.doorgezet import doorgezet
from signalen.register.rules import Inbreng, Kwartaal
from signalen.register.verloop import verloop
from tests.pure.uitgave import BELOFTE, K1, LAATSTE, bron, keten, naar
from tests.pure.uitgave import zaak as een_zaak
from workflows.stand import Stand

WEEK = date(2026, 3, 2)
JA = Inbreng("a", WEEK, mag=True, tekst="Elke maand volgt een verrekening.")

# ------------------------------------------------------------------ quarters


def test_een_kwartaal_van_eerste_tot_laatste_dag() -> None:
    k = rules.lees_kwartaal("2026-K4")
    assert (k.eerste, k.laatste) == (date(2026, 10, 1), date(2026, 12, 31))
    assert (k.volgende.code, k.vorige.code, k.woorden) == ("2027-K1", "2026-K3", "kwartaal 4 van 2026")
    assert Kwartaal(2024, 1).laatste == date(2024, 3, 31)
    assert Kwartaal(2026, 1).vorige.code == "2025-K4"


@pytest.mark.parametrize(
    "ruw", ["", "2026-K5", "2026-K0", "26-K1", "2026K1", "2026-K1 ", "1999-K1", "2026-k1"]
)
def test_wat_geen_kwartaal_is(ruw: str) -> None:
    with pytest.raises(ValueError, match="2026-K3"):
        rules.lees_kwartaal(ruw)


@given(st.dates(date(2020, 1, 1), date(2040, 12, 31)))
def test_elke_dag_ligt_in_precies_een_kwartaal(dag: date) -> None:
    k = rules.kwartaal_van(dag)
    assert k.bevat(dag)
    assert not k.vorige.bevat(dag)
    assert not k.volgende.bevat(dag)
    assert rules.lees_kwartaal(k.code) == k


def test_een_week_in_twee_kwartalen_telt_in_beide() -> None:
    maandag = date(2026, 6, 29)
    assert Kwartaal(2026, 2).raakt(maandag, week=True)
    assert Kwartaal(2026, 3).raakt(maandag, week=True)
    assert not Kwartaal(2026, 3).raakt(maandag, week=False)
    assert not Kwartaal(2026, 3).raakt(maandag - timedelta(7), week=True)


# ------------------------------------------------------------------ fingerprint


def test_de_vingerafdruk_is_na_te_rekenen() -> None:
    regels, weg = [{"titel": "Één", "nummer": 3}], [{"item": "Knelpunt 4", "grond": "x"}]
    delen = {"kwartaal": "2026-K1", "regels": regels, "ingehouden": weg}
    tekst = json.dumps(delen, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    verwacht = "sha256:" + hashlib.sha256(tekst.encode("utf-8")).hexdigest()
    assert rules.vingerafdruk("2026-K1", regels, weg) == verwacht
    assert rules.vingerafdruk("2026-K2", regels, weg) != verwacht
    assert rules.vingerafdruk("2026-K1", regels, []) != verwacht


# ------------------------------------------------------------------ withheld


@pytest.mark.parametrize(
    ("stap", "besluit", "inbreng", "grond"),
    [
        ("gesloten", "aanpassen", [JA], ""),
        ("gesloten", "aanpassen", [JA, replace(JA, melder="b", mag=None)], rules.NIET_GEVRAAGD),
        ("gesloten", "aanpassen", [JA, replace(JA, melder="b", mag=False)], rules.WEIGERT),
        ("gesloten", "aanpassen", [replace(JA, mag=None), replace(JA, melder="b", mag=False)], rules.WEIGERT),
        ("gesloten", "hoort_elders", [JA], rules.ELDERS),
        ("opgegaan", "", [], rules.OPGEGAAN),
        ("ingetrokken", "", [replace(JA, ingetrokken=True)], rules.INGETROKKEN),
        ("management", "", [replace(JA, ingetrokken=True)], rules.INGETROKKEN),
        ("management", "", [JA, replace(JA, melder="b", mag=False, ingetrokken=True)], ""),
        ("management", "", [replace(JA, melder=m, mag=False) for m in "abc"], ""),
        ("management", "", [replace(JA, melder=m, mag=None) for m in "aab"], rules.NIET_GEVRAAGD),
    ],
)
def test_de_grond(stap: str, besluit: str, inbreng: list[Inbreng], grond: str) -> None:
    assert rules.grond(stap, besluit, inbreng) == grond


def test_een_mens_met_sleutels_van_twee_kwartalen_telt_een_keer() -> None:
    """Keys change every quarter, so three keys may be two people."""
    drie = [replace(JA, mag=None), replace(JA, melder="b", mag=None)]
    drie.append(replace(JA, melder="c", mag=None, week=date(2026, 4, 6)))
    assert rules.melders_minstens(drie) == 2
    assert rules.grond("management", "", drie) == rules.NIET_GEVRAAGD


INBRENG = st.builds(
    Inbreng,
    melder=st.sampled_from("abcde"),
    week=st.sampled_from([WEEK, date(2026, 4, 6)]),
    niveau=st.sampled_from(["open", "beschermd", "verzegeld"]),
    mag=st.sampled_from([True, False, None]),
    ingetrokken=st.booleans(),
    tekst=st.sampled_from(["eerste woorden", "tweede woorden", ""]),
)


@given(st.lists(INBRENG, max_size=6))
def test_zonder_toestemming_wordt_niets_getoond(inbreng: list[Inbreng]) -> None:
    over = [e for e in inbreng if not e.ingetrokken]
    if rules.grond("management", "", inbreng) == "":
        assert len({e.melder for e in over}) >= 3 or (over and all(e.mag for e in over))
    woorden = rules.woorden(inbreng)
    goed = {e.tekst for e in over if e.mag and e.niveau != "verzegeld" and e.tekst}
    assert woorden in goed or (woorden == "" and not goed)


# ------------------------------------------------------------------ verdicts and layers


def test_een_oordeel_noemt_geen_aantal_en_pas_vanaf_vijf() -> None:
    assert rules.oordeel_in_woorden([("begrepen", "ja")] * 4) == []
    assert rules.oordeel_in_woorden([("begrepen", "ja")] * 5) == [
        "De inbrengers vinden het antwoord duidelijk."
    ]
    assert rules.oordeel_in_woorden([("veranderd", "nee")] * 9) == [
        "De inbrengers zien nog niet dat er iets is veranderd."
    ]
    gemengd = rules.oordeel_in_woorden([("beantwoord", "ja")] * 4 + [("beantwoord", "deels")])
    assert "verschillend" in gemengd[0]
    assert not any(teken.isdigit() for teken in "".join(gemengd))


def test_kleine_lagen_tellen_samen() -> None:
    assert rules.samengevoegd({"Management": 3, "Directie": 2, "Teamleiders": 12}) == {
        "Management",
        "Directie",
    }
    assert rules.samengevoegd({"Directie": 1, "Management": 7, "Teamleiders": 12}) == {
        "Directie",
        "Management",
    }
    assert rules.samengevoegd({"Management": 5, "Teamleiders": 12}) == frozenset()


@given(st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 12), max_size=6))
def test_geen_cijfer_wijst_naar_minder_dan_vijf(beslissers: dict[str, int]) -> None:
    samen = rules.samengevoegd(beslissers)
    alleen = {laag: n for laag, n in beslissers.items() if laag not in samen}
    assert all(n >= 5 for n in alleen.values())
    if samen and alleen:
        assert sum(beslissers[laag] for laag in samen) >= 5


def test_het_college_telt_altijd_alleen() -> None:
    namen = lagen.laagnamen({"College": 4, "Raad": 1, "Management": 2, "Directie": 4})
    assert namen == {"College": "College", "Raad": "Raad", "Management": rules.SAMEN, "Directie": rules.SAMEN}


def test_ten_hoogste_drie_zinnen_en_alleen_met_een_feit() -> None:
    assert rules.zinnen({}) == []
    assert rules.zinnen({"stil": 1}) == ["Eén keer bleef een laag stil."]
    alles = rules.zinnen({"wacht": 4, "gemist": 2, "veranderd": 1, "stil": 13, "nagekomen": 3})
    assert alles[:2] == [
        "Vier knelpunten wachten op het college.",
        "Twee afspraken zijn niet op tijd nagekomen.",
    ]
    assert len(alles) == 3
    assert rules.zinnen({"stil": 13}) == ["13 keer bleef een laag stil."]


# ------------------------------------------------------------------ a line


def zaak(feiten: tuple[Feit, ...] = (), **rest: Any) -> Zaak:
    """Return a Zaak of one inbrenger of March, whatever its number with the same title."""
    return een_zaak(feiten=feiten, **{"titel": "Verrekening", "inbreng": (JA,), **rest})


def test_een_afspraak_staat_zoals_op_de_laatste_dag() -> None:
    later = replace(BELOFTE, beloofd=date(2026, 4, 15), gedaan_op=date(2026, 4, 10), gedaan_tekst="Klaar.")
    stuk = regel.afspraak(later, LAATSTE)
    assert (stuk["stand"], stuk["gedaan_op"], stuk["gedaan"]) == ("loopt", None, "")
    schuift = replace(
        BELOFTE, verschuivingen=((date(2026, 2, 20), date(2026, 5, 1)), (date(2026, 4, 2), date(2026, 7, 1)))
    )
    stuk = regel.afspraak(schuift, LAATSTE)
    assert (stuk["beloofd"], stuk["datum"], stuk["verschoven"]) == ("2026-03-01", "2026-05-01", 1)
    assert stuk["stand"] == "niet_nagekomen"


def test_een_besluit_geldt_tot_de_keten_zegt_dat_het_terug_is() -> None:
    genomen = Genomen("parkeren", "afdelingshoofd", date(2026, 2, 2), "", "Nu niet.", "", False)
    weg = keten(
        ("2026-01-12", "uitkomst", naar("uitzoeken", "management", "extern")),
        ("2026-02-02", "uitkomst", naar("management", "terugkoppeling", "parkeren", besluit="parkeren")),
        ("2026-02-03", "uitkomst", naar("terugkoppeling", "geparkeerd", "verzonden")),
    )
    rust = zaak(weg, besluiten=(genomen,))
    assert regel.regel(rust, LAATSTE)["stand"] == "geparkeerd"
    assert regel.besluit(rust, LAATSTE)["redenen"] == "Nu niet."  # type: ignore[index]
    assert regel.besluit(rust, date(2026, 2, 1)) is None
    terug = Feit(
        9, "terug_op_tafel", date(2026, 3, 9), "systeem", {"van": "geparkeerd", "naar": "management"}
    )
    lijn = regel.regel(zaak((*weg, terug), besluiten=(genomen,)), LAATSTE)
    assert (lijn["stand"], lijn["besluit"], lijn["laag"]) == ("lopend", None, "Management")


def test_een_regel_is_gewone_json_zonder_aantallen_inbrengers() -> None:
    vol = zaak(inbreng=tuple(replace(JA, melder=m) for m in "abcdefg"), toezeggingen=(BELOFTE,))
    lijn = regel.regel(vol, LAATSTE)
    assert json.loads(json.dumps(lijn)) == lijn
    assert lijn == regel.regel(replace(vol, inbreng=(JA,)), LAATSTE)


def test_doorgeven_naar_het_rijk_met_antwoord() -> None:
    feiten = keten(
        ("2026-01-12", "uitkomst", naar("uitzoeken", "management", "extern")),
        (
            "2026-01-20",
            "uitkomst",
            naar(
                "management",
                "terugkoppeling",
                "doorgeven",
                besluit="doorgeven",
                naast="buiten_versturen",
                velden={"naar_wie": "rijk"},
            ),
        ),
        ("2026-01-27", "naast_uitkomst", naar("buiten_versturen", "buiten_ontvangst", "verstuurd")),
        ("2026-02-10", "naast_uitkomst", naar("buiten_ontvangst", "buiten_stand", "bevestigd")),
        (
            "2026-03-10",
            "naast_uitkomst",
            naar("buiten_stand", "gesloten", "beantwoord", velden={"stand": "d1"}),
        ),
    )
    stuk = doorgezet(zaak(feiten, teksten={"d1": "De regel gaat mee in de wijziging."}))
    assert stuk == [
        {
            "soort": "buiten",
            "aan": "Een ministerie",
            "datum": "2026-01-20",
            "verstuurd": "2026-01-27",
            "antwoord": "De regel gaat mee in de wijziging.",
            "antwoord_op": "2026-03-10",
        }
    ]


def test_voorstel_en_brief_aan_de_raad() -> None:
    feiten = keten(
        ("2026-01-12", "uitkomst", naar("uitzoeken", "management", "extern")),
        ("2026-01-20", "uitkomst", naar("management", "college", "voorleggen")),
        ("2026-01-26", "uitkomst", naar("college", "college", "informeren_raad", naast="raad_brief")),
        ("2026-01-30", "naast_uitkomst", naar("raad_brief", "gesloten", "verzonden")),
        ("2026-02-02", "uitkomst", naar("college", "raad", "voorstel_raad")),
        ("2026-03-02", "uitkomst", naar("raad", "terugkoppeling", "aangenomen", besluit="aanpassen")),
    )
    brief, voorstel = doorgezet(zaak(feiten))
    assert (brief["soort"], brief["verstuurd"], brief["antwoord"]) == ("raadsbrief", "2026-01-30", "")
    assert (voorstel["antwoord"], voorstel["antwoord_op"]) == ("De raad past aan", "2026-03-02")


def test_het_verloop_verraadt_geen_handeling_van_een_inbrenger() -> None:
    feiten = keten(
        ("2026-01-05", "ontvangen", {}),
        ("2026-01-12", "oordeel", {"antwoorden": {}}),
        ("2026-01-12", "aanvulling", {}),
        ("2026-01-13", "toestemming", {"mag": True}),
    )
    assert [punt["titel"] for punt in verloop(zaak(feiten))] == ["Ontvangen in week 2"]


# ------------------------------------------------------------------ the edition


def test_elke_zaak_staat_precies_een_keer() -> None:
    alle = [zaak(nummer=n, inbreng=(replace(JA, mag=mag),)) for n, mag in ((1, True), (2, False), (3, None))]
    uitgave = inhoud.stel_samen(bron(*alle, zaak(nummer=1, ronde=2)), K1, LAATSTE)
    staat = [(r["nummer"], r["ronde"]) for r in uitgave.regels + uitgave.ingehouden]
    assert sorted(staat) == [(1, 1), (1, 2), (2, 1), (3, 1)]
    assert [r["grond"] for r in uitgave.ingehouden] == [rules.WEIGERT, rules.NIET_GEVRAAGD]
    assert "Verrekening" not in json.dumps(uitgave.ingehouden)


def test_wat_is_ingehouden_telt_mee_in_cijfers_en_staat_in_geen_lijst() -> None:
    stil = Stil("wethouder", "College", "College", date(2026, 2, 2), date(2026, 2, 3), "stil", "")
    dicht = zaak(inbreng=(replace(JA, mag=False),), toezeggingen=(BELOFTE,), stiltes=(stil,), titel="Geheim")
    uitgave = inhoud.stel_samen(bron(dicht), K1, LAATSTE)
    assert uitgave.inhoud["stil_per_laag"] == [{"laag": "College", "aantal": 1}]
    laag = uitgave.inhoud["afspraken_per_laag"][0]
    assert (laag["laag"], laag["beloofd"], laag["niet_nagekomen"]) == (rules.SAMEN, 1, 1)
    alles = json.dumps([uitgave.regels, uitgave.ingehouden, uitgave.inhoud], ensure_ascii=False)
    assert all(woord not in alles for woord in ("Geheim", BELOFTE.omschrijving, JA.tekst))


def test_alleen_stiltes_van_dit_kwartaal_tellen() -> None:
    dagen = (date(2025, 12, 31), date(2026, 1, 1), date(2026, 3, 31), date(2026, 4, 1))
    stil = tuple(Stil("wethouder", "College", "College", d, d, "stil", "") for d in dagen)
    uitgave = inhoud.stel_samen(bron(zaak(stiltes=stil)), K1, LAATSTE)
    assert uitgave.inhoud["stil_per_laag"] == [{"laag": "College", "aantal": 2}]
    assert len(uitgave.regels[0]["stiltes"]) == 3


def test_een_afspraak_die_eerder_klaar_was_speelt_niet_meer() -> None:
    oud = replace(
        BELOFTE, gemaakt_op=date(2025, 10, 1), beloofd=date(2025, 12, 1), gedaan_op=date(2025, 12, 1)
    )
    open_ = replace(oud, gedaan_op=None)
    assert not lagen.speelt(oud, K1, LAATSTE)
    assert lagen.speelt(open_, K1, LAATSTE)
    assert not lagen.speelt(replace(BELOFTE, gemaakt_op=date(2026, 4, 1)), K1, LAATSTE)


def test_op_uw_bord_begint_met_wat_niet_is_nagekomen() -> None:
    kwam = replace(BELOFTE, omschrijving="Kwam na.", gedaan_op=date(2026, 2, 20))
    college = Stand("knelpunt", 1, "college", geweest=("uitzoeken", "management"))
    uitgave = inhoud.stel_samen(
        bron(zaak(toezeggingen=(kwam, BELOFTE)), zaak(nummer=7, stand=college, uiterste=date(2026, 4, 20))),
        K1,
        LAATSTE,
    )
    (bord,) = uitgave.inhoud["op_uw_bord"]
    assert [p["stand"] for p in bord["regels"]] == ["niet_nagekomen", "wacht", "nagekomen"]
    assert uitgave.inhoud["zinnen"][0] == "Eén knelpunt wacht op het college."
    assert [v["omschrijving"] for v in uitgave.inhoud["veranderd"]] == ["Kwam na."]


def test_overleggen_met_reden_van_vervallen() -> None:
    dag = date(2026, 2, 10)
    delen = (
        Bijeenkomst("luistersessie", dag, "gehouden", ""),
        Bijeenkomst("luistersessie", dag, "vervallen", "Ziekte."),
    )
    uit = inhoud.stel_samen(bron(bijeenkomsten=delen), K1, LAATSTE).inhoud["overleggen"]
    assert uit["telling"] == [{"soort": "luistersessie", "gehouden": 1, "gepland": 0, "vervallen": 1}]
    assert uit["vervallen"] == [{"soort": "luistersessie", "datum": "2026-02-10", "reden": "Ziekte."}]
