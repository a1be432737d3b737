"""The strict reader refuses what it says it refuses, and lets a good page through."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask, redirect, render_template_string
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from tests.house.rules import MAX_BYTES, faults_of_fragment, faults_of_page
from tests.house.strict import Page, StrictClient, rows_in
from tests.house.toonkamer import toonkamer

GOOD = """<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>Dit knelt - Signalen</title>
</head><body>
<main id="inhoud"><h1>Dit knelt</h1>{}</main></body></html>"""
TOKEN = '<input type="hidden" name="csrf_token" value="t">'
PRIMARY = '<button type="submit" class="utrecht-button--primary-action">A</button>'
BUTTON = '<button type="submit">Versturen</button>'


class Base(DeclarativeBase):
    """Only for the row below."""


class Rij(Base):
    """A row as a template may never see it."""

    __tablename__ = "rij"
    id: Mapped[int] = mapped_column(primary_key=True)


@dataclass
class Kaart:
    inhoud: Any


def test_goede_pagina_komt_erdoor() -> None:
    assert faults_of_page(GOOD.format("<h2>Een</h2><h3>Twee</h3>")) == []


@pytest.mark.parametrize(
    ("inhoud", "zegt"),
    [
        ("<p><div>a</div></p>", "Not valid HTML"),
        ("<h1>Nog een</h1>", "2 h1"),
        ("<h3>Overgeslagen</h3>", "Write h2"),
        ('<p id="a"></p><p id="a"></p>', "used 2 times"),
        ('<input name="a">', "no label"),
        ('<label for="a">A</label><textarea name="a"></textarea>', "no label"),
        ('<p style="color:red">a</p>', "has style"),
        ('<p onclick="x()">a</p>', "has onclick"),
        ("<script>x()</script>", "is inline"),
        ("<style>p{}</style>", "is inline"),
        ('<a href="https://example.org/x">Voorbeeld</a>', "leaves this host"),
        ('<a href="//example.org/x">Voorbeeld</a>', "leaves this host"),
        ('<a href="javascript:x()" rel="noopener noreferrer">Voorbeeld</a>', "leaves this host"),
        ('<img alt="" src="https://example.org/x.png">', "leaves this host"),
        ('<a href="/x">Klik hier</a>', "where it goes"),
        ('<a href="/x"></a>', "no text"),
        ('<a href="#weg">Weg</a>', "points at nothing"),
        ('<p aria-describedby="weg">a</p>', "points at nothing"),
        ('<img src="/x.png">', "no alt"),
        (f"<form>{BUTTON}</form>", "needs method"),
        (f'<form method="post" action="/x">{BUTTON}</form>', "no csrf_token"),
        (f'<form method="post" action="/x">{TOKEN}</form>', "no submit button"),
        ("<button>Versturen</button>", "needs type"),
        ("<p>Besluit voor None</p>", "not for people"),
        ("<p>Besluit voor 2026-12-08</p>", "not for people"),
        ('<div id="fouten-samenvatting"></div>', "begins with 'Fout: '"),
        ('<a class="utrecht-button-link--primary-action" href="/a">A</a>' * 2, "More than one primary"),
        ("a" * MAX_BYTES, "at most 60"),
    ],
)
def test_fout_op_de_pagina_wordt_genoemd(inhoud: str, zegt: str) -> None:
    faults = faults_of_page(GOOD.format(inhoud))
    assert any(zegt in fault for fault in faults), faults


@pytest.mark.parametrize(
    ("oud", "nieuw", "zegt"),
    [
        ('<html lang="nl">', "<html>", "no language"),
        ("<title>Dit knelt", "<title>Iets anders", "must begin with the h1"),
        ("<!doctype html>", "", "Not valid HTML"),
        (' id="inhoud"', "", "exactly one <main"),
        ("<body>", "<body><header><nav>" + '<a href="/a">A</a>' * 6 + "</nav></header>", "6 entries"),
    ],
)
def test_fout_in_het_raam_wordt_genoemd(oud: str, nieuw: str, zegt: str) -> None:
    faults = faults_of_page(GOOD.format("").replace(oud, nieuw))
    assert any(zegt in fault for fault in faults), faults


@pytest.mark.parametrize(
    "inhoud",
    [
        '<a href="https://wetten.overheid.nl/x" rel="noopener noreferrer">Participatiewet</a>',
        '<label>Naam <input name="a"></label>',
        f'<form method="post" action="/x">{TOKEN}{BUTTON}</form>',
        '<p><time datetime="2026-12-08">8 dec 2026</time> <code>2026-12-08</code></p>',
        f"<details><summary>A</summary>{PRIMARY}</details><details><summary>B</summary>{PRIMARY}</details>",
    ],
)
def test_wat_mag_wordt_niet_geweigerd(inhoud: str) -> None:
    assert faults_of_page(GOOD.format(inhoud)) == []


def test_deel_van_een_pagina_heeft_geen_titel_nodig() -> None:
    assert faults_of_fragment("<p>Lijkt dit hierop?</p>") == []
    assert faults_of_fragment('<p style="x">a</p>') != []


@pytest.mark.parametrize(
    "value", [Rij(id=1), [Rij(id=1)], {"a": (Rij(id=1),)}, Kaart(Rij(id=1)), [{"a": Kaart([Rij(id=1)])}]]
)
def test_rij_uit_de_database_wordt_gevonden(value: Any) -> None:
    assert [path.endswith("is a Rij") for path in rows_in(value, "kaart")] == [True]


def test_kaart_zonder_rij_is_goed() -> None:
    assert list(rows_in([{"a": Kaart(["tekst", 1, None])}], "kaart")) == []


@pytest.fixture
def client() -> StrictClient:
    """A strict client on an application with one good and several bad ends."""
    app = Flask(__name__)
    app.test_client_class = StrictClient
    app.add_url_rule("/goed", "goed", lambda: GOOD.format(""))
    app.add_url_rule("/rij", "rij", lambda: render_template_string(GOOD.format("{{ r.id }}"), r=[Rij(id=1)]))
    app.add_url_rule("/slecht", "slecht", lambda: "<p>a</p>")
    app.add_url_rule("/json", "json", lambda: {"goed": True})
    for name, answer in {
        "klaar": lambda: redirect("/goed", code=303),
        "oud": lambda: redirect("/goed", code=302),
        "stil": lambda: GOOD.format(""),
        "leeg": lambda: (GOOD.format(""), 422),
        "botst": lambda: (GOOD.format(""), 409),
    }.items():
        app.add_url_rule(f"/{name}", name, answer, methods=["POST"])
    client = app.test_client()
    client.token = "t"
    return client  # type: ignore[return-value]


def test_rij_in_een_template_laat_de_test_falen(client: StrictClient) -> None:
    with pytest.raises(AssertionError, match=r"r\[0\] is a Rij"):
        client.get("/rij")


def test_ook_een_gewone_get_wordt_gelezen(client: StrictClient) -> None:
    with pytest.raises(AssertionError, match="no language"):
        client.get("/slecht")
    assert client.get("/json").json == {"goed": True}


def test_verkeerde_status_wordt_genoemd(client: StrictClient) -> None:
    with pytest.raises(AssertionError, match="answered 200, not 403"):
        client.pagina("/goed", 403)


def test_post_eindigt_in_303_of_in_een_pagina(client: StrictClient) -> None:
    assert client.verstuur("/klaar").status_code == 303
    gevolgd = client.verstuur("/klaar", volg=True)
    assert isinstance(gevolgd, Page) and gevolgd.h1 == "Dit knelt"
    botsing = client.verstuur("/botst")
    assert isinstance(botsing, Page) and botsing.status == 409


@pytest.mark.parametrize(("path", "zegt"), [("/oud", "303"), ("/stil", "303"), ("/leeg", "error summary")])
def test_post_met_een_ander_einde_wordt_geweigerd(client: StrictClient, path: str, zegt: str) -> None:
    with pytest.raises(AssertionError, match=zegt):
        client.verstuur(path)


@pytest.fixture
def kamer() -> StrictClient:
    """A strict client on the showroom, with the project's own templates."""
    app = toonkamer()
    app.test_client_class = StrictClient
    return app.test_client()  # type: ignore[return-value]


@pytest.mark.parametrize("path", ["/", "/dit-knelt", "/inloggen", "/leeg"])
def test_onderdelen_voldoen(kamer: StrictClient, path: str) -> None:
    assert kamer.pagina(path).h1


@pytest.mark.parametrize("code", [400, 401, 403, 404, 405, 409, 413, 422, 429, 500, 503])
def test_foutpagina_voldoet_zonder_gebruiker(kamer: StrictClient, code: int) -> None:
    assert "Uitloggen" not in kamer.pagina(f"/fout/{code}", code).soup.text


def test_foutpagina_geeft_de_tekst_terug_maar_geen_wachtwoord(kamer: StrictClient) -> None:
    page = kamer.pagina("/fout/503", 503)
    velden = page.velden("/dit-knelt")
    assert velden["wat_zie_je"] == "Een lange tekst. " * 20
    assert velden["niveau"] == "open"
    assert "geheim" not in str(page.soup)


def test_foutpagina_verstuurt_met_het_teken_dat_er_was(kamer: StrictClient) -> None:
    page = Page(kamer.post("/fout/503", data={"csrf_token": kamer.nieuw_teken()}))
    assert page.velden("/dit-knelt")["csrf_token"] == kamer.token
    assert kamer.verstuur("/dit-knelt", page.velden("/dit-knelt")).status_code == 303


def test_formulier_met_fouten_houdt_wat_er_stond(kamer: StrictClient) -> None:
    leeg = kamer.pagina("/dit-knelt").velden("/dit-knelt")
    page = kamer.verstuur("/dit-knelt", {**leeg, "wat_knelt_er": "Ik <weet> het niet."})
    assert isinstance(page, Page)
    assert page.fouten == ["Schrijf op wat je ziet gebeuren.", "Kies wie mag weten dat jij dit schrijft."]
    assert page.velden("/dit-knelt")["wat_knelt_er"] == "Ik <weet> het niet."
    veld = page.soup.find(id="wat_zie_je")
    assert veld["aria-invalid"] == "true"
    assert veld["aria-describedby"].split() == ["wat_zie_je-hulp", "wat_zie_je-fout"]


def test_inloggen_zegt_waarom_het_niet_lukt(kamer: StrictClient) -> None:
    with pytest.raises(AssertionError, match="Vul je wachtwoord in"):
        kamer.inloggen("a@example.org", "")
    assert kamer.inloggen("a@example.org", "geheim").location == "/"
