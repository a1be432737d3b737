"""Changing who is invited, with a real database: letters, calendars, rights, two at once, and a series."""

from __future__ import annotations

import uuid
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from ical.calendar_stream import IcsCalendarStream
from sqlalchemy import select

from signalen.bericht.models import Bericht
from signalen.db import db, transaction
from signalen.knelpunt.rules import OngeldigeInvoer
from signalen.medewerker import operations as medewerkers
from signalen.overleg import operations
from signalen.overleg.models import Deelnemer, Overleg, Verslaglegger
from signalen.overleg.queries import agendapost, laad
from tests.house.strict import Page
from tests.integratie.beraad import begin as begin_gesprek
from tests.integratie.conftest import Stad
from tests.integratie.deuren import als
from tests.integratie.test_overleg_paginas import huis
from tests.integratie.test_overleg_paginas import plan as plan_op_pagina
from tests.integratie.test_planning import agendadeel, begin, mails, post, van_reeks
from tests.integratie.vergaderen import plan
from workflows.stand import Geweigerd

__all__ = ["huis", "post"]
OUD = ("uitvoerder", "jurist")


def erbij(overleg_id: uuid.UUID) -> set[uuid.UUID]:
    return set(db.session.scalars(select(Deelnemer.medewerker_id).where(Deelnemer.overleg_id == overleg_id)))


def ids(stad: Stad, *namen: str) -> list[uuid.UUID]:
    return [stad.ids[naam] for naam in namen]


def wijzig(stad: Stad, o: uuid.UUID, nieuw: tuple[str, ...], gezien: tuple[str, ...] = OUD) -> None:
    with transaction():
        operations.wijzig_deelnemers(o, ids(stad, *gezien), ids(stad, *nieuw), stad.nu)


def gelezen(post: Path) -> Counter[tuple[str, str, int]]:
    """Return how often who (first part of the address) got which method with which number."""
    uit = []
    for brief in mails(post):
        if brief.is_multipart():
            kalender = IcsCalendarStream.calendar_from_ics(agendadeel(brief))
            wie = brief["To"].split("@")[0]
            uit.append((wie, str(kalender.method), kalender.events[0].sequence))
    return Counter(uit)


def test_wie_erbij_komt_en_eraf_gaat_hoort_het_en_wie_blijft_niet(stad: Stad, post: Path) -> None:
    o = plan(stad, "2026-03-12", deelnemers=tuple(ids(stad, *OUD)))
    mails(post)
    wijzig(stad, o, ("jurist", "teamleider"))
    een, weg = ("teamleider", "REQUEST", 1), ("uitvoerder", "CANCEL", 1)
    assert gelezen(post) == {een: 1, weg: 1}
    assert erbij(o) == set(ids(stad, "jurist", "teamleider"))
    brief = db.session.scalars(select(Bericht).where(Bericht.soort == "overleg_niet_meer")).one()
    assert (brief.medewerker_id, brief.verwijst_naar) == (stad.ids["uitvoerder"], f"/overleg#{o}")
    assert brief.tekst.startswith(
        "Je hoeft niet naar het overleg **Casuïstiekbespreking** op donderdag 12 maart"
    )
    wijzig(stad, o, ("jurist", "teamleider", "uitvoerder"), ("jurist", "teamleider"))
    assert gelezen(post) == {("uitvoerder", "REQUEST", 2): 1}, "a calendar believes only a higher number"
    with transaction():
        operations.verzet(o, "2026-03-13", "", "De zaal is bezet.", stad.nu)
    wie = ("uitvoerder", "jurist", "teamleider", "gespreksleider")
    assert gelezen(post) == {(naam, "REQUEST", 3): 1 for naam in wie}


def test_zonder_uitnodiging_in_de_agenda_ook_geen_afzegging(stad: Stad, post: Path) -> None:
    o = plan(stad, "2026-03-12", deelnemers=tuple(ids(stad, "buurtteam", "jurist")))
    mails(post)
    wijzig(stad, o, ("jurist",), ("buurtteam", "jurist"))
    assert gelezen(post) == {}
    assert agendapost.afspraken(stad.ids["buurtteam"], stad.nu.date()) == ()
    soorten = select(Bericht.soort).where(Bericht.medewerker_id == stad.ids["buurtteam"])
    assert list(db.session.scalars(soorten.order_by(Bericht.gemaakt_op, Bericht.soort))) == [
        "overleg",
        "overleg_niet_meer",
    ]


def test_de_verslaglegger_die_eraf_gaat_schrijft_niet_meer(stad: Stad) -> None:
    from signalen.medewerker import queries as mensen

    o = plan(stad, "2026-03-12", deelnemers=tuple(ids(stad, *OUD)))
    with transaction():
        operations.wijs_verslaglegger_aan(o, stad.ids["uitvoerder"])
    wijzig(stad, o, ("jurist",))
    assert db.session.get(Verslaglegger, o) is None
    band = laad(o, mensen.persoon(stad.ids["uitvoerder"]))[1]
    assert not band.deelnemer and not band.extra
    wijzig(stad, o, OUD, ("jurist",))
    assert db.session.get(Verslaglegger, o) is None, "who comes back is a deelnemer and no more"


def test_wie_een_overleg_overnam_en_van_de_lijst_gaat_leidt_het_nog(stad: Stad, post: Path) -> None:
    o = plan(stad, "2026-03-12", deelnemers=tuple(ids(stad, "coordinator", "jurist")))
    with transaction():
        wie = {o: stad.ids["coordinator"]}
        operations.meld_afwezig(stad.ids["gespreksleider"], "2026-03-12", "2026-03-12", wie, stad.nu)
    mails(post)
    wijzig(stad, o, ("jurist",), ("coordinator", "jurist"))
    assert gelezen(post) == {} and erbij(o) == set(ids(stad, "jurist"))
    with pytest.raises(OngeldigeInvoer):
        wijzig(stad, o, ("jurist",), ("jurist",))


def test_alleen_wie_mag_komt_erbij_en_alleen_zolang_het_gepland_staat(stad: Stad) -> None:
    o = plan(stad, "2026-03-12", wie="coordinator", deelnemers=tuple(ids(stad, *OUD)))
    with transaction():
        medewerkers.uit_dienst(stad.ids["uitvoerder2"], stad.nu.date())
        medewerkers.uit_dienst(stad.ids["jurist"], stad.nu.date())
    with pytest.raises(OngeldigeInvoer) as fout:
        wijzig(stad, o, (*OUD, "uitvoerder2"))
    assert fout.value.fouten[0].reden == "Kies collega's die nu in dienst zijn."
    wijzig(stad, o, (*OUD, "teamleider"))
    assert stad.ids["jurist"] in erbij(o), "who left stays until unticked, and does not stop the others"
    stad.naar(date(2026, 3, 13))
    with pytest.raises(Geweigerd, match="voorbij"):
        wijzig(stad, o, ("jurist",))
    with transaction():
        operations.houd(o, [], 3, stad.nu)
    with pytest.raises(Geweigerd, match="gehouden"):
        wijzig(stad, o, ("jurist",))


def test_een_leider_krijgt_er_niemand_bij_van_wie_die_leidinggevende_is(stad: Stad) -> None:
    from signalen.medewerker import queries as mensen

    with transaction():
        eenheid = mensen.persoon(stad.ids["gespreksleider"]).eenheid_id  # type: ignore[union-attr]
        medewerkers.geef_rol(stad.ids["teamleider"], "gespreksleider", eenheid, stad.nu.date())
        mensen.vergeet()
    o = plan(stad, "2026-03-12", wie="teamleider")
    with pytest.raises(OngeldigeInvoer) as fout, transaction():
        operations.wijzig_deelnemers(o, [], ids(stad, "uitvoerder", "uitvoerder2"), stad.nu)
    assert "is leidinggevende van" in fout.value.fouten[0].reden and erbij(o) == set()


# ------------------------------------------------------------------ a series


def test_een_reeks_verandert_voortaan_en_houdt_wat_met_de_hand_is_veranderd(stad: Stad, post: Path) -> None:
    r = begin(stad, tot="2026-04-30", deelnemers=tuple(ids(stad, *OUD)))
    een, twee, *rest = [o.id for o in van_reeks(r)]
    with transaction():
        operations.verval(een, "Te weinig mensen.", stad.nu)
    wijzig(stad, twee, ("uitvoerder", "uitvoerder2"))
    mails(post)
    with transaction():
        aantal = operations.wijzig_reeks(r, ids(stad, *OUD), ids(stad, "jurist", "teamleider"), stad.nu)
    assert aantal == len(rest) + 1 == 4
    assert erbij(een) == set(ids(stad, *OUD)), "cancelled: nobody hears anything more of it"
    assert erbij(twee) == set(ids(stad, "uitvoerder2", "teamleider"))
    assert all(erbij(o) == set(ids(stad, "jurist", "teamleider")) for o in rest)
    per_soort = Counter((wie, hoe) for wie, hoe, _ in gelezen(post).elements())
    assert per_soort == {("uitvoerder", "CANCEL"): 4, ("teamleider", "REQUEST"): 4}
    with pytest.raises(OngeldigeInvoer):
        operations.wijzig_reeks(r, ids(stad, "jurist"), ids(stad, "jurist"), stad.nu)


def test_wat_een_reeks_later_plant_volgt_de_nieuwe_lijst(stad: Stad) -> None:
    r = begin(stad, ritme="kwartaal", welke="1")
    with transaction():
        operations.wijzig_reeks(r, ids(stad, "uitvoerder"), ids(stad, "jurist"), stad.nu)
    stad.naar(date(2026, 9, 1))
    voor = len(van_reeks(r))
    assert operations.reeksen.vul_aan(stad.nu) >= 1
    assert erbij(van_reeks(r)[-1].id) == set(ids(stad, "jurist")) and len(van_reeks(r)) > voor


# ------------------------------------------------------------------ the pages


def test_nakijken_zegt_wat_er_gebeurt_en_houdt_elk_vinkje(
    huis: Stad, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("signalen.overleg.queries.mensen.VEEL", 3)
    klant = als(huis.app, "gespreksleider")
    noor, lid, wet = (str(huis.ids[n]) for n in ("uitvoerder", "uitvoerder2", "jurist"))
    pad = plan_op_pagina(huis, deelnemers=[noor])
    doel, kijk = f"{pad}/deelnemers", f"{pad}/deelnemers/nakijken"
    assert klant.pagina(pad).link("Wie is erbij?") == f"{pad}/leiden?wat=deelnemers#deelnemers"
    blad = klant.pagina(f"{pad}/leiden?wat=deelnemers")
    assert blad.velden(doel)["gezien"] == noor
    velden = {"gezien": noor, "deelnemers": [lid, wet]}
    teken = {**velden, "csrf_token": klant.nieuw_teken()}
    gezocht = Page(klant.post(kijk, data={**teken, "zoek": "zzz", "anders": "zoeken"}))
    assert {v["value"] for v in gezocht.soup.select("input[name=deelnemers][checked]")} == {lid, wet}
    assert "Nog niet bewaard" not in gezocht.tekst
    gezien = Page(klant.post(kijk, data={**teken, "deelnemers": [lid]}))
    assert "Nog niet bewaard" in gezien.tekst and "Eraf: Noor Verzonnen." in gezien.tekst
    assert "Alle deelnemers komen uit hetzelfde team" in gezien.tekst
    fout = klant.verstuur(doel, {**velden, "deelnemers": [lid, str(uuid.uuid4())]})
    assert isinstance(fout, Page) and fout.fouten == ["Kies collega's die nu in dienst zijn."]
    assert fout.soup.select_one(f"input[value='{lid}'][checked]") and fout.velden(doel)["gezien"] == noor
    niets = klant.verstuur(doel, {"gezien": noor, "deelnemers": noor})
    assert isinstance(niets, Page) and niets.fouten == ["Er is niets veranderd. Vink iemand aan of uit."]
    klaar = klant.verstuur(doel, velden, volg=True)
    assert isinstance(klaar, Page) and "Noor Verzonnen" not in klaar.tekst
    ander = klant.verstuur(
        doel, {"gezien": [noor], "deelnemers": [noor, str(huis.ids["teamleider"])]}, volg=True
    )
    with huis.app.app_context():
        wie = erbij(uuid.UUID(pad.rsplit("/", 1)[1]))
    assert wie == {uuid.UUID(id_) for id_ in (lid, wet)} | {huis.ids["teamleider"]}, (
        "both changes, nobody lost"
    )
    assert isinstance(ander, Page)
    als(huis.app, "uitvoerder").pagina(pad, 404)
    vreemd = als(huis.app, "uitvoerder2").verstuur(doel, velden)
    assert isinstance(vreemd, Page) and vreemd.status == 404


def test_zodra_het_gesprek_begint_ligt_vast_wie_is_uitgenodigd(huis: Stad) -> None:
    zaal = begin_gesprek(huis)
    pad = zaal.pad.removesuffix("/gesprek")
    assert "Wie is erbij?" not in zaal.leider.pagina(f"{pad}/leiden").tekst
    fout = zaal.leider.verstuur(f"{pad}/deelnemers", {"deelnemers": str(huis.ids["jurist"])})
    assert isinstance(fout, Page) and fout.fouten[0].startswith("Het gesprek is begonnen.")


def test_de_bladzij_van_een_reeks_zegt_voor_hoeveel_keer(huis: Stad) -> None:
    with huis.app.app_context():
        r = begin(huis, tot="2026-03-31")
        db.session.remove()
    klant, pad = als(huis.app, "gespreksleider"), f"/overleg/reeksen/{r}"
    blad = klant.pagina(pad)
    assert "Dit geldt voor 3 overleggen die gepland staan, en voor wat erbij komt." in blad.tekst
    oud, nieuw = str(huis.ids["uitvoerder"]), str(huis.ids["jurist"])
    velden = {"gezien": oud, "deelnemers": [oud, nieuw]}
    gezien = Page(
        klant.post(f"{pad}/deelnemers/nakijken", data={**velden, "csrf_token": klant.nieuw_teken()})
    )
    assert "Erbij: " in gezien.tekst and "Nog niet bewaard" in gezien.tekst
    klaar = klant.verstuur(f"{pad}/deelnemers", velden, volg=True)
    assert isinstance(klaar, Page) and "Bewaard, voor elke keer die nog komt." in klaar.tekst
    with huis.app.app_context():
        assert all(huis.ids["jurist"] in erbij(o.id) for o in van_reeks(r))
        assert db.session.scalar(select(Overleg.volgnummer).where(Overleg.reeks_id == r).limit(1)) == 1
