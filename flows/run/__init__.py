"""The steps of a run: plan, compute, decide, finish, publish."""
