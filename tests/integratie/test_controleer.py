"""`controleer`: a sound municipality is good, and every way of tampering is found and named."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from time import perf_counter
from typing import Any

import psycopg
import pytest
from flask import Flask
from sqlalchemy import delete, select
from sqlalchemy.exc import DBAPIError

from signalen.db import db, transaction
from signalen.knelpunt.rules import GENESIS, schakel
from signalen.register import operations, rules
from signalen.register.controle import controleer
from signalen.register.models import Editie, Editiebestand
from tests.integratie.conftest import MAANDAG, Stad
from tests.integratie.test_route import AANPASSEN, SAMENVATTING

Eigenaar = Callable[..., list[tuple[Any, ...]]]


@pytest.fixture
def vast(echte_db: Flask, zet_klok: Callable[[datetime], None]) -> Iterator[Stad]:
    """Voorbeeldstad on a committed database, with two knelpunten, two anchors and a vastgestelde editie."""
    from signalen.voorbeeld import mensen

    zet_klok(MAANDAG)
    with echte_db.app_context():
        with transaction():
            ids = mensen.bouw(MAANDAG.date(), Path(echte_db.config["SIGNALEN_SLEUTELS"]))
        stad = Stad(echte_db, ids, MAANDAG, zet_klok)
        k = stad.knelpunt_id(stad.geef(mag_getoond=True))
        stad.geef(wie="uitvoerder2")
        stad.tik()
        stad.naar(date(2026, 3, 10))
        stad.doe(k, "coordinator", "extern", **SAMENVATTING)
        stad.doe(k, "afdelingshoofd", "aanpassen", **AANPASSEN)
        stad.doe(k, "afdelingshoofd", "verzonden", antwoord="Wij passen de instructie aan.")
        stad.naar(date(2026, 4, 1))
        stad.tik()
        with transaction():
            operations.maak_op("2026-K1", stad.nu)
        with transaction():
            operations.stel_vast("2026-K1", "griffier", stad.nu)
        db.session.rollback()
        yield stad


@pytest.fixture
def eigenaar(settings: Any) -> Iterator[Eigenaar]:
    """Run SQL as the owner with every trigger off: somebody with the keys of the database."""
    url = settings.need_owner().replace("postgresql+psycopg://", "postgresql://")
    with psycopg.connect(url, autocommit=True) as verbinding:

        def voer_uit(opdracht: str, *waarden: Any) -> list[tuple[Any, ...]]:
            with verbinding.transaction():
                tabellen = ("gebeurtenis", "anker", "editie", "editiebestand", "adoptie", "tekst")
                for tabel in tabellen:
                    verbinding.execute(f"ALTER TABLE {tabel} DISABLE TRIGGER USER")
                gevonden = verbinding.execute(opdracht, waarden)
                rijen = gevonden.fetchall() if gevonden.description else []
                for tabel in tabellen:
                    verbinding.execute(f"ALTER TABLE {tabel} ENABLE TRIGGER USER")
            return rijen

        yield voer_uit


def fouten(soort: str, tabel: str) -> list[dict[str, Any]]:
    """Check, expect it to be bad, and return the faults of one kind in one table."""
    uitslag = controleer()
    assert not uitslag["goed"]
    json.dumps(uitslag)
    assert all(set(f) == {"soort", "tabel", "id", "knelpunt", "reden"} for f in uitslag["fouten"])
    return [f for f in uitslag["fouten"] if (f["soort"], f["tabel"]) == (soort, tabel)]


def langste(eigenaar: Eigenaar) -> uuid.UUID:
    return eigenaar("SELECT id FROM knelpunt ORDER BY volgnummer DESC LIMIT 1")[0][0]


def test_alles_goed_en_geteld(vast: Stad, eigenaar: Eigenaar) -> None:
    uitslag = controleer()
    assert uitslag["fouten"] == []
    assert uitslag["goed"]
    geteld = uitslag["gecontroleerd"]
    assert set(geteld) == {"gebeurtenissen", "trajecten", "edities", "routes"}
    assert geteld["gebeurtenissen"] == eigenaar("SELECT count(*) FROM gebeurtenis")[0][0] > 6
    assert (geteld["trajecten"], geteld["edities"]) == (2, 1)
    assert geteld["routes"] >= 4


def test_een_veranderde_gebeurtenis(vast: Stad, eigenaar: Eigenaar) -> None:
    k = langste(eigenaar)
    rij = eigenaar(
        "UPDATE gebeurtenis SET rol = 'teamleider' WHERE knelpunt_id = %s AND volgnummer = 3 RETURNING id", k
    )
    gevonden = fouten("keten", "gebeurtenis")
    assert [(f["id"], f["knelpunt"]) for f in gevonden] == [(str(rij[0][0]), str(k))]
    assert "veranderd" in gevonden[0]["reden"]


def test_een_herschreven_gebeurtenis_met_nieuwe_hash(vast: Stad, eigenaar: Eigenaar) -> None:
    """Who also recomputes the hash of the changed event is betrayed by the next one."""
    k = langste(eigenaar)
    velden = "volgnummer, soort, moment, rol, inhoud, vorige"
    nr, soort, moment, _, inhoud, vorige = eigenaar(
        f"SELECT {velden} FROM gebeurtenis WHERE knelpunt_id = %s AND volgnummer = 3", k
    )[0]
    nieuw = schakel(str(k), nr, soort, moment, "teamleider", inhoud, vorige)
    eigenaar(
        "UPDATE gebeurtenis SET rol = 'teamleider', hash = %s WHERE knelpunt_id = %s AND volgnummer = 3",
        nieuw,
        k,
    )
    assert ["sluit niet aan" in f["reden"] for f in fouten("keten", "gebeurtenis")] == [True]


def test_een_afgeknipte_staart(vast: Stad, eigenaar: Eigenaar) -> None:
    k = langste(eigenaar)
    laatste = "(SELECT max(volgnummer) FROM gebeurtenis WHERE knelpunt_id = %s)"
    eigenaar(f"DELETE FROM gebeurtenis WHERE knelpunt_id = %s AND volgnummer = {laatste}", k, k)
    assert [f["knelpunt"] for f in fouten("keten", "knelpunt")] == [str(k)]
    assert [f["knelpunt"] for f in fouten("replay", "traject")] == [str(k)]


def test_een_staart_die_ook_op_het_knelpunt_is_afgeknipt(vast: Stad, eigenaar: Eigenaar) -> None:
    """Who also moves the head back is betrayed by the anchor that saw the tail."""
    k = langste(eigenaar)
    laatste = "(SELECT max(volgnummer) FROM gebeurtenis WHERE knelpunt_id = %s)"
    eigenaar(f"DELETE FROM gebeurtenis WHERE knelpunt_id = %s AND volgnummer = {laatste}", k, k)
    kop = "(SELECT volgnummer, hash FROM gebeurtenis WHERE knelpunt_id = %s ORDER BY volgnummer DESC LIMIT 1)"
    eigenaar(f"UPDATE knelpunt SET (volgnummer, hash) = {kop} WHERE id = %s", k, k)
    assert [f["knelpunt"] for f in fouten("keten", "anker")] == [str(k)]
    assert fouten("keten", "knelpunt") == []


def test_twee_verwisseld(vast: Stad, eigenaar: Eigenaar) -> None:
    k = langste(eigenaar)
    eigenaar("UPDATE gebeurtenis SET volgnummer = 99 WHERE knelpunt_id = %s AND volgnummer = 3", k)
    rijen = eigenaar(
        "UPDATE gebeurtenis SET volgnummer = 3 WHERE knelpunt_id = %s AND volgnummer = 4 RETURNING id", k
    )
    rijen += eigenaar(
        "UPDATE gebeurtenis SET volgnummer = 4 WHERE knelpunt_id = %s AND volgnummer = 99 RETURNING id", k
    )
    gevonden = {f["id"] for f in fouten("keten", "gebeurtenis") if "veranderd" in f["reden"]}
    assert gevonden == {str(rij[0]) for rij in rijen}


def test_een_ontbrekende_gebeurtenis(vast: Stad, eigenaar: Eigenaar) -> None:
    k = langste(eigenaar)
    eigenaar("DELETE FROM gebeurtenis WHERE knelpunt_id = %s AND volgnummer = 3", k)
    assert ["ontbreekt" in f["reden"] for f in fouten("keten", "gebeurtenis")] == [True]


def test_een_getal_in_een_editie(vast: Stad, eigenaar: Eigenaar) -> None:
    eigenaar("UPDATE editie SET regels = jsonb_set(regels, '{0,uitstel}', '7')")
    assert "regels" in fouten("editie", "editie")[0]["reden"]


def test_een_getal_op_de_voorpagina(vast: Stad, eigenaar: Eigenaar) -> None:
    eigenaar("UPDATE editie SET inhoud = jsonb_set(inhoud, '{afspraken_per_laag,0,beloofd}', '5')")
    assert "voorpagina" in fouten("editie", "editie")[0]["reden"]


def test_een_grond_van_wat_is_ingehouden(vast: Stad, eigenaar: Eigenaar) -> None:
    eigenaar("UPDATE editie SET ingehouden = '[]'")
    assert len(fouten("editie", "editie")) == 1


def _tweede(stad: Stad) -> None:
    """Freeze the edition of the second quarter too."""
    stad.naar(date(2026, 7, 1))
    with transaction():
        operations.maak_op("2026-K2", stad.nu)
    with transaction():
        operations.stel_vast("2026-K2", "griffier", stad.nu)
    db.session.rollback()


def test_een_uitgave_met_een_nieuw_passend_controlegetal(vast: Stad, eigenaar: Eigenaar) -> None:
    """Whoever changes an edition and counts its fingerprint anew is found by the edition after it."""
    _tweede(vast)
    assert controleer()["goed"]
    editie = db.session.scalars(select(Editie).where(Editie.kwartaal == "2026-K1")).one()
    regels = [{**editie.regels[0], "uitstel": 7}]
    nieuw = rules.vingerafdruk(editie.kwartaal, regels, editie.ingehouden)
    db.session.rollback()
    zet = "UPDATE editie SET regels = %s, vingerafdruk = %s WHERE kwartaal = '2026-K1'"
    eigenaar(zet, json.dumps(regels), nieuw)
    (fout,) = fouten("editie", "editie")
    assert "2026-K2: de uitgave van 2026-K1 is niet meer die waarnaar deze verwijst" in fout["reden"]


def test_ook_de_laatste_uitgave_is_niet_te_vervangen(vast: Stad, eigenaar: Eigenaar) -> None:
    """The anchor of the night after it saw the edition, so a fitting fingerprint does not help."""
    vast.naar(date(2026, 4, 2))
    vast.tik()
    assert controleer()["goed"]
    editie = db.session.scalars(select(Editie)).one()
    inhoud = {**editie.inhoud, "zinnen": ["Alles ging goed."]}
    inhoud["controlegetal"] = rules.controlegetal_van_inhoud(inhoud)
    db.session.rollback()
    eigenaar("UPDATE editie SET inhoud = %s", json.dumps(inhoud))
    (fout,) = fouten("editie", "editie")
    assert "zag deze uitgave" in fout["reden"]


def test_een_veranderd_bestand_van_een_uitgave(vast: Stad, eigenaar: Eigenaar) -> None:
    with transaction():
        id_ = db.session.scalar(select(Editie.id))
        afdruk = hashlib.sha256(b"het bestand").hexdigest()
        rest = {"vorm": "csv", "mediatype": "text/csv", "sha256": afdruk, "gemaakt_op": vast.nu}
        db.session.add(Editiebestand(editie_id=id_, inhoud=b"het bestand", **rest))
    assert controleer()["goed"]
    with pytest.raises(DBAPIError, match="never changed"), transaction():
        db.session.execute(delete(Editiebestand))
    eigenaar("UPDATE editiebestand SET inhoud = 'een ander bestand'")
    assert "csv" in fouten("editie", "editiebestand")[0]["reden"]


def test_een_weggehaalde_stilte_op_het_traject(vast: Stad, eigenaar: Eigenaar) -> None:
    eigenaar("UPDATE traject SET stap = 'uitzoeken' WHERE knelpunt_id = %s", langste(eigenaar))
    assert len(fouten("replay", "traject")) == 1


def test_een_veranderd_anker_en_een_verdwenen_anker(vast: Stad, eigenaar: Eigenaar) -> None:
    eerste = eigenaar("UPDATE anker SET koppen = '[]' WHERE datum = '2026-03-02' RETURNING id")
    assert [f["id"] for f in fouten("keten", "anker")] == [str(eerste[0][0])]
    eigenaar("DELETE FROM anker")
    assert len(fouten("keten", "knelpunt")) == 2
    assert "anker" in fouten("editie", "editie")[0]["reden"]


def test_een_veranderde_route(vast: Stad, eigenaar: Eigenaar) -> None:
    eigenaar(
        "UPDATE adoptie SET inhoud = replace(inhoud, '10 werkdagen', '90 werkdagen') WHERE naam = 'knelpunt'"
    )
    assert len(fouten("route", "adoptie")) == 1
    eigenaar("UPDATE adoptie SET inhoud = 'stap = [' WHERE naam = 'knelpunt'")
    assert "niet te laden" in fouten("route", "adoptie")[-1]["reden"]
    eigenaar("UPDATE adoptie SET inhoud = 'stap = [' WHERE naam = 'balint'")
    assert any(
        "De methode balint versie 1 is niet te laden" in f["reden"] for f in fouten("route", "adoptie")
    )


def test_veranderde_en_geleegde_woorden(vast: Stad, eigenaar: Eigenaar) -> None:
    leeg = "UPDATE tekst SET inhoud = NULL, zout = NULL, geleegd_op = '2026-04-01' WHERE soort = 'herstel'"
    eigenaar(leeg)
    assert controleer()["goed"]
    rij = eigenaar("UPDATE tekst SET inhoud = 'Niets aan de hand.' WHERE soort = 'redenen' RETURNING id")
    assert [f["id"] for f in fouten("keten", "tekst")] == [str(rij[0][0])]


def test_wat_ondertussen_wordt_geschreven_is_geen_fout(vast: Stad, monkeypatch: pytest.MonkeyPatch) -> None:
    """One snapshot: an event written between reading the heads and reading the events is not seen."""
    from sqlalchemy import text

    from signalen.register import controle_keten

    echt, gezien = controle_keten._gebeurtenissen, []

    def met_storing(ids: Any) -> Any:
        with db.engine.connect() as ander:
            k = ander.execute(text("SELECT id, volgnummer, hash FROM knelpunt LIMIT 1 FOR UPDATE")).one()
            nu = datetime(2026, 4, 1, tzinfo=UTC)
            hash_ = schakel(str(k.id), k.volgnummer + 1, "proef", nu, "systeem", {}, k.hash)
            velden = {"i": uuid.uuid4(), "k": k.id, "n": k.volgnummer + 1, "m": nu, "v": k.hash, "h": hash_}
            ander.execute(
                text("INSERT INTO gebeurtenis VALUES (:i, :k, :n, 'proef', :m, 'systeem', '{}', :v, :h)"),
                velden,
            )
            ander.execute(text("UPDATE knelpunt SET volgnummer = :n, hash = :h WHERE id = :k"), velden)
            ander.commit()
            gezien.append(k.id)
        return echt(ids)

    monkeypatch.setattr(controle_keten, "_gebeurtenissen", met_storing)
    assert controleer()["fouten"] == []
    assert gezien
    monkeypatch.undo()
    assert controleer()["goed"]


def schrijf_ketens(settings: Any, knelpunten: int, per_stuk: int) -> None:
    """Store many sound chains straight into the tables, as the owner."""
    url = settings.need_owner().replace("postgresql+psycopg://", "postgresql://")
    ids = [uuid.uuid4() for _ in range(knelpunten)]
    inhoud = {"stap": "uitzoeken"}
    koppen = []
    with psycopg.connect(url) as verbinding, verbinding.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO knelpunt (id, nummer, titel, oorzaak, oplosniveau, regeling, domein, bestuur, week,"
            " zoektekst, volgnummer, hash, geankerd, versie)"
            " VALUES (%s, %s, '', '', '', '', 'wmo', '', '2026-03-02', '', 0, '', 0, 1)",
            [(id_, 2_000_000 + nr) for nr, id_ in enumerate(ids)],
        )
        kolommen = "(id, knelpunt_id, volgnummer, soort, moment, rol, inhoud, vorige, hash)"
        with cursor.copy(f"COPY gebeurtenis {kolommen} FROM STDIN") as blok:
            for id_ in ids:
                vorige = GENESIS
                for nr in range(1, per_stuk + 1):
                    hash_ = schakel(str(id_), nr, "proef", MAANDAG, "systeem", inhoud, vorige)
                    begin = (uuid.uuid4(), id_, nr, "proef", MAANDAG.isoformat(), "systeem")
                    blok.write_row((*begin, json.dumps(inhoud), vorige, hash_))
                    vorige = hash_
                koppen.append((per_stuk, vorige, id_))
        cursor.executemany("UPDATE knelpunt SET volgnummer = %s, hash = %s WHERE id = %s", koppen)


@pytest.mark.slow
def test_honderdduizend_gebeurtenissen_binnen_dertig_seconden(vast: Stad, settings: Any) -> None:
    schrijf_ketens(settings, knelpunten=2_000, per_stuk=50)
    begin = perf_counter()
    uitslag = controleer()
    duur = perf_counter() - begin
    print(f"\n{uitslag['gecontroleerd']['gebeurtenissen']} gebeurtenissen in {duur:.1f} s")
    assert uitslag["goed"]
    assert uitslag["gecontroleerd"]["gebeurtenissen"] > 100_000
    assert duur < 30
