"""What a reader may see of a thing, as small records: the only shapes that pages, letters and exports get.
Pure.

Rows go in as plain attributes (duck-typed), a record comes out. Who may see a thing at all is decided by
`permissions`; this module decides which words and names of it.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

VRAAGWOORDEN = {
    "wat_zie_je": "Wat ik zie gebeuren",
    "wat_knelt_er": "Wat er knelt volgens mij",
    "wat_zou_helpen": "Wat zou helpen",
    "doorgeeftekst": "De tekst die wordt doorgegeven",
    "aanvulling": "Aanvulling",
    "betwisting": "Waarom ik het antwoord betwist",
    "nog_steeds": "Nog steeds",
}
NIVEAUWOORDEN = {
    "open": "Open: de signaalcoördinator en wie aan zet is, zien je naam.",
    "beschermd": "Beschermd: niemand ziet je naam.",
    "verzegeld": "Verzegeld: er is geen band met je account.",
}
REACTIEWOORDEN = {"klopt": "klopt", "deels": "klopt deels", "niet": "klopt niet"}
BESLUITWOORDEN = {
    "aanpassen": "Wij passen aan",
    "proberen": "Proef",
    "kon_al": "De ruimte was er al, wij hebben dat niet duidelijk gemaakt",
    "doorgeven": "Doorgegeven, en intussen doen wij zelf wat kan",
    "nee_omdat": "Nee, omdat ...",
    "parkeren": "Dit pakken wij nu niet op",
    "hoort_elders": "Dit hoort ergens anders",
}
GELEEGD = "(Deze tekst is leeggemaakt.)"


def woorden(tekst: Any) -> str:
    """Return the words of a Tekst, or a sentence when it was emptied."""
    if tekst is None:
        return ""
    return tekst.inhoud if tekst.inhoud is not None else GELEEGD


@dataclass(frozen=True)
class Woord:
    """Words with a heading."""

    kop: str
    tekst: str
    soort: str = ""


@dataclass(frozen=True)
class Stuk:
    """One part of the doorgeefketen, as the component wants it; `open` means that a reaction is still
    possible.
    """

    kant: str
    wie: str
    tekst: str
    datum: date | None = None
    oordeel: str = ""
    id: str = ""
    open: bool = False
    wanneer: str = ""


@dataclass(frozen=True)
class Moment:
    """One point on the timeline. `wanneer` says `week 48` when only the week may be shown; else it is
    empty.
    """

    datum: date
    titel: str
    wie: str = ""
    tekst: str = ""
    soort: str = ""
    wanneer: str = ""


@dataclass(frozen=True)
class SignaalRegel:
    """A signaal in the list of who gave it."""

    id: str
    titel: str
    nummer: int
    waar: str
    nieuws: str
    te_doen: str = ""
    klaar: bool = False


@dataclass(frozen=True)
class SignaalVoorBehandelaar:
    """A signaal as shown on the knelpunt page: the week, the approved words, and only where allowed more."""

    id: str
    week: date
    tekst: str
    eigen_woorden: tuple[Woord, ...] = ()
    naam: str = ""
    niveau: str = ""
    ik_ook: bool = False
    ingetrokken: bool = False


@dataclass(frozen=True)
class Antwoord:
    """An answer that was sent: the kind of decision, the words, when, and what it promises."""

    soort: str
    titel: str
    tekst: str
    datum: date
    redenen: str = ""
    herstel: str = ""
    rugdekking: bool = False
    afspraken: tuple[Afspraakregel, ...] = ()


@dataclass(frozen=True)
class Afspraakregel:
    """A promise as everyone may see it."""

    id: str
    omschrijving: str
    wie: str
    beloofd: date
    datum: date
    verschoven: int
    stand: str
    gedaan_op: date | None = None
    gedaan_tekst: str = ""
    mag_bijwerken: bool = False

    @property
    def in_woorden(self) -> str:
        """Say how the promise stands, with the first day that was promised."""
        if self.stand == "nagekomen":
            return "nagekomen"
        if self.stand == "te_laat_nagekomen":
            return "nagekomen, na de beloofde dag"
        if self.stand == "vervallen":
            return "vervallen"
        return "niet nagekomen" if self.stand == "niet_nagekomen" else "loopt"


@dataclass(frozen=True)
class Werkregel:
    """One row of Mijn werk: what is asked, of what, before when.

    `overleg` is the kind of overleg that its step asks of this reader, if any.
    """

    id: str
    url: str
    titel: str
    nummer: int
    vraag: str
    stap: str
    uiterste: date
    nog: str
    groep: str
    signalen: str
    spoed: bool = False
    voorbereid: bool = False
    overleg: str = ""


def woorden_van_melder(delen: Sequence[Any]) -> tuple[Woord, ...]:
    """Return every text of a signaal to who wrote it."""
    return tuple(Woord(VRAAGWOORDEN.get(d.soort, d.soort), woorden(d.tekst), d.soort) for d in delen)


def doorgeeftekst(delen: Sequence[Any]) -> str:
    """Return the words that may climb: what everybody but melder and coordinator reads as the original
    words.
    """
    gevonden = [d for d in delen if d.soort == "doorgeeftekst"]
    return woorden(gevonden[-1].tekst) if gevonden else ""


def signaal_voor_behandelaar(signaal: Any, alle_woorden: bool, naam: str) -> SignaalVoorBehandelaar:
    """Return a signaal for who handles it. `alle_woorden` is the coordinator's right; `naam` is empty unless
    open.
    """
    eigen = tuple(w for w in woorden_van_melder(signaal.teksten) if w.soort != "doorgeeftekst")
    ingetrokken = signaal.ingetrokken_week is not None
    return SignaalVoorBehandelaar(
        id=str(signaal.id),
        week=signaal.week,
        tekst="" if ingetrokken else doorgeeftekst(signaal.teksten),
        eigen_woorden=eigen if alle_woorden and not ingetrokken else (),
        naam=naam if signaal.niveau == "open" else "",
        niveau=signaal.niveau if alle_woorden else "",
        ik_ook=signaal.ik_ook,
        ingetrokken=ingetrokken,
    )


def schud(regels: Sequence[SignaalVoorBehandelaar]) -> list[SignaalVoorBehandelaar]:
    """Order by week and at random but stable inside a week, so that order tells nothing (SAFETY 1.6, channel
    3).
    """
    return sorted(regels, key=lambda r: (r.week, uuid.UUID(r.id).int % 1_000_003, r.id))


def antwoord(terugkoppeling: Any, afspraken: Sequence[Afspraakregel] = ()) -> Antwoord:
    """Return an answer as melders and handlers read it."""
    besluit = terugkoppeling.besluit
    return Antwoord(
        soort=besluit.soort,
        titel=BESLUITWOORDEN.get(besluit.soort, besluit.soort),
        tekst=woorden(terugkoppeling.tekst),
        datum=terugkoppeling.datum,
        redenen=woorden(besluit.redenen),
        herstel=woorden(besluit.herstel),
        rugdekking=besluit.rugdekking,
        afspraken=tuple(afspraken),
    )


@dataclass(frozen=True)
class Stil:
    """A silence: which layer, its legal date, and where it went."""

    laag: str
    datum: date
    naar: str
    reden: str = "stil"
    merk: str = ""

    @property
    def zin(self) -> str:
        """The silence in one plain sentence."""
        wie = f"{self.laag} heeft niet geantwoord"
        if self.reden == "onbezet":
            wie = f"Bij {self.laag} was niemand die kon antwoorden"
        return (
            f"{wie}. Daarom ligt het nu bij {self.naar}." if self.naar else f"{wie}. De termijn telt opnieuw."
        )
