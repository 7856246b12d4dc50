"""Furniture found: what stands on a page and belongs to the site, not to the story. Each line needs only those above it.

    lexicon, parts, shape       what words, lines and boxes give away
    kinds, names                what a block looks like · what a page calls its site and its story
    consent                     banners that ask for consent
    boxes, pressed, lines, runs, letters; appeal      what can be told on a site's first page, and who puts it together
    prints, marks, template     what is counted of a page's blocks, and what a site's counts come to
    evidence, standing; judge   why a block that recurs is furniture, alone and beside others, and what that says of a page
"""
