"""Pages of overleg."""

from __future__ import annotations

from flask import Blueprint

overleg = Blueprint("overleg", __name__)
