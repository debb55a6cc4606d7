"""The reader of saved text: Markdown and plain text, with or without a head of fields."""
