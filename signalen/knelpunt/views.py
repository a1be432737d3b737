"""Pages of knelpunt."""

from __future__ import annotations

from flask import Blueprint

knelpunt = Blueprint("knelpunt", __name__)
