"""One module a kind of date: its forms and the rules that read them."""
