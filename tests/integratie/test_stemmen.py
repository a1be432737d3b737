"""Uitspraken, secret votes and leerpunten with a real database and through the pages."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from signalen.db import NietGevonden, db, transaction
from signalen.knelpunt.rules import OngeldigeInvoer
from signalen.opvolging import operations as opvolging
from signalen.opvolging.models import Afspraak
from signalen.overleg import operations
from signalen.overleg.models import Agendapunt, Gestemd, Stembriefje, Stemming, Uitspraak
from signalen.overleg.queries import uitspraken
from signalen.register import operations as register
from signalen.register.controle import controleer
from tests.house.strict import Page
from tests.integratie.conftest import Stad
from tests.integratie.deuren import als, bouw
from tests.integratie.plein_stemmen import UITSPRAAK, WOORDEN, punt
from tests.integratie.test_samen import klanten, stad_echt, stuur, tegelijk
from tests.integratie.vergaderen import houd, in_casuistiek, plan, sleutels, soorten, stap_van
from workflows.stand import Geweigerd
from workflows.uitspraak import Woorden

__all__ = ["stad_echt"]
STEMMERS = ("uitvoerder", "uitvoerder2", "uitvoerder3", "jurist")


def besproken(stad: Stad, *deelnemers: str) -> tuple[uuid.UUID, uuid.UUID, uuid.UUID]:
    """Hold an overleg about one knelpunt; return (knelpunt, overleg, item)."""
    k = in_casuistiek(stad)
    o = plan(stad, "2026-03-12", deelnemers=tuple(stad.ids[naam] for naam in deelnemers))
    stad.naar(date(2026, 3, 12))
    houd(stad, o, f"knelpunt:{k}")
    p = db.session.scalars(select(Agendapunt.id).where(Agendapunt.overleg_id == o)).one()
    return k, o, p


def doe(handeling: Callable[..., Any], *delen: Any) -> Any:
    with transaction():
        return handeling(*delen)


# ------------------------------------------------------------------ uitspraken


def test_een_uitspraak_staat_bij_het_knelpunt_en_vult_de_route_in_zonder_te_beslissen(stad: Stad) -> None:
    k, o, p = besproken(stad)
    stap = stap_van(k)
    tegen = Woorden("besluit", "Per kwartaal.", "Rust.", "Elke maand.", "Dat kan de ICT niet.")
    doe(operations.doe_uitspraak, o, p, tegen, stad.nu)
    assert stap_van(k) == stap and soorten(k)[-1] == "overleg_uitspraak"
    stappen, teksten = uitspraken.voor_de_route(k)
    assert stap in stappen and teksten["tegengeluid"].startswith("Elke maand.")
    doe(operations.vul_aan, o, p, "Vanaf mei.", stad.nu)
    gezien = uitspraken.van_knelpunt(k)[0]
    assert (gezien.soort, gezien.woorden, gezien.aanvullingen[0][1]) == ("Besluit", tegen, "Vanaf mei.")
    assert controleer()["goed"]
    stad.doe(k, "gespreksleider", "advies", advies="Per kwartaal.")
    assert uitspraken.voor_de_route(k) == (frozenset(), {})


def test_een_tweede_uitspraak_geeft_beide_teksten_terug(stad: Stad) -> None:
    _, o, p = besproken(stad)
    doe(operations.doe_uitspraak, o, p, WOORDEN, stad.nu)
    with pytest.raises(operations.AlVastgelegd) as fout:
        doe(operations.doe_uitspraak, o, p, Woorden("advies", "Iets anders.", "Daarom."), stad.nu)
    assert "Iets anders." in fout.value.jouw_tekst and WOORDEN.tekst in fout.value.andere_tekst


def test_wat_niet_kan_wordt_geweigerd_en_er_staat_niets(stad: Stad) -> None:
    k, o, p = besproken(stad)
    ander = plan(stad, "2026-03-24")
    bsn = Woorden("advies", "Bel BSN 111222333.", "Daarom.", "Ik niet.", "")
    with pytest.raises(OngeldigeInvoer) as fout:
        doe(operations.doe_uitspraak, o, p, bsn, stad.nu)
    assert {f.veld for f in fout.value.fouten} == {"tekst", "antwoord_op_minderheid"}
    for waar, wat in ((ander, p), (o, uuid.uuid4())):
        with pytest.raises(NietGevonden):
            doe(operations.doe_uitspraak, waar, wat, WOORDEN, stad.nu)
    with pytest.raises(Geweigerd, match="nog geen uitspraak"):
        doe(operations.vul_aan, o, p, "Erbij.", stad.nu)
    assert db.session.scalars(select(Uitspraak)).all() == []
    assert uitspraken.van_knelpunt(k) == []


def test_een_uitspraak_verandert_nooit_en_een_mening_zonder_antwoord_kan_niet(stad: Stad) -> None:
    _, o, p = besproken(stad)
    rij = doe(operations.doe_uitspraak, o, p, WOORDEN, stad.nu)
    kolommen = "id, agendapunt_id, soort, tekst_id, redenen_id, minderheid_id, rol, vastgelegd_op"
    waarden = f"'{uuid.uuid4()}', '{punt(o, 9)}', 'advies', :t, :t, :t, 'x', now()"
    for opdracht in (
        "UPDATE uitspraak SET soort = 'besluit' WHERE tekst_id = :t",
        "DELETE FROM uitspraak WHERE tekst_id = :t",
        f"INSERT INTO uitspraak ({kolommen}) VALUES ({waarden})",
    ):
        with pytest.raises(DBAPIError), transaction():
            db.session.execute(text(opdracht), {"t": rij.tekst_id})


# ------------------------------------------------------------------ votes


@pytest.fixture
def stemming(stad: Stad) -> tuple[Stad, uuid.UUID, uuid.UUID]:
    """An overleg with four who may vote and an open vote about its item."""
    _, o, p = besproken(stad, *STEMMERS)
    doe(operations.open_stemming, o, p, "Per kwartaal verrekenen?", "", stad.nu)
    return stad, o, p


def stem(stad: Stad, o: uuid.UUID, p: uuid.UUID, wie: str, keuze: str = "voor") -> Any:
    return doe(operations.stem, o, p, stad.ids[wie], keuze, stad.nu)


def stand(stad: Stad, p: uuid.UUID, wie: str = "uitvoerder") -> uitspraken.Stemregel:
    gezien = uitspraken.puntpagina(p, stad.ids[wie]).stemming
    assert gezien is not None
    return gezien


def test_de_uitslag_komt_pas_als_iedereen_stemde(stemming: tuple[Stad, uuid.UUID, uuid.UUID]) -> None:
    stad, o, p = stemming
    for wie, keuze in zip(STEMMERS[:3], ("voor", "tegen", "voor"), strict=True):
        stem(stad, o, p, wie, keuze)
    assert (stand(stad, p).open, stand(stad, p).verdeling, stand(stad, p).gestemd) == (True, (), 3)
    stem(stad, o, p, STEMMERS[3], "onthouding")
    uit = stand(stad, p)
    assert not uit.open
    assert uit.verdeling == (("voor", 2), ("tegen", 1), ("onthouding", 1))


def test_onder_de_drie_stemmen_blijft_de_verdeling_dicht(stemming: tuple[Stad, uuid.UUID, uuid.UUID]) -> None:
    stad, o, p = stemming
    stem(stad, o, p, "uitvoerder")
    stem(stad, o, p, "jurist", "tegen")
    doe(operations.sluit, o, p, stad.nu)
    assert (stand(stad, p).open, stand(stad, p).verdeling, stand(stad, p).gestemd) == (False, (), 2)


def test_dubbel_te_laat_of_niet_genodigd_telt_niet(stemming: tuple[Stad, uuid.UUID, uuid.UUID]) -> None:
    stad, o, p = stemming
    stem(stad, o, p, "uitvoerder")
    for wie, zin in (
        ("uitvoerder", "al gestemd"),
        ("gespreksleider", "uitgenodigd"),
        ("teamleider", "uitgenodigd"),
    ):
        with pytest.raises(Geweigerd, match=zin):
            stem(stad, o, p, wie, "tegen")
    with pytest.raises(OngeldigeInvoer):
        stem(stad, o, p, "jurist", "misschien")
    doe(operations.sluit, o, p, stad.nu)
    with pytest.raises(Geweigerd, match="gesloten"):
        stem(stad, o, p, "jurist")
    with pytest.raises(Geweigerd, match="al gesloten"):
        doe(operations.sluit, o, p, stad.nu)
    with pytest.raises(Geweigerd, match="één keer"):
        doe(operations.open_stemming, o, p, "Nog eens?", "", stad.nu)
    assert db.session.scalars(select(Stembriefje.keuze)).all() == ["voor"]


def test_een_gesloten_stembus_weigert_ook_in_de_database(stemming: tuple[Stad, uuid.UUID, uuid.UUID]) -> None:
    stad, o, p = stemming
    stem(stad, o, p, "uitvoerder")
    rij = doe(operations.sluit, o, p, stad.nu).id
    for opdracht in (
        f"INSERT INTO stembriefje (id, stemming_id, keuze) VALUES ('{uuid.uuid4()}', '{rij}', 'tegen')",
        f"INSERT INTO gestemd (stemming_id, medewerker_id) VALUES ('{rij}', '{stad.ids['jurist']}')",
        "DELETE FROM stembriefje",
    ):
        with pytest.raises(DBAPIError), transaction():
            db.session.execute(text(opdracht))


def test_niets_in_de_database_verbindt_een_stem_aan_een_mens(stad_echt: Stad) -> None:
    """After each vote all ballots come from one transaction, in an order that tells nothing."""
    stad = stad_echt
    _, o, p = besproken(stad, *STEMMERS)
    doe(operations.open_stemming, o, p, "Per kwartaal?", "", stad.nu)
    eerste_plaats: Counter[str] = Counter()
    for wie in STEMMERS[:3]:
        stem(stad, o, p, wie, "tegen" if wie == STEMMERS[0] else "voor")
        makers = db.session.execute(text("SELECT DISTINCT xmin::text FROM stembriefje")).all()
        assert len(makers) == 1
        db.session.rollback()
    assert {kolom.name for kolom in Stembriefje.__table__.columns} == {"id", "stemming_id", "keuze"}
    assert {kolom.name for kolom in Gestemd.__table__.columns} == {"stemming_id", "medewerker_id"}
    for _ in range(40):
        with transaction():
            operations.stemmen._schud(db.session.scalars(select(Stemming)).one(), "voor")
        eerste_plaats[db.session.scalars(text("SELECT keuze FROM stembriefje ORDER BY ctid")).first()] += 1
        db.session.rollback()
    assert eerste_plaats["voor"] > 0
    volgorde = db.session.scalars(text("SELECT keuze FROM stembriefje ORDER BY ctid")).all()
    assert sorted(volgorde) == ["tegen"] + ["voor"] * 42


def test_acht_keer_tegelijk_stemmen_is_een_stem(stad_echt: Stad) -> None:
    """G13 in the small: eight windows of one person, each with a form of its own."""
    stad = stad_echt
    _, o, p = besproken(stad, *STEMMERS)
    doe(operations.open_stemming, o, p, "Per kwartaal?", "", stad.nu)
    db.session.rollback()
    pad = f"/overleg/{o}/punten/{p}/stem"
    vensters = klanten(stad, "uitvoerder")
    data = [{"keuze": ("voor", "tegen")[n % 2], "formulier": str(uuid.uuid4())} for n in range(len(vensters))]
    uit = tegelijk(stad.app, [stuur(v, pad, d) for v, d in zip(vensters, data, strict=True)])
    codes = Counter(code for code, _ in uit)
    assert codes[303] == 1 and codes[422] + codes[503] == len(vensters) - 1, codes
    assert codes[422] >= 1
    assert db.session.scalar(select(func.count()).select_from(Stembriefje)) == 1
    assert db.session.scalar(select(func.count()).select_from(Gestemd)) == 1


def test_acht_uitspraken_tegelijk_zijn_er_een(stad_echt: Stad) -> None:
    stad = stad_echt
    _, o, p = besproken(stad)
    db.session.rollback()
    vensters, pad = klanten(stad, "gespreksleider"), f"/overleg/{o}/punten/{p}/uitspraak"
    data = [{**UITSPRAAK, "tekst": f"Tekst {n}", "formulier": str(uuid.uuid4())} for n in range(8)]
    uit = tegelijk(stad.app, [stuur(v, pad, d) for v, d in zip(vensters, data, strict=True)])
    codes = Counter(code for code, _ in uit)
    assert codes[303] == 1 and codes[409] + codes[503] == 7, codes
    assert codes[409] >= 1
    assert db.session.scalar(select(func.count()).select_from(Uitspraak)) == 1


# ------------------------------------------------------------------ leerpunten


def test_een_leerpunt_komt_terug_tot_het_klaar_is(stad: Stad) -> None:
    _, o, _ = besproken(stad)
    with transaction():
        rij = operations.spreek_af(o, "De brief herschrijven.", "teamleider", "2026-03-20", stad.nu, True)
    sleutel = f"afspraak:{rij.id}"
    volgende = plan(stad, "2026-03-24")
    assert sleutels(stad, volgende)[0] == sleutel
    with transaction():
        opvolging.verschuif(rij.id, "2026-04-20", "Nog niet klaar.", "teamleider", stad.nu)
    stad.naar(date(2026, 3, 24))
    houd(stad, volgende)
    nog_een = plan(stad, "2026-04-07")
    assert sleutel in sleutels(stad, nog_een)
    with transaction():
        opvolging.is_gedaan(rij.id, "De brief ligt er.", "teamleider", stad.nu)
    assert sleutel not in sleutels(stad, nog_een)
    assert (rij.beloofd, rij.datum) == (date(2026, 3, 20), date(2026, 4, 20))


def test_leerpunten_tellen_in_het_register_en_oude_edities_veranderen_niet(stad: Stad) -> None:
    with transaction():
        register.maak_op("2026-K1", stad.nu)
        opvolging.maak_leerpunt("De brief herschrijven.", "teamleider", "2026-03-20", stad.nu.date())
        opvolging.maak_afspraak("Bellen.", "teamleider", "2026-03-20", stad.nu.date())
    stad.naar(date(2026, 4, 1))
    with transaction():
        editie = register.stel_vast("2026-K1", "griffier", stad.nu)
    telling = editie.inhoud["leerpunten"]
    assert [(r["gemaakt"], r["gedaan"], r["open"], r["te_laat"]) for r in telling] == [(1, 0, 1, 1)]
    assert [r["beloofd"] for r in editie.inhoud["afspraken_per_laag"]] == [1]
    assert "De brief herschrijven" not in str(editie.inhoud)
    afdruk, getal = editie.vingerafdruk, editie.inhoud["controlegetal"]
    with transaction():
        rij = db.session.scalars(select(Afspraak).where(Afspraak.soort == "leerpunt")).one()
        opvolging.is_gedaan(rij.id, "Klaar.", "teamleider", stad.nu)
    assert controleer()["goed"]
    assert (editie.vingerafdruk, editie.inhoud["controlegetal"]) == (afdruk, getal)


# ------------------------------------------------------------------ pages


def test_de_paginas_van_punt_tot_volgende_agenda(app: Flask, zet_klok: Callable[[datetime], None]) -> None:
    huis = Stad(app, bouw(app, zet_klok), zet=zet_klok)
    with app.app_context():
        k, o, p = besproken(huis, "uitvoerder")
        houd_nog = in_casuistiek(huis)
        db.session.remove()
    leider, deelnemer, pad = als(app, "gespreksleider"), als(app, "uitvoerder"), f"/overleg/{o}/punten/{p}"
    fout = leider.verstuur(f"{pad}/uitspraak", {**UITSPRAAK, "antwoord_op_minderheid": ""})
    assert isinstance(fout, Page) and fout.status == 422
    assert fout.fouten == ["Er is een andere mening. Schrijf wat jullie daarop antwoorden."]
    assert fout.velden(f"{pad}/uitspraak")["minderheid"] == UITSPRAAK["minderheid"]
    sleutel = str(uuid.uuid4())
    for _ in range(2):
        leider.verstuur(f"{pad}/uitspraak", {**UITSPRAAK, "formulier": sleutel})
    anders = {**UITSPRAAK, "tekst": "Toch niet.", "csrf_token": leider.nieuw_teken()}
    tweede = leider.post(f"{pad}/uitspraak", data=anders)
    assert tweede.status_code == 409
    assert "Toch niet." in tweede.text and UITSPRAAK["tekst"] in tweede.text
    assert UITSPRAAK["minderheid"] in leider.pagina(f"/overleg/{o}").tekst
    tab = als(app, "coordinator").pagina(f"/knelpunten/{k}/overleg")
    assert UITSPRAAK["antwoord_op_minderheid"] in tab.tekst
    vorm = leider.pagina(f"/knelpunten/{k}").velden(f"/knelpunten/{k}/doen/advies")
    assert vorm["advies"].startswith(UITSPRAAK["tekst"]) and "Een brief kost meer." in vorm["tegengeluid"]
    leider.verstuur(f"{pad}/stemming", {"vraag": "Gaan we bellen?"})
    assert "Jij kunt stemmen" in deelnemer.pagina(pad).tekst
    deelnemer.verstuur(f"{pad}/stem", {"keuze": "voor"})
    assert "minder dan drie stemmen" in deelnemer.pagina(pad).tekst
    als(app, "uitvoerder2").pagina(pad, 404)
    leider.pagina(f"/overleg/{uuid.uuid4()}/punten/{p}", 404)
    leider.verstuur(
        f"/overleg/{o}/leerpunt",
        {"omschrijving": "Eerst bellen.", "rol": "teamleider", "datum": "2026-03-20"},
    )
    with app.app_context():
        volgende = plan(huis, "2026-03-24")
        db.session.remove()
    agenda = leider.pagina(f"/overleg/{volgende}").tekst
    assert "Leerpunt: Eerst bellen." in agenda and str(houd_nog)
    eigenaar = als(app, "teamleider")
    lijst = eigenaar.pagina("/mijn-werk")
    werk = lijst.link("Eerst bellen.")
    assert "Leerpunt nakomen" in lijst.tekst
    leeg = eigenaar.verstuur(f"{werk}/gedaan", {"tekst": ""})
    assert isinstance(leeg, Page) and leeg.fouten == ["Schrijf kort wat er gedaan is."]
    eigenaar.verstuur(f"{werk}/gedaan", {"tekst": "Iedereen belt nu eerst."})
    assert "Dit is afgerond" in eigenaar.pagina(werk).tekst


def test_het_volgende_overleg_toont_wat_eerder_is_gezegd(stad: Stad) -> None:
    k, o, p = besproken(stad)
    doe(operations.doe_uitspraak, o, p, WOORDEN, stad.nu)
    eerder = uitspraken.bij_sleutels([f"knelpunt:{k}", "afspraak:x"])
    assert eerder[f"knelpunt:{k}"][0].woorden == WOORDEN
