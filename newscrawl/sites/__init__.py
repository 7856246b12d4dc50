"""Sites: where news comes from, and what its reader is told of it by hand."""

from newscrawl.sites.files import KEYS, Site, dump, is_name, load, site_for

__all__ = ["KEYS", "Site", "dump", "is_name", "load", "site_for"]
