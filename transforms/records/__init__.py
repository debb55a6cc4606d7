"""What a reader gives: the record of one article, and passages of text that remember their bytes."""
