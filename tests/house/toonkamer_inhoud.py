"""Example people, forms and records for the showroom, shaped like what a view hands to a template."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    DateField,
    EmailField,
    PasswordField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Optional


@dataclass(frozen=True)
class Persoon:
    naam: str
    rol: str


@dataclass(frozen=True)
class Stap:
    titel: str
    wie: str
    datum: date | None
    stand: str
    regel: str = ""


@dataclass(frozen=True)
class Moment:
    datum: date
    titel: str
    wie: str = ""
    tekst: str = ""
    soort: str = ""


@dataclass(frozen=True)
class Stuk:
    kant: str
    wie: str
    tekst: str
    datum: date
    oordeel: str = ""


class Inloggen(FlaskForm):
    email = EmailField("E-mailadres", validators=[InputRequired("Vul je e-mailadres in.")])
    wachtwoord = PasswordField("Wachtwoord", validators=[InputRequired("Vul je wachtwoord in.")])


class Knelt(FlaskForm):
    wat_zie_je = TextAreaField(
        "Wat zie je gebeuren?", validators=[InputRequired("Schrijf op wat je ziet gebeuren.")]
    )
    wat_knelt_er = TextAreaField("Wat knelt er volgens jou?")
    regeling = StringField("Om welke regel of afspraak gaat het?")
    domein = SelectField(
        "Waar gaat het over?", choices=[SelectChoice("", "Kies"), SelectChoice("inkomen", "Werk en inkomen")]
    )
    sinds = DateField("Sinds wanneer zie je dit?", validators=[Optional()])
    niveau = RadioField(
        "Wie mag weten dat jij dit schrijft?",
        choices=[
            SelectChoice("open", "Wie aan zet is"),
            SelectChoice("beschermd", "Niemand, ook mijn leidinggevende niet"),
        ],
        validators=[InputRequired("Kies wie mag weten dat jij dit schrijft.")],
    )
    wie = SelectMultipleField(
        "Wie heeft hier last van?",
        choices=[SelectChoice("gezin", "Gezinnen"), SelectChoice("zzp", "Ondernemers")],
    )
    herinnering = BooleanField("Stuur mij een herinnering")


STAPPEN = [
    Stap("Ontvangen", "jij krijgt een nummer", date(2026, 11, 23), "gedaan"),
    Stap(
        "Uitzoeken",
        "de signaalcoördinator",
        date(2026, 12, 4),
        "hier",
        "Blijft het stil? Dan gaat het naar management.",
    ),
    Stap("Casuïstiekbespreking", "gespreksleider Inkomen", date(2026, 12, 29), "straks"),
    Stap("Management", "afdelingshoofd Inkomen", date(2027, 1, 13), "stil"),
    Stap("College", "wethouder Bestaanszekerheid", None, "straks"),
]
MOMENTEN = [
    Moment(date(2026, 11, 16), "Je knelpunt is binnen", "signaalcoördinator"),
    Moment(
        date(2027, 3, 12),
        "Management heeft niet geantwoord voor 12 maart.",
        tekst="Daarom ligt het nu bij de wethouder.",
        soort="stilte",
    ),
    Moment(
        date(2027, 3, 26),
        "De werkinstructie wordt aangepast",
        "wethouder",
        "Vanaf 1 mei, in alle teams.",
        "besluit",
    ),
]
STUKKEN = [
    Stuk(
        "jij",
        "Dit schreef jij",
        "Ouders met een nulurencontract krijgen drie weken geen geld.\nElke maand opnieuw.",
        date(2026, 11, 16),
    ),
    Stuk(
        "laag",
        "Dit hoorde het afdelingshoofd",
        "De verrekening van wisselend inkomen duurt te lang.",
        date(2026, 12, 8),
        "Jij zei: klopt deels",
    ),
    Stuk(
        "antwoord",
        "Dit antwoordde de wethouder",
        "Je hebt gelijk. Wij verrekenen voortaan achteraf.",
        date(2027, 3, 26),
    ),
]
