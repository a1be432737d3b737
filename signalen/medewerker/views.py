"""Pages of medewerker."""

from __future__ import annotations

from flask import Blueprint

medewerker = Blueprint("medewerker", __name__)
