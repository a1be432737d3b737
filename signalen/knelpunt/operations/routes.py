"""The routes that this municipality adopted, read once per text. Says nothing about a traject."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from functools import lru_cache

from sqlalchemy import select

from signalen.db import NietGevonden, db
from signalen.knelpunt.models import Adoptie
from workflows.definition import Route
from workflows.loader import load_route
from workflows.stand import Geweigerd


@lru_cache(maxsize=64)
def _gelezen(inhoud: str, uitleg: str) -> Route:
    return load_route(inhoud, uitleg)


def lees_route(adoptie: Adoptie) -> Route:
    """Return an adopted route, read once per text."""
    return _gelezen(adoptie.inhoud, adoptie.uitleg)


_ROUTES: dict[uuid.UUID, Route] = {}
"""Adopted routes by id. They never change, so a process reads each text from the database once."""


def route_bij(adoptie_id: uuid.UUID) -> Route:
    """Return the route that was adopted under this id. Raises NietGevonden when there is none."""
    if adoptie_id not in _ROUTES:
        adoptie = db.session.get(Adoptie, adoptie_id)
        if adoptie is None:
            raise NietGevonden(str(adoptie_id))
        _ROUTES[adoptie_id] = lees_route(adoptie)
    return _ROUTES[adoptie_id]


def bekende_routes() -> Mapping[uuid.UUID, Route]:
    """Return the adopted routes that this process has read so far."""
    return _ROUTES


def nieuwste(naam: str) -> Adoptie:
    """Return the newest adopted version of a route. Raises Geweigerd when none was adopted."""
    zoek = select(Adoptie).where(Adoptie.soort == "route", Adoptie.naam == naam)
    adoptie = db.session.scalars(zoek.order_by(Adoptie.versie.desc()).limit(1)).first()
    if adoptie is None:
        raise Geweigerd(f"De route ‘{naam}’ is hier nog niet vastgesteld.", "geen_route")
    return adoptie
