"""Signalen: from "Dit knelt" to the register. `create_app` is the only place where the parts meet."""

from __future__ import annotations

from typing import Any

import flask_babel
from flask import Flask
from flask_migrate import Migrate
from redis import Redis

from signalen.config import ROOT, Settings


def create_app(settings: Settings | None = None, proces: str = "") -> Flask:
    """Make the application. Raises ConfigFout for wrong settings, GeenSleutels for a
    key folder that cannot be used in productie, and RuntimeError for a route without a right.
    """
    from signalen import fouten, sessies, web
    from signalen.db import db
    from signalen.kluis import operations as kluis

    instellingen = settings or Settings.from_env(proces=proces)
    app = Flask(
        "signalen",
        template_folder=str(ROOT / "templates"),
        static_folder=str(ROOT / "signalen" / "static"),
    )
    app.config.from_mapping(instellingen.flask_config())
    app.config.update(_eigen_config(instellingen))
    app.request_class = web.Verzoek
    app.session_interface = sessies.Sessies()
    db.init_app(app)
    Migrate(app, db, str(ROOT / "migrations"), compare_type=True)
    flask_babel.Babel(app)
    web.csrf.init_app(app)
    web.login_manager.init_app(app)
    # Its own protection would keep a hash of address and browser in the session row; we keep neither.
    web.login_manager.session_protection = None
    _sluit_aan(app, instellingen)
    if instellingen.productie and instellingen.proces != "migratie":
        kluis.controleer(instellingen.sleutels)
    _registreer_pagina_s(app)
    fouten.registreer(app)
    app.after_request(web.zet_koppen)
    web.vereis_rechten(app)
    return app


def _eigen_config(instellingen: Settings) -> dict[str, Any]:
    return {
        "SIGNALEN": instellingen,
        "SIGNALEN_PRODUCTIE": instellingen.productie,
        "SIGNALEN_SLEUTELS": str(instellingen.sleutels),
        "SIGNALEN_ADRES": _adres(instellingen),
        "EXPLAIN_TEMPLATE_LOADING": False,
    }


def _adres(instellingen: Settings) -> str:
    """Return where people find the app, for the neutral mail; empty when it is not known."""
    if instellingen.trusted_hosts:
        return f"https://{instellingen.trusted_hosts[0]}"
    return f"http://127.0.0.1:{instellingen.poort}" if instellingen.poort else ""


def _sluit_aan(app: Flask, instellingen: Settings) -> None:
    """Tie Redis (if any) and the mail to the app; nothing is contacted yet."""
    from signalen.bericht import mail

    if instellingen.redis_url:
        url = instellingen.redis_url
        app.extensions["signalen_redis"] = Redis.from_url(url, **instellingen.redis_options())
        app.extensions["signalen_redis_worker"] = Redis.from_url(url)
    app.extensions["signalen_bezorger"] = mail.bezorger(instellingen)


def _registreer_pagina_s(app: Flask) -> None:
    import signalen.modellen  # noqa: F401  every table must be known before a query
    from signalen import gezondheid, kader
    from signalen.beheer.views import beheer
    from signalen.kennis.views import kennis
    from signalen.knelpunt.views import knelpunt
    from signalen.maatwerk.views import maatwerk
    from signalen.medewerker.views import medewerker
    from signalen.opvolging.views import opvolging
    from signalen.overleg.views import overleg
    from signalen.register.views import register
    from signalen.signaal.views import signaal

    kader.registreer(app)
    gezondheid.registreer(app)
    nomina = (medewerker, signaal, knelpunt, opvolging, maatwerk, overleg, kennis, register, beheer)
    for blauwdruk in nomina:
        app.register_blueprint(blauwdruk)
