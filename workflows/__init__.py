"""What we agreed: routes and methods as data, and the pure rules that read them.

Nothing here knows a database, a web request, a clock or a person.
`signalen` imports this package, never the other way round.
"""
