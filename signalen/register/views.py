"""Pages of register."""

from __future__ import annotations

from flask import Blueprint

register = Blueprint("register", __name__)
