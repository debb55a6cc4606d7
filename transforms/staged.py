"""What a staged table carries besides its declared columns, and what stands in place of a choice that was not made."""

DEFAULT_RECOGNISER = "news"
# The raw path of each staged row's article: two files may give one article_id, and only one of them is kept.
SOURCE = "_raw_path"
