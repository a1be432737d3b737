"""The knelpunt: the knellend mechanisme behind signalen, its route, terms, events and decisions."""
