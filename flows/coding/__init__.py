"""Hand coding: a sample with a sheet to fill in, the coders' agreement, and what their answers correct."""
