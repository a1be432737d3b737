"""What a bestuurder does with an edition, with a real database: acts, a question, its answer, its silence."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable
from datetime import date, datetime

import pytest
from flask import Flask
from sqlalchemy import func, select

from signalen.bericht.models import Bericht
from signalen.clock import ZONE
from signalen.db import NietGevonden, db, transaction
from signalen.knelpunt.models import Gebeurtenis, Knelpunt, Stilte, Termijn
from signalen.knelpunt.operations import adoptie, traject
from signalen.knelpunt.rules import OngeldigeInvoer
from signalen.medewerker import operations as medewerkers
from signalen.medewerker.models import Eenheid
from signalen.opvolging.models import Afspraak
from signalen.register import operations as register
from signalen.register import rules as registerregels
from signalen.register.controle import controleer
from signalen.register.lezing import operations, queries
from signalen.register.lezing.operations import Daad
from signalen.register.lezing.rules import AlBeantwoord
from signalen.register.models import Bestuursreactie, Editie
from signalen.signaal.operations import leeg as leeg_tekst
from signalen.visibility import GELEEGD
from tests.house.strict import Page, StrictClient
from tests.integratie import deuren
from tests.integratie.conftest import MAANDAG, Stad
from tests.integratie.test_mijn_werk import lijst
from tests.integratie.test_register import K1, K2, maak, met_besluit, stel_vast
from tests.integratie.vergaderen import soorten
from workflows import bestuursvraag
from workflows.stand import Geweigerd

VRAAG = "Wanneer merken inwoners hier iets van?"


def vast(stad: Stad) -> tuple[uuid.UUID, int]:
    """A knelpunt that lies at management, in a frozen first quarter; it is Thursday 2 April."""
    k = stad.knelpunt_id(stad.geef(mag_getoond=True))
    stad.naar(date(2026, 3, 30))
    stad.tik()  # uitzoeken stayed silent
    stad.naar(date(2026, 4, 2))
    maak(stad)
    return k, stel_vast(stad).regels[0]["nummer"]


def doe(stad: Stad, nummer: int, soort: str, wie: str = "wethouder", **invoer: str) -> Bestuursreactie | None:
    with transaction():
        return operations.reageer(Daad(K1, nummer, 1, stad.ids[wie], soort, invoer), stad.nu)


def antwoord(stad: Stad, vraag: Bestuursreactie | None, tekst: str = "In mei.") -> Bestuursreactie:
    assert vraag is not None
    with transaction():
        return operations.beantwoord(vraag.id, tekst, stad.nu)


def termijnen(k: uuid.UUID) -> list[Termijn]:
    zoek = select(Termijn).where(Termijn.knelpunt_id == k, Termijn.soort == bestuursvraag.SOORT)
    return list(db.session.scalars(zoek.order_by(Termijn.start)))


def brieven(soort: str) -> set[uuid.UUID]:
    return set(db.session.scalars(select(Bericht.medewerker_id).where(Bericht.soort == soort)))


def bestuur(stad: Stad, kwartaal: str = K2) -> list[dict[str, object]]:
    (regel,) = maak(stad, kwartaal).regels
    return list(regel["bestuur"])


# ------------------------------------------------------------------ the acts


def test_elke_daad_is_een_gebeurtenis_en_de_uitgave_blijft(stad: Stad) -> None:
    k, nummer = vast(stad)
    voor = json.dumps(db.session.scalars(select(Editie)).one().regels)
    assert doe(stad, nummer, "gezien") is not None
    assert doe(stad, nummer, "gezien") is None, "once per person per line"
    assert doe(stad, nummer, "antwoord", woorden="Dit moet anders.") is not None
    doe(stad, nummer, "datum", omschrijving="De brief is herschreven", datum="8-6-2026")
    assert soorten(k)[-3:] == ["bestuur_gezien", "bestuur_antwoord", "bestuur_datum"]
    belofte = db.session.scalars(select(Afspraak)).one()
    assert (belofte.eigenaar_rol, belofte.laag, belofte.beloofd) == ("wethouder", "college", date(2026, 6, 8))
    assert json.dumps(db.session.scalars(select(Editie)).one().regels) == voor
    tekst = json.dumps([g.inhoud for g in db.session.scalars(select(Gebeurtenis))])
    assert "Dit moet anders" not in tekst and str(stad.ids["wethouder"]) not in tekst
    assert controleer()["fouten"] == []
    (regel,) = maak(stad, K2).regels
    assert [(b["soort"], b["woorden"]) for b in regel["bestuur"]] == [
        ("gezien", ""),
        ("antwoord", "Dit moet anders."),
        ("datum", "De brief is herschreven"),
    ]
    (afspraak,) = regel["afspraken"]
    assert (afspraak["beloofd"], afspraak["laag"], afspraak["stand"]) == ("2026-06-08", "College", "loopt")


def test_een_vraag_gaat_naar_wie_aan_zet_is_en_verzet_niets(stad: Stad) -> None:
    k, nummer = vast(stad)
    stap = [(t.stap, t.uiterste) for t in db.session.scalars(select(Termijn)) if t.soort == "stap"]
    vraag = doe(stad, nummer, "vraag", woorden=VRAAG)
    assert vraag is not None and vraag.aan_rol == "afdelingshoofd"
    (rij,) = termijnen(k)
    # Good Friday 3 April and Easter Monday 6 April do not count.
    assert (rij.start, rij.uiterste, rij.rol) == (date(2026, 4, 2), date(2026, 4, 13), "afdelingshoofd")
    assert brieven("bestuursvraag") == {stad.ids["afdelingshoofd"]}
    db.session.expire_all()
    na = [(t.stap, t.uiterste) for t in db.session.scalars(select(Termijn)) if t.soort == "stap"]
    assert na == stap
    werk = {r.vraag: r for _, _, regels in lijst(stad, "afdelingshoofd").groepen for r in regels}
    regel = werk["een vraag van de wethouder beantwoorden"]
    assert (regel.stap, regel.uiterste, regel.url) == (
        "Vraag van de wethouder",
        date(2026, 4, 13),
        f"/knelpunten/{k}",
    )
    stad.naar(date(2026, 4, 9))
    stad.tik()
    stad.tik()
    zoek = select(func.count()).where(Bericht.soort == "herinnering", Bericht.sleutel.contains(str(rij.id)))
    assert db.session.scalar(zoek) == 1, "two working days before, once"


def test_een_antwoord_op_tijd_sluit_de_termijn_en_komt_bij_de_wethouder(stad: Stad) -> None:
    k, nummer = vast(stad)
    vraag = doe(stad, nummer, "vraag", woorden=VRAAG)
    stad.naar(date(2026, 4, 13))  # the last day counts
    rij = antwoord(stad, vraag)
    assert (rij.antwoord_rol, rij.antwoord_op) == ("afdelingshoofd", date(2026, 4, 13))
    assert [t.gedaan_op for t in termijnen(k)] == [date(2026, 4, 13)]
    assert brieven("bestuursantwoord") == {stad.ids["wethouder"]}
    with pytest.raises(AlBeantwoord) as fout:
        antwoord(stad, vraag, "Nooit.")
    assert (fout.value.jouw_tekst, fout.value.andere_tekst) == ("Nooit.", "In mei.")
    stad.naar(date(2026, 5, 4))
    stad.tik()
    assert all(s.stap != bestuursvraag.SOORT for s in db.session.scalars(select(Stilte)))
    assert controleer()["fouten"] == []
    (stuk,) = bestuur(stad)
    assert stuk == {
        "soort": "vraag",
        "datum": "2026-04-02",
        "woorden": VRAAG,
        "antwoord": "In mei.",
        "antwoord_op": "2026-04-13",
        "stil": 0,
    }
    assert bestuur_van_k1(stad) == [], "what came after the quarter is not in it"


def bestuur_van_k1(stad: Stad) -> list[object]:
    return list(db.session.scalars(select(Editie).where(Editie.kwartaal == K1)).one().regels[0]["bestuur"])


def test_stilte_staat_vast_op_haar_dag_telt_mee_en_telt_opnieuw(stad: Stad) -> None:
    k, nummer = vast(stad)
    vraag = doe(stad, nummer, "vraag", woorden=VRAAG)
    stad.naar(date(2026, 4, 15))  # the clock was down for a day
    stad.tik()
    stad.tik()
    zoek = select(Stilte).where(Stilte.stap == bestuursvraag.SOORT)
    (stil,) = db.session.scalars(zoek).all()
    assert (stil.datum, stil.verwerkt_op, stil.laag) == (date(2026, 4, 13), date(2026, 4, 15), "management")
    assert brieven("bestuursstil") == {stad.ids["wethouder"], stad.ids["coordinator"]}
    eerste, tweede = termijnen(k)
    assert eerste.verlopen_op == date(2026, 4, 15)
    assert (tweede.start, tweede.vraag_id) == (date(2026, 4, 15), eerste.vraag_id)
    loop = traject.hoofdtraject(eerste.traject.knelpunt)
    assert loop.stap == "management", "a silent answer moves no step"
    (zin,) = queries.van_knelpunt(K1, nummer)
    assert (zin.stil, zin.voor, zin.antwoord_op) == (1, tweede.uiterste, None)
    antwoord(stad, vraag, "Nu pas.")
    assert controleer()["fouten"] == []
    editie = maak(stad, K2)
    (regel,) = editie.regels
    assert (regel["bestuur"][0]["stil"], regel["bestuur"][0]["antwoord"]) == (1, "Nu pas.")
    assert "Vraag van de wethouder" in [s["stap"] for s in regel["stiltes"]]
    assert editie.inhoud["stil_per_laag"] == [{"laag": registerregels.SAMEN, "aantal": 1}]


def test_een_daad_laat_eerst_verlopen_wat_te_laat_is(stad: Stad) -> None:
    """Answered a day late without any clock: the silence comes first, on its own day."""
    k, nummer = vast(stad)
    vraag = doe(stad, nummer, "vraag", woorden=VRAAG)
    stad.naar(date(2026, 4, 14))
    antwoord(stad, vraag)
    assert soorten(k)[-2:] == ["bestuur_stil", "bestuur_antwoord_op_vraag"]
    assert [(bool(t.verlopen_op), bool(t.gedaan_op)) for t in termijnen(k)] == [(True, False), (False, True)]
    assert controleer()["fouten"] == []


def test_over_een_gesloten_knelpunt_gaat_de_vraag_naar_wie_beloofde(stad: Stad) -> None:
    _, k = met_besluit(stad)
    stad.naar(date(2026, 4, 2))
    maak(stad)
    nummer = stel_vast(stad).regels[0]["nummer"]
    vraag = doe(stad, nummer, "vraag", woorden=VRAAG)
    assert vraag is not None and vraag.aan_rol == "afdelingshoofd"
    assert not termijnen(k)[0].traject.open
    stad.naar(date(2026, 4, 14))
    stad.tik()
    assert [bool(t.verlopen_op) for t in termijnen(k)] == [True, False]
    (stuk,) = bestuur(stad)
    assert (stuk["stil"], stuk["antwoord_op"]) == (1, None)


def test_twee_mensen_tegelijk_en_twee_vragen_blijven_allebei(stad: Stad) -> None:
    k, nummer = vast(stad)
    een, twee = (doe(stad, nummer, "vraag", wie=w, woorden=w) for w in ("wethouder", "griffier"))
    antwoord(stad, een, "Op de eerste.")
    gelezen = [(r.woorden, r.antwoord) for r in queries.van_knelpunt(K1, nummer)]
    assert gelezen == [("wethouder", "Op de eerste."), ("griffier", "")], "in the order of the chain"
    assert sorted(bool(t.gedaan_op) for t in termijnen(k)) == [False, True]
    assert twee is not None and twee.antwoord is None


def test_een_extra_vrije_dag_verlengt_ook_deze_termijn(stad: Stad) -> None:
    k, nummer = vast(stad)
    doe(stad, nummer, "vraag", woorden=VRAAG)
    with transaction():
        adoptie.voeg_dag_toe(date(2026, 4, 8), "extra", "Nationale dag", "Besluit 1", stad.nu)
    (rij,) = termijnen(k)
    assert (rij.uiterste, rij.eerste_uiterste) == (date(2026, 4, 14), date(2026, 4, 13))


def test_zonder_iemand_in_de_rol_is_er_alarm_en_stilte_heet_onbezet(stad: Stad) -> None:
    _, nummer = vast(stad)
    with transaction():
        medewerkers.uit_dienst(stad.ids["afdelingshoofd"], stad.nu.date())
    doe(stad, nummer, "vraag", woorden=VRAAG)
    assert stad.ids["beheerder"] in brieven("onbezet")
    stad.naar(date(2026, 4, 14))
    stad.tik()
    zoek = select(Stilte.reden).where(Stilte.stap == bestuursvraag.SOORT)
    assert db.session.scalars(zoek).all() == ["onbezet"]


def test_wat_niet_kan(stad: Stad) -> None:
    k = stad.knelpunt_id(stad.geef(mag_getoond=True))
    stad.geef(wie="uitvoerder2")
    maak(stad)
    editie = db.session.scalars(select(Editie)).one()
    nummer, weg = editie.regels[0]["nummer"], editie.ingehouden[0]["nummer"]
    with pytest.raises(Geweigerd, match="concept"):
        doe(stad, nummer, "gezien")
    stad.naar(date(2026, 4, 2))
    stel_vast(stad)
    for daad in (Daad(K1, weg, 1, stad.ids["wethouder"], "gezien"), Daad(K1, nummer, 2, k, "gezien")):
        with pytest.raises(NietGevonden), transaction():
            operations.reageer(daad, stad.nu)
    with pytest.raises(OngeldigeInvoer):
        doe(stad, nummer, "antwoord", woorden="Bel mij op jan@voorbeeld.example.")
    assert not db.session.scalars(select(Bestuursreactie)).all()


# ------------------------------------------------------------------ pages

PAD = "/register/2026-K1"


@pytest.fixture
def huis(app: Flask, zet_klok: Callable[[datetime], None]) -> tuple[Stad, int, uuid.UUID]:
    """Voorbeeldstad with a frozen quarter of two knelpunten; no context stays open between requests."""
    stad = Stad(app, deuren.bouw(app, zet_klok), MAANDAG, zet_klok)
    with app.app_context():
        stad.geef(wie="uitvoerder2", mag_getoond=True, antwoorden={"wat_zie_je": "Iets anders."})
        k, _ = vast(stad)
        nummer = db.session.scalars(select(Knelpunt.nummer).where(Knelpunt.id == k)).one()
    return stad, nummer, k


def verstuur(klant: StrictClient, pad: str, pagina: Page, volg: bool = True, **velden: str) -> Page:
    antwoord_ = klant.verstuur(pad, {**pagina.velden(pad), **velden}, volg=volg)
    assert isinstance(antwoord_, Page)
    return antwoord_


def test_een_wethouder_leest_merkt_vraagt_en_belooft(huis: tuple[Stad, int, uuid.UUID]) -> None:
    stad, nummer, _ = huis
    wethouder = deuren.als(stad.app, "wethouder")
    voor = wethouder.pagina(PAD)
    assert "U zag 0 van de 2 knelpunten in uw portefeuille." in voor.tekst
    pad = f"{PAD}/{nummer}"
    verhaal = wethouder.pagina(pad)
    assert "Wat doet u hiermee?" in verhaal.tekst
    assert "Aan het afdelingshoofd, antwoord uiterlijk maandag 13 april 2026" in verhaal.tekst
    gezien = verstuur(wethouder, f"{pad}/gezien", verhaal)
    assert "Genoteerd: u heeft dit gezien." in gezien.tekst
    assert not gezien.soup.find("form", action=f"{pad}/gezien")
    assert "gezien" in wethouder.pagina(f"{PAD}/regels").tekst
    assert "U zag 1 van de 2" in gezien.tekst and "Volgende:" in gezien.tekst
    fout = verstuur(
        wethouder, f"{pad}/datum", gezien, volg=False, omschrijving="De brief", datum="31-02-2027"
    )
    assert fout.fouten == ["Deze dag bestaat niet. Schrijf hem als 8-12-2026."]
    assert fout.velden(f"{pad}/datum")["omschrijving"] == "De brief"
    vraag = verstuur(wethouder, f"{pad}/vraag", gezien, woorden=VRAAG)
    assert "Nog geen antwoord, voor maandag 13 april 2026" in vraag.tekst
    verstuur(wethouder, f"{pad}/datum", vraag, omschrijving="De brief is klaar", datum="8-6-2026")
    lezer = deuren.als(stad.app, "buurtteam").pagina(pad)
    for zin in (VRAAG, "De brief is klaar", "Beloofd voor", "Nog geen antwoord, voor maandag 13 april 2026"):
        assert zin in lezer.tekst
    assert "Wat doet u hiermee?" not in lezer.tekst
    assert "U zag" not in deuren.als(stad.app, "griffier").pagina(PAD).tekst


def test_dubbel_klikken_vraagt_een_keer(huis: tuple[Stad, int, uuid.UUID]) -> None:
    stad, nummer, _ = huis
    wethouder = deuren.als(stad.app, "wethouder")
    pad = f"{PAD}/{nummer}/vraag"
    velden = {**wethouder.pagina(f"{PAD}/{nummer}").velden(pad), "woorden": VRAAG}
    for _ in range(2):
        wethouder.verstuur(pad, velden, volg=True)
    with stad.app.app_context():
        assert len(db.session.scalars(select(Bestuursreactie)).all()) == 1


def test_wie_gevraagd_is_antwoordt_op_het_knelpunt(huis: tuple[Stad, int, uuid.UUID]) -> None:
    stad, nummer, k = huis
    wethouder, hoofd = deuren.als(stad.app, "wethouder"), deuren.als(stad.app, "afdelingshoofd")
    verstuur(wethouder, f"{PAD}/{nummer}/vraag", wethouder.pagina(f"{PAD}/{nummer}"), woorden=VRAAG)
    with stad.app.app_context():
        vraag = db.session.scalars(select(Bestuursreactie.id)).one()
    pad = f"/knelpunten/{k}/bestuursvraag/{vraag}"
    assert "Een vraag van de wethouder beantwoorden" in hoofd.pagina("/mijn-werk").tekst
    pagina = hoofd.pagina(f"/knelpunten/{k}")
    assert "De wethouder vraagt jou iets, uiterlijk maandag 13 april 2026" in pagina.tekst
    leeg = verstuur(hoofd, pad, pagina, volg=False, woorden="")
    assert leeg.fouten == ["Schrijf je antwoord."]
    klaar = verstuur(hoofd, pad, pagina, woorden="Vanaf mei.")
    assert "Je antwoord is verstuurd" in klaar.tekst and "vraagt jou iets" not in klaar.tekst
    assert "Vanaf mei." in wethouder.pagina(f"{PAD}/{nummer}").tekst
    brief = wethouder.pagina("/berichten")
    assert "Er is antwoord op uw vraag" in brief.tekst and "Vanaf mei." not in brief.tekst
    assert brief.soup.find("a", href=f"{PAD}/{nummer}")
    weer = hoofd.verstuur(pad, {**pagina.velden(pad), "formulier": "ander", "woorden": "Later."})
    assert isinstance(weer, Page) and weer.status == 409
    assert "Vanaf mei." in weer.tekst and "Later." in weer.tekst
    ander = deuren.als(stad.app, "directeur")
    for verzonnen in (pad, f"/knelpunten/{k}/bestuursvraag/{uuid.uuid4()}"):
        antwoord_ = ander.post(verzonnen, data={"csrf_token": ander.nieuw_teken(), "woorden": "Ik ook."})
        assert antwoord_.status_code == 404
    with stad.app.app_context(), transaction():
        leeg_tekst(db.session.scalars(select(Bestuursreactie)).one().antwoord, "op verzoek", stad.nu.date())
    assert GELEEGD in wethouder.pagina(f"{PAD}/{nummer}").tekst
    with stad.app.app_context():
        brieven_ = db.session.scalars(select(Bericht.tekst)).all()
        assert brieven_ and not any("Vanaf mei." in tekst or VRAAG in tekst for tekst in brieven_)


@pytest.mark.parametrize(("domein", "bestuur"), [("werk en inkomen", "*"), ("*", "Buurstad")])
def test_een_andere_portefeuille_een_ander_bestuur_en_een_verzonnen_regel(
    huis: tuple[Stad, int, uuid.UUID], domein: str, bestuur: str
) -> None:
    stad, nummer, k = huis
    with stad.app.app_context(), transaction():
        organisatie = db.session.scalars(select(Eenheid.organisatie_id).limit(1)).one()
        ander = medewerkers.eenheid("Ander college", organisatie)
        medewerkers.zet_portefeuille("wethouder", ander.id, domein, bestuur)
        db.session.get_one(Knelpunt, k).bestuur = "Buurstad"
    wethouder = deuren.als(stad.app, "wethouder")
    pad = f"{PAD}/{nummer}"
    assert "Wat doet u hiermee?" not in wethouder.pagina(pad).tekst
    for klant in (wethouder, deuren.als(stad.app, "afdelingshoofd"), deuren.als(stad.app, "griffier")):
        data = {"csrf_token": klant.nieuw_teken(), "woorden": VRAAG}
        for actie in (f"{pad}/vraag", f"{PAD}/999999/vraag", "/register/2026-K2/1/vraag", f"{pad}/verzonnen"):
            assert klant.post(actie, data=data).status_code == 404, actie


def test_het_volgende_register_laat_het_zien(huis: tuple[Stad, int, uuid.UUID]) -> None:
    stad, nummer, _ = huis
    wethouder = deuren.als(stad.app, "wethouder")
    verstuur(wethouder, f"{PAD}/{nummer}/vraag", wethouder.pagina(f"{PAD}/{nummer}"), woorden=VRAAG)
    stad.zet(datetime(2026, 7, 1, 10, tzinfo=ZONE))
    with stad.app.app_context(), transaction():
        register.maak_op(K2, datetime(2026, 7, 1, 10, tzinfo=ZONE))
        register.stel_vast(K2, "griffier", datetime(2026, 7, 1, 10, tzinfo=ZONE))
    pagina = wethouder.pagina(f"/register/{K2}/{nummer}")
    assert "Wat de wethouder met een eerder register deed" in pagina.tekst
    assert VRAAG in pagina.tekst and "Wat doet u hiermee?" in pagina.tekst
