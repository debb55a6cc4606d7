"""From documents of word processors, page files, books and mail to the articles in them."""
