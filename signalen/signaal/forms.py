"""The forms of the uitvoerder: reading, checking (with the guard for residents' data) and giving back what
was typed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from flask import request
from wtforms import BooleanField, Form, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]

from signalen import velden
from signalen.knelpunt.rules import OngeldigeInvoer, Veldfout
from signalen.signaal import rules
from signalen.signaal.operations import SignaalInvoer

NIVEAUS = (
    ("open", "Mijn naam mag erbij: de signaalcoördinator en wie aan zet is, zien hem. Niemand anders."),
    ("beschermd", "Niemand ziet mijn naam, ook de signaalcoördinator niet."),
)
LANG = "Deze tekst is te lang. Kort hem in tot 20.000 tekens."
JA_NEE = (("ja", "Ja"), ("nee", "Nee"))


def _keuzes(paren: Any) -> list[SelectChoice]:
    return [SelectChoice(waarde, label) for waarde, label in paren]


class DitKnelt(Form):
    """Three open questions, only the first compulsory, and a few choices. Checked by `keur`."""

    wat_zie_je = TextAreaField("Wat zie je gebeuren?")
    wat_knelt_er = TextAreaField("Wat knelt er volgens jou?")
    wat_zou_helpen = TextAreaField("Wat zou helpen?")
    doorgeeftekst = TextAreaField("De tekst die wordt doorgegeven")
    regeling = StringField("Over welke regel, afspraak of systeem gaat het?")
    domein = SelectField("Waar hoort het bij?", validate_choice=False)
    niveau = RadioField(
        "Wie mag weten dat jij dit schrijft?", choices=_keuzes(NIVEAUS), validate_choice=False
    )
    tonen = RadioField(
        "Mag dit straks in het register staan?", choices=_keuzes(JA_NEE), validate_choice=False
    )
    spoed = BooleanField("Er is nu iemand in de knel")
    laten_staan = StringField("Laten staan, want")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.wat_zie_je.flags.required = True
        self.domein.flags.required = True
        self.niveau.flags.required = True
        self.domein.choices = _keuzes((d, d[0].upper() + d[1:]) for d in rules.DOMEINEN)
        self.vondsten: dict[str, list[str]] = {}


def leeg(eigen: bool) -> DitKnelt:
    """Return the empty form; the level that is chosen beforehand is the safe one for contracted staff."""
    return DitKnelt(data={"niveau": rules.standaard_niveau(eigen), "domein": rules.DOMEINEN[0]})


def gelezen(invoer: Any) -> DitKnelt:
    """Return the form as it was posted."""
    return DitKnelt(invoer)


def keur(form: DitKnelt) -> bool:
    """Check everything and put a sentence beside each field that cannot stay as it is."""
    if not rules.schoon(form.wat_zie_je.data or ""):
        form.wat_zie_je.errors = ["Schrijf wat je ziet gebeuren. Eén zin is genoeg."]
    teksten = {v: form[v].data or "" for v in (*rules.VRAGEN, "regeling", "doorgeeftekst")}
    for naam, tekst in teksten.items():
        if len(tekst) > rules.MAX_TEKST:
            _fout(form, naam, LANG)
    _keur_keuzes(form)
    for naam, vondsten in rules.bezwaren(teksten, form.laten_staan.data or "").items():
        form.vondsten[naam] = [v.uitleg for v in vondsten]
        _fout(form, naam, " ".join(v.uitleg for v in vondsten) + " " + _wat_nu(vondsten))
    return not form.errors


def _fout(form: DitKnelt, naam: str, zin: str) -> None:
    veld = form[naam] if naam in form._fields else form.wat_zie_je
    veld.errors = [*veld.errors, zin]


def _wat_nu(vondsten: Any) -> str:
    if any(v.zeker for v in vondsten):
        return "Haal het weg: dit hoort niet in een signaal."
    return "Haal het weg, of zeg onderaan waarom het mag blijven staan."


def _keur_keuzes(form: DitKnelt) -> None:
    if form.niveau.data not in rules.NIVEAUS:
        form.niveau.errors = ["Kies wie mag weten dat jij dit schrijft."]
    if (form.domein.data or "anders") not in rules.DOMEINEN:
        form.domein.errors = ["Kies waar het bij hoort."]
    if len(form.regeling.data or "") > 300:
        form.regeling.errors = ["Noem de regel in ten hoogste 300 tekens."]
    if form.tonen.data not in (None, "", "ja", "nee"):
        form.tonen.errors = ["Kies ja of nee."]


def invoer(form: DitKnelt, ruw: Mapping[str, str]) -> SignaalInvoer:
    """Return what the operation wants."""
    return SignaalInvoer(
        formulier=ruw.get("formulier", "")[:64] or _nieuw(),
        antwoorden={v: form[v].data or "" for v in rules.VRAGEN},
        doorgeeftekst=ruw.get("doorgeeftekst", ""),
        regeling=form.regeling.data or "",
        domein=form.domein.data or "anders",
        niveau=form.niveau.data,
        spoed=bool(form.spoed.data),
        mag_getoond={"ja": True, "nee": False}.get(form.tonen.data or ""),
    )


def _nieuw() -> str:
    from signalen.web import nieuw_formulier

    return nieuw_formulier()


def verborgen(ruw: Any) -> list[tuple[str, str]]:
    """Return what goes along unseen from nakijken to sending."""
    weg = ("csrf_token", "doorgeeftekst", "actie", "formulier")
    return [(naam, waarde) for naam, waarde in ruw.items(multi=True) if naam not in weg]


def nakijkveld(form: DitKnelt) -> Any:
    """Return the field with the text that may climb: one's own words, until one writes something else."""
    tekst = request.form.get("doorgeeftekst") or rules.doorgeeftekst(
        {v: form[v].data or "" for v in rules.VRAGEN}
    )
    hulp = "Dit lezen de lagen boven de coördinator. Laat weg wat naar jou of een inwoner wijst."
    vraag = velden.vragen(("doorgeeftekst", "De tekst die wordt doorgegeven", "lang", False, hulp))
    return velden.formulier("nakijken", vraag, waarden={"doorgeeftekst": tekst}).doorgeeftekst


def lezers(form: DitKnelt) -> list[tuple[str, str]]:
    """Return who reads what, in sentences."""
    naam = "en ziet jouw naam" if form.niveau.data == "open" else "maar ziet jouw naam niet"
    return [
        ("De signaalcoördinator", f"leest alles wat je schreef, {naam}."),
        ("Wie daarna aan zet is", f"leest alleen de tekst die wordt doorgegeven, {naam}."),
        ("De raad en het register", "lezen later een samenvatting, nooit jouw naam."),
        ("Je leidinggevende, je werkgever en de contractmanager", "zien nooit dat dit van jou komt."),
    ]


def bellen() -> dict[str, str]:
    """Return whom to call when somebody is in trouble now; both are settings."""
    from signalen.medewerker.queries import instelling

    return {
        "rol": instelling("spoed_rol", "de teamleider van dienst"),
        "nummer": instelling("spoed_nummer", ""),
        "vertrouwenspersoon": instelling("vertrouwenspersoon", "de vertrouwenspersoon van jouw organisatie"),
        "meldregeling": instelling("meldregeling", "de meldregeling van jouw organisatie"),
    }


def dagdeel(moment: datetime) -> str:
    """Return the greeting for this hour."""
    if moment.hour < 12:
        return "Goedemorgen"
    return "Goedemiddag" if moment.hour < 18 else "Goedenavond"


def bewaakt(naam: str) -> Callable[[], str]:
    """Return a function that gives a posted text, or raises OngeldigeInvoer when the guard or the length
    objects.
    """

    def lees() -> str:
        tekst = request.form.get(naam, "")
        if len(tekst) > rules.MAX_TEKST:
            raise OngeldigeInvoer([Veldfout(naam, LANG)])
        bezwaar = rules.bezwaren({naam: tekst}, request.form.get("laten_staan", "")).get(naam)
        if bezwaar:
            zin = " ".join(v.uitleg for v in bezwaar) + " Haal het weg en verstuur opnieuw."
            raise OngeldigeInvoer([Veldfout(naam, zin)])
        return tekst

    return lees


def ja_of_nee(naam: str) -> Callable[[], bool]:
    """Return a function that gives a posted yes or no, or raises OngeldigeInvoer."""

    def lees() -> bool:
        if request.form.get(naam) not in ("ja", "nee"):
            raise OngeldigeInvoer([Veldfout(naam, "Kies ja of nee.")])
        return request.form[naam] == "ja"

    return lees
