"""What Signalen never does: the test behind each sentence of that page (signalen/beheer/nooit.py)."""

from __future__ import annotations

import sys
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from signalen.beheer import nooit, rechten
from signalen.db import Base, db, transaction
from signalen.permissions import RECHTEN, Recht
from tests.integratie.conftest import MAANDAG
from tests.integratie.deuren import als, bouw
from workflows.definition import ROLLEN

# Tables that hold what happened to signalen and knelpunten; none of them may lead to a person.
OVER_SIGNALEN = {
    "signaal",
    "signaal_tekst",
    "tekst",
    "koppeling",
    "knelpunt",
    "traject",
    "termijn",
    "stilte",
    "gebeurtenis",
    "oordeel",
    "reactie",
    "doorgeving",
    "terugkoppeling",
    "vraag",
    "identiteit",
    "editie",
    "afspraak",
}


@pytest.fixture
def ids(app: Flask, zet_klok: Callable[[datetime], None]) -> dict[str, uuid.UUID]:
    return bouw(app, zet_klok)


def geef(app: Flask, wie: uuid.UUID, moment: datetime = MAANDAG) -> uuid.UUID:
    """Give a protected signaal as somebody; return the knelpunt."""
    from signalen.knelpunt.models import Koppeling
    from signalen.knelpunt.operations.ontvangst import Gever, ontvangen
    from signalen.signaal.operations import SignaalInvoer

    with app.app_context(), transaction():
        invoer = SignaalInvoer(str(uuid.uuid4()), {"wat_zie_je": "Een kanarie in de brief."}, domein="jeugd")
        signaal = ontvangen(
            invoer, Gever(wie, "Noor Verzonnen"), moment, Path(app.config["SIGNALEN_SLEUTELS"])
        )
        db.session.flush()
        zoek = select(Koppeling.knelpunt_id).where(Koppeling.signaal_id == signaal.id)
        return db.session.scalars(zoek).one()


def rijen(app: Flask) -> dict[str, list[str]]:
    """Return every row of every table as text."""
    with app.app_context():
        namen = list(db.session.scalars(text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")))
        return {
            naam: sorted(db.session.scalars(text(f'SELECT to_jsonb(t)::text FROM "{naam}" t')))
            for naam in namen
        }


def geweigerd(app: Flask, opdracht: str, **waarden: Any) -> bool:
    """Say whether the application may not do this to the database, by grant or by trigger."""
    with app.app_context():
        try:
            with transaction():
                db.session.execute(text(opdracht), waarden)
        except DBAPIError as fout:
            return getattr(fout.orig, "sqlstate", "") in ("42501", "23001")
    return False


# ------------------------------------------------------------------ the list


def test_bij_elke_zin_hoort_een_proef_en_de_bladzijde_toont_ze(app: Flask, ids: dict[str, uuid.UUID]) -> None:
    hier = sys.modules[__name__]
    pagina = als(app).pagina("/wat-dit-systeem-nooit-doet")
    for zin, proef in nooit.NOOIT:
        assert callable(getattr(hier, proef, None)), proef
        assert zin in pagina.tekst
    assert nooit.BESTAND.read_text("utf-8") == nooit.markdown(), "run: python -m signalen.beheer.nooit"


# ------------------------------------------------------------------ the tests behind the sentences


def test_geen_regel_knoopt_een_mens_aan_een_beschermd_signaal(app: Flask, ids: dict[str, uuid.UUID]) -> None:
    voor = rijen(app)
    geef(app, ids["uitvoerder"])
    na = rijen(app)
    nieuw = [rij for naam in na for rij in set(na[naam]) - set(voor[naam])]
    assert len(nieuw) > 5
    for rij in nieuw:
        assert str(ids["uitvoerder"]) not in rij and "Noor Verzonnen" not in rij
    verdwenen = [rij for naam in voor for rij in set(voor[naam]) - set(na[naam])]
    assert not verdwenen, "giving a signaal may not touch a row that was there, such as a session"


def test_geen_cijfer_per_medewerker() -> None:
    tabellen = {naam: tabel for naam, tabel in Base.metadata.tables.items() if naam in OVER_SIGNALEN}
    assert len(tabellen) >= 15
    for naam, tabel in tabellen.items():
        doelen = {sleutel.column.table.name for kolom in tabel.columns for sleutel in kolom.foreign_keys}
        assert "medewerker" not in doelen, naam
        assert not [k.name for k in tabel.columns if "medewerker" in k.name], naam


def test_geen_pagina_over_wat_iemand_meldde(app: Flask, ids: dict[str, uuid.UUID]) -> None:
    over_mensen = {p.regel for p in rechten.paginas(app) if "medewerker" in p.regel}
    assert over_mensen and all(regel.startswith("/beheer/mensen/") for regel in over_mensen)
    geef(app, ids["uitvoerder"])
    klant = als(app, "beheerder")
    html = klant.get(f"/beheer/mensen/{ids['uitvoerder']}").get_data(as_text=True)
    assert "kanarie" not in html and "knelpunten/" not in html and "mijn-signalen/" not in html


def test_lezen_laat_geen_spoor_na(app: Flask, ids: dict[str, uuid.UUID]) -> None:
    knelpunt_id = geef(app, ids["uitvoerder"])
    klant = als(app, "coordinator")
    voor = rijen(app)
    for pad in ("/mijn-werk", f"/knelpunten/{knelpunt_id}", "/register", "/berichten", "/overleg"):
        assert klant.get(pad).status_code == 200, pad
    na = rijen(app)
    assert {naam for naam in na if na[naam] != voor[naam]} <= {"sessie"}


def test_mail_vertelt_niets(app: Flask, ids: dict[str, uuid.UUID]) -> None:
    from signalen.bericht import operations as bericht
    from signalen.bericht.models import Bericht

    geef(app, ids["uitvoerder"])
    verzonden: list[tuple[str, ...]] = []
    with app.app_context():
        app.extensions["signalen_bezorger"], echte = (
            lambda *brief: verzonden.append(brief),
            app.extensions["signalen_bezorger"],
        )
        try:
            bericht.bezorgen()
        finally:
            app.extensions["signalen_bezorger"] = echte
        titels = list(db.session.scalars(select(Bericht.onderwerp)))
    assert verzonden and titels
    for _, onderwerp, inhoud, _ in verzonden:
        assert onderwerp == "Er is nieuws in Signalen"
        assert "/knelpunten/" not in inhoud and "kanarie" not in inhoud
        assert not [titel for titel in titels if titel != onderwerp and titel in inhoud]


def _met_stilte(app: Flask, ids: dict[str, uuid.UUID], zet_klok: Callable[[datetime], None]) -> None:
    from signalen import jobs

    geef(app, ids["uitvoerder"])
    later = MAANDAG + timedelta(days=30)
    zet_klok(later)
    with app.app_context():
        assert jobs.tik(later)["verlopen"] >= 1


def test_stilte_is_niet_te_wissen(
    app: Flask, ids: dict[str, uuid.UUID], zet_klok: Callable[[datetime], None]
) -> None:
    _met_stilte(app, ids, zet_klok)
    assert geweigerd(app, "DELETE FROM stilte")
    assert geweigerd(app, "UPDATE stilte SET naar = 'x'")
    assert geweigerd(app, "TRUNCATE stilte")


def test_het_verloop_is_niet_te_veranderen(app: Flask, ids: dict[str, uuid.UUID]) -> None:
    geef(app, ids["uitvoerder"])
    for opdracht in ("UPDATE gebeurtenis SET rol = 'x'", "DELETE FROM gebeurtenis", "TRUNCATE gebeurtenis"):
        assert geweigerd(app, opdracht), opdracht


def test_een_signaal_is_niet_weg_te_gooien(app: Flask, ids: dict[str, uuid.UUID]) -> None:
    geef(app, ids["uitvoerder"])
    for tabel in ("signaal", "knelpunt", "tekst", "termijn", "traject", "koppeling"):
        assert geweigerd(app, f"DELETE FROM {tabel}"), tabel


def test_woorden_zijn_niet_te_veranderen(app: Flask, ids: dict[str, uuid.UUID]) -> None:
    geef(app, ids["uitvoerder"])
    assert geweigerd(app, "UPDATE tekst SET inhoud = 'iets anders' WHERE inhoud IS NOT NULL")
    assert not geweigerd(app, "UPDATE tekst SET inhoud = NULL, zout = NULL WHERE soort = 'doorgeeftekst'")


def test_stilte_is_geen_besluit(
    app: Flask, ids: dict[str, uuid.UUID], zet_klok: Callable[[datetime], None]
) -> None:
    from signalen.knelpunt.models import Besluit, Stilte, Terugkoppeling

    _met_stilte(app, ids, zet_klok)
    with app.app_context():
        aantal = {
            m: db.session.scalar(select(func.count()).select_from(m))
            for m in (Stilte, Besluit, Terugkoppeling)
        }
    assert aantal[Stilte] >= 1 and aantal[Besluit] == 0 and aantal[Terugkoppeling] == 0


def test_een_vastgesteld_register_staat_vast(app: Flask, ids: dict[str, uuid.UUID]) -> None:
    rij = (
        "INSERT INTO editie (id, kwartaal, nummer, staat, regels, ingehouden, inhoud, vingerafdruk, anker, "
        "opgemaakt_op, vastgesteld_rol) VALUES (gen_random_uuid(), '2025-K4', 1, 'vastgesteld', '[]', '[]', "
        "'{}', 'sha256:x', '', now(), 'griffier')"
    )
    with app.app_context(), transaction():
        db.session.execute(text(rij))
    assert geweigerd(app, "UPDATE editie SET vingerafdruk = 'sha256:y'")
    assert geweigerd(app, "UPDATE editie SET staat = 'concept'")
    assert geweigerd(app, "DELETE FROM editie")


def test_geen_hoofdgebruiker(app: Flask, ids: dict[str, uuid.UUID]) -> None:
    for rol in ROLLEN:
        heeft = {r for r in Recht if any(rechten.cel(r, rol, relatie) for relatie in rechten.RELATIES)}
        assert heeft < set(RECHTEN), rol
        assert not {Recht.BEHEREN, Recht.KNELPUNT_HANDELEN} <= heeft, rol
    wissel = [
        p.regel for p in rechten.paginas(app) if any(w in p.regel for w in ("/als/", "/wissel", "/word"))
    ]
    assert not wissel


def test_de_beheerder_leest_geen_knelpunten(app: Flask, ids: dict[str, uuid.UUID]) -> None:
    over_inhoud = {r for r in Recht if r.startswith(("knelpunt_", "eigen_woorden", "naam_", "werk_"))}
    assert len(over_inhoud) >= 6
    for recht in over_inhoud:
        assert not any(rechten.cel(recht, "beheerder", relatie) for relatie in rechten.RELATIES), recht
    assert als(app, "beheerder").get(f"/knelpunten/{geef(app, ids['uitvoerder'])}").status_code == 404


def test_niets_van_buiten_en_een_enkel_koekje(app: Flask, ids: dict[str, uuid.UUID]) -> None:
    klant = als(app, "uitvoerder")
    antwoord = klant.get("/hulp")
    beleid = antwoord.headers["Content-Security-Policy"]
    assert beleid.startswith("default-src 'none'") and "http" not in beleid and "*" not in beleid
    assert {koekje.key for koekje in klant._cookies.values()} == {"signalen"}
