"""Two frozen editions of the example municipality: the last quarter of 2025 and the first of 2026.

Invented, but built by the rules that build a real one, with everything in it that a wethouder may ask about.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from signalen.clock import ZONE
from signalen.db import db, transaction
from signalen.medewerker import operations as medewerkers
from signalen.medewerker.models import Organisatie
from signalen.register import rules
from signalen.register.bron import Bijeenkomst, Bron, Feit, Tijd, Vorige, Weging, Zaak
from signalen.register.inhoud import Uitgave, stel_samen
from signalen.register.models import Editie
from signalen.register.rules import Kwartaal
from tests.pure import uitgave as u
from tests.pure.uitgave import (
    BELOFTE,
    BIJ_COLLEGE,
    BIJ_MANAGEMENT,
    JA,
    K1,
    LAATSTE,
    STIL,
    besluit,
    keten,
    naar,
)

K4 = Kwartaal(2025, 4)
RIJK = keten(
    ("2026-01-12", "uitkomst", naar("uitzoeken", "management", "extern")),
    (
        "2026-01-20",
        "uitkomst",
        naar(
            "management",
            "terugkoppeling",
            "doorgeven",
            besluit="doorgeven",
            naast="buiten_versturen",
            velden={"naar_wie": "rijk"},
        ),
    ),
    ("2026-01-27", "naast_uitkomst", naar("buiten_versturen", "buiten_ontvangst", "verstuurd")),
)
BESLOTEN = keten(
    ("2026-01-12", "uitkomst", naar("uitzoeken", "casuistiekbespreking", "gewoon")),
    ("2026-01-26", "overleg_gehouden", {"naar": "casuistiek_verslag"}),
    ("2026-01-27", "uitkomst", naar("casuistiek_verslag", "management", "advies")),
    ("2026-02-02", "uitkomst", naar("management", "terugkoppeling", "aanpassen", besluit="aanpassen")),
)
DAG = date(2026, 4, 20)
REDEN = "Er waren dit jaar minder dan 30 knelpunten. Dan tonen wij geen tabellen over signalen."
WOORDEN = "Ik vraag mensen drie keer om hetzelfde bewijs, en ik weet dat wij het al hebben."


def zaken() -> list[Zaak]:
    """Return the knelpunten of the first quarter of 2026."""
    gedaan = replace(BELOFTE, gedaan_op=date(2026, 2, 20), gedaan_tekst="De instructie is aangepast.")
    laat = replace(BELOFTE, omschrijving="Alle brieven over verrekening zijn herschreven in gewone taal")
    rijk = besluit(soort="doorgeven", wat="", wat_moet_anders="", rugdekking=False)
    tijd = Tijd("wethouder", date(2026, 2, 2), 23, 20, True)
    return [
        u.zaak(
            4101, BIJ_COLLEGE, titel="Elke maand verrekenen", stiltes=(STIL,), tijden=(tijd,), uiterste=DAG
        ),
        u.zaak(
            4102, BIJ_COLLEGE, titel="Briefadres geweigerd", domein="schuldhulp", oorzaak="wet", uiterste=DAG
        ),
        u.zaak(
            4103,
            BESLOTEN,
            titel="Stapels bewijs voor het eerste gesprek",
            besluiten=(besluit(),),
            toezeggingen=(gedaan,),
            inbreng=(replace(JA, tekst=WOORDEN),),
            oorzaak="uitvoering",
        ),
        u.zaak(
            4104,
            BESLOTEN,
            titel="Brieven die niemand begrijpt",
            besluiten=(besluit(),),
            toezeggingen=(laat,),
            tijden=(Tijd("afdelingshoofd", date(2026, 2, 2), 6, 10, False),),
        ),
        u.zaak(4105, RIJK, titel="Kostendelersnorm treft jongeren", domein="jeugd", besluiten=(rijk,)),
        u.zaak(4106, BIJ_MANAGEMENT, titel="Wachten op een indicatie", domein="Wmo", oorzaak="keten"),
        u.zaak(4107, BIJ_COLLEGE, titel="Geen plek voor een gezin", domein="jeugd", oorzaak="", uiterste=DAG),
        u.zaak(
            4108,
            BESLOTEN,
            titel="De verordening kent geen uitzondering",
            besluiten=(besluit("verordening", wat_moet_anders="Een verordening"),),
        ),
    ]


def vroeger(zaak: Zaak) -> Zaak:
    """Return a knelpunt as it stood a quarter before: only what happened first, ninety days earlier."""
    begin = [replace(f, dag=f.dag - timedelta(days=90)) for f in zaak.feiten[:3]]
    return u.zaak(
        zaak.nummer,
        tuple(Feit(f.volgnummer, f.soort, f.dag, f.rol, f.inhoud) for f in begin),
        titel=zaak.titel,
    )


def bron(van: list[Zaak], eerder: tuple[Vorige, ...] = ()) -> Bron:
    """Return a source of these knelpunten with one that may not be shown, and overleggen."""
    dag = date(2026, 2, 10)
    return u.bron(
        *van,
        u.zaak(4199, inbreng=(replace(JA, mag=False),), titel="Mag niemand lezen"),
        bijeenkomsten=(
            Bijeenkomst("Casuïstiekbespreking", dag, "gehouden", ""),
            Bijeenkomst("Luistersessie", dag, "vervallen", "De wethouder was ziek."),
        ),
        los=(replace(BELOFTE, soort="leerpunt", besluit=""),),
        afwijkingen={"Kostendelersnorm": 4},
        drempel=3,
        wegingen=(Weging("Mag ik de aanvraag laten liggen?", "Bellen, dan beslissen.", "dilemma", "Wmo"),),
        vroeger=eerder,
    )


def leg() -> None:
    """Freeze both editions, and give the portefeuille jeugd to another wethouder. Needs an app context."""
    alle = zaken()
    oud = stel_samen(bron([vroeger(zaak) for zaak in alle[:4]]), K4, date(2025, 12, 31))
    nieuw = stel_samen(bron(alle, (u.als_vorige(oud, K4),)), K1, LAATSTE)
    eigen = db.session.query(Organisatie).filter_by(soort="eigen").first()
    with transaction():
        db.session.add_all([rij(K4, oud, 1), rij(K1, nieuw, 2)])
        ander = medewerkers.eenheid("College, jeugd", eigen.id)
        medewerkers.zet_portefeuille("wethouder", ander.id, "jeugd")


def rij(kwartaal: Kwartaal, uitgave: Uitgave, nummer: int) -> Editie:
    """Return a frozen row of an edition, vastgesteld nine days after its quarter."""
    op = datetime.combine(kwartaal.laatste + timedelta(days=9), datetime.min.time(), ZONE)
    signalen: dict[str, Any] = {"reden": REDEN}
    inhoud = {**uitgave.inhoud, "signalen": signalen}
    inhoud["controlegetal"] = rules.controlegetal_van_inhoud(inhoud)
    return Editie(
        kwartaal=kwartaal.code,
        nummer=nummer,
        staat="vastgesteld",
        regels=uitgave.regels,
        ingehouden=uitgave.ingehouden,
        inhoud=inhoud,
        vingerafdruk=rules.vingerafdruk(kwartaal.code, uitgave.regels, uitgave.ingehouden),
        anker="9b74c9897bac770ffc029102a200c5de" * 2,
        opgemaakt_op=op,
        vastgesteld_op=op,
        vastgesteld_rol="griffier",
    )
