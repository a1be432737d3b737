"""The small browser reads forms as a browser would: what stands in them, and nothing that is not there."""

from __future__ import annotations

import pytest

from signalen.story.browser import Mislukt, Pagina

INHOUD = """
<h1>Titel &amp; meer</h1><script>var x = "<form action='/nep'>";</script>
<form method="post" action="/doen/een"><input type="hidden" name="csrf_token" value="t1">
<input type="hidden" name="naast" value="">
<textarea name="tekst">
regel een
regel &lt;twee&gt;</textarea>
<input type="radio" name="keuze" value="ja"><input type="radio" name="keuze" value="nee" checked>
<input type="checkbox" name="punt" value="a" checked><input type="checkbox" name="punt" value="b">
<select name="lijst"><option value="">Kies ...</option><option value="x">X</option></select>
<select name="gekozen"><option value="">Kies ...</option><option value="y" selected>Y</option></select>
<button name="actie" value="terug">Terug</button></form>
<form method="post" action="/doen/een"><input type="hidden" name="naast" value="buiten"></form>
<a href="/knelpunten/1?a=1&amp;b=2">een</a>
"""


def pagina(inhoud: str = INHOUD) -> Pagina:
    return Pagina("/hier", 200, inhoud)


def test_een_formulier_houdt_wat_erin_staat() -> None:
    velden = dict(pagina().formulier("/een", naast="").velden)
    assert velden["csrf_token"] == "t1"
    assert velden["tekst"] == "regel een\nregel <twee>"
    assert velden["keuze"] == "nee"
    assert velden["lijst"] == ""
    assert velden["gekozen"] == "y"
    assert "actie" not in velden


def test_wat_wordt_ingevuld_vervangt_wat_er_stond() -> None:
    gevuld = pagina().formulier("/een", naast="").gevuld({"punt": ["a", "b"], "tekst": "anders"})
    assert [waarde for naam, waarde in gevuld if naam == "punt"] == ["a", "b"]
    assert ("tekst", "anders") in gevuld
    assert ("keuze", "nee") in gevuld


def test_een_veld_dat_er_niet_staat_kan_niet_worden_ingevuld() -> None:
    with pytest.raises(Mislukt, match="geen veld verzonnen"):
        pagina().formulier("/een").gevuld({"verzonnen": "x"})


def test_een_formulier_dat_er_niet_staat_is_een_fout() -> None:
    with pytest.raises(Mislukt, match="/hier staat geen formulier voor /twee"):
        pagina().formulier("/twee")


def test_het_formulier_met_de_gevraagde_waarde_wordt_gekozen() -> None:
    assert pagina().formulier("/een", naast="buiten").namen == {"naast"}


def test_keuzes_links_en_woorden_van_een_pagina() -> None:
    assert ("punt", "b") in pagina().formulier("/een").keuzes
    assert pagina().links == {"/knelpunten/1?a=1&b=2"}
    assert pagina().tekst.startswith("Titel & meer")


def test_een_weigering_wordt_voorgelezen() -> None:
    inhoud = '<div class="veld__fout x" id="a"><span>Fout: </span>Kies een dag.</div>'
    assert pagina(inhoud).fouten() == "Fout: Kies een dag."
