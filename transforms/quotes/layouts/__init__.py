"""Rules that attribute speech by how it is set: turns of interviews and transcripts, posts, dialogue behind dashes."""
