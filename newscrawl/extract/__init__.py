"""Fields read from one page: each module returns one of them, with what it was read from.

    title                    the headline
    named, survey, trees; body
                             what names of elements say, a page looked over, boosted trees · which blocks are the text
    people, claims; byline   whom a line names · who a page says wrote it · the authors chosen
    stamps, calendars, written, datelines; stated, shown; dates
                             moments as machines write them, months, dates as people write them, lines that hold one · what a page states and shows ·
                             the dates chosen
    images, roles, captions, credits, pictured, beside, frames; photos
                             which image it is, what its surroundings are called, a caption, a credit, what data say of it, what a line beside it is,
                             what stands around each · the photos of a story
    names                    given names and surnames that many people bear
    addresses, leads, lists, fixed, walls; kind
                             what an address says, what leads to other stories, lists, pages of every site, what stands where a story should, and
                             whether the page is a story at all
    metadata, rules          the other fields · what a site file says instead
"""
