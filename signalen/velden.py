"""Turns the fields that a route declares into a form on the page: the only place where that happens.

Checks nothing: `knelpunt.rules.lees_velden` does, and its sentences are put beside the fields here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from flask import current_app
from markupsafe import Markup, escape
from werkzeug.datastructures import MultiDict
from wtforms import (
    BooleanField,
    Form,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]

from workflows.definition import Veld

Keuzes = Sequence[tuple[str, str]]
LEEG = "Vul dit in."
KORT = 4
"""Up to this many choices are shown as radio buttons, more as a list."""


def formulier(
    naam: str,
    velden: Sequence[Veld],
    keuzes: Mapping[str, Keuzes] | None = None,
    waarden: Mapping[str, str] | None = None,
    fouten: Mapping[str, str] | None = None,
) -> Any:
    """Return a form with one control per field; ids start with `naam`, so that many fit on one page.

    `keuzes` gives (value, label) pairs for fields whose choices come from the app; `fouten` the sentence per
    field.
    """
    delen = {veld.naam: _veld(naam, veld, (keuzes or {}).get(veld.naam, ())) for veld in velden}
    klasse = type(f"Form_{naam}", (Form,), delen)
    form = klasse(MultiDict(waarden)) if waarden is not None else klasse()
    for veld in velden:
        if veld.verplicht:
            form[veld.naam].flags.required = True
        form[veld.naam].hulp = veld.hulp
        form[veld.naam].soort = veld.soort
    for veld_naam, zin in (fouten or {}).items():
        if veld_naam in form:
            form[veld_naam].errors = [f"Vul in: {form[veld_naam].label.text}" if zin == LEEG else zin]
        else:
            form.form_errors.append(zin)
    return form


@dataclass(frozen=True)
class Onaangeraakt:
    """A form that nobody typed in yet, drawn already; it has no fields and no sentences of its own."""

    getekend: Markup
    errors: Mapping[str, Any] = field(default_factory=dict)
    form_errors: tuple[str, ...] = ()


def onaangeraakt(
    naam: str,
    velden: Sequence[Veld],
    keuzes: Mapping[str, Keuzes] | None = None,
    vooraf: Mapping[str, str] | None = None,
) -> Onaangeraakt:
    """Return the form of `formulier` without sentences, drawn once per shape and remembered by the process.

    Many forms stand closed on one page and are the same for everyone; only `vooraf` (fields of text) differs,
    and those words are filled in afterwards, so that nothing of what people wrote is remembered.
    """
    nodig = {v.naam for v in velden} & (keuzes or {}).keys()
    lijsten = tuple((wat, tuple(tuple(paar) for paar in (keuzes or {})[wat])) for wat in sorted(nodig))
    getekend = _teken(naam, tuple(velden), lijsten, tuple(sorted(vooraf or ())))
    for veld_naam, waarde in (vooraf or {}).items():
        getekend = Markup(getekend.replace(_plaats(veld_naam), escape(waarde)))  # noqa: S704  both are escaped
    return Onaangeraakt(getekend)


def _plaats(veld_naam: str) -> str:
    """Mark where the words of a field come, with a character that no text of ours holds."""
    return f"\ue000{veld_naam}\ue000"


@lru_cache(maxsize=1024)
def _teken(naam: str, velden: tuple[Veld, ...], lijsten: Any, vooraf: tuple[str, ...]) -> Markup:
    form = formulier(naam, velden, dict(lijsten), {wat: _plaats(wat) for wat in vooraf} or None)
    macro: Any = current_app.jinja_env.get_template("components/velden.html").module
    return macro.velden(form)  # type: ignore[no-any-return]


def _veld(naam: str, veld: Veld, keuzes: Keuzes) -> Any:
    id_ = f"{naam}-{veld.naam}"
    if veld.soort == "lang":
        return TextAreaField(veld.label, id=id_)
    if veld.soort == "vink":
        return BooleanField(veld.label, id=id_)
    if veld.soort in ("keuze", "rol", "handreiking"):
        return _keuzeveld(id_, veld, veld.keuzes or tuple(keuzes))
    if veld.soort == "meer":
        opties = [SelectChoice(waarde, label) for waarde, label in keuzes]
        return SelectMultipleField(veld.label, id=id_, choices=opties, validate_choice=False)
    return StringField(veld.label, id=id_)


def _keuzeveld(id_: str, veld: Veld, keuzes: Keuzes) -> Any:
    opties = [SelectChoice(waarde, label) for waarde, label in keuzes]
    if len(opties) <= KORT:
        return RadioField(veld.label, id=id_, choices=opties, validate_choice=False)
    leeg = [SelectChoice("", "Kies ...")]
    return SelectField(veld.label, id=id_, choices=leeg + opties, validate_choice=False)


def vragen(*regels: tuple[str, str, str, bool, str]) -> tuple[Veld, ...]:
    """Return fields for a form of our own: (naam, label, soort, verplicht, hulp) each."""
    return tuple(Veld(naam, label, soort, verplicht, hulp) for naam, label, soort, verplicht, hulp in regels)


def geweigerd(form: Any, fout: Any) -> Any:
    """Return the form whose sentences belong in the summary: the refused one, or an empty one if it is gone.

    None when nothing was refused. A form may be gone because its act is no longer possible.
    """
    if fout is None or form is not None:
        return form if fout is not None else None
    return formulier("weigering", (), fouten={"": fout.reden, **fouten_van(fout)})


def fouten_van(fout: Any) -> dict[str, str]:
    """Return a refusal as a sentence per field; a refusal about the whole stands under an empty name."""
    if hasattr(fout, "fouten"):
        return {f.veld: f.reden for f in fout.fouten}
    if hasattr(fout, "velden"):
        return dict.fromkeys(fout.velden, LEEG)
    return {"": fout.reden}
