"""The demo newsroom: three small sites of different make on loopback, with known truth. Standard library only."""

from newscrawl.demo.newsroom import PORTS, DemoSite, Newsroom, Visit
from newscrawl.demo.stories import TrueArticle, TruePhoto

__all__ = ["PORTS", "DemoSite", "Newsroom", "TrueArticle", "TruePhoto", "Visit"]
