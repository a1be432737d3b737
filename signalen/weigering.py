"""The one refusal that is not the engine's: there is no such thing here for this reader."""


class NietGevonden(LookupError):
    """There is no such thing, or not for this reader; a page makes it 404 (SAFETY rule 12)."""
