"""Pages of signaal."""

from __future__ import annotations

from flask import Blueprint

signaal = Blueprint("signaal", __name__)
