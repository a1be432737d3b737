"""Pages for functioneel beheer: routes, people, holes in roles, days, outbox, settings. Holds no rows."""
