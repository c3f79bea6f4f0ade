"""What a worker can and cannot do on this system."""
