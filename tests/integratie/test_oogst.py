"""What leaves the room with a real database: written, looked over by who signalled, released, erased."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from signalen.bericht.models import Bericht
from signalen.db import NietGevonden, db, transaction
from signalen.kennis import afwegingen as kennis
from signalen.knelpunt.models import Gebeurtenis
from signalen.knelpunt.operations.sweep import mensen_met_nieuws
from signalen.knelpunt.rules import OngeldigeInvoer
from signalen.overleg import operations
from signalen.overleg.models import Agendapunt, Oogst, Werkblad
from signalen.overleg.operations import wissen
from signalen.overleg.queries import afwegingen, nakijken, oogst
from signalen.signaal.models import Tekst
from tests.integratie.conftest import Stad
from tests.integratie.plein import ik_ook, signaal
from tests.integratie.vergaderen import houd, plan, soorten, stap_van
from workflows.stand import Geweigerd

TEKST = {
    "feit": "De verrekening komt elke maand.",
    "alternatief": "Per kwartaal.",
    "opvatting": "Wat is eerlijk?",
}
AFWEGING = {
    "vraag": "Mogen we vertrouwen boven controle stellen?",
    "voor": "Vertrouwen, menselijke maat.",
    "tegen": "Gelijke behandeling.",
    "uitkomst": "Eerst bellen, dan pas terugvorderen.",
    "methode": "Dilemmamethode",
    "domein": "werk en inkomen",
    "regeling": "Participatiewet",
}


class Gesprek:
    """One casuïstiekbespreking about one knelpunt that was held on 2 March, with one inbrenger or more."""

    def __init__(self, stad: Stad, *ook: str) -> None:
        self.stad = stad
        self.s = stad.geef("uitvoerder")
        self.k = stad.knelpunt_id(self.s)
        self.anderen = [ik_ook(stad, self.k, wie) for wie in ook]
        stad.doe(self.k, "coordinator", "gewoon", samenvatting="Elke maand verrekening.")
        self.o = plan(stad, "2026-03-02", deelnemers=(stad.ids["uitvoerder2"],))
        houd(stad, self.o, f"knelpunt:{self.k}")
        self.punt = db.session.scalars(select(Agendapunt.id)).one()

    @property
    def rij(self) -> Oogst:
        db.session.expire_all()
        return db.session.scalars(select(Oogst)).one()

    def leg_voor(self, **delen: str) -> uuid.UUID:
        versie = db.session.scalar(select(Oogst.versie))
        with transaction():
            tekst = {**TEKST, **delen}
            rij = operations.leg_voor(self.o, self.punt, tekst, str(versie or ""), self.stad.nu)
            return rij.id

    def zeg(self, antwoord: str, wie: uuid.UUID | None = None, tekst: str = "", mag: Any = None) -> None:
        with transaction():
            van = signaal(wie or self.s)
            operations.stem_in(van, self.rij.id, antwoord, tekst, mag, self.stad.nu)

    def na_de_dag(self) -> None:
        self.stad.naar(date(2026, 3, 10))
        self.stad.tik()


@pytest.fixture
def g(stad: Stad) -> Gesprek:
    return Gesprek(stad)


def test_de_uitkomst_reist_zonder_de_tekst(g: Gesprek) -> None:
    g.leg_voor()
    g.stad.doe(g.k, "gespreksleider", "advies", advies="Pas de instructie aan.")
    assert stap_van(g.k) == "management"
    assert [u.tekst for u in oogst.van_knelpunt(g.k)] == [None]


def test_na_akkoord_gaat_de_tekst_op_de_dag_de_kamer_uit_en_niet_eerder(g: Gesprek) -> None:
    g.leg_voor()
    assert g.rij.uiterste == date(2026, 3, 9)
    g.zeg("akkoord")
    g.stad.tik()
    assert g.rij.staat == "voorgelegd"
    g.na_de_dag()
    assert (g.rij.staat, g.rij.vrijgegeven_op) == ("vrijgegeven", date(2026, 3, 10))
    (uit,) = oogst.van_knelpunt(g.k)
    for woorden in TEKST.values():
        assert woorden in str(uit.tekst)
    brieven = db.session.scalars(select(Bericht).where(Bericht.soort == "oogst")).all()
    assert {b.medewerker_id for b in brieven} == {g.stad.ids["uitvoerder2"], g.stad.ids["gespreksleider"]}
    g.stad.tik()
    assert soorten(g.k).count("oogst_vrijgegeven") == 1
    assert db.session.scalar(select(func.count()).where(Bericht.soort == "oogst")) == 2


def test_stilte_houdt_de_tekst_dicht_en_dat_staat_er(g: Gesprek) -> None:
    g.leg_voor()
    g.na_de_dag()
    (uit,) = oogst.van_knelpunt(g.k)
    assert uit.tekst is None and "niet geantwoord" in uit.zin
    assert "oogst_gesloten" in soorten(g.k)
    with pytest.raises(Geweigerd, match="niets meer gevraagd"):
        g.zeg("akkoord")
    g.leg_voor()
    assert (g.rij.staat, g.rij.ronde) == ("voorgelegd", 2)


def test_een_nee_van_een_sluit_ook_als_een_ander_ja_zegt(stad: Stad) -> None:
    g = Gesprek(stad, "uitvoerder3")
    g.leg_voor()
    g.zeg("akkoord")
    g.zeg("niet", g.anderen[0], "Het is elke week.")
    assert g.rij.staat == "niet_akkoord"
    g.na_de_dag()
    assert g.rij.staat == "niet_akkoord"
    blad = oogst.schrijfblad(g.o, g.punt, stad.nu.date())
    assert blad.correcties == ("Het is elke week.",) and blad.mag_schrijven
    (mijn,) = nakijken.voor_inbrenger(g.s, stad.nu.date())
    assert mijn.tekst is None and not mijn.vraagt
    g.leg_voor(feit="De verrekening komt elke week.")
    oud = db.session.scalars(
        select(Tekst.inhoud).where(Tekst.geleegd_grond == "vervangen voor vrijgave")
    ).all()
    assert oud == [None, None, None]


def test_wie_introk_telt_niet_meer_mee(stad: Stad) -> None:
    from signalen.knelpunt.operations import melders

    g = Gesprek(stad, "uitvoerder3")
    g.leg_voor()
    g.zeg("akkoord")
    with transaction():
        melders.trek_in(signaal(g.s), stad.nu)
    with pytest.raises(Geweigerd, match="ingetrokken"):
        g.zeg("akkoord")
    g.na_de_dag()
    assert g.rij.staat == "stil"


def test_alleen_wie_signaleerde_zegt_er_iets_van_en_een_keer(g: Gesprek) -> None:
    vreemd = g.stad.geef("uitvoerder3")
    with transaction():
        operations.bewaar(g.o, g.punt, TEKST, "", g.stad.nu)
    with pytest.raises(NietGevonden):
        g.zeg("akkoord")
    g.leg_voor()
    with pytest.raises(NietGevonden):
        g.zeg("akkoord", vreemd)
    with pytest.raises(OngeldigeInvoer):
        g.zeg("misschien")
    g.zeg("akkoord")
    with pytest.raises(Geweigerd, match="al nagekeken"):
        g.zeg("niet")


def test_geen_namen_geen_gegevens_en_niet_over_elkaar_heen(g: Gesprek) -> None:
    namen = {"feit": "Volgens Noor Verzonnen knelt het.", "opvatting": "Zie BSN 111222333."}
    with pytest.raises(OngeldigeInvoer) as fout:
        g.leg_voor(**namen)
    assert [f.veld for f in fout.value.fouten] == ["opvatting"]
    with pytest.raises(OngeldigeInvoer) as fout:
        g.leg_voor(feit=namen["feit"])
    assert "naam van een collega" in fout.value.fouten[0].reden
    with transaction():
        operations.bewaar(g.o, g.punt, TEKST, "", g.stad.nu)
    with pytest.raises(Geweigerd) as botst, transaction():
        operations.bewaar(g.o, g.punt, TEKST, "", g.stad.nu)
    assert botst.value.code == "verouderd"
    g.leg_voor()
    with pytest.raises(Geweigerd, match="ligt bij de inbrenger"):
        g.leg_voor()


def test_gebeurtenissen_dragen_de_week_en_geen_woorden(g: Gesprek) -> None:
    g.stad.naar(date(2026, 3, 4))
    g.leg_voor()
    g.zeg("niet", tekst="Het is elke week.", mag=True)
    rij = db.session.scalars(select(Gebeurtenis).where(Gebeurtenis.soort == "oogst_nagekeken")).one()
    assert (rij.rol, rij.moment.date()) == ("inbrenger", date(2026, 3, 2))
    alles = str(db.session.scalars(select(Gebeurtenis.inhoud)).all())
    assert "elke week" not in alles and "Per kwartaal" not in alles


def test_de_inbrenger_krijgt_nieuws_zonder_te_zeggen_waarover(g: Gesprek) -> None:
    g.stad.naar(date(2026, 3, 4))
    g.leg_voor()
    assert mensen_met_nieuws(g.stad.nu - timedelta(minutes=1), g.stad.nu) == [g.stad.ids["uitvoerder"]]
    assert nakijken.wacht_op([str(g.s)], g.stad.nu.date()) == {str(g.s)}
    g.zeg("akkoord")
    assert nakijken.wacht_op([str(g.s)], g.stad.nu.date()) == set()


# ------------------------------------------------------------------ gone on a set day


def test_werkaantekeningen_verdwijnen_echt_op_hun_dag(g: Gesprek) -> None:
    for dag in (date(2026, 3, 10), date(2026, 3, 11)):
        db.session.add(Werkblad(overleg_id=g.o, agendapunt_id=g.punt, inhoud={"a": "geheim"}, weg_op=dag))
    db.session.commit()
    assert oogst.notities_tot(g.o) == date(2026, 3, 11)
    g.na_de_dag()
    assert db.session.scalars(select(Werkblad.weg_op)).all() == [date(2026, 3, 11)]
    g.stad.naar(date(2026, 3, 11))
    assert wissen.wis(g.stad.nu) == 1
    assert wissen.wis(g.stad.nu) == 0
    assert oogst.notities_tot(g.o) is None


def test_niet_vrijgegeven_woorden_worden_geleegd_en_vrijgegeven_blijft(stad: Stad) -> None:
    g = Gesprek(stad)
    g.leg_voor()
    g.zeg("niet", tekst="Het is elke week.")
    stad.naar(date(2026, 6, 1))
    stad.tik()
    assert (g.rij.staat, g.rij.feit) == ("niet_akkoord", None)
    over = select(func.count()).select_from(Tekst).where(Tekst.soort.in_(["oogst", "correctie"]))
    assert db.session.scalar(over.where(Tekst.inhoud.is_not(None))) == 0
    assert not oogst.schrijfblad(g.o, g.punt, date(2026, 6, 2)).mag_schrijven


# ------------------------------------------------------------------ eerdere afwegingen


def bied_aan(g: Gesprek, **velden: str) -> uuid.UUID:
    with transaction():
        return operations.bied_aan(g.rij.id, {**AFWEGING, **velden}, "jurist", g.stad.nu)


def sta_toe(g: Gesprek, mag: bool) -> None:
    with transaction():
        operations.sta_afweging_toe(signaal(g.s), g.rij.id, mag, g.stad.nu)


def test_zonder_ja_van_de_inbrenger_komt_er_geen_afweging(g: Gesprek) -> None:
    g.leg_voor()
    g.zeg("akkoord")
    with pytest.raises(Geweigerd, match="toestemming"):
        bied_aan(g)
    g.na_de_dag()
    assert afwegingen.klaar_om_aan_te_bieden() == []
    with pytest.raises(Geweigerd, match="toestemming"):
        bied_aan(g)
    sta_toe(g, True)
    assert [id_ for id_, _ in afwegingen.klaar_om_aan_te_bieden()] == [str(g.rij.id)]


def test_een_afweging_is_te_vinden_na_vijf_werkdagen_en_niet_herleidbaar(g: Gesprek) -> None:
    g.leg_voor()
    g.zeg("akkoord", mag=True)
    g.na_de_dag()
    with pytest.raises(OngeldigeInvoer) as fout:
        bied_aan(g, uitkomst="In week 12 waren er 3 signalen.")
    assert fout.value.fouten[0].veld == "uitkomst"
    id_ = bied_aan(g)
    with pytest.raises(NietGevonden):
        kennis.afweging(id_, g.stad.nu.date())
    dag = date(2026, 3, 17)
    for vraag in ("", "vertrouwen", "terugvordering", "gelijke BEHANDELING", "participatiewet", "contro"):
        assert kennis.afwegingen(vraag, "", 1, dag).totaal == 1, vraag
    assert kennis.afwegingen("bellen vertrouwen", "", 1, dag).totaal == 1
    assert kennis.afwegingen("hulpmiddel", "", 1, dag).totaal == 0
    assert kennis.afwegingen("vertrouwen", "jeugd", 1, dag).totaal == 0
    assert afwegingen.sinds(g.k, dag) == (afwegingen.NOG_NIETS,)


def test_de_inbrenger_neemt_terug_tot_het_er_staat(g: Gesprek) -> None:
    g.leg_voor()
    g.zeg("akkoord", mag=True)
    g.na_de_dag()
    bied_aan(g)
    sta_toe(g, False)
    assert kennis.aangeboden(g.rij.id) is None
    sta_toe(g, True)
    bied_aan(g)
    with pytest.raises(Geweigerd, match="al aangeboden"):
        bied_aan(g)
    g.stad.naar(date(2026, 3, 17))
    with pytest.raises(Geweigerd, match="al bij Eerdere afwegingen"):
        sta_toe(g, False)
    assert kennis.afwegingen("", "", 1, g.stad.nu.date()).totaal == 1


def test_wie_introk_neemt_ook_de_afweging_mee(g: Gesprek) -> None:
    from signalen.knelpunt.operations import melders

    g.leg_voor()
    g.zeg("akkoord", mag=True)
    g.na_de_dag()
    bied_aan(g)
    g.stad.tik()
    assert kennis.aangeboden(g.rij.id) is not None
    with transaction():
        melders.trek_in(signaal(g.s), g.stad.nu)
    g.stad.tik()
    assert kennis.aangeboden(g.rij.id) is None


def test_wat_er_sindsdien_gebeurde_volgt_uit_het_knelpunt(stad: Stad) -> None:
    from tests.integratie.test_route import AANPASSEN, SAMENVATTING

    k = stad.knelpunt_id(stad.geef())
    stad.doe(k, "coordinator", "extern", **SAMENVATTING)
    stad.doe(k, "afdelingshoofd", "aanpassen", **AANPASSEN)
    assert afwegingen.sinds(k, stad.nu.date()) == (afwegingen.NOG_NIETS,)
    stad.doe(k, "afdelingshoofd", "verzonden", antwoord="Wij passen de instructie aan.")
    assert afwegingen.sinds(k, stad.nu.date()) == (
        "Antwoord: wij passen aan.",
        "Er is iets beloofd; de dag daarvan moet nog komen.",
    )
    assert afwegingen.sinds(k, date(2027, 1, 4))[1] == "Wat is beloofd, is niet op tijd gedaan."
