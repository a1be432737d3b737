"""What Signalen never does: each sentence with the test that keeps it. Makes the page and docs/nooit.md.

Add a sentence only together with its test, and only when it is true of this code.
"""

from __future__ import annotations

from signalen.config import ROOT

BESTAND = ROOT / "docs" / "nooit.md"
TESTS = "tests/integratie/test_nooit.py"

NOOIT: tuple[tuple[str, str], ...] = (
    (
        "Je leidinggevende, je werkgever en een contractbeheerder zien nooit wie een beschermd signaal gaf. "
        "In de database staat geen regel die jou aan zo’n signaal knoopt.",
        "test_geen_regel_knoopt_een_mens_aan_een_beschermd_signaal",
    ),
    (
        "Er is geen cijfer per medewerker: niet hoeveel iemand meldt, niet hoe vaak iemand te laat is.",
        "test_geen_cijfer_per_medewerker",
    ),
    (
        "Er is geen lijst of uitdraai van wat iemand meldde. Dus ook niet voor een functioneringsgesprek "
        "of een gesprek over een contract.",
        "test_geen_pagina_over_wat_iemand_meldde",
    ),
    (
        "Het houdt niet bij of en wanneer je iets las. Er zijn geen leesbevestigingen.",
        "test_lezen_laat_geen_spoor_na",
    ),
    (
        "Mail vertelt nooit waar het over gaat. Er staat alleen in dat er nieuws is.",
        "test_mail_vertelt_niets",
    ),
    ("Stilte wordt nooit gewist. Ook niet door de beheerder.", "test_stilte_is_niet_te_wissen"),
    (
        "Het verloop van een knelpunt wordt nooit achteraf veranderd.",
        "test_het_verloop_is_niet_te_veranderen",
    ),
    ("Een signaal of een knelpunt wordt nooit weggegooid.", "test_een_signaal_is_niet_weg_te_gooien"),
    (
        "Niemand verandert jouw woorden. Ze kunnen alleen worden geleegd, en dat blijft zichtbaar.",
        "test_woorden_zijn_niet_te_veranderen",
    ),
    (
        "Het neemt nooit zelf een besluit. Blijft het stil, dan gaat het alleen door naar de volgende laag.",
        "test_stilte_is_geen_besluit",
    ),
    ("Een vastgesteld register verandert nooit meer.", "test_een_vastgesteld_register_staat_vast"),
    (
        "Niemand kan werken als een ander, en er is geen hoofdgebruiker die alles mag.",
        "test_geen_hoofdgebruiker",
    ),
    ("De beheerder leest geen signalen en geen knelpunten.", "test_de_beheerder_leest_geen_knelpunten"),
    (
        "Het haalt niets op bij andere websites en zet geen koekje om je te volgen.",
        "test_niets_van_buiten_en_een_enkel_koekje",
    ),
)


def markdown() -> str:
    """Return the page of docs/nooit.md: each sentence with its test."""
    kop = (
        "# Wat dit systeem nooit doet\n\nGemaakt met `python -m signalen.beheer.nooit`. Elke zin staat "
        f"op de pagina *Wat dit systeem nooit doet* en heeft een test in `{TESTS}`.\n\n"
        "| Zin | Test |\n|---|---|\n"
    )
    return kop + "".join(f"| {zin} | `{test}` |\n" for zin, test in NOOIT)


if __name__ == "__main__":
    BESTAND.write_text(markdown(), encoding="utf-8")
