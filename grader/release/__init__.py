"""Makes the copy of the kit that students get: no solution, no hidden check, recorded answers."""
