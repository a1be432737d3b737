"""The public register for programs: news as an Atom feed, and what there is as a DCAT-AP-NL catalogue.

Both are drawn from all vastgestelde edities at once and kept, so that asking again costs one small question.
"""

from __future__ import annotations

from flask import current_app, request

from signalen import web
from signalen.permissions import Recht
from signalen.register.openbaar.queries import Lijst
from signalen.register.views.blauwdruk import register
from signalen.register.views.openbaar import IEDEREEN, geef, laad_openbare_lijst
from signalen.register.vormen import atom, dcat, queries
from signalen.web import Geladen, requires
from signalen.weigering import NietGevonden

ATOM, JSONLD, TURTLE = (
    "application/atom+xml; charset=utf-8",
    "application/ld+json",
    "text/turtle; charset=utf-8",
)


def _adres() -> str:
    return str(current_app.config["SIGNALEN_ADRES"]) or request.host_url.rstrip("/")


@register.get("/open/register/atom.xml")
@requires(Recht.OPENBAAR, laad=laad_openbare_lijst, publiek=IEDEREEN)
def open_atom(geladen: Geladen[Lijst]) -> web.ANTWOORD:
    """A message for every vastgestelde editie and every correction, for readers of feeds."""
    wat = geladen.ding
    gemeente = current_app.config["SIGNALEN"].gemeente

    def teken() -> bytes:
        return atom.atom([deel.zetsel for deel in queries.vastgestelde()], _adres(), gemeente)

    return geef((*wat.delen, queries.stempel(), _adres()), wat.sinds, teken, ATOM)


@register.get("/open/register/catalogus.<any('jsonld', 'ttl'):vorm>")
@requires(Recht.OPENBAAR, laad=laad_openbare_lijst, publiek=IEDEREEN)
def open_catalogus(geladen: Geladen[Lijst], vorm: str) -> web.ANTWOORD:
    """What there is, for a catalogue of data, as JSON-LD or Turtle."""
    wat = geladen.ding
    if not wat.koppen:
        raise NietGevonden("catalogus")

    def teken() -> bytes:
        return dcat.catalogus(queries.vastgestelde(), _adres())[vorm == "ttl"]

    return geef(
        (*wat.delen, queries.stempel(), _adres()), wat.sinds, teken, TURTLE if vorm == "ttl" else JSONLD
    )
