"""Who sits at the table, without a database: one team, one kind of work, and a line of authority."""

from __future__ import annotations

import pytest

from workflows.gezelschap import Aanwezige, waarschuwingen


def wie(naam: str, eenheid: str = "intake", rollen: str = "uitvoerder", **rest: object) -> Aanwezige:
    organisatie, leidt = (
        str(rest.get("organisatie", "Gemeente")),
        frozenset(str(rest.get("leidt", "")).split()),
    )
    return Aanwezige(naam, eenheid, f"Team {eenheid}", organisatie, frozenset(rollen.split()), leidt)


def test_een_gemengd_gezelschap_krijgt_geen_opmerking() -> None:
    tafel = [wie("Noor"), wie("Bas", "juridisch", "jurist")]
    assert waarschuwingen("casuistiekbespreking", tafel) == []
    assert waarschuwingen("moreel_beraad", tafel, wie("Gees", "advies", "gespreksleider")) == []


def test_niemand_uitgenodigd_is_nog_geen_fout() -> None:
    assert waarschuwingen("moreel_beraad", [], wie("Gees")) == []


def test_een_team_en_een_vak() -> None:
    een, twee = wie("Noor"), wie("Bas")
    gevonden = waarschuwingen("casuistiekbespreking", [een, twee])
    assert len(gevonden) == 2
    assert "hetzelfde team: Team intake" in gevonden[0] and "hetzelfde soort werk" in gevonden[1]
    assert len(waarschuwingen("casuistiekbespreking", [een])) == 1


@pytest.mark.parametrize(
    ("ander", "aantal"),
    [
        (wie("Bas", "schulden"), 1),
        (wie("Bas", "schulden", "jurist"), 0),
        (wie("Bas", "schulden", organisatie="Buurtzorg"), 0),
        (wie("Bas", "intake", "jurist"), 1),
    ],
)
def test_een_ander_team_of_een_ander_vak_scheelt_een_opmerking(ander: Aanwezige, aantal: int) -> None:
    assert len(waarschuwingen("casuistiekbespreking", [wie("Noor"), ander])) == aantal


def test_een_lijn_van_gezag_telt_alleen_in_een_moreel_beraad() -> None:
    baas = wie("Iris", "advies", "afdelingshoofd", leidt="intake")
    tafel = [wie("Noor"), baas, wie("Bas", "juridisch", "jurist")]
    (zin,) = waarschuwingen("moreel_beraad", tafel)
    assert zin.startswith("Iris is leidinggevende van Noor.")
    assert waarschuwingen("casuistiekbespreking", tafel) == []
    assert waarschuwingen("moreel_beraad", [wie("Noor"), wie("Bas", "juridisch", "jurist")], baas) == [zin]


def test_niemand_is_de_eigen_leidinggevende() -> None:
    hoofd = wie("Iris", "intake", "afdelingshoofd", leidt="intake")
    assert waarschuwingen("moreel_beraad", [hoofd, wie("Bas", "juridisch", "jurist")], hoofd) == []


@pytest.mark.parametrize("soort", ["management", "college", "luistersessie"])
def test_een_vast_gezelschap_krijgt_geen_opmerking(soort: str) -> None:
    assert waarschuwingen(soort, [wie("Noor"), wie("Bas")]) == []
