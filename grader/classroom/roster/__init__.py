"""Who is in a class, what platforms call their hand-ins, and the gradebooks that platforms read."""
