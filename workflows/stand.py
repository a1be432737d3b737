"""Where a traject stands, what an act brings about, and how events fold into a Stand.

Pure records and one fold. A Stand is only ever changed by `fold`, so replaying the events of a knelpunt
gives the same Stand as living through them. What may happen is decided in `engine`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from workflows.definition import Route


class Geweigerd(Exception):
    """The act is not allowed here and now. `code` is for programs, the text is for people."""

    def __init__(self, reden: str, code: str = "niet_toegestaan") -> None:
        super().__init__(reden)
        self.reden = reden
        self.code = code


class Onvolledig(Geweigerd):
    """Compulsory fields are empty; `velden` names them."""

    def __init__(self, velden: tuple[str, ...]) -> None:
        super().__init__("Nog niet alles is ingevuld.", "onvolledig")
        self.velden = velden


@dataclass(frozen=True)
class Actor:
    """Who acts, as far as the rules care: the roles held for this knelpunt, and whether it is their own."""

    rollen: frozenset[str]
    eigen_signaal: bool = False


@dataclass(frozen=True)
class Stand:
    """Where one traject stands. `geweest` are the steps that were at turn before the present one.

    `besluiter` is the step that decided last; `antwoorder` the layer that must answer instead, after silence.
    """

    route: str
    versie: int
    stap: str
    ronde: int = 1
    geweest: tuple[str, ...] = ()
    naast: tuple[str, ...] = ()
    besluiter: str = ""
    antwoorder: str = ""
    besluit: str = ""
    gebruikt: tuple[str, ...] = ()
    uitgesteld: bool = False
    opgeschort: int = 0
    betwist: bool = False
    omstreden: bool = False

    def as_dict(self) -> dict[str, Any]:
        """Return plain values that can be stored as JSON."""
        return asdict(self)

    @classmethod
    def from_dict(cls, waarden: Mapping[str, Any]) -> Stand:
        """Make a Stand from what `as_dict` gave (lists become tuples again)."""
        plat: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in waarden.items()}
        return cls(**plat)


@dataclass(frozen=True)
class Feit:
    """One thing that happened: what will be a Gebeurtenis."""

    soort: str
    inhoud: Mapping[str, Any]


@dataclass(frozen=True)
class NieuweTermijn:
    """A term to start: for which step, of which kind (stap, dag, naast) and how many working days."""

    stap: str
    soort: str
    werkdagen: int


@dataclass(frozen=True)
class Gevolg:
    """What must be stored: the new Stand, the events, the terms to start and to end, the letters.

    `sluit` holds (stap, soort) of terms that are met; `vervalt` of terms that no longer matter.
    """

    stand: Stand
    feiten: tuple[Feit, ...]
    termijnen: tuple[NieuweTermijn, ...] = ()
    sluit: tuple[tuple[str, str], ...] = ()
    vervalt: tuple[tuple[str, str], ...] = ()
    brieven: tuple[str, ...] = ()
    besluit: str = ""


def replay(route: Route, feiten: Iterable[tuple[str, Mapping[str, Any]]]) -> Stand:
    """Rebuild the Stand of one traject from its events. Raises ValueError when there is no begin."""
    stand: Stand | None = None
    for soort, inhoud in feiten:
        stand = fold(route, stand, soort, inhoud)
    if stand is None:
        raise ValueError("geen begin in deze gebeurtenissen")
    return stand


def fold(route: Route, stand: Stand | None, soort: str, inhoud: Mapping[str, Any]) -> Stand | None:
    """Apply one event to a Stand. Events that do not move a traject leave it as it is."""
    if soort == "begin":
        return Stand(inhoud["route"], inhoud["versie"], inhoud["naar"], ronde=inhoud["ronde"])
    if stand is None:
        return None
    stap = _VOUWEN.get(soort)
    return stap(route, stand, inhoud) if stap else stand


def _naar(stand: Stand, naar: str, **rest: Any) -> Stand:
    if naar == stand.stap:
        return replace(stand, **rest)
    geweest = (*stand.geweest, stand.stap)
    return replace(stand, stap=naar, geweest=geweest, uitgesteld=False, antwoorder="", **rest)


def _vouw_uitkomst(route: Route, stand: Stand, inhoud: Mapping[str, Any]) -> Stand:
    rest: dict[str, Any] = {}
    if inhoud.get("besluit"):
        rest |= {"besluit": inhoud["besluit"], "besluiter": stand.stap}
    if inhoud.get("naast") and inhoud["naast"] not in stand.naast:
        rest["naast"] = (*stand.naast, inhoud["naast"])
    if inhoud.get("eenmaal"):
        rest["gebruikt"] = (*stand.gebruikt, inhoud["eenmaal"])
    return _naar(stand, inhoud["naar"], **rest)


def _vouw_naast(route: Route, stand: Stand, inhoud: Mapping[str, Any]) -> Stand:
    over = list(stand.naast)
    if inhoud["stap"] in over:
        over.remove(inhoud["stap"])
    if inhoud["naar"] in route.stappen:
        over.append(inhoud["naar"])
    return replace(stand, naast=tuple(over))


def _vouw_stilte(route: Route, stand: Stand, inhoud: Mapping[str, Any]) -> Stand:
    blijft = inhoud["naar"] == stand.stap
    if blijft and inhoud["termijn"] == "plafond" and "antwoorder" not in inhoud:
        return stand  # the term of the step runs on, and so does its uitstel
    antwoorder = inhoud.get("antwoorder", "")
    return replace(_naar(stand, inhoud["naar"]), antwoorder=antwoorder, uitgesteld=False)


def _vouw_betwist(route: Route, stand: Stand, inhoud: Mapping[str, Any]) -> Stand:
    if inhoud["omstreden"]:
        return replace(stand, betwist=True, omstreden=True)
    return _naar(stand, inhoud["naar"], betwist=True, besluit="")


_VOUWEN: Mapping[str, Callable[[Route, Stand, Mapping[str, Any]], Stand]] = {
    "uitkomst": _vouw_uitkomst,
    "naast_uitkomst": _vouw_naast,
    "stilte": _vouw_stilte,
    "betwist": _vouw_betwist,
    "uitstel": lambda _r, s, _i: replace(s, uitgesteld=True),
    "opschorting": lambda _r, s, i: replace(s, opgeschort=s.opgeschort + i["werkdagen"]),
    "terug_op_tafel": lambda _r, s, i: _naar(s, i["naar"], besluit=""),
    "overleg_gehouden": lambda _r, s, i: _naar(s, i["naar"]) if i["naar"] else s,
    "ingetrokken": lambda _r, s, i: _naar(s, i["naar"], naast=()),
    "opgegaan": lambda _r, s, i: _naar(s, i["naar"], naast=()),
}
