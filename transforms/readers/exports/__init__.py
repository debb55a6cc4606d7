"""From what libraries, databases, mail and own corpora write into one text to the articles in it."""
