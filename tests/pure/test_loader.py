"""One small route that is right, and for every refusal the one change that makes it wrong."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

import pytest

from tests.pure.baan import Baan
from workflows.loader import Fout, RouteFout, load_file, load_route, shipped

GOED = """
naam = "klein"
versie = 1
titel = "Een kleine route"
begin = "kijken"

[einde]
gesloten = "Gesloten"

[rust]
stil = "Ligt stil"

[veld.een]
label = "Een"
soort = "lang"

[veld.twee]
label = "Twee"
soort = "tekst"

[veld.drie]
label = "Drie"
soort = "lang"

[veld.vier]
label = "Vier"
soort = "lang"
verplicht = false

[veld.dag]
label = "Dag"
soort = "datum"
max_werkdagen = 65

[besluit.nee_omdat]
knop = "Nee, omdat ..."
naar = "terugkoppeling"
vraagt = ["een", "twee", "drie", "vier", "dag"]

[stap.kijken]
titel = "Kijken"
rol = "coordinator"
termijn = "5 werkdagen"
herinner = ["2 werkdagen ervoor", "op de dag zelf"]
bij_stilte = "beslissen"
hoger = "beslissen"

[stap.kijken.uitkomst.door]
knop = "Door"
naar = "beslissen"
naast = "ernaast"
vraagt = ["een"]

[stap.beslissen]
titel = "Beslissen"
rol = "wethouder"
termijn = "1 werkdag"
bij_stilte = "blijft"
besluiten = ["nee_omdat"]

[stap.ernaast]
titel = "Ernaast"
rol = "gespreksleider"
termijn = "20 werkdagen"
bij_stilte = "blijft"
naast = true

[stap.ernaast.uitkomst.klaar]
knop = "Klaar"
naar = "gesloten"

[stap.terugkoppeling]
titel = "Terugkoppeling"
rol = "besluiter"
termijn = "5 werkdagen"
bij_stilte = "laag_hoger"

[stap.terugkoppeling.uitkomst.verzonden]
knop = "Versturen"
naar = "gesloten"
naar_bij = { parkeren = "stil" }
brief = "antwoord"
"""
STAPPEN = ("kijken", "beslissen", "ernaast", "terugkoppeling")
UITLEG = "# Uitleg\n\n" + "\n".join(f"## {stap}\n\nDaarom.\n" for stap in STAPPEN)


def anders(oud: str, nieuw: str) -> str:
    """Return the good route with one change; the change must really be one."""
    assert GOED.count(oud) == 1, f"{oud!r} staat er {GOED.count(oud)} keer"
    return GOED.replace(oud, nieuw)


def fouten(tekst: str, uitleg: str | None = UITLEG, brieven: tuple[str, ...] = ("antwoord",)) -> list[Fout]:
    """Return the faults that the loader finds."""
    with pytest.raises(RouteFout) as gevonden:
        load_route(tekst, uitleg, bestand="klein-1.toml", brieven=brieven)
    return list(gevonden.value.fouten)


def test_de_goede_route_laadt_zoals_hij_er_staat() -> None:
    route = load_route(GOED, UITLEG, brieven=("antwoord",))

    assert (route.naam, route.versie, route.begin, route.uitleg) == ("klein", 1, "kijken", UITLEG)
    assert tuple(route.stappen) == STAPPEN
    kijken = route.stap("kijken")
    assert (kijken.termijn, kijken.herinner, kijken.bij_stilte) == (5, (2, 0), "beslissen")
    nee = route.stap("beslissen").uitkomsten["nee_omdat"]
    assert (nee.besluit, nee.naar, nee.vraagt[0]) == ("nee_omdat", "terugkoppeling", "een")
    assert route.velden["dag"].max_werkdagen == 65
    assert not route.velden["vier"].verplicht


def test_op_de_goede_route_kan_worden_gelopen() -> None:
    baan = Baan(load_route(GOED)).doe("door", "nee_omdat", "verzonden")

    assert baan.stand.stap == "gesloten"


TWEEDE_EIND = '[einde]\ngesloten = "Gesloten"'

WEIGERINGEN = [
    # what, old, new, key, a word of the reason, a word of the remedy
    ("onbekend woord", 'bij_stilte = "beslissen"', 'bij_stille = "beslissen"', "stap.kijken.bij_stille", "kent", "`bij_stilte`"),
    ("onbekend woord boven", 'begin = "kijken"', 'begin = "kijken"\nbegim = "x"', "begim", "kent", "`begin`"),
    ("onbekend woord in veld", 'soort = "datum"', 'soort = "datum"\nhelp = "x"', "veld.dag.help", "kent", "`hulp`"),
    ("onbekend woord in besluit", 'knop = "Nee, omdat ..."', 'knop = "Nee"\nknopp = "x"', "besluit.nee_omdat.knopp", "kent", "`knop`"),
    ("onbekende stap", 'naar = "beslissen"', 'naar = "beslisen"', "stap.kijken.uitkomst.door.naar", "bestaat niet", "`beslissen`"),
    ("onbekend begin", 'begin = "kijken"', 'begin = "kijk"', "begin", "bestaat niet", "`kijken`"),
    ("begin naast de route", 'begin = "kijken"', 'begin = "ernaast"', "begin", "naast de route", "op de route"),
    ("onbereikbare stap", '\nnaast = "ernaast"', "", "stap.ernaast", "niets leidt", "verwijs"),
    ("loopt dood", 'besluiten = ["nee_omdat"]', "", "stap.beslissen", "loopt dood", "uitkomst"),
    ("stilte vraagt een datum", 'bij_stilte = "beslissen"', 'bij_stilte = "stil"', "stap.kijken.bij_stilte", "vraagt iets", "stap"),
    ("stilte kiest een uitkomst", 'bij_stilte = "beslissen"', 'bij_stilte = "door"', "stap.kijken.bij_stilte", "vraagt iets", "stap"),
    ("stilte besluit", 'bij_stilte = "beslissen"', 'bij_stilte = "nee_omdat"', "stap.kijken.bij_stilte", "vraagt iets", "stap"),
    ("stilte naar de terugkoppeling", 'bij_stilte = "beslissen"', 'bij_stilte = "terugkoppeling"', "stap.kijken.bij_stilte", "stilte besluit niet", "andere stap"),
    ("stilte sluit", 'bij_stilte = "beslissen"', 'bij_stilte = "gesloten"', "stap.kijken.bij_stilte", "sluit er niets", "stap"),
    ("stilte nergens heen", 'bij_stilte = "beslissen"', 'bij_stilte = "boven"', "stap.kijken.bij_stilte", "bestaat niet", "kies uit"),
    ("stilte naar ernaast", 'bij_stilte = "beslissen"', 'bij_stilte = "ernaast"', "stap.kijken.bij_stilte", "naast de route", "op de route"),
    ("stilte naar de laag erboven", 'bij_stilte = "beslissen"', 'bij_stilte = "laag_hoger"', "stap.kijken.bij_stilte", "laag erboven", "besluiter"),
    ("stilte in een kring", 'termijn = "1 werkdag"\nbij_stilte = "blijft"', 'termijn = "1 werkdag"\nbij_stilte = "kijken"', "stap.kijken.bij_stilte", "kring", "blijft"),
    ("stilte naast de route", 'termijn = "20 werkdagen"\nbij_stilte = "blijft"', 'termijn = "20 werkdagen"\nbij_stilte = "beslissen"', "stap.ernaast.bij_stilte", "naast de route", "blijft"),
    ("stilte ontbreekt", 'bij_stilte = "laag_hoger"', "", "stap.terugkoppeling.bij_stilte", "ontbreekt", "`bij_stilte`"),
    ("twee keer dezelfde naam", '["nee_omdat"]', '["nee_omdat", "nee_omdat"]', "stap.beslissen", "naam `nee_omdat`", "andere"),
    ("twee keer dezelfde knop", 'besluiten = ["nee_omdat"]', 'besluiten = ["nee_omdat"]\n[stap.beslissen.uitkomst.terug]\nknop = "Nee, omdat ..."\nnaar = "kijken"', "stap.beslissen", "knop `Nee, omdat ...`", "andere"),
    ("onbekende rol", 'rol = "wethouder"', 'rol = "wethouders"', "stap.beslissen.rol", "rol `wethouders`", "`wethouder`"),
    ("termijn zonder eenheid", 'termijn = "1 werkdag"', 'termijn = "1"', "stap.beslissen.termijn", "`1`", "5 werkdagen"),
    ("termijn als getal", 'termijn = "1 werkdag"', "termijn = 1", "stap.beslissen.termijn", "`1`", "5 werkdagen"),
    ("termijn van nul", 'termijn = "1 werkdag"', 'termijn = "0 werkdagen"', "stap.beslissen.termijn", "0 werkdagen", "5 werkdagen"),
    ("herinnering", '"op de dag zelf"', '"op tijd"', "stap.kijken.herinner", "op tijd", "op de dag zelf"),
    ("brief zonder sjabloon", 'brief = "antwoord"', 'brief = "antwoorden"', "stap.terugkoppeling.uitkomst.verzonden.brief", "geen sjabloon", "`antwoord`"),
    ("te veel verplicht schrijven", 'soort = "lang"\nverplicht = false', 'soort = "lang"', "besluit.nee_omdat.vraagt", "4 verplichte", "ten hoogste 3"),
    ("onbekend veld", '"drie", "vier"', '"dri", "vier"', "besluit.nee_omdat.vraagt", "veld `dri`", "`drie`"),
    ("veld twee keer gevraagd", '"drie", "vier"', '"een", "vier"', "besluit.nee_omdat.vraagt", "twee keer", "weg"),
    ("soort veld", 'soort = "datum"', 'soort = "dag"', "veld.dag.soort", "geen soort veld", "kies uit"),
    ("aard van een veld", 'label = "Een"', 'label = "Een"\naard = "feitje"', "veld.een.aard", "geen aard", "`feit`"),
    ("keuze zonder keuzes", 'label = "Twee"\nsoort = "tekst"', 'label = "Twee"\nsoort = "keuze"', "veld.twee.keuzes", "keuzes", "gelijk"),
    ("grens zonder datum", 'soort = "datum"', 'soort = "tekst"', "veld.dag.max_werkdagen", "alleen een datum", "weg"),
    ("voorvullen met niets", 'label = "Een"', 'label = "Een"\nvoorvullen = "gedachten"', "veld.een.voorvullen", "onbekend", "kies uit"),
    ("onbekend besluit in de lijst", '["nee_omdat"]', '["nee_omda"]', "stap.beslissen.besluiten", "bestaat niet", "`nee_omdat`"),
    ("soort besluit", "[besluit.nee_omdat]", "[besluit.besproken]", "besluit.besproken.besluit", "geen soort besluit", "kies uit"),
    ("besluit bij een uitkomst", 'knop = "Door"', 'knop = "Door"\nbesluit = "besproken"', "stap.kijken.uitkomst.door.besluit", "geen soort besluit", "kies uit"),
    ("soort besluit bij naar_bij", "parkeren =", "parkeer =", "stap.terugkoppeling.uitkomst.verzonden.naar_bij", "geen soort besluit", "`parkeren`"),
    ("ernaast komt op de route uit", 'knop = "Klaar"\nnaar = "gesloten"', 'knop = "Klaar"\nnaar = "beslissen"', "stap.ernaast.uitkomst.klaar.naar", "niet op de route uit", "einde"),
    ("de route komt ernaast uit", 'naar = "beslissen"', 'naar = "ernaast"', "stap.kijken.uitkomst.door.naar", "naast de route", "`naast`"),
    ("naast is geen stap ernaast", 'naast = "ernaast"', 'naast = "beslissen"', "stap.kijken.uitkomst.door.naast", "geen stap naast", "`ernaast`|ernaast"),
    ("ernaast doet te veel", 'knop = "Klaar"', 'knop = "Klaar"\neenmaal = "laag"', "stap.ernaast.uitkomst.klaar", "naast de route", "alleen"),
    ("hoger bestaat niet", 'hoger = "beslissen"', 'hoger = "boven"', "stap.kijken.hoger", "bestaat niet", "kies uit"),
    ("hoger naast de route", 'hoger = "beslissen"', 'hoger = "ernaast"', "stap.kijken.hoger", "naast de route", "op de route"),
    ("hoger in een kring", 'rol = "wethouder"', 'rol = "wethouder"\nhoger = "kijken"', "stap.beslissen.hoger", "kring", "leeg"),
    ("gehouden zonder overleg", 'rol = "coordinator"', 'rol = "coordinator"\ngehouden = "beslissen"', "stap.kijken.overleg", "overleg", "soort"),
    ("dag noemen zonder gevolg", 'rol = "wethouder"', 'rol = "wethouder"\noverleg = "x"\ndag_noemen = "2 werkdagen"', "stap.beslissen.dag_noemen", "geen dag", "stilte"),
    ("eenmaal", 'knop = "Door"', 'knop = "Door"\neenmaal = "ooit"', "stap.kijken.uitkomst.door.eenmaal", "`ooit`", "kies uit"),
    ("soort route", 'begin = "kijken"', 'begin = "kijken"\nsoort = "knelpnt"', "soort", "geen soort route", "`knelpunt`"),
    ("geen einde gesloten", TWEEDE_EIND, '[einde]\nover = "Over"', "einde.gesloten", "einde `gesloten`", "[einde]"),
    ("geen terugkoppeling", 'naar = "terugkoppeling"\n', 'naar = "kijken"\n', "besluit.nee_omdat.naar", "hoort een antwoord", "terugkoppeling"),
    ("sluiten zonder antwoord", 'naar = "beslissen"', 'naar = "gesloten"', "stap.kijken.uitkomst.door.naar", "zonder antwoord", "terugkoppeling"),
    ("terugkoppeling zonder besluit", 'naar = "beslissen"', 'naar = "terugkoppeling"', "stap.kijken.uitkomst.door", "moet er een besluit", "besluit"),
    ("terugkoppeling door een ander", 'rol = "besluiter"', 'rol = "griffier"', "stap.terugkoppeling.rol", "wie besloot", "besluiter"),
    ("versie is geen getal", "versie = 1", 'versie = "1"', "versie", "`1`", "getal"),
    ("vink is geen woord", "verplicht = false", 'verplicht = "nee"', "veld.vier.verplicht", "`nee`", "true of false"),
    ("lijst is een woord", 'vraagt = ["een"]', 'vraagt = "een"', "stap.kijken.uitkomst.door.vraagt", "`een`", "lijst"),
    ("paren", 'naar_bij = { parkeren = "stil" }', 'naar_bij = "stil"', "stap.terugkoppeling.uitkomst.verzonden.naar_bij", "`stil`", "paren"),
    ("lege tekst", 'titel = "Kijken"', 'titel = " "', "stap.kijken.titel", "kan hier niet", "aanhalingstekens"),
    ("stap is geen tabel", "[stap.ernaast]", "[stap]\nx = 1\n[stap.ernaast]", "stap", "kan hier niet", "tabel"),
    ("naam van de route", 'naam = "klein"', 'naam = "../klein"', "naam", "kan niet", "kleine letters"),
    ("naam van een stap", "[rust]", '[rust]\n"a b" = "x"', "a b", "kan niet", "kleine letters"),
    ("rust heet als een stap", "[rust]", '[rust]\nkijken = "x"', "stap.kijken", "dezelfde naam", "andere"),
]  # fmt: skip


@pytest.mark.parametrize(("oud", "nieuw", "sleutel", "reden", "remedie"), [w[1:] for w in WEIGERINGEN], ids=[w[0] for w in WEIGERINGEN])  # fmt: skip
def test_de_lader_weigert_en_noemt_bestand_sleutel_en_oplossing(
    oud: str, nieuw: str, sleutel: str, reden: str, remedie: str
) -> None:
    gevonden = [f for f in fouten(anders(oud, nieuw)) if f.sleutel == sleutel and reden in f.reden]

    assert gevonden, "\n".join(str(f) for f in fouten(anders(oud, nieuw)))
    assert gevonden[0].bestand == "klein-1.toml"
    assert re.search("|".join(re.escape(r) for r in remedie.split("|")), gevonden[0].remedie)


def test_alle_fouten_komen_in_een_keer() -> None:
    tekst = anders('rol = "wethouder"', 'rol = "baas"').replace('soort = "datum"', 'soort = "dag"')
    tekst = tekst.replace('termijn = "20 werkdagen"', 'termijn = "20 dagen"')

    sleutels = {f.sleutel for f in fouten(tekst)}
    assert {"stap.beslissen.rol", "veld.dag.soort", "stap.ernaast.termijn"} <= sleutels


def test_de_melding_is_een_zin_met_bestand_sleutel_en_oplossing() -> None:
    with pytest.raises(RouteFout) as fout:
        load_route(anders('rol = "wethouder"', 'rol = "wethouders"'), bestand="klein-1.toml")

    assert str(fout.value) == (
        "klein-1.toml, stap.beslissen.rol: de rol `wethouders` bestaat niet. Oplossing: bedoelde je `wethouder`?"
    )


def test_een_gedeeld_besluit_wordt_een_keer_gemeld() -> None:
    tekst = anders('"drie", "vier"', '"dri", "vier"')
    tekst = tekst.replace('[stap.kijken.uitkomst.door]', 'besluiten = ["nee_omdat"]\n[stap.kijken.uitkomst.door]')  # fmt: skip

    assert [f.sleutel for f in fouten(tekst)] == ["besluit.nee_omdat.vraagt"]


@pytest.mark.parametrize(
    ("tekst", "plek"),
    [
        ('naam = "x"\nversie = \n', "regel 2"),
        ('naam = "x"\n[stap.a]\n[stap.a]\n', "regel 3"),
        ('naam = "x', "laatste regel"),
        ("x = " + "[" * 5000, "laatste regel"),
        ("x = " + "9" * 5000, "laatste regel"),
    ],
)
def test_wat_geen_toml_is_wordt_geweigerd_met_de_regel(tekst: str, plek: str) -> None:
    assert [f.sleutel for f in fouten(tekst)] == [plek]


def test_een_lege_tekst_zegt_alles_wat_ontbreekt() -> None:
    assert {"naam", "versie", "titel", "begin", "einde", "stap"} <= {f.sleutel for f in fouten("")}


@pytest.mark.parametrize("uitleg", ["", UITLEG.replace("## ernaast", "## ernaasten"), UITLEG.replace("## ernaast\n\nDaarom.", "## ernaast\n")])  # fmt: skip
def test_elke_stap_moet_worden_uitgelegd(uitleg: str) -> None:
    gemist = [f for f in fouten(GOED, uitleg) if f.sleutel == "## ernaast"]

    assert gemist[0].bestand == "klein-1.md"
    assert "waarom" in gemist[0].remedie


def test_zonder_uitleg_meegegeven_wordt_die_niet_gekeurd() -> None:
    assert load_route(GOED).uitleg == ""


@pytest.mark.parametrize("tekst", ["__import__('os').system('x')", "{{ 7 * 7 }}", "ronde > 2 and betwist"])
def test_een_uitdrukking_is_gewoon_een_naam_die_niet_bestaat(tekst: str) -> None:
    gevonden = fouten(anders('naar = "beslissen"', f'naar = "{tekst}"'))

    assert gevonden[0].sleutel == "stap.kijken.uitkomst.door.naar"
    assert tekst in gevonden[0].reden


def test_niets_in_de_regels_kan_tekst_uitvoeren() -> None:
    bron = Path(load_route.__code__.co_filename).parent
    verboden = re.compile(r"(?<![\w.])(eval|exec|compile|__import__|getattr|globals)\(|import_module|pickle")

    for bestand in bron.glob("*.py"):
        assert not verboden.search(bestand.read_text(encoding="utf-8")), bestand.name


def test_een_bestand_wordt_gelezen_met_de_uitleg_ernaast() -> None:
    with tempfile.TemporaryDirectory() as map_:
        pad = Path(map_) / "klein-1.toml"
        pad.write_text(GOED, encoding="utf-8")
        with pytest.raises(RouteFout, match=r"klein-1\.md"):
            load_file(pad)
        pad.with_suffix(".md").write_text(UITLEG, encoding="utf-8")
        assert load_file(pad).uitleg == UITLEG
        pad.write_bytes(b"\xff\xfe")
        with pytest.raises(RouteFout, match="niet te lezen"):
            load_file(pad)
        with pytest.raises(RouteFout, match="niet te lezen"):
            load_file(Path(map_) / "weg.toml")


def test_meegeleverd_zijn_vier_routes() -> None:
    assert list(shipped()) == ["knelpunt-1", "knelpunt-klein-1", "spoed-1", "vraag-1"]
