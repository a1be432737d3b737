"""From the text of a regeling to articles: those of the thirty knelpunten, and how people write them."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from signalen.landelijk.wetten import Artikel, artikelen, in_tabel, in_zin

KNELPUNTEN = json.loads((Path(__file__).parents[1] / "gegevens" / "knelpunten.json").read_text("utf-8"))
PW, WGS = "Participatiewet", "Wet gemeentelijke schuldhulpverlening"
RV = "Wetboek van Burgerlijke Rechtsvordering"
VERWACHT = {
    "Participatiewet art. 17 en 58; per 1-1-2026 ook art. 18": f"{PW} art. 17, 18 en 58",
    "Participatiewet, verrekening inkomsten; art. 34b bufferbudget (tekst 1-1-2026)": f"{PW} art. 34b",
    "Wet gemeentelijke schuldhulpverlening art. 4 (eerste gesprek)": f"{WGS} art. 4",
    "Wet gemeentelijke schuldhulpverlening art. 3 (lid 5 in de tekst van 1-7-2026)": f"{WGS} art. 3",
    "Aanvraagprocedure bijstand en schuldhulpverlening": "",
    "Wet basisregistratie personen": "Wet basisregistratie personen",
    "Jeugdwet, toekomstplan 18-/18+": "Jeugdwet",
    "Jeugdwet en Zorgverzekeringswet": "Jeugdwet; Zorgverzekeringswet",
    "Participatiewet art. 12, 18 en 20": f"{PW} art. 12, 18 en 20",
    "Participatiewet art. 13 en 16": f"{PW} art. 13 en 16",
    "Wet gemeentelijke schuldhulpverlening; re-integratie tijdens detentie": WGS,
    "Voorzieningen bij re-integratie (UWV)": "",
    "Wet WIA en Participatiewet art. 44": f"{PW} art. 44; Wet werk en inkomen naar arbeidsvermogen",
    "Wet WIA (IVA)": "Wet werk en inkomen naar arbeidsvermogen",
    "AOW en Anw; SVB-beleidsregels": "Algemene Ouderdomswet; Algemene nabestaandenwet",
    "Participatiewet, AIO en kostendelersnorm": PW,
    "Wetboek van Burgerlijke Rechtsvordering, beslagvrije voet": RV,
    "Participatiewet art. 35 lid 4 (energietoeslag 2022)": f"{PW} art. 35",
    "Gemeentelijke regeling kinderopvang; Participatiewet": PW,
    "Participatiewet art. 15 en 35; besluit algemeen belang": f"{PW} art. 15 en 35",
    "Bijzondere bijstand, huurtoeslag en andere inkomensregelingen": "",
    "Stelsel van basisregistraties; gegevensuitwisseling": "",
    "Gemeentelijke servicenormen dienstverlening": "",
    "Aanvraagproces schuldhulpverlening": "",
    "Betaalproces bijstand": "",
    "Awir, invordering toeslagen; Wgs": f"Algemene wet inkomensafhankelijke regelingen; {WGS}",
    "Maatwerk over domeinen heen; landelijke uitvoeringswetten": "",
    "Brede ondersteuning hersteloperatie toeslagen": "",
    "Wgs art. 3 lid 3 en Participatiewet art. 18a": f"{PW} art. 18a; {WGS} art. 3",
}


def test_elke_regeling_van_de_dertig_staat_hier() -> None:
    assert {k["regeling"] for k in KNELPUNTEN} == set(VERWACHT)


@pytest.mark.parametrize(("regeling", "verwacht"), VERWACHT.items())
def test_de_dertig_regelingen(regeling: str, verwacht: str) -> None:
    assert in_tabel(artikelen(regeling)) == verwacht


@pytest.mark.parametrize(
    ("regeling", "verwacht"),
    [
        ("art. 2.3.5 Wmo 2015", "Wet maatschappelijke ondersteuning 2015 art. 2.3.5"),
        ("Artikel 58 van de Participatiewet", f"{PW} art. 58"),
        ("participatiewet artikel 58", f"{PW} art. 58"),
        ("PW art 18a", f"{PW} art. 18a"),
        ("Participatiewet art. 17 en art. 18", f"{PW} art. 17 en 18"),
        ("art. 35 lid 4 en 36 Pw", f"{PW} art. 35 en 36"),
        ("Participatiewet, artikel 17, eerste lid, en 58", f"{PW} art. 17 en 58"),
        ("Pw art. 31 lid 2 onder m en 58 lid 1", f"{PW} art. 31 en 58"),
        ("artikelen 3:4 en 4:84 van de Awb", "Algemene wet bestuursrecht art. 3:4 en 4:84"),
        ("art. 7:658 BW", "Burgerlijk Wetboek art. 7:658"),
        ("art. 12 (Jeugdwet)", "Jeugdwet art. 12"),
        ("art. 17 Participatiewet, art. 3 Wgs", f"{PW} art. 17; {WGS} art. 3"),
        ("Woningwet art. 12a", "Woningwet art. 12a"),
        ("Wet op de lijkbezorging art. 21", "Wet op de lijkbezorging art. 21"),
        ("Pw art. 9 en 10, 9a en 18", f"{PW} art. 9, 9a, 10 en 18"),
        ("Verordening Participatiewet art. 3", ""),
        ("art. 5", ""),
        ("de wet knelt, en het bw ook", ""),
        ("", ""),
    ],
)
def test_zoals_mensen_het_schrijven(regeling: str, verwacht: str) -> None:
    assert in_tabel(artikelen(regeling)) == verwacht


def test_in_een_zin() -> None:
    assert in_zin([Artikel(PW, "58"), Artikel(PW, "9")]) == "artikel 9 en 58 Participatiewet"
    assert in_zin([Artikel("Jeugdwet", "")]) == "de Jeugdwet (zonder artikel)"
    assert in_zin([Artikel(RV, "")]) == f"het {RV} (zonder artikel)"


@pytest.mark.parametrize(
    "tekst", ["art. " + "1, " * 9000, "art. 1" + " " * 9000 + "x", "art. 1" + "(x)" * 5000, "Wet a " * 5000]
)
def test_een_rare_tekst_kost_geen_tijd(tekst: str) -> None:
    begin = time.perf_counter()
    artikelen(tekst)
    assert time.perf_counter() - begin < 1
