"""One small method that is right, for every refusal the one change that makes it wrong, and the intake."""

from __future__ import annotations

import tempfile
import tomllib
from pathlib import Path

import pytest

from workflows.definition import Intake
from workflows.intake import load_intake
from workflows.methode_loader import Fout, MethodeFout, load_file, load_methode

HIER = Path(__file__).parent
GOED = (HIER / "goede-methode-1.toml").read_text(encoding="utf-8")
GEVALLEN = tomllib.loads((HIER / "weigeringen-methode.toml").read_text(encoding="utf-8"))["geval"]
STAPPEN = ("casus", "eigen", "gesprek")
UITLEG = "# Uitleg\n\n" + "\n".join(f"## {stap}\n\nDaarom.\n" for stap in STAPPEN)
INTAKE_TEKST = """
[vraag.doel]
label = "Wat wil je?"
gewicht = 2
[vraag.doel.antwoord.kiezen]
label = "Kiezen"
omdat = "je wilt kiezen"
[vraag.doel.antwoord.leren]
label = "Leren"
omdat = "je wilt leren"
"""
INTAKE = load_intake(INTAKE_TEKST)


def anders(oud: str, nieuw: str) -> str:
    """Return the good method with one change; the change must really be one."""
    assert GOED.count(oud) == 1, f"{oud!r} staat er {GOED.count(oud)} keer"
    return GOED.replace(oud, nieuw)


def fouten(tekst: str, uitleg: str | None = UITLEG, intake: Intake | None = INTAKE) -> list[Fout]:
    """Return the faults that the loader finds."""
    with pytest.raises(MethodeFout) as gevonden:
        load_methode(tekst, uitleg, bestand="klein-1.toml", intake=intake)
    return list(gevonden.value.fouten)


def test_de_goede_methode_laadt_zoals_hij_er_staat() -> None:
    methode = load_methode(GOED, UITLEG, intake=INTAKE)

    assert (methode.naam, methode.versie, methode.minuten, methode.besluit) == ("klein", 1, 30, True)
    assert tuple(stap.naam for stap in methode.stappen) == STAPPEN
    assert methode.past_bij == {"doel": ("kiezen",)}
    eigen = methode.stap("eigen")
    assert (eigen.individueel, eigen.spreekt, eigen.velden[0].keuzes) == (
        True,
        "niemand",
        (("a", "Dit"), ("b", "Dat")),
    )
    assert eigen.velden[0].besluit and not eigen.velden[0].oogst
    assert methode.stap("casus").velden[0].oogst
    assert methode.titel_van("gesprek") == "Samen" and methode.titel_van("weg") == "weg"


@pytest.mark.parametrize("geval", GEVALLEN, ids=[geval["wat"] for geval in GEVALLEN])
def test_de_lader_weigert_en_noemt_bestand_sleutel_en_oplossing(geval: dict[str, str]) -> None:
    alle = fouten(anders(geval["oud"], geval["nieuw"]))
    gevonden = [f for f in alle if f.sleutel == geval["sleutel"] and geval["reden"] in f.reden]

    assert gevonden, "\n".join(str(f) for f in alle)
    assert gevonden[0].bestand == "klein-1.toml"
    assert geval["remedie"] in gevonden[0].remedie


def test_alle_fouten_komen_in_een_keer() -> None:
    tekst = anders('spreekt = "inbrenger"', 'spreekt = "baas"').replace('aard = "feit"', 'aard = "mening"')
    tekst = tekst.replace("deelnemers_min = 3", 'deelnemers_min = "drie"')

    sleutels = {f.sleutel for f in fouten(tekst, "")}
    assert {"stap.casus.spreekt", "stap.casus.veld.feiten.aard", "deelnemers_min", "## gesprek"} <= sleutels


def test_zonder_stappen_valt_er_niets_te_doen() -> None:
    kop = GOED.split("[stap.casus]")[0]

    assert "stap" in {f.sleutel for f in fouten(kop)}
    leeg = [f for f in fouten(f"{kop}[stap]\n") if f.sleutel == "stap"]
    assert "zonder stappen" in leeg[0].reden and "[stap.begin]" in leeg[0].remedie


@pytest.mark.parametrize("kop", ["[stap.casus]", "[stap.casus.veld.feiten]"])
def test_twee_stappen_of_velden_met_een_naam_zijn_geen_toml(kop: str) -> None:
    gevonden = fouten(f'{GOED}\n{kop}\nlabel = "x"\n')

    assert gevonden[0].sleutel.startswith("regel ") and "dubbele namen" in gevonden[0].remedie


@pytest.mark.parametrize("veld", ["advies", "eindconclusie_en_actie", "besluiten", "stemming"])
def test_zonder_besluit_geen_veld_dat_er_naar_zijn_naam_om_vraagt(veld: str) -> None:
    tekst = anders("besluit = true\nminuten", "besluit = false\nminuten")
    tekst = tekst.replace("[stap.casus.veld.feiten]", f"[stap.casus.veld.{veld}]")

    assert f"stap.casus.veld.{veld}.besluit" in {f.sleutel for f in fouten(tekst)}


@pytest.mark.parametrize("veld", ["reacties", "systeem", "bestemming"])
def test_een_naam_die_er_alleen_op_lijkt_mag(veld: str) -> None:
    tekst = anders("[stap.casus.veld.feiten]", f"[stap.casus.veld.{veld}]")

    assert load_methode(tekst, UITLEG, intake=INTAKE).stap("casus").velden[0].naam == veld


@pytest.mark.parametrize(
    "uitleg",
    ["", UITLEG.replace("## eigen", "## eigenwijs"), UITLEG.replace("## eigen\n\nDaarom.", "## eigen\n")],
    ids=["geen", "andere kop", "leeg"],
)
def test_elke_stap_moet_worden_uitgelegd(uitleg: str) -> None:
    gemist = [f for f in fouten(GOED, uitleg) if f.sleutel == "## eigen"]

    assert gemist[0].bestand == "klein-1.md" and "waarom" in gemist[0].remedie


def test_wat_al_is_gekeurd_laadt_ook_met_een_andere_intake() -> None:
    tekst = anders('doel = ["kiezen"]', 'vroeger = ["ja"]')

    assert load_methode(tekst).past_bij == {"vroeger": ("ja",)}


def test_een_bestand_wordt_gelezen_met_de_uitleg_ernaast() -> None:
    with tempfile.TemporaryDirectory() as map_:
        pad = Path(map_) / "klein-1.toml"
        pad.write_text(GOED, encoding="utf-8")
        with pytest.raises(MethodeFout, match=r"klein-1\.md"):
            load_file(pad)
        pad.with_suffix(".md").write_text(UITLEG, encoding="utf-8")
        assert load_file(pad, INTAKE).uitleg == UITLEG
        with pytest.raises(MethodeFout, match="niet te lezen"):
            load_file(Path(map_) / "weg.toml")


# ------------------------------------------------------------------ the intake


@pytest.mark.parametrize(
    ("oud", "nieuw", "sleutel"),
    [
        ("gewicht = 2", "gewicht = 0", "vraag.doel.gewicht"),
        ("gewicht = 2", 'zwaar = "ja"', "vraag.doel.zwaar"),
        ('label = "Wat wil je?"', "", "vraag.doel.label"),
        ('omdat = "je wilt leren"', "", "vraag.doel.antwoord.leren.omdat"),
        ("[vraag.doel.antwoord.leren]", "[vraag.doel.antwoord.Leren]", "vraag.doel"),
        (
            '[vraag.doel.antwoord.leren]\nlabel = "Leren"\nomdat = "je wilt leren"\n',
            "",
            "vraag.doel.antwoord",
        ),
        (INTAKE_TEKST, "", "vraag"),
        (INTAKE_TEKST, "[vraag]", "vraag"),
    ],
)
def test_een_intake_waar_niets_mee_te_kiezen_valt_wordt_geweigerd(oud: str, nieuw: str, sleutel: str) -> None:
    assert oud in INTAKE_TEKST
    with pytest.raises(MethodeFout) as gevonden:
        load_intake(INTAKE_TEKST.replace(oud, nieuw))

    assert sleutel in {f.sleutel for f in gevonden.value.fouten}
    assert all(f.bestand == "intake.toml" and f.remedie for f in gevonden.value.fouten)
