"""The pages of an edition with a database: pictures beside their tables, old editions, a thousand lines."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime

import pytest
from bs4 import BeautifulSoup, Tag
from flask import Flask

from signalen.clock import ZONE
from signalen.db import db, transaction
from signalen.register import voorblad
from signalen.register.inhoud import Uitgave, stel_samen
from signalen.register.rules import Kwartaal
from tests.house.strict import text_of
from tests.integratie import deuren, uitgaven
from tests.pure import uitgave as u

PAD = "/register/2026-K1"
BLADEN = (
    "cijfers",
    "samenvatting",
    "raad",
    "vergelijking",
    "stiltes",
    "leestas",
    "afspraken",
    "regels",
    "4101",
)


@pytest.fixture
def huis(app: Flask, zet_klok: Callable[[datetime], None]) -> Flask:
    """Voorbeeldstad with two frozen editions, some months later."""
    deuren.bouw(app, zet_klok)
    with app.app_context():
        uitgaven.leg()
    zet_klok(datetime(2026, 10, 5, 9, tzinfo=ZONE))
    return app


def leg(app: Flask, kwartaal: Kwartaal, uitgave: Uitgave) -> None:
    with app.app_context(), transaction():
        db.session.add(uitgaven.rij(kwartaal, uitgave, 3))


def getallen(figuur: Tag) -> tuple[dict[tuple[int, int], str], dict[tuple[int, int], str]]:
    """Return the numbers of a picture and those of the table beside it, by row and column."""
    beeld = {
        (int(m["data-rij"]), int(m["data-kolom"])): m["data-waarde"]
        for m in figuur.select("svg [data-waarde]")
    }
    rijen = [rij.find_all(["th", "td"]) for rij in figuur.select("tbody tr")]
    tabel = {(r, k): text_of(cel) for r, rij in enumerate(rijen) for k, cel in enumerate(rij)}
    return beeld, {plek: waarde for plek, waarde in tabel.items() if plek[1] and waarde.isdigit()}


def test_elk_blad_en_dezelfde_getallen_in_beeld_en_tabel(huis: Flask) -> None:
    """The strict reader looks at every page; each number in a picture is in its table, and the reverse."""
    lezer = deuren.als(huis, "wethouder")
    for blad in BLADEN:
        lezer.pagina(f"{PAD}/{blad}")
    figuren = lezer.pagina(f"{PAD}/cijfers").soup.select("figure.beeld")
    assert len(figuren) == 4
    for figuur in [*figuren, lezer.pagina(PAD).soup.find("figure")]:
        beeld, tabel = getallen(figuur)
        assert beeld
        assert beeld == tabel


def test_de_inhoudsopgave_noemt_de_koppen_in_leesvolgorde(huis: Flask) -> None:
    soep = deuren.als(huis, "wethouder").pagina(PAD).soup
    inhoud = [(a["href"][1:], text_of(a)) for a in soep.select(".inhoudsopgave a")]
    koppen = [(kop["id"], text_of(kop)) for kop in soep.select("main h2")]
    assert inhoud == koppen == [(naam, titel) for naam, titel, _ in voorblad.DELEN]


def test_de_wethouder_leest_de_eigen_portefeuille_eerst_en_iedereen_hetzelfde(huis: Flask) -> None:
    bladen = [deuren.als(huis, wie).pagina(PAD).soup for wie in ("wethouder", "uitvoerder")]
    koppen = [[text_of(h3) for h3 in b.select("h2#bord ~ div h3")] for b in bladen]
    assert koppen[0][-1] == "Jeugd"
    assert "Werk en inkomen jouw portefeuille" in koppen[0]
    assert koppen[1][0] == "Jeugd"
    rijen = [sorted(text_of(tr) for tr in b.select(".bord tbody tr")) for b in bladen]
    assert rijen[0] == rijen[1]


def test_alleen_een_gebroken_afspraak_is_rood(huis: Flask) -> None:
    soep = deuren.als(huis, "wethouder").pagina(PAD).soup
    rood = {text_of(badge) for badge in soep.select(".badge--te-laat")}
    assert rood == {"niet nagekomen", "1"}
    assert not soep.select(".badge--spoed")


def test_een_uitgave_van_voor_deze_vorm_gaat_gewoon_open(huis: Flask) -> None:
    """Only the keys of the first version; the parts that came later are left out, not called empty."""
    eerste = ("peildag", "zinnen", "afspraken_per_laag", "stil_per_laag", "op_uw_bord", "veranderd")
    eerste += ("doorgezet", "buikpijn", "overleggen", "controlegetal")
    heel = stel_samen(u.rijk(6), u.K1, u.LAATSTE)
    regels = [{**r, "stiltes": [{**s} for s in r["stiltes"]]} for r in heel.regels]
    for stil in (s for r in regels for s in r["stiltes"]):
        del stil["berekening"], stil["genoteerd_op"]
    inhoud = {naam: heel.inhoud[naam] for naam in eerste}
    leg(huis, Kwartaal(2026, 2), Uitgave(regels, heel.ingehouden, inhoud))
    lezer = deuren.als(huis, "wethouder")
    voorpagina = lezer.pagina("/register/2026-K2")
    assert "Gaat de raad hierover?" not in voorpagina.tekst
    for blad in ("cijfers", "samenvatting", "raad", "vergelijking", "stiltes", "100"):
        lezer.pagina(f"/register/2026-K2/{blad}")
    assert "van voor die tijd" in lezer.pagina("/register/2026-K2/raad").tekst


def test_duizend_knelpunten_passen_op_dezelfde_bladzijden(huis: Flask) -> None:
    """The strict reader refuses more than 60 KB; every portefeuille is named with its counts."""
    leg(huis, Kwartaal(2026, 2), stel_samen(u.rijk(1000), u.K1, date(2026, 3, 31)))
    lezer = deuren.als(huis, "wethouder")
    voorpagina = lezer.pagina("/register/2026-K2")
    assert len(voorpagina.soup.select(".bord tbody tr")) <= 12
    assert all(naam in voorpagina.tekst for naam in ("Wmo", "Jeugd", "Schuldhulp", "Werk en inkomen"))
    for blad in ("cijfers", "raad?pagina=3", "vergelijking", "stiltes?pagina=999"):
        lezer.pagina(f"/register/2026-K2/{blad}")


def test_wat_er_niet_is_is_404_voor_elk_blad(huis: Flask) -> None:
    lezer = deuren.als(huis, "buurtteam")
    for blad in ("cijfers", "samenvatting", "raad", "vergelijking", "stiltes"):
        assert lezer.get(f"/register/2026-K3/{blad}").status_code == 404
    for vraag in ("soort=onzin", "soort=stil&pagina=-4", "pagina=abc"):
        lezer.pagina(f"{PAD}/vergelijking?{vraag}")


def test_het_beeld_draagt_geen_opmaak_van_een_pagina(huis: Flask) -> None:
    html = deuren.als(huis, "wethouder").get(f"{PAD}/cijfers").get_data(as_text=True)
    for svg in re.findall(r"<svg.*?</svg>", html, re.S):
        assert not BeautifulSoup(svg, "html5lib").select("[style], [class], style, script")
