"""What is alike among hand-ins. It accuses nobody."""
