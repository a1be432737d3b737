"""The overleg: talk on a named day, with an agenda that fills itself and a verslag that is released."""
