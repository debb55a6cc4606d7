"""Processes that compute: here, or on the workers of Dask."""
