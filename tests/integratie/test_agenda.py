"""The agenda that its chair orders, the look-back, the page to prepare an item, and who sits at the table."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date, datetime

import pytest
from flask import Flask
from sqlalchemy import select

from signalen.db import db, transaction
from signalen.knelpunt.rules import OngeldigeInvoer, Verouderd
from signalen.overleg import operations
from signalen.overleg.models import Agendapunt, Agendavolgorde
from signalen.overleg.operations import Schikking
from signalen.overleg.queries import agenda, terugblik, volgorde
from tests.house.strict import Page
from tests.integratie.conftest import Stad
from tests.integratie.deuren import als, bouw
from tests.integratie.test_overleg_paginas import knelpunt
from tests.integratie.test_overleg_paginas import plan as plan_op_pagina
from tests.integratie.test_route import AANPASSEN
from tests.integratie.vergaderen import houd, in_casuistiek, overleg, plan, sleutels


@pytest.fixture
def huis(app: Flask, zet_klok: Callable[[datetime], None]) -> Stad:
    """Voorbeeldstad without an open application context, so that each page is a request of its own."""
    return Stad(app, bouw(app, zet_klok), zet=zet_klok)


def schik(stad: Stad, id_: uuid.UUID, **wens: object) -> None:
    with transaction():
        operations.schik(id_, Schikking(**wens), stad.nu)  # type: ignore[arg-type]


def minuten(stad: Stad, id_: uuid.UUID) -> dict[str, int]:
    return {p.sleutel: p.minuten for p in agenda.van(overleg(id_), stad.nu.date())}


# ------------------------------------------------------------------ the order


def test_de_voorzitter_schuift_en_wat_later_komt_vindt_zijn_plek(stad: Stad) -> None:
    for _ in range(3):
        in_casuistiek(stad)
    o = plan(stad, "2026-03-12")
    a, b, c = sleutels(stad, o)
    schik(stad, o, sleutel=c, stappen=-2, minuten={a: "40"})
    assert sleutels(stad, o) == [c, a, b]
    assert minuten(stad, o)[a] == 40
    spoed = f"knelpunt:{in_casuistiek(stad, spoed=True)}"
    assert sleutels(stad, o) == [spoed, c, a, b], "spoed goes before whatever the chair chose"
    schik(stad, o, sleutel=c, stappen=-1)
    assert sleutels(stad, o) == [spoed, c, a, b], "and nothing passes it"
    stad.naar(date(2026, 3, 12))
    houd(stad, o, c)
    rijen = db.session.scalars(select(Agendapunt).order_by(Agendapunt.volgorde)).all()
    assert [(f"knelpunt:{r.knelpunt_id}", r.minuten) for r in rijen][:3] == [(spoed, 15), (c, 15), (a, 40)]


def test_alleen_keuzes_worden_bewaard_en_terug_is_niets(stad: Stad) -> None:
    in_casuistiek(stad), in_casuistiek(stad)
    o = plan(stad, "2026-03-12")
    a, b = sleutels(stad, o)
    schik(stad, o, minuten={a: "15", b: " "})
    assert db.session.scalars(select(Agendavolgorde)).all() == []
    schik(stad, o, sleutel=b, stappen=-1, minuten={b: "20"})
    with transaction():
        operations.weer_vanzelf(o, volgorde.keuzes(o).teken, stad.nu)
    assert sleutels(stad, o) == [a, b] and minuten(stad, o) == {a: 15, b: 15}


def test_twee_voorzitters_tegelijk_de_tweede_ziet_wat_de_eerste_deed(stad: Stad) -> None:
    in_casuistiek(stad), in_casuistiek(stad)
    o = plan(stad, "2026-03-12")
    (a, b), gezien = sleutels(stad, o), volgorde.keuzes(o).teken
    schik(stad, o, teken=gezien, sleutel=b, stappen=-1)
    for doe in (
        lambda: schik(stad, o, teken=gezien, sleutel=a, stappen=1),
        lambda: operations.weer_vanzelf(o, gezien, stad.nu),
    ):
        with pytest.raises(Verouderd):
            doe()
    assert sleutels(stad, o) == [b, a]
    with pytest.raises(Verouderd, match="niet meer"):
        schik(stad, o, sleutel=f"knelpunt:{uuid.uuid4()}", stappen=1)
    with pytest.raises(OngeldigeInvoer) as fout:
        schik(stad, o, minuten={a: "veel", b: "481", "knelpunt:vreemd": "x"})
    assert [f.veld for f in fout.value.fouten] == [f"minuten-{a}", f"minuten-{b}"]


def test_schuiven_met_knoppen_houdt_het_toetsenbord_op_het_punt(huis: Stad) -> None:
    a, b = knelpunt(huis, "Eerste"), knelpunt(huis, "Tweede")
    pad = plan_op_pagina(huis)
    klant = als(huis.app, "gespreksleider")
    blad = klant.pagina(f"{pad}/volgorde")
    velden = blad.velden(f"{pad}/volgorde")
    knoppen = [k.get_text() for k in blad.soup.select(".schik button")]
    assert knoppen == ["Later", "Eerder"]
    eerste = f"knelpunt:{a}" if "Eerste" in blad.soup.select(".schik")[0].get_text() else f"knelpunt:{b}"
    blad = klant.verstuur(f"{pad}/volgorde", {**velden, "later": eerste}, volg=True)
    assert isinstance(blad, Page)
    (met_focus,) = blad.soup.select("[autofocus]")
    assert (met_focus["name"], met_focus["value"]) == ("eerder", eerste)
    assert blad.soup.select(".schik")[1].button["value"] == eerste
    te_laat = klant.post(f"{pad}/volgorde", data={**velden, "formulier": str(uuid.uuid4()), "later": eerste})
    assert te_laat.status_code == 409
    fout = klant.verstuur(f"{pad}/volgorde", {f"minuten-{eerste}": "drie"})
    assert isinstance(fout, Page) and fout.status == 422
    assert fout.velden(f"{pad}/volgorde")[f"minuten-{eerste}"] == "drie"
    assert als(huis.app, "coordinator").get(f"{pad}/volgorde").status_code == 404


# ------------------------------------------------------------------ the look-back


def test_de_terugblik_zegt_wat_er_van_het_advies_kwam(stad: Stad) -> None:
    k, blijft = in_casuistiek(stad), in_casuistiek(stad)
    eerste, tweede = plan(stad, "2026-03-03"), plan(stad, "2026-03-12")
    stad.naar(date(2026, 3, 3))
    houd(stad, eerste, f"knelpunt:{k}", f"knelpunt:{blijft}")
    stad.doe(k, "gespreksleider", "advies", advies="Pas de werkinstructie aan.")
    assert terugblik.van(overleg(tweede)) == []
    stad.naar(date(2026, 3, 5))
    stad.doe(k, "afdelingshoofd", "aanpassen", **AANPASSEN)
    (regel,) = terugblik.van(overleg(tweede))
    assert (regel.advies, regel.datum) == ("Pas de werkinstructie aan.", date(2026, 3, 5))
    assert regel.uitkomst == "Management: Wij passen aan"
    assert regel.url.endswith(str(k))
    stad.naar(date(2026, 3, 12))
    houd(stad, tweede)
    derde = plan(stad, "2026-03-26")
    assert terugblik.van(overleg(derde)) == [], "told once"
    assert [t.titel for t in terugblik.van(overleg(tweede))] == [regel.titel], "and stays on its own page"


def test_een_afspraak_staat_op_een_agenda_ook_als_de_leider_niets_meer_plant(stad: Stad) -> None:
    eerste = plan(stad, "2026-03-02", "luistersessie", wie="wethouder")
    with transaction():
        af = operations.spreek_af(eerste, "Iris belt het UWV.", "coordinator", "2026-04-20", stad.nu).id
    houd(stad, eerste)
    ander = plan(stad, "2026-03-10", "luistersessie", wie="directeur")
    later = plan(stad, "2026-03-12", "luistersessie", wie="afdelingshoofd")
    assert (sleutels(stad, ander), sleutels(stad, later)) == ([f"afspraak:{af}"], [])
    eigen = plan(stad, "2026-03-17", "luistersessie", wie="wethouder")
    gevonden = [sleutels(stad, o) for o in (ander, later, eigen)]
    assert gevonden == [[], [], [f"afspraak:{af}"]]


# ------------------------------------------------------------------ preparing


def test_voorbereiden_toont_alles_van_een_punt_en_geen_namen(huis: Stad) -> None:
    from signalen.kennis import operations as kennis
    from tests.integratie.plein import HANDREIKING

    k = knelpunt(huis, "De verrekening komt te laat", niveau="open", regeling="Participatiewet artikel 58")
    lijkt = knelpunt(huis, "De verrekening is onbegrijpelijk", regeling="Participatiewet artikel 58")
    with huis.app.app_context():
        with transaction():
            kaart = kennis.schrijf(HANDREIKING, huis.ids["coordinator"], "coordinator", huis.nu)
            kaart_id = kaart.id
        with transaction():
            kennis.teken_mee(kaart_id, huis.ids["jurist"], huis.nu)
        eerder = plan(huis, "2026-03-02")
        houd(huis, eerder, f"knelpunt:{lijkt}")
        with transaction():
            operations.leg_verslag_vast(eerder, "Besproken.", "", "", "gespreksleider", huis.nu)
        db.session.remove()
    pad = plan_op_pagina(huis, deelnemers=[str(huis.ids["uitvoerder2"])])
    klant = als(huis.app, "uitvoerder2")
    blad = klant.pagina(klant.pagina(pad).link("Voorbereiden : De verrekening komt te laat"))
    for woord in (
        "Elke maand volgt een verrekening. Mensen haken af.",
        "Blijft het stil",
        "zelfde regeling: Participatiewet artikel 58",
        "het verslag ligt bij wie erbij was",
        "Verrekenen mag per kwartaal",
        "Hier komen afspraken over dit knelpunt",
    ):
        assert woord in blad.tekst
    assert "Noor Verzonnen" not in blad.tekst
    assert blad.soup.find("a", href=f"/knelpunten/{k}")
    punt = f"{pad}/punt/knelpunt/{k}"
    for wie, waar in (
        ("uitvoerder", punt),
        ("griffier", punt),
        ("uitvoerder2", f"{pad}/punt/knelpunt/{uuid.uuid4()}"),
        ("uitvoerder2", f"{pad}/punt/afspraak/{k}"),
        ("uitvoerder2", f"{pad}/punt/borrel/{k}"),
        ("uitvoerder2", f"/overleg/{uuid.uuid4()}/punt/knelpunt/{k}"),
    ):
        als(huis.app, wie).pagina(waar, 404)


def test_een_afspraak_laat_zien_wie_wanneer_en_hoe_vaak_verschoven(huis: Stad) -> None:
    with huis.app.app_context():
        eerste = plan(huis, "2026-03-02")
        with transaction():
            a = operations.spreek_af(eerste, "Iris belt het UWV.", "coordinator", "2026-03-20", huis.nu).id
        houd(huis, eerste)
        db.session.remove()
    pad = plan_op_pagina(huis)
    blad = als(huis.app, "gespreksleider").pagina(f"{pad}/punt/afspraak/{a}")
    assert blad.h1 == "Iris belt het UWV."
    assert "Wie ervoor zorgt: signaalcoördinator. Beloofd voor vrijdag 20 maart 2026 (loopt)." in blad.tekst


# ------------------------------------------------------------------ who is there


def test_een_waarschuwing_over_het_gezelschap_houdt_niets_tegen(huis: Stad) -> None:
    klant = als(huis.app, "gespreksleider")
    klant.pagina("/overleg/plannen")
    data = {
        "soort": "moreel_beraad",
        "datum": "12-3-2026",
        "begin": "14:00",
        "deelnemers": [str(huis.ids["uitvoerder"]), str(huis.ids["teamleider"])],
    }
    klant.nieuw_teken()
    gezien = Page(klant.post("/overleg/plannen/nakijken", data={"csrf_token": klant.token, **data}))
    assert gezien.status == 200 and "Wie zit er aan tafel?" in gezien.tekst
    assert "is leidinggevende van" in gezien.tekst
    assert gezien.velden("/overleg/plannen")["datum"] == "12-3-2026"
    blad = klant.pagina(plan_op_pagina(huis, soort="moreel_beraad", deelnemers=data["deelnemers"]))
    assert "is leidinggevende van" in blad.tekst
    anders = plan_op_pagina(
        huis, deelnemers=[str(huis.ids[w]) for w in ("uitvoerder", "jurist", "buurtteam")]
    )
    assert "Wie zit er aan tafel?" not in klant.pagina(anders).tekst
