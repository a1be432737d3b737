"""The public reading site: vastgestelde edities for everyone, off until the college decides otherwise."""
