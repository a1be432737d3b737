"""What every page shares: who is logged in, the right of each route, acting once, headers and the frame.

Rights are decided by `permissions`; errors become pages in `fouten`. A route without a right stops the app.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any, Generic, TypeVar

from flask import Flask, Response, abort, current_app, g, redirect, request, session
from flask import Request as FlaskRequest
from flask_login import LoginManager, UserMixin, current_user
from flask_wtf.csrf import CSRFProtect
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.wrappers import Response as WerkzeugResponse

from signalen import clock, eenmalig
from signalen.db import NietGevonden, transaction
from signalen.medewerker import queries as medewerkers
from signalen.permissions import Band, Persoon, Recht, mag
from workflows.stand import Geweigerd

T = TypeVar("T")
csrf = CSRFProtect()
login_manager = LoginManager()
ANTWOORD = Response | WerkzeugResponse | str | tuple[Any, int]

CSP = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
KOPPEN = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), interest-cohort=()",
}


class Verzoek(FlaskRequest):
    """A request whose form and query hold no null bytes, which PostgreSQL cannot store."""

    def _load_form_data(self) -> None:
        super()._load_form_data()
        self.__dict__["form"] = _zonder_nul(self.__dict__["form"])

    @property
    def args(self) -> Any:  # type: ignore[override]
        """The query string, without null bytes."""
        if "_args" not in self.__dict__:
            self.__dict__["_args"] = _zonder_nul(super().args)
        return self.__dict__["_args"]


def _zonder_nul(velden: Any) -> ImmutableMultiDict[str, str]:
    return ImmutableMultiDict((k.replace("\0", ""), v.replace("\0", "")) for k, v in velden.items(multi=True))


class Gebruiker(UserMixin):
    """Who is logged in, as Flask-Login wants it; roles are read again for each request (SAFETY rule 15)."""

    def __init__(self, persoon: Persoon) -> None:
        self.id = str(persoon.id)
        self.persoon = persoon


@login_manager.user_loader  # type: ignore[untyped-decorator]
def laad_gebruiker(ruw: str) -> Gebruiker | None:
    """Return who this session belongs to; None for somebody who left. Mostly read with the session itself."""
    persoon: Persoon | None = getattr(session, "persoon", None)
    if persoon is None or str(persoon.id) != ruw:
        try:
            persoon = medewerkers.persoon(uuid.UUID(ruw))
        except ValueError:
            return None
    return Gebruiker(persoon) if persoon else None


def huidige() -> Persoon | None:
    """Return who is logged in, or None."""
    return current_user.persoon if current_user and current_user.is_authenticated else None


def ik() -> Persoon:
    """Return who is logged in; the route has made sure that somebody is."""
    persoon = huidige()
    if persoon is None:
        abort(401)
    return persoon


def moment() -> datetime:
    """Return when this request arrived: an act counts by that, not by when it is done."""
    if "aangekomen" not in g:
        g.aangekomen = clock.now()
    return g.aangekomen  # type: ignore[no-any-return]


@dataclass(frozen=True)
class Geladen(Generic[T]):
    """What a loader found, and how the reader stands to it."""

    ding: T
    band: Band


def requires(
    recht: Recht, laad: Callable[..., Geladen[Any]] | None = None, publiek: str = "medewerker"
) -> Any:
    """Declare the right of a route, how its object is loaded and for whom the page is.

    With `laad` the view gets the loaded object first; not there and not yours both give 404 (SAFETY rule 12).
    """

    def om(view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def bewaakt(**delen: Any) -> Any:
            persoon = huidige()
            if persoon is None and not mag(recht, None):
                return naar_inloggen()
            if laad is None:
                return view(**delen) if mag(recht, persoon) else abort(403)
            return view(_laad(laad, recht, persoon, delen), **delen)

        bewaakt.__dict__.update(recht=recht, laad=laad, publiek=publiek)
        return bewaakt

    return om


def _laad(laad: Callable[..., Geladen[T]], recht: Recht, persoon: Persoon | None, delen: Any) -> Geladen[T]:
    try:
        geladen = laad(persoon, **delen)
    except NietGevonden:
        abort(404)
    if not mag(recht, persoon, geladen.band):
        abort(404)
    return geladen


def naar_inloggen() -> WerkzeugResponse:
    """Send somebody to the log-in page and remember where they were going.

    Answers 503 when the session could not be read: that is no proof that nobody is logged in.
    """
    from flask import url_for

    if getattr(session, "kapot", False):
        abort(503)
    verder = request.full_path.rstrip("?") if request.method == "GET" else ""
    return redirect(url_for("medewerker.inloggen", verder=verder or None), 303)


def doe(handeling: Callable[[datetime], str]) -> WerkzeugResponse:
    """Act once per form in one transaction and go on to where `handeling` says (303).

    `handeling` gets the moment of arrival and returns a path. A repeated form goes to where the first one
    went.
    """
    sleutel = request.form.get("formulier", "")[:64]
    nu = moment()
    with transaction():
        if sleutel and not eenmalig.claim(sleutel, nu):
            doel = eenmalig.doel_van(sleutel)
        else:
            doel = handeling(nu)
            eenmalig.onthoud(sleutel, doel) if sleutel else None
    return redirect(doel or request.path, 303)


def doe_of_toon(
    doel: str, handeling: Callable[[datetime], Any], toon: Callable[[Geweigerd], str]
) -> ANTWOORD:
    """Act as `doe` does and go on to `doel`; when it is refused, show the page again with what was typed."""

    def af(nu: datetime) -> str:
        handeling(nu)
        return doel

    try:
        return doe(af)
    except Geweigerd as fout:
        return toon(fout), 422


def nieuw_formulier() -> str:
    """Return a random key for a form, so that it acts once."""
    return str(uuid.uuid4())


def vereis_rechten(app: Flask) -> None:
    """Refuse to start when a route names no right (SAFETY rule 11). Raises RuntimeError with the routes."""
    zonder = [
        f"{regel.rule} ({regel.endpoint})"
        for regel in app.url_map.iter_rules()
        if regel.endpoint != "static" and not hasattr(app.view_functions[regel.endpoint], "recht")
    ]
    if zonder:
        raise RuntimeError("these routes name no right: " + ", ".join(sorted(zonder)))


def zet_koppen(antwoord: Response) -> Response:
    """Add the security headers to every answer; pages are never kept in a cache."""
    for naam, waarde in KOPPEN.items():
        antwoord.headers.setdefault(naam, waarde)
    if request.path.startswith("/static/"):
        antwoord.headers["Cache-Control"] = "public, max-age=86400"
    else:
        antwoord.headers["Cache-Control"] = g.get("bewaren", "no-store")
    if current_app.config["SIGNALEN_PRODUCTIE"]:
        antwoord.headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
    return antwoord
