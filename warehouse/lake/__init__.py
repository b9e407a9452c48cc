"""A DuckLake as the warehouse: catalogue in SQLite or PostgreSQL, rows in Parquet files, several writers."""
