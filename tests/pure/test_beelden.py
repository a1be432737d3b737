"""The four pictures: numbers equal to the tables, plain SVG that prints, readable in grey."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from signalen.register import beelden
from signalen.register.beelden import pen
from tests.pure.uitgave import voorbeeld

SVG = "{http://www.w3.org/2000/svg}"
STAPPEN = (
    "Uitzoeken",
    "Casuïstiekbespreking",
    "Uitkomst van de casuïstiekbespreking",
    "Management",
    "College",
)
OORZAKEN = (
    "beleid",
    "ict",
    "keten",
    "onbenutte ruimte",
    "samenloop",
    "uitvoering",
    "wet",
    "Nog niet te zeggen",
)
THEMAS = ("jeugd", "maatschappelijke ondersteuning", "schuldhulpverlening", "werk en inkomen")
VERBODEN = ("style", "script", "onload", "href", "foreignObject")


def boom(svg: str) -> ElementTree.Element:
    """Return our own SVG as a tree; it must be well-formed XML."""
    return ElementTree.fromstring(svg)  # noqa: S314


def merken(svg: str) -> list[ElementTree.Element]:
    """Return what was drawn for one value each."""
    return [g for g in boom(svg).iter(f"{SVG}g") if g.get("data-rij")]


def teksten(deel: ElementTree.Element, **boven: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield every line of text with its attributes, those of the elements around it included."""
    kenmerken = {**boven, **deel.attrib}
    if deel.tag == f"{SVG}text":
        yield deel.text or "", kenmerken
    for kind in deel:
        yield from teksten(kind, **kenmerken)


def vol() -> dict[str, Any]:
    """Return a front page in which every picture is as full as it gets."""
    inhoud = dict(voorbeeld(40)["inhoud"])
    inhoud["per_kwartaal"] = [
        {
            "kwartaal": f"{2024 + n // 4}-K{n % 4 + 1}",
            "nagekomen": n * 37 % 11,
            "te_laat_nagekomen": n % 3,
            "niet_nagekomen": n * 2 % 5,
            "loopt": 0 if n == 3 else n,
            "stil": n,
            "knelpunten": 9,
        }
        for n in range(8)
    ]
    inhoud["tijd_per_laag"] = [
        {"laag": "College", "n": 14, "mediaan": 23, "termijn": 20, "te_laat": 9},
        {"laag": "Raad", "n": 1, "mediaan": 0, "termijn": 30, "te_laat": 0},
        {"laag": "Ambtelijke leiding", "n": 400, "mediaan": 7, "termijn": 10, "te_laat": 80},
    ]
    paren = [(a, b) for a in STAPPEN for b in STAPPEN if a != b]
    inhoud["stroom"] = [{"van": a, "naar": b, "aantal": n * n + 1} for n, (a, b) in enumerate(paren)]
    cellen = [[(a * 7 + b * 3) % 9 for b in range(8)] for a in range(4)]
    inhoud["thema_oorzaak"] = {"themas": [*THEMAS], "oorzaken": [*OORZAKEN], "cellen": cellen}
    return inhoud


VOL = vol()
KLEIN = voorbeeld(3)["inhoud"]
ALLE = [(wat, naam) for wat in ("vol", "klein") for naam in beelden.MAKERS]


def beeld(wat: str, naam: str) -> beelden.Beeldje:
    return beelden.svg(VOL if wat == "vol" else KLEIN)[naam]


@pytest.mark.parametrize(("wat", "naam"), ALLE)
def test_elk_getal_in_het_beeld_staat_ook_in_de_tabel(wat: str, naam: str) -> None:
    een = beeld(wat, naam)
    per_plek = {(int(g.get("data-rij", "")), int(g.get("data-kolom", ""))): g for g in merken(een.svg)}
    getallen = {
        (r, k): waarde
        for r, rij in enumerate(een.rijen)
        for k, waarde in enumerate(rij)
        if k and waarde.isdigit()
    }
    assert {plek: g.get("data-waarde") for plek, g in per_plek.items()} == getallen
    for plek, g in per_plek.items():
        titel = g.findtext(f"{SVG}title", "")
        assert titel.endswith(f": {getallen[plek]}")
        cijfers = [t.text for t in g.iter(f"{SVG}text") if t.text and t.text.isdigit()]
        assert set(cijfers) <= {getallen[plek]}
    assert all(len(rij) == len(een.koppen) for rij in een.rijen)


@pytest.mark.parametrize(("wat", "naam"), ALLE)
def test_het_is_kale_svg_met_een_naam_en_een_boodschap(wat: str, naam: str) -> None:
    een = beeld(wat, naam)
    wortel = boom(een.svg)
    for deel in wortel.iter():
        assert deel.tag.removeprefix(SVG) not in VERBODEN
        assert not set(deel.attrib) & {"style", "class", "onload"}
    assert (wortel.get("role"), wortel.get("lang")) == ("img", "nl")
    titel, uitleg = wortel[0], wortel[1]
    assert wortel.get("aria-labelledby") == f"{titel.get('id')} {uitleg.get('id')}"
    assert (titel.text, uitleg.text) == (een.titel, een.alt)
    assert een.alt.endswith(".")


def test_wat_te_veel_is_om_te_volgen_staat_alleen_in_de_tabel() -> None:
    """The largest are drawn with the number of their row; the sentence says that there is more."""
    paren = [{"van": f"van {n % 9}", "naar": f"naar {n // 9}", "aantal": n + 1} for n in range(60)]
    veel = {
        "themas": [f"thema {n}" for n in range(20)],
        "oorzaken": ["wet"],
        "cellen": [[n] for n in range(20)],
    }
    for naam, hoogstens, alles in (("stroom", 24, 60), ("kaart", 12, 20)):
        een = beelden.svg({"stroom": paren, "thema_oorzaak": veel})[naam]
        rijen = {int(g.get("data-rij", "")) for g in merken(een.svg)}
        assert rijen == set(range(alles - hoogstens, alles))
        assert len(een.rijen) == alles
        assert f"Getekend zijn de {hoogstens} grootste" in een.alt


def test_geen_id_komt_twee_keer_voor_op_een_bladzijde() -> None:
    ids = re.findall(r' id="([^"]+)"', "".join(een.svg for een in beelden.svg(VOL).values()))
    assert len(ids) == len(set(ids)) == 11
    assert all(
        naam in ids for een in beelden.svg(VOL).values() for naam in re.findall(r"url\(#(.+?)\)", een.svg)
    )


def test_dezelfde_uitgave_geeft_dezelfde_tekens() -> None:
    assert beelden.svg(VOL) == beelden.svg(json.loads(json.dumps(VOL)))


def test_zonder_cijfers_is_er_een_zin_en_geen_beeld() -> None:
    for een in beelden.svg({}).values():
        assert een.svg == ""
        assert een.rijen == ()
        assert een.alt.endswith("geen beeld.")


@pytest.mark.parametrize("naam", beelden.MAKERS)
def test_tekst_blijft_binnen_het_beeld(naam: str) -> None:
    wortel = boom(beeld("vol", naam).svg)
    breed, hoog = map(float, wortel.get("viewBox", "").split()[2:])
    for woorden, deel in teksten(wortel):
        x, y = float(deel["x"]), float(deel["y"])
        lang = pen.breedte(woorden, float(deel["font-size"]))
        links = {"middle": x - lang / 2, "end": x - lang}.get(deel.get("text-anchor", ""), x)
        assert links >= -2, woorden
        assert links + lang <= breed + 2, woorden
        assert 8 <= y <= hoog, woorden


PAREN = ((pen.WIT, pen.DONKER), (pen.MIDDEN, pen.DONKER), (pen.WIT, pen.MIDDEN), (pen.ROOD, pen.WIT))


def helder(kleur: str) -> float:
    """Return the relative luminance of WCAG."""
    delen = [int(kleur[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = [d / 12.92 if d <= 0.03928 else ((d + 0.055) / 1.055) ** 2.4 for d in delen]
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(een: str, ander: str) -> float:
    """Return the contrast of two colours, 1 to 21."""
    licht, donker = sorted((helder(een), helder(ander)), reverse=True)
    return (licht + 0.05) / (donker + 0.05)


def test_vlakken_verschillen_ook_in_grijs_en_letters_zijn_te_lezen() -> None:
    for een, ander in PAREN:
        assert contrast(een, ander) >= 3
    for letter, vlak in ((pen.INKT, pen.WIT), (pen.INKT, pen.MIDDEN), (pen.WIT, pen.DONKER)):
        assert contrast(letter, vlak) >= 4.5


def test_wat_niet_is_nagekomen_is_rood_en_heeft_een_patroon() -> None:
    """In grey the red and the dark blocks look alike, so the pattern must tell them apart."""
    gestapeld = beeld("vol", "gestapeld").svg
    assert gestapeld.count(pen.ROOD) == 1
    assert re.search(rf'<pattern id="beeld-gestapeld-ruiten".*?{pen.ROOD}.*?{pen.WIT}', gestapeld)


@pytest.mark.parametrize(
    ("woorden", "regels"),
    [
        ("Casuïstiekbespreking", ["Casuïstiek-", "bespreking"]),
        ("werk en inkomen", ["werk en", "inkomen"]),
        ("x" * 60, None),
        ("een twee drie vier vijf zes zeven acht negen tien elf twaalf", None),
        ("", [""]),
    ],
)
def test_lange_woorden_passen(woorden: str, regels: list[str] | None) -> None:
    uit = pen.passend(woorden, 100, 3)
    assert len(uit) <= 3
    assert all(pen.breedte(regel) <= 100 for regel in uit)
    assert regels is None or uit == regels
    assert regels is not None or uit[-1].endswith("…")


def test_tekens_uit_een_naam_worden_geen_opmaak() -> None:
    raar = {"van": "<b>&\x01", "naar": '"><script>', "aantal": 1}
    svg = beelden.svg({"stroom": [raar]})["stroom"].svg
    assert "<script" not in svg
    assert boom(svg).tag == f"{SVG}svg"


def test_de_boodschap_zegt_wat_er_te_zien_is() -> None:
    zinnen = {naam: een.alt for naam, een in beelden.svg(VOL).items()}
    assert zinnen["stroom"].startswith(
        "Het vaakst ging een knelpunt van College naar Management: 362 van de "
    )
    assert "College: van 14 termijnen was de helft binnen 23 werkdagen klaar" in zinnen["tijd"]
    assert "Dat is over de termijn." in zinnen["tijd"]
    assert "In de uitgave ervoor waren er twee niet nagekomen." in zinnen["gestapeld"]
    assert zinnen["kaart"].startswith("De meeste staan bij ") or "verspreid" in zinnen["kaart"]


def test_typst_zet_elk_beeld_in_een_pdf_naar_de_normen(tmp_path: Path) -> None:
    typst = pytest.importorskip("typst")
    regels = ['#set text(lang: "nl")', '#set document(title: "Beelden")']
    for naam, een in beelden.svg(VOL).items():
        (tmp_path / f"{naam}.svg").write_text(een.svg, encoding="utf-8")
        regels.append(f'#image("{naam}.svg", width: 9cm, alt: {json.dumps(een.alt, ensure_ascii=False)})')
    (tmp_path / "proef.typ").write_text("\n".join(regels), encoding="utf-8")
    pdf = typst.compile(
        str(tmp_path / "proef.typ"),
        root=str(tmp_path),
        font_paths=[str(Path("signalen/vendor/source-sans-3.52.0").resolve())],
        ignore_system_fonts=True,
        pdf_standards=["ua-1", "a-2a"],
        timestamp=datetime(2026, 4, 2, tzinfo=UTC),
    )
    assert pdf.startswith(b"%PDF")
