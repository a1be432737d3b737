"""The page that says which figures of the register are exact, which are not, and why."""

from __future__ import annotations

from functools import cache

from markupsafe import Markup

from signalen import web
from signalen.config import ROOT
from signalen.markdown import uitleg_naar_html
from signalen.permissions import Recht
from signalen.register.views.blauwdruk import register, toon
from signalen.web import requires


@register.get("/register/telregels")
@requires(Recht.REGISTER_ZIEN)
def telregels() -> web.ANTWOORD:
    """The rules of counting, as they stand in docs/telregels.md."""
    return toon("telregels", tekst=_tekst())


@cache
def _tekst() -> Markup:
    return uitleg_naar_html((ROOT / "docs" / "telregels.md").read_text("utf-8"), lambda naam: naam)
