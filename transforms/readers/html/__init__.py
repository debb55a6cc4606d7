"""The reader of web pages: a page is asked what it says of itself first, then what it shows."""
