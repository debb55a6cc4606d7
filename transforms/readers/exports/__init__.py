"""What libraries, databases, mail and own corpora write into one text."""
