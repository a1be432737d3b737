"""The strict reader: a test client that refuses a page a person would stumble over.

Every HTML answer that passes through the client is checked, also those of plain `get` and `post`; the rules
are in `rules.py` beside it. It does not look at colours or width: that is for the browser tests.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from bs4 import Tag
from flask import template_rendered
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.house.rules import faults_of_fragment, faults_of_page, parsed

# What Flask itself puts in every context; these are not handed over by a view.
OF_FLASK = frozenset({"request", "session", "g", "config"})
DEPTH = 4
# Answers to a POST that need no error summary: they are a page of their own.
OWN_PAGE = frozenset({403, 404, 409, 413, 429, 503})


class Page:
    """One HTML answer: the parsed page, and short ways to what a test asks about."""

    def __init__(self, response: TestResponse) -> None:
        self.response = response
        self.status = response.status_code
        self.path = response.request.path
        self.soup = parsed(response.get_data(as_text=True))[0]

    @property
    def h1(self) -> str:
        """Return the text of the heading."""
        return text_of(self.soup.h1)

    @property
    def tekst(self) -> str:
        """Return what a person reads in the main part, with single spaces."""
        return text_of(self.soup.main)

    @property
    def fouten(self) -> list[str]:
        """Return the lines of the error summary; an empty list when there is none."""
        return [text_of(line) for line in self.soup.select("#fouten-samenvatting li")]

    def formulier(self, actie: str) -> Tag:
        """Return the form that posts to this path; fails with the paths that there are."""
        forms = {form["action"]: form for form in self.soup.find_all("form")}
        assert actie in forms, f"{self.path} has no form to {actie}; it has {sorted(forms)}"
        return forms[actie]

    def velden(self, actie: str) -> dict[str, str]:
        """Return what the form to this path would send if nobody touched it."""
        values = {}
        for field in self.formulier(actie).find_all(["input", "textarea", "select"]):
            value = _value_of(field)
            if field.get("name") and value is not None:
                values[field["name"]] = value
        return values

    def link(self, tekst: str) -> str:
        """Return the address behind the link with exactly this text; fails with the texts that there are."""
        links = {text_of(link): link["href"] for link in self.soup.find_all("a")}
        assert tekst in links, f"{self.path} has no link {tekst!r}; it has {sorted(links)}"
        return links[tekst]


def text_of(tag: Tag | None) -> str:
    """Return the text of a tag with single spaces; empty for no tag."""
    return " ".join(tag.get_text(" ").split()) if tag else ""


def _value_of(field: Tag) -> str | None:
    """Return what the browser would send for a field, or None when it would send nothing."""
    if field.name == "textarea":
        return field.get_text().removeprefix("\n")
    if field.name == "select":
        options = field.find_all("option")
        chosen = [option for option in options if option.has_attr("selected")] or options[:1]
        return chosen[0].get("value", text_of(chosen[0])) if chosen else None
    if field.get("type") in {"radio", "checkbox"} and not field.has_attr("checked"):
        return None
    return None if field.get("type") in {"submit", "button"} else field.get("value", "")


class StrictClient(FlaskClient):
    """A Flask test client that fails the test on a page that breaks a rule of the house."""

    token: str | None = None

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Send the request; check the HTML that comes back and what the templates were given."""
        with _watch_templates(self.application) as leaks:
            response = super().open(*args, **kwargs)
        assert not leaks, "A template was given a database row; give it a view record.\n" + "\n".join(leaks)
        if response.mimetype == "text/html" and not 300 <= response.status_code < 400:
            self._check(response)
        return response

    def _check(self, response: TestResponse) -> None:
        fragment = "HX-Request" in response.request.headers
        html = response.get_data(as_text=True)
        faults = (faults_of_fragment if fragment else faults_of_page)(html)
        where = f"{response.request.method} {response.request.path} ({response.status_code})"
        assert not faults, f"{where}:\n" + "\n".join(f"- {fault}" for fault in faults)
        field = parsed(html)[0].find("input", attrs={"name": "csrf_token"})
        # An error page repeats the token that was posted, which may be the very one that was refused.
        if field and response.status_code not in OWN_PAGE:
            self.token = str(field["value"])

    def pagina(self, path: str, status: int = 200) -> Page:
        """Get a page that must answer with this status; a redirect is a failure that says where it went."""
        response = self.get(path)
        went = f", it went to {response.location}" if response.location else ""
        assert response.status_code == status, f"{path} answered {response.status_code}, not {status}{went}"
        return Page(response)

    def verstuur(
        self, path: str, data: Mapping[str, Any] | None = None, volg: bool = False
    ) -> Page | TestResponse:
        """Post a form, with the CSRF token of the last page.

        Returns the redirect (a response), or with `volg` the Page behind it, or the Page with what was wrong.
        """
        response = self.post(path, data={"csrf_token": self.nieuw_teken(), **(data or {})})
        if response.status_code == 303:
            return self.pagina(_path(response.location)) if volg else response
        _refuse_other_ends(path, response)
        return Page(response)

    def inloggen(self, email: str, wachtwoord: str) -> TestResponse:
        """Log in and return the redirect; fails with the page's own words when that is refused."""
        answer = self.verstuur("/inloggen", {"email": email, "wachtwoord": wachtwoord})
        assert isinstance(answer, TestResponse), f"{email} could not log in: {answer.fouten}"
        return answer

    def nieuw_teken(self) -> str:
        """Return a CSRF token of this session; the log-in page gives one when no page was read before."""
        if self.token is None:
            self.get("/inloggen")
        return self.token or ""


def _path(location: str) -> str:
    parts = urlsplit(location)
    return parts.path + (f"?{parts.query}" if parts.query else "")


def _refuse_other_ends(path: str, response: TestResponse) -> None:
    """Fail unless a POST that is no redirect ends in a page that says what to mend."""
    status = response.status_code
    assert 400 <= status <= 503, f"POST {path} answered {status}. Write redirect(url, 303) or a 4xx page."
    if status not in OWN_PAGE:
        summary = 'id="fouten-samenvatting"' in response.get_data(as_text=True)
        assert summary, f"POST {path} answered {status} without an error summary. Give the template `form`."


@contextmanager
def _watch_templates(app: Any) -> Iterator[list[str]]:
    """Collect a sentence for each database row that is handed to a template of this app."""
    leaks: list[str] = []

    def look(sender: Any, template: Any, context: dict[str, Any], **extra: Any) -> None:
        for name, value in context.items():
            if name not in OF_FLASK:
                leaks.extend(f"- {template.name}: {path}" for path in rows_in(value, name))

    with template_rendered.connected_to(look, app):
        yield leaks


def rows_in(value: Any, path: str, depth: int = DEPTH) -> Iterator[str]:
    """Yield the path of each SQLAlchemy row inside lists, dicts and dataclasses, at most four deep."""
    if _is_row(value):
        yield f"{path} is a {type(value).__name__}"
    elif depth:
        for step, part in _parts(value):
            yield from rows_in(part, f"{path}{step}", depth - 1)


def _is_row(value: Any) -> bool:
    # Asked by name, so that also current_user (a proxy) and the rows of a plain select are seen.
    return hasattr(value, "_sa_instance_state") or type(value).__module__.startswith("sqlalchemy.")


def _parts(value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, Mapping):
        yield from ((f"[{key!r}]", part) for key, part in value.items())
    elif isinstance(value, (list, tuple, set, frozenset)):
        yield from ((f"[{at}]", part) for at, part in enumerate(value))
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        yield from ((f".{field.name}", getattr(value, field.name)) for field in dataclasses.fields(value))
