"""What Markdown may and may not bring onto a page."""

from __future__ import annotations

import re
import time

import pytest

from signalen.markdown import MAX_BRACKETS, MAX_LENGTH, naar_html


def test_koppen_beginnen_op_het_basisniveau() -> None:
    html = naar_html("# Een\n\n## Twee", basisniveau=3)
    assert '<h3 id="tekst-een">Een</h3>' in html
    assert '<h4 id="tekst-twee">Twee</h4>' in html


def test_id_van_een_kop_botst_niet_met_de_pagina() -> None:
    assert 'id="inhoud"' not in naar_html("# Inhoud")


def test_tabel_begrip_noot_en_afkorting() -> None:
    html = naar_html(
        "|a|b|\n|-|-|\n|1|2|\n\nBegrip\n: uitleg\n\nUWV[^1]\n\n[^1]: Noot.\n\n*[UWV]: Uitvoeringsinstituut"
    )
    for part in (
        '<td data-kop="a">1</td>',
        "<dd>uitleg</dd>",
        '<abbr title="Uitvoeringsinstituut">UWV</abbr>',
        "Noot.",
    ):
        assert part in html


def test_een_cel_zegt_op_een_telefoon_onder_welke_kop_zij_staat() -> None:
    html = naar_html('|Wat & *"hoe"* <i>x</i>|`code`|\n|-|-|\n|1|2|\n|a|b|')
    assert html.count('<table class="tabel">') == 1
    assert html.count('data-kop="Wat &amp; &quot;hoe&quot; x"') == 2 and html.count('data-kop="code"') == 2
    assert "\x02" not in html and "wzxhzdk" not in html


def test_een_tabel_in_html_krijgt_geen_andere_klasse() -> None:
    html = naar_html('<table class="kop" onclick="x"><tr><td class="kop">1</td></tr></table>')
    assert html == '<table class="tabel"><tbody><tr><td>1</td></tr></tbody></table>'


def test_noot_en_terug_wijzen_naar_elkaar() -> None:
    html = naar_html("Tekst[^1]\n\n[^1]: Noot.")
    assert 'href="#fn-tekst-1"' in html and 'id="fn-tekst-1"' in html
    assert 'href="#fnref-tekst-1"' in html and 'id="fnref-tekst-1"' in html
    assert "Jump" not in html


@pytest.mark.parametrize(
    "tekst",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[klik](javascript:alert(1))",
        "[klik](JaVaScRiPt:alert(1))",
        "[klik](data:text/html;base64,PHNjcmlwdD4=)",
        "<a href='vbscript:x'>a</a>",
        "<p style='position:fixed'>a</p>",
        "<p class='kop' onclick='x()'>a</p>",
        "<iframe src='https://example.org'></iframe>",
        "<form action='/uitloggen'><button>a</button></form>",
        "<svg><style>*{}</style><script>alert(1)</script></svg>",
        "![plaatje](https://example.org/teller.gif)",
        "# Kop {: onclick=alert(1) }",
    ],
)
def test_gevaarlijk_html_komt_er_niet_door(tekst: str) -> None:
    html = naar_html(tekst)
    # The words may stay as text (`onclick` in a heading); no tag or attribute may carry them.
    for tag in ("<script", "<img", "<iframe", "<form", "<button", "<svg", "<style", " style=", " class="):
        assert tag not in html
    for address in ('href="javascript', 'href="data', 'href="vbscript'):
        assert address not in html.lower()
    assert "<p onclick" not in html and "<h2 onclick" not in html


def test_link_geeft_niets_mee() -> None:
    html = naar_html("[wet](https://wetten.overheid.nl/x) en [mail](mailto:a@example.org)")
    assert 'href="https://wetten.overheid.nl/x" rel="noopener noreferrer"' in html
    assert 'href="mailto:a@example.org"' in html


def test_te_lange_tekst_wordt_geweigerd() -> None:
    assert naar_html("a" * MAX_LENGTH)
    with pytest.raises(ValueError, match="20001 tekens"):
        naar_html("a" * (MAX_LENGTH + 1))


@pytest.mark.parametrize("haak", ["[", "<a "])
def test_te_veel_haken_worden_geweigerd(haak: str) -> None:
    with pytest.raises(ValueError, match="haken"):
        naar_html(haak * (MAX_BRACKETS + 1))


def test_te_diep_genest_wordt_geweigerd() -> None:
    with pytest.raises(ValueError, match="lagen"):
        naar_html("a\n: b\n" * 3300)


@pytest.mark.parametrize("level", [0, 7])
def test_basisniveau_buiten_1_tot_6_wordt_geweigerd(level: int) -> None:
    with pytest.raises(ValueError, match="1 tot en met 6"):
        naar_html("a", basisniveau=level)


@pytest.mark.parametrize(
    "tekst",
    [
        "[" * MAX_BRACKETS + "a" * 19_000,
        "![[" * 100 + "a" * 19_000,
        ">" * 20_000,
        "<a " * MAX_BRACKETS + "a" * 19_000,
    ],
)
def test_lastige_tekst_blijft_binnen_de_tijd(tekst: str) -> None:
    # Without the cap on brackets this took more than a minute. Processor time, for busy machines.
    start = time.process_time()
    naar_html(tekst)
    assert time.process_time() - start < 5


def test_twee_teksten_op_een_pagina_delen_geen_id() -> None:
    tekst = "# Feiten\n\nZie[^1].\n\n[^1]: Noot."
    eerste, tweede = (set(re.findall(r'id="([^"]+)"', naar_html(tekst, kenmerk=k))) for k in ("a", "b"))
    assert eerste and not eerste & tweede
