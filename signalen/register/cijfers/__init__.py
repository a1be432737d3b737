"""What an edition may say in figures: small tables over signalen, and the gate that first tries to undo them."""
