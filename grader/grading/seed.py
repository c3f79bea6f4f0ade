"""Which numbers the checks draw."""

SEED = 20_181  # where no other is asked for
