"""The copies of other people's files are untouched, licensed, and all that the pages fetch."""

from __future__ import annotations

import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "signalen" / "static"
FREE = {"EUPL-1.2", "0BSD", "OFL-1.1", "MPL-2.0", "MIT"}


def _vendor() -> ModuleType:
    spec = importlib.util.spec_from_file_location("vendor_script", ROOT / "scripts" / "vendor.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["vendor_script"] = module  # dataclasses look their own module up
    spec.loader.exec_module(module)
    return module


vendor = _vendor()


@pytest.mark.parametrize("package", vendor.PACKAGES, ids=lambda package: package.npm)
def test_kopie_is_ongewijzigd(package: Any) -> None:
    assert vendor.faults(package) == []
    assert package.licence in FREE


def test_gewijzigde_kopie_valt_op(tmp_path: Path) -> None:
    package = vendor.PACKAGES[2]
    copied = vendor.Package(package.npm, package.version, package.licence, tmp_path, package.files)
    copied.target.mkdir()
    for path in package.target.iterdir():
        (copied.target / path.name).write_bytes(path.read_bytes())
    (copied.target / "htmx.min.js").write_text("/* changed */")
    assert any("differs" in sentence for sentence in vendor.faults(copied))


def test_eigen_stijl_haalt_alleen_bestanden_die_er_zijn() -> None:
    for sheet in STATIC.glob("*.css"):
        for address in re.findall(r"url\('([^']+)'\)", sheet.read_text(encoding="utf-8")):
            assert (STATIC / address).is_file(), f"{sheet.name} asks for {address}"


def test_layout_noemt_de_versies_die_er_zijn() -> None:
    for blad in ("hoofd.html", "layout.html"):
        namen = re.findall(r"filename='([^']+)'", (ROOT / "templates" / blad).read_text(encoding="utf-8"))
        assert namen
        for name in namen:
            assert (STATIC / name).is_file(), f"{blad} asks for {name}"
