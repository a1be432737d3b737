"""Time: uitstel, opschorting, parked and tried, extra days, empty roles, and a route that changed
meanwhile.
"""

from __future__ import annotations

import uuid
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from signalen.bericht.models import Bericht
from signalen.db import db, transaction
from signalen.knelpunt.models import Gebeurtenis, Knelpunt, Stilte, Termijn
from signalen.knelpunt.operations import adoptie, tijd, traject
from signalen.knelpunt.operations.handelen import Handeling
from signalen.knelpunt.rules import OngeldigeInvoer, stand_teken
from signalen.medewerker import operations as medewerkers
from tests.integratie.conftest import Stad
from tests.integratie.test_route import AANPASSEN, SAMENVATTING, stap_van
from workflows import loader
from workflows.stand import Geweigerd


def vraag_tijd(stad: Stad, k: uuid.UUID, wie: str, daad, **invoer: str) -> Termijn:  # type: ignore[no-untyped-def]
    """Ask for time as somebody; `daad` is tijd.uitstellen or tijd.opschorten."""
    handeling = Handeling(k, stad.ids[wie], frozenset({wie}), "", invoer)
    with transaction():
        return daad(handeling, stad.nu)


def loop_van(k: uuid.UUID):  # type: ignore[no-untyped-def]
    db.session.expire_all()
    return traject.hoofdtraject(db.session.get(Knelpunt, k))


def uiterste(k: uuid.UUID, soort: str = "stap") -> date:
    return min(t.uiterste for t in traject.open_termijnen(loop_van(k)) if t.soort == soort)


def gebeurtenissen(k: uuid.UUID, soort: str) -> list[Gebeurtenis]:
    zoek = select(Gebeurtenis).where(Gebeurtenis.knelpunt_id == k, Gebeurtenis.soort == soort)
    return list(db.session.scalars(zoek.order_by(Gebeurtenis.volgnummer)))


@pytest.fixture
def k(stad: Stad) -> uuid.UUID:
    """A knelpunt in uitzoeken on Tuesday 10 March; its term ends on Monday 16 March."""
    id_ = stad.knelpunt_id(stad.geef())
    stad.naar(date(2026, 3, 10))
    return id_


# ------------------------------------------------------------------ uitstel


def test_uitstel_telt_vanaf_de_uiterste_datum_en_houdt_de_eerste(stad: Stad, k: uuid.UUID) -> None:
    rij = vraag_tijd(stad, k, "coordinator", tijd.uitstellen, reden="Er is meer na te vragen.")
    assert (rij.eerste_uiterste, rij.uiterste) == (date(2026, 3, 16), date(2026, 3, 23))
    oud = db.session.scalars(
        select(Termijn).where(Termijn.knelpunt_id == k, Termijn.vervallen_op.is_not(None))
    ).one()
    assert (oud.uiterste, oud.vervallen_op) == (date(2026, 3, 16), date(2026, 3, 10)), (
        "a new row beside the old"
    )
    (feit,) = gebeurtenissen(k, "uitstel")
    assert (feit.inhoud["oud"], feit.inhoud["nieuw"]) == ("2026-03-16", "2026-03-23")
    brief = db.session.scalars(select(Bericht).where(Bericht.soort == "uitstel")).one()
    assert brief.medewerker_id == stad.ids["afdelingshoofd"], "the next layer hears it"
    assert uiterste(k, "plafond") == date(2026, 6, 16), "the plafond does not move"


def test_uitstel_een_keer_met_reden_door_wie_aan_zet_is(stad: Stad, k: uuid.UUID) -> None:
    with pytest.raises(OngeldigeInvoer):
        vraag_tijd(stad, k, "coordinator", tijd.uitstellen, reden="  ")
    with pytest.raises(Geweigerd):
        vraag_tijd(stad, k, "afdelingshoofd", tijd.uitstellen, reden="Ik niet.")
    vraag_tijd(stad, k, "coordinator", tijd.uitstellen, reden="Meer tijd.")
    with pytest.raises(Geweigerd):
        vraag_tijd(stad, k, "coordinator", tijd.uitstellen, reden="Nog meer tijd.")


def test_na_de_dag_is_het_stilte_en_geen_uitstel(stad: Stad, k: uuid.UUID) -> None:
    stad.naar(date(2026, 3, 17))
    with pytest.raises(Geweigerd):
        vraag_tijd(stad, k, "coordinator", tijd.uitstellen, reden="Te laat.")
    stad.tik()
    assert stap_van(k) == "management"


def test_een_stap_zonder_uitstel_geeft_er_geen(stad: Stad, k: uuid.UUID) -> None:
    stad.doe(k, "coordinator", "klein", **SAMENVATTING)
    with pytest.raises(Geweigerd):
        vraag_tijd(stad, k, "teamleider", tijd.uitstellen, reden="Toch.")


# ------------------------------------------------------------------ opschorting


def opschorten(stad: Stad, k: uuid.UUID, tot: str, **rest: str) -> Termijn:
    basis = {"partij": "het UWV", "tot": tot, "reden": "Zij rekenen het na."}
    return vraag_tijd(stad, k, "coordinator", tijd.opschorten, **{**basis, **rest})


def test_opschorten_verschuift_met_de_werkdagen_dat_er_gewacht_wordt(stad: Stad, k: uuid.UUID) -> None:
    rij = opschorten(stad, k, "20-3-2026")
    assert (rij.eerste_uiterste, rij.uiterste) == (date(2026, 3, 16), date(2026, 3, 26)), "8 working days"
    regels = " ".join(r["tekst"] for r in rij.berekening["regels"])
    assert "UWV" in regels and "8 werkdagen" in regels, "the arithmetic says for whom and how long"


def test_opschorten_hoogstens_dertig_en_samen_zestig(stad: Stad, k: uuid.UUID) -> None:
    with pytest.raises(Geweigerd):
        opschorten(stad, k, "24-4-2026")
    opschorten(stad, k, "23-4-2026")
    stad.naar(date(2026, 3, 11))
    opschorten(stad, k, "24-4-2026")
    with pytest.raises(Geweigerd):
        opschorten(stad, k, "20-3-2026")


@pytest.mark.parametrize(
    "fout",
    [
        {"partij": " "},
        {"tot": "31-02-2026"},
        {"tot": ""},
        {"reden": ""},
        {"tot": "10-3-2026"},
        {"tot": "1-3-2026"},
    ],
)
def test_opschorten_noemt_wie_en_tot_wanneer(stad: Stad, k: uuid.UUID, fout: dict[str, str]) -> None:
    with pytest.raises(Geweigerd):
        opschorten(stad, k, **{"tot": "20-3-2026", **fout})
    assert uiterste(k) == date(2026, 3, 16)


# ------------------------------------------------------------------ parked, tried, back


@pytest.mark.parametrize(
    ("soort", "velden", "rust"),
    [
        ("parkeren", {"terug_op": "2026-05-11"}, "geparkeerd"),
        (
            "proberen",
            {"proef_tot": "2026-05-11", "waaraan_zien": "Minder uitval.", "wat_moet_anders": "brief"},
            "proef",
        ),
    ],
)
def test_wat_rust_komt_op_de_genoemde_dag_terug_op_tafel(
    stad: Stad, k: uuid.UUID, soort: str, velden: dict[str, str], rust: str
) -> None:
    stad.doe(k, "coordinator", "extern", **SAMENVATTING)
    basis = {"redenen": "Nu niet.", "herstel": "Wij bellen.", **velden}
    stad.doe(k, "afdelingshoofd", soort, **basis)
    stad.doe(k, "afdelingshoofd", "verzonden", antwoord="Wij komen erop terug.")
    assert stap_van(k) == rust
    stad.naar(date(2026, 5, 11))
    stad.tik()
    assert stap_van(k) == rust, "until the end of that day"
    stad.naar(date(2026, 5, 12))
    stad.tik()
    assert stap_van(k) == "management"
    assert uiterste(k) == date(2026, 5, 28), "10 working days; Hemelvaart and Tweede pinksterdag do not count"
    assert db.session.scalars(select(Stilte)).all() == [], "waiting as promised is no silence"
    with pytest.raises(Geweigerd):
        stad.doe(k, "afdelingshoofd", soort, **{**basis, "terug_op": "2026-06-11", "proef_tot": "2026-06-11"})


def test_te_lang_parkeren_of_proberen_kan_niet(stad: Stad, k: uuid.UUID) -> None:
    stad.doe(k, "coordinator", "extern", **SAMENVATTING)
    basis = {"redenen": "Nu niet.", "herstel": "Wij bellen."}
    with pytest.raises(OngeldigeInvoer):
        stad.doe(k, "afdelingshoofd", "parkeren", **basis, terug_op="2026-09-01")
    proef = {**basis, "waaraan_zien": "Minder uitval.", "wat_moet_anders": "brief"}
    with pytest.raises(OngeldigeInvoer):
        stad.doe(k, "afdelingshoofd", "proberen", **proef, proef_tot="2027-01-04")


def test_een_verre_belofte_vraagt_een_tussenstap(stad: Stad, k: uuid.UUID) -> None:
    stad.doe(k, "coordinator", "extern", **SAMENVATTING)
    ver = {**AANPASSEN, "afspraak_datum": "2026-09-01"}
    with pytest.raises(OngeldigeInvoer) as fout:
        stad.doe(k, "afdelingshoofd", "aanpassen", **ver)
    assert {f.veld for f in fout.value.fouten} == {"tussenstap", "tussenstap_datum"}
    stad.doe(
        k, "afdelingshoofd", "aanpassen", **ver, tussenstap="Concept klaar.", tussenstap_datum="2026-05-01"
    )
    assert stap_van(k) == "terugkoppeling"


# ------------------------------------------------------------------ days off


def test_een_extra_dag_verlengt_wat_nog_loopt_met_een_gebeurtenis(stad: Stad, k: uuid.UUID) -> None:
    voor = uiterste(k, "plafond")
    with transaction():
        aantal = adoptie.voeg_dag_toe(
            date(2026, 3, 16), "extra", "Nationale rouwdag", "Stcrt. 2026, 1", stad.nu
        )
    assert (uiterste(k), aantal) == (date(2026, 3, 17), 2)
    assert uiterste(k, "plafond") == voor + timedelta(days=1)
    feit = gebeurtenissen(k, "dag_gewijzigd")[0]
    assert feit.rol == "systeem" and feit.inhoud["besluit"] == "Stcrt. 2026, 1"
    assert {(f.inhoud["oud"], f.inhoud["nieuw"]) for f in gebeurtenissen(k, "dag_gewijzigd")} >= {
        ("2026-03-16", "2026-03-17")
    }
    with pytest.raises(Geweigerd), transaction():
        adoptie.voeg_dag_toe(date(2026, 3, 16), "extra", "Nog eens", "Stcrt. 2026, 2", stad.nu)


def test_een_dag_na_de_termijn_verlengt_niets(stad: Stad, k: uuid.UUID) -> None:
    with transaction():
        adoptie.voeg_dag_toe(date(2026, 3, 18), "sluiting", "Brugdag", "Besluit 12", stad.nu)
    assert uiterste(k) == date(2026, 3, 16)


def test_een_dag_in_het_weekend_verlengt_niets(stad: Stad, k: uuid.UUID) -> None:
    with transaction():
        assert adoptie.voeg_dag_toe(date(2026, 3, 14), "extra", "Zaterdag", "Besluit 13", stad.nu) == 0


# ------------------------------------------------------------------ nobody there


def test_een_lege_stoel_geeft_alarm_en_de_termijn_loopt_door(stad: Stad, k: uuid.UUID) -> None:
    """Empty role: alarm at once, the term runs on, and the lapse has reason onbezet (DESIGN section 5)."""
    with transaction():
        medewerkers.uit_dienst(stad.ids["afdelingshoofd"], stad.nu.date())
    stad.doe(k, "coordinator", "extern", **SAMENVATTING)
    alarm = db.session.scalars(select(Bericht).where(Bericht.soort == "onbezet")).one()
    assert alarm.medewerker_id == stad.ids["beheerder"]
    assert uiterste(k) == date(2026, 3, 24)
    stad.naar(date(2026, 3, 25))
    stad.tik()
    stilte = db.session.scalars(select(Stilte)).one()
    assert (stilte.stap, stilte.reden, stilte.naar) == ("management", "onbezet", "directie")
    assert gebeurtenissen(k, "stilte")[-1].inhoud["reden"] == "onbezet"


def test_wie_halverwege_vertrekt_houdt_niets_tegen(stad: Stad, k: uuid.UUID) -> None:
    """The last actor leaves while the term runs: it lapses as onbezet; a stand-in in time makes it a
    normal step.
    """
    stad.doe(k, "coordinator", "extern", **SAMENVATTING)
    with transaction():
        medewerkers.uit_dienst(stad.ids["afdelingshoofd"], stad.nu.date())
    stad.naar(date(2026, 3, 25))
    stad.tik()
    assert db.session.scalars(select(Stilte.reden)).one() == "onbezet"


def test_een_vervanger_maakt_de_stoel_bezet(stad: Stad, k: uuid.UUID) -> None:
    with transaction():
        medewerkers.vervang(
            stad.ids["afdelingshoofd"], stad.ids["secretaris"], date(2026, 3, 1), date(2026, 3, 31)
        )
    stad.doe(k, "coordinator", "extern", **SAMENVATTING)
    zoek = select(Bericht.medewerker_id).where(
        Bericht.soort == "aan_zet", Bericht.verwijst_naar == f"/knelpunten/{k}"
    )
    assert stad.ids["secretaris"] in db.session.scalars(zoek).all()
    assert db.session.scalars(select(Bericht).where(Bericht.soort == "onbezet")).all() == []


# ------------------------------------------------------------------ a route that changed


def adopteer_versie_2(stad: Stad) -> None:
    """Adopt a second version of the route, in which uitzoeken may take 8 working days."""
    pad = loader.shipped()["knelpunt-1"]
    tekst = pad.read_text("utf-8").replace("versie = 1", "versie = 2", 1)
    kop, staart = tekst.split("[stap.uitzoeken]", 1)
    staart = staart.replace('termijn = "5 werkdagen"', 'termijn = "8 werkdagen"', 1)
    with transaction():
        uitleg = pad.with_suffix(".md").read_text("utf-8")
        adoptie.adopteer(f"{kop}[stap.uitzoeken]{staart}", uitleg, "College", stad.nu.date())


def test_wat_loopt_blijft_op_versie_een_en_wat_begint_neemt_twee(stad: Stad, k: uuid.UUID) -> None:
    adopteer_versie_2(stad)
    nieuw = stad.knelpunt_id(stad.geef("uitvoerder2"))
    assert (loop_van(k).adoptie.versie, loop_van(nieuw).adoptie.versie) == (1, 2)
    assert uiterste(k) == date(2026, 3, 16)
    assert uiterste(nieuw) == date(2026, 3, 26), "eight working days from Monday 16 March"
    stad.doe(k, "coordinator", "extern", **SAMENVATTING)
    assert loop_van(k).adoptie.versie == 1, "also for its next steps"


def test_een_vastgestelde_versie_verandert_niet(stad: Stad, k: uuid.UUID) -> None:
    adopteer_versie_2(stad)
    adopteer_versie_2(stad)
    pad = loader.shipped()["knelpunt-1"]
    anders = pad.read_text("utf-8").replace('termijn = "10 werkdagen"', 'termijn = "9 werkdagen"')
    with pytest.raises(Geweigerd, match="hoger nummer"), transaction():
        adoptie.adopteer(anders, pad.with_suffix(".md").read_text("utf-8"), "College", stad.nu.date())


# ------------------------------------------------------------------ on the edge of a day


def test_op_de_dag_zelf_telt_een_daad_en_de_dag_erna_eerst_de_stilte(stad: Stad, k: uuid.UUID) -> None:
    """An act counts when the request arrived on or before the date; after it the lapse comes first."""
    ander = stad.knelpunt_id(stad.geef("uitvoerder2"))
    stad.naar(date(2026, 3, 16))
    stad.doe(k, "coordinator", "gewoon", **SAMENVATTING)
    assert stap_van(k) == "casuistiekbespreking"
    laatste = uiterste(ander)
    stad.naar(laatste + timedelta(days=1))
    with pytest.raises(Geweigerd):
        stad.doe(ander, "coordinator", "gewoon", **SAMENVATTING)
    stad.tik()
    assert stap_van(ander) == "management"


def test_na_een_week_stilstand_telt_elke_stilte_op_haar_eigen_dag(stad: Stad, k: uuid.UUID) -> None:
    """After downtime: stamped on the legal date, the next term from the day of processing, one lapse per
    sweep.
    """
    stad.naar(date(2026, 4, 20))
    assert stad.tik()["verlopen"] == 1
    stilte = db.session.scalars(select(Stilte)).one()
    assert (stilte.datum, stilte.verwerkt_op) == (date(2026, 3, 16), date(2026, 4, 20))
    assert uiterste(k) > date(2026, 4, 20)
    assert stad.tik()["verlopen"] == 0


def test_het_teken_verandert_met_elke_daad(stad: Stad, k: uuid.UUID) -> None:
    eerst = stand_teken(traject.stand_van(loop_van(k)))
    stad.doe(k, "coordinator", "gewoon", **SAMENVATTING)
    assert stand_teken(traject.stand_van(loop_van(k))) != eerst
