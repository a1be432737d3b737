"""The letter to the raad: places are filled, what a municipality made stays, bad ones are refused."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from signalen.register.vormen import plaatsen
from signalen.register.vormen.brief import kapot, naar_brief
from signalen.register.vormen.briefsjabloon import standaard
from signalen.register.vormen.sjabloonregels import MAX_BESTAND, keur
from tests.pure.zetsels import zetsel

STANDAARD = standaard()
CONTENT, STYLES = "content.xml", "styles.xml"


def tekst(bestand: bytes, deel: str = CONTENT) -> str:
    with zipfile.ZipFile(io.BytesIO(bestand)) as pakket:
        return pakket.read(deel).decode()


def met(wijzig: Mapping[str, Callable[[bytes], bytes]] | None = None, **erbij: bytes) -> bytes:
    """Return the template with parts changed, or added under a name in which `__` is a slash."""
    uit = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(STANDAARD)) as bron, zipfile.ZipFile(uit, "w") as naar:
        for deel in bron.infolist():
            inhoud = bron.read(deel)
            naar.writestr(deel.filename, (wijzig or {}).get(deel.filename, lambda b: b)(inhoud))
        for naam, inhoud in erbij.items():
            naar.writestr(naam.replace("__", "/").replace("_", "."), inhoud)
    return uit.getvalue()


def in_tekst(stuk: str, deel: str = CONTENT) -> bytes:
    """Return the template with something put before the end of its text."""
    eind = b"</office:text>" if deel == CONTENT else b"</office:master-styles>"
    return met({deel: lambda b: b.replace(eind, stuk.encode() + eind)})


def test_de_brief_vult_elke_plek() -> None:
    brief = naar_brief(zetsel(), STANDAARD)
    inhoud = tekst(brief)
    assert "{{" not in inhoud
    for woord in (
        "kwartaal 1 van 2026",
        "Uitgave 1, vastgesteld op 7 april 2026.",
        "sha256:",
        "Voorbeeldstad",
    ):
        assert woord in inhoud
    assert inhoud.count("<text:list-item>") > 15
    assert "Raadsinformatiebrief: Kwartaalregister" in tekst(brief, "meta.xml")
    assert brief == naar_brief(zetsel(), STANDAARD)


def test_wat_iemand_typte_wordt_geen_opmaak() -> None:
    z = zetsel(3, {"zinnen": ["<b>&amp;", "{{adres}} en\nnog een regel"]})
    inhoud = tekst(naar_brief(z, in_tekst("<text:p>{{zinnen}}</text:p>")))
    assert "<text:p>&lt;b&gt;&amp;amp;</text:p>" in inhoud
    assert "{{adres}} en<text:line-break/>nog een regel" in inhoud


def test_een_plek_die_een_programma_in_stukken_knipte_wordt_ook_gevuld() -> None:
    stuk = (
        "<text:p>Van <text:span>{</text:span>{gemee<text:span>nte</text:span>}}, dus {{ gemeente }}."
        "<text:soft-page-break/></text:p>"
    )
    inhoud = tekst(naar_brief(zetsel(1), in_tekst(stuk)))
    assert (
        "Van <text:span>Voorbeeldstad</text:span><text:span></text:span>, dus Voorbeeldstad."
        in inhoud.replace("<text:span/>", "<text:span></text:span>")
    )


def test_een_blok_houdt_de_stijl_van_zijn_alinea_en_een_kop_blijft_staan() -> None:
    stuk = '<text:p text:style-name="Eigen">{{stil}}</text:p><text:p>In een zin: {{stil}}</text:p>'
    z = zetsel(1, {"stil_per_laag": [{"laag": "College", "aantal": 2}, {"laag": "Raad", "aantal": 1}]})
    inhoud = tekst(naar_brief(z, in_tekst(stuk)))
    assert (
        '<text:p text:style-name="Eigen">College: 2 keer.</text:p><text:p text:style-name="Eigen">Raad'
        in inhoud
    )
    assert "In een zin: College: 2 keer. Raad: 1 keer." in inhoud


def test_een_onbekende_plek_blijft_staan_en_wordt_gemeld() -> None:
    eigen = in_tekst("<text:p>{{gemeentte}} en {{</text:p>")
    assert "{{gemeentte}}" in tekst(naar_brief(zetsel(1), eigen))
    opmerkingen = keur(eigen).opmerkingen
    assert opmerkingen[0] == "Deze plekken kennen we niet, die blijven zo staan: gemeentte."
    assert opmerkingen[1].startswith("Ergens staan twee accolades")


def test_plekken_in_een_koptekst_worden_ook_gevuld() -> None:
    kop = (
        '<style:master-page style:name="Kop" style:page-layout-name="Mpm1"><style:header>'
        "<text:p>{{uitgave}}</text:p></style:header></style:master-page>"
    )
    eigen = in_tekst(kop, STYLES)
    assert keur(eigen).goed
    assert "<text:p>Uitgave 1, vastgesteld op 7 april 2026.</text:p>" in tekst(
        naar_brief(zetsel(1), eigen), STYLES
    )


def test_de_brief_van_signalen_is_goed_en_mist_niets() -> None:
    assert keur(STANDAARD) == keur(met())
    assert (keur(STANDAARD).fouten, keur(STANDAARD).opmerkingen) == ((), ())
    kaal = met({CONTENT: lambda b: b.replace(b"{{samenvatting}}", b"")})
    assert keur(kaal).opmerkingen == ("Deze plekken missen we in de brief: samenvatting.",)


def test_elke_plek_heeft_uitleg_en_waarden() -> None:
    namen = [naam for naam, uitleg, _ in plaatsen.lijst() if uitleg]
    assert sorted(namen) == sorted(plaatsen.waarden(zetsel(0)))
    assert set(plaatsen.NODIG) <= set(namen)
    assert all(zinnen for zinnen in plaatsen.waarden(zetsel(0)).values())


def test_lange_lijsten_worden_afgekort_en_zeggen_dat() -> None:
    raad = plaatsen.waarden(zetsel(90))["raad"]
    assert (len(raad), raad[-1]) == (13, "En nog 18 andere; die staan in het register.")


# ------------------------------------------------------------------ refused

BOM = b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'b'>]><x/>"
LINK = '<text:p><text:a xlink:href="{}">x</text:a></text:p>'
SLECHT = {
    "leeg": (b"", "Kies een bestand"),
    "geen zip": (b"%PDF-1.7", "geen ODT"),
    "een docx": (met({"mimetype": lambda b: b"application/vnd.openxmlformats"}), "geen ODT"),
    "een spreadsheet": (met({"mimetype": lambda b: b.replace(b".text", b".spreadsheet")}), "geen ODT"),
    "te groot": (b"x" * (MAX_BESTAND + 1), "1 MB"),
    "een macro": (met(Basic__Standard__Module1_xml=b"<x/>"), "macro"),
    "een script": (met(Scripts__python__a_py=b"print()"), "macro"),
    "een script in de tekst": (in_tekst('<text:script script:language="x">a</text:script>'), "macro"),
    "een gebeurtenis": (
        in_tekst('<text:p><script:event-listener script:event-name="dom:load"/></text:p>'),
        "macro",
    ),
    "een dde-koppeling": (in_tekst('<text:dde-connection-decls office:name="x"/>'), "macro"),
    "een object": (in_tekst('<draw:object xlink:href="./Object 1"/>'), "macro"),
    "een link": (in_tekst(LINK.format("https://kwaad.nl")), "van buiten"),
    "een verstopte link": (in_tekst(LINK.format("&#104;ttps://kwaad.nl")), "van buiten"),
    "een macrolink": (in_tekst(LINK.format("vnd.sun.star.script:a.b")), "van buiten"),
    "een bestand ernaast": (in_tekst(LINK.format("../geheim.odt")), "van buiten"),
    "een netwerkmap": (in_tekst(LINK.format("\\\\server\\map")), "van buiten"),
    "een entiteit": (met({CONTENT: lambda b: BOM}), "geen ODT"),
    "andere tekens": (met({CONTENT: lambda b: b'<?xml version="1.0" encoding="UTF-7"?><x/>'}), "geen ODT"),
    "kapotte tekens": (met({CONTENT: lambda b: b"\xff\xfe<x/>"}), "geen ODT"),
    "veel delen": (met(**{f"Pictures__p{n}_png": b"x" for n in range(250)}), "te veel"),
}


@pytest.mark.parametrize("wat", SLECHT)
def test_een_slecht_sjabloon_wordt_geweigerd_met_een_zin(wat: str) -> None:
    bestand, woord = SLECHT[wat]
    keuring = keur(bestand)
    assert not keuring.goed
    assert woord in " ".join(keuring.fouten)


def test_een_bom_wordt_niet_uitgepakt() -> None:
    uit = io.BytesIO()
    with zipfile.ZipFile(uit, "w", zipfile.ZIP_DEFLATED) as naar:
        naar.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        naar.writestr("content.xml", b"\0" * 50_000_000)
        naar.writestr("styles.xml", "<x/>")
    assert len(uit.getvalue()) < MAX_BESTAND
    assert "te veel" in keur(uit.getvalue()).fouten[0]


def test_een_plaatje_in_het_bestand_en_een_kopje_mogen() -> None:
    plaat = '<draw:frame><draw:image xlink:href="Pictures/logo.png"/></draw:frame>'
    eigen = in_tekst(f"<text:p>{plaat}</text:p>" + LINK.format("#kop"))
    assert keur(eigen).goed
    assert plaat in tekst(naar_brief(zetsel(1), eigen))


@pytest.mark.parametrize("inhoud", [b"<x><y></x>", b"", b"<a>" * 5_000 + b"</a>" * 5_000])
def test_kapotte_of_bodemloze_xml_is_kapot(inhoud: bytes) -> None:
    assert kapot(met({CONTENT: lambda b: inhoud}))
    assert not kapot(STANDAARD)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not on this machine")
@pytest.mark.slow
def test_libreoffice_leest_de_brief(tmp_path: Path) -> None:
    (tmp_path / "brief.odt").write_bytes(naar_brief(zetsel(), STANDAARD))
    profiel = f"-env:UserInstallation=file://{tmp_path}/profiel"
    opdracht = (
        str(shutil.which("soffice")),
        "--headless",
        profiel,
        "--convert-to",
        "txt:Text (encoded):UTF8",
    )
    klaar = subprocess.run(
        [*opdracht, "--outdir", str(tmp_path), str(tmp_path / "brief.odt")], capture_output=True, timeout=120
    )
    if not (tmp_path / "brief.txt").exists():
        pytest.skip(f"LibreOffice here has no Writer: {klaar.stderr.decode()[:80]}")
    gelezen = (tmp_path / "brief.txt").read_text("utf-8-sig")
    for zin in (
        "Raadsinformatiebrief: kwartaalregister, kwartaal 1 van 2026",
        "College: 4 keer.",
        "Voorbeeldstad",
    ):
        assert zin in gelezen
