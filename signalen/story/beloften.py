"""The promises of the project, each judged by what was seen on pages and what is stored; null when nothing
shows it.

Judges only; it moves no clock and acts for nobody.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from signalen.opvolging.models import Afspraak
from signalen.register.controle import controleer
from signalen.register.rules import vingerafdruk
from signalen.story import kamerbeloften, lezen
from signalen.story.blikken import Blik
from signalen.story.gang import Gang
from signalen.story.tafel import Tafel
from signalen.story.toneel import Toneel

KLAAR = ("nagekomen", "te_laat_nagekomen")


@dataclass(frozen=True)
class Belofte:
    """One promise: kept, not kept, or nothing to judge, with the evidence."""

    waar: bool | None
    bewijs: list[str] = field(default_factory=list)

    def als_json(self) -> dict[str, Any]:
        """Return the promise as CONTRACTS has it."""
        return {"waar": self.waar, "bewijs": self.bewijs}


@dataclass(frozen=True)
class Zaak:
    """Everything that the promises are judged by."""

    gangen: Sequence[Gang]
    items: Sequence[dict[str, Any]]
    edities: Sequence[dict[str, Any]]
    toneel: Toneel
    blik: Blik
    tafel: Tafel


def oordeel(zaak: Zaak) -> dict[str, dict[str, Any]]:
    """Return every promise by name."""
    alle = {
        "route_en_datum_bekend": _route_en_datum,
        "veilig": _veilig,
        "antwoord_gehoord": _antwoord,
        "een_lijst": _een_lijst,
        "overleg_voorbereid": _overleg,
        "niets_kwijt": _niets_kwijt,
        "buikpijn_zichtbaar": _buikpijn,
        "beloftes_zichtbaar": _beloftes,
        "verandering_zichtbaar": _verandering,
    }
    return {naam: toets(zaak).als_json() for naam, toets in alle.items()}


def _alle(goed: Sequence[bool], zin: str) -> Belofte:
    """Judge a row of yes and no: all must be yes, and there must be one."""
    bewijs = [zin.format(goed=sum(goed), alle=len(goed))]
    return Belofte(all(goed) if goed else None, bewijs if goed else ["Er was niets om te beoordelen."])


def _route_en_datum(zaak: Zaak) -> Belofte:
    gezien = [gang.ontvangst for gang in zaak.gangen if gang.ontvangst is not None]
    return _alle(
        gezien, "{goed} van {alle} ontvangstpagina's noemden wie er aan zet is en de opgeslagen uiterste dag."
    )


def samen(*delen: tuple[bool | None, list[str]]) -> Belofte:
    """Join what several looks say: one no is a no, and without any yes or no there was nothing to judge."""
    gezegd = [waar for waar, _ in delen if waar is not None]
    return Belofte(all(gezegd) if gezegd else None, [zin for _, bewijs in delen for zin in bewijs])


def _veilig(zaak: Zaak) -> Belofte:
    namen = _namen_veilig(zaak)
    return samen((namen.waar, namen.bewijs), kamerbeloften.gesloten(zaak.tafel))


def _namen_veilig(zaak: Zaak) -> Belofte:
    blik = zaak.blik
    if not blik.beschermd:
        return Belofte(None, ["Geen item was beschermd."])
    waar = not blik.lekken and not blik.binnengekomen and blik.controle is not False
    bewijs = [
        f"{blik.beschermd} beschermde items; {blik.gelezen} pagina's gelezen als {', '.join(blik.lezers)}.",
        f"Op {len(blik.lekken)} pagina's stond de naam of het adres van een beschermde inbrenger.",
        f"Een ander kreeg {blik.geweigerd} keer 404 op een beschermd signaal.",
        f"Een ander kwam {len(blik.binnengekomen)} keer binnen op een beschermd signaal.",
        *(blik.lekken + blik.binnengekomen)[:5],
    ]
    if blik.controle is not None:
        wel = "wel" if blik.controle else "niet"
        bewijs.append(f"Proef op de som: bij een open signaal zag de coördinator de naam {wel} staan.")
    return Belofte(waar, bewijs)


def _antwoord(zaak: Zaak) -> Belofte:
    gelezen = [all(g.antwoord_gelezen) for g in zaak.gangen if g.antwoord_gelezen]
    belofte = _alle(
        gelezen, "{goed} van {alle} inbrengers lazen het opgeslagen antwoord op hun eigen pagina."
    )
    besloten = [i for i in zaak.items if i["besluit"]]
    gehoord = [bool(i["terugkoppelingen"]) and i["oordeel"]["beantwoord"] is not None for i in besloten]
    if not gehoord:
        return belofte
    zin = f"{sum(gehoord)} van {len(gehoord)} besloten items hebben een antwoord en een oordeel daarover."
    return Belofte(bool(belofte.waar) and all(gehoord), [*belofte.bewijs, zin])


def _een_lijst(zaak: Zaak) -> Belofte:
    keren = [keer for gang in zaak.gangen for keer in gang.op_lijst]
    return _alle(keren, "{goed} van {alle} keer stond het knelpunt in Mijn werk van wie aan zet was.")


def _overleg(zaak: Zaak) -> Belofte:
    keren = [keer for gang in zaak.gangen for keer in gang.op_agenda]
    belofte = _alle(keren, "{goed} van {alle} keer stond het knelpunt vanzelf op de agenda.")
    if not keren:
        return belofte
    kamer = kamerbeloften.voorbereid(zaak.tafel)
    gehouden = zaak.toneel.vraag(
        lambda: [o.verslag is not None for o in lezen.overleggen() if o.staat == "gehouden"]
    )
    zin = f"{sum(gehouden)} van {len(gehouden)} gehouden overleggen hebben een verslag."
    return samen((belofte.waar, belofte.bewijs), (all(gehouden), [zin]), kamer)


def _niets_kwijt(zaak: Zaak) -> Belofte:
    if not zaak.gangen:
        return Belofte(None, ["Er was niets om te beoordelen."])
    bevestigd = sum(gang.bevestigd for gang in zaak.gangen)
    opgeslagen, zonder, fouten = zaak.toneel.vraag(_stand)
    laatste = zaak.edities[-1] if zaak.edities else {"regels": [], "ingehouden": []}
    plaatsen = [r["nummer"] for r in (*laatste["regels"], *laatste["ingehouden"])]
    dubbel = [i["item"] for i in zaak.items if plaatsen.count(i["nummer"]) != 1]
    gestopt = [gang.rol.nummer for gang in zaak.gangen if gang.fout]
    bewijs = [
        f"{bevestigd} signalen bevestigd, {opgeslagen} opgeslagen, {len(zaak.gangen)} gegeven.",
        f"{zonder} knelpunten hebben geen lopende termijn en geen antwoord.",
        f"{len(zaak.items) - len(dubbel)} van {len(zaak.items)} items staan precies één keer in de uitgave.",
        f"De controle van ketens, trajecten, uitgaven en routes vond {len(fouten)} fouten.",
        *(str(fout) for fout in fouten[:3]),
        *([f"Deze items liepen vast: {gestopt}."] if gestopt else []),
    ]
    gelijk = bevestigd == opgeslagen == len(zaak.gangen)
    return Belofte(gelijk and not zonder and not dubbel and not fouten and not gestopt, bewijs)


def _stand() -> tuple[int, int, list[Any]]:
    return lezen.tel_signalen(), lezen.tel_zonder_termijn_of_antwoord(), controleer()["fouten"]


def _buikpijn(zaak: Zaak) -> Belofte:
    getoond = zaak.blik.buikpijn
    if not getoond:
        return Belofte(None, ["Geen inbrenger gaf toestemming om eigen woorden te tonen."])
    mag = {i["nummer"] for i, g in zip(zaak.items, zaak.gangen, strict=True) if g.rol.tonen == "ja"}
    goed = [op_pagina and nummer in mag for nummer, op_pagina in getoond]
    zin = "{goed} van {alle} keer las de wethouder op de voorpagina woorden die getoond mogen worden."
    return _alle(goed, zin)


def _afspraken(zaak: Zaak) -> list[tuple[Afspraak, dict[str, Any] | None]]:
    """Return every stored promise of a shown knelpunt, with how the last edition shows it."""
    regels = {r["nummer"]: r for r in zaak.edities[-1]["regels"]} if zaak.edities else {}
    uit = []
    for gang, item in zip(zaak.gangen, zaak.items, strict=True):
        if item["nummer"] in regels:
            getoond = list(regels[item["nummer"]]["afspraken"])
            for rij in zaak.toneel.vraag(lezen.afspraken, gang.knelpunt):
                uit.append((rij, _pak(getoond, rij)))
    return uit


def _pak(getoond: list[dict[str, Any]], rij: Afspraak) -> dict[str, Any] | None:
    """Take the line of this promise, so that two equal ones need two lines."""
    for een in getoond:
        if (een["omschrijving"], een["beloofd"]) == (rij.omschrijving, rij.beloofd.isoformat()):
            getoond.remove(een)
            return een
    return None


def _beloftes(zaak: Zaak) -> Belofte:
    afspraken = _afspraken(zaak)
    goed = [getoond is not None and getoond["stand"] == _stand_van(rij) for rij, getoond in afspraken]
    belofte = _alle(
        goed, "{goed} van {alle} afspraken staan in de laatste uitgave met hun eerste dag en hoe het afliep."
    )
    if not goed:
        return belofte
    te_laat = sum(getoond is not None and getoond["stand"] == "te_laat_nagekomen" for _, getoond in afspraken)
    klopt = [
        vingerafdruk(e["kwartaal"], e["regels"], e["ingehouden"]) == e["vingerafdruk"] for e in zaak.edities
    ]
    zinnen = [
        f"{te_laat} daarvan staan er als te laat nagekomen.",
        f"Het controlegetal van {sum(klopt)} van {len(klopt)} uitgaven klopt.",
    ]
    return Belofte(bool(belofte.waar) and all(klopt), [*belofte.bewijs, *zinnen])


def _stand_van(rij: Afspraak) -> str:
    if rij.gedaan_op:
        return "nagekomen" if rij.gedaan_op <= rij.beloofd else "te_laat_nagekomen"
    return "vervallen" if rij.vervallen_op else "niet_nagekomen"


def _verandering(zaak: Zaak) -> Belofte:
    nagekomen = [(rij, g) for rij, g in _afspraken(zaak) if rij.gedaan_op]
    goed = [g is not None and g["stand"] in KLAAR and g["gedaan_op"] is not None for _, g in nagekomen]
    belofte = _alle(goed, "{goed} van {alle} nagekomen afspraken staan in de laatste uitgave als klaar.")
    ids = zaak.toneel.vraag(lezen.knelpunten_met_nagekomen_afspraak)
    gevraagd = [i for i, g in zip(zaak.items, zaak.gangen, strict=True) if g.knelpunt_id in ids]
    gezegd = [i["oordeel"]["veranderd"] is not None for i in gevraagd]
    if not goed or not gezegd:
        return belofte
    zin = f"{sum(gezegd)} van {len(gezegd)} inbrengers zeiden of er in hun werk iets veranderde."
    return Belofte(bool(belofte.waar) and all(gezegd), [*belofte.bewijs, zin])
