"""The tables of an edition and the files that need no library: nothing lost or calculated, same bytes."""

from __future__ import annotations

import csv as lezer
import io
import zipfile
from dataclasses import replace
from datetime import date

import pytest
from lxml import etree

from signalen.register.vormen import csv, ods
from signalen.register.vormen.soorten import SOORTEN
from signalen.register.vormen.tafel import tafel
from signalen.register.vormen.tafels import tafels, titelblad
from tests.pure.zetsels import LASTIG, SIGNALEN, lastige_tafel, zetsel


def naam(gezocht: str, z: object = None) -> list[tuple[object, ...]]:
    alle = tafels(z or zetsel())  # type: ignore[arg-type]
    return [rij for t in alle if t.naam == gezocht for rij in t.rijen]


def test_elke_uitgave_geeft_dezelfde_tabellen_ook_een_lege() -> None:
    vol, leeg = tafels(zetsel(12, {"signalen": SIGNALEN})), tafels(zetsel(0))
    assert [(t.naam, t.kolommen) for t in vol] == [(t.naam, t.kolommen) for t in leeg]
    assert all(len(t.titel) <= 31 and t.titel not in ("",) for t in vol)
    assert len({t.titel for t in vol}) == len({t.naam for t in vol}) == len(vol)


def test_een_uitgave_van_voor_deze_vorm_geeft_ook_alle_tabellen() -> None:
    oud = ("op_uw_bord", "afspraken_per_laag", "stil_per_laag", "overleggen", "controlegetal", "peildag")
    z = zetsel(4)
    kaal = replace(z, inhoud={sleutel: z.inhoud[sleutel] for sleutel in oud})
    assert [t.naam for t in tafels(kaal)] == [t.naam for t in tafels(z)]
    assert naam("knelpunten", kaal) == naam("knelpunten", z)
    oud = [
        {**r, "stiltes": [{n: w for n, w in s.items() if n != "genoteerd_op"} for s in r["stiltes"]]}
        for r in z.regels
    ]
    stil = naam("stiltes", replace(kaal, regels=oud))
    assert [(rij[5], rij[6], rij[7]) for rij in stil] == [(date(2026, 3, 2), None, "ja")] * 2


def test_toezeggingen_houden_de_eerst_beloofde_dag() -> None:
    rij = naam("afspraken")[0]
    assert rij[:8] == (
        *(101, 1, "Verrekening 101", "schuldhulp", "De brief is herschreven.", "het hoofd van de afdeling"),
        *("Management", date(2026, 3, 1)),
    )


def test_een_toezegging_uit_een_overleg_staat_er_zonder_nummer() -> None:
    bord = zetsel(2).inhoud["op_uw_bord"]
    los = {**naam_van_belofte(), "nummer": 0, "ronde": 0, "titel": "Uit een overleg"}
    z = zetsel(2, {"op_uw_bord": [*bord, {"domein": "ons eigen werk", "regels": [los]}]})
    assert [rij[:4] for rij in naam("afspraken", z) if rij[0] is None] == [
        (None, None, "Uit een overleg", "ons eigen werk")
    ]


def naam_van_belofte() -> dict[str, object]:
    return dict(zetsel(2).regels[1]["afspraken"][0])


def test_een_stilte_draagt_haar_som() -> None:
    assert (
        naam("stiltes")[0][-1] == "20 werkdagen na maandag 2 februari 2026; uitkomst: maandag 2 maart 2026."
    )


def test_wat_niet_is_getoond_geeft_alleen_nummer_en_grond() -> None:
    assert naam("ingehouden") == [(99, 1, "een inbrenger wil niet dat dit getoond wordt")]


def test_signalen_blijven_de_tekst_die_ze_waren() -> None:
    rijen = naam("signalen", zetsel(3, {"signalen": SIGNALEN}))
    assert (SIGNALEN["tabellen"][0]["titel"], "Wmo", "beleid", "<10") in rijen  # type: ignore[index]
    assert all(isinstance(cel, str) for rij in rijen for cel in rij)
    (uitleg,) = [
        t.uitleg for t in tafels(zetsel(3, {"signalen": {"reden": "Te weinig."}})) if t.naam == "signalen"
    ]
    assert uitleg == "Te weinig."


def test_een_cel_die_niet_bij_haar_kolom_past_wordt_geweigerd() -> None:
    for kop, cel in (("#Getal", "3"), ("@Dag", "2026-01-01"), ("Tekst", 3), ("#Getal", True)):
        with pytest.raises(ValueError, match="is no"):
            tafel("t", "T", "", (kop,), [(cel,)])
    with pytest.raises(ValueError, match="row of 2"):
        tafel("t", "T", "", ("Een",), [("a", "b")])


def test_tekens_die_in_geen_bestand_passen_vallen_weg() -> None:
    (rij,) = tafel("t", "T", "", ("Tekst",), [("a\x00b\x0b\ud800c",)]).rijen
    assert rij == ("abc",)


# ------------------------------------------------------------------ CSV


def test_csv_heeft_bom_puntkomma_en_niets_dat_rekent() -> None:
    ruw = csv.naar_csv(lastige_tafel())
    assert ruw.startswith(b"\xef\xbb\xbfGetal;Tekst;Dag\r\n")
    rijen = list(lezer.reader(io.StringIO(ruw.decode("utf-8-sig"), newline=""), delimiter=";"))[1:]
    for tekst, rij in zip(LASTIG, rijen, strict=False):
        assert rij[1] in (tekst, f"'{tekst}")
        assert not rij[1].lstrip().startswith(csv.RISKANT)
    assert rijen[0] == ["0", "'=1+1", "2026-03-01"]
    assert rijen[-1] == ["-5", "min vijf", "1999-12-31"]


def test_de_zip_heeft_een_bestand_per_tabel_en_een_leesmij() -> None:
    z = zetsel()
    with zipfile.ZipFile(io.BytesIO(csv.naar_zip(titelblad(z), tafels(z), z.moment))) as pakket:
        assert pakket.namelist() == ["LEESMIJ.txt", *(f"{t.naam}.csv" for t in tafels(z))]
        assert z.vingerafdruk in pakket.read("LEESMIJ.txt").decode()
        assert {kaart.date_time for kaart in pakket.infolist()} == {(2026, 4, 7, 8, 15, 2)}


def test_hetzelfde_zetsel_geeft_dezelfde_bytes() -> None:
    een, twee = zetsel(), zetsel()
    for maak in (
        lambda z: csv.naar_zip(titelblad(z), tafels(z), z.moment),
        lambda z: ods.naar_ods(titelblad(z), tafels(z), z.gemeente, z.moment),
    ):
        assert maak(een) == maak(twee)


# ------------------------------------------------------------------ ODS


def test_ods_is_een_goed_pakket_zonder_formules() -> None:
    z = zetsel()
    bestand = ods.naar_ods(titelblad(z), [*tafels(z), lastige_tafel()], z.gemeente, z.moment)
    assert bestand[30:38] == b"mimetype"
    with zipfile.ZipFile(io.BytesIO(bestand)) as pakket:
        assert pakket.read("mimetype") == SOORTEN["ods"].mediatype.encode()
        delen = {naam: pakket.read(naam) for naam in pakket.namelist()}
    for naam_, deel in delen.items():
        if naam_.endswith(".xml"):
            etree.fromstring(deel)
    inhoud = delen["content.xml"].decode()
    assert "formula" not in inhoud
    assert inhoud.count("<table:table-header-rows>") == len(tafels(z)) + 1


# ------------------------------------------------------------------ the list of forms


def test_elke_vorm_heeft_een_eigen_naam_en_bestand() -> None:
    gemeente = 'Gemeente "Súd"/Oost'
    bestanden = [soort.bestandsnaam(gemeente, "2026-K1") for soort in SOORTEN.values()]
    assert len(set(bestanden)) == len(bestanden) == 10
    assert bestanden[0] == "kwartaalregister-gemeente-sud-oost-2026-K1.pdf"
    assert all(vorm == soort.vorm for vorm, soort in SOORTEN.items())
