"""Where stories are found: feeds, sitemaps, robots files, pages. Bytes and trees in, Links out; nothing is fetched here."""
