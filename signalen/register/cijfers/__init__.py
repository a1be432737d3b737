"""What an edition may say in figures: small tables over signalen, and the gate that tries to undo them."""
