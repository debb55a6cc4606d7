"""Rules on the spans a recogniser gives: whole names, one type for one name, none that is no name."""
