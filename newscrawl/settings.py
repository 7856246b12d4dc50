"""Scrapy's settings, complete: ``scrapy crawl news`` from a checkout and ``newscrawl crawl`` run on the same ones.

Scrapy 2.19 as it comes opens a telnet console and a remote-control port, keeps cookies, takes any certificate and answers of a gigabyte, and knows
``file:``, ``data:``, ``ftp:`` and ``s3:``. All of that is off here, and a test asserts it from a running crawler. Names in NEWSCRAWL_ are
ours; the environment sets them for ``scrapy crawl``, the command line for ``newscrawl crawl``.
"""

import os

from newscrawl import __version__

BOT_NAME = "newscrawl"
SPIDER_MODULES = ["newscrawl.spiders"]

# Ours.
NEWSCRAWL_ARCHIVE = os.environ.get("NEWSCRAWL_ARCHIVE") or "output/archive.db"
NEWSCRAWL_SITES = os.environ.get("NEWSCRAWL_SITES") or "output/sites"
NEWSCRAWL_ALLOW_NET = [name.strip() for name in os.environ.get("NEWSCRAWL_ALLOW_NET", "").split(",") if name.strip()]
NEWSCRAWL_PROXY = os.environ.get("NEWSCRAWL_PROXY") or None
NEWSCRAWL_CONTACT = os.environ.get("NEWSCRAWL_CONTACT") or "https://newscrawl.example/contact"  # a placeholder, and `crawl` says so
NEWSCRAWL_DELAY_SECONDS = None  # as each host says, two seconds at the least
NEWSCRAWL_LIMIT = None  # articles stored, then stop
NEWSCRAWL_WORKERS = None  # one reader a core
NEWSCRAWL_GRACE_SECONDS = 20.0  # after Ctrl-C, for answers that are on their way
NEWSCRAWL_PATIENCE_SECONDS = 600.0  # the longest a crawl stays up for a host that asked it to wait; the rest is the next crawl's

USER_AGENT = f"newscrawl/{__version__} (+{NEWSCRAWL_CONTACT})"
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Encoding": "gzip, deflate, br, zstd",
}

# What may be fetched, and from where.
DOWNLOAD_HANDLERS = {
    "http": "newscrawl.handlers.Handler",
    "https": "newscrawl.handlers.Handler",
    "file": None,
    "data": None,
    "ftp": None,
    "s3": None,
}
TWISTED_REACTOR = "twisted.internet.asyncioreactor.AsyncioSelectorReactor"
TWISTED_DNS_RESOLVER = "newscrawl.resolver.GuardedResolver"  # only from here or the command line: a spider's custom_settings come too late, silently
REACTOR_THREADPOOL_MAXSIZE = 20  # name look-ups; a slow one must not hold up the others
DOWNLOAD_TIMEOUT = 30  # seconds from the name look-up to the last byte
DOWNLOAD_MAXSIZE = 10_000_000
DOWNLOAD_WARNSIZE = 0
DOWNLOAD_FAIL_ON_DATALOSS = True
DOWNLOAD_VERIFY_CERTIFICATES = True
COOKIES_ENABLED = False
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False

# One row of the frontier is one request: nothing redirects, retries, refreshes, decompresses or caches behind its back.
SCHEDULER = "newscrawl.scheduler.FrontierScheduler"
REDIRECT_ENABLED = False
METAREFRESH_ENABLED = False
RETRY_ENABLED = False
COMPRESSION_ENABLED = False
HTTPCACHE_ENABLED = False
HTTPPROXY_ENABLED = False  # a proxy of the environment would switch the address guard off; ours comes from --proxy
REFERER_ENABLED = False
HTTPERROR_ALLOW_ALL = True
ROBOTSTXT_OBEY = False  # robots.txt is a state of the host in the frontier: rows it disallows are never leased
DOWNLOADER_MIDDLEWARES = {
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware": None,
    "scrapy.downloadermiddlewares.cookies.CookiesMiddleware": None,
    # The scheduler makes requests whole: each of these is a turn of the event loop for something that is the same for all.
    "scrapy.downloadermiddlewares.downloadtimeout.DownloadTimeoutMiddleware": None,
    "scrapy.downloadermiddlewares.defaultheaders.DefaultHeadersMiddleware": None,
    "scrapy.downloadermiddlewares.useragent.UserAgentMiddleware": None,
    "scrapy.downloadermiddlewares.stats.DownloaderStats": None,
    "newscrawl.middlewares.AddressFilter": 50,
    "newscrawl.middlewares.ProxyByOption": 750,
}
SPIDER_MIDDLEWARES = {
    "scrapy.spidermiddlewares.start.StartSpiderMiddleware": None,
    "scrapy.spidermiddlewares.httperror.HttpErrorMiddleware": None,
    "scrapy.spidermiddlewares.referer.RefererMiddleware": None,
    "scrapy.spidermiddlewares.urllength.UrlLengthMiddleware": None,
    "scrapy.spidermiddlewares.depth.DepthMiddleware": None,
    "scrapy.spidermiddlewares.metacopy.MetaCopyDetectionMiddleware": None,
}
ITEM_PIPELINES = {
    "newscrawl.pipelines.ReadPipeline": 100,
    "newscrawl.pipelines.ArchivePipeline": 200,
}
EXTENSIONS = {"newscrawl.handlers.StopInTime": 0}
# Scrapy loads every extension that its own list names, switched off or not, and two thirds of a small crawl's start were spent on the web server of
# one. So the list is ours: the telnet console, the remote control, feed exports, throttling and what else is off are not on it.
EXTENSIONS_BASE = {
    "scrapy.extensions.corestats.CoreStats": 0,
    "scrapy.extensions.logcount.LogCount": 0,
    "scrapy.extensions.memusage.MemoryUsage": 0,
    "scrapy.extensions.logstats.LogStats": 0,
}

# Politeness is the frontier's (one request in flight a host, the pause counted from the end of the answer, kept over restarts).
CONCURRENT_REQUESTS = 32  # hosts at a time
CONCURRENT_REQUESTS_PER_DOMAIN = 32  # slots are hosts, and a host has one row in memory
DOWNLOAD_DELAY = 0
DOWNLOAD_DELAY_JITTER = 0
AUTOTHROTTLE_ENABLED = False

# Speed: measured 6–7 ms of main process a page with 100 concurrent items, 3.4–4.5 with one.
CONCURRENT_ITEMS = 1
SCRAPER_SLOT_MAX_ACTIVE_SIZE = 32_000_000

LOG_LEVEL = os.environ.get("NEWSCRAWL_LOG_LEVEL") or "INFO"
LOG_VERSIONS: list[str] = []
WARN_ON_GENERATOR_RETURN_VALUE = False
FEED_EXPORT_ENCODING = "utf-8"
