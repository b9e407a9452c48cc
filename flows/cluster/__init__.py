"""Batches on other machines: packed, sent to Dask workers, their rows taken back."""
