"""From released text to the parts of a document: nothing lost, nothing read as markup."""

from __future__ import annotations

import pytest

from signalen.overleg.documenten.stukken import alinea, lijst, tabel, van_html


def test_koppen_lijsten_en_tabellen_blijven_wat_ze_zijn() -> None:
    html = "<h3>Feiten</h3><p>Een <strong>vet</strong> woord.</p><ol><li>een</li><li>twee</li></ol>"
    assert van_html(html) == [
        {"soort": "kop", "niveau": 3, "tekst": "Feiten"},
        {"soort": "alinea", "tekst": "Een vet woord."},
        lijst(["een", "twee"], genummerd=True),
    ]
    rij = "<table><tr><th>Wat</th><th>Wie</th></tr><tr><td>Bellen</td></tr></table>"
    assert van_html(rij) == [tabel(("Wat", "Wie"), [("Bellen", "")])]


def test_een_lijst_in_een_lijst_hangt_onder_zijn_punt() -> None:
    (buiten,) = van_html("<ul><li>een<ul><li>onder</li></ul></li><li><p>twee</p><p>en meer</p></li></ul>")
    assert [punt["tekst"] for punt in buiten["punten"]] == ["een", "twee\nen meer"]
    assert buiten["punten"][0]["lijst"]["punten"][0]["tekst"] == "onder"


@pytest.mark.parametrize(
    ("html", "tekst"),
    [
        ("<p>a &lt;b&gt; &amp; #c</p>", "a <b> & #c"),
        ('<p>Zie <a href="https://a.nl/x">de wet</a>.</p>', "Zie de wet (https://a.nl/x)."),
        ('<p>Noot<a href="#tekst-1">1</a></p>', "Noot1"),
        ("<p>een<br>twee</p>", "een\ntwee"),
        ("los", "los"),
    ],
)
def test_tekst_blijft_tekst(html: str, tekst: str) -> None:
    assert van_html(html) == [{"soort": "alinea", "tekst": tekst}]


def test_tekens_die_in_geen_bestand_passen_vallen_weg() -> None:
    assert alinea("a\x00b\x0bc\ud800d\r\ne")["tekst"] == "abcd\ne"
