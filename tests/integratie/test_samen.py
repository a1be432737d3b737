"""Many at once, on a committed database: one decision wins, one form acts, each term lapses once."""

from __future__ import annotations

import threading
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from signalen.bericht.models import Bericht
from signalen.db import db, transaction
from signalen.knelpunt.models import Anker, Besluit, Gebeurtenis, Knelpunt, Koppeling, Stilte, Termijn
from signalen.knelpunt.operations import traject
from signalen.knelpunt.rules import GENESIS, schakel
from signalen.signaal.models import Signaal
from signalen.voorbeeld import mensen
from tests.integratie.conftest import MAANDAG, Stad
from tests.integratie.plein import binnen
from tests.integratie.test_route import AANPASSEN, SAMENVATTING

SAMEN = 8


@pytest.fixture
def stad_echt(echte_db: Flask, zet_klok: Callable[[datetime], None]) -> Iterator[Stad]:
    """Voorbeeldstad on a committed database."""
    zet_klok(MAANDAG)
    with echte_db.app_context():
        with transaction():
            ids = mensen.bouw(MAANDAG.date(), Path(echte_db.config["SIGNALEN_SLEUTELS"]))
        yield Stad(echte_db, ids, MAANDAG, zet_klok)
        db.session.rollback()


def tegelijk(app: Flask, daden: list[Callable[[], Any]]) -> list[Any]:
    """Do all of these at the same moment, each in its own thread and application context; return the
    results.
    """
    start, uit = threading.Barrier(len(daden)), [None] * len(daden)

    def draad(nummer: int, daad: Callable[[], Any]) -> None:
        with app.app_context():
            start.wait()
            try:
                uit[nummer] = daad()
            except Exception as fout:
                uit[nummer] = fout  # type: ignore[call-overload]
            finally:
                db.session.remove()

    draden = [threading.Thread(target=draad, args=(n, d)) for n, d in enumerate(daden)]
    for een in draden:
        een.start()
    for een in draden:
        een.join(60)
        assert not een.is_alive()
    db.session.rollback()
    return uit


def klanten(stad: Stad, wie: str, aantal: int = SAMEN) -> list[tuple[FlaskClient, str]]:
    """Return clients that are logged in as the same person, each with a CSRF token: as many windows."""
    uit = []
    for _ in range(aantal):
        # A context of its own: in the open one of the fixture all windows would share one CSRF token.
        with stad.app.app_context():
            klant = binnen(stad.app, stad.ids[wie])
            klant.nieuw_teken()
        kaal = stad.app.test_client()
        koekje = klant.get_cookie("signalen")
        assert koekje is not None
        kaal.set_cookie("signalen", koekje.value)
        uit.append((kaal, klant.token or ""))
    return uit


def stuur(klant: tuple[FlaskClient, str], pad: str, data: dict[str, str]) -> Callable[[], tuple[int, str]]:
    def post() -> tuple[int, str]:
        antwoord = klant[0].post(pad, data={**data, "csrf_token": klant[1]})
        return antwoord.status_code, antwoord.location or ""

    return post


def keten_klopt(knelpunt_id: uuid.UUID) -> bool:
    """Say whether the chain of a knelpunt has no gap, no fork and no wrong hash."""
    zoek = select(Gebeurtenis).where(Gebeurtenis.knelpunt_id == knelpunt_id).order_by(Gebeurtenis.volgnummer)
    vorige = GENESIS
    for nummer, g in enumerate(db.session.scalars(zoek), start=1):
        hash_ = schakel(str(g.knelpunt_id), nummer, g.soort, g.moment, g.rol, g.inhoud, vorige)
        if (g.volgnummer, g.vorige, g.hash) != (nummer, vorige, hash_):
            return False
        vorige = g.hash
    return True


# ------------------------------------------------------------------ one wins


def test_van_acht_besluiten_tegelijk_telt_er_een(stad_echt: Stad) -> None:
    """G13 in the small: exactly one acts, the others read that somebody was first or that it is no longer
    possible.
    """
    stad = stad_echt
    k = stad.knelpunt_id(stad.geef())
    stad.doe(k, "coordinator", "extern", **SAMENVATTING)
    teken = _teken(k)
    vensters = klanten(stad, "afdelingshoofd")
    pad = f"/knelpunten/{k}/doen/aanpassen"
    data = [{**AANPASSEN, "teken": teken, "formulier": str(uuid.uuid4())} for _ in vensters]
    uit = tegelijk(stad.app, [stuur(v, pad, d) for v, d in zip(vensters, data, strict=True)])
    codes = Counter(code for code, _ in uit)
    assert codes[303] == 1 and codes[409] + codes[422] + codes[503] == SAMEN - 1, codes
    assert codes[409] + codes[422] >= 1
    assert db.session.scalar(select(func.count()).select_from(Besluit)) == 1
    assert keten_klopt(k)


def _teken(k: uuid.UUID) -> str:
    from signalen.knelpunt.rules import stand_teken

    teken = stand_teken(traject.stand_van(traject.hoofdtraject(db.session.get(Knelpunt, k))))
    db.session.rollback()
    return teken


def test_acht_keer_hetzelfde_formulier_is_een_signaal(stad_echt: Stad) -> None:
    """One key, eight windows: one signaal, and everyone who is answered lands on the same receipt."""
    stad = stad_echt
    sleutel = str(uuid.uuid4())
    data = {"wat_zie_je": "Elke maand.", "niveau": "beschermd", "domein": "wmo", "formulier": sleutel}
    vensters = klanten(stad, "uitvoerder")
    uit = tegelijk(stad.app, [stuur(v, "/signaal-geven", data) for v in vensters])
    codes = Counter(code for code, _ in uit)
    assert codes[303] >= 1 and codes[303] + codes[503] == SAMEN, codes
    assert len({waar for code, waar in uit if code == 303}) == 1
    assert db.session.scalar(select(func.count()).select_from(Signaal)) == 1
    assert db.session.scalar(select(func.count()).select_from(Knelpunt)) == 1
    opnieuw = stuur(vensters[0], "/signaal-geven", data)()
    assert opnieuw[0] == 303 and opnieuw[1] in {waar for _, waar in uit}


def test_acht_keer_ik_ook_van_een_mens_telt_een_keer(stad_echt: Stad) -> None:
    """Eight windows, each with a form key of its own: the person still counts once."""
    stad = stad_echt
    k = stad.knelpunt_id(stad.geef("uitvoerder"))
    with transaction():
        traject.slot(k).titel = "Verrekening"
    vensters = klanten(stad, "uitvoerder2")
    sleutels = [{"niveau": "beschermd", "formulier": str(uuid.uuid4())} for _ in vensters]
    pad = f"/knelpunten/{k}/ik-ook"
    uit = tegelijk(stad.app, [stuur(v, pad, d) for v, d in zip(vensters, sleutels, strict=True)])
    codes = Counter(code for code, _ in uit)
    assert codes[303] == 1 and codes[422] + codes[503] == SAMEN - 1, codes
    assert db.session.scalar(select(func.count()).select_from(Koppeling)) == 2


def test_acht_mensen_tegelijk_verliezen_niets(stad_echt: Stad) -> None:
    """Different people give a signaal at the same moment: all are stored, each with a knelpunt and a term."""
    stad = stad_echt
    wie = ["uitvoerder", "uitvoerder2", "uitvoerder3", "buurtteam", "jurist", "griffier", "fg", "auditor"]
    vensters = [klanten(stad, w, 1)[0] for w in wie]
    data = [
        {"wat_zie_je": f"Van {w}.", "niveau": "beschermd", "domein": "wmo", "formulier": str(uuid.uuid4())}
        for w in wie
    ]
    uit = tegelijk(stad.app, [stuur(v, "/signaal-geven", d) for v, d in zip(vensters, data, strict=True)])
    assert [code for code, _ in uit] == [303] * len(wie)
    assert db.session.scalar(select(func.count()).select_from(Signaal)) == len(wie)
    zoek = select(func.count()).where(Termijn.soort == "stap")
    assert db.session.scalar(zoek) == len(wie)


# ------------------------------------------------------------------ the sweep


def vul(stad: Stad, aantal: int) -> None:
    """Give many signalen in few transactions."""
    from signalen.knelpunt.operations.ontvangst import Gever, ontvangen
    from signalen.signaal.operations import SignaalInvoer

    with transaction():
        for nummer in range(aantal):
            invoer = SignaalInvoer(str(uuid.uuid4()), {"wat_zie_je": f"Nummer {nummer}."}, domein="wmo")
            ontvangen(invoer, Gever(stad.ids["uitvoerder"], "x"), stad.nu, stad.sleutelmap)


@pytest.mark.slow
def test_vier_vegers_en_tweehonderd_termijnen(stad_echt: Stad) -> None:
    """G3 in the small: exactly 200 lapses, one per term and per knelpunt, one notice each, and nothing new
    after.
    """
    stad = stad_echt
    vul(stad, 200)
    stad.naar(date(2026, 3, 17))
    uit = tegelijk(stad.app, [stad.tik] * 4)
    assert [u for u in uit if isinstance(u, Exception)] == []
    assert sum(u["verlopen"] for u in uit) + stad.tik()["verlopen"] == 200
    assert sum(u["mislukt"] for u in uit) == 0
    stiltes = db.session.scalars(select(Stilte)).all()
    assert (
        len(stiltes) == len({s.termijn_id for s in stiltes}) == len({s.knelpunt_id for s in stiltes}) == 200
    )
    assert {(s.stap, s.datum, s.naar) for s in stiltes} == {("uitzoeken", date(2026, 3, 16), "management")}
    zoek = select(func.count()).select_from(Bericht)
    aan_zet = zoek.where(Bericht.soort == "aan_zet", Bericht.medewerker_id == stad.ids["afdelingshoofd"])
    assert db.session.scalar(aan_zet) == 200
    assert db.session.scalar(select(func.count()).select_from(Anker)) == 1
    assert all(keten_klopt(s.knelpunt_id) for s in stiltes[:20])
    assert stad.tik()["verlopen"] == 0


def test_vegen_en_handelen_op_hetzelfde_moment(stad_echt: Stad) -> None:
    """After the date silence goes first, whoever is quicker: one lapse, and the act is refused or meets
    the next step.
    """
    stad = stad_echt
    paren = [
        stad.knelpunt_id(stad.geef(wie)) for wie in ("uitvoerder", "uitvoerder2", "uitvoerder3", "buurtteam")
    ]
    tekens = [_teken(k) for k in paren]
    stad.naar(date(2026, 3, 17))
    vensters = klanten(stad, "coordinator", len(paren))
    daden = [
        stuur(v, f"/knelpunten/{k}/doen/gewoon", {**SAMENVATTING, "teken": t, "formulier": str(uuid.uuid4())})
        for v, k, t in zip(vensters, paren, tekens, strict=True)
    ]
    uit = tegelijk(stad.app, [*daden, stad.tik, stad.tik])
    assert [u for u in uit if isinstance(u, Exception)] == []
    assert {code for code, _ in uit[: len(paren)]} <= {404, 409, 422, 503}
    while stad.tik()["verlopen"]:
        pass
    stiltes = db.session.scalars(select(Stilte)).all()
    assert sorted(s.knelpunt_id for s in stiltes) == sorted(paren)
    assert all(keten_klopt(k) for k in paren)


def test_op_de_laatste_dag_wint_de_daad_van_de_veger(stad_echt: Stad) -> None:
    """On the date itself nothing lapses, so an act at the moment of a sweep always counts."""
    stad = stad_echt
    k = stad.knelpunt_id(stad.geef())
    teken = _teken(k)
    stad.naar(date(2026, 3, 16))
    daad = stuur(
        klanten(stad, "coordinator", 1)[0], f"/knelpunten/{k}/doen/gewoon", {**SAMENVATTING, "teken": teken}
    )
    uit = tegelijk(stad.app, [daad, stad.tik, stad.tik])
    assert uit[0][0] == 303 and [u for u in uit if isinstance(u, Exception)] == []
    assert db.session.scalars(select(Stilte)).all() == []


def test_twee_klokken_geven_een_anker_en_een_brief(stad_echt: Stad) -> None:
    """Several clocks at once: one anchor a day, one reminder per person and day, one round of news."""
    stad = stad_echt
    stad.geef()
    stad.naar(date(2026, 3, 12))
    uit = tegelijk(stad.app, [stad.tik] * 4)
    assert [u for u in uit if isinstance(u, Exception)] == []
    assert sum(u["anker"] for u in uit) == 1
    assert (
        db.session.scalar(select(func.count()).select_from(Bericht).where(Bericht.soort == "herinnering"))
        == 1
    )
    assert sum(u["herinnerd"] for u in uit) == 1, "a term is reminded once"


def test_vijf_mensen_veranderen_tegelijk_wie_erbij_is_en_raken_niemand_kwijt(stad_echt: Stad) -> None:
    """All saw the same two; four add somebody each, one takes the first off. Every change counts, once."""
    from signalen.overleg import operations
    from signalen.overleg.models import Deelnemer, Overleg
    from tests.integratie.vergaderen import plan

    er_is = [stad_echt.ids[wie] for wie in ("uitvoerder", "jurist")]
    komt = [stad_echt.ids[wie] for wie in ("teamleider", "buurtteam", "uitvoerder2", "wethouder")]
    o = plan(stad_echt, "2026-03-12", deelnemers=tuple(er_is))

    def verander(gekozen: list[uuid.UUID]) -> Callable[[], Any]:
        def daad() -> Any:
            with transaction():
                return operations.wijzig_deelnemers(o, er_is, gekozen, stad_echt.nu)

        return daad

    uit = tegelijk(stad_echt.app, [verander([*er_is, wie]) for wie in komt] + [verander(er_is[1:])])
    assert [fout for fout in uit if isinstance(fout, Exception)] == []
    wie = set(db.session.scalars(select(Deelnemer.medewerker_id).where(Deelnemer.overleg_id == o)))
    assert wie == {er_is[1], *komt}
    assert db.session.get_one(Overleg, o).volgnummer == 5
    brieven = Counter(db.session.scalars(select(Bericht.soort).where(Bericht.verwijst_naar.contains(str(o)))))
    assert brieven == {"overleg": 6, "overleg_leiden": 1, "overleg_niet_meer": 1}
