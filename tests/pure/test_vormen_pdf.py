"""The PDF of the register: it keeps both norms, stays within its pages, and places text as text."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pdfua
import pypdfium2
import pytest

from signalen.register.beelden import svg
from signalen.register.vormen import drukwerk
from signalen.register.vormen.beeldbron import beelden
from signalen.register.vormen.pdf import naar_leestas, naar_pdf
from signalen.register.vormen.zetsel import Zetsel
from tests.pure.zetsels import SIGNALEN, zetsel

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
    z = uitgeschreven(zetsel(30, {"signalen": SIGNALEN}))
    bestand = naar_pdf(z, beelden(z))
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
    for naam, bestand in (("register", naar_pdf(z, beelden(z))), ("leestas", naar_leestas(z))):
        pad = tmp_path / f"{naam}.pdf"
        pad.write_bytes(bestand)
        verslag = pdfua.validate(str(pad))
        assert not verslag.findings, verslag.findings


def test_hetzelfde_zetsel_geeft_dezelfde_bytes() -> None:
    z = zetsel(3)
    assert naar_pdf(z, beelden(z)) == naar_pdf(zetsel(3), beelden(zetsel(3)))


def test_zonder_beeld_staat_de_tabel_er_nog() -> None:
    z = zetsel(3)
    met, zonder = "".join(bladzijden(naar_pdf(z, beelden(z)))), "".join(bladzijden(naar_pdf(z)))
    zin = beelden(z)["gestapeld"].alt[:40]
    assert zin in met.replace("\r\n", " ")
    assert zin not in zonder.replace("\r\n", " ")
    for tekst in (zonder, met):
        assert "Termijnen (n)" in tekst


def test_wat_niet_te_tekenen_valt_is_geen_beeld() -> None:
    leeg = zetsel(0)
    assert any(not een.svg for een in svg(leeg.inhoud).values())
    assert all(een.svg for een in beelden(leeg).values())


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
