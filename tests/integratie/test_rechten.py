"""The matrix of rights: every route in it, the printed page equal to it, and real requests that agree."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from datetime import datetime

import pytest
from flask import Flask

from signalen import clock
from signalen.beheer import rechten
from signalen.beheer.rechten import RELATIES, Pagina, cel, paginas
from signalen.medewerker import queries as medewerkers
from signalen.permissions import RECHTEN, Band, Recht, mag
from signalen.voorbeeld.mensen import MENSEN
from tests.integratie.deuren import als, bouw
from workflows.definition import ROLLEN

EEN_PER_ROL = {mens.rol: mens for mens in reversed(MENSEN) if not mens.partij}
MENSEN_PER_ROL = {**EEN_PER_ROL, "uitvoerder (ingehuurd)": next(m for m in MENSEN if m.partij)}


@pytest.fixture
def ids(app: Flask, zet_klok: Callable[[datetime], None]) -> dict[str, uuid.UUID]:
    return bouw(app, zet_klok)


def test_de_gedrukte_matrix_is_de_echte(gedeelde_app: Flask) -> None:
    echt = rechten.markdown(gedeelde_app)
    assert rechten.BESTAND.read_text("utf-8") == echt, "run: python -m signalen.beheer.rechten"


def test_elke_route_staat_in_de_matrix(gedeelde_app: Flask) -> None:
    tekst = rechten.markdown(gedeelde_app)
    for regel in gedeelde_app.url_map.iter_rules():
        if regel.endpoint != "static":
            assert f"| `{regel.rule}` |" in tekst, regel.rule


def test_elke_route_noemt_een_recht_uit_de_tabel_en_een_publiek(gedeelde_app: Flask) -> None:
    for pagina in paginas(gedeelde_app):
        assert pagina.recht in RECHTEN and pagina.publiek


def test_een_pagina_met_een_ding_in_het_adres_heeft_een_lader_of_een_reden(gedeelde_app: Flask) -> None:
    """An id in the address goes through the policy (SAFETY rule 12); these few act on what is no secret."""
    mag_zonder = {
        "/beheer/bevoegdheden/<wat>",
        "/meedoen/<code>",
        "/beheer/post/<uuid:bericht_id>/opnieuw",
        "/beheer/rollen/<uuid:rol_id>/einde",
        "/sessies/<uuid:sessie_id>/einde",
    }
    zonder = {p.regel for p in paginas(gedeelde_app) if "<" in p.regel and not p.lader}
    kwartaal = {regel for regel in zonder if regel.startswith("/register/<kwartaal>")}
    assert zonder - kwartaal <= mag_zonder


@pytest.mark.parametrize("recht", list(Recht))
def test_zonder_inloggen_gaat_alleen_het_openbare_open(recht: Recht) -> None:
    assert cel(recht, "wethouder", "niet ingelogd") == (recht == Recht.OPENBAAR)


@pytest.mark.parametrize("rol", ROLLEN)
def test_over_het_eigen_signaal_beslist_niemand(rol: str) -> None:
    for recht in (Recht.KNELPUNT_HANDELEN, Recht.KNELPUNT_ORDENEN, Recht.EIGEN_WOORDEN_ZIEN):
        assert not cel(recht, rol, "eigen")


@pytest.mark.parametrize("rol", ROLLEN)
@pytest.mark.parametrize("relatie", ["ander team", "andere partij"])
def test_een_rol_elders_geeft_hier_niets_over_een_knelpunt(rol: str, relatie: str) -> None:
    for recht in (Recht.KNELPUNT_HANDELEN, Recht.KNELPUNT_ORDENEN, Recht.EIGEN_WOORDEN_ZIEN, Recht.NAAM_ZIEN):
        assert not cel(recht, rol, relatie)


def test_een_naam_gaat_alleen_open_voor_eigen_personeel_dat_aan_zet_is_of_uitzoekt() -> None:
    mag_het = {(rol, relatie) for rol in ROLLEN for relatie in RELATIES if cel(Recht.NAAM_ZIEN, rol, relatie)}
    assert not {relatie for _, relatie in mag_het} & {"ander team", "andere partij", "niet ingelogd"}
    assert not {rol for rol, _ in mag_het} & {
        "uitvoerder",
        "beheerder",
        "auditor",
        "fg",
        "lezer",
        "vertrouwenspersoon",
    }


def verwacht(app: Flask, pagina: Pagina, medewerker_id: uuid.UUID | None) -> set[int]:
    """Return the statuses that the matrix allows for a page without loader."""
    with app.app_context():
        persoon = medewerkers.persoon(medewerker_id, clock.today()) if medewerker_id else None
        toegestaan = mag(pagina.recht, persoon, Band())
    if toegestaan:
        return {200, 303}
    return {403} if persoon else {303}


def vrije_paginas(app: Flask) -> list[Pagina]:
    return [p for p in paginas(app) if p.methode == "GET" and "<" not in p.regel and not p.lader]


@pytest.mark.parametrize("rol", ["", *MENSEN_PER_ROL])
def test_echte_verzoeken_geven_wat_de_matrix_zegt(app: Flask, ids: dict[str, uuid.UUID], rol: str) -> None:
    mens = MENSEN_PER_ROL[rol] if rol else None
    klant = als(app, mens.adres if mens else "")
    afwijkend = []
    for pagina in vrije_paginas(app):
        antwoord = klant.get(pagina.regel)
        goed = verwacht(app, pagina, ids[mens.adres] if mens else None)
        naar_de_deur = antwoord.status_code == 303 and "/inloggen" in antwoord.location
        if antwoord.status_code not in goed or (naar_de_deur and mens):
            afwijkend.append((pagina.regel, antwoord.status_code, goed))
    assert not afwijkend


@pytest.mark.parametrize("rol", ["", "uitvoerder", "beheerder", "wethouder"])
def test_wat_er_niet_is_geeft_voor_iedereen_hetzelfde(
    app: Flask, ids: dict[str, uuid.UUID], rol: str
) -> None:
    klant = als(app, rol)
    met_id = [p for p in paginas(app) if p.methode == "GET" and p.lader and "<uuid:" in p.regel]
    assert met_id
    for pagina in met_id:
        adres = re.sub(r"<uuid:\w+>", lambda m: str(uuid.uuid4()), pagina.regel)
        adres = re.sub(r"<any\('([\w-]+)'[^>]*>", r"\1", adres)
        zonder_inloggen = pagina.recht == Recht.OPENBAAR
        verwacht_ = 404 if rol or zonder_inloggen else 303
        assert klant.get(adres).status_code == verwacht_, pagina.regel


@pytest.mark.parametrize("rol", ["uitvoerder", "wethouder"])
def test_een_post_zonder_recht_doet_niets(app: Flask, ids: dict[str, uuid.UUID], rol: str) -> None:
    klant = als(app, rol)
    klant.pagina("/hulp")
    dicht = [
        p for p in paginas(app) if p.methode == "POST" and p.recht == Recht.BEHEREN and "<" not in p.regel
    ]
    assert dicht
    for pagina in dicht:
        antwoord = klant.post(pagina.regel, data={"csrf_token": klant.nieuw_teken()})
        assert antwoord.status_code == 403, pagina.regel


def test_zonder_teken_gaat_geen_enkele_post_door(app: Flask, ids: dict[str, uuid.UUID]) -> None:
    klant = als(app, "beheerder")
    for pagina in (p for p in paginas(app) if p.methode == "POST" and "<" not in p.regel):
        assert klant.post(pagina.regel, data={"x": "y"}).status_code == 400, pagina.regel
