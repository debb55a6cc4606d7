"""From short lines of an article to who wrote it, when, where, for which agency and in which language."""
