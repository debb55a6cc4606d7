"""The readers of news formats in XML: feeds, NewsML, NewsML-G2 and NITF."""
