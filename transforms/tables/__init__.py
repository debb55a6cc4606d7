"""The tables: declared once, built by one function each, checked by rules across them."""
