"""The impure half: files, clocks, processes and Prefect around the pure functions of `transforms`."""
