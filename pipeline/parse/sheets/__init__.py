"""Tables of spreadsheet programs: ``regions`` finds what they hold, a module a format reads their cells."""
