"""The methods that come with the app, the pages made from them, the proposals and the question tester."""

from __future__ import annotations

import re
import tempfile
from itertools import product
from pathlib import Path

import pytest

from workflows import intake
from workflows.definition import GESPREKSVELDSOORTEN, METHODESOORTEN, SPREKERS, Methode
from workflows.keuring import uitleg_per_stap
from workflows.keuzehulp import stel_voor
from workflows.methode_grammatica import GESPREKSSTAP, GESPREKSVELD, INTAKEANTWOORD, INTAKEVRAAG, METHODE
from workflows.methode_loader import load_file, shipped
from workflows.methode_render import MAP, in_het_kort, pagina, schrijf, tabel, tabel_markdown
from workflows.vraagtoets import toets

METHODEN = {naam: load_file(pad, intake.shipped()) for naam, pad in shipped().items()}
ALLE = tuple(METHODEN.values())


def methode(naam: str) -> Methode:
    return METHODEN[f"{naam}-1"]


def stappen(naam: str) -> list[str]:
    return [stap.naam for stap in methode(naam).stappen]


def test_meegeleverd_zijn_negen_methoden_die_heten_als_hun_bestand() -> None:
    assert [f"{m.naam}-{m.versie}" for m in ALLE] == list(METHODEN)
    assert {m.naam for m in ALLE} == {
        *("dilemmamethode", "socratisch-gesprek", "utrechts-stappenplan", "nijmeegse-methode"),
        *("omgekeerd-denken", "waardendriehoek", "incidentmethode", "balint", "maatwerkbudget"),
    }


@pytest.mark.parametrize("naam", list(METHODEN))
def test_de_uitleg_is_kort_en_heeft_geen_stap_te_veel(naam: str) -> None:
    uitleg = uitleg_per_stap(METHODEN[naam].uitleg)

    assert list(uitleg) == [stap.naam for stap in METHODEN[naam].stappen]
    for stap, tekst in uitleg.items():
        assert 1 <= len(re.findall(r"[.?!](?:\s|$)", tekst)) <= 4, stap


@pytest.mark.parametrize("naam", list(METHODEN))
def test_er_valt_iets_te_oogsten_en_een_oordeel_op_papier_gaat_voor_het_gesprek(naam: str) -> None:
    dit = METHODEN[naam]
    velden = [veld for stap in dit.stappen for veld in stap.velden]

    assert any(veld.oogst for veld in velden)
    assert not any(veld.oogst for stap in dit.stappen if stap.individueel for veld in stap.velden)
    assert dit.naam == "nijmeegse-methode" or any(stap.individueel for stap in dit.stappen)
    assert any(stap.tegenspraak for stap in dit.stappen), "de tegenspreker heeft een vaste plek"


def test_wat_de_methoden_kenmerkt() -> None:
    assert len(stappen("dilemmamethode")) == 10
    assert stappen("omgekeerd-denken")[:2] == ["effect", "grondwaarden"]
    assert stappen("omgekeerd-denken")[-2:] == ["gevolgen", "wet"]
    assert stappen("waardendriehoek")[1:4] == ["legitimiteit", "betrokkenheid", "rendement"]
    assert len(stappen("nijmeegse-methode")) == 4 and len(stappen("balint")) == 11
    incident = methode("incidentmethode")
    assert incident.minuten == 65
    assert incident.stap("adviesronde").inbrenger_luistert and incident.stap("analyse").inbrenger_luistert
    budget = methode("maatwerkbudget")
    assert (budget.soort, budget.akkoord_min, budget.terugkijken_maanden) == ("budget", 3, 3)


def test_in_een_socratisch_gesprek_wordt_niets_besloten() -> None:
    dit = methode("socratisch-gesprek")

    assert not dit.besluit
    assert not [veld for stap in dit.stappen for veld in stap.velden if veld.besluit or veld.soort == "keuze"]
    assert "niets besloten" in in_het_kort(dit)
    assert all(m.besluit for m in ALLE if m != dit)


def test_geen_naam_die_van_een_ander_is() -> None:
    for bestand in (*shipped().values(), *(pad.with_suffix(".md") for pad in shipped().values())):
        tekst = bestand.read_text(encoding="utf-8").lower()
        assert "omgekeerde toets" not in tekst and "thermometer" not in tekst, bestand.name


# ------------------------------------------------------------------ pages and glossary


@pytest.mark.parametrize("naam", list(METHODEN))
def test_de_paginas_op_schijf_zijn_gemaakt_uit_de_methoden(naam: str) -> None:
    op_schijf = (MAP / f"{naam}.md").read_text(encoding="utf-8")

    assert op_schijf == pagina(METHODEN[naam]), "draai `python -m workflows.methode_render`"


def test_schrijven_maakt_een_pagina_per_methode() -> None:
    with tempfile.TemporaryDirectory() as map_:
        assert [p.name for p in schrijf(Path(map_) / "m")] == [f"{naam}.md" for naam in METHODEN]


def test_de_tabel_zegt_in_woorden_wat_er_bijzonder_is() -> None:
    rijen = {rij.stap: rij for rij in tabel(methode("balint"))}

    assert list(rijen) == stappen("balint")
    assert rijen["beeldvorming"].wie == "iedereen behalve de inbrenger"
    assert rijen["beeldvorming"].bijzonder == ("de inbrenger luistert alleen",)
    assert rijen["invallen"].individueel and "zonder namen" in rijen["invallen"].bijzonder[0]
    assert rijen["verhaal"].waarom.startswith("De inbrenger vertelt")
    assert {len(re.findall(r"(?<!\\)\|", r)) for r in tabel_markdown(methode("balint")).splitlines()} == {6}


def test_elk_woord_van_een_methode_staat_in_de_woordenlijst() -> None:
    lijst = (MAP.parent / "woordenlijst.md").read_text(encoding="utf-8").splitlines()
    bekend = {w for r in lijst if r.startswith("| `") for w in re.findall(r"`(\S+)`", r.split("|")[1])}
    woorden = {*SPREKERS, *GESPREKSVELDSOORTEN, *METHODESOORTEN, *(m.naam for m in ALLE)}
    for vorm in (METHODE, GESPREKSSTAP, GESPREKSVELD, INTAKEVRAAG, INTAKEANTWOORD):
        woorden |= set(vorm)

    assert woorden - bekend == set()


# ------------------------------------------------------------------ the proposals


def test_wat_een_methode_over_tijd_en_groep_zegt_klopt_met_haar_getallen() -> None:
    tijden, groepen = {"uur": 75, "anderhalf": 90, "twee": 120}, {"klein": (3, 4), "midden": (5, 8)}
    groepen["groot"] = (9, 12)
    for m in ALLE:
        assert set(m.past_bij["tijd"]) == {n for n, duur in tijden.items() if m.minuten <= duur}, m.naam
        past = {n for n, (van, tot) in groepen.items() if m.deelnemers_min <= tot and m.deelnemers_max >= van}
        assert set(m.past_bij["groep"]) == past, m.naam


@pytest.mark.parametrize(
    ("antwoorden", "eerste"),
    [
        ("moreel keuze twee midden geoefend", "dilemmamethode"),
        ("moreel keuze uur klein nieuw", "utrechts-stappenplan"),
        ("moreel keuze anderhalf groot geoefend", "nijmeegse-methode"),
        ("moreel begrip twee groot geoefend", "socratisch-gesprek"),
        ("moreel begrip uur klein nieuw", "socratisch-gesprek"),
        ("vast leren uur midden nieuw", "incidentmethode"),
        ("vast leren twee midden geoefend", "balint"),
        ("regel keuze uur midden nieuw", "omgekeerd-denken"),
        ("geld keuze uur midden nieuw", "maatwerkbudget"),
    ],
)
def test_wat_wordt_voorgesteld(antwoorden: str, eerste: str) -> None:
    gegeven = dict(zip(intake.shipped(), antwoorden.split(), strict=True))

    assert stel_voor(ALLE, gegeven)[0].methode.naam == eerste


def test_elke_methode_staat_ergens_bovenaan_op_een_na() -> None:
    """The waardendriehoek always shares its first place; ties go by name."""
    vragen = intake.shipped()
    bovenaan, gedeeld = set(), set()
    for keuze in product(*(vraag.antwoorden for vraag in vragen.values())):
        voorstellen = stel_voor(ALLE, dict(zip(vragen, keuze, strict=True)))
        bovenaan.add(voorstellen[0].methode.naam)
        gedeeld |= {v.methode.naam for v in voorstellen if v.punten == voorstellen[0].punten}
    assert gedeeld == {m.naam for m in ALLE}
    assert bovenaan >= {m.naam for m in ALLE} - {"waardendriehoek"}


def test_een_voorstel_zegt_waarom_en_wat_er_niet_past() -> None:
    gegeven = {"onderwerp": "moreel", "uitkomst": "keuze", "tijd": "uur", "weg": "x", "groep": "zeven"}
    voorstel = next(v for v in stel_voor(ALLE, gegeven) if v.methode.naam == "dilemmamethode")

    assert voorstel.punten == 2 + 3 - 1
    assert voorstel.waarom == (
        "Past, want er ligt een vraag wat goed is om te doen en jullie willen een keuze of een advies."
    )
    assert voorstel.waarom_niet == "Past minder, want er is hooguit vijf kwartier (wel bij: twee uur)."


def test_zonder_antwoorden_staan_de_methoden_op_naam() -> None:
    voorstellen = stel_voor(reversed(ALLE), {})

    assert [v.methode.naam for v in voorstellen] == sorted(m.naam for m in ALLE)
    assert all(v.waarom == v.waarom_niet == "" for v in voorstellen)


# ------------------------------------------------------------------ the question tester


@pytest.mark.parametrize(
    "vraag",
    [
        "Moet ik de moeder melden dat haar zoon bij haar woont?",
        "Is het goed dat de consulent de schuld kwijtscheldt terwijl anderen betalen?",
        "Is het eerlijk dat ik deze man wel help en zijn buurman niet?",
        "Mag de inkomensconsulent van de wet afwijken als dat beter is voor het gezin?",
        "Moeten wij de huur van dit gezin betalen?",
        "Behoor ik haar te vertellen\n  dat ze te weinig krijgt?",
    ],
)
def test_een_goede_morele_vraag_krijgt_geen_advies(vraag: str) -> None:
    assert toets(vraag) == ()


@pytest.mark.parametrize(
    ("vraag", "sleutels"),
    [
        ("", {"leeg"}),
        (" \n", {"leeg"}),
        ("Moet ik dit gezin helpen met de huur", {"vraagteken"}),
        ("Hoe moeten wij dit gezin helpen?", {"hoe"}),
        ("Moet er geld worden teruggevorderd bij dit gezin?", {"wie"}),
        ("Wat moet ik doen met dit gezin?", {"daad"}),
        ("Moet ik het melden en moet mijn teamleider dat weten?", {"een_vraag"}),
        ("Moet ik het melden? Of laat ik het gaan?", {"een_vraag"}),
        ("Hoeveel krijgt de inwoner van ons te betalen?", {"wie", "feit"}),
        ("Heeft de inwoner recht op toeslag volgens ons om te delen?", {"wie", "feit"}),
        ("Mag ik van de wet de uitkering stopzetten?", {"wet"}),
        ("Moet ik betalen?", {"kort"}),
        ("Moet ik betalen" + " en nog eens" * 20 + "?", {"lang"}),
    ],
)
def test_het_advies_noemt_wat_scherper_kan(vraag: str, sleutels: set[str]) -> None:
    adviezen = toets(vraag)

    assert {a.sleutel for a in adviezen} == sleutels
    assert all(a.zin.endswith((".", "?")) for a in adviezen)


def test_een_heel_lange_vraag_kost_geen_tijd() -> None:
    assert {"vraagteken", "lang"} <= {a.sleutel for a in toets("waarom dan toch " * 70_000)}
