"""The commands of the command line: a module for each kind, its options and what it calls; `cli` lists them."""
