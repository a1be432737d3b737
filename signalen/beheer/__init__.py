"""Pages for functioneel beheer: routes, methods, people, holes in roles, days, post, settings. No rows."""
