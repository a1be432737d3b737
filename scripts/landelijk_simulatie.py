"""Invent editions of many municipalities, stack them with `signalen landelijk`, and say how long it took
and how big it was.

    python scripts/landelijk_simulatie.py --gemeenten 342 --kwartalen 8 --uit /tmp/simulatie [--json]

Every municipality is invented and says so in its name. Thirty mechanisms are those of the example
knelpunten, told by each municipality in other words; the rest is a municipality's own. Nothing is random
but what follows from the seed.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from signalen.register.rules import Kwartaal, lees_kwartaal, vingerafdruk  # noqa: E402

BEGIN = "2026-K1"
NIEUW = (14, 24)
LEEFT = (1, 2, 2, 3)
GEDEELD = 0.6
OORZAKEN = ("wet", "beleid", "uitvoering", "samenloop", "ict", "keten", "onbenutte ruimte")
BESLUITEN = ("aanpassen", "proberen", "kon_al", "doorgeven", "nee_omdat", "parkeren", "")
STANDEN = ("nagekomen", "te_laat_nagekomen", "niet_nagekomen", "loopt", "vervallen")
VOOR = ("", "", "", "Nog altijd: ", "Inwoner meldt: ", "Balie ziet: ", "Opnieuw ")
NA = ("", "", "", " in onze gemeente", ", ook bij spoed", " en dat duurt lang", " voor wie alleen woont")
WIE = (
    "Ouder",
    "Student",
    "Zelfstandige",
    "Mantelzorger",
    "Statushouder",
    "Gepensioneerde",
    "Alleenstaande",
    "Jongere",
)
WAT = (
    *(
        "wacht weken op een beschikking",
        "krijgt twee brieven die elkaar tegenspreken",
        "moet opnieuw bewijzen wat bekend is",
    ),
    *("belt steeds met een andere afdeling", "raakt de woning kwijt", "mag niet meedoen aan een opleiding"),
    *(
        "betaalt eigen bijdrage dubbel",
        "krijgt geen vervoer",
        "vindt geen huisarts",
        "levert een hulpmiddel te vroeg in",
    ),
    *(
        "ziet een boete oplopen",
        "mist de termijn voor bezwaar",
        "krijgt post op het oude adres",
        "moet digitaal aanvragen",
    ),
)
WAAROM = (
    "door een instructie",
    "door het systeem",
    "door een contract",
    "omdat niemand beslist",
    "na een verhuizing",
    "bij ziekte",
)
REGELINGEN = (
    *(
        "Participatiewet art. 31",
        "Participatiewet art. 18",
        "Participatiewet art. 35",
        "Wmo 2015 art. 2.3.5",
        "Jeugdwet art. 2.3",
    ),
    *(
        "Wgs art. 3",
        "Wgs art. 4a",
        "art. 4:84 Awb",
        "Wet BRP art. 2.20",
        "Leerplichtwet art. 11",
        "Verordening van de gemeente",
    ),
    *(
        "Wet inburgering 2021",
        "Zvw art. 18",
        "Huisvestingswet art. 10",
        "Aanvraagproces",
        "Participatiewet art. 54 lid 3",
    ),
)
ZIN = "De uitvoering liep hierop vast en de inwoner merkte dat elke dag; wij leggen uit wat wij wel doen. "


def mechanismen() -> list[dict[str, Any]]:
    """Return the thirty example knelpunten."""
    lijst: list[dict[str, Any]] = json.loads(
        (ROOT / "tests" / "gegevens" / "knelpunten.json").read_text("utf-8")
    )
    return lijst


def titel(basis: str, kans: random.Random) -> str:
    """Return a title told a little differently: a word left out, something before or behind it."""
    woorden = basis.split()
    if len(woorden) > 5 and kans.random() < 0.5:
        woorden.pop(kans.randrange(1, len(woorden)))
    return f"{kans.choice(VOOR)}{' '.join(woorden)}{kans.choice(NA)}"


def onderwerp(kans: random.Random, gedeeld: list[dict[str, Any]]) -> dict[str, str]:
    """Return what a new knelpunt is about: a shared mechanism or something of this municipality."""
    if kans.random() < GEDEELD:
        basis = kans.choice(gedeeld)
        vast = {naam: basis[naam] for naam in ("regeling", "domein", "oorzaak")}
        return {"titel": titel(basis["titel"], kans), **vast}
    eigen = f"{kans.choice(WIE)} {kans.choice(WAT)} {kans.choice(WAAROM)}"
    domein = kans.choice(("werk en inkomen", "jeugd", "zorg en ondersteuning", "schuldhulpverlening"))
    return {
        "titel": eigen,
        "regeling": kans.choice(REGELINGEN),
        "domein": domein,
        "oorzaak": kans.choice(OORZAKEN),
    }


def regel(nummer: int, over: dict[str, str], dag: date, kans: random.Random) -> dict[str, Any]:
    """Return a line of an edition, of about the size of a real one."""
    soort = kans.choice(BESLUITEN)
    besluit = {
        **{
            "soort": soort,
            "redenen": ZIN * 3,
            "datum": dag.isoformat(),
            "wat_moet_anders": "Een wet of landelijke regel",
        },
        **{
            "rol": "wethouder",
            "rugdekking": "",
            "herstel": ZIN,
            "naar_wie": "rijk",
            "en_intussen": ZIN,
            "grond": "",
        },
        **{"wat_mag_nu": "", "waaraan_zien": "", "proef_tot": "", "terug_op": ""},
    }
    antwoord = kans.random() < 0.3
    stuk = {
        **{
            "soort": "buiten",
            "aan": "Een ministerie",
            "datum": dag.isoformat(),
            "verstuurd": dag.isoformat(),
        },
        **{
            "antwoord": "Wij nemen dit mee." if antwoord else "",
            "antwoord_op": dag.isoformat() if antwoord else None,
        },
    }
    verloop = [
        {"datum": (dag + timedelta(n)).isoformat(), "titel": "Management: besloten", "soort": ""}
        for n in range(8)
    ]
    return {
        **{
            "nummer": nummer,
            "ronde": 1,
            **over,
            "laag": "College",
            "stand": kans.choice(("lopend", "besloten", "gesloten")),
        },
        "besluit": besluit if soort else None,
        "afspraken": [_afspraak(dag, kans) for _ in range(kans.randrange(3))],
        "stiltes": [
            {"laag": "management", "datum": dag.isoformat()} for _ in range(kans.choice((0, 0, 0, 1, 2)))
        ],
        **{
            "uitstel": 0,
            "oordeel": [],
            "doorgezet": [stuk] if soort == "doorgeven" else [],
            "omstreden": False,
        },
        **{
            "nameting": {},
            "woorden": f"{over['titel']}. {ZIN}" if kans.random() < 0.2 else "",
            "verloop": verloop,
        },
    }


def _afspraak(dag: date, kans: random.Random) -> dict[str, Any]:
    vast = {
        "omschrijving": ZIN,
        "eigenaar_rol": "afdelingshoofd",
        "laag": "management",
        "verschoven": 0,
        "gedaan": "",
    }
    return {
        **vast,
        "beloofd": dag.isoformat(),
        "datum": dag.isoformat(),
        "gedaan_op": None,
        "stand": kans.choice(STANDEN),
    }


def edities(naam: str, kwartalen: int, zaad: int) -> Iterator[dict[str, Any]]:
    """Yield the successive editions of one municipality: new knelpunten each quarter, each staying for a
    while.
    """
    kans = random.Random(f"{zaad}-{naam}")  # noqa: S311 a simulation
    gedeeld, kwartaal = mechanismen(), lees_kwartaal(BEGIN)
    lopend: list[tuple[int, dict[str, str], int]] = []
    nummer = 0
    for _ in range(kwartalen):
        for _ in range(kans.randint(*NIEUW)):
            nummer += 1
            lopend.append((nummer, onderwerp(kans, gedeeld), kans.choice(LEEFT) + 1))
        yield _editie(naam, kwartaal, lopend, kans)
        lopend = [(nr, over, rest - 1) for nr, over, rest in lopend if rest > 1]
        kwartaal = kwartaal.volgende


def _editie(
    naam: str, kwartaal: Kwartaal, lopend: list[tuple[int, dict[str, str], int]], kans: random.Random
) -> dict[str, Any]:
    dag = kwartaal.eerste + timedelta(kans.randrange(80))
    regels = [regel(nummer, over, dag, kans) for nummer, over, _ in lopend if nummer % 11]
    weg = [
        {
            "item": f"Knelpunt {nummer}, ronde 1",
            "grond": "een inbrenger wil niet dat dit getoond wordt",
            "nummer": nummer,
            "ronde": 1,
        }
        for nummer, _, _ in lopend
        if nummer % 11 == 0
    ]
    return {
        **{
            "schema": "urn:verzonnen",
            "gemeente": naam,
            "kwartaal": kwartaal.code,
            "regels": regels,
            "ingehouden": weg,
        },
        "vingerafdruk": vingerafdruk(kwartaal.code, regels, weg),
    }


def maak(uit: Path, gemeenten: int, kwartalen: int, zaad: int = 1) -> list[Path]:
    """Write the editions of so many invented municipalities; return the files."""
    uit.mkdir(parents=True, exist_ok=True)
    paden = []
    for plek in range(1, gemeenten + 1):
        naam = f"Verzonnen {plek:03}"
        for editie in edities(naam, kwartalen, zaad):
            paden.append(uit / f"verzonnen-{plek:03}-{editie['kwartaal']}.json")
            paden[-1].write_text(json.dumps(editie, ensure_ascii=False), encoding="utf-8")
    return paden


def ja_op_alles(pad: Path) -> int:
    """Fill in yes at every proposal, as the invented adviser of a simulation; return how many there are."""
    document = json.loads(pad.read_text("utf-8"))
    for stuk in document["voorstellen"]:
        reden = "Simulatie: hetzelfde mechanisme."
        stuk["oordeel"] = {
            "antwoord": "ja",
            "rol": "verzonnen adviseur",
            "datum": "2028-01-10",
            "reden": reden,
        }
    pad.write_text(json.dumps(document, ensure_ascii=False, indent=1), encoding="utf-8")
    return len(document["voorstellen"])


def meet(woorden: list[str]) -> dict[str, float]:
    """Run the command; return seconds, processor seconds, and the most memory of any run so far (MB)."""
    begin, voor = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    opdracht = [sys.executable, "-m", "signalen.cli", "landelijk", *woorden]
    subprocess.run(opdracht, cwd=ROOT, check=True, stdout=sys.stderr)
    duur, na = time.perf_counter() - begin, resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = na.ru_utime + na.ru_stime - voor.ru_utime - voor.ru_stime
    return {"duur_s": round(duur, 1), "cpu_s": round(cpu, 1), "piek_mb": round(na.ru_maxrss / 1024)}


def main() -> int:
    """Make, stack twice, and say the figures."""
    lezer = argparse.ArgumentParser(description="Simuleer gemeenten en stapel hun registers.")
    lezer.add_argument("--gemeenten", type=int, default=342)
    lezer.add_argument("--kwartalen", type=int, default=8)
    lezer.add_argument("--zaad", type=int, default=1)
    lezer.add_argument("--uit", type=Path, required=True)
    lezer.add_argument("--json", action="store_true")
    keuze = lezer.parse_args()
    bron, uit = keuze.uit.absolute() / "edities", keuze.uit.absolute() / "beeld"
    paden = maak(bron, keuze.gemeenten, keuze.kwartalen, keuze.zaad)
    uitkomst: dict[str, Any] = {
        "edities": len(paden),
        "mb": round(sum(p.stat().st_size for p in paden) / 1e6),
    }
    uitkomst["voorstellen"] = meet(["stapelen", str(bron), "--uit", str(uit)])
    uitkomst["aantal_voorstellen"] = ja_op_alles(uit / "voorstellen.json")
    uitkomst["stapelen"] = meet(
        ["stapelen", str(bron), "--uit", str(uit), "--oordeel", str(uit / "voorstellen.json")]
    )
    print(json.dumps(uitkomst, ensure_ascii=False, indent=2) if keuze.json else uitkomst)
    return 0


if __name__ == "__main__":
    sys.exit(main())
