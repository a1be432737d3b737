"""The blueprint of the register, how its pages load an edition, and who may see a concept."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from flask import Blueprint, current_app, render_template
from markupsafe import Markup

from signalen import sjabloonmerk, web
from signalen.permissions import Band, Persoon, Recht, mag
from signalen.register import beelden, queries, woorden
from signalen.register.bewaren import Geheugen
from signalen.register.openbaar import rules
from signalen.visibility import BESLUITWOORDEN
from signalen.web import Geladen

register = Blueprint("register", __name__)
WOORDEN: Mapping[str, Any] = {"besluitwoorden": BESLUITWOORDEN, "woord": woorden}
"""The words that every page of the register may say."""

_DELEN: Geheugen[Markup] = Geheugen(8 * 1024 * 1024)
"""Parts of pages that are the same for every reader, by the mark of all that they are made of."""

LIJSTEN: Mapping[str, Callable[[queries.Beeld], Sequence[Any]]] = {
    "regels": lambda e: e.regels,
    "afspraken": lambda e: e.afspraken,
    "stiltes": lambda e: e.stiltes,
    "raad": lambda e: e.inhoud["raad"],
}
"""The lists of an edition that have pages of their own, inside and on the public site."""

LIJST = "<any({}):lijst>".format(", ".join(f"'{naam}'" for naam in LIJSTEN))
"""Their place in an address."""


def maakt(persoon: Persoon | None) -> bool:
    """Say whether this reader makes or freezes editions, and so may see a concept."""
    return mag(Recht.REGISTER_OPMAKEN, persoon) or mag(Recht.REGISTER_VASTSTELLEN, persoon)


def laad_editie(persoon: Persoon, kwartaal: str, **rest: Any) -> Geladen[queries.Beeld]:
    """Load an edition; a concept only for who works on it."""
    return Geladen(queries.editie(kwartaal, web.moment().date(), maakt(persoon)), Band())


def laad_kwartaal(persoon: Persoon, kwartaal: str, **rest: Any) -> Geladen[Any]:
    """Load a quarter that has begun, with or without an edition."""
    return Geladen(queries.kwartaal(kwartaal, web.moment().date()), Band())


def toon(sjabloon: str, **gegevens: Any) -> str:
    """Draw a page of the register."""
    return render_template(f"register/{sjabloon}.html", **WOORDEN, vast_deel=vast_deel, **gegevens)


def vast_deel(sjabloon: str, beeld: queries.Beeld, basis: str) -> Markup:
    """Draw a part of a page that is the same for every reader; of a vastgestelde editie once per process."""
    if beeld.kop.concept:
        return _deel(sjabloon, beeld, basis)
    wat = (beeld.kop.kwartaal, beeld.kop.nummer, beeld.vingerafdruk, beeld.inhoud.get("controlegetal", ""))
    bij = [b.sha256 for b in beeld.bestanden]
    sleutel = rules.merk(
        sjabloon, basis, sjabloonmerk.van(current_app), *wat, str(beeld.kop.vastgesteld_op), bij
    )
    getekend = _DELEN.get(sleutel)
    if getekend is None:
        getekend = _deel(sjabloon, beeld, basis)
        _DELEN.zet(sleutel, getekend, len(getekend))
    return getekend


def _deel(sjabloon: str, beeld: queries.Beeld, basis: str) -> Markup:
    getekend = render_template(sjabloon, e=beeld, basis=basis, svg=beelden.svg, **WOORDEN)
    return Markup(getekend)  # noqa: S704  a template of our own, which escapes what people wrote
