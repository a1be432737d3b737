"""The public reading site: vastgestelde edities without login, drawn once and kept as bytes.

Nothing here knows who reads: no session is opened under /open/, no cookie is set and nothing is written down.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from flask import Response, current_app, g, request
from flask.json import dumps

from signalen import sjabloonmerk, web
from signalen.permissions import Band, Persoon, Recht
from signalen.register import beelden, bladen, queries, voorblad
from signalen.register.bewaren import Geheugen
from signalen.register.openbaar import queries as openbaar
from signalen.register.openbaar import rules
from signalen.register.openbaar.queries import Lijst, Merk
from signalen.register.views.blauwdruk import LIJST, LIJSTEN, register, toon
from signalen.register.views.telregels import tekst
from signalen.web import Geladen, requires

IEDEREEN = "iedereen, als het college het openbaar maakt"
HTML, JSON = "text/html; charset=utf-8", "application/json"
_BLADEN: Geheugen[bytes] = Geheugen(16 * 1024 * 1024)
"""Public pages as they go out, by their mark."""


def laad_openbaar(persoon: Persoon | None, kwartaal: str, **rest: Any) -> Geladen[Merk]:
    """Load the mark of a vastgestelde editie; nothing while the site is off."""
    return Geladen(openbaar.merk_van(kwartaal), Band())


def laad_openbare_lijst(persoon: Persoon | None, **rest: Any) -> Geladen[Lijst]:
    """Load the public editions; nothing while the site is off."""
    return Geladen(openbaar.lijst(web.moment().date()), Band())


def geef(
    delen: tuple[Any, ...], sinds: datetime | None, teken: Callable[[], str | bytes], soort: str = HTML
) -> web.ANTWOORD:
    """Answer with what was drawn before, or draw it; 304 for who has it already."""
    etag = rules.merk(request.path, soort, sjabloonmerk.van(current_app), *delen)
    if request.if_none_match.contains_weak(etag):
        antwoord = Response(status=304)
    else:
        inhoud = _BLADEN.get(etag)
        if inhoud is None:
            vers = teken()
            inhoud = vers if isinstance(vers, bytes) else vers.encode()
            _BLADEN.zet(etag, inhoud, len(inhoud))
        antwoord = Response(inhoud, content_type=soort)
    antwoord.set_etag(etag)
    antwoord.last_modified = sinds
    g.bewaren = rules.KORT_BEWAREN
    return antwoord


def _blad(merk: Merk, sjabloon: str, pagina: Any = 1, **gegevens: Callable[[Any], Any]) -> web.ANTWOORD:
    """Answer with one page of an edition; `gegevens` are read only when it must be drawn."""

    def teken() -> str:
        beeld = _beeld(merk)
        gelezen = {naam: lees(beeld) for naam, lees in gegevens.items()}
        return _teken(sjabloon, merk.schakelaar, e=beeld, **gelezen)

    controle = queries.vaste(merk.editie_id).inhoud.get("controlegetal", "")
    return geef((*merk.delen, controle, pagina), merk.sinds, teken)


def _beeld(merk: Merk) -> queries.Beeld:
    return queries.editie(merk.kwartaal, web.moment().date(), met_concept=False)


def _teken(sjabloon: str, schakelaar: rules.Schakelaar, **gegevens: Any) -> str:
    """Draw the page that people inside see, in the quiet frame and with nothing but the edition itself."""
    rand = "register/openbaar_rand.html"
    return toon(
        sjabloon, openbaar=True, rand=rand, basis="/open/register", collegebesluit=schakelaar, **gegevens
    )


@register.get("/open/register")
@requires(Recht.OPENBAAR, laad=laad_openbare_lijst, publiek=IEDEREEN)
def open_lijst(geladen: Geladen[Lijst]) -> web.ANTWOORD:
    """Every vastgestelde editie."""
    wat = geladen.ding
    return geef(wat.delen, wat.sinds, lambda: _teken("openbaar_lijst", wat.schakelaar, edities=wat.koppen))


@register.get("/open/register/telregels")
@requires(Recht.OPENBAAR, laad=laad_openbare_lijst, publiek=IEDEREEN)
def open_telregels(geladen: Geladen[Lijst]) -> web.ANTWOORD:
    """How to read the figures."""
    wat = geladen.ding
    return geef(wat.delen, wat.sinds, lambda: _teken("telregels", wat.schakelaar, tekst=tekst()))


@register.get("/open/register/<kwartaal>")
@requires(Recht.OPENBAAR, laad=laad_openbaar, publiek=IEDEREEN)
def open_een(geladen: Geladen[Merk], kwartaal: str) -> web.ANTWOORD:
    """The front page of an edition."""
    return _blad(geladen.ding, "een", bord=_bord, delen=_delen, eigen=lambda e: ())


def _bord(beeld: queries.Beeld) -> Any:
    groepen = voorblad.bord(beeld.inhoud["op_uw_bord"])
    return voorblad.beperkt(groepen, queries.OP_VOORPAGINA, queries.PER_PORTEFEUILLE)


def _delen(beeld: queries.Beeld) -> list[tuple[str, str]]:
    """Return the list of contents, in words for who has no board."""
    woorden = {"bord": "Op het bord van het bestuur"}
    return [(naam, woorden.get(naam, titel)) for naam, titel in voorblad.delen(beeld.inhoud)]


@register.get("/open/register/<kwartaal>.json")
@requires(Recht.OPENBAAR, laad=laad_openbaar, publiek=IEDEREEN)
def open_json(geladen: Geladen[Merk], kwartaal: str) -> web.ANTWOORD:
    """The same four parts for programs as inside."""
    merk = geladen.ding

    def teken() -> str:
        return dumps(queries.editie(merk.kwartaal, web.moment().date(), met_concept=False).openbaar) + "\n"

    return geef((merk.delen[0],), merk.sinds, teken, JSON)


@register.get(f"/open/register/<kwartaal>/{LIJST}")
@requires(Recht.OPENBAAR, laad=laad_openbaar, publiek=IEDEREEN)
def open_deel(geladen: Geladen[Merk], kwartaal: str, lijst: str) -> web.ANTWOORD:
    """One page of a list: knelpunten, promises, silences, or what the raad has to do with it."""
    rijen = LIJSTEN[lijst]
    nr = _pagina(len(rijen(queries.vaste(geladen.ding.editie_id))))
    return _blad(geladen.ding, lijst, nr, blad=lambda e: bladen.blad(rijen(e), nr))


@register.get("/open/register/<kwartaal>/vergelijking")
@requires(Recht.OPENBAAR, laad=laad_openbaar, publiek=IEDEREEN)
def open_vergelijking(geladen: Geladen[Merk], kwartaal: str) -> web.ANTWOORD:
    """What moved since the edition before, and what did not."""
    soorten = voorblad.beweging(request.args.get("soort", ""))
    naast = queries.vaste(geladen.ding.editie_id).inhoud["vergelijking"]
    nr = _pagina(max(len(naast[naam]) for naam, _ in soorten))
    return _blad(
        geladen.ding,
        "vergelijking",
        (len(soorten), soorten[0][0], nr),
        soorten=lambda e: soorten,
        bladen=lambda e: {naam: bladen.blad(e.inhoud["vergelijking"][naam], nr) for naam, _ in soorten},
    )


@register.get("/open/register/<kwartaal>/<any('samenvatting', 'cijfers', 'leestas'):blad>")
@requires(Recht.OPENBAAR, laad=laad_openbaar, publiek=IEDEREEN)
def open_blad(geladen: Geladen[Merk], kwartaal: str, blad: str) -> web.ANTWOORD:
    """The summary, the figures with their pictures, or the page for the reading bag."""
    return _blad(geladen.ding, blad, beelden=lambda e: beelden.svg(e.inhoud))


def _pagina(aantal: int) -> int:
    """Return the page that was asked for within what there is, so that an address makes no new pages."""
    return bladen.welk_blad(aantal, request.args.get("pagina", 1, type=int))[0]


@register.get("/open/register/<kwartaal>/<int:nummer>")
@requires(Recht.OPENBAAR, laad=laad_openbaar, publiek=IEDEREEN)
def open_verhaal(geladen: Geladen[Merk], kwartaal: str, nummer: int) -> web.ANTWOORD:
    """The story of one knelpunt as it was frozen."""
    return _blad(geladen.ding, "verhaal", rondes=lambda e: queries.verhaal(e, nummer))


@register.get("/robots.txt")
@requires(Recht.OPENBAAR, publiek="zoekmachines")
def robots() -> web.ANTWOORD:
    """What search engines may read."""
    return Response(rules.ROBOTS, mimetype="text/plain")
