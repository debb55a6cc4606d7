"""What is kept on disk: parts, snapshots, the cache, and the state of what is published."""
