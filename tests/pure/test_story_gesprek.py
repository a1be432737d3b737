"""The fixed rules of the conversations in a story: about which item, with which words, and what is judged."""

from __future__ import annotations

import io
import zipfile
from email.message import EmailMessage
from typing import Any

import pytest

from signalen.story import kamerbeloften, kamertekst, plan, speuren, tekst
from signalen.story.browser import Pagina
from signalen.story.invoer import Item
from signalen.story.kamertekst import Kamertaal
from signalen.story.tafel import Tafel, Zitting, Zoektocht
from workflows.methode_loader import shipped


def item(nummer: int, niveau: str = "college", **anders: str) -> Item:
    velden = {"titel": "Een titel", "omschrijving": "Wat er gebeurt.", "regeling": "Een regeling"}
    velden |= {"domein": "jeugd", "oorzaak": "beleid", "bron": "een bron"} | anders
    return Item(nummer=nummer, oplosniveau=niveau, **velden)


def over(*niveaus: str) -> tuple[list[int], list[int]]:
    rollen = plan.rollen([item(nummer, niveau) for nummer, niveau in enumerate(niveaus, start=1)])
    return [r.nummer for r in rollen if r.moreel], [r.nummer for r in rollen if r.casus]


@pytest.mark.parametrize(
    ("niveaus", "moreel", "casus"),
    [
        ((), [], []),
        (("team",), [], []),
        (("college",), [1], [1]),
        (("team", "team", "management"), [], []),
        (("team", "college"), [2], [2]),
        (("college", "raad", "rijk", "college"), [1], [2]),
        (("team", "raad", "raad"), [2], [3]),
    ],
)
def test_over_welk_item_de_gesprekken_gaan(
    niveaus: tuple[str, ...], moreel: list[int], casus: list[int]
) -> None:
    """Item 3 of a management list stays silent at the casuïstiekbespreking, so nobody talks about it."""
    assert over(*niveaus) == (moreel, casus)


def test_het_item_van_het_moreel_beraad_gaat_er_met_een_eigen_uitkomst_heen() -> None:
    een, twee = plan.rollen([item(1), item(2)])
    assert (een.uitkomst("uitzoeken"), twee.uitkomst("uitzoeken")) == ("moreel", "gewoon")
    assert tekst.daad(een, "uitzoeken", "moreel", plan.BEGIN, "") == {}
    assert set(tekst.daad(een, "moreel_beraad", "afweging", plan.BEGIN, "")) == {"advies", "tegengeluid"}


def test_het_geheime_woord_staat_nergens_in_de_invoer() -> None:
    assert kamertekst.stam([item(1)]) == kamertekst.STAM
    woord = kamertekst.stam([item(1, titel="De Zebravink"), item(2, bron="zebravinkx en meer")])
    assert woord == "zebravinkxx"


def test_elk_woord_uit_de_kamer_begint_met_het_geheime_woord_en_is_van_een_stoel() -> None:
    taal = Kamertaal("zebravink")
    woorden = [*(taal.kaart(n) for n in range(1, 9)), taal.notitie, taal.vraag]
    assert all("zebravink" in woord for woord in woorden)
    assert len(set(woorden)) == 10


def test_wat_de_kamer_uit_mag_draagt_geen_geheim_woord() -> None:
    buiten = [
        *kamertekst.oogst("dilemmamethode").values(),
        *(wat for wat, _ in kamertekst.LEERPUNTEN.values()),
    ]
    assert not [zin for zin in buiten if kamertekst.STAM in zin.casefold()]


def test_de_methoden_van_de_gesprekken_hebben_een_ronde_voor_ieder_alleen() -> None:
    from signalen.story.overleggen import SOORTEN
    from workflows.methode_loader import load_file

    methoden = {methode.naam: methode for methode in map(load_file, shipped().values())}
    met = [methoden[soort.methode] for soort in SOORTEN if soort.methode]
    assert [methode.soort for methode in met] == ["beraad", "casus"]
    assert all(any(stap.individueel for stap in methode.stappen) for methode in met)


FORMULIER = """
<form action="/gesprek/1/inbreng"><input type="hidden" name="csrf_token" value="t">
<input type="hidden" name="stap" value="afweging"><input type="hidden" name="teken-waarde" value="q">
<input type="radio" name="keuze" value=""><input type="radio" name="keuze" value="b">
<input type="radio" name="keuze" value="a"><input type="text" name="waarde">
<textarea name="lang"></textarea></form>
"""


def test_een_kaart_vult_elk_vak_en_laat_wat_verborgen_is_staan() -> None:
    vorm = Pagina("/x", 200, FORMULIER).formulier("/inbreng")
    zin = "Hier staat woord."
    assert kamertekst.gevuld(vorm, "woord") == {"keuze": "a", "lang": zin, "waarde": zin}


# ------------------------------------------------------------------ searching


class Net:
    """A handful of pages that link to each other, as a browser would give them."""

    def __init__(self, bladen: dict[str, str]) -> None:
        self.bladen = bladen

    def open(self, pad: str, mag: tuple[int, ...]) -> Pagina:
        return Pagina(pad, 200, self.bladen.get(pad, ""))


def wandeling(bladen: dict[str, str], begin: list[str]) -> list[str]:
    return [pagina.pad for pagina in speuren.wandel(Net(bladen), begin)]  # type: ignore[arg-type]


def test_wie_rondloopt_volgt_links_een_keer_en_binnen_het_huis() -> None:
    links = '<a href="/b#hier">b</a><a href="https://elders.example/">x</a><a href="/static/a">s</a>'
    bladen = {"/a": links, "/b": '<a href="/a">terug</a><a href="/c.pdf">pdf</a><a href="//elders">x</a>'}
    bladen["/a"] += '<a href="/b">nog eens</a>'
    assert wandeling(bladen, ["/a"]) == ["/a", "/b"]


def test_van_elke_soort_pagina_worden_er_enkele_gelezen() -> None:
    bladen = {"/a": "".join(f'<a href="/k/{n}">k</a>' for n in range(1, 10))}
    assert len(wandeling(bladen, ["/a"])) == 1 + speuren.PER_SOORT
    assert len(wandeling(bladen, ["/a", "/k/77", "/k/78"])) == 3 + speuren.PER_SOORT - 2


def test_niemand_loopt_eindeloos_door() -> None:
    bladen = {f"/{'a' * n}": f'<a href="/{"a" * (n + 1)}">verder</a>' for n in range(1, 400)}
    assert len(wandeling(bladen, ["/a"])) == speuren.MEEST


def test_een_soort_pagina_is_het_adres_zonder_nummers_en_waarden() -> None:
    een, ander = "0f8fad5b-d9cb-469f-a165-70867728950e", "7c9e6679-7425-40de-944b-e07fc1f90ae7"
    paden = {f"/knelpunten/{nummer}/overleg" for nummer in (een, ander)}
    assert len({speuren.soort_van(pad) for pad in paden}) == 1
    assert speuren.soort_van("/register/2026-K3?pagina=2") == "/register/*?pagina"
    assert speuren.soort_van("/register") != speuren.soort_van("/overleg")


def test_ook_in_een_odt_en_in_een_ingepakte_mail_wordt_het_woord_gevonden() -> None:
    bestand = io.BytesIO()
    with zipfile.ZipFile(bestand, "w", zipfile.ZIP_DEFLATED) as odt:
        odt.writestr("content.xml", "<p>zebravink</p>" * 50)
    assert b"zebravink" not in bestand.getvalue()
    assert "zebravink" in speuren.leesbaar(bestand.getvalue())
    mail = EmailMessage()
    mail["Subject"] = "Bericht"
    mail.set_content("Een zebravink.", cte="base64")
    assert b"zebravink" not in mail.as_bytes()
    assert "zebravink" in speuren.brief(mail.as_bytes())


# ------------------------------------------------------------------ judging


def tafel(**anders: object) -> Tafel:
    """Return a table at which everything went well, but for what is said."""
    zitting = Zitting("moreel_beraad", "dilemmamethode", None, None, 8, 9)  # type: ignore[arg-type]
    for naam in ("dicht", "open", "meegelezen", "oogst"):
        setattr(zitting, naam, anders.get(naam, [True, True]))
    kamer = frozenset({"gesprek", "inbreng", "werkblad"})
    treffers: Any = anders.get("treffers", ())
    eerst = Zoektocht(
        treffers=list(treffers), in_de_kamer=kamer if anders.get("stond_er", True) else kamer - {"inbreng"}
    )
    laatst = Zoektocht(in_de_kamer=kamer if anders.get("bleef") else frozenset())
    return Tafel(Kamertaal("zebravink"), [zitting], reeks=[True], zoektochten=[eerst, laatst])


def test_zonder_gesprek_valt_er_niets_te_oordelen() -> None:
    leeg = Tafel(Kamertaal("zebravink"))
    assert kamerbeloften.gesloten(leeg)[0] is None
    assert kamerbeloften.voorbereid(leeg) == (None, [])


@pytest.mark.parametrize(
    ("anders", "waar"),
    [
        ({}, True),
        ({"treffers": ["lezer: /register"]}, False),
        ({"dicht": [True, False]}, False),
        ({"open": [False]}, False),
        ({"dicht": []}, False),
        ({"stond_er": False}, False),
        ({"bleef": True}, False),
    ],
)
def test_veilig_is_alleen_wat_verzegeld_was_en_nergens_anders_stond(
    anders: dict[str, object], waar: bool
) -> None:
    gezegd, bewijs = kamerbeloften.gesloten(tafel(**anders))
    assert gezegd is waar
    assert not anders.get("treffers") or "lezer: /register" in bewijs


def test_een_oogst_die_te_vroeg_te_lezen_is_breekt_de_belofte() -> None:
    assert kamerbeloften.voorbereid(tafel())[0] is True
    assert kamerbeloften.voorbereid(tafel(oogst=[False, True]))[0] is False
