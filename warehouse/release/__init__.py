"""Releases: Parquet files, a read-only copy and a manifest."""
