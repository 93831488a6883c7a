"""OpenDocument files (ODF 1.2 and later): texts, spreadsheets, presentations."""
