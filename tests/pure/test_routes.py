"""The routes that come with the app, and the pages that are made from them."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

import pytest

from tests.pure.baan import Baan, actor, route_van
from workflows import engine
from workflows.definition import AARDEN, BESLUITER, BLIJFT, HOGER, ROLLEN, VELDSOORTEN
from workflows.grammatica import BESLUIT, ROUTE, STAP, UITKOMST, VELD
from workflows.loader import load_route, shipped
from workflows.render import MAP, dot, matrix, pagina, schrijf, tabel, tabel_markdown

ROUTES = list(shipped())


@pytest.mark.parametrize("naam", ROUTES)
def test_een_meegeleverde_route_laadt_en_heet_als_zijn_bestand(naam: str) -> None:
    route = route_van(naam)

    assert f"{route.naam}-{route.versie}" == naam


@pytest.mark.parametrize("naam", ROUTES)
def test_de_uitleg_is_kort_en_heeft_geen_stap_te_veel(naam: str) -> None:
    route = route_van(naam)
    stukken = re.split(r"^## (\S+)$", route.uitleg, flags=re.MULTILINE)[1:]

    assert stukken[::2] == list(route.stappen), "dezelfde volgorde als de route"
    for stap, tekst in zip(stukken[::2], stukken[1::2], strict=True):
        zinnen = re.findall(r"[.?!](?:\s|$)", tekst.replace("art. ", "art "))
        assert 2 <= len(zinnen) <= 5, stap


def test_de_uitleg_noemt_waar_de_termijnen_op_steunen() -> None:
    uitleg = route_van().uitleg

    for bron in (
        "klokkenluiders, art. 2",
        "bestuursrecht, art. 4:13",
        "open overheid, art. 4.4",
        "schuldhulpverlening",
    ):
        assert bron in uitleg


def test_de_kleine_route_heeft_dezelfde_velden_en_besluiten() -> None:
    groot, klein = route_van("knelpunt-1"), route_van("knelpunt-klein-1")

    assert klein.velden == groot.velden
    assert klein.einden == groot.einden
    assert klein.stap("college").uitkomsten == groot.stap("college").uitkomsten
    for stap in ("moreel_beraad", "raad", "raad_brief", "aanvullen", "buiten_versturen", "terugkoppeling"):
        assert klein.stap(stap) == groot.stap(stap)


def test_de_kleine_route_heeft_de_termijnen_van_het_ontwerp() -> None:
    stappen = route_van("knelpunt-klein-1").stappen
    termijnen = {"uitzoeken": 5, "gesprek": 20, "afdelingshoofd": 10, "secretaris": 5, "college": 20}

    assert {naam: stappen[naam].termijn for naam in termijnen} == termijnen
    assert stappen["terugkoppeling"].termijn == 5


def test_een_tweede_versie_laadt_naast_de_eerste_met_een_andere_termijn() -> None:
    tekst = shipped()["knelpunt-1"].read_text(encoding="utf-8")
    tweede = tekst.replace("versie = 1", "versie = 2", 1)
    kop = '[stap.uitzoeken]\ntitel = "Uitzoeken"'
    voor, na = tweede.split(kop)
    tweede = voor + kop + na.replace('termijn = "5 werkdagen"', 'termijn = "3 werkdagen"', 1)
    nieuw = load_route(tweede, route_van().uitleg)

    assert (route_van().versie, nieuw.versie) == (1, 2)
    assert Baan(route_van()).termijnen() == [("stap", 5)]
    assert Baan(nieuw).termijnen() == [("stap", 3)]
    assert "knelpunt-2" not in shipped()


# ------------------------------------------------------------------ table, picture, matrix


@pytest.mark.parametrize("naam", ROUTES)
def test_de_paginas_op_schijf_zijn_gemaakt_uit_de_routes(naam: str) -> None:
    op_schijf = (MAP / f"{naam}.md").read_text(encoding="utf-8")

    assert op_schijf == pagina(route_van(naam)), "draai `python -m workflows.render`"


def test_schrijven_maakt_een_pagina_per_route() -> None:
    with tempfile.TemporaryDirectory() as map_:
        paden = schrijf(Path(map_) / "routes")
        assert [p.name for p in paden] == [f"{naam}.md" for naam in ROUTES]


def test_de_tabel_heeft_een_rij_per_stap() -> None:
    rijen = {rij.stap: rij for rij in tabel(route_van())}

    assert list(rijen) == list(route_van().stappen)
    assert rijen["uitzoeken"].bij_stilte == 'naar Management, met het merk "niet uitgezocht"'
    assert rijen["college"].bij_stilte == "blijft staan, de termijn telt opnieuw"
    assert rijen["terugkoppeling"].rol == "wie besloot"
    assert rijen["casuistiekbespreking"].uitkomsten == (
        ("Overleg gehouden", "Uitkomst van de casuïstiekbespreking"),
    )
    assert rijen["moreel_beraad"].uitkomsten[0][1] == "klaar", "het beraad sluit het knelpunt niet"


def test_de_tabel_in_markdown_heeft_overal_evenveel_cellen() -> None:
    regels = tabel_markdown(route_van()).splitlines()

    assert len(regels) == 2 + len(route_van().stappen)
    assert {len(re.findall(r"(?<!\\)\|", regel)) for regel in regels} == {7}


def test_het_plaatje_heeft_elke_stap_en_stippelt_de_stilte() -> None:
    plaatje = dot(route_van())

    for stap in route_van().stappen:
        assert f'"{stap}" [label=' in plaatje
    assert '"uitzoeken" -> "management" [style=dashed, class=stilte, label="stil"]' in plaatje
    assert '"uitzoeken" -> "moreel_beraad" [style=dotted, class=naast]' in plaatje
    assert '"moreel_beraad" -> "gesloten"' not in plaatje
    assert '"terugkoppeling" -> "geparkeerd"' in plaatje
    assert "opgegaan" not in plaatje, "waar geen pijl heen gaat, staat er niet in"


def test_aanhalingstekens_breken_het_plaatje_niet() -> None:
    tekst = shipped()["spoed-1"].read_text(encoding="utf-8")
    route = load_route(tekst.replace('titel = "Directeur"', "titel = 'De \"baas\" \\'"))

    assert r'[label="De \"baas\" \\\ndirecteur, 1 werkdag"' in dot(route)


@pytest.mark.parametrize("naam", ROUTES)
def test_de_matrix_is_volledig_en_zegt_wat_de_regels_zeggen(naam: str) -> None:
    route = route_van(naam)
    cellen = matrix(route)

    for stap in route.stappen:
        gevraagd = {c.rol for c in cellen if c.stap == stap and c.stand != "eigen signaal"}
        assert gevraagd == set(ROLLEN)
    eigen = [c for c in cellen if c.stand == "eigen signaal"]
    assert len(eigen) == len(route.stappen)
    assert all(c.uitkomsten == () for c in eigen)


def test_in_de_matrix_kiest_per_stap_en_stand_hooguit_een_rol() -> None:
    for naam in ROUTES:
        mag: dict[tuple[str, str], set[str]] = {}
        for cel in matrix(route_van(naam)):
            if cel.uitkomsten:
                mag.setdefault((cel.stap, cel.stand), set()).add(cel.rol)
        assert all(len(rollen) == 1 for rollen in mag.values())


def test_de_matrix_komt_overeen_met_een_levend_traject() -> None:
    baan = Baan().doe("extern")
    cel = next(c for c in matrix(baan.route) if (c.stap, c.rol) == ("management", "afdelingshoofd"))
    levend = engine.allowed(baan.route, baan.stand, actor("afdelingshoofd"))

    assert cel.uitkomsten == tuple(u.naam for u in levend)


# ------------------------------------------------------------------ the glossary


def _woordenlijst() -> set[str]:
    regels = (MAP.parent / "woordenlijst.md").read_text(encoding="utf-8").splitlines()
    termen = [regel.split("|")[1] for regel in regels if regel.startswith("| `")]
    return {woord for term in termen for woord in re.findall(r"`(\S+)`", term)}


def _woorden_van_routes() -> set[str]:
    woorden = {*ROLLEN, *VELDSOORTEN, *AARDEN[1:], BLIJFT, HOGER, BESLUITER}
    woorden |= {woord for vorm in (ROUTE, VELD, BESLUIT, UITKOMST, STAP) for woord in vorm}
    for naam in ROUTES:
        route = route_van(naam)
        woorden |= {route.naam, route.soort, *route.stappen, *route.velden, *route.einden, *route.rust}
        woorden |= {uitkomst for stap in route.stappen.values() for uitkomst in stap.uitkomsten}
    return woorden


def test_elk_woord_van_een_route_staat_in_de_woordenlijst() -> None:
    assert _woorden_van_routes() - _woordenlijst() == set()
