"""Pages for functioneel beheer: routes, people, holes in roles, extra days, outbox and settings. Holds no rows."""
