"""What a whole class has made of the exercises."""
