"""Everything that waits stands on exactly one agenda: 10,000 random sequences, and the few cases by name.

What may happen is played by `Zaal`; what must hold is said in its `klopt`, in other words than the rule.
"""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date, time, timedelta
from uuid import UUID

import pytest

from workflows.agendadrager import (
    GEHOUDEN,
    GEPLAND,
    RUIMTE,
    VERVALLEN,
    Dag,
    Wacht,
    ging_naar,
    komt_nog,
    peildag,
    verdeel,
)

REEKSEN = 10_000
BEGIN = date(2026, 3, 2)
LEIDERS = [UUID(int=n) for n in (1, 2, 3)]
DOMEINEN = {LEIDERS[0]: "ab", LEIDERS[1]: "a", LEIDERS[2]: "b"}
"""For which domains each leader's overleggen are: two of them share one."""


@dataclass
class Ding:
    """A thing as the world has it: a knelpunt of a domain, an afspraak made in `uit`, a subject put on `op`.

    `dicht` is why it is closed; empty while it is open.
    """

    sleutel: str
    domein: str = ""
    uit: UUID | None = None
    op: UUID | None = None
    dicht: str = ""


@dataclass
class Zaal:
    """Overleggen of one kind, what waits for them, and what was written down when one was held."""

    dobbel: random.Random
    ruimte: int
    vandaag: date = BEGIN
    dagen: dict[UUID, Dag] = field(default_factory=dict)
    dingen: list[Ding] = field(default_factory=list)
    weg: set[UUID] = field(default_factory=set)
    verzet: set[UUID] = field(default_factory=set)
    rijen: list[tuple[UUID, str, str]] = field(default_factory=list)
    """(overleg, key, besproken or doorgeschoven) of every overleg that was held."""

    # ------------------------------------------------------------------ what people do

    def plan(self) -> None:
        dag = self.vandaag + timedelta(days=self.dobbel.randrange(8))
        uur = time(self.dobbel.choice((9, 14, 16)))
        id_ = UUID(int=100 + len(self.dagen))
        self.dagen[id_] = Dag(id_, "management", self.dobbel.choice(LEIDERS), dag, uur)

    def iets_nieuws(self, aantal: int = 1) -> None:
        for _ in range(aantal):
            sleutel = f"ding:{len(self.dingen)}"
            soort, plek = self.dobbel.randrange(5), self._een(VERVALLEN, niet=True)
            ding = Ding(sleutel, domein=self.dobbel.choice("ab"))
            if soort == 0 and plek:
                ding = Ding(sleutel, uit=plek.id)
            elif soort == 1 and plek and komt_nog(plek, self.vandaag):
                ding = Ding(sleutel, op=plek.id)
            elif soort == 2:
                ding = Ding(sleutel)
            self.dingen.append(ding)

    def houd(self) -> None:
        kan = [d for d in self.dagen.values() if d.staat == GEPLAND and d.datum <= self.vandaag]
        if not kan:
            return
        dag = self.dobbel.choice(kan)
        erop = self.agenda(dag)
        besproken = {s for s in erop if self.dobbel.random() < 0.5}
        dicht = {s for s in besproken if self.dobbel.random() < 0.8}
        self.dagen[dag.id] = replace(dag, staat=GEHOUDEN)
        na = [w for w in self.wachtend() if w.sleutel not in dicht]
        beloofd = verdeel(na, self.dagen.values(), self.vandaag, self.ruimte)
        for ding in self.dingen:
            ding.dicht = "besproken" if ding.sleutel in dicht else ding.dicht
        for sleutel in erop:
            self.rijen.append((dag.id, sleutel, "besproken" if sleutel in besproken else "doorgeschoven"))
            if sleutel not in besproken:
                assert self.plek(sleutel) == (beloofd[sleutel].id if beloofd[sleutel] else None)  # type: ignore[union-attr]

    def zeg_af(self) -> None:
        if dag := self._een(GEPLAND):
            self.dagen[dag.id] = replace(dag, staat=VERVALLEN)

    def verzet_een(self) -> None:
        dag = self._een(GEPLAND)
        if dag and dag.id not in self.verzet:
            self.verzet.add(dag.id)
            nieuw = self.vandaag + timedelta(days=self.dobbel.randrange(8))
            self.dagen[dag.id] = replace(dag, datum=nieuw)

    def vertrekt(self) -> None:
        self.weg.add(self.dobbel.choice(LEIDERS))

    def neemt_over(self) -> None:
        """Somebody takes one overleg over of who left."""
        dag = self._een(GEPLAND)
        if dag and dag.leider in self.weg:
            self.dagen[dag.id] = replace(dag, vervanger=self.dobbel.choice(LEIDERS))

    def vervalt(self) -> None:
        if self.dingen:
            self.dobbel.choice(self.dingen).dicht = "vervallen: ligt bij een ander"

    def wacht(self) -> None:
        self.vandaag += timedelta(days=self.dobbel.choice((1, 1, 2, 5)))

    def _een(self, staat: str, niet: bool = False) -> Dag | None:
        kan = [d for d in self.dagen.values() if (d.staat == staat) != niet]
        return self.dobbel.choice(kan) if kan else None

    # ------------------------------------------------------------------ what they see

    def wachtend(self) -> list[Wacht]:
        return [self._wacht(ding) for ding in self.dingen if not ding.dicht]

    def _wacht(self, ding: Ding) -> Wacht:
        if ding.uit or ding.op:
            uit, op = (self.dagen[i] if i else None for i in (ding.uit, ding.op))
            return Wacht(ding.sleutel, uit=uit, op=op)
        leiders = frozenset(w for w in LEIDERS if w not in self.weg and ding.domein in DOMEINEN[w])
        return Wacht(ding.sleutel, leiders if ding.domein else None)

    def agenda(self, dag: Dag) -> list[str]:
        """The items that the page of one overleg shows; every page asks for itself."""
        plekken = verdeel(self.wachtend(), self.dagen.values(), peildag(dag, self.vandaag), self.ruimte)
        return [s for s, plek in plekken.items() if plek and plek.id == dag.id]

    def komend(self) -> list[Dag]:
        return [d for d in self.dagen.values() if d.staat == GEPLAND and d.datum >= self.vandaag]

    def plek(self, sleutel: str) -> UUID | None:
        op = [dag.id for dag in self.komend() if sleutel in self.agenda(dag)]
        assert len(op) <= 1, f"{sleutel} op {len(op)} agenda's"
        return op[0] if op else None

    # ------------------------------------------------------------------ what must hold

    def klopt(self) -> None:
        agendas = {dag.id: self.agenda(dag) for dag in self.komend()}
        drukte = Counter({id_: len(erop) for id_, erop in agendas.items()})
        keer = Counter(s for erop in agendas.values() for s in erop)
        waar = {s: id_ for id_, erop in agendas.items() for s in erop}
        assert max(drukte.values(), default=0) <= self.ruimte
        for ding in self.dingen:
            if ding.dicht:
                assert keer[ding.sleutel] == 0, f"{ding.sleutel} is dicht en staat nog op een agenda"
                continue
            assert keer[ding.sleutel] <= 1, f"{ding.sleutel} staat op twee agenda's"
            self._op_de_goede(ding, waar.get(ding.sleutel), drukte)
        self._geschiedenis(waar)

    def _op_de_goede(self, ding: Ding, plek: UUID | None, drukte: Counter[UUID]) -> None:
        """It stands on one that is for it, and every earlier one that is for it is full."""
        kan = {dag.id: dag for dag in self.komend() if self._mag(ding, dag)}
        assert plek is None or plek in kan, f"{ding.sleutel} staat op een verkeerde agenda"
        grens = kan[plek].rang if plek else None
        for dag in kan.values():
            vol = drukte[dag.id] == self.ruimte
            assert vol or (grens and dag.rang >= grens), f"{ding.sleutel} mist de agenda van {dag.datum}"

    def _mag(self, ding: Ding, dag: Dag) -> bool:
        if ding.domein:
            wie = dag.leider if dag.vervanger is None else dag.vervanger
            return wie not in self.weg and ding.domein in DOMEINEN[wie]
        if ding.uit is None and ding.op is None:
            return True
        bron = self.dagen[ding.uit or ding.op]  # type: ignore[index]
        bron_komt = bron.staat == GEPLAND and bron.datum >= self.vandaag
        if ding.op:
            later = dag == bron or (dag.datum, dag.begin, dag.id) > (bron.datum, bron.begin, bron.id)
            return dag.leider == bron.leider and (later or not bron_komt)
        leider_plant = any(d.leider == bron.leider and d != bron for d in self.komend())
        return not bron_komt and dag != bron and (dag.leider == bron.leider or not leider_plant)

    def _geschiedenis(self, waar: dict[str, UUID]) -> None:
        """What was moved on went to one later overleg after another, up to where it stands or was closed."""
        genoteerd: dict[str, list[Dag]] = {}
        for id_, sleutel, _ in self.rijen:
            genoteerd.setdefault(sleutel, []).append(self.dagen[id_])
        for id_, sleutel, uitkomst in self.rijen:
            if uitkomst == "besproken":
                continue
            plek = waar.get(sleutel)
            later = sorted(
                (d for d in genoteerd[sleutel] if d.rang > self.dagen[id_].rang), key=lambda d: d.rang
            )
            verwacht = later[0].id if later else plek
            naar = ging_naar(self.dagen[id_], genoteerd[sleutel], self.dagen[plek] if plek else None)
            assert (naar.id if naar else None) == verwacht


def speel(zaad: int) -> Zaal:
    """Play one random sequence; every step must leave every thing on one agenda."""
    dobbel = random.Random(zaad)
    zaal = Zaal(dobbel, ruimte=RUIMTE if zaad % 200 == 0 else dobbel.choice((1, 2, 3, RUIMTE)))
    zaal.plan()
    if zaad % 200 == 0:
        zaal.iets_nieuws(RUIMTE + 30)
    daden = [zaal.plan, zaal.iets_nieuws, zaal.houd, zaal.zeg_af, zaal.verzet_een, zaal.vertrekt, zaal.wacht]
    daden += [zaal.vervalt, zaal.neemt_over]
    kans = (5, 7, 6, 2, 2, 0.4, 4, 0.5, 0.5)
    for daad in dobbel.choices(daden, kans, k=dobbel.randrange(8, 20)):
        daad()
        zaal.klopt()
    return zaal


def test_elk_punt_staat_op_een_agenda_of_is_dicht_in_10_000_reeksen() -> None:
    gezien: Counter[str] = Counter()
    for zaad in range(REEKSEN):
        try:
            zaal = speel(zaad)
        except AssertionError as fout:
            pytest.fail(f"zaad {zaad}: {fout}")
        gezien.update(uitkomst for _, _, uitkomst in zaal.rijen)
        gezien.update(dag.staat for dag in zaal.dagen.values())
        gezien["vol"] += len(zaal.wachtend()) > RUIMTE
    assert min(gezien[w] for w in ("besproken", "doorgeschoven", GEHOUDEN, VERVALLEN, GEPLAND)) > 3_000
    assert gezien["vol"] >= 10, "more waits than one agenda holds"


# ------------------------------------------------------------------ by name


def dag(nummer: int, op: int, uur: int = 14, leider: int = 1, staat: str = GEPLAND) -> Dag:
    return Dag(UUID(int=nummer), "management", UUID(int=leider), date(2026, 3, op), time(uur), staat)


def knelpunt(*leiders: int, sleutel: str = "knelpunt:k") -> Wacht:
    return Wacht(sleutel, frozenset(UUID(int=n) for n in leiders))


def waar(ding: Wacht, *dagen: Dag, op: int = 2) -> int | None:
    plek = verdeel([ding], dagen, date(2026, 3, op))[ding.sleutel]
    return plek.id.int if plek else None


def test_een_vergeten_overleg_draagt_niets_meer_en_houdt_niets_tegen() -> None:
    vergeten, volgende = dag(10, op=5), dag(11, op=12)
    assert waar(knelpunt(1), vergeten, volgende, op=5) == 10
    assert waar(knelpunt(1), vergeten, volgende, op=6) == 11
    assert waar(knelpunt(1), vergeten, op=6) is None
    assert peildag(vergeten, date(2026, 3, 6)) == vergeten.datum, "who records it late sees what stood on it"


def test_twee_leiders_die_er_allebei_over_gaan_krijgen_het_niet_allebei() -> None:
    assert waar(knelpunt(1, 2), dag(10, op=9, leider=1), dag(11, op=5, leider=2)) == 11
    assert waar(knelpunt(1), dag(10, op=9, leider=1), dag(11, op=5, leider=2)) == 10


def test_een_afspraak_gaat_naar_de_eigen_leider_en_anders_naar_wie_plant() -> None:
    bron = dag(10, op=2, staat=GEHOUDEN)
    ding = Wacht("afspraak:a", uit=bron)
    assert waar(ding, bron, dag(11, op=5, leider=2), dag(12, op=9)) == 12
    assert waar(ding, bron, dag(11, op=5, leider=2)) == 11
    assert waar(Wacht("afspraak:a", uit=dag(10, op=20, staat=VERVALLEN)), dag(11, op=5)) == 11


def test_een_onderwerp_blijft_bij_wie_het_is_opgegeven() -> None:
    bron = dag(10, op=9)
    assert waar(Wacht("onderwerp:o", op=bron), dag(11, op=5), bron) == 10
    over = replace(bron, staat=VERVALLEN)
    assert waar(Wacht("onderwerp:o", op=over), over, dag(11, op=5), dag(12, op=4, leider=2)) == 11
    assert waar(Wacht("onderwerp:o", op=over), over, dag(12, op=4, leider=2)) is None


def test_wat_niet_past_staat_op_de_volgende_en_ook_op_een_extra_overleg_op_dezelfde_dag() -> None:
    dingen = [knelpunt(1, sleutel=f"knelpunt:{n}") for n in range(RUIMTE + 2)]
    eerste, extra, later = dag(10, op=5, uur=9), dag(11, op=5, uur=16), dag(12, op=12)
    plekken = verdeel(dingen, [later, eerste, extra], date(2026, 3, 2))
    assert Counter(plek.id.int for plek in plekken.values() if plek) == {10: RUIMTE, 11: 2}


def test_wat_doorgeschoven_is_wijst_naar_het_overleg_waar_het_kwam() -> None:
    gehouden, extra, gepland = dag(10, op=5, uur=9), dag(11, op=5, uur=16), dag(12, op=12)
    assert ging_naar(gehouden, [gehouden], gepland) == gepland
    assert ging_naar(gehouden, [gehouden, extra], gepland) == extra, "it was discussed there the same day"
    assert ging_naar(extra, [gehouden, extra], None) is None
