"""Prefect's means: the steps of a run as tasks, hooks on how runs end, deployments that are served."""
