"""Pages of beheer."""

from __future__ import annotations

from flask import Blueprint

beheer = Blueprint("beheer", __name__)
