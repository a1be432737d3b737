"""The files of an edition with a real database: made once, the same bytes, nothing that may not leave.

That no closed note is in them stands in `test_gesprek_blijft_binnen`.
"""

from __future__ import annotations

import io
import json
import uuid
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from signalen import cli, permissions
from signalen.db import NietGevonden, db, transaction
from signalen.knelpunt.rules import OngeldigeInvoer
from signalen.register.models import Editie, Editiebestand, Sjabloon
from signalen.register.vormen import json_open, maken, operations, queries
from signalen.register.vormen.briefsjabloon import standaard
from signalen.register.vormen.soorten import SOORTEN
from tests.house.strict import Page, StrictClient
from tests.integratie import deuren
from tests.integratie.conftest import Stad
from tests.integratie.test_register import K1, huis, maak, met_besluit, stel_vast  # noqa: F401  a fixture
from tests.integratie.uitpakken import bytes_van, leesbaar
from tests.pure.test_vormen_brief import in_tekst, tekst
from tests.pure.test_vormen_open import fouten
from workflows.stand import Geweigerd

GEHEIM = "Pimpelmeesgeheim"


def alle(editie: Editie, **rest: Any) -> dict[str, str]:
    with transaction():
        return {u.vorm: u.stand for u in operations.maak_alle(editie, **rest)}


@pytest.fixture
def editie(stad: Stad) -> Editie:
    """An edition of one knelpunt that is shown and one that is not."""
    met_besluit(stad)
    stad.geef(wie="uitvoerder2", mag_getoond=False, antwoorden={"wat_zie_je": f"{GEHEIM} mag nergens staan."})
    stad.naar(date(2026, 4, 2))
    stad.tik()
    maak(stad)
    return stel_vast(stad)


def test_elke_vorm_wordt_een_keer_gemaakt_en_blijft(editie: Editie) -> None:
    stappen: list[tuple[int, int]] = []
    assert set(alle(editie, voortgang=lambda *stap: stappen.append(stap)).values()) == {"gemaakt"}
    assert (stappen[0], stappen[-1]) == ((0, 10), (10, 10))
    eerst = bytes_van(editie)
    assert list(eerst) and set(eerst) == set(SOORTEN)
    assert set(alle(editie).values()) == {"er_al"}
    werk = maken.Werk(queries.zetsel(editie))
    for vorm in SOORTEN:
        nieuw = maken.MAKERS[vorm](werk)
        werk.noteer(vorm, nieuw)
        assert nieuw == bytes_van(editie)[vorm] == eerst[vorm], vorm
    with pytest.raises(IntegrityError, match="never changed"), transaction():
        db.session.execute(delete(Editiebestand))


def test_niets_wat_niet_getoond_mag_staat_in_een_bestand(editie: Editie) -> None:
    alle(editie)
    verboden = (GEHEIM, "Noor", str(editie.id), "koppelsleutel")
    for vorm, inhoud in bytes_van(editie).items():
        gelezen = leesbaar(inhoud)
        assert [woord for woord in verboden if woord in gelezen] == [], vorm
        assert len(gelezen) > 200, vorm
    document = json.loads(bytes_van(editie)["json"])
    assert fouten(document) == []
    assert (document["nummer"], document["vingerafdruk"]) == (1, editie.vingerafdruk)
    nummer = editie.ingehouden[0]["nummer"]
    assert f"{nummer};1;een inbrenger wil niet" in leesbaar(bytes_van(editie)["csv"])


def test_een_concept_wordt_opnieuw_gemaakt(stad: Stad) -> None:
    met_besluit(stad)
    rij = maak(stad)
    alle(rij)
    eerst = db.session.scalars(select(Editiebestand.id)).all()
    assert set(alle(rij).values()) == {"gemaakt"}
    tweede = db.session.scalars(select(Editiebestand.id)).all()
    assert len(tweede) == len(eerst)
    assert set(tweede) & set(eerst) == set()
    assert "Concept" in leesbaar(bytes_van(rij)["pdf"])


def test_wat_hier_niet_kan_wordt_overgeslagen_en_later_gemaakt(
    editie: Editie, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as zonder:
        zonder.setattr(maken, "find_spec", lambda naam: None if naam == "typst" else object())
        assert [v for v, stand in alle(editie).items() if stand == "overgeslagen"] == ["pdf", "leestas"]
        (reden,) = [b.reden for b in queries.bestanden(editie.id) if b.soort.vorm == "pdf"]
        assert reden == "PDF kan hier niet worden gemaakt: het pakket typst ontbreekt."
    standen = alle(editie)
    assert [v for v, stand in standen.items() if stand == "gemaakt"] == ["pdf", "leestas"]


def test_een_pagina_weet_welke_bestanden_er_zijn(editie: Editie) -> None:
    assert {b.reden for b in queries.bestanden(editie.id)} == {"Dit bestand wordt nog gemaakt."}
    alle(editie)
    er = queries.bestanden(editie.id)
    assert [b.soort.vorm for b in er] == list(SOORTEN)
    een = queries.bestand(editie.id, "ods")
    assert (een.naam, een.sha256, len(een.inhoud)) == (er[2].naam, er[2].sha256, er[2].grootte)
    for vorm, id_ in (("exe", editie.id), ("pdf", uuid.uuid4())):
        with pytest.raises(NietGevonden):
            queries.bestand(id_, vorm)


def test_catalogus_en_feed_kennen_alleen_wat_vastgesteld_is(stad: Stad) -> None:
    met_besluit(stad)
    maak(stad)
    assert queries.vastgestelde() == []
    stad.naar(date(2026, 4, 2))
    alle(stel_vast(stad))
    (deel,) = queries.vastgestelde()
    assert (deel.zetsel.kwartaal, [f.vorm for f in deel.bestanden]) == (K1, list(SOORTEN))


# ------------------------------------------------------------------ pages


def test_het_schema_is_voor_iedereen_en_mag_bewaard(app: Flask) -> None:
    antwoord = app.test_client().get("/register/schema/editie-2.json")
    assert (antwoord.status_code, antwoord.mimetype) == (200, "application/schema+json")
    assert antwoord.headers["Cache-Control"] == "public, max-age=86400"
    assert antwoord.data == json_open.schema()


def stuur(klant: StrictClient, bestand: bytes, naam: str = "brief.odt") -> Any:
    pagina = klant.pagina("/beheer/sjabloon")
    data = {**pagina.velden("/beheer/sjabloon"), "bestand": (io.BytesIO(bestand), naam)}
    return klant.post("/beheer/sjabloon", data=data, content_type="multipart/form-data")


def druk(klant: StrictClient, wat: str) -> Any:
    pad = "/beheer/sjabloon/keuze"
    return klant.post(pad, data={**klant.pagina("/beheer/sjabloon").velden(pad), "wat": wat})


def test_een_eigen_brief_wordt_eerst_bekeken_en_dan_gebruikt(
    app: Flask,
    huis: Stad,  # noqa: F811
) -> None:
    bas = deuren.als(app, "beheerder")
    with app.app_context():
        rij = maak(huis)
        assert rij.staat == "concept"
    assert bas.get("/beheer/sjabloon/nu.odt").data == standaard()
    assert bas.get("/beheer/sjabloon/proef.odt").location == "/beheer/sjabloon"
    eigen = in_tekst("<text:p>Groet van {{gemeente}} en {{wat}}.</text:p>")
    assert stuur(bas, eigen).status_code == 303
    pagina = bas.pagina("/beheer/sjabloon")
    assert "Deze plekken kennen we niet, die blijven zo staan: wat." in pagina.tekst
    assert "De brief van Signalen." in pagina.tekst
    proef = bas.get(pagina.link("Bekijken met de laatste uitgave"))
    assert "Groet van Gemeente Voorbeeld" in tekst(proef.data)
    assert druk(bas, "").status_code == 422
    assert druk(bas, "gebruiken").status_code == 303
    assert bas.get("/beheer/sjabloon/nu.odt").data == eigen
    with app.app_context():
        rij = db.session.scalars(select(Editie)).one()
        alle(rij)
        assert "Groet van Gemeente Voorbeeld" in leesbaar(bytes_van(rij)["brief"])
    assert druk(bas, "terug").status_code == 303
    assert bas.get("/beheer/sjabloon/nu.odt").data == standaard()


@pytest.mark.parametrize("bestand", [b"", b"PK\x03\x04kapot"], ids=["niets", "kapot"])
def test_een_slecht_bestand_staat_bij_het_veld(app: Flask, huis: Stad, bestand: bytes) -> None:  # noqa: F811
    bas = deuren.als(app, "beheerder")
    antwoord = stuur(bas, bestand)
    assert antwoord.status_code == 422
    pagina = Page(antwoord)
    assert pagina.soup.select_one("#sjabloon-bestand-fout") is not None
    with app.app_context():
        assert db.session.scalars(select(Sjabloon)).all() == []


def test_zonder_klaarliggende_brief_is_er_niets_te_gebruiken(stad: Stad) -> None:
    with pytest.raises(Geweigerd, match="geen nieuw sjabloon"), transaction():
        operations.neem_sjabloon_in_gebruik(stad.nu)
    with pytest.raises(OngeldigeInvoer), transaction():
        operations.leg_sjabloon_klaar(in_tekst("<open>"), stad.nu)


def test_alleen_een_beheerder_verandert_de_brief(app: Flask, huis: Stad) -> None:  # noqa: F811
    griffier = deuren.als(app, "griffier")
    assert griffier.get("/beheer/sjabloon").status_code == 403
    assert not permissions.mag(permissions.Recht.BEHEREN, None)


# ------------------------------------------------------------------ command


def test_vormen_vanaf_de_opdrachtregel(
    echte_db: Flask,
    zet_klok: Callable[[datetime], None],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: Any,
) -> None:
    ids = deuren.bouw(echte_db, zet_klok)
    stad = Stad(echte_db, ids, zet=zet_klok)
    monkeypatch.setattr("signalen.commando.ronde.app_context", echte_db.app_context)
    with echte_db.app_context():
        met_besluit(stad)
        maak(stad)
    assert cli.main(["register", "vormen", K1, "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert [v["stand"] for v in document["vormen"]] == ["gemaakt"] * 10
    for ruw in ("2026-Q1", "2025-K1"):
        assert cli.main(["register", "vormen", ruw]) == 2
