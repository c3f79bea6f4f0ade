"""Where grades are kept: SQLite, or PostgreSQL. Only this package imports SQLAlchemy."""
