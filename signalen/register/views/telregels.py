"""The page that says which figures of the register are exact, which are not, and why."""

from __future__ import annotations

from functools import cache

from markupsafe import Markup

from signalen import web
from signalen.config import ROOT
from signalen.markdown import naar_html
from signalen.permissions import Recht
from signalen.register.views.blauwdruk import register, toon
from signalen.web import requires


@register.get("/register/telregels")
@requires(Recht.REGISTER_ZIEN)
def telregels() -> web.ANTWOORD:
    """The rules of counting, as they stand in docs/telregels.md."""
    return toon("telregels", tekst=tekst())


@cache
def tekst() -> Markup:
    """Return the text without its own title, which is that of the page."""
    kop, _, rest = (ROOT / "docs" / "telregels.md").read_text("utf-8").partition("\n")
    return naar_html(rest if kop.startswith("# ") else kop + rest, basisniveau=1)
