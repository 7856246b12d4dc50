"""Fields read from one page: each module returns one of them, with what it was read from.

    title                    the headline
    body, trees              the text: which blocks it is, by boosted trees
    people, claims; byline   whom a line names · who a page says wrote it · the authors chosen
    stamps, calendars, written, datelines; stated, shown; dates
                             moments as machines write them, months, dates as people write them, lines that hold one · what a page states and shows ·
                             the dates chosen
    images, roles, captions, credits; photos
                             which image it is, what its surroundings are called, its caption and its credit · the photos of a story
    names                    given names and surnames that many people bear
    metadata, kind, rules    the other fields · whether the page is an article at all · what a site file says instead
"""
