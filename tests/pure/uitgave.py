"""Zaken, layers and a whole edition for pure tests: invented, but made by the rules that make a real one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from signalen.register import rules
from signalen.register.bron import (
    Bijeenkomst,
    Bron,
    Feit,
    Genomen,
    Stil,
    Tijd,
    Toezegging,
    Vorige,
    Weging,
    Zaak,
)
from signalen.register.inhoud import stel_samen
from signalen.register.rules import Inbreng, Kwartaal
from workflows.loader import load_file, shipped
from workflows.stand import replay

ROUTE = load_file(shipped()["knelpunt-1"])
K1 = Kwartaal(2026, 1)
LAATSTE = date(2026, 3, 31)
JA = Inbreng("a", date(2026, 1, 5), mag=True, tekst="Elke maand volgt een verrekening.")


def naar(stap: str, doel: str, uitkomst: str, **rest: Any) -> dict[str, Any]:
    """Return the content of an act that moves."""
    return {"stap": stap, "naar": doel, "uitkomst": uitkomst, **rest}


def keten(*feiten: tuple[str, str, dict[str, Any]]) -> tuple[Feit, ...]:
    """Return a chain that begins on 5 January 2026."""
    begin = {"route": "knelpunt", "versie": 1, "naar": "uitzoeken", "ronde": 1}
    rijen = [("2026-01-05", "begin", begin), *feiten]
    return tuple(Feit(i, s, date.fromisoformat(d), "systeem", w) for i, (d, s, w) in enumerate(rijen, 1))


BIJ_MANAGEMENT = keten(("2026-01-12", "uitkomst", naar("uitzoeken", "management", "extern")))
BIJ_COLLEGE = (
    *BIJ_MANAGEMENT,
    Feit(3, "uitkomst", date(2026, 2, 2), "afdelingshoofd", naar("management", "college", "voorleggen")),
)
BELOFTE = Toezegging(
    omschrijving="De brief is herschreven.",
    eigenaar_rol="afdelingshoofd",
    rol="afdelingshoofd",
    laag="Management",
    soort="afspraak",
    besluit="aanpassen",
    gemaakt_op=date(2026, 2, 2),
    beloofd=date(2026, 3, 1),
)
STIL = Stil(
    rol="wethouder",
    laag="College",
    stap="College",
    datum=date(2026, 3, 2),
    verwerkt_op=date(2026, 3, 3),
    reden="stil",
    merk="",
    berekening="20 werkdagen na maandag 2 februari 2026; uitkomst: maandag 2 maart 2026.",
)


def zaak(nummer: int = 12345, feiten: tuple[Feit, ...] = (), **rest: Any) -> Zaak:
    """Return a Zaak with one inbrenger who agreed, unless said otherwise."""
    alle = feiten or keten()
    basis: dict[str, Any] = {
        "nummer": nummer,
        "ronde": 1,
        "titel": f"Verrekening {nummer}",
        "regeling": "Participatiewet art. 58",
        "domein": "werk en inkomen",
        "oorzaak": "beleid",
        "route": ROUTE,
        "stand": replay(ROUTE, [(f.soort, f.inhoud) for f in alle]),
        "feiten": alle,
        "inbreng": (JA,),
    }
    return Zaak(**{**basis, **rest})


def besluit(wat: str = "werkinstructie", **rest: Any) -> Genomen:
    """Return a decision of the management in February."""
    basis: dict[str, Any] = {
        "soort": "aanpassen",
        "rol": "afdelingshoofd",
        "datum": date(2026, 2, 2),
        "wat_moet_anders": "Een werkinstructie of werkwijze",
        "redenen": "Wij rekenen voortaan per jaar.",
        "herstel": "Wie in 2025 is verrekend, krijgt bericht.",
        "rugdekking": True,
        "wat": wat,
    }
    return Genomen(**{**basis, **rest})


def bron(*zaken: Zaak, **rest: Any) -> Bron:
    """Return a source with four members of the college and two managers."""
    basis: dict[str, Any] = {"los": (), "bijeenkomsten": (), "beslissers": {"College": 4, "Management": 2}}
    return Bron(zaken=zaken, **{**basis, **rest})


def als_vorige(uitgave: Any, kwartaal: Kwartaal) -> Vorige:
    """Return an edition as the next one sees it."""
    afdruk = rules.vingerafdruk(kwartaal.code, uitgave.regels, uitgave.ingehouden)
    getal = uitgave.inhoud["controlegetal"]
    return Vorige(kwartaal.code, afdruk, getal, uitgave.inhoud, len(uitgave.regels), tuple(uitgave.regels))


def rijk(aantal: int = 12) -> Bron:
    """Return a source in which everything that an edition can hold occurs, with so many shown knelpunten."""
    domeinen = ("werk en inkomen", "schuldhulp", "Wmo", "jeugd")
    oorzaken = ("beleid", "systeem", "wet", "")
    besloten = keten(
        ("2026-01-12", "uitkomst", naar("uitzoeken", "management", "extern")),
        ("2026-02-02", "uitkomst", naar("management", "terugkoppeling", "aanpassen", besluit="aanpassen")),
    )
    zaken = []
    for n in range(aantal):
        extra: dict[str, Any] = {"domein": domeinen[n % 4], "oorzaak": oorzaken[n % 3 if n % 7 else 3]}
        extra["tijden"] = (Tijd("afdelingshoofd", date(2026, 2, 2), 4 + n % 9, 10, n % 5 == 0),)
        if n % 3 == 0:
            extra |= {"feiten": BIJ_COLLEGE, "uiterste": date(2026, 4, 20), "stiltes": (STIL,)}
        elif n % 3 == 1:
            gedaan = date(2026, 2, 20) if n % 2 else None
            belofte = replace(BELOFTE, gedaan_op=gedaan, gedaan_tekst="Klaar." if gedaan else "")
            extra |= {"feiten": besloten, "besluiten": (besluit(),), "toezeggingen": (belofte,)}
        zaken.append(zaak(100 + n, **extra))
    dag = date(2026, 2, 10)
    bijeen = (
        Bijeenkomst("Casuïstiekbespreking", dag, "gehouden", ""),
        Bijeenkomst("Luistersessie", dag, "vervallen", "De wethouder was ziek."),
    )
    return bron(
        *zaken,
        zaak(99, inbreng=(replace(JA, mag=False),), titel="Geheim"),
        bijeenkomsten=bijeen,
        los=(replace(BELOFTE, rol="afdelingshoofd", soort="leerpunt", besluit=""),),
        afwijkingen={"Kostendelersnorm": 4, "Giften": 1},
        drempel=3,
        wegingen=(Weging("Mag ik de aanvraag laten liggen?", "Bellen en dan beslissen.", "dilemma", "Wmo"),),
    )


def voorbeeld(aantal: int = 12) -> dict[str, Any]:
    """Return a whole frozen edition of the first quarter of 2026 as plain values."""
    uitgave = stel_samen(rijk(aantal), K1, LAATSTE)
    return {
        "kwartaal": K1.code,
        "nummer": 1,
        "regels": uitgave.regels,
        "ingehouden": uitgave.ingehouden,
        "inhoud": uitgave.inhoud,
        "vingerafdruk": rules.vingerafdruk(K1.code, uitgave.regels, uitgave.ingehouden),
    }
