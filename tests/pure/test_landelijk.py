"""Rules of stacking: what is one edition, what looks alike, why, whose yes counts, and what is counted."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from signalen.landelijk import oordeel, rules, stapel, vorm
from signalen.landelijk.lijken import Tekst, Weger, gedeelde_woorden, groepeer
from signalen.landelijk.oordeel import LEEG, Oordeel, Oordeelfout
from signalen.landelijk.rules import Lid, Voorstel
from signalen.landelijk.schoon import gemeente_van, regeltekst
from signalen.landelijk.vorm import Bestandsfout
from tests.uitgaven import BOODSCHAPPEN, besluit, editie, regel, stuk, weg

TITELS = (
    "Wekelijkse boodschappen van familie verlagen de bijstand",
    "Bijstand gekort om boodschappen van de familie",
    "Hulp van familie met boodschappen wordt gekort",
    "Huis kwijt door een korte detentie",
    "Woning kwijt na korte detentie",
    "Briefadres geweigerd, dus geen uitkering en geen zorgverzekering",
)


def lees(document: Any, gemeente: str = "Gouda") -> vorm.Uitgave:
    ruw = document if isinstance(document, bytes) else json.dumps(document, ensure_ascii=False).encode()
    return vorm.lees(ruw, gemeente)


# ------------------------------------------------------------------ one edition


def test_beide_vormen_van_een_uitgave() -> None:
    kort = lees(editie(regel(), ingehouden=[weg(4)]))
    assert (kort.gemeente, kort.kwartaal, kort.ingehouden) == ("Gouda", "2026-K1", [(4, 1)])
    lang = lees(editie(regel(), gemeente="Den Haag", errata=[{"tekst": "x"}]), "register")
    assert (lang.gemeente, lang.verbeteringen) == ("Den Haag", 1)


def test_wat_niet_van_ons_is_reist_niet_mee() -> None:
    (kern,) = lees(editie(regel(besluit=besluit(rol="wethouder"), verloop=[{"titel": "geheim"}]))).regels
    assert "verloop" not in kern and "rol" not in kern["besluit"]


@pytest.mark.parametrize(
    ("document", "wat"),
    [
        (b"\xff\xfe", "UTF-8"),
        (b"{", "geen goede JSON"),
        (b'{"kwartaal": 1, "kwartaal": 2}', "geen goede JSON"),
        (b"[" * 100_000, "geen goede JSON"),
        (b"[]", "geen kwartaalregister"),
        (b'{"kwartaal": "2026-K1"}', "geen kwartaalregister"),
        ({**editie(regel()), "kwartaal": "2026-K9"}, "kwartaal"),
        ({**editie(regel()), "kwartaal": 7}, "kwartaal"),
        ({**editie(regel()), "regels": {}}, "lijst"),
        ({**editie(regel()), "regels": [1]}, "lijst"),
        ({**editie(regel()), "regels": []}, "vingerafdruk klopt niet"),
        ({**editie(regel()), "vingerafdruk": None}, "vingerafdruk klopt niet"),
        (editie(regel(), regel()), "twee keer"),
        (editie(regel(nummer=True)), "regels[1].nummer"),
        (editie(regel(titel=None)), "regels[1].titel"),
        (editie(regel(titel="x" * 301)), "300 tekens"),
        (editie(regel(afspraken=[{"stand": "mooi"}])), "nagekomen"),
        (editie(regel(besluit="ja")), "besluit"),
        (editie(regel(besluit=besluit(datum="31-02-2026"))), "2026-12-08"),
        (editie(regel(doorgezet=[stuk(datum=None)])), "datum"),
        (editie(regel(), ingehouden=[{"item": "x"}]), "ingehouden.nummer"),
        (editie(regel(), gemeente=12), "naam van de gemeente"),
    ],
)
def test_wat_geweigerd_wordt(document: Any, wat: str) -> None:
    with pytest.raises(Bestandsfout) as fout:
        lees(document)
    assert wat in fout.value.wat
    assert fout.value.remedie


def test_half_teken_en_te_groot_en_naamloos() -> None:
    with pytest.raises(Bestandsfout, match="geen tekst zijn"):
        lees(json.dumps({**editie(regel()), "regels": [{"titel": "\ud800"}]}).encode())
    with pytest.raises(Bestandsfout, match="20 MB"):
        lees(b" " * (vorm.MAX_BYTES + 1))
    with pytest.raises(Bestandsfout, match="welke gemeente"):
        lees(editie(regel()), "")


@pytest.mark.parametrize(
    ("naam", "gemeente"),
    [
        ("den-haag-2026-K3.json", "Den Haag"),
        ("Bergen-op-Zoom_2026K2.json", "Bergen-op-Zoom"),
        ("kwartaalregister_utrecht_2026-K4.json", "Utrecht"),
        ("2026-K3.json", ""),
        ("register-2026-K3.json", ""),
    ],
)
def test_gemeente_uit_de_naam_van_een_bestand(naam: str, gemeente: str) -> None:
    assert gemeente_van(naam) == gemeente


def test_onzichtbare_tekens_verdwijnen() -> None:
    assert regeltekst("Gou\u202eda\x00 \n a\u0308") == "Gou da ä"


# ------------------------------------------------------------------ what looks alike


def test_wat_lijkt_komt_bij_elkaar_in_elke_volgorde() -> None:
    teksten = [Tekst((f"g{plek}", 1), titel) for plek, titel in enumerate(TITELS)]
    weger = Weger(teksten)
    groepen = groepeer(teksten, weger)
    assert sorted(sorted(t.titel for t in groep) for groep in groepen) == sorted(
        [sorted(TITELS[:3]), sorted(TITELS[3:5])]
    )
    assert groepeer(list(reversed(teksten)), weger) == groepen


def test_getoonde_woorden_tellen_ook() -> None:
    woorden = "De inwoner kreeg geen antwoord omdat de koppeling met het systeem wegviel."
    een, twee = (
        Tekst(("a", 1), "Balie loopt vast", woorden),
        Tekst(("b", 1), "Loket kan niet verder", woorden),
    )
    los = [Tekst(("c", n), titel) for n, titel in enumerate(TITELS)]
    assert [een, twee] in groepeer([een, twee, *los], Weger([een, twee, *los]))


def test_gedeelde_woorden_zijn_er_minstens_twee() -> None:
    teksten = [Tekst((f"g{plek}", 1), titel) for plek, titel in enumerate(TITELS)]
    assert gedeelde_woorden(teksten[:2]) == ["bijstand", "boodschappen", "familie"]
    assert gedeelde_woorden([teksten[0], teksten[5]]) == []


# ------------------------------------------------------------------ proposals


def lid(gemeente: str, nummer: int = 1, **anders: str) -> Lid:
    return Lid(gemeente, nummer, **{**BOODSCHAPPEN, **anders})


def kies(*leden: Lid) -> list[Voorstel]:
    return rules.kies([leden], Weger([een.tekst for een in leden]))


def test_een_voorstel_zegt_waarom() -> None:
    (een,) = kies(
        lid("Gouda"), lid("Ede", titel="Bijstand verlaagd door boodschappen", regeling="art. 58 Pw")
    )
    assert een.redenen == (
        "Beide gaan over artikel 58 Participatiewet.",
        "Beide noemen de wet of een landelijke regel als oorzaak.",
        "De titels lijken op elkaar: bijstand en boodschappen komen steeds terug.",
        "Beide vallen onder werk en inkomen.",
    )
    assert een.gemeenten == ["Ede", "Gouda"]


def test_verschillen_staan_erbij() -> None:
    (een,) = kies(lid("Gouda"), lid("Gouda", 2), lid("Ede", domein="jeugd"))
    assert een.let_op == (
        "De domeinen verschillen: jeugd en werk en inkomen.",
        "Meer dan één komt uit Gouda.",
    )
    assert een.redenen[0].startswith("Alle 3 knelpunten gaan over")


def test_binnen_een_gemeente_is_niet_gedeeld() -> None:
    assert kies(lid("Gouda"), lid("Gouda", 2)) == []


def test_een_knelpunt_staat_in_een_voorstel() -> None:
    blok = [lid("Gouda"), lid("Ede")]
    weger = Weger([een.tekst for een in blok])
    assert len(rules.kies([blok, blok], weger)) == 1
    assert rules.kies([blok], weger, minstens=3) == []


def test_het_kenmerk_volgt_leden_en_redenen() -> None:
    leden = [lid("Gouda"), lid("Ede")]
    vast = rules.kenmerk(leden, ["a"])
    assert rules.kenmerk(leden[::-1], ["a"]) == vast
    assert rules.kenmerk([replace(leden[0], woorden="anders"), leden[1]], ["a"]) == vast
    for ander in (
        rules.kenmerk(leden, ["b"]),
        rules.kenmerk([*leden, lid("Ede", 2)], ["a"]),
        rules.kenmerk([leden[0], lid("Ede", titel="Anders")], ["a"]),
    ):
        assert ander != vast


# ------------------------------------------------------------------ a person's answer

JA = {"antwoord": "ja", "rol": "beleidsadviseur VNG", "datum": "2026-05-01", "reden": "Hetzelfde."}


def beantwoord(*leden: Lid, **anders: str) -> dict[str, Any]:
    document = oordeel.document(kies(*leden), [])
    document["voorstellen"][0]["oordeel"] = {**JA, **anders}
    return document


def test_een_antwoord_blijft_bij_hetzelfde_voorstel() -> None:
    eerder = oordeel.lees(beantwoord(lid("Gouda"), lid("Ede"), antwoord=" JA "))
    (stuk_,) = oordeel.document(kies(lid("Ede"), lid("Gouda")), eerder)["voorstellen"]
    assert stuk_["oordeel"] == JA
    assert stuk_["eerder"] is None


def test_een_veranderd_voorstel_wordt_opnieuw_gevraagd() -> None:
    eerder = oordeel.lees(beantwoord(lid("Gouda"), lid("Ede")))
    nieuw = oordeel.document(kies(lid("Gouda"), lid("Tiel", 4)), eerder)
    (stuk_,) = nieuw["voorstellen"]
    assert stuk_["oordeel"] == LEEG
    assert stuk_["eerder"] == {
        "oordeel": JA,
        "erbij": ["Tiel, knelpunt 4"],
        "eraf": ["Ede, knelpunt 1"],
    }
    assert [oud["oordeel"] for oud in nieuw["vervallen"]] == [JA], "an answer is never thrown away"
    assert oordeel.document([], oordeel.lees(nieuw))["vervallen"] == nieuw["vervallen"]


@pytest.mark.parametrize(
    ("anders", "sleutel"),
    [
        ({"antwoord": "misschien"}, "antwoord"),
        ({"rol": ""}, "rol"),
        ({"reden": " "}, "reden"),
        ({"reden": "x" * 1001}, "reden"),
        ({"reden": "Bel jan@example.nl"}, "reden"),
        ({"datum": "31-02-2026"}, "datum"),
    ],
)
def test_een_half_antwoord_wordt_geweigerd(anders: dict[str, str], sleutel: str) -> None:
    with pytest.raises(Oordeelfout) as fout:
        oordeel.lees(beantwoord(lid("Gouda"), lid("Ede"), **anders))
    assert (fout.value.item, fout.value.sleutel) == (1, sleutel)


@pytest.mark.parametrize(
    "document",
    [[], {"soort": "anders"}, {"soort": oordeel.SOORT, "voorstellen": 1}]
    + [{"soort": oordeel.SOORT, "voorstellen": [een]} for een in (1, {}, {"id": "a", "leden": [1]})],
)
def test_een_ander_bestand_is_geen_antwoord(document: Any) -> None:
    with pytest.raises(Oordeelfout):
        oordeel.lees(document)


# ------------------------------------------------------------------ the picture


def ronde(gemeente: str, **anders: Any) -> dict[str, Any]:
    (kern,) = lees(editie(regel(**anders)), gemeente).regels
    return {"gemeente": gemeente, "kwartaal": "2026-K1", **kern}


def test_rondes_van_een_knelpunt_tellen_samen() -> None:
    eerste = ronde(
        "Gouda", stiltes=[{}], afspraken=[{"stand": "niet_nagekomen"}], besluit=besluit("nee_omdat")
    )
    tweede = ronde("Gouda", ronde=2, afspraken=[{"stand": "loopt"}], doorgezet=[stuk()], stand="lopend")
    deel = stapel.bijdrage([eerste, tweede])
    assert (deel["stand"], deel["besluit"], deel["stiltes"]) == ("lopend", "", 1)
    assert deel["afspraken"]["niet_nagekomen"] == deel["afspraken"]["loopt"] == 1
    assert [s["rijk"] for s in deel["doorgegeven"]] == [True]


def test_wat_het_rijk_nog_schuldig_is() -> None:
    uvb = stuk(aan="Een landelijke uitvoerder (UWV, SVB, Belastingdienst, ...)", datum="2025-12-01")
    gehoord = stuk(datum="2026-01-05", antwoord="Ja.", antwoord_op="2026-03-01")
    delen = [
        stapel.bijdrage([ronde("Gouda", doorgezet=[stuk()])]),
        stapel.bijdrage([ronde("Ede", doorgezet=[gehoord, uvb])]),
        stapel.bijdrage([ronde("Tiel", besluit=besluit("aanpassen"))]),
    ]
    som = stapel.totalen(delen)
    assert som["rijk"] == {
        "gemeenten": 2,
        "vragen": 2,
        "eerste": "2026-01-05",
        "beantwoord": 1,
        "zonder_antwoord": 1,
        "zonder_antwoord_sinds": "2026-02-10",
    }
    assert som["besluiten"] == {"geen": 2, "aanpassen": 1}


def test_het_beeld_kent_geen_ranglijst_en_een_vingerafdruk() -> None:
    (een,) = kies(lid("Tiel"), lid("Ede"))
    delen = [stapel.bijdrage([ronde(naam)]) for naam in ("Tiel", "Ede")]
    gestapeld = stapel.gestapeld(een, Oordeel(**JA), delen)
    assert [deel["gemeente"] for deel in gestapeld["bijdragen"]] == gestapeld["gemeenten"] == ["Ede", "Tiel"]
    bron = {"gemeente": "Tiel", "kwartaal": "2026-K1", "vingerafdruk": "x"}
    beeld = stapel.beeld([bron], [gestapeld], [], {"ja": 1, "nee": 0, "open": 0}, [])
    assert beeld["vingerafdruk"] == stapel.afdruk(beeld)
    assert beeld["peildag"] == "2026-03-31"
    assert stapel.afdruk({**beeld, "peildag": "2026-04-01"}) != beeld["vingerafdruk"]
