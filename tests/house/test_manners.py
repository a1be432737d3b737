"""The manners of the house, held by reading its own files: one commit, one clock, one enqueue, short files,
no tricks.
"""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
PAKKETTEN = ("signalen", "workflows")
# Who runs processes may look at the real clock and speak on a terminal.
PROCESSEN = ("supervisor", "child", "embedded", "klokproces", "bench", "torture", "story", "voorbeeld")
PRATERS = (*PROCESSEN, "cli", "commando", "jobs", "migreren", "beheer.rechten", "render", "methode_render")
KLOKLEZERS = {
    "datetime.now",
    "datetime.utcnow",
    "datetime.today",
    "date.today",
    "time.time",
    "time.monotonic",
    "time.perf_counter",
    "time.localtime",
}
LANG, GEWOON, AANDEEL = 400, 250, 0.9
FUNCTIE_MELD, FUNCTIE_GRENS = 30, 60
# Assembled here, so that this file does not hold what it forbids.
VERBODEN = ["/wor" + "k/", "/tmp/" + "brief", "anthro" + "pic", "clau" + "de", "chat" + "gpt", "open" + "ai"]
NIET_VAN_ONS = re.compile(
    r"(^|/)(\.git|\.venv|var|vendor|__pycache__|[^/]*_cache|\.hypothesis|node_modules|build|dist)(/|$)"
)


def bronnen() -> list[Path]:
    """Return every Python file of the application."""
    return sorted(p for pakket in PAKKETTEN for p in (ROOT / pakket).rglob("*.py"))


def naam(pad: Path) -> str:
    return str(pad.relative_to(ROOT)).removesuffix(".py").replace("/", ".")


def hoort_bij(pad: Path, delen: tuple[str, ...]) -> bool:
    """Say whether this file belongs to one of these parts of signalen (or workflows)."""
    rest = naam(pad).split(".", 1)[-1]
    return any(rest == deel or rest.startswith((f"{deel}.", f"{deel}_")) for deel in delen)


def boom(pad: Path) -> ast.Module:
    return ast.parse(pad.read_text("utf-8"), str(pad))


def aanroepen(pad: Path) -> Iterator[tuple[str, int]]:
    """Yield every call in a file as its last two names (`session.commit`) with its line."""
    for knoop in ast.walk(boom(pad)):
        if isinstance(knoop, ast.Call):
            yield ".".join(ast.unparse(knoop.func).split(".")[-2:]), knoop.lineno


def waar(gezocht: Callable[[str], bool], mag: Callable[[Path], bool]) -> list[str]:
    return [
        f"{naam(pad)}:{regel} {roep}"
        for pad in bronnen()
        if not mag(pad)
        for roep, regel in aanroepen(pad)
        if gezocht(roep)
    ]


def test_alleen_db_commit() -> None:
    assert waar(lambda r: r.split(".")[-1] == "commit", lambda p: naam(p) == "signalen.db") == []


def test_alleen_clock_kijkt_op_de_klok() -> None:
    fout = waar(lambda r: r in KLOKLEZERS, lambda p: naam(p) == "signalen.clock" or hoort_bij(p, PROCESSEN))
    assert fout == [], "use signalen.clock, or take the moment as an argument"


def test_alleen_de_deurbel_belt() -> None:
    fout = waar(
        lambda r: r.split(".")[-1] in ("enqueue", "enqueue_call"), lambda p: naam(p) == "signalen.deurbel"
    )
    assert fout == []


def test_alleen_bericht_schrijft_brieven() -> None:
    fout = [
        naam(pad)
        for pad in bronnen()
        for knoop in ast.walk(boom(pad))
        if isinstance(knoop, ast.Call)
        and ast.unparse(knoop.func).split(".")[-1] in ("render_template", "get_template")
        and "bericht/" in ast.unparse(knoop)
        and not hoort_bij(pad, ("bericht",))
    ]
    assert fout == []


def test_de_app_praat_niet_op_de_terminal() -> None:
    assert waar(lambda r: r == "print", lambda p: hoort_bij(p, PRATERS)) == []


def test_bladzijden_raken_geen_modellen_en_geen_database() -> None:
    fout = []
    for pad in bronnen():
        if not pad.stem.endswith("views") and pad.parent.name != "views":
            continue
        for knoop in ast.walk(boom(pad)):
            if isinstance(knoop, ast.Import):
                namen = [a.name for a in knoop.names]
            elif isinstance(knoop, ast.ImportFrom):
                namen = [f"{knoop.module}.{a.name}" for a in knoop.names]
            else:
                continue
            fout += [
                f"{naam(pad)}: {n}"
                for n in namen
                if re.search(r"\.models(\.|$)|^signalen\.db(\.|$)|^sqlalchemy", n)
            ]
    assert fout == []


def test_bestanden_blijven_kort() -> None:
    lengtes = {naam(pad): len(pad.read_text("utf-8").splitlines()) for pad in bronnen()}
    assert {n: aantal for n, aantal in lengtes.items() if aantal > LANG} == {}
    lang = {n: aantal for n, aantal in lengtes.items() if aantal > GEWOON}
    assert len(lang) <= (1 - AANDEEL) * len(lengtes), f"too many files over {GEWOON} lines: {lang}"


def functies(pad: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for knoop in ast.walk(boom(pad)):
        if isinstance(knoop, ast.FunctionDef | ast.AsyncFunctionDef):
            yield knoop


def lengte(functie: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (functie.end_lineno or functie.lineno) - functie.lineno + 1


def test_functies_blijven_kort(capsys: pytest.CaptureFixture[str]) -> None:
    alle = [(lengte(f), f"{naam(p)}.{f.name}") for p in bronnen() for f in functies(p)]
    te_lang = sorted((n, wie) for n, wie in alle if n > FUNCTIE_GRENS)
    with capsys.disabled():
        for aantal, wie in sorted(alle, reverse=True):
            if aantal > FUNCTIE_MELD:
                print(f"\n  {wie} is {aantal} lines long", end="")
    assert te_lang == []


def test_alles_wat_openbaar_is_zegt_wat_het_doet() -> None:
    zonder = []
    for pad in bronnen():
        module = boom(pad)
        if not ast.get_docstring(module):
            zonder.append(naam(pad))
        zonder += [f"{naam(pad)}.{n}" for n in _zonder_uitleg(module.body)]
    assert zonder == []


def _zonder_uitleg(regels: list[ast.stmt], binnen: str = "") -> Iterator[str]:
    """Yield public functions, classes and methods without a docstring; overloads of a library's method count
    too.
    """
    for knoop in regels:
        if not isinstance(
            knoop, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
        ) or knoop.name.startswith("_"):
            continue
        if not ast.get_docstring(knoop):
            yield binnen + knoop.name
        if isinstance(knoop, ast.ClassDef):
            yield from _zonder_uitleg(knoop.body, f"{knoop.name}.")


@pytest.mark.parametrize(
    "pad", sorted((ROOT / "templates").rglob("*.html")), ids=lambda p: str(p.relative_to(ROOT))
)
def test_sjablonen_hebben_geen_stijl_script_of_handelaar_in_de_regel(pad: Path) -> None:
    tekst = re.sub(r"\{#.*?#\}", "", pad.read_text("utf-8"), flags=re.S)
    assert re.findall(r"<[^>]*\s(?:style|on[a-z]+)\s*=", tekst) == []
    assert re.findall(r"<style\b", tekst) == []
    assert [s for s in re.findall(r"<script\b[^>]*>", tekst) if "src=" not in s] == []
    # A literal or something named ..._html may be marked safe; what people write may not.
    onveilig = [
        r for r in re.findall(r"[^\s{%]*\s*\|\s*safe\b", tekst) if not re.match(r"""['"]|\w*_html\b""", r)
    ]
    assert onveilig == []


def test_elke_tabel_staat_in_de_woordenlijst() -> None:
    lijst = (ROOT / "docs" / "woordenlijst.md").read_text("utf-8")
    bekend = {woord.lower() for woord in re.findall(r"`(\w+)`", lijst)}
    onbekend = [
        f"{naam(pad)}.{klasse.name}"
        for pad in bronnen()
        for klasse in ast.walk(boom(pad))
        if isinstance(klasse, ast.ClassDef)
        and any(ast.unparse(b) == "db.Model" for b in klasse.bases)
        and klasse.name.lower() not in bekend
    ]
    assert onbekend == []


def bestanden() -> Iterator[Path]:
    """Yield every text file that belongs to the project."""
    for pad in sorted(ROOT.rglob("*")):
        kort = str(pad.relative_to(ROOT))
        if pad.is_file() and not NIET_VAN_ONS.search(kort) and pad.stat().st_size < 2_000_000:
            yield pad


def test_geen_bestand_noemt_de_werkplaats() -> None:
    fout = []
    for pad in bestanden():
        try:
            tekst = pad.read_text("utf-8").lower()
        except UnicodeDecodeError:
            continue
        fout += [f"{pad.relative_to(ROOT)} noemt {woord}" for woord in VERBODEN if woord in tekst]
    assert fout == []


def test_de_regels_kunnen_falen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that breaks every rule is found by every rule; otherwise the tests above prove nothing."""
    slecht = tmp_path / "signalen" / "slecht.py"
    slecht.parent.mkdir()
    slecht.write_text(
        "import datetime\n"
        "def openbaar(session, q):\n"
        "    session.commit(); q.enqueue('x'); print(datetime.datetime.now())\n"
        "    render_template('bericht/x.md')\n"
    )
    monkeypatch.setitem(globals(), "ROOT", tmp_path)
    regels = (
        test_alleen_db_commit,
        test_alleen_clock_kijkt_op_de_klok,
        test_alleen_de_deurbel_belt,
        test_alleen_bericht_schrijft_brieven,
        test_de_app_praat_niet_op_de_terminal,
        test_alles_wat_openbaar_is_zegt_wat_het_doet,
    )
    for regel in regels:
        with warnings.catch_warnings(), pytest.raises(AssertionError):
            regel()
