"""Bad input at every door: an answer in Dutch, what was typed kept, nothing stored, and never a 500."""

from __future__ import annotations

import html
import re
import uuid
from collections.abc import Iterator
from datetime import datetime

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.conftest import _on_one_connection
from tests.house.strict import Page
from tests.integratie import plein
from tests.integratie.plein import Plein, Vorm


@pytest.fixture(scope="module")
def vol(gedeelde_app: Flask, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Plein]:
    """The square, built once for this module on one connection that is rolled back at the end."""
    klok = tmp_path_factory.mktemp("klok") / "klok"
    with pytest.MonkeyPatch.context() as omgeving, _on_one_connection(gedeelde_app):
        omgeving.setenv("SIGNALEN_KLOK", str(klok))
        yield plein.vul(
            gedeelde_app, lambda moment: klok.write_text(moment.isoformat()) and None, uitgave=True
        )


@pytest.fixture
def p(vol: Plein) -> Iterator[Plein]:
    """The square, of which this test may change whatever it wants: it is taken back."""
    vol.streng = True
    with vol.proef():
        yield vol


@pytest.fixture
def snel(p: Plein) -> Plein:
    """The square for tests that send hundreds of forms: pages are not read strictly, only what the test
    asks.
    """
    p.streng = False
    return p


def test_elke_post_heeft_een_goed_formulier(p: Plein) -> None:
    assert plein.posts(p.app) == set(plein.vormen(p))


def test_twee_keer_klikken_doet_een_keer(snel: Plein) -> None:
    fout = []
    for regel, vorm in plein.vormen(snel).items():
        with snel.proef():
            voor, data = snel.tellingen(), {**vorm.data, "formulier": str(uuid.uuid4())}
            eerste = snel.stuur(vorm.wie, vorm.pad, data)
            na = snel.tellingen()
            tweede = snel.stuur(vorm.wie, vorm.pad, data)
            if eerste.status_code != 303 or (tweede.status_code, tweede.location) != (303, eerste.location):
                fout.append(
                    f"{regel}: {eerste.status_code} {_waarom(eerste)}, {tweede.status_code} {tweede.location}"
                )
            elif snel.tellingen() != na or na["formulier"] != voor["formulier"] + 1:
                fout.append(f"{regel}: het tweede formulier deed weer iets")
    assert fout == [], "\n" + "\n".join(fout)


def _waarom(antwoord: TestResponse) -> str:
    return "; ".join(Page(antwoord).fouten) if antwoord.status_code == 422 else str(antwoord.location or "")


def test_elk_formulier_op_een_pagina_draagt_een_sleutel(p: Plein) -> None:
    """Every form that acts carries the key that makes it act once."""
    paginas = {
        "uitvoerder": ["/signaal-geven", f"/mijn-signalen/{p.ding['s1']}"],
        "buurtteam": [f"/mijn-signalen/{p.ding['s2']}"],
        "uitvoerder3": [
            *(f"/mijn-signalen/{p.ding[s]}" for s in ("s4", "s8", "s9")),
            f"/knelpunten/{p.ding['k7']}/ik-ook",
        ],
        "coordinator": [f"/knelpunten/{p.ding['k1']}", f"/knelpunten/{p.ding['k2']}"],
        "afdelingshoofd": [f"/knelpunten/{p.ding['k3']}", f"/knelpunten/{p.ding['k2']}/afspraken"],
        "gespreksleider": [
            "/overleg/plannen",
            f"/overleg/{p.ding['o3']}/gesprek",
            f"/overleg/{p.ding['o6']}/gesprek",
            f"/overleg/{p.ding['o1']}/methode",
            *(f"/overleg/{p.ding[o]}" for o in ("o1", "o2", "o8")),
            f"/overleg/{p.ding['o8']}/oogst/{p.ding['p10']}",
        ],
        "jurist": [
            "/handreikingen/nieuw",
            f"/handreikingen/{p.ding['h1']}",
            f"/eerdere-afwegingen/aanbieden/{p.ding['u9']}",
        ],
        "": ["/meedoen", f"/gesprek/{p.ding['gesprek_id']}"],
        "griffier": ["/register/2026-K1", "/register/2025-K4/vaststellen", "/register/2025-K3"],
        "beheerder": [
            "/beheer/mensen",
            f"/beheer/mensen/{p.ding['medewerker_id']}",
            "/beheer/dagen",
            "/beheer/routes",
            "/beheer/methoden",
            "/beheer/openbaar",
        ],
    }
    zonder = []
    for wie, paden in paginas.items():
        for pad in paden:
            for form in p.als(wie).pagina(pad).soup.select("form[method=post]"):
                sleutels = [v.get("value") for v in form.find_all("input", {"name": "formulier"})]
                if form["action"] != "/uitloggen" and not all(sleutels or [None]):
                    zonder.append(f"{pad} -> {form['action']}")
    assert zonder == [], "\n" + "\n".join(zonder)


def test_zonder_csrf_een_rustige_pagina_en_niets_gedaan(snel: Plein) -> None:
    for regel, vorm in plein.vormen(snel).items():
        voor = snel.tellingen()
        antwoord = snel.als(vorm.wie).post(vorm.pad, data=vorm.data)
        assert antwoord.status_code == 400, regel
        assert "stond te lang open" in antwoord.get_data(as_text=True)
        assert snel.tellingen() == voor, regel


def test_een_verkeerde_methode_is_een_pagina(p: Plein) -> None:
    klant = p.als("beheerder")
    for vorm in plein.vormen(p).values():
        for antwoord in (
            klant.put(vorm.pad, headers={"X-CSRFToken": klant.nieuw_teken()}),
            klant.delete(vorm.pad),
        ):
            assert antwoord.status_code in (400, 405), f"{vorm.pad}: {antwoord.status_code}"
    alleen_post = [
        v.pad for v in plein.vormen(p).values() if v.pad.endswith(("/doen/gewoon", "/intrekken", "/einde"))
    ]
    for pad in alleen_post:
        antwoord = klant.get(pad)
        assert antwoord.status_code == 405
        assert Page(antwoord).h1 == "Zo werkt deze pagina niet"


def test_een_verzonnen_nummer_is_er_niet(snel: Plein) -> None:
    """A forged id gives the 404 page, for the object itself and for what hangs under it."""
    for regel, vorm in plein.vormen(snel).items():
        delen = vorm.pad.split("/")
        plaatsen = [i for i, deel in enumerate(delen) if len(deel) == 36 and deel.count("-") == 4]
        for plaats in plaatsen:
            pad = "/".join([*delen[:plaats], str(uuid.uuid4()), *delen[plaats + 1 :]])
            with snel.proef():
                voor = snel.tellingen()
                antwoord = snel.stuur(vorm.wie, pad, vorm.data)
                stil = regel in STILLE_DADEN and antwoord.status_code == 303
                assert stil or antwoord.status_code == 404, f"{regel}: {antwoord.status_code}"
                na = snel.tellingen()
                assert {
                    t: n for t, n in na.items() if n != voor[t] and t not in ("formulier", "beheerlog")
                } == {}, regel


STILLE_DADEN = {"/sessies/<uuid:sessie_id>/einde", "/beheer/post/<uuid:bericht_id>/opnieuw"}
"""Ending what is not there is no error, and says nothing about whether it is there."""


def test_andermans_signaal_is_niet_te_onderscheiden_van_geen_signaal(snel: Plein) -> None:
    """SAFETY 1.6, channel 14: same status, same headers, same length, for reading and for acting."""
    for regel, vorm in plein.vormen(snel).items():
        if not vorm.eigenaar:
            continue
        signaal_id = vorm.pad.split("/")[2]
        nergens = vorm.pad.replace(signaal_id, str(uuid.uuid4()))
        data = {**vorm.data, "formulier": str(uuid.uuid4())}
        vreemd, leeg = (snel.stuur(vorm.eigenaar, pad, data) for pad in (vorm.pad, nergens))
        assert vreemd.status_code == leeg.status_code == 404, regel
        assert dict(vreemd.headers) == dict(leeg.headers), regel
        assert zonder_toeval(vreemd, vorm.pad) == zonder_toeval(leeg, nergens), regel
        assert len(vreemd.get_data()) == len(leeg.get_data()), regel
    for wie in ("uitvoerder2", "coordinator", "beheerder", "fg"):
        pad, nergens = f"/mijn-signalen/{snel.ding['s1']}", f"/mijn-signalen/{uuid.uuid4()}"
        vreemd, leeg = snel.als(wie).get(pad), snel.als(wie).get(nergens)
        assert (vreemd.status_code, dict(vreemd.headers)) == (404, dict(leeg.headers))
        assert zonder_toeval(vreemd, pad) == zonder_toeval(leeg, nergens)


def zonder_toeval(antwoord: TestResponse, pad: str) -> str:
    """Return a page without its own address and without the CSRF token, which is new on every page."""
    tekst = antwoord.get_data(as_text=True).replace(pad, "")
    return re.sub(r'name="csrf_token" value="[^"]+"', "", tekst)


def test_wie_te_laat_klikt_ziet_wat_hij_typte(p: Plein) -> None:
    """A form made for an older situation: 409, nothing done, short and long texts visible, and sending again
    works.
    """
    k1, oud = p.ding["k1"], p.teken(p.ding["k1"])
    lang = "Wij zien dit in drie teams en bij twee regelingen tegelijk gebeuren. " * 3
    p.stuur(
        "coordinator",
        f"/knelpunten/{k1}/opschorten",
        plein.vormen(p)["/knelpunten/<uuid:knelpunt_id>/opschorten"].data,
    )
    for actie, data in {
        "doen/gewoon": {"samenvatting": lang},
        "uitstel": {"reden": "Te kort dag."},
        "opschorten": {"partij": "het UWV", "tot": "2026-03-20", "reden": lang},
    }.items():
        voor = p.tellingen()
        antwoord = p.stuur("coordinator", f"/knelpunten/{k1}/{actie}", {**data, "teken": oud})
        pagina = Page(antwoord)
        assert (antwoord.status_code, pagina.h1) == (409, "Iemand was je voor")
        assert p.tellingen() == voor
        zichtbaar = pagina.tekst + " ".join(
            str(v.get("value", "")) for v in pagina.soup.select("input:not([type=hidden])")
        )
        for waarde in data.values():
            assert waarde.strip() in zichtbaar, f"{actie}: {waarde} is not shown"
    opnieuw = pagina.velden(f"/knelpunten/{k1}/{actie}")
    assert "teken" not in opnieuw, "the old mark would be refused for ever"


def test_een_megabyte_tekst_is_te_lang_maar_niet_weg(snel: Plein) -> None:
    """Never cut off silently: refused, with the whole text on the page."""
    reus, fout = "Elke maand opnieuw. " * 52_000, []
    for regel, vorm in plein.vormen(snel).items():
        for veld in vorm.teksten[:1]:
            voor = snel.tellingen()
            with snel.proef():
                antwoord = snel.stuur(vorm.wie, vorm.pad, {**vorm.data, veld: reus})
                if antwoord.status_code != 422 or snel.tellingen() != voor:
                    fout.append(f"{regel} {veld}: {antwoord.status_code}")
                elif reus[-5000:].strip() not in html.unescape(antwoord.get_data(as_text=True)):
                    fout.append(f"{regel} {veld}: de tekst is kwijt")
    assert fout == [], "\n" + "\n".join(fout)


def test_meer_dan_twee_megabyte_is_een_pagina(snel: Plein) -> None:
    antwoord = snel.stuur("uitvoerder", "/signaal-geven", {"wat_zie_je": "x" * 2_200_000})
    assert (antwoord.status_code, Page(antwoord).h1) == (413, "Dit is te lang om te versturen")


LELIJK = (
    "Nul\0byte, emoji \U0001f600\U0001f468\u200d\U0001f469, \u202eomgekeerd\u202c, "
    "<script>alert(1)</script><img src=x onerror=alert(2)> **vet** [klik](javascript:alert(3)) {{ 7*7 }} "
    "' OR 1=1 -- \u0301\ufeff \ud7ff regel\r\neinde"
)


def test_lelijke_tekst_wordt_bewaard_en_staat_er_als_tekst(snel: Plein) -> None:
    """Null bytes, emoji, direction marks, HTML and Markdown: stored, shown as text, never run."""
    for regel, vorm in plein.vormen(snel).items():
        if not vorm.teksten:
            continue
        with snel.proef():
            lelijk = dict.fromkeys(vorm.teksten, LELIJK)
            antwoord = snel.stuur(vorm.wie, vorm.pad, {**vorm.data, **lelijk})
            assert antwoord.status_code in (303, 422), f"{regel}: {antwoord.status_code}"
            if antwoord.status_code == 303:
                antwoord = snel.lees(vorm.wie, antwoord.location)
                assert antwoord.status_code == 200, f"{regel}: {antwoord.status_code}"
            rauw = antwoord.get_data(as_text=True)
            for gevaar in ("<script>alert", "<img src=x", 'href="javascript:', "\0"):
                assert gevaar not in rauw, f"{regel}: {gevaar}"


def test_een_signaal_houdt_emoji_en_verliest_richtingtekens(snel: Plein) -> None:
    antwoord = snel.stuur(
        "uitvoerder", "/signaal-geven", {"wat_zie_je": LELIJK, "niveau": "open", "domein": "wmo"}
    )
    rauw = html.unescape(snel.lees("uitvoerder", antwoord.location).get_data(as_text=True))
    assert "\U0001f600" in rauw and "<script>alert(1)</script>" in rauw and "**vet**" in rauw
    assert "\u202e" not in rauw and "\0" not in rauw


GEGEVENS = {
    "bsn": "Het BSN 111222333 van deze inwoner",
    "mail": "Mail naar jan.jansen@provider.nl hierover",
    "iban": "Op NL91ABNA0417164300 gestort",
    "telefoon": "Bel 06-12345678 voor meer",
}


@pytest.mark.parametrize("soort", GEGEVENS)
def test_gegevens_van_een_inwoner_komen_nergens_binnen(p: Plein, soort: str) -> None:
    """In every free-text field: refused with a sentence beside it, what was typed kept, nothing stored.

    A phone number is not certain: who handles a knelpunt works with what the melder was allowed to leave.
    """
    fout = []
    for regel, vorm in plein.vormen(p).items():
        if soort == "telefoon" and regel.startswith(VAN_BEHANDELAARS) and not regel.endswith("/ik-ook"):
            continue
        for veld in vorm.teksten:
            # The page is the same whatever was found in whichever field, so it is read strictly once a form.
            p.streng = soort == "bsn" and veld == vorm.teksten[0]
            voor = p.tellingen()
            with p.proef():
                antwoord = p.stuur(vorm.wie, vorm.pad, {**vorm.data, veld: GEGEVENS[soort]})
                rauw = html.unescape(antwoord.get_data(as_text=True))
                if antwoord.status_code != 422 or p.tellingen() != voor:
                    fout.append(f"{regel} {veld}: {antwoord.status_code}")
                elif not re.search("lijkt op een|lijken op", rauw) or GEGEVENS[soort] not in rauw:
                    fout.append(f"{regel} {veld}: geen zin, of de tekst is kwijt")
    assert fout == [], "\n" + "\n".join(fout)


VAN_BEHANDELAARS = ("/knelpunten/", "/afspraken/")


def test_een_telefoonnummer_mag_met_een_reden(p: Plein) -> None:
    """The guard is a help: what is not certain may stay when somebody says why; what is certain never."""
    nummer = {"wat_zie_je": GEGEVENS["telefoon"], "niveau": "open", "domein": "wmo"}
    geweigerd = Page(p.stuur("uitvoerder", "/signaal-geven", nummer))
    assert "laten_staan" in geweigerd.velden("/signaal-geven/nakijken"), (
        "who meant it must be able to say why"
    )
    reden = {"laten_staan": "Het is ons eigen nummer."}
    assert p.stuur("uitvoerder", "/signaal-geven", {**nummer, **reden}).status_code == 303
    zeker = {**nummer, **reden, "wat_zie_je": GEGEVENS["iban"]}
    assert p.stuur("uitvoerder", "/signaal-geven", zeker).status_code == 422


ONZIN = {
    "datum": ("31-02-2027", "gisteren", "2026-03-12", "1-1-2020", "0-0-0", "2026-13-40", "9" * 40),
    "overlegdag": ("31-02-2027", "gisteren", "2026-03-11", "1-1-2020", "2026-03-21", "0-0-0", "9" * 40),
    "tijd": ("25:00", "drie uur", "-1:30", "14:60", "9" * 40),
    "keuze": ("bestaat-niet", "<b>", "x" * 5000, "0"),
}


@pytest.mark.parametrize(
    ("regel", "veld", "soort"),
    [
        ("/knelpunten/<uuid:knelpunt_id>/opschorten", "tot", "datum"),
        ("/afspraken/<uuid:afspraak_id>/verschuiven", "datum", "datum"),
        ("/overleg/plannen", "datum", "overlegdag"),
        ("/overleg/plannen", "begin", "tijd"),
        ("/overleg/plannen", "soort", "keuze"),
        ("/overleg/plannen", "deelnemers", "keuze"),
        ("/overleg/<uuid:overleg_id>/verzetten", "datum", "overlegdag"),
        ("/overleg/<uuid:overleg_id>/afspraak", "datum", "datum"),
        ("/overleg/<uuid:overleg_id>/afspraak", "rol", "keuze"),
        ("/signaal-geven", "niveau", "keuze"),
        ("/signaal-geven", "domein", "keuze"),
        ("/signaal-geven", "tonen", "keuze"),
        ("/knelpunten/<uuid:knelpunt_id>/ik-ook", "niveau", "keuze"),
        ("/knelpunten/<uuid:knelpunt_id>/beschrijven", "oorzaak", "keuze"),
        ("/knelpunten/<uuid:knelpunt_id>/koppelen", "naar", "keuze"),
        ("/mijn-signalen/<uuid:signaal_id>/oordeel", "begrepen", "keuze"),
        ("/mijn-signalen/<uuid:signaal_id>/toestemming", "mag", "keuze"),
        ("/mijn-signalen/<uuid:signaal_id>/doorgeving/<uuid:doorgeving_id>", "antwoord", "keuze"),
        ("/beheer/mensen/<uuid:medewerker_id>/rol", "rol", "keuze"),
        ("/beheer/mensen/<uuid:medewerker_id>/rol", "eenheid", "keuze"),
        ("/beheer/mensen/<uuid:medewerker_id>/vervanging", "vervanger", "keuze"),
        ("/beheer/portefeuilles", "rol", "keuze"),
        ("/beheer/mensen", "eenheid", "keuze"),
        ("/beheer/dagen", "soort", "keuze"),
    ],
)
def test_wat_niet_kan_wordt_gezegd(p: Plein, regel: str, veld: str, soort: str) -> None:
    """Days that do not exist or have passed, and choices that are none: a page with the sentence, nothing
    stored.
    """
    vorm = plein.vormen(p)[regel]
    for onzin in ONZIN[soort]:
        voor = p.tellingen()
        p.streng = onzin == ONZIN[soort][0]
        antwoord = p.stuur(vorm.wie, vorm.pad, {**vorm.data, veld: onzin})
        assert antwoord.status_code == 422, f"{onzin[:30]!r}: {antwoord.status_code}"
        assert Page(antwoord).fouten, f"{onzin[:30]!r}: no sentence"
        assert p.tellingen() == voor, f"{onzin[:30]!r} was stored"


@pytest.mark.parametrize("dag", ("2026-03-12", *ONZIN["datum"]))
def test_een_besluit_met_een_dag_die_niet_kan(p: Plein, dag: str) -> None:
    from tests.integratie.test_route import AANPASSEN

    pad = f"/knelpunten/{p.ding['k3']}/doen/aanpassen"
    antwoord = p.stuur("afdelingshoofd", pad, {**AANPASSEN, "afspraak_datum": dag})
    pagina = Page(antwoord)
    assert antwoord.status_code == 422 and pagina.fouten
    assert pagina.velden(pad)["redenen"] == AANPASSEN["redenen"]
    assert pagina.velden(pad)["afspraak_datum"] == dag


def test_een_weigering_zegt_altijd_waarom(p: Plein) -> None:
    """Whatever is refused with 422 has a sentence in the summary, also when the form is no longer on the
    page.
    """
    s1, s2, k1 = (
        f"/mijn-signalen/{p.ding['s1']}",
        f"/mijn-signalen/{p.ding['s2']}",
        f"/knelpunten/{p.ding['k1']}",
    )
    d2 = f"{s2}/doorgeving/{p.ding['d2']}"
    p.stuur("buurtteam", d2, {"antwoord": "klopt"})
    pogingen = [
        ("buurtteam", d2, {"antwoord": "klopt"}),
        ("buurtteam", f"{s2}/intrekken", {}),
        ("buurtteam", f"{s2}/niveau", {}),
        ("uitvoerder", f"{s1}/nog-steeds", {"reden": "x"}),
        ("uitvoerder", f"{s1}/betwisten", {"reden": "x"}),
        ("uitvoerder", f"{s1}/oordeel", {"begrepen": "ja"}),
        ("coordinator", f"{k1}/doen/bestaat-niet", {}),
        ("coordinator", f"{k1}/doen/aanpassen", {}),
        ("auditor", f"{k1}/doen/gewoon", {"samenvatting": "x"}),
        ("coordinator", f"/afspraken/{p.ding['a2']}/gedaan", {"tekst": ""}),
        ("afdelingshoofd", f"/afspraken/{p.ding['a2']}/verschuiven", {"datum": "1-1-2020", "reden": ""}),
    ]
    zonder = []
    for wie, pad, data in pogingen:
        voor = p.tellingen()
        antwoord = p.stuur(wie, pad, data)
        assert antwoord.status_code == 422, f"{pad}: {antwoord.status_code}"
        assert p.tellingen() == voor, pad
        if not Page(antwoord).fouten:
            zonder.append(f"{wie} {pad}")
    assert zonder == [], "\n" + "\n".join(zonder)


def test_lege_formulieren_noemen_elk_veld(snel: Plein) -> None:
    """Nothing filled in: never a 500; where something is compulsory a 422 with a sentence per field."""
    for regel, vorm in plein.vormen(snel).items():
        with snel.proef():
            antwoord = snel.stuur(vorm.wie, vorm.pad, {})
            assert antwoord.status_code in (200, 303, 422), f"{regel}: {antwoord.status_code}"
            if antwoord.status_code == 422:
                assert Page(antwoord).fouten, regel


def test_vreemde_velden_en_dubbele_velden_doen_niets(snel: Plein) -> None:
    for regel, vorm in plein.vormen(snel).items():
        with snel.proef():
            raar = {
                **vorm.data,
                "medewerker_id": "1",
                "is_admin": "ja",
                "rollen[]": "beheerder",
                "traject": "x",
                "naast": "x",
            }
            antwoord = snel.stuur(vorm.wie, vorm.pad, raar)
            assert antwoord.status_code in (303, 404, 422), f"{regel}: {antwoord.status_code}"


@pytest.mark.parametrize(
    "vraag",
    [
        "pagina=-1",
        "pagina=" + "9" * 30,
        "pagina=x",
        "q=%00",
        "zoek=" + "%F0%9F%98%80" * 200,
        "gedaan=<b>",
        "%ff=%fe",
    ],
)
def test_een_rare_vraag_in_het_adres_is_geen_fout(p: Plein, vraag: str) -> None:
    paden = [
        "/mijn-werk",
        "/overleg",
        "/handreikingen",
        "/register",
        "/register/2025-K3/regels",
        "/register/2025-K3/afspraken",
    ]
    for pad in paden:
        assert p.als("coordinator").get(f"{pad}?{vraag}").status_code in (200, 400, 404), pad


def test_een_formulier_dat_lang_geleden_al_werkte(p: Plein) -> None:
    """The keys of old forms are thrown away after a while; the signaal that was made stays the only one."""
    from signalen.db import transaction
    from signalen.eenmalig import ruim_op

    vorm: Vorm = plein.vormen(p)["/signaal-geven"]
    data = {**vorm.data, "formulier": str(uuid.uuid4())}
    eerste = p.stuur(vorm.wie, vorm.pad, data)
    with p.app.app_context(), transaction():
        ruim_op(datetime(2030, 1, 1).astimezone())
    voor = p.tellingen()
    tweede = p.stuur(vorm.wie, vorm.pad, data)
    assert tweede.status_code == 303 and tweede.location.split("?")[0] == eerste.location.split("?")[0]
    assert {t: n for t, n in p.tellingen().items() if t != "formulier"} == {
        t: n for t, n in voor.items() if t != "formulier"
    }
