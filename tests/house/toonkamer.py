"""A small application that shows every component once, for the tests of the look.

It uses the project's own templates and static files and nothing else: no database, no log-in, no operations.
Run it to look: `python -m tests.house.toonkamer`, then open the address it prints.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from flask import Flask, redirect, render_template
from flask_wtf import CSRFProtect
from jinja2 import StrictUndefined
from werkzeug.wrappers import Response

from tests.house.toonkamer_inhoud import MOMENTEN, STAPPEN, STUKKEN, Inloggen, Knelt, Persoon

ROOT = Path(__file__).resolve().parents[2]
DAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
MONTHS = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
ROLLEN = [
    ("Uitvoerder", "uitvoerder@example.org", "Je ziet iets dat knelt en wilt dat het ergens landt."),
    ("Wethouder", "wethouder@example.org", "Je ziet wat er is beloofd en wat er stil bleef."),
]


def toonkamer() -> Flask:
    """Make the application; each page is at the path of its own function below."""
    app = Flask(
        __name__, template_folder=str(ROOT / "templates"), static_folder=str(ROOT / "signalen" / "static")
    )
    app.config.update(SECRET_KEY="toonkamer", TESTING=True)
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_loader.searchpath.append(str(Path(__file__).parent / "pages"))  # type: ignore[union-attr]
    app.jinja_env.filters.update(
        datum=_long_day, dag_kort=_short_day, week=lambda day: f"week {day.isocalendar().week}"
    )
    CSRFProtect(app)
    app.context_processor(_frame)
    app.after_request(_with_policy)
    _add_pages(app)
    return app


def _long_day(day: date) -> str:
    return f"{DAYS[day.weekday()]} {_short_day(day)}"


def _short_day(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _frame() -> dict[str, Any]:
    return {
        "gemeente": "Gemeente Voorbeeldstad",
        "gebruiker": Persoon("Fatima el Amrani", "uitvoerder"),
        "navigatie": [
            ("Mijn signalen", "/", True),
            ("Dit knelt", "/dit-knelt", False),
            ("Mijn werk", "/leeg", False),
            ("Overleg", "/leeg", False),
            ("Register", "/leeg", False),
        ],
        "voetlinks": [
            ("Hulp", [("Hulp", "/leeg"), ("Wat dit systeem nooit doet", "/leeg")]),
            ("Kennis", [("Handreikingen", "/leeg")]),
        ],
    }


def _with_policy(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = POLICY
    return response


def _add_pages(app: Flask) -> None:
    app.add_url_rule("/", view_func=verhaal)
    app.add_url_rule("/dit-knelt", view_func=dit_knelt, methods=["GET", "POST"])
    app.add_url_rule("/inloggen", view_func=inloggen, methods=["GET", "POST"])
    app.add_url_rule("/leeg", view_func=leeg)
    app.add_url_rule("/fout/<int:code>", view_func=fout, methods=["GET", "POST"])


def verhaal() -> str:
    """Show the doorgeefketen, the timeline, the route, the acts and a table."""
    balk = "Mails gaan nu later de deur uit. Je tekst is bewaard."
    return render_template(
        "verhaal.html", stappen=STAPPEN, momenten=MOMENTEN, stukken=STUKKEN, stille_balk=balk
    )


def dit_knelt() -> Any:
    """Show a form with each kind of field; a POST that misses something gets the error summary."""
    form = Knelt()
    if form.validate_on_submit():
        return redirect("/", code=303)
    return render_template("dit_knelt.html", form=form, stappen=STAPPEN), 422 if form.errors else 200


def inloggen() -> Any:
    """Show the log-in page as the example municipality has it."""
    form = Inloggen()
    if form.validate_on_submit():
        return redirect("/", code=303)
    page = render_template("inloggen.html", form=form, voorbeeldrollen=ROLLEN, gebruiker=None, navigatie=[])
    return page, 422 if form.errors else 200


def leeg() -> str:
    """Show an empty list."""
    return render_template("leeg.html")


def fout(code: int) -> Any:
    """Show an error page with something that was posted."""
    verstuurd = [
        ("wat_zie_je", "Een lange tekst. " * 20),
        ("niveau", "open"),
        ("domein", ""),
        ("wachtwoord", "geheim"),
    ]
    extra = {
        "verstuurd": verstuurd,
        "actie": "/dit-knelt",
        "jouw_tekst": "Mijn versie.",
        "andere_tekst": "De andere versie.",
    }
    return render_template(
        f"fouten/{code}.html", kenmerk="7F3A", gebruiker=None, navigatie=None, **extra
    ), code


if __name__ == "__main__":
    toonkamer().run(host="127.0.0.1", port=0)
