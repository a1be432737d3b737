"""Every error as a calm page, or as problem+json for programs; what was typed is given back.

Decides nothing: it only finds the words and the status for what went wrong.
"""

from __future__ import annotations

import logging
import traceback
from typing import Any

from flask import Flask, Response, jsonify, render_template, request, session
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError, SQLAlchemyError
from werkzeug.exceptions import HTTPException

from signalen import velden
from signalen.db import NietGevonden, db
from signalen.knelpunt.rules import Verouderd
from workflows.stand import Geweigerd

log = logging.getLogger(__name__)
STIL = ("csrf_token", "wachtwoord", "formulier", "teken", "versie")
TITELS = {
    400: "Dit konden we niet lezen",
    401: "Log eerst in",
    403: "Deze pagina is niet voor jou open",
    404: "Deze pagina is er niet",
    405: "Zo werkt deze pagina niet",
    409: "Iemand was je voor",
    413: "Dit is te lang om te versturen",
    422: "Dit kan zo niet",
    429: "Even wachten",
    500: "Hier ging iets mis bij ons",
    503: "Signalen is even niet bereikbaar",
}


def registreer(app: Flask) -> None:
    """Tie every kind of error to its page."""
    app.register_error_handler(CSRFError, lambda fout: _csrf_fout())
    app.register_error_handler(Verouderd, lambda fout: pagina(409, reden=fout.reden))
    app.register_error_handler(Geweigerd, geweigerd)
    app.register_error_handler(NietGevonden, lambda fout: pagina(404))
    app.register_error_handler(OperationalError, geen_database)
    app.register_error_handler(InterfaceError, geen_database)
    app.register_error_handler(HTTPException, lambda fout: pagina(fout.code or 500))
    app.register_error_handler(Exception, onverwacht)


def _csrf_fout() -> tuple[Response | str, int]:
    """A missing token is often a session that could not be read: then the database is the reason."""
    return pagina(503) if getattr(session, "kapot", False) else pagina(400, reden=_csrf_zin())


def _csrf_zin() -> str:
    return (
        "Deze pagina stond te lang open, of je bent intussen uitgelogd. Log in en verstuur het nog een keer."
    )


def geweigerd(fout: Geweigerd) -> tuple[Response | str, int]:
    """A refusal without a form of its own on a page: every sentence, and what was typed."""
    return pagina(422, reden=fout.reden, form=velden.geweigerd(None, fout))


def geen_database(fout: DBAPIError) -> tuple[Response | str, int]:
    """The database did not answer in time: 503 with what was typed and a button to send it again."""
    log.warning("database unavailable: %s", type(fout.orig).__name__)
    _laat_los()
    return pagina(503)


def onverwacht(fout: Exception) -> tuple[Response | str, int]:
    """Anything else: written to the log with its trace, shown without it. KeyErrors are ours too."""
    if isinstance(fout, DBAPIError):
        # The message of a database error quotes the row, and with it the words of a melder.
        plek = "".join(traceback.format_tb(fout.__traceback__))
        log.error("unexpected error: %s\n%s", type(fout.orig).__name__, plek)
    else:
        log.exception("unexpected error", exc_info=fout)
    _laat_los()
    return pagina(500)


def _laat_los() -> None:
    try:
        db.session.rollback()
    except SQLAlchemyError:
        db.session.remove()


def pagina(status: int, **gegevens: Any) -> tuple[Response | str, int]:
    """Return the page for a status; programs that ask for JSON get problem+json."""
    if request.accept_mimetypes.best_match(
        ["text/html", "application/json", "application/problem+json"]
    ) not in (
        None,
        "text/html",
    ):
        return _problem(status, gegevens.get("reden", "")), status
    sjabloon = status if status in TITELS else (500 if status >= 500 else 400)
    tekst = render_template(
        f"fouten/{sjabloon}.html",
        verstuurd=verstuurd(status),
        actie=request.full_path.rstrip("?"),
        **gegevens,
    )
    antwoord = Response(tekst, status)
    if status == 503:
        antwoord.headers["Retry-After"] = "10"
    return antwoord, status


def _problem(status: int, reden: str) -> Response:
    antwoord = jsonify(
        type="about:blank",
        status=status,
        title=TITELS.get(status, "Fout"),
        detail=reden or TITELS.get(status, ""),
    )
    antwoord.headers["Content-Type"] = "application/problem+json"
    if status == 503:
        antwoord.headers["Retry-After"] = "10"
    return antwoord


def verstuurd(status: int) -> list[tuple[str, str]]:
    """Return what was posted, to be shown and sent again; never a password, and the form key only if it may
    act. The mark of an older situation would be refused for ever, so after a 409 it goes.
    """
    if request.method != "POST" or status == 413:
        return []
    stil = STIL if status in (400, 403, 404, 422) else ("csrf_token", "wachtwoord")
    stil = (*stil, "teken", "versie") if status == 409 else stil
    return [(naam, waarde) for naam, waarde in request.form.items(multi=True) if naam not in stil]
