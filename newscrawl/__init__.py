"""News archiving on Scrapy: fetch news pages, read the story without the site's furniture, keep it in one SQLite file."""

__version__ = "0.1.0"
