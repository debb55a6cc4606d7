"""What a person is told: of a run, of a snapshot, of the state of a dataset."""
