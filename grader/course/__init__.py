"""What the exercises are: their folder, functions, points, lessons and hints."""
