"""What who signalled can do, with a real database: add, withdraw, protect, react, judge, contest, say it
again.
"""

from __future__ import annotations

import uuid
from datetime import date

import pytest
from sqlalchemy import select

from signalen.db import NietGevonden, db, transaction
from signalen.kluis.models import Afzender
from signalen.knelpunt.models import Besluit, Doorgeving, Gebeurtenis, Knelpunt, Koppeling, Reactie, Termijn
from signalen.knelpunt.operations import melders, oordelen, ordenen, traject
from signalen.knelpunt.rules import OngeldigeInvoer
from signalen.opvolging.models import Nameting
from signalen.opvolging.queries import melder as melderpagina
from signalen.signaal.models import Oordeel, Signaal, SignaalTekst
from tests.integratie.conftest import Stad
from tests.integratie.plein import ik_ook, signaal
from tests.integratie.test_route import AANPASSEN, SAMENVATTING, stap_van
from workflows.stand import Geweigerd


def doe(stad: Stad, daad, signaal_id: uuid.UUID, *rest: object):  # type: ignore[no-untyped-def]
    """Do one act of a melder in a transaction of its own."""
    with transaction():
        return daad(signaal(signaal_id), *rest, stad.nu)


def besluit(stad: Stad, k: uuid.UUID, wie: str = "afdelingshoofd", antwoord: bool = True) -> None:
    """Let management (or who is named) decide, and send the answer."""
    if stap_van(k) == "uitzoeken":
        stad.doe(k, "coordinator", "extern", **SAMENVATTING)
    stad.doe(k, wie, "aanpassen", **AANPASSEN)
    if antwoord:
        stad.doe(k, wie, "verzonden", antwoord="Wij passen de instructie aan.")


def soorten(k: uuid.UUID) -> list[str]:
    zoek = select(Gebeurtenis.soort).where(Gebeurtenis.knelpunt_id == k).order_by(Gebeurtenis.volgnummer)
    return list(db.session.scalars(zoek))


@pytest.fixture
def beantwoord(stad: Stad) -> tuple[uuid.UUID, uuid.UUID]:
    """A signaal and its knelpunt, answered and closed on 10 March."""
    s = stad.geef()
    k = stad.knelpunt_id(s)
    stad.naar(date(2026, 3, 10))
    besluit(stad, k)
    return s, k


# ------------------------------------------------------------------ one's own words


def test_aanvullen_laat_staan_wat_er_stond(stad: Stad) -> None:
    s = stad.geef()
    voor = db.session.scalars(select(SignaalTekst.tekst_id).where(SignaalTekst.signaal_id == s)).all()
    doe(stad, melders.vul_aan, s, "Ook in week 11.")
    delen = db.session.scalars(
        select(SignaalTekst).where(SignaalTekst.signaal_id == s).order_by(SignaalTekst.volgorde)
    ).all()
    assert [d.tekst_id for d in delen][: len(voor)] == list(voor)
    assert (delen[-1].soort, delen[-1].tekst.inhoud) == ("aanvulling", "Ook in week 11.")
    assert soorten(stad.knelpunt_id(s))[-1] == "aanvulling"
    with pytest.raises(OngeldigeInvoer):
        doe(stad, melders.vul_aan, s, "  \n ")


def test_intrekken_maakt_de_woorden_leeg_en_laat_de_gebeurtenis_staan(stad: Stad) -> None:
    s = stad.geef()
    k = stad.knelpunt_id(s)
    doe(stad, melders.trek_in, s)
    teksten = [d.tekst for d in signaal(s).teksten]
    assert all(t.inhoud is None and t.zout is None and t.digest for t in teksten)
    assert stap_van(k) == "ingetrokken" and "ontvangen" in soorten(k) and "signaal_ingetrokken" in soorten(k)
    assert not traject.open_termijnen(traject.hoofdtraject(db.session.get(Knelpunt, k)))
    for daad, rest in ((melders.vul_aan, ("x",)), (melders.nog_steeds, ("x",)), (melders.verhoog_niveau, ())):
        with pytest.raises(Geweigerd):
            doe(stad, daad, s, *rest)


def test_wie_niet_de_enige_is_trekt_alleen_zichzelf_terug(stad: Stad) -> None:
    s = stad.geef()
    k = stad.knelpunt_id(s)
    ander = ik_ook(stad, k, "uitvoerder2", tekst="Ik zie het ook.")
    doe(stad, melders.trek_in, s)
    assert stap_van(k) == "uitzoeken"
    doe(stad, melders.trek_in, ander)
    assert stap_van(k) == "ingetrokken"


def test_na_het_besluit_kan_intrekken_niet_meer(stad: Stad) -> None:
    s = stad.geef()
    k = stad.knelpunt_id(s)
    besluit(stad, k, antwoord=False)
    with pytest.raises(Geweigerd, match="al een besluit"):
        doe(stad, melders.trek_in, s)
    assert all(d.tekst.inhoud for d in signaal(s).teksten)


def test_een_naam_kan_eraf_en_komt_niet_terug(stad: Stad) -> None:
    s = stad.geef(niveau="open")
    assert db.session.scalars(select(Afzender.medewerker_id)).all() == [stad.ids["uitvoerder"]]
    voor = soorten(stad.knelpunt_id(s))
    doe(stad, melders.verhoog_niveau, s)
    assert signaal(s).niveau == "beschermd"
    assert db.session.scalars(select(Afzender)).all() == []
    assert soorten(stad.knelpunt_id(s)) == voor, "the chain says nothing of levels"
    with pytest.raises(Geweigerd):
        doe(stad, melders.verhoog_niveau, s)


def test_toestemming_is_een_keuze_die_je_mag_veranderen(stad: Stad) -> None:
    s = stad.geef()
    assert signaal(s).mag_getoond is None
    for mag in (True, False, True):
        doe(stad, melders.zet_toestemming, s, mag)
        db.session.expire_all()
        assert signaal(s).mag_getoond is mag


# ------------------------------------------------------------------ what became of my words


def test_reageren_kan_een_keer_en_de_correctie_reist_mee(stad: Stad) -> None:
    s = stad.geef()
    k = stad.knelpunt_id(s)
    stad.doe(k, "coordinator", "extern", **SAMENVATTING)
    d = db.session.scalars(select(Doorgeving).where(Doorgeving.knelpunt_id == k)).one()
    doe(stad, melders.reageer, s, d.id, "deels", "Het is elke week.")
    rij = db.session.scalars(select(Reactie)).one()
    assert (rij.antwoord, rij.tekst.inhoud, rij.week) == ("deels", "Het is elke week.", date(2026, 3, 2))
    with pytest.raises(Geweigerd, match="al op gereageerd"):
        doe(stad, melders.reageer, s, d.id, "klopt", "")
    assert stap_van(k) == "management", "nobody waits for a reaction"


def test_reageren_op_een_ander_knelpunt_kan_niet(stad: Stad) -> None:
    s, ander = stad.geef(), stad.geef("uitvoerder2")
    stad.doe(stad.knelpunt_id(ander), "coordinator", "extern", **SAMENVATTING)
    d = db.session.scalars(select(Doorgeving)).one()
    with pytest.raises(NietGevonden):
        doe(stad, melders.reageer, s, d.id, "klopt", "")
    with pytest.raises(Geweigerd):
        doe(stad, melders.reageer, ander, d.id, "misschien", "")


# ------------------------------------------------------------------ the answer


def test_een_oordeel_telt_een_keer_per_antwoord(stad: Stad, beantwoord: tuple[uuid.UUID, uuid.UUID]) -> None:
    s, _ = beantwoord
    doe(stad, oordelen.oordeel, s, {"begrepen": "ja"}, "")
    doe(stad, oordelen.oordeel, s, {"begrepen": "nee", "beantwoord": "deels"}, "Half.")
    rijen = {o.vraag: o.antwoord for o in db.session.scalars(select(Oordeel))}
    assert rijen == {"begrepen": "ja", "beantwoord": "deels"}, "the first word stands"
    with pytest.raises(Geweigerd):
        doe(stad, oordelen.oordeel, s, {"begrepen": "nee", "beantwoord": "nee"}, "")
    with pytest.raises(Geweigerd):
        doe(stad, oordelen.oordeel, s, {"onzin": "ja"}, "")


def test_zonder_antwoord_valt_er_niets_te_beoordelen(stad: Stad) -> None:
    s = stad.geef()
    with pytest.raises(Geweigerd, match="nog geen antwoord"):
        doe(stad, oordelen.oordeel, s, {"begrepen": "ja"}, "")


def test_na_een_nieuw_antwoord_mag_je_opnieuw_oordelen(
    stad: Stad, beantwoord: tuple[uuid.UUID, uuid.UUID]
) -> None:
    s, k = beantwoord
    doe(stad, oordelen.oordeel, s, {"begrepen": "ja", "beantwoord": "nee"}, "")
    doe(stad, oordelen.betwist, s, "Het klopt niet.")
    stad.verder(1)
    besluit(stad, k, "directeur")
    doe(stad, oordelen.oordeel, s, {"begrepen": "ja", "beantwoord": "ja"}, "")
    assert len(db.session.scalars(select(Oordeel)).all()) == 4
    assert sorted(db.session.scalars(select(Nameting.werkdagen))) == [65, 130, 260], (
        "asked once, not per answer"
    )


def test_betwisten_gaat_een_laag_hoger_en_telt_als_nieuwe_termijn(
    stad: Stad, beantwoord: tuple[uuid.UUID, uuid.UUID]
) -> None:
    s, k = beantwoord
    doe(stad, oordelen.oordeel, s, {"beantwoord": "nee"}, "")
    assert doe(stad, oordelen.betwist, s, "Het klopt niet.") == "directie"
    loop = traject.hoofdtraject(db.session.get(Knelpunt, k))
    assert (loop.open, loop.stap) == (True, "directie")
    assert [t.uiterste for t in traject.open_termijnen(loop)] == [date(2026, 3, 17)]
    oud = db.session.scalars(select(Besluit).where(Besluit.knelpunt_id == k)).one()
    assert oud.vervallen_op == date(2026, 3, 10), "the decision stays, and no longer stands"


@pytest.mark.parametrize(
    ("dag", "mag"), [(date(2026, 3, 24), True), (date(2026, 3, 25), False)], ids=["tiende werkdag", "elfde"]
)
def test_betwisten_kan_tien_werkdagen(
    stad: Stad, beantwoord: tuple[uuid.UUID, uuid.UUID], dag: date, mag: bool
) -> None:
    s, k = beantwoord
    doe(stad, oordelen.oordeel, s, {"begrepen": "nee"}, "")
    stad.naar(dag)
    if mag:
        assert doe(stad, oordelen.betwist, s, "Het klopt niet.") == "directie"
        return
    with pytest.raises(Geweigerd, match="10 werkdagen"):
        doe(stad, oordelen.betwist, s, "Het klopt niet.")
    assert stap_van(k) == "gesloten"


def test_betwisten_vraagt_een_nee_en_een_reden(stad: Stad, beantwoord: tuple[uuid.UUID, uuid.UUID]) -> None:
    s, _ = beantwoord
    with pytest.raises(Geweigerd):
        doe(stad, oordelen.betwist, s, "Zonder oordeel.")
    doe(stad, oordelen.oordeel, s, {"begrepen": "deels", "beantwoord": "ja"}, "")
    with pytest.raises(Geweigerd):
        doe(stad, oordelen.betwist, s, "Deels is geen nee.")
    with pytest.raises(OngeldigeInvoer):
        doe(stad, oordelen.betwist, s, "   ")


def test_betwisten_kan_een_keer_per_ronde(stad: Stad, beantwoord: tuple[uuid.UUID, uuid.UUID]) -> None:
    s, k = beantwoord
    doe(stad, oordelen.oordeel, s, {"beantwoord": "nee"}, "")
    doe(stad, oordelen.betwist, s, "Het klopt niet.")
    besluit(stad, k, "directeur")
    doe(stad, oordelen.oordeel, s, {"beantwoord": "nee"}, "")
    with pytest.raises(Geweigerd, match="één keer"):
        doe(stad, oordelen.betwist, s, "Nog steeds niet.")


def test_bij_het_college_wordt_het_omstreden_en_beweegt_het_niet(stad: Stad) -> None:
    s = stad.geef()
    k = stad.knelpunt_id(s)
    stad.doe(k, "coordinator", "extern", **SAMENVATTING)
    stad.doe(k, "afdelingshoofd", "voorleggen", advies="Doe dit.")
    besluit(stad, k, "wethouder")
    doe(stad, oordelen.oordeel, s, {"begrepen": "nee"}, "")
    assert doe(stad, oordelen.betwist, s, "Het klopt niet.") == "gesloten"
    loop = traject.hoofdtraject(db.session.get(Knelpunt, k))
    assert traject.stand_van(loop).omstreden and not loop.open
    geldig = db.session.scalars(select(Besluit).where(Besluit.knelpunt_id == k)).one()
    assert geldig.vervallen_op is None, "both views stand"


def test_ik_zie_het_nog_steeds_begint_ronde_twee_op_de_nieuwste_route(
    stad: Stad, beantwoord: tuple[uuid.UUID, uuid.UUID]
) -> None:
    from tests.integratie.test_tijd import adopteer_versie_2

    s, k = beantwoord
    with pytest.raises(OngeldigeInvoer):
        doe(stad, melders.nog_steeds, s, "")
    adopteer_versie_2(stad)
    stad.naar(date(2026, 4, 7))
    doe(stad, melders.nog_steeds, s, "Ik zie het elke week.")
    lopen = sorted(db.session.get(Knelpunt, k).trajecten, key=lambda t: t.ronde)
    assert [(t.ronde, t.adoptie.versie, t.stap, t.open) for t in lopen] == [
        (1, 1, "gesloten", False),
        (2, 2, "uitzoeken", True),
    ]
    plafond = db.session.scalars(
        select(Termijn).where(Termijn.traject_id == lopen[1].id, Termijn.soort == "plafond")
    ).one()
    assert plafond.start == date(2026, 4, 13)
    with pytest.raises(Geweigerd, match="loopt nog"):
        doe(stad, melders.nog_steeds, s, "En nog eens.")


# ------------------------------------------------------------------ ik ook


def koppeling(s: uuid.UUID) -> Koppeling:
    return db.session.scalars(
        select(Koppeling).where(Koppeling.signaal_id == s, Koppeling.tot.is_(None))
    ).one()


def test_ik_ook_voor_het_besluit_loopt_mee(stad: Stad) -> None:
    k = stad.knelpunt_id(stad.geef())
    s = ik_ook(stad, k, "uitvoerder2")
    assert (koppeling(s).knelpunt_id, koppeling(s).antwoord_voor) == (k, None)
    assert signaal(s).ik_ook and signaal(s).teksten == []
    besluit(stad, k)
    assert koppeling(s).antwoord_op == stad.nu.date(), "the answer goes to everyone"


def test_ik_ook_na_het_besluit_krijgt_het_antwoord_binnen_vijf_werkdagen(stad: Stad) -> None:
    k = stad.knelpunt_id(stad.geef())
    stad.naar(date(2026, 3, 10))
    stad.doe(k, "coordinator", "extern", **SAMENVATTING)
    parkeren = {"redenen": "Nu niet.", "herstel": "Wij bellen.", "terug_op": "2026-05-11"}
    stad.doe(k, "afdelingshoofd", "parkeren", **parkeren)
    stad.doe(k, "afdelingshoofd", "verzonden", antwoord="Wij pakken het in mei op.")
    s = ik_ook(stad, k, "uitvoerder2")
    assert koppeling(s).antwoord_voor == date(2026, 3, 17) and koppeling(s).antwoord_op is None
    assert stap_van(k) == "geparkeerd", "a join moves no term"
    with transaction():
        assert ordenen.antwoord_naleveren(k, stad.nu) == 1
    with transaction():
        assert ordenen.antwoord_naleveren(k, stad.nu) == 0
    assert koppeling(s).antwoord_op == date(2026, 3, 10)


def test_ik_ook_op_een_gesloten_knelpunt_opent_ronde_twee(
    stad: Stad, beantwoord: tuple[uuid.UUID, uuid.UUID]
) -> None:
    _, k = beantwoord
    ik_ook(stad, k, "uitvoerder2")
    loop = traject.hoofdtraject(db.session.get(Knelpunt, k))
    assert (loop.ronde, loop.stap, loop.open) == (2, "uitzoeken", True)


def test_niemand_telt_twee_keer(stad: Stad) -> None:
    k = stad.knelpunt_id(stad.geef())
    with pytest.raises(Geweigerd, match="al gesignaleerd"):
        ik_ook(stad, k, "uitvoerder")
    ik_ook(stad, k, "uitvoerder2")
    with pytest.raises(Geweigerd):
        ik_ook(stad, k, "uitvoerder2")
    assert len(db.session.scalars(select(Signaal)).all()) == 2


def test_in_een_nieuw_kwartaal_ben_je_nog_steeds_dezelfde(stad: Stad) -> None:
    """The link key changes with the quarter; one's own signalen are found all the same, and joining stays
    once.
    """
    from signalen.kluis import operations as kluis

    s = stad.geef()
    k = stad.knelpunt_id(s)
    stad.naar(date(2026, 4, 8))
    sleutels = kluis.koppelsleutels(stad.sleutelmap, stad.ids["uitvoerder"], stad.nu.date())
    assert melderpagina.laad_eigen(sleutels, s).id == s
    with pytest.raises(Geweigerd, match="al gesignaleerd"):
        ik_ook(stad, k, "uitvoerder")


# ------------------------------------------------------------------ questions


def test_een_vraag_wordt_een_keer_beantwoord(stad: Stad) -> None:
    s, ander = stad.geef(), stad.geef("uitvoerder2")
    k = stad.knelpunt_id(s)
    with transaction():
        vraag = ordenen.stel_vraag(s, k, "Hoe vaak zie je dit?", stad.nu)
        db.session.flush()
        id_ = vraag.id
    with pytest.raises(NietGevonden):
        doe(stad, melders.beantwoord_vraag, ander, id_, "Dat is niet mijn vraag.")
    with pytest.raises(OngeldigeInvoer):
        doe(stad, melders.beantwoord_vraag, s, id_, " ")
    doe(stad, melders.beantwoord_vraag, s, id_, "Elke week.")
    with pytest.raises(Geweigerd, match="al beantwoord"):
        doe(stad, melders.beantwoord_vraag, s, id_, "Nog eens.")
    assert soorten(k)[-2:] == ["vraag", "vraag_beantwoord"]
    with pytest.raises(NietGevonden), transaction():
        ordenen.stel_vraag(ander, k, "Hoort daar niet bij.", stad.nu)
