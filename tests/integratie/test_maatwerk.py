"""Maatwerk with a real database and through its pages: asking, three who agree, limits, looking back,
learning.
"""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Callable
from datetime import date, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from signalen.bericht.models import Bericht
from signalen.db import NietGevonden, db, transaction
from signalen.knelpunt.rules import OngeldigeInvoer
from signalen.maatwerk import operations, queries
from signalen.maatwerk.models import Maatwerk
from signalen.maatwerk.rules import Vraag
from signalen.medewerker import operations as mensen
from signalen.medewerker import queries as medewerkers
from signalen.opvolging.models import Afspraak, Afwijking
from signalen.voorbeeld.mensen import DOMEIN
from tests.house.strict import Page
from tests.integratie.conftest import Stad
from tests.integratie.deuren import als, bouw
from tests.integratie.plein_stemmen import DRIE, MAATWERK, VRAAG, reageer, vraag
from tests.integratie.test_samen import klanten, stad_echt, stuur, tegelijk
from tests.integratie.vergaderen import plan, sleutels
from workflows.stand import Geweigerd

__all__ = ["stad_echt"]
ALLEN = (*DRIE, "uitvoerder3")


def rij(id_: uuid.UUID) -> Maatwerk:
    db.session.expire_all()
    gevonden = db.session.get(Maatwerk, id_)
    assert gevonden is not None
    return gevonden


def werk(stad: Stad, wie: str = "uitvoerder") -> list[tuple[str, str]]:
    persoon = medewerkers.persoon(stad.ids[wie])
    assert persoon is not None
    return [(r.vraag, r.groep) for r in queries.werk(persoon, stad.nu.date())]


def test_drie_collegas_kennen_toe_eigen_en_ingehuurd_samen(stad: Stad) -> None:
    id_ = vraag(stad, "uitvoerder", *DRIE)
    post = db.session.scalars(select(Bericht.medewerker_id).where(Bericht.soort == "maatwerk")).all()
    assert set(post) == {stad.ids[naam] for naam in DRIE}
    reageer(stad, id_, *DRIE[:2])
    assert rij(id_).staat == "gevraagd"
    reageer(stad, id_, DRIE[2])
    assert (rij(id_).staat, rij(id_).toegekend_op) == ("toegekend", date(2026, 3, 2))
    assert (rij(id_).terugkijk_op or date.min) > date(2026, 5, 28)
    with pytest.raises(Geweigerd, match="wacht niet meer"):
        reageer(stad, id_, "uitvoerder3")
    with pytest.raises(Geweigerd, match="kan niet meer"), transaction():
        operations.trek_in(id_, stad.nu)


def test_niemand_stemt_met_zichzelf_of_twee_keer_in(stad: Stad) -> None:
    id_ = vraag(stad, "uitvoerder", *DRIE)
    reageer(stad, id_, DRIE[0])
    for wie, zin in (("uitvoerder", "eigen vraag"), (DRIE[0], "al gereageerd")):
        with pytest.raises(Geweigerd, match=zin):
            reageer(stad, id_, wie)
    with transaction():
        operations.trek_in(id_, stad.nu)
    with pytest.raises(Geweigerd, match="ingetrokken"):
        reageer(stad, id_, DRIE[1])


def test_een_bezwaar_houdt_niets_tegen_en_krijgt_een_antwoord(stad: Stad) -> None:
    id_ = vraag(stad, "uitvoerder", *ALLEN)
    reageer(stad, id_, "uitvoerder3", mee="nee")
    assert werk(stad) == [("bezwaar van een collega beantwoorden", "Later")]
    reageer(stad, id_, *DRIE)
    assert rij(id_).staat == "toegekend"
    stad.naar(date(2026, 3, 12))
    assert ("bezwaar van een collega beantwoorden", "Te laat") in werk(stad)
    with transaction():
        operations.antwoord(id_, stad.ids["uitvoerder3"], "Dat is waar, daarom maar één keer.", stad.nu)
    assert [w for w, _ in werk(stad)] == ["terugkijken op wat jullie leerden"]
    with pytest.raises(Geweigerd, match="al beantwoord"), transaction():
        operations.antwoord(id_, stad.ids["uitvoerder3"], "Nog eens.", stad.nu)
    for over in (stad.ids[DRIE[0]], uuid.uuid4(), None):
        with pytest.raises(NietGevonden), transaction():
            operations.antwoord(id_, over, "Aan wie?", stad.nu)


def test_het_budget_van_een_kwartaal_raakt_op_en_intrekken_geeft_terug(stad: Stad) -> None:
    with transaction():
        mensen.zet_instelling("maatwerk_per_kwartaal", "250,00")
        medewerkers.vergeet()
    eenheid = medewerkers.persoon(stad.ids["uitvoerder"]).eenheid_id  # type: ignore[union-attr]
    ids = [vraag(stad), vraag(stad)]
    assert queries.budget(eenheid, stad.nu.date()).over == 5_000  # type: ignore[arg-type]
    with pytest.raises(OngeldigeInvoer) as fout:
        vraag(stad)
    assert fout.value.fouten[0].reden == "Je team heeft dit kwartaal nog €\u00a050."
    with transaction():
        operations.trek_in(ids[0], stad.nu)
    vraag(stad)
    stad.naar(date(2026, 4, 1))
    assert queries.budget(eenheid, stad.nu.date()).over == 25_000  # type: ignore[arg-type]


def test_terugkijken_komt_op_zijn_dag_en_er_mag_spijt_zijn(stad: Stad) -> None:
    id_ = vraag(stad, "uitvoerder", *DRIE)
    with pytest.raises(Geweigerd, match="toegekend"), transaction():
        operations.kijk_terug(id_, "ja", "Te vroeg.", stad.nu)
    reageer(stad, id_, *DRIE)
    assert werk(stad) == [("terugkijken op wat jullie leerden", "Later")]
    assert stad.tik()["maatwerk"] == 0
    stad.naar(rij(id_).terugkijk_op or date.min)
    assert [stad.tik()["maatwerk"] for _ in range(2)] == [1, 0]
    stad.verder(1)
    assert werk(stad) == [("terugkijken op wat jullie leerden", "Te laat")]
    with transaction():
        operations.kijk_terug(id_, "ja", "Eerst vragen.", stad.nu)
    assert werk(stad) == []
    with pytest.raises(Geweigerd, match="al teruggekeken"), transaction():
        operations.kijk_terug(id_, "nee", "Nog eens.", stad.nu)
    with transaction():
        leerpunt = operations.maak_leerpunt(id_, "Eerst vragen.", "afdelingshoofd", "2026-07-01", stad.nu)
    assert (leerpunt.soort, leerpunt.laag) == ("leerpunt", "maatwerk")
    o = plan(stad, f"{stad.nu.date():%Y-%m-%d}", "management")
    assert sleutels(stad, o) == [f"afspraak:{leerpunt.id}"]
    with pytest.raises(Geweigerd, match="al een leerpunt"), transaction():
        operations.maak_leerpunt(id_, "Weer.", "afdelingshoofd", "2026-07-01", stad.nu)


def test_drie_keer_afwijken_brengt_de_regel_zelf_op_de_agenda(stad: Stad) -> None:
    for regel in ("Beleidsregel giften 4", "beleidsregel  giften 4", "Beleidsregel giften 4"):
        id_ = vraag(stad, "uitvoerder", *DRIE, typed=Vraag(**{**vars(VRAAG), "wijkt_af_van": regel}))
        assert db.session.scalars(select(Afspraak)).all() == []
        reageer(stad, id_, *DRIE)
    assert len(db.session.scalars(select(Afwijking)).all()) == 3
    leerpunt = db.session.scalars(select(Afspraak)).one()
    assert "3 keer afgeweken" in leerpunt.omschrijving
    assert (leerpunt.eigenaar_rol, leerpunt.agenda) == ("afdelingshoofd", "management")


def test_wie_weg_is_laat_het_terugkijken_aan_het_team(stad: Stad) -> None:
    id_ = vraag(stad, "uitvoerder", *DRIE)
    collega = medewerkers.persoon(stad.ids["teamleider"])
    assert "aanvrager" not in queries.laad(id_, collega)[1].extra
    with transaction():
        mensen.uit_dienst(stad.ids["uitvoerder"], stad.nu.date())
        medewerkers.vergeet()
    assert "aanvrager" in queries.laad(id_, collega)[1].extra
    buiten = medewerkers.persoon(stad.ids["jurist"])
    assert queries.laad(id_, buiten)[1].extra == frozenset()


def test_acht_collegas_tegelijk_kennen_een_keer_toe(stad_echt: Stad) -> None:
    stad = stad_echt
    namen = ("teamleider", "uitvoerder2", "uitvoerder3", "buurtteam", "jurist", "griffier", "fg", "directeur")
    typed = Vraag(**{**vars(VRAAG), "wijkt_af_van": "Beleidsregel giften 4"})
    id_ = vraag(stad, "uitvoerder", *namen, typed=typed)
    db.session.rollback()
    vensters = [klanten(stad, naam, 1)[0] for naam in namen]
    data = [{"mee": "ja", "tekst": "Doen.", "formulier": str(uuid.uuid4())} for _ in namen]
    pad = f"/maatwerk/{id_}/reageren"
    uit = tegelijk(stad.app, [stuur(v, pad, d) for v, d in zip(vensters, data, strict=True)])
    codes = Counter(code for code, _ in uit)
    assert codes[303] == 3 and codes[422] + codes[503] == 5, codes
    assert rij(id_).staat == "toegekend" and len(rij(id_).instemmingen) == 3
    assert len(db.session.scalars(select(Afwijking)).all()) == 1


def test_de_paginas_van_vraag_tot_leerpunt(app: Flask, zet_klok: Callable[[datetime], None]) -> None:
    bouw(app, zet_klok)
    aanvrager = als(app, "uitvoerder")
    assert "nog € 5.000" in aanvrager.pagina("/maatwerk").tekst
    fout = aanvrager.verstuur("/maatwerk/nieuw", {**MAATWERK, "bedrag": "1.000,01"})
    assert isinstance(fout, Page) and fout.fouten == ["Per keer kan hoogstens € 1.000."]
    assert fout.velden("/maatwerk/nieuw")["waarom"] == MAATWERK["waarom"]
    mee = " ".join(f"{naam}@{DOMEIN}" for naam in DRIE)
    onbekend = aanvrager.verstuur("/maatwerk/nieuw", {**MAATWERK, "meelezers": f"{mee}, wie@elders.nl"})
    assert isinstance(onbekend, Page)
    assert onbekend.fouten == ["Dit adres hoort niet bij een collega: wie@elders.nl."]
    heen = aanvrager.verstuur("/maatwerk/nieuw", {**MAATWERK, "meelezers": mee})
    assert not isinstance(heen, Page)
    pad = heen.location.split("?")[0]
    assert "Wat vind jij?" not in aanvrager.pagina(pad).tekst
    als(app, "jurist").pagina(pad, 404)
    assert MAATWERK["waarvoor"] not in als(app, "jurist").pagina("/maatwerk").tekst
    for naam in DRIE:
        als(app, naam).verstuur(f"{pad}/reageren", {"mee": "ja", "tekst": "Dit helpt."})
    buiten = als(app, "wethouder").pagina("/maatwerk").tekst
    assert "€ 250,50" in buiten and "minder dan 10" in buiten and "Noor" not in buiten
    assert "Maatwerk" in aanvrager.pagina("/mijn-werk").tekst
    aanvrager.verstuur(f"{pad}/terugkijken", {"spijt": "ja", "geleerd": "Eerst vragen."})
    assert "Achteraf liever niet." in aanvrager.pagina(pad).tekst
    aanvrager.verstuur(
        f"{pad}/leerpunt", {"omschrijving": "Eerst vragen.", "rol": "teamleider", "datum": "2026-04-02"}
    )
    assert "Hier is een leerpunt van gemaakt" in aanvrager.pagina(pad).tekst
    vooraf = aanvrager.pagina(pad).velden("/signaal-geven")
    vooraf["csrf_token"] = aanvrager.nieuw_teken()
    signaal = FlaskClient.open(aanvrager, "/signaal-geven", method="POST", data=vooraf)
    assert signaal.status_code == 200
    velden = Page(signaal).velden("/signaal-geven/nakijken")
    assert velden["wat_zie_je"] == MAATWERK["waarvoor"] and velden["domein"] == "jeugd"
