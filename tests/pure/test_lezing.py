"""Rules of what a bestuurder does with a line: which acts, whom a question goes to, its term, what stays."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from signalen.knelpunt.rules import OngeldigeInvoer
from signalen.permissions import Band, Persoon, Recht, mag
from signalen.register import regel as regels
from signalen.register.bron import Feit, Stil, Zaak
from signalen.register.lezing import lijn, rules
from workflows import bestuursvraag
from workflows.definition import ROLLEN
from workflows.kalender import Kalender
from workflows.loader import load_file, shipped
from workflows.stand import Geweigerd, Stand

ROUTE = load_file(shipped()["knelpunt-1"])
IN = Stand("knelpunt", 1, "management", geweest=("uitzoeken", "casuistiekbespreking"))
VANDAAG = date(2026, 11, 30)

# ------------------------------------------------------------------ who and what


@pytest.mark.parametrize("rol", ROLLEN)
def test_alleen_de_wethouder_van_deze_portefeuille_reageert(rol: str) -> None:
    iemand = Persoon(uuid.uuid4(), "x")
    assert mag(Recht.REGISTER_REAGEREN, iemand, Band(frozenset({rol}))) == (rol == "wethouder")
    assert not mag(Recht.REGISTER_REAGEREN, iemand, Band()), "a role elsewhere gives nothing here"


def test_een_concept_krijgt_geen_reactie() -> None:
    assert rules.daden("concept", ()) == ()
    with pytest.raises(Geweigerd, match="concept"):
        rules.eis("concept", "vraag")


def test_gezien_is_er_een_keer_en_de_rest_blijft() -> None:
    assert rules.daden("vastgesteld", ()) == rules.SOORTEN
    for gedaan in rules.SOORTEN:
        assert rules.daden("vastgesteld", {gedaan}) == ("antwoord", "vraag", "datum"), gedaan
    with pytest.raises(Geweigerd):
        rules.eis("vastgesteld", "verzonnen")


def fouten(soort: str, **invoer: str) -> dict[str, str]:
    with pytest.raises(OngeldigeInvoer) as fout:
        rules.lees(soort, invoer, VANDAAG)
    return {f.veld: f.reden for f in fout.value.fouten}


def test_wat_er_niet_mag_staan() -> None:
    assert set(fouten("antwoord", woorden=" \x00 ")) == {"woorden"}
    assert "2000" in fouten("vraag", woorden="a" * 2001)["woorden"]
    assert "e-mail" in fouten("vraag", woorden="Schrijf aan jan@voorbeeld.example.")["woorden"].lower()
    assert set(fouten("datum", omschrijving="", datum="31-2-2027")) == {"omschrijving", "datum"}
    assert "na vandaag" in fouten("datum", omschrijving="De brief is klaar", datum="30-11-2026")["datum"]
    with pytest.raises(OngeldigeInvoer):
        rules.lees_antwoord("")


def test_wat_wel_mag_is_schoon() -> None:
    assert rules.lees("gezien", {"woorden": "telt niet"}, VANDAAG) == rules.Gelezen()
    gelezen = rules.lees("datum", {"omschrijving": " De brief is klaar ", "datum": "8-12-2026"}, VANDAAG)
    assert gelezen == rules.Gelezen("De brief is klaar", "2026-12-08")


# ------------------------------------------------------------------ a question


@pytest.mark.parametrize(
    ("stand", "beloften", "rol"),
    [
        (IN, (), "afdelingshoofd"),
        (replace(IN, stap="uitzoeken", geweest=()), (), "coordinator"),
        (replace(IN, stap="college", geweest=(*IN.geweest, "management")), (), "afdelingshoofd"),
        (
            replace(IN, stap="terugkoppeling", besluiter="management", besluit="aanpassen"),
            (),
            "afdelingshoofd",
        ),
        (replace(IN, stap="gesloten", besluiter="management", besluit="aanpassen"), (), "afdelingshoofd"),
        (replace(IN, stap="gesloten", besluiter="management"), ("jurist", "teamleider"), "jurist"),
        (replace(IN, stap="gesloten", besluiter="management"), ("wethouder",), "afdelingshoofd"),
        (replace(IN, stap="geparkeerd", besluiter="management"), (), "afdelingshoofd"),
        (
            replace(IN, stap="gesloten", geweest=("uitzoeken", "college"), besluiter="college"),
            (),
            "coordinator",
        ),
        (replace(IN, stap="college", geweest=()), (), "coordinator"),
        (replace(IN, stap="raad", geweest=("college",)), (), "griffier"),
    ],
)
def test_naar_wie_een_vraag_gaat(stand: Stand, beloften: tuple[str, ...], rol: str) -> None:
    """Where it lies; once it lies still who promised, else who decided; never the college itself."""
    assert bestuursvraag.naar_wie(ROUTE, stand, beloften) == rol


@pytest.mark.parametrize("stap", [*ROUTE.stappen, *ROUTE.einden, *ROUTE.rust])
def test_elke_vraag_komt_bij_iemand(stap: str) -> None:
    rol = bestuursvraag.naar_wie(ROUTE, replace(IN, stap=stap, besluiter="college"))
    assert rol in ROLLEN and rol != bestuursvraag.VRAGER


def test_de_termijn_telt_zoals_elke_andere() -> None:
    """Asked on Monday 30 November: five working days after that day, by the same arithmetic."""
    telling = bestuursvraag.reken(VANDAAG, Kalender())
    assert telling.uiterste == date(2026, 12, 7)
    assert telling.regels[0].tekst == "5 werkdagen na maandag 30 november 2026"
    met_vrij = bestuursvraag.reken(VANDAAG, Kalender({date(2026, 12, 2): "Koninklijk besluit"}))
    assert met_vrij.uiterste == date(2026, 12, 8)


def test_de_laag_van_een_rol() -> None:
    assert bestuursvraag.laag_van(ROUTE, "afdelingshoofd") == "management"
    assert bestuursvraag.laag_van(ROUTE, "jurist") == "jurist"
    assert bestuursvraag.titel(ROUTE, bestuursvraag.SOORT) == "Vraag van de wethouder"
    assert bestuursvraag.titel(ROUTE, "management") == ROUTE.titel_van("management")


# ------------------------------------------------------------------ the line of the next edition


def feit(nummer: int, soort: str, dag: date, **inhoud: Any) -> Feit:
    rol = "wethouder" if soort in lijn.DAAD else "afdelingshoofd"
    return Feit(nummer, soort, dag, rol, {"traject": "t", **inhoud})


def zaak(*feiten: Feit, teksten: dict[str, str] | None = None) -> Zaak:
    return Zaak(1, 1, "t", "", "wonen", "", ROUTE, IN, feiten, teksten=teksten or {})


VRAAG = feit(1, "bestuur_vraag", date(2026, 4, 7), reactie="r1", tekst="d1", aan="afdelingshoofd")
STIL = feit(2, "bestuur_stil", date(2026, 4, 15), vraag="r1", laag="management", uiterste="2026-04-14")
ANTWOORD = feit(3, "bestuur_antwoord_op_vraag", date(2026, 4, 16), vraag="r1", tekst="d2")
TEKSTEN = {"d1": "Wanneer is dit klaar?", "d2": "In mei."}


def test_een_vraag_met_stilte_en_antwoord_is_een_stuk() -> None:
    (stuk,) = lijn.bestuur(zaak(VRAAG, STIL, ANTWOORD, teksten=TEKSTEN))
    assert stuk == {
        "soort": "vraag",
        "datum": "2026-04-07",
        "woorden": "Wanneer is dit klaar?",
        "antwoord": "In mei.",
        "antwoord_op": "2026-04-16",
        "stil": 1,
    }
    (open_,) = lijn.bestuur(zaak(VRAAG, STIL, teksten=TEKSTEN))
    assert (open_["antwoord"], open_["antwoord_op"], open_["stil"]) == ("", None, 1)


def test_leeggemaakte_woorden_blijven_weg_en_gezien_heeft_er_geen() -> None:
    gezien = feit(1, "bestuur_gezien", date(2026, 4, 7), reactie="r0")
    stukken = lijn.bestuur(zaak(gezien, VRAAG))
    assert [(s["soort"], s["woorden"]) for s in stukken] == [("gezien", ""), ("vraag", "")]
    assert [list(lijn.digests(f)) for f in (gezien, VRAAG, STIL, ANTWOORD)] == [[], ["d1"], [], ["d2"]]


def test_de_regel_vertelt_het_en_telt_de_stilte() -> None:
    stil = Stil(
        "afdelingshoofd", "Management", bestuursvraag.TITEL, date(2026, 4, 14), date(2026, 4, 15), "stil", ""
    )
    gezien = feit(4, "bestuur_gezien", date(2026, 4, 17), reactie="r0")
    van = replace(zaak(VRAAG, STIL, ANTWOORD, gezien, teksten=TEKSTEN), stiltes=(stil,))
    rij = regels.regel(van, date(2026, 6, 30))
    assert [s["soort"] for s in rij["bestuur"]] == ["vraag", "gezien"]
    assert [s["stap"] for s in rij["stiltes"]] == ["Vraag van de wethouder"]
    assert [(p["titel"], p["soort"]) for p in rij["verloop"]] == [
        ("De wethouder stelde een vraag", ""),
        (f"Stil gebleven: {ROUTE.titel_van('management')}", "stilte"),
        ("De vraag van de wethouder is beantwoord", ""),
    ]
