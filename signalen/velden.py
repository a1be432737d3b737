"""Turns the fields that a route declares into a form on the page: the only place where that happens.

Checks nothing: `knelpunt.rules.lees_velden` does, and its sentences are put beside the fields here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

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
