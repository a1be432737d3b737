"""The PDF of the register: it keeps both norms, stays within its pages, and places text as text."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import pdfua
import pypdfium2
import pytest

from signalen.register.vormen import beeldbron, drukwerk, maken
from signalen.register.vormen.pdf import naar_leestas, naar_pdf
from signalen.register.vormen.zetsel import Zetsel
from tests.pure.zetsels import SIGNALEN, zetsel

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 3"><rect width="8" height="2"/></svg>'


class Tekening(NamedTuple):
    """A picture as the makers of pictures give it."""

    titel: str
    alt: str
    svg: str = SVG


BEELDEN = {
    naam: Tekening(naam, f"Dit is de zin van {naam}.") for naam in ("gestapeld", "stroom", "kaart", "tijd")
}

LANG = "Elke maand volgt een verrekening die niemand begrijpt. Wij kunnen het niet uitleggen. " * 4


def uitgeschreven(z: Zetsel) -> Zetsel:
    """Make texts as long as people write them."""
    regels = [
        {
            **r,
            "titel": f"Inkomsten worden per maand verrekend en dat klopt later niet ({r['nummer']})",
            "woorden": LANG[:200],
            "besluit": {**r["besluit"], "redenen": LANG} if r["besluit"] else None,
        }
        for r in z.regels
    ]
    return replace(z, regels=regels)


def bladzijden(bestand: bytes) -> list[str]:
    with pypdfium2.PdfDocument(bestand) as boek:
        return [boek[nr].get_textpage().get_text_range() for nr in range(len(boek))]


def koppen(bestand: bytes) -> list[str]:
    """Return the headings of the first two levels, as a reader of PDF offers them to jump to."""
    with pypdfium2.PdfDocument(bestand) as boek:
        return [kop.get_title() for kop in boek.get_toc() if kop.level < 2]


def test_dertig_knelpunten_passen_op_twaalf_bladzijden() -> None:
    bestand = naar_pdf(uitgeschreven(zetsel(30, {"signalen": SIGNALEN})), BEELDEN)
    gelezen = bladzijden(bestand)
    assert 5 < len(gelezen) <= 12
    assert f"Pagina 1 van {len(gelezen)}" in gelezen[0]
    alles = "\n".join(gelezen)
    assert koppen(bestand)[:9] == [
        *("Kwartaal 1 van 2026", "In het kort", "Op uw bord", "Stil gebleven", "Beloofd en nagekomen"),
        *("Wat veranderde", "Doorgezet naar raad, Rijk en keten", "Gaat de raad hierover?"),
        "Buikpijn van het kwartaal",
    ]
    assert "20 werkdagen na maandag 2 februari 2026" in alles
    assert "Knelpunt 99, ronde 1" in alles
    assert "<10" in alles


@pytest.mark.parametrize(
    "z",
    [zetsel(12, {"signalen": SIGNALEN}), zetsel(0), zetsel(2, vastgesteld_op=None)],
    ids=["vol", "leeg", "concept"],
)
def test_de_bestanden_zijn_toegankelijk(z: Zetsel, tmp_path: Path) -> None:
    for naam, bestand in (("register", naar_pdf(z, BEELDEN)), ("leestas", naar_leestas(z))):
        pad = tmp_path / f"{naam}.pdf"
        pad.write_bytes(bestand)
        verslag = pdfua.validate(str(pad))
        assert not verslag.findings, verslag.findings


def test_hetzelfde_zetsel_geeft_dezelfde_bytes() -> None:
    assert naar_pdf(zetsel(3), BEELDEN) == naar_pdf(zetsel(3), BEELDEN)


def test_een_ontbrekend_beeld_laat_zijn_tabel_staan(monkeypatch: pytest.MonkeyPatch) -> None:
    z = zetsel(3)
    zonder = "".join(bladzijden(maken.MAKERS["pdf"](maken.Werk(z))))
    beelden = {**BEELDEN, "tijd": Tekening("tijd", "Er valt niets te tekenen.", "")}
    monkeypatch.setattr(beeldbron, "MAKERS", (lambda inhoud: beelden,))
    met = "".join(bladzijden(maken.MAKERS["pdf"](maken.Werk(z))))
    assert "Dit is de zin van kaart." in met
    assert "Dit is de zin van kaart." not in zonder
    assert "niets te tekenen" not in met
    for tekst in (zonder, met):
        assert "Termijnen (n)" in tekst


def test_wat_iemand_typte_is_geen_opmaak() -> None:
    typst = '#panic("nee") *vet* = kop $x$ @ref <label> \\ // weg'
    z = zetsel(2, {"zinnen": [typst]})
    regels = [{**r, "titel": typst, "woorden": typst} for r in z.regels]
    gelezen = " ".join("".join(bladzijden(naar_pdf(replace(z, regels=regels)))).split())
    assert gelezen.count('#panic("nee") *vet* = kop $x$ @ref <label> \\ // weg') >= 5


def test_de_leestas_is_een_bladzijde_ook_met_lange_teksten() -> None:
    z = zetsel(30)
    (punt,) = [p for p in z.inhoud["buikpijn"] if p["afspraak"]][:1]
    belofte = {**punt["afspraak"], "omschrijving": LANG * 9, "verschoven": 12}
    lang: dict[str, Any] = {**punt, "titel": "Titel " * 60, "woorden": LANG * 9, "afspraak": belofte}
    volle = zetsel(30, {"buikpijn": [lang] * 3, "zinnen": [LANG] * 3})
    for een in (z, volle, zetsel(0)):
        assert len(bladzijden(naar_leestas(een))) == 1


def test_kort_knipt_op_een_woord() -> None:
    assert drukwerk.kort("een twee drie", 13) == "een twee drie"
    assert drukwerk.kort("een twee, drie", 12) == "een twee…"
