"""ODS and XLSX read back by others than who wrote them: cell by cell the same, text never a formula."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from odfdo import Document

from signalen.register.vormen.ods import naar_ods
from signalen.register.vormen.tafel import Cel
from signalen.register.vormen.tafels import tafels, titelblad
from signalen.register.vormen.xlsx import MAX, VERDER, naar_xlsx, past
from tests.pure.zetsels import SIGNALEN, lastige_tafel, zetsel

Z = zetsel(8, {"signalen": SIGNALEN})
TAFELS = [*tafels(Z), lastige_tafel()]
KANTOOR = shutil.which("soffice")
LEES = "csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,true,true,false,false,-1"
"""Every sheet to a file: semicolons, UTF-8, cells as they are shown."""


@pytest.fixture(scope="module")
def bestanden() -> dict[str, bytes]:
    return {
        "ods": naar_ods(titelblad(Z), TAFELS, Z.gemeente, Z.moment),
        "xlsx": naar_xlsx(titelblad(Z), TAFELS, Z.gemeente, Z.moment),
    }


def test_xlsx_is_cel_voor_cel_wat_erin_ging(bestanden: dict[str, bytes]) -> None:
    boek = openpyxl.load_workbook(io.BytesIO(bestanden["xlsx"]))
    assert boek.sheetnames == ["Over dit register", *(t.titel for t in TAFELS)]
    for tafel in TAFELS:
        kop, *rijen = boek[tafel.titel].iter_rows(max_col=len(tafel.kolommen))
        assert [cel.value for cel in kop] == [k.naam for k in tafel.kolommen]
        assert [[_waarde(cel.value) for cel in rij] for rij in rijen] == [list(rij) for rij in tafel.rijen]
        assert {cel.data_type for rij in rijen for cel in rij} <= {"s", "n", "d", "inlineStr"}


def _waarde(waarde: object) -> object:
    """Return a day as a day. XlsxWriter writes `_x0041_` so that Excel shows it as it was; openpyxl does not
    undo that for text within a cell.
    """
    if isinstance(waarde, str):
        return waarde.replace("_x005F_", "_")
    return waarde.date() if isinstance(waarde, datetime) else waarde


def test_ods_is_cel_voor_cel_wat_erin_ging(bestanden: dict[str, bytes]) -> None:
    lichaam = Document(io.BytesIO(bestanden["ods"])).body
    assert [t.name for t in lichaam.tables] == ["Over dit register", *(t.titel for t in TAFELS)]
    for tafel, blad in zip(TAFELS, lichaam.tables[1:], strict=True):
        kop, *rijen = [[_ods(cel) for cel in rij.cells] for rij in blad.rows]
        assert kop == [k.naam for k in tafel.kolommen]
        assert [[_waarde(cel) for cel in rij] for rij in rijen] == [list(rij) for rij in tafel.rijen]


def _ods(cel: object) -> object:
    soort = cel.type  # type: ignore[attr-defined]
    if soort == "string":
        return "\n".join(p.inner_text for p in cel.get_elements("text:p"))  # type: ignore[attr-defined]
    return cel.value if soort != "float" else int(cel.value)  # type: ignore[attr-defined]


@pytest.mark.skipif(KANTOOR is None, reason="LibreOffice (soffice) is not on this machine")
@pytest.mark.slow
def test_libreoffice_leest_cel_voor_cel_hetzelfde(bestanden: dict[str, bytes], tmp_path: Path) -> None:
    paden = [tmp_path / f"{vorm}.{vorm}" for vorm in bestanden]
    for pad in paden:
        pad.write_bytes(bestanden[pad.stem])
    profiel = f"-env:UserInstallation=file://{tmp_path}/profiel"
    opdracht = (str(KANTOOR), "--headless", profiel, "--convert-to", LEES, "--outdir", str(tmp_path / "uit"))
    subprocess.run([*opdracht, *map(str, paden)], check=True, capture_output=True, timeout=120)
    for vorm in bestanden:
        for tafel in TAFELS:
            gelezen = list(_csv(tmp_path / "uit" / f"{vorm}-{tafel.titel}.csv"))
            verwacht = [[k.naam for k in tafel.kolommen], *([_getoond(c) for c in r] for r in tafel.rijen)]
            assert [r for r in gelezen if any(r)] == [r for r in verwacht if any(r)], (vorm, tafel.naam)


def _csv(pad: Path) -> Iterator[list[str]]:
    with pad.open(encoding="utf-8-sig", newline="") as bron:
        yield from csv.reader(bron, delimiter=";")


def _getoond(cel: Cel) -> str:
    if isinstance(cel, date):
        return f"{cel.day}-{cel.month}-{cel.year}"
    return "" if cel is None else str(cel)


def test_een_te_lange_cel_zegt_waar_de_rest_staat() -> None:
    assert past("kort") == "kort"
    lang = past("\U0001f600" * 20_000)
    assert lang.endswith(VERDER)
    assert MAX - 1 <= len(lang.encode("utf-16-le")) // 2 <= MAX


def test_twee_keer_maken_geeft_dezelfde_bytes(bestanden: dict[str, bytes]) -> None:
    assert bestanden["xlsx"] == naar_xlsx(titelblad(Z), TAFELS, Z.gemeente, Z.moment)
