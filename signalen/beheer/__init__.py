"""Pages for functioneel beheer: routes, people, holes in roles, extra days, outbox, settings. Holds no rows."""
