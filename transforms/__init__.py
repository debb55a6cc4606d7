"""From the bytes of raw article files to the tables of the dataset; nothing in here touches files, clock or network."""

__version__ = "0.2.0"
