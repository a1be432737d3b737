"""Series, absence, missing days and invitations with a real database: what is planned, moved and mailed."""

from __future__ import annotations

import email
import uuid
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from email.message import Message
from email.policy import default
from pathlib import Path

import pytest
from ical.calendar_stream import IcsCalendarStream
from sqlalchemy import select

from signalen.bericht import mail
from signalen.bericht import operations as bericht
from signalen.bericht.models import Bericht
from signalen.db import db, transaction
from signalen.knelpunt.rules import OngeldigeInvoer
from signalen.medewerker import operations as medewerkers
from signalen.medewerker import queries as mensen
from signalen.opvolging.queries import werk
from signalen.overleg import operations
from signalen.overleg.models import Overleg, Reeks
from signalen.overleg.operations import reeksen
from signalen.overleg.queries import afwezig, agendapost, dagen, laad, lijst, pagina
from signalen.overleg.reeksregels import Reeksvoorstel
from signalen.register import controle
from tests.integratie.conftest import Stad
from tests.integratie.vergaderen import in_casuistiek, overleg, plan, soorten
from workflows.stand import Geweigerd


def begin(stad: Stad, **velden: object) -> uuid.UUID:
    basis = Reeksvoorstel(
        "casuistiekbespreking",
        "twee_weken",
        "TU",
        "2026-03-03",
        "14:00",
        stad.ids["gespreksleider"],
        bij_vrij="volgende",
        deelnemers=(stad.ids["uitvoerder"],),
    )
    with transaction():
        return operations.begin_reeks(replace(basis, **velden), stad.nu).id  # type: ignore[arg-type]


def van_reeks(reeks_id: uuid.UUID) -> list[Overleg]:
    db.session.expire_all()
    zoek = select(Overleg).where(Overleg.reeks_id == reeks_id).order_by(Overleg.reeks_dag)
    return list(db.session.scalars(zoek))


# ------------------------------------------------------------------ series


def test_een_reeks_staat_een_half_jaar_vooruit_en_schuift_mee(stad: Stad) -> None:
    r = begin(stad)
    eerst = van_reeks(r)
    assert [o.datum for o in eerst[:3]] == [date(2026, 3, 3), date(2026, 3, 17), date(2026, 3, 31)]
    assert eerst[-1].datum <= stad.nu.date() + timedelta(weeks=26)
    stad.tik()
    assert len(van_reeks(r)) == len(eerst)
    stad.naar(date(2026, 4, 1))
    assert reeksen.vul_aan(stad.nu) == 3
    assert reeksen.vul_aan(stad.nu) == 0
    dagen_ = [o.reeks_dag for o in van_reeks(r)]
    assert len(dagen_) == len(set(dagen_)) == len(eerst) + 3


def test_een_vrije_dag_schuift_of_valt_uit_en_een_keer_verzetten_maakt_geen_dubbele(stad: Stad) -> None:
    maandag = {"ritme": "week", "weekdag": "MO", "vanaf": "2026-03-30", "tot": "2026-04-13"}
    volgende, overslaan = begin(stad, **maandag), begin(stad, **maandag, bij_vrij="overslaan")
    assert [o.datum for o in van_reeks(volgende)] == [date(2026, 3, 30), date(2026, 4, 7), date(2026, 4, 13)]
    assert [o.datum for o in van_reeks(overslaan)] == [date(2026, 3, 30), date(2026, 4, 13)]
    een = van_reeks(volgende)[0].id
    with transaction():
        operations.verzet(een, "2026-04-01", "", "De zaal is bezet.", stad.nu)
    with transaction():
        operations.verval(van_reeks(volgende)[2].id, "Te weinig mensen.", stad.nu)
    stad.naar(date(2026, 3, 31))
    assert reeksen.vul_aan(stad.nu) == 0
    assert [(o.datum, o.staat) for o in van_reeks(volgende)] == [
        (date(2026, 4, 1), "gepland"),
        (date(2026, 4, 7), "gepland"),
        (date(2026, 4, 13), "vervallen"),
    ]


def test_een_reeks_beeindigen_laat_staan_waar_iets_op_wacht(stad: Stad) -> None:
    in_casuistiek(stad)
    r = begin(stad)
    with pytest.raises(OngeldigeInvoer):
        operations.beeindig(r, " ", stad.nu)
    with transaction():
        vervallen, blijft = operations.beeindig(r, "Wij gaan anders werken.", stad.nu)
    rijen = van_reeks(r)
    assert (vervallen, blijft) == (len(rijen) - 1, 1)
    assert [o.staat for o in rijen[:2]] == ["gepland", "vervallen"]
    assert rijen[1].reden == "Wij gaan anders werken."
    with pytest.raises(Geweigerd), transaction():
        operations.beeindig(r, "Nog eens.", stad.nu)
    stad.naar(date(2026, 6, 1))
    assert reeksen.vul_aan(stad.nu) == 0


def test_een_reeks_zonder_leider_houdt_de_klok_niet_op(stad: Stad) -> None:
    r = begin(stad)
    aantal = len(van_reeks(r))
    stad.naar(date(2026, 5, 4))
    with transaction():
        medewerkers.uit_dienst(stad.ids["gespreksleider"], stad.nu.date())
    assert "overleg" in stad.tik()
    assert len(van_reeks(r)) == aantal and db.session.get_one(Reeks, r).aangevuld_tot is not None


# ------------------------------------------------------------------ away


def test_wie_weg_is_draagt_een_overleg_over_en_alleen_dat(stad: Stad) -> None:
    een, twee = plan(stad, "2026-03-12"), plan(stad, "2026-03-13")
    leider, collega = stad.ids["gespreksleider"], stad.ids["coordinator"]
    over = afwezig.over_te_dragen(leider, date(2026, 3, 11), date(2026, 3, 13), stad.nu.date())
    assert [o.regel.id for o in over] == [een, twee]
    assert str(collega) in {id_ for id_, _ in over[0].keuzes}
    with transaction():
        operations.meld_afwezig(leider, "2026-03-11", "2026-03-13", {een: collega}, stad.nu)
    ik = mensen.persoon(collega)
    assert ik is not None
    assert [laad(o, ik)[1].gespreksleider for o in (een, twee)] == [True, False]
    dit = pagina(een, stad.nu.date(), str, True)
    assert (dit.leider, dit.vervangt) == (ik.naam, mensen.persoon(leider).naam)  # type: ignore[union-attr]
    let_op = {r.id: r.let_op for m in lijst(ik, stad.nu.date()).komend for r in m.regels}
    assert let_op == {een: "", twee: afwezig.WEG}
    with transaction():
        medewerkers.vervang(leider, stad.ids["jurist"], date(2026, 3, 13), date(2026, 3, 13))
    assert pagina(twee, stad.nu.date(), str, True).let_op == ""
    (periode,) = afwezig.perioden(leider, stad.nu.date())
    with transaction():
        assert operations.toch_aanwezig(periode.id, stad.nu) == 1
    assert overleg(een).vervanger_id is None and afwezig.perioden(leider, stad.nu.date()) == []


def test_wie_niet_mag_leiden_neemt_niets_over(stad: Stad) -> None:
    o, leider = plan(stad, "2026-03-12"), stad.ids["gespreksleider"]
    with pytest.raises(OngeldigeInvoer) as fout, transaction():
        operations.meld_afwezig(leider, "2026-03-12", "2026-03-12", {o: stad.ids["teamleider"]}, stad.nu)
    assert [f.veld for f in fout.value.fouten] == [f"vervanger-{o}"]
    with pytest.raises(OngeldigeInvoer), transaction():
        operations.meld_afwezig(leider, "2026-03-12", "2026-03-11", {}, stad.nu)
    assert overleg(o).vervanger_id is None and afwezig.perioden(leider, stad.nu.date()) == []


# ------------------------------------------------------------------ no day planned


def op_mijn_werk(stad: Stad, wie: str) -> set[tuple[str, str]]:
    """Return which rows of somebody's Mijn werk say that no day is planned."""
    persoon = mensen.persoon(stad.ids[wie])
    assert persoon is not None
    groepen = werk.mijn_werk(persoon, stad.nu.date(), str, ()).groepen
    return dagen.voor_werk([regel for _, _, regels in groepen for regel in regels], stad.nu.date())


def test_zonder_dag_komt_er_een_gebeurtenis_per_termijn_en_de_keten_klopt(stad: Stad) -> None:
    k = in_casuistiek(stad)
    (zonder,) = dagen.zonder_dag(stad.nu.date())
    assert (zonder.knelpunt_id, zonder.soort) == (k, "casuistiekbespreking")
    assert op_mijn_werk(stad, "gespreksleider") == {(f"/knelpunten/{k}", "Casuïstiekbespreking")}
    stad.tik()
    assert "geen_dag" not in soorten(k)
    stad.naar(date(2026, 3, 4))  # the last day for naming a day
    stad.tik()
    stad.tik()
    assert soorten(k).count("geen_dag") == 1
    brieven = db.session.scalars(select(Bericht.medewerker_id).where(Bericht.soort == "geen_dag")).all()
    assert stad.ids["gespreksleider"] in brieven
    assert controle.controleer()["fouten"] == []
    plan(stad, "2026-03-12")
    assert dagen.zonder_dag(stad.nu.date()) == []
    assert op_mijn_werk(stad, "gespreksleider") == set()


def test_een_vervallen_overleg_maakt_dat_er_weer_geen_dag_is(stad: Stad) -> None:
    k = in_casuistiek(stad)
    o = plan(stad, "2026-03-20")
    with transaction():
        operations.verval(o, "Ziek.", stad.nu)
    assert list(dagen.soorten_van(k, stad.nu.date(), {"casuistiekbespreking"})) == ["casuistiekbespreking"]
    uiterste = dagen.soorten_van(k, stad.nu.date(), {"casuistiekbespreking"})["casuistiekbespreking"]
    stad.naar(mensen.kalender().werkdag_voor(uiterste, 5))
    stad.tik()
    assert soorten(k).count("geen_dag") == 1
    leider = mensen.persoon(stad.ids["gespreksleider"])
    assert leider is not None
    voorstel = dagen.dagen_voor(leider, "casuistiekbespreking", stad.nu.date())[0]
    assert voorstel.zin == "Op tijd voor wat wacht." and voorstel.dag <= uiterste


def test_een_vervallen_overleg_staat_met_reden_in_het_register(stad: Stad) -> None:
    from signalen.register import lezen
    from signalen.register.lijsten import overleggen
    from signalen.register.rules import Kwartaal

    o = plan(stad, "2026-03-12")
    with transaction():
        operations.verval(o, "De zaal is dicht.", stad.nu)
    kwartaal = Kwartaal(2026, 1)
    telling = overleggen(lezen.lees(kwartaal, kwartaal.laatste))
    assert "De zaal is dicht." in str(telling)


# ------------------------------------------------------------------ invitations


@pytest.fixture
def post(stad: Stad, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder in which every mail falls, as the demo has it."""
    instellingen = replace(
        stad.app.config["SIGNALEN"], var=tmp_path, afzender="signalen@voorbeeldstad.example"
    )
    monkeypatch.setitem(stad.app.extensions, "signalen_bezorger", mail.bezorger(instellingen))
    monkeypatch.setitem(stad.app.config, "SIGNALEN", instellingen)
    yield tmp_path / "post"


def mails(post: Path) -> list[Message]:
    """Return what was delivered since last time, and empty the folder."""
    bericht.bezorgen()
    gelezen = [email.message_from_bytes(p.read_bytes(), policy=default) for p in post.glob("*.eml")]
    for pad in post.glob("*.eml"):
        pad.unlink()
    return sorted(gelezen, key=lambda m: (m["To"], len(m.as_bytes())))


def agendadeel(brief: Message) -> str:
    (deel,) = [d for d in brief.walk() if d.get_content_type() == "text/calendar"]
    return deel.get_content()  # type: ignore[no-any-return, attr-defined]


def test_een_uitnodiging_is_een_neutrale_mail_met_een_agendadeel_voor_een_mens(
    stad: Stad, post: Path
) -> None:
    o = plan(
        stad, "2026-10-23", titel="Over de dwangsom", plaats="Kamer 3", deelnemers=(stad.ids["uitvoerder"],)
    )
    brieven = mails(post)
    assert len(brieven) == 2 and len({b["Message-ID"] for b in brieven}) == 2
    for brief in brieven:
        assert brief.get_content_type() == "multipart/alternative"
        soorten_ = [d.get_content_type() for d in brief.iter_parts()]  # type: ignore[attr-defined]
        assert soorten_ == ["text/plain", "text/calendar"]
        deel = list(brief.iter_parts())[1]  # type: ignore[attr-defined]
        assert deel.get_param("method") == "REQUEST"
        tekst = agendadeel(brief)
        assert "dwangsom" not in brief.as_string() + tekst and "Kamer" not in tekst
        (gebeurtenis,) = IcsCalendarStream.calendar_from_ics(tekst).events
        assert [a.uri for a in gebeurtenis.attendees] == [f"mailto:{brief['To']}"]
        assert gebeurtenis.uid == f"{o}@signalen"
    with transaction():
        operations.verzet(o, "2026-10-26", "", "De zaal is bezet.", stad.nu)
    with transaction():
        operations.verval(o, "Ziek.", stad.nu)
    gelezen = [IcsCalendarStream.calendar_from_ics(agendadeel(b)) for b in mails(post)]
    per_methode = Counter((k.method, k.events[0].sequence) for k in gelezen)
    assert per_methode == {("REQUEST", 1): 2, ("CANCEL", 2): 2}
    assert {k.events[0].dtstart.astimezone(UTC).hour for k in gelezen} == {13}


def test_ingehuurde_mensen_krijgen_pas_een_uitnodiging_als_zij_dat_kiezen(stad: Stad, post: Path) -> None:
    wie = stad.ids["buurtteam"]
    plan(stad, "2026-03-12", deelnemers=(wie,))
    adres = mensen.persoon(wie).email  # type: ignore[union-attr]
    (gewoon,) = [b for b in mails(post) if b["To"] == adres]
    assert gewoon.get_content_type() == "text/plain"
    with transaction():
        operations.zet_mail(wie, True)
    o = plan(stad, "2026-03-13", deelnemers=(wie,))
    (uitnodiging,) = [b for b in mails(post) if b["To"] == adres]
    assert "METHOD:REQUEST" in agendadeel(uitnodiging)
    with transaction():
        operations.zet_mail(wie, False)
    plan(stad, "2026-03-16", deelnemers=(wie,))
    with transaction():
        operations.verval(o, "Ziek.", stad.nu)
    nieuw = [b for b in mails(post) if b["To"] == adres]
    assert Counter(b.get_content_type() for b in nieuw) == {"text/plain": 1, "multipart/alternative": 1}
    assert "METHOD:CANCEL" in agendadeel(nieuw[-1] if nieuw[-1].is_multipart() else nieuw[0])


def test_met_de_instelling_gaat_de_plaats_mee(stad: Stad, post: Path) -> None:
    with transaction():
        medewerkers.zet_instelling("agenda_plaats", "Ja")
    plan(stad, "2026-03-12", plaats="Kamer 3")
    assert "LOCATION:Kamer 3" in agendadeel(mails(post)[0])


# ------------------------------------------------------------------ the feed


def test_de_feed_opent_alleen_met_het_adres_en_tot_het_wordt_ingetrokken(stad: Stad) -> None:
    wie = stad.ids["uitvoerder"]
    o = plan(stad, "2026-10-23", titel="Over de dwangsom", deelnemers=(wie,))
    weg = plan(stad, "2026-10-26", deelnemers=(wie,))
    plan(stad, "2026-10-27")
    with transaction():
        operations.verval(weg, "Ziek.", stad.nu)
        operations.maak_adres(wie, stad.nu)
    geheim = agendapost.keuze(wie).geheim
    assert len(geheim) >= 43
    db.session.rollback()
    klant = stad.app.test_client()
    antwoord = klant.get(f"/agenda/{geheim}.ics")
    assert (antwoord.status_code, antwoord.mimetype) == (200, "text/calendar")
    assert "Set-Cookie" not in antwoord.headers and "dwangsom" not in antwoord.text
    (gebeurtenis,) = IcsCalendarStream.calendar_from_ics(antwoord.text).events
    assert (gebeurtenis.uid, gebeurtenis.dtstart) == (f"{o}@signalen", datetime(2026, 10, 23, 12, tzinfo=UTC))
    zelfde = klant.get(f"/agenda/{geheim}.ics", headers={"If-None-Match": antwoord.headers["ETag"]})
    assert (zelfde.status_code, zelfde.data) == (304, b"")
    onbekend, nergens = klant.get("/agenda/" + "x" * 43 + ".ics"), klant.get("/bestaat/niet")
    assert onbekend.status_code == nergens.status_code == 404 and onbekend.data == nergens.data
    with transaction():
        operations.maak_adres(wie, stad.nu)
    assert klant.get(f"/agenda/{geheim}.ics").status_code == 404
    nieuw = agendapost.keuze(wie).geheim
    db.session.rollback()
    assert klant.get(f"/agenda/{nieuw}.ics").status_code == 200
    with transaction():
        operations.sluit_adres(wie)
    assert klant.get(f"/agenda/{nieuw}.ics").status_code == 404
    rij = db.session.execute(db.text("SELECT * FROM agendatoegang")).one()
    assert nieuw not in str(tuple(rij)) and geheim not in str(tuple(rij))
