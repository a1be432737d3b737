"""What is said in a conversation stays with who sat there: canary words are on no other page, letter or row.

Every GET page of the app, for who has another seat, for every role that sees much, and for nobody.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime

import pytest
from flask import Flask
from sqlalchemy import select, text

from signalen.db import db, transaction
from signalen.overleg import gesprek_code
from signalen.overleg.gesprek_rules import Opzet
from signalen.overleg.operations import gesprek, houd, plan, stoel
from signalen.overleg.rules import Voorstel
from signalen.register import operations as register
from signalen.register.models import Editie
from signalen.register.vormen import operations as vormen
from tests.integratie import plein
from tests.integratie.conftest import Stad
from tests.integratie.test_bescherming import kale_klant, leesbaar, paden
from tests.integratie.uitpakken import bytes_van
from tests.integratie.uitpakken import leesbaar as uitgepakt
from workflows.notities import Getypt, teken

VRAAG, NOTITIE, KAART = "kanarievraag", "kanarienotitie", "kanariekaart"
KANARIES = re.compile("kanarie(?:vraag|notitie|kaart)")
LEZERS = (
    "coordinator",
    "wethouder",
    "beheerder",
    "griffier",
    "afdelingshoofd",
    "fg",
    "auditor",
    "uitvoerder",
    "",
)
EIGEN_TABELLEN = {"gesprek", "inbreng", "werkblad"}
"""Where the words may stand; weg_op takes them out."""


@pytest.fixture
def vol(app: Flask, zet_klok: Callable[[datetime], None]) -> plein.Plein:
    """The square, and a moreel beraad that was held with a conversation full of canary words."""
    p = plein.vul(app, zet_klok)
    geheim, token = app.config["SECRET_KEY"], gesprek_code.nieuw_token()
    with app.app_context():
        stad = Stad(app, p.mensen, zet=zet_klok)
        nu = stad.naar(date(2026, 3, 13))
        with transaction():
            voorstel = Voorstel(
                "moreel_beraad",
                "2026-03-13",
                "10:00",
                stad.ids["gespreksleider"],
                deelnemers=(stad.ids["uitvoerder"],),
            )
            overleg_id = plan(voorstel, nu).id
        with transaction():
            opzet = Opzet(
                "dilemmamethode", vraag=f"Moet de {VRAAG} dit doen?", stoelen="2", verslaglegger="1"
            )
            id_ = gesprek.begin(overleg_id, opzet, geheim, nu).id
            stoel.neem_plaats(id_, token)
        for ronde in range(2):
            with transaction():
                _praat(id_, token, nu, ronde)
        with transaction():
            houd(overleg_id, [], 4, nu)
        stad.naar(date(2026, 4, 2))
        stad.tik()
        with transaction():
            vormen.maak_alle(register.stel_vast("2026-K1", "griffier", stad.nu), moment=stad.nu)
        db.session.rollback()
    p.ding |= {"beraad": overleg_id, "kanarie": id_, "token": token}
    return p


def _praat(id_, token: str, nu: datetime, ronde: int) -> None:  # type: ignore[no-untyped-def]
    """Go through the conversation: the first time up to an opened round, the second time to the end."""
    if ronde == 0:
        gesprek.doe(id_, "verder", "", nu)
        stoel.noteer(id_, token, "casus", {"casus": Getypt(NOTITIE, teken(""))})
        for _ in range(5):
            gesprek.doe(id_, "verder", "", nu)
        stoel.lever_in(id_, token, "afweging", {"waarde": KAART})
        gesprek.doe(id_, "openen", "", nu)
        return
    for _ in range(3):
        gesprek.doe(id_, "verder", "", nu)
    gesprek.doe(id_, "klaar", "", nu)


def adressen(p: plein.Plein) -> list[str]:
    """Return every GET address, with the ids of the square and of the beraad with the canaries."""
    d = p.ding
    return paden(
        p,
        knelpunt_id=[d["k1"], d["k2"]],
        signaal_id=[d["s1"]],
        overleg_id=[d["beraad"], d["o1"]],
        gesprek_id=[d["kanarie"], d["gesprek_id"]],
        nummer=[d["n2"]],
        medewerker_id=[p.mensen["uitvoerder"]],
    )


@pytest.mark.slow
def test_wat_er_is_gezegd_staat_op_geen_andere_pagina(vol: plein.Plein) -> None:
    alle, bekeken, fout = adressen(vol), 0, []
    for wie in LEZERS:
        klant = kale_klant(vol, wie)
        if not wie:
            klant.set_cookie(*vol.koekje)
        for pad in alle:
            antwoord = klant.get(pad)
            assert antwoord.status_code < 500, f"{wie} {pad}"
            bekeken += antwoord.status_code == 200
            if KANARIES.search(leesbaar(antwoord)):
                fout.append(f"{wie or 'een andere stoel'} {pad}")
    assert fout == [], "\n" + "\n".join(fout)
    assert bekeken > 150, "too few pages were really read"


def test_wie_erbij_zat_en_wie_leidt_zien_het_wel(vol: plein.Plein) -> None:
    """So the test above can fail."""
    gast = vol.app.test_client()
    gast.set_cookie(f"stoel-{vol.ding['kanarie'].hex}", vol.ding["token"])
    van_stoel = gast.get(f"/gesprek/{vol.ding['kanarie']}").get_data(as_text=True)
    leider = kale_klant(vol, "gespreksleider")
    van_leider = leider.get(f"/overleg/{vol.ding['beraad']}/gesprek?gesprek={vol.ding['kanarie']}").text
    for tekst in (van_stoel, van_leider):
        assert set(KANARIES.findall(tekst)) == {VRAAG, NOTITIE, KAART}


def test_in_geen_andere_tabel_staat_wat_er_is_gezegd(vol: plein.Plein) -> None:
    """Letters, events, editions, their files, forms and sessions: none of them holds a word of it."""
    gevonden = set()
    with vol.app.app_context():
        for tabel in db.metadata.tables:
            rijen = db.session.scalars(text(f"SELECT row_to_json(t)::text FROM {tabel} t"))
            gevonden |= {tabel for rij in rijen if KANARIES.search(rij)}
        bestanden = bytes_van(db.session.scalars(select(Editie).where(Editie.kwartaal == "2026-K1")).one())
    assert gevonden == EIGEN_TABELLEN
    assert len(bestanden) == 10
    assert [vorm for vorm, inhoud in bestanden.items() if KANARIES.search(uitgepakt(inhoud))] == []
