"""Two snapshots side by side: why a row is not what it was."""
