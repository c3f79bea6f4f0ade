"""What a worker gives up before it runs a student's code."""
