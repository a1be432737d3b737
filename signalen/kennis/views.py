"""Pages of kennis."""

from __future__ import annotations

from flask import Blueprint

kennis = Blueprint("kennis", __name__)
