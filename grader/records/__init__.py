"""What goes through the program, one way: frozen records, each in the file of its topic."""
