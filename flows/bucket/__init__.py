"""A dataset and raw files in a bucket of an S3-compatible store."""
